"""Kinds of report that a unit asks for: which document asks, who reads, of which period, by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.front.reporting.presenters import reports as presenter
from samsvar.front.reporting.report_forms import ReportKindForm
from samsvar.front.reporting.views.report_saving import form_page
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.reports.models import ReportKind
from samsvar.subjects.reports.selectors import activity_names, kinds_for
from samsvar.subjects.reports.services import save_kind


@signed_in
def kinds(request: ViewerRequest) -> HttpResponse:
    """The kinds that the chosen unit and those above it ask for."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.VIEW_INDICATORS, unit)
    allow_methods(request, "GET", "HEAD")
    names = activity_names(unit, current_language())
    rows = [
        {
            "kind": each,
            "asked_of": presenter.asked_of(each),
            "due": presenter.due_words(each, names),
            "can_change": viewer.may(Permission.MANAGE_INDICATORS, each.unit),
        }
        for each in kinds_for(unit, retired=True)
    ]
    context = {"unit": unit, "rows": rows, "can_add": viewer.may(Permission.MANAGE_INDICATORS, unit)}
    return render(request, "reporting/report_kinds.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """The chosen unit asks for a new kind of report."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_INDICATORS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"due_days": 21, "from_year": today().year}
    form = ReportKindForm(unit, request.POST or None, initial=initial)

    def save() -> None:
        save_kind(unit=unit, fields=form.written, by=viewer.actor, at=now())

    return form_page(request, _page(_("New kind of report"), str(unit)), form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a kind of report."""
    viewer = request.viewer
    rows = ReportKind.objects.visible_to(viewer, Permission.VIEW_INDICATORS).select_related("unit__enterprise")
    kind: ReportKind = find_or_404(rows, key=key)
    require(viewer, Permission.MANAGE_INDICATORS, kind.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = initial_of(kind, ReportKindForm.base_fields)
    form = ReportKindForm(kind.unit, request.POST or None, initial=initial)

    def save() -> None:
        save_kind(unit=kind.unit, kind=kind, fields=form.written, version=form.version_sent, by=viewer.actor, at=now())

    return form_page(request, _page(kind.name, str(kind.unit)), form, save)


def _page(title: str, intro: str) -> FormPage:
    back = reverse("reports:kinds")
    crumbs = ((reverse("reports:reports"), _("Reports")), (back, _("Kinds of report")))
    return FormPage(
        title=title, back=back, crumbs=crumbs, saved=_("The kind of report is saved."), button=_("Save"), intro=intro
    )
