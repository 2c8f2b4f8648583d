"""The year's plan of checks, the contracts under a duty, what the plan lacks, and one check from plan to judgement."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.evidence.presenters import file_list
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.files import CHECK
from samsvar.subjects.due_diligence.forms.checks.checks import PLANNED, CheckForm
from samsvar.subjects.due_diligence.models import Check
from samsvar.subjects.due_diligence.models.checks import OPEN, CheckKind
from samsvar.subjects.due_diligence.presenters.checks import checks as presenter
from samsvar.subjects.due_diligence.selectors.checks import checks as selectors
from samsvar.subjects.due_diligence.selectors.duties import duties_of, proposals, under_duty
from samsvar.subjects.due_diligence.selectors.linkable import contracts_named
from samsvar.subjects.due_diligence.services.checks import checks as services
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def checks(request: ViewerRequest) -> HttpResponse:
    """The year's plan: what is planned, late and done."""
    viewer, unit, enterprise = _scope(request)
    allow_methods(request, "GET", "HEAD")
    year, day = year_in(request, today().year), today()
    view = request.GET.get("view", "all")
    if view not in selectors.VIEWS:
        raise BadRequest("view")
    filters = selectors.view_filters(day)
    rows = selectors.plan_of(viewer, enterprise, year)
    page = Paginator(rows.filter(filters[view]), selectors.PAGE).get_page(request.GET.get("page") or 1)
    progress = selectors.progress(viewer, enterprise, year, day)
    counts = {
        "all": progress.planned,
        "late": progress.late,
        "open": progress.left,
        "done": progress.done,
        "cancelled": progress.cancelled,
    }
    years = selectors.years_of(viewer, enterprise)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, unit),
        "finding": presenter.finding(progress, year),
        "page": page,
        "progress": progress,
        "rows": [presenter.row(check, day) for check in page.object_list],
        "tabs": presenter.tabs(presenter.PLAN_VIEWS, counts, view),
        "today": day,
        "unit": unit,
        "view": view,
        "year": year,
        "years": sorted({*years, year, day.year}, reverse=True),
    }
    return render(request, "due_diligence/checks.html", context)


@signed_in
def duties(request: ViewerRequest) -> HttpResponse:
    """The contracts under the wage duty or with HSE cards, with why, and those without a control in the year."""
    viewer, unit, enterprise = _scope(request)
    allow_methods(request, "GET", "HEAD")
    year, day = year_in(request, today().year), today()
    view = request.GET.get("view", "lacking")
    found = under_duty(viewer, enterprise, year, day)
    views = {
        "lacking": [each for each in found if each.lacks_control],
        "cards": [each for each in found if each.lacks_cards],
        "unsettled": [each for each in found if each.unsettled],
        "all": [each for each in found if each.wage.applies or each.cards.applies],
    }
    if view not in views:
        raise BadRequest("view")
    page = Paginator(views[view], selectors.PAGE).get_page(request.GET.get("page") or 1)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, unit),
        "finding": presenter.duty_finding(found, year),
        "page": page,
        "rows": [(each, presenter.grounds(each.wage), presenter.grounds(each.cards)) for each in page.object_list],
        "tabs": presenter.tabs(presenter.DUTY_VIEWS, {name: len(each) for name, each in views.items()}, view),
        "unit": unit,
        "view": view,
        "year": year,
    }
    return render(request, "due_diligence/check_duties.html", context)


