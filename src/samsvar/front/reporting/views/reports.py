"""Reports due: the list, one report with its sections and texts, and each step of its way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.documents.frozen import freeze
from samsvar.core.rules.indicators.periods import parse_period
from samsvar.front.reporting.presenters import reports as presenter
from samsvar.front.reporting.report_forms import CommentForm, DecisionForm, InformedForm, PublishedForm
from samsvar.front.reporting.tertial import handing_in
from samsvar.front.reporting.tertial.files import FORMS, file_of
from samsvar.front.reporting.views.packs import as_report
from samsvar.front.reporting.views.report_saving import form_page, was_refused
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import StaleVersion
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now, today
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.indicators.views.places import place_of
from samsvar.subjects.reports import selectors, services
from samsvar.subjects.reports.models import Report

PAGE = 40


@signed_in
def reports(request: ViewerRequest) -> HttpResponse:
    """What the chosen unit and those beneath it owe for the period, and how each stands."""
    viewer, place = request.viewer, place_of(request)
    allow_methods(request, "GET", "HEAD")
    view = request.GET.get("view", "all")
    if view not in presenter.VIEWS:
        raise Http404
    found = selectors.reports_due(viewer, place.unit, place.period, place.today)
    page = Paginator(presenter.in_view(found, view), PAGE).get_page(request.GET.get("page") or 1)
    units, held = selectors.listed(page.object_list)
    context = {
        "can_add": viewer.may(Permission.MANAGE_INDICATORS, place.unit),
        "finding": presenter.finding(found),
        "has_any": bool(found.rows),
        "page": page,
        "period": place.period,
        "period_name": period_name(place.period),
        "periods": [(each.code, period_name(each)) for each in place.periods],
        "rows": presenter.rows_of(list(page.object_list), units, held, viewer),
        "tabs": presenter.tabs(found, view),
        "today": place.today,
        "unit": place.unit,
        "view": view,
    }
    return render(request, "reporting/reports.html", context)


@signed_in
def begin(request: ViewerRequest) -> HttpResponse:
    """Begin a unit's report for a period."""
    viewer = request.viewer
    allow_methods(request, "POST")
    seen = OrgUnit.objects.filter(units_visible_to(viewer, Permission.VIEW_INDICATORS))
    unit: OrgUnit = find_or_404(seen.select_related("enterprise"), key=request.POST.get("unit", "")[:16])
    require(viewer, Permission.ENTER_MEASUREMENTS, unit)
    asked = request.POST.get("kind", "")
    kind = next((each for each in selectors.kinds_for(unit) if each.key == asked), None)
    period = parse_period(request.POST.get("p", "")[:10])
    if period is None or kind is None:
        raise Http404
    made: list[Report] = []

    def act() -> None:
        made.append(
            services.begin_report(
                kind=kind, unit=unit, period=period, language=viewer.language, person=viewer.person, by=viewer.actor,
                at=now(),
            )
        )  # fmt: skip

    return redirect("reports:reports") if was_refused(request, act) else redirect("reports:report", key=made[0].key)


def found_report(viewer: Viewer, key: str) -> Report:
    """The report, or 404."""
    report: Report = find_or_404(selectors.readable_reports(viewer), key=key)
    return report


