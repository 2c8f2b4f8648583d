"""The year's risk areas: the list, one area, writing it, and gathering contracts in it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.areas import AreaForm, PickForm, VulnerabilityForm
from samsvar.subjects.due_diligence.models import AreaContract, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.presenters import areas as presenter
from samsvar.subjects.due_diligence.presenters import codes
from samsvar.subjects.due_diligence.presenters.contracts import category_name
from samsvar.subjects.due_diligence.selectors import areas as selectors
from samsvar.subjects.due_diligence.selectors.contract_register import choices
from samsvar.subjects.due_diligence.selectors.linkable import PICKED, contracts_by_key, contracts_picked
from samsvar.subjects.due_diligence.services import areas as services
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def areas(request: ViewerRequest) -> HttpResponse:
    """The year's areas in order."""
    viewer, enterprise = request.viewer, _enterprise(request)
    allow_methods(request, "GET", "HEAD")
    year = year_in(request, today().year)
    found = list(selectors.areas_of(viewer, enterprise, year))
    years = selectors.years_of(viewer, enterprise)
    context = {
        "can_copy": not found and year - 1 in years,
        "can_manage": viewer.may(Permission.MANAGE_IMPACTS, enterprise),
        "enterprise": enterprise,
        "finding": presenter.finding(found, year),
        "rows": [(area, codes.risk_kinds(area.risk_kinds), codes.countries(area.countries)) for area in found],
        "year": year,
        "years": sorted({*years, year, today().year}, reverse=True),
    }
    return render(request, "due_diligence/areas.html", context)


