"""The own workforce by year, positions assessed for security, and cases of differential treatment."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.due_diligence import treatment_flags
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.workforce import PositionsForm, TreatmentForm, YearForm
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup
from samsvar.subjects.due_diligence.presenters import codes
from samsvar.subjects.due_diligence.selectors.workforce import workforce_of
from samsvar.subjects.due_diligence.services import workforce as services
from samsvar.subjects.due_diligence.views.saving import form_page

CASES = Permission.VIEW_WORKFORCE_CASES


@signed_in
def workforce(request: ViewerRequest) -> HttpResponse:
    """The year's record; cases for those who may see them, counts for the others."""
    viewer, enterprise = request.viewer, _enterprise(request)
    allow_methods(request, "GET", "HEAD")
    year = year_in(request, today().year - 1)
    sees_cases = viewer.may(CASES, enterprise)
    found = workforce_of(viewer, enterprise, year, with_cases=sees_cases)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_WORKFORCE, enterprise),
        "cases": [
            (case, codes.sentences(treatment_flags(services.facts_of(case)), codes.FLAGS)) for case in found.cases
        ],
        "enterprise": enterprise,
        "found": found,
        "record": found.record or OwnWorkforceYear(enterprise=enterprise, year=year),
        "sees_cases": sees_cases,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
    }
    return render(request, "due_diligence/workforce.html", context)


@signed_in
def edit(request: ViewerRequest) -> HttpResponse:
    """Write the year's record."""
    viewer, enterprise = request.viewer, _managed(request)
    allow_methods(request, "GET", "HEAD", "POST")
    year = year_in(request, today().year - 1)
    row = OwnWorkforceYear.objects.filter(enterprise=enterprise, year=year).first()
    form = YearForm(request.POST or None, initial=begun(YearForm, row))

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.save_year(enterprise=enterprise, year=year, fields=fields, version=version, by=viewer.actor, at=now())

    page = _page(year, _("Own workforce in %(year)s") % {"year": year}, _("Save the year"), _("The year is saved."))
    return form_page(request, page, form, save)


@signed_in
def positions(request: ViewerRequest, key: str = "") -> HttpResponse:
    """Write a group of positions assessed for security."""
    viewer, enterprise = request.viewer, _managed(request)
    rows = PositionGroup.objects.filter(enterprise=enterprise)
    group = find_or_404(rows, key=key) if key else None
    allow_methods(request, "GET", "HEAD", "POST")
    year = group.year if group else year_in(request, today().year - 1)
    form = PositionsForm(request.POST or None, initial=begun(PositionsForm, group))

    def save() -> None:
        services.save_positions(
            enterprise=enterprise,
            year=year,
            fields=form.written,
            group=group,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
        )

    page = _page(year, _("Positions assessed for security"), _("Save the positions"), _("The positions are saved."))
    return form_page(request, page, form, save)


@signed_in
def positions_remove(request: ViewerRequest, key: str) -> HttpResponse:
    """Take away a group of positions."""
    enterprise = _managed(request)
    group: PositionGroup = find_or_404(PositionGroup.objects.filter(enterprise=enterprise), key=key)
    allow_methods(request, "POST")
    year = group.year
    services.remove_positions(group=group, by=request.viewer.actor, at=now())
    return redirect(_list(year))


@signed_in
def treatment(request: ViewerRequest, key: str = "") -> HttpResponse:
    """Write a case of differential treatment."""
    viewer, enterprise, case = _case(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = TreatmentForm(request.POST or None, initial=begun(TreatmentForm, case))

    def save() -> None:
        services.save_treatment(
            enterprise=enterprise,
            fields=form.written,
            case=case,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
        )

    page = _page(
        year_in(request, today().year - 1),
        _("Differential treatment"),
        _("Save the case"),
        _("The case is saved."),
        _(
            "All four criteria must have a text before the case counts as documented (Equality and Anti-Discrimination "
            "Act § 9). The assessment comes before the position is advertised."
        ),
    )
    return form_page(request, page, form, save)


@signed_in
def treatment_document(request: ViewerRequest, key: str) -> HttpResponse:
    """Mark the case as documented, or say which criteria lack a text."""
    viewer, _enterprise_of, case = _case(request, key)
    allow_methods(request, "POST")
    if case is not None:
        try:
            services.mark_documented(case=case, by=viewer.actor, at=now(), today=today())
        except services.NotDocumented as lacking:
            names = ", ".join(codes.sentences(lacking.reasons, codes.CRITERIA))
            messages.error(request, _("These criteria have no text yet: %(names)s.") % {"names": names})
        else:
            messages.success(request, _("The case is marked as documented."))
    return redirect("due_diligence:workforce")


def _enterprise(request: ViewerRequest) -> OrgUnit:
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.VIEW_WORKFORCE, enterprise)
    return enterprise


def _managed(request: ViewerRequest) -> OrgUnit:
    enterprise = _enterprise(request)
    require(request.viewer, Permission.MANAGE_WORKFORCE, enterprise)
    return enterprise


def _case(request: ViewerRequest, key: str) -> tuple[Any, OrgUnit, DifferentialTreatment | None]:
    """The case among those the viewer may see. Raises Http404, and PermissionDenied for those who only see."""
    viewer, enterprise = request.viewer, _enterprise(request)
    rows = DifferentialTreatment.objects.visible_to(viewer, CASES).filter(enterprise=enterprise)
    case = find_or_404(rows, key=key) if key else None
    require(viewer, CASES, enterprise)
    require(viewer, Permission.MANAGE_WORKFORCE, enterprise)
    return viewer, enterprise, case


def _list(year: int) -> str:
    return f"{reverse('due_diligence:workforce')}?year={year}"


def _page(year: int, title: str, button: str, saved: str, intro: str = "") -> FormPage:
    crumbs = ((_list(year), _("Own workforce")),)
    return FormPage(title=title, button=button, back=_list(year), crumbs=crumbs, saved=saved, intro=intro)