@signed_in
def report(request: ViewerRequest, key: str) -> HttpResponse:
    """One section of a report: what people wrote, and what is drawn from the records. POST keeps what is written."""
    viewer, on = request.viewer, today()
    found = found_report(viewer, key)
    asked = handing_in.asked_for(found, viewer, on, found.language if found.frozen is not None else "")
    titles = handing_in.section_titles(found, asked)
    here = request.GET.get("section") or next(iter(titles))
    if here not in titles:
        raise Http404
    may_write = viewer.may(Permission.ENTER_MEASUREMENTS, found.unit)
    if request.method == "POST":
        require(viewer, Permission.ENTER_MEASUREMENTS, found.unit)
    allow_methods(request, "GET", "HEAD", *(["POST"] if may_write else []))
    versions = selectors.versions_of(found)
    mine = versions.get(here, [])
    form = CommentForm(request.POST or None, initial=_initial(mine))
    conflict: Any = None
    if request.method == "POST" and form.is_valid():
        conflict = _write(request, found, here, form)
        if conflict is None:
            return redirect(f"{reverse('reports:report', args=[found.key])}?section={here}")
        form = CommentForm(initial={"serial": conflict.serial, "text": form.cleaned_data["text"]})
    context = {
        **_steering(viewer, found, may_write),
        "blocks": _frozen_blocks(found, here) or handing_in.drawn_section(found, asked, here),
        "conflict": conflict,
        "differences": [(_("Your comment"), conflict.text, form.initial["text"])] if conflict else [],
        "due": selectors.due_of(found, on),
        "form": form,
        "here": here,
        "language": asked.language,
        "mine": mine,
        "steps": selectors.steps_of(found),
        "title": titles[here],
        "titles": [(code, name, bool(versions.get(code) and versions[code][0].text)) for code, name in titles.items()],
        "today": on,
    }
    return render(request, "reporting/report.html", context, status=409 if conflict else 422 if form.errors else 200)


def _initial(mine: list[Any]) -> dict[str, Any]:
    return {"serial": mine[0].serial if mine else 0, "text": mine[0].text if mine else ""}


def _frozen_blocks(found: Report, section: str) -> Any:
    """The section as it was handed in, under what is said first of the whole; nothing where the report is not."""
    document = handing_in.frozen_document(found)
    return document and next(
        ((*document.opening, *each.blocks) for each in document.sections if each.id == section), None
    )


def _write(request: ViewerRequest, found: Report, section: str, form: CommentForm) -> Any:
    """Keep the text; what somebody else wrote meanwhile is given back."""
    viewer = request.viewer
    asked = {"report": found, "section": section, "text": form.cleaned_data["text"]}
    serial = form.cleaned_data["serial"] or 0
    met: list[Any] = []

    def act() -> None:
        try:
            services.write_comment(**asked, opened_serial=serial, person=viewer.person, by=viewer.actor, at=now())
        except StaleVersion as stale:
            met.append(stale.now)

    if not was_refused(request, act) and not met:
        messages.success(request, _("The comment is saved."))
    return met[0] if met else None


def _steering(viewer: Viewer, found: Report, may_write: bool) -> dict[str, Any]:
    state, pill = presenter.state_of(found)
    return {
        "can_write": may_write and handing_in.is_open(found),
        "may_tell": may_write,
        "decides": viewer.may(Permission.ACCEPT_REPORTS, found.kind.unit),
        "follow": viewer.everything or any(grant.enterprise_id == found.enterprise_id for grant in viewer.grants),
        "forms": FORMS,
        "is_over": found.of_period.is_over(today()),
        "period_name": period_name(found.of_period),
        "pill": pill,
        "report": found,
        "state": state,
    }


