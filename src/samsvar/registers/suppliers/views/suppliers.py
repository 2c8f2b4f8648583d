"""The register of suppliers, a supplier's page and its form."""

from django.conf import settings
from django.core.exceptions import BadRequest
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
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers import presenters
from samsvar.registers.suppliers.forms.suppliers import RegisterForm, SupplierForm
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.sections import sections_of
from samsvar.registers.suppliers.selectors import suppliers as selectors
from samsvar.registers.suppliers.selectors.suppliers import Asked
from samsvar.registers.suppliers.services.suppliers import create_supplier, edit_supplier
from samsvar.registers.suppliers.views.saving import form_page

PER_PAGE = 25


@signed_in
def suppliers(request: ViewerRequest) -> HttpResponse:
    """The register of the chosen enterprise."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require_somewhere(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    form = RegisterForm(request.GET)
    asked = _asked(form)
    on = today()
    code = selectors.code_in_force(enterprise, on)
    views = selectors.view_filters(code, on)
    rows = selectors.suppliers_of(viewer, enterprise)
    register = selectors.register_of(viewer, enterprise, code, on)
    counts = register.counts
    paginator = Paginator(selectors.filtered(rows, asked, views), PER_PAGE)
    if not asked.text and not asked.country:
        paginator.count = counts[asked.view]
    page = paginator.get_page(form.cleaned_data.get("page") or 1)
    shown = list(page.object_list)
    contracts = selectors.contract_counts(viewer, shown)
    version = code.code_version if code else ""
    context = {
        "asked": asked,
        "can_manage": viewer.may(Permission.MANAGE_CONTRACTS, enterprise),
        "can_export": viewer.may(Permission.EXPORT, enterprise),
        "chosen_count": int(bool(asked.text)) + int(bool(asked.country)),
        "counts": counts,
        "countries": register.countries,
        "finding": presenters.finding(counts),
        "page": page,
        "rows": [(each, contracts.get(each.pk, 0), presenters.next_step(each, version)) for each in shown],
        "tabs": presenters.tabs(counts, asked.view),
    }
    partial = bool(request.headers.get("HX-Request"))
    answer = render(request, f"suppliers/suppliers{'_list' if partial else ''}.html", context)
    answer["Vary"] = "HX-Request"
    return answer


def require_somewhere(viewer: Viewer, enterprise: OrgUnit) -> None:
    """403 for somebody who sees no contracts at all in the enterprise."""
    seen = any(
        Permission.VIEW_CONTRACTS in (grant.own if grant.enterprise_id == enterprise.pk else grant.below)
        for grant in viewer.grants
    )
    if not (seen or viewer.everything):
        require(viewer, Permission.VIEW_CONTRACTS, enterprise)


def _asked(form: RegisterForm) -> Asked:
    if not form.is_valid():
        raise BadRequest
    found = form.cleaned_data
    return Asked(found["view"] or "all", found["q"].strip(), found["country"], found["sort"] or "name")


def found_supplier(viewer: Viewer, key: str, permission: Permission = Permission.VIEW_CONTRACTS) -> Supplier:
    """A supplier by key among those on which the viewer has the permission; else 404."""
    rows = Supplier.objects.visible_to(viewer, permission).select_related("enterprise", "parent", "merged_into")
    supplier: Supplier = find_or_404(rows, key=key)
    return supplier


def may_manage(viewer: Viewer, supplier: Supplier) -> bool:
    """Whether the viewer may change the supplier: through the enterprise, or through one of its contracts."""
    if viewer.may(Permission.MANAGE_CONTRACTS, supplier.enterprise):
        return True
    return Supplier.objects.visible_to(viewer, Permission.MANAGE_CONTRACTS).filter(pk=supplier.pk).exists()


@signed_in
def supplier(request: ViewerRequest, key: str) -> HttpResponse:
    """One supplier: what it is, who delivers to it, what it has accepted and answered, and its contracts."""
    viewer: Viewer = request.viewer
    found = found_supplier(viewer, key)
    allow_methods(request, "GET", "HEAD")
    records = selectors.records_of(viewer, found)
    code = selectors.code_in_force(found.enterprise, today())
    context = {
        "can_manage": found.merged_into is None and may_manage(viewer, found),
        "can_look_up": bool(settings.COMPANY_REGISTER_HOST and found.orgnr),
        "code": code,
        "next_step": presenters.next_step(found, code.code_version if code else ""),
        "records": records,
        "sections": sections_of(viewer, found),
        "sees_prices": viewer.may(Permission.VIEW_PRICES, found.enterprise),
        "supplier": found,
        "tiers": presenters.tiers(records.chain),
    }
    return render(request, "suppliers/supplier.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a supplier by hand."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = SupplierForm(request.POST or None, enterprise=enterprise)
    back = reverse("suppliers:suppliers")
    page = FormPage(_("New supplier"), back, ((back, _("Suppliers")),), saved=_("The supplier is registered."))

    def save() -> str:
        made = create_supplier(enterprise=enterprise, by=viewer.actor, at=now(), **form.written)
        return reverse("suppliers:supplier", args=[made.key])

    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a supplier."""
    viewer: Viewer = request.viewer
    found = found_supplier(viewer, key)
    if not may_manage(viewer, found):
        require(viewer, Permission.MANAGE_CONTRACTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = SupplierForm(
        request.POST or None, initial=begun(SupplierForm, found), enterprise=found.enterprise, supplier=found
    )
    back = reverse("suppliers:supplier", args=[found.key])
    crumbs = ((reverse("suppliers:suppliers"), _("Suppliers")), (back, found.name))
    page = FormPage(_("Change the supplier"), back, crumbs, saved=_("The supplier is saved."))

    def save() -> str:
        edit_supplier(
            supplier=found, fields=form.written, by=viewer.actor, at=now(), on=today(), version=form.version_sent
        )
        return ""

    return form_page(request, page, form, save)
