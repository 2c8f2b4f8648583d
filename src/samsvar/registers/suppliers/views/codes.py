"""Versions of the code of conduct, and contracts whose supplier should have accepted it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.forms.suppliers import SupplierCodeForm
from samsvar.registers.suppliers.models import SupplierCode
from samsvar.registers.suppliers.selectors import suppliers as selectors
from samsvar.registers.suppliers.services.suppliers import save_supplier_code
from samsvar.registers.suppliers.views.saving import form_page


@signed_in
def codes(request: ViewerRequest) -> HttpResponse:
    """The versions, and the contracts that deviate from the one new suppliers must accept."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.VIEW_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    required, contracts = selectors.without_required_code(viewer, enterprise, today())
    asked = request.GET.get("page", "1")
    versions = SupplierCode.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_CONTRACTS, enterprise),
        "code": selectors.code_in_force(enterprise, today()),
        "page": Paginator(contracts, 50).get_page(asked if asked.isdigit() else 1),
        "required": required,
        "versions": list(versions.order_by("-in_force_from", "-pk")),
    }
    return render(request, "suppliers/codes.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a version."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = SupplierCodeForm(request.POST or None)
    page = _page(_("New version of the code of conduct"))

    def save() -> str:
        save_supplier_code(enterprise=enterprise, fields=form.written, by=viewer.actor, at=now())
        return ""

    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a version."""
    viewer: Viewer = request.viewer
    rows = SupplierCode.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("enterprise")
    found: SupplierCode = find_or_404(rows, key=key)
    require(viewer, Permission.MANAGE_CONTRACTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = SupplierCodeForm(request.POST or None, initial=begun(SupplierCodeForm, found))
    page = _page(_("Change the version"))

    def save() -> str:
        save_supplier_code(
            enterprise=found.enterprise,
            fields=form.written,
            by=viewer.actor,
            at=now(),
            code=found,
            version=form.version_sent,
        )
        return ""

    return form_page(request, page, form, save)


def _page(title: str) -> FormPage:
    back = reverse("suppliers:codes")
    crumbs = ((reverse("suppliers:suppliers"), _("Suppliers")), (back, _("Code of conduct")))
    return FormPage(title, back, crumbs, saved=_("The version is saved."))