@signed_in
def area(request: ViewerRequest, key: str) -> HttpResponse:
    """One area: contracts by ownership, risks, vulnerability, follow-up and actions."""
    viewer, found = request.viewer, _find(request, key)
    allow_methods(request, "GET", "HEAD")
    context = {
        "area": found,
        "can_act": viewer.may(Permission.MANAGE_ACTIONS, found.enterprise),
        "can_manage": viewer.may(Permission.MANAGE_IMPACTS, found.enterprise),
        "countries": codes.countries(found.countries),
        "impacts": selectors.impacts_in(viewer, found, today()),
        "kinds": codes.risk_kinds(found.risk_kinds),
        "materials": presenter.materials(found),
        "records": selectors.records_of(viewer, found),
        "stages": presenter.stages(found),
    }
    return render(request, "due_diligence/area.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Add an area to the year."""
    viewer, enterprise = request.viewer, _enterprise(request)
    require(viewer, Permission.MANAGE_IMPACTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    year = year_in(request, today().year)
    form = AreaForm(request.POST or None)

    def save() -> str:
        fields = form.written
        made = services.create_area(enterprise=enterprise, year=year, fields=fields, by=viewer.actor, at=now())
        return reverse("due_diligence:risk_area", args=[made.key])

    page = FormPage(
        title=_("New risk area in %(year)s") % {"year": year},
        button=_("Add the area"),
        back=_list(year),
        crumbs=((_list(year), _("Risk areas")),),
        saved=_("The area is added. Gather its contracts now."),
        template="due_diligence/area_form.html",
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change what stands in an area."""
    viewer, found = request.viewer, _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = AreaForm(request.POST or None, initial=begun(AreaForm, found))

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.edit_area(area=found, fields=fields, version=version, by=viewer.actor, at=now())

    page = _page(
        found, _("Change the area"), _("Save the area"), _("The area is saved."), "due_diligence/area_form.html"
    )
    return form_page(request, page, form, save)


@signed_in
def move(request: ViewerRequest, key: str) -> HttpResponse:
    """One place up or down."""
    found = _managed(request, key)
    allow_methods(request, "POST")
    by = request.viewer.actor
    services.move_area(area=found, up=request.POST.get("to") == "up", by=by, at=now())
    return redirect(_list(found.year))


@signed_in
def copy(request: ViewerRequest) -> HttpResponse:
    """Carry last year's areas into a year that has none."""
    viewer, enterprise = request.viewer, _enterprise(request)
    require(viewer, Permission.MANAGE_IMPACTS, enterprise)
    allow_methods(request, "POST")
    year = year_in(request, today().year)

    def act() -> None:
        services.copy_areas(enterprise=enterprise, from_year=year - 1, year=year, by=viewer.actor, at=now())

    if not was_refused(request, act):
        messages.success(request, _("The areas are copied. Their status begins as not received."))
    return redirect(_list(year))


@signed_in
def contracts(request: ViewerRequest, key: str) -> HttpResponse:
    """Search the contracts, tick those that belong, and gather them."""
    viewer, found = request.viewer, _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        picked = contracts_by_key(viewer, found.enterprise, request.POST.getlist("contract"))
        added = services.add_contracts(area=found, contracts=picked, by=viewer.actor, at=now())
        words = ngettext("%(n)s contract is gathered.", "%(n)s contracts are gathered.", added) % {"n": added}
        messages.success(request, words)
        return redirect("due_diligence:risk_area", key=found.key)
    form = PickForm(request.GET)
    if not form.is_valid():
        raise BadRequest("filter")
    asked = form.cleaned_data
    rows = contracts_picked(
        viewer, found.enterprise, asked["q"].strip(), asked["category"], asked["country"], asked["level"]
    )
    shown, held, more = selectors.pickable(rows, found, PICKED)
    countries, divisions = choices(viewer, found.enterprise)
    context = {
        "area": found,
        "asked": asked,
        "categories": sorted(((code, category_name(code)) for code in divisions), key=lambda pair: pair[1]),
        "count": sum(1 for name in ("q", "category", "country", "level") if asked[name]),
        "countries": sorted(((code, codes.country(code)) for code in countries), key=lambda pair: pair[1]),
        "held": held,
        "more": more,
        "rows": shown,
    }
    return render(request, "due_diligence/area_contracts.html", context)


@signed_in
def contract_remove(request: ViewerRequest, key: str, link: str) -> HttpResponse:
    """Take a contract out of the area."""
    found = _managed(request, key)
    rows = AreaContract.objects.filter(area=found).select_related("area__enterprise")
    row: AreaContract = find_or_404(rows, key=link)
    allow_methods(request, "POST")
    services.remove_contract(link=row, by=request.viewer.actor, at=now())
    return redirect("due_diligence:risk_area", key=found.key)


@signed_in
def vulnerability(request: ViewerRequest, key: str) -> HttpResponse:
    """Note what makes people vulnerable."""
    viewer, found = request.viewer, _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = VulnerabilityForm(request.POST or None)

    def save() -> None:
        services.note_vulnerability(area=found, by=viewer.actor, at=now(), **form.cleaned_data)

    page = _page(found, _("What makes people vulnerable"), _("Save the note"), _("The note is saved."))
    return form_page(request, page, form, save)


@signed_in
def vulnerability_remove(request: ViewerRequest, key: str, trait: str) -> HttpResponse:
    """Take away a trait that was noted."""
    found = _managed(request, key)
    rows = Vulnerability.objects.filter(area=found).select_related("area__enterprise")
    row: Vulnerability = find_or_404(rows, key=trait)
    allow_methods(request, "POST")
    services.remove_vulnerability(vulnerability=row, by=request.viewer.actor, at=now())
    return redirect("due_diligence:risk_area", key=found.key)


def _enterprise(request: ViewerRequest) -> OrgUnit:
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.VIEW_CONTRACTS, enterprise)
    return enterprise


def _find(request: ViewerRequest, key: str) -> RiskArea:
    rows = RiskArea.objects.visible_to(request.viewer, Permission.VIEW_CONTRACTS)
    found: RiskArea = find_or_404(rows.select_related("enterprise", "continued_from"), key=key)
    return found


def _managed(request: ViewerRequest, key: str) -> RiskArea:
    found = _find(request, key)
    require(request.viewer, Permission.MANAGE_IMPACTS, found.enterprise)
    return found


def _list(year: int) -> str:
    return f"{reverse('due_diligence:risk_areas')}?year={year}"


def _page(found: RiskArea, title: str, button: str, saved: str, template: str = "forms/form_page.html") -> FormPage:
    back = reverse("due_diligence:risk_area", args=[found.key])
    crumbs = (
        (_list(found.year), _("Risk areas")),
        (back, found.title),
    )
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, template=template)
