"""The lines of an account: listed, taken out, entered, corrected and withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.catalogues.climate import activities, factors
from samsvar.core.documents.spreadsheets import SheetColumn, write_csv, write_xlsx
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.evidence.presenters import file_list
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.language import current_language
from samsvar.subjects.climate.files import LINE
from samsvar.subjects.climate.forms import CorrectionForm, LineForm, ReasonForm
from samsvar.subjects.climate.models import ActivityLine
from samsvar.subjects.climate.presenters import lines as presenter
from samsvar.subjects.climate.presenters.words import activity_name, amount_words, measure_of
from samsvar.subjects.climate.selectors import lines as selectors
from samsvar.subjects.climate.selectors.accounts import own_factors
from samsvar.subjects.climate.services import lines as services
from samsvar.subjects.climate.views.accounts import account_address
from samsvar.subjects.climate.views.finding import chosen_account, found_line, written_line, year_of
from samsvar.subjects.climate.views.saving import form_page, was_refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: ViewerRequest) -> tuple[OrgUnit, OrgUnit, int, str]:
    """The chosen unit, its enterprise, the year and the activity that are asked for. Raises Http404."""
    unit = chosen_unit(request)
    require(request.viewer, Permission.VIEW_INDICATORS, unit)
    activity = request.GET.get("activity", "")
    if unit.enterprise is None or (activity and activity not in activities()):
        raise Http404
    return unit, unit.enterprise, year_of(request), activity


@signed_in
def lines(request: ViewerRequest) -> HttpResponse:
    """The lines of the unit with all under it in a year, of one activity or of all."""
    unit, enterprise, year, activity = _asked(request)
    allow_methods(request, "GET", "HEAD")
    found = selectors.lines_of(request.viewer, unit, year, activity)
    page = Paginator(found, selectors.PAGE).get_page(request.GET.get("page") or 1)
    context = {
        "activity": activity,
        "back": account_address(unit, year),
        "exports": request.viewer.may(Permission.EXPORT, unit),
        "name": activity_name(activity) if activity else "",
        "page": page,
        "rows": presenter.rows(page.object_list, (*own_factors(enterprise.pk), *factors())),
        "unit": unit,
        "writes": request.viewer.may(Permission.ENTER_MEASUREMENTS, unit),
        "year": year,
    }
    return render(request, "climate/lines.html", context)


@signed_in
def export(request: ViewerRequest, ending: str) -> HttpResponse:
    """The same lines as XLSX or CSV."""
    unit, enterprise, year, activity = _asked(request)
    require(request.viewer, Permission.EXPORT, unit)
    if ending not in ("xlsx", "csv"):
        raise Http404
    allow_methods(request, "GET", "HEAD")
    columns = [
        SheetColumn(_("Unit"), width=30),
        SheetColumn(_("Year"), "integer"),
        SheetColumn(_("What was used"), width=36),
        SheetColumn(_("Amount"), "decimal"),
        SheetColumn(_("Counted in")),
        SheetColumn(_("Kilograms of CO₂e per measure"), "decimal"),
        SheetColumn(_("Tonnes CO₂e"), "decimal"),
        SheetColumn(_("Source"), width=30),
        SheetColumn(_("The factor’s source"), width=40),
        SheetColumn(_("Note"), width=30),
    ]
    found = selectors.lines_of(request.viewer, unit, year, activity)
    rows = presenter.exported(found, (*own_factors(enterprise.pk), *factors()))
    name = _("Climate account %(year)s") % {"year": year}
    if ending == "csv":
        text = "\ufeff" + write_csv(columns, rows, current_language())
        return as_file(text, f"{name}.csv", "text/csv; charset=utf-8")
    title = f"{unit.name(current_language())}, {year}"
    return as_file(write_xlsx(columns, rows, sheet_name=name, title=title), f"{name}.xlsx", XLSX)


@signed_in
def line(request: ViewerRequest, key: str) -> HttpResponse:
    """One line: amount times factor is tonnes, where each is from, and what stood there before."""
    viewer, found = request.viewer, found_line(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    enterprise = found.account.enterprise
    context = {
        "amount": amount_words(found.amount, found.activity),
        "back": account_address(enterprise, found.account.year),
        "events": [
            (each, "" if each.amount is None else amount_words(each.amount, found.activity))
            for each in selectors.history_of_line(found)
        ],
        "files": file_list(LINE, found, viewer),
        "line": found,
        "manages": viewer.may(Permission.MANAGE_INDICATORS, enterprise),
        "name": activity_name(found.activity),
        "scope": presenter.scope_words(found.activity),
        "times": presenter.worked_out(found, (*own_factors(enterprise.pk), *factors())),
        "writes": not found.withdrawn
        and not found.account.is_settled
        and viewer.may(Permission.ENTER_MEASUREMENTS, found.unit),
    }
    return render(request, "climate/line.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Enter what the chosen unit used."""
    viewer = request.viewer
    unit, account = chosen_account(request)
    require(viewer, Permission.ENTER_MEASUREMENTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = LineForm(request.POST or None, initial={"activity": request.GET.get("activity", "")})

    def save() -> None:
        services.record_line(account=account, unit=unit, by=viewer.actor, at=now(), **form.written)

    back = account_address(unit, account.year)
    page = FormPage(
        title=_("Enter a line"),
        button=_("Save the line"),
        back=back,
        crumbs=((back, _("Climate account %(year)s") % {"year": account.year}),),
        saved=_("The line is saved."),
        intro=_("%(unit)s, %(year)s") % {"unit": unit, "year": account.year},
    )
    return form_page(request, page, form, save)


@signed_in
def none_used(request: ViewerRequest) -> HttpResponse:
    """State that the chosen unit used none of an activity: a button."""
    viewer = request.viewer
    unit, account = chosen_account(request)
    require(viewer, Permission.ENTER_MEASUREMENTS, unit)
    allow_methods(request, "POST")
    activity = request.POST.get("activity", "")

    def act() -> Any:
        return services.say_none(account=account, unit=unit, activity=activity, by=viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("It is noted: none was used of %(what)s.") % {"what": activity_name(activity)})
    return redirect(account_address(unit, account.year))


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Correct a line; what stood there is kept."""
    viewer, found = request.viewer, written_line(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {**initial_of(found, ("amount", "source", "note")), "reason": ""}
    form = CorrectionForm(request.POST or None, initial=initial)
    form.fields["amount"].help_text = _("In %(measure)s") % {"measure": measure_of(found.activity)}

    def save() -> None:
        fields = {name: value for name, value in form.written.items() if name != "reason"}
        reason = form.cleaned_data["reason"]
        services.correct_line(
            line=found, fields=fields, reason=reason, by=viewer.actor, at=now(), version=form.version_sent
        )

    page = _page(found, _("Correct the line"), _("Save the correction"), _("The line is corrected."))
    return form_page(request, page, form, save)


@signed_in
def withdraw(request: ViewerRequest, key: str) -> HttpResponse:
    """Let a line count no more."""
    viewer, found = request.viewer, written_line(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None, initial=initial_of(found, ()))

    def save() -> None:
        reason = form.cleaned_data["reason"]
        services.withdraw_line(line=found, reason=reason, by=viewer.actor, at=now(), version=form.version_sent)

    page = _page(found, _("Withdraw the line"), _("Withdraw it"), _("The line is withdrawn, and counts no more."))
    return form_page(request, page, form, save)


def _page(found: ActivityLine, title: str, button: str, saved: str) -> FormPage:
    year, back = found.account.year, reverse("climate:line", args=[found.key])
    crumbs = (
        (account_address(found.account.enterprise, year), _("Climate account %(year)s") % {"year": year}),
        (back, activity_name(found.activity)),
    )
    intro = f"{activity_name(found.activity)} · {found.unit}"
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=intro)