@signed_in
def shown(request: ViewerRequest, key: str) -> HttpResponse:
    """The whole report as it was handed in; before that it is read section by section."""
    found = found_report(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    if found.frozen is None:
        return redirect("reports:report", key=found.key)
    asked = handing_in.asked_for(found, request.viewer, today(), found.language)
    document = handing_in.whole_document(found, asked)
    may_write = request.viewer.may(Permission.ENTER_MEASUREMENTS, found.unit)
    context = {**_steering(request.viewer, found, may_write), "document": document}
    return render(request, "reporting/report_shown.html", context)


@signed_in
def download(request: ViewerRequest, key: str, form: str) -> HttpResponse:
    """The report as a file."""
    found = found_report(request.viewer, key)
    if form not in FORMS:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    asked = handing_in.asked_for(found, request.viewer, today())
    content = file_of(handing_in.whole_document(found, asked), form)
    return as_report(content, form, found.unit.number, found.of_period.code)


@signed_in
def submit(request: ViewerRequest, key: str) -> HttpResponse:
    """What lacks, and the button that hands the report in as it is now."""
    viewer, on = request.viewer, today()
    found = found_report(viewer, key)
    require(viewer, Permission.ENTER_MEASUREMENTS, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    asked = handing_in.asked_for(found, viewer, on)
    if request.method == "POST":

        def act() -> None:
            services.submit_report(
                report=found,
                frozen=freeze(handing_in.whole_document(found, asked, "submitted")),
                figures=handing_in.figures_of_report(found, asked),
                language=asked.language,
                today=on,
                person=viewer.person,
                by=viewer.actor,
                at=now(),
                version=version_in(request),
            )

        if not was_refused(request, act):
            messages.success(request, _("The report is handed in. %(unit)s answers.") % {"unit": found.kind.unit})
        return redirect("reports:report", key=found.key)
    context = {
        **_steering(viewer, found, True),
        "due": selectors.due_of(found, on),
        "lacks": handing_in.lacks(found, asked),
        "today": on,
    }
    return render(request, "reporting/report_submit.html", context)


@signed_in
def accept(request: ViewerRequest, key: str) -> HttpResponse:
    """Accept the report as it was handed in: it is locked."""
    viewer = request.viewer
    found = found_report(viewer, key)
    require(viewer, Permission.ACCEPT_REPORTS, found.kind.unit)
    allow_methods(request, "POST")
    version = version_in(request)

    def act() -> None:
        services.accept_report(report=found, person=viewer.person, version=version, by=viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("The report is accepted, and is locked."))
    return redirect("reports:report", key=found.key)


_Words = Callable[[], str]
#: Title and button, what is said when it is done, the form, and whether the one who wrote it does it.
_ACTS: dict[str, tuple[_Words, _Words, type[Any], bool]] = {
    "returner": (lambda: _("Send the report back"), lambda: _("The report is sent back."), DecisionForm, False),
    "gjenapne": (
        lambda: _("Open the report again"),
        lambda: _("The report can be changed again."),
        DecisionForm,
        False,
    ),
    "publiser": (lambda: _("Say where it is public"), lambda: _("It is written down."), PublishedForm, True),
    "informer": (lambda: _("Say who was told"), lambda: _("It is written down."), InformedForm, True),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """Send back or open again with a reason; say where it is public and who was told."""
    viewer = request.viewer
    found = found_report(viewer, key)
    if word not in _ACTS:
        raise Http404
    title, saved, form_class, by_writer = _ACTS[word]
    needed, unit = (
        (Permission.ENTER_MEASUREMENTS, found.unit) if by_writer else (Permission.ACCEPT_REPORTS, found.kind.unit)
    )
    require(viewer, needed, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = form_class(request.POST or None, initial={"version": found.version, "on": today()})
    back = reverse("reports:report", args=[found.key])
    crumbs = ((reverse("reports:reports"), _("Reports")), (back, found.kind.name))
    intro = f"{found.unit}, {period_name(found.of_period)}"
    page = FormPage(title=title(), button=title(), back=back, crumbs=crumbs, saved=saved(), intro=intro)
    return form_page(request, page, form, lambda: _act(viewer, found, word, form))


def _act(viewer: Viewer, found: Report, word: str, form: Any) -> None:
    who: dict[str, Any] = {"person": viewer.person, "by": viewer.actor, "at": now(), "version": form.version_sent}
    said = form.cleaned_data
    if word == "returner":
        services.return_report(report=found, reason=said["reason"], **who)
    elif word == "gjenapne":
        services.reopen_report(report=found, reason=said["reason"], **who)
    elif word == "publiser":
        services.publish_report(report=found, on=said["on"], where=said["where"], **who)
    else:
        services.inform_of_report(report=found, on=said["on"], whom=said["where"], **who)