@signed_in
def propose(request: ViewerRequest) -> HttpResponse:
    """What the year's plan should have by risk, each with its reason; those ticked are taken into the plan."""
    viewer, unit, enterprise = _scope(request)
    require(viewer, Permission.MANAGE_CHECKS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    year = year_in(request, today().year)
    found = proposals(viewer, enterprise, year, today())
    if request.method == "POST":
        chosen = set(request.POST.getlist("proposal"))
        wanted = [
            (contract, {"kind": each.kind, "due_on": each.due_on, "rule": each.rule, "why": ";".join(each.why)})
            for contract, each in found
            if f"{each.contract}/{each.kind}" in chosen and viewer.may(Permission.MANAGE_CHECKS, contract.unit)
        ]

        def act() -> None:
            services.plan_checks(enterprise=enterprise, year=year, wanted=wanted, by=viewer.actor, at=now())

        if was_refused(request, act):
            return redirect(f"{reverse('due_diligence:checks_propose')}?year={year}")
        words = ngettext("%(n)s check is in the plan.", "%(n)s checks are in the plan.", len(wanted))
        messages.success(request, words % {"n": len(wanted)})
        return redirect(f"{reverse('due_diligence:checks')}?year={year}")
    context = {
        "finding": presenter.proposal_heading(found, year),
        "rows": [(contract, each, presenter.why(each), CheckKind(each.kind.value).label) for contract, each in found],
        "unit": unit,
        "year": year,
    }
    return render(request, "due_diligence/checks_propose.html", context)


@signed_in
def check(request: ViewerRequest, key: str) -> HttpResponse:
    """One check: what was asked for, what came, what was found, and what it came to."""
    viewer, found = request.viewer, find_check(request, key)
    allow_methods(request, "GET", "HEAD")
    records = selectors.records_of(found)
    wage, cards = duties_of(found.contract, today())
    context = {
        "can_act": viewer.may(Permission.MANAGE_ACTIONS, found.unit),
        "can_manage": viewer.may(Permission.MANAGE_CHECKS, found.unit),
        "can_manage_impacts": viewer.may(Permission.MANAGE_IMPACTS, found.unit),
        "cards": presenter.grounds(cards),
        "check": found,
        "files": file_list(CHECK, found, viewer),
        "findings": [(each, presenter.gravity_kind(each)) for each in records.findings],
        "going": found.status in OPEN,
        "late": found.status in OPEN and found.due_on < today(),
        "lines": [presenter.line(each) for each in records.lines],
        "owed_ore": presenter.owed_ore(records.lines),
        "records": records,
        "sees_contract": viewer.may(Permission.VIEW_CONTRACTS, found.unit),
        "today": today(),
        "wage": presenter.grounds(wage),
        "wage_sum": presenter.wage_sum(records.lines) if records.lines else "",
        "why": presenter.stored_why(found),
    }
    return render(request, "due_diligence/check.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Plan a check of the contract that the address names; without one, find it first."""
    viewer, unit, enterprise = _scope(request)
    key = request.GET.get("contract", "")
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(enterprise=enterprise)
    contract = find_or_404(rows.select_related("enterprise", "unit", "supplier"), key=key[:16]) if key else None
    require(viewer, Permission.MANAGE_CHECKS, contract.unit if contract else unit)
    allow_methods(request, "GET", "HEAD", "POST")
    if contract is None:
        text = request.GET.get("q", "")[:100]
        found = contracts_named(viewer, enterprise, text)
        return render(request, "due_diligence/check_contract.html", {"found": found, "q": text, "unit": unit})
    form = CheckForm(contract, request.POST or None, initial={"kind": request.GET.get("kind", "")})

    def save() -> str:
        made = services.plan_check(contract=contract, fields=form.written, by=viewer.actor, at=now())
        return reverse("due_diligence:check", args=[made.key])

    listed = reverse("due_diligence:checks")
    page = FormPage(
        title=_("Plan a check"),
        button=_("Plan the check"),
        back=listed,
        crumbs=((listed, _("Checks")),),
        saved=_("The check is planned."),
        intro=_("Of the contract %(title)s with %(supplier)s.")
        % {"title": contract.title, "supplier": contract.supplier.name},
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change what is planned."""
    found = find_managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = CheckForm(found.contract, request.POST or None, initial=initial_of(found, PLANNED))

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.edit_check(check=found, fields=fields, version=version, by=request.viewer.actor, at=now())

    page = check_page(found, _("Change the check"), _("Save the check"), _("The check is saved."))
    return form_page(request, page, form, save)


def find_check(request: ViewerRequest, key: str) -> Check:
    """A check that may be seen. Raises Http404."""
    related = ("enterprise", "unit", "contract__supplier", "contract__unit", "link", "site", "responsible")
    found: Check = find_or_404(selectors.visible_checks(request.viewer).select_related(*related), key=key)
    return found


def find_managed(request: ViewerRequest, key: str) -> Check:
    """A check that may be changed. Raises Http404 and PermissionDenied."""
    found = find_check(request, key)
    require(request.viewer, Permission.MANAGE_CHECKS, found.unit)
    return found


def check_page(found: Check, title: str, button: str, saved: str, intro: str = "", **more: Any) -> FormPage:
    """A form's page beneath a check."""
    back = reverse("due_diligence:check", args=[found.key])
    crumbs = ((f"{reverse('due_diligence:checks')}?year={found.plan_year}", _("Checks")), (back, found.number))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=intro, **more)


def _scope(request: ViewerRequest) -> tuple[Any, OrgUnit, OrgUnit]:
    unit = chosen_unit(request)
    require(request.viewer, Permission.VIEW_CHECKS, unit)
    return request.viewer, unit, chosen_enterprise(request)
