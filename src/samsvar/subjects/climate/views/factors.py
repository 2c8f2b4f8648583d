"""The factors: those that ship and those that the enterprise sets itself."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.catalogues.climate import factors as shipped_factors
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.climate.forms import FactorForm
from samsvar.subjects.climate.models import OwnFactor
from samsvar.subjects.climate.presenters import lines as presenter
from samsvar.subjects.climate.services.factors import set_own_factor
from samsvar.subjects.climate.views.finding import managed_factor
from samsvar.subjects.climate.views.saving import form_page


@signed_in
def factors(request: ViewerRequest) -> HttpResponse:
    """Every factor with its source: the enterprise's own, then those that ship."""
    viewer, unit, enterprise = request.viewer, *_enterprise(request)
    require(viewer, Permission.VIEW_INDICATORS, unit)
    allow_methods(request, "GET", "HEAD")
    context = {
        "manages": viewer.may(Permission.MANAGE_INDICATORS, enterprise),
        "own": presenter.own(OwnFactor.objects.filter(enterprise=enterprise)),
        "shipped": presenter.shipped(shipped_factors()),
        "unit": enterprise,
    }
    return render(request, "climate/factors.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Set an own factor."""
    viewer, _unit, enterprise = request.viewer, *_enterprise(request)
    require(viewer, Permission.MANAGE_INDICATORS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"activity": request.GET.get("activity", ""), "from_year": today().year - 1}
    form = FactorForm(request.POST or None, initial=initial)

    def save() -> None:
        set_own_factor(enterprise=enterprise, fields=form.written, by=viewer.actor, at=now())

    return form_page(request, _page(_("Set an own factor"), enterprise), form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change an own factor; the old one is kept in the trail."""
    viewer, found = request.viewer, managed_factor(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = FactorForm(request.POST or None, initial=initial_of(found, FactorForm.base_fields))

    def save() -> None:
        enterprise, fields = found.enterprise, form.written
        set_own_factor(
            enterprise=enterprise, fields=fields, factor=found, by=viewer.actor, at=now(), version=form.version_sent
        )

    return form_page(request, _page(_("Change the factor"), found.enterprise), form, save)


def _enterprise(request: ViewerRequest) -> tuple[OrgUnit, OrgUnit]:
    unit = chosen_unit(request)
    if unit.enterprise is None:
        raise Http404
    return unit, unit.enterprise


def _page(title: str, enterprise: OrgUnit) -> FormPage:
    back = f"{reverse('climate:factors')}?unit={enterprise.key}"
    crumbs: Any = ((reverse("climate:account"), _("Climate account")), (back, _("Factors")))
    return FormPage(
        title=title, button=_("Save the factor"), back=back, crumbs=crumbs, saved=_("The factor is saved."),
        intro=str(enterprise),
    )  # fmt: skip
