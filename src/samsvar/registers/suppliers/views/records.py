"""Forms about what hangs on a supplier or a contract: one page for each kind of part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.audit.records import Record
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import Versioned, begun
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers import models
from samsvar.registers.suppliers.forms import records as forms
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.presenters import refusal
from samsvar.registers.suppliers.services.inquiries import save_inquiry
from samsvar.registers.suppliers.services.records import remove_part, save_part
from samsvar.registers.suppliers.views.saving import form_page
from samsvar.registers.suppliers.views.suppliers import found_supplier, may_manage

PartForm = TypeVar("PartForm", bound=Versioned, covariant=True)


@dataclass(frozen=True)
class Part(Generic[PartForm]):
    """A kind of part: its table, its form, and what its pages are called."""

    model: type[Record]
    form: type[PartForm]
    new: str | Promise
    change: str | Promise
    removable: bool = True


OF_SUPPLIER: Mapping[str, Part[forms.SupplierPart]] = {
    "medlemskap": Part(
        models.Membership,
        forms.MembershipForm,
        gettext_lazy("New membership or certificate"),
        gettext_lazy("Change the membership"),
    ),
    "kjede": Part(
        models.SupplyChainLink,
        forms.ChainForm,
        gettext_lazy("New link of the chain"),
        gettext_lazy("Change the link of the chain"),
    ),
    "sporsmal": Part(
        models.SupplierInquiry,
        forms.SupplierInquiryForm,
        gettext_lazy("Ask the supplier"),
        gettext_lazy("The question and its answer"),
        removable=False,
    ),
    "dialog": Part(
        models.DialogueEntry,
        forms.DialogueForm,
        gettext_lazy("Write in the log of talks"),
        gettext_lazy("Change the line in the log"),
    ),
}
OF_CONTRACT: Mapping[str, Part[forms.ContractPart]] = {
    "vilkar": Part(
        models.ContractTerm, forms.TermForm, gettext_lazy("New contract term"), gettext_lazy("Change the term")
    ),
    "krav": Part(models.Demand, forms.DemandForm, gettext_lazy("New demand"), gettext_lazy("Change the demand")),
    "rad": Part(models.Advice, forms.AdviceForm, gettext_lazy("New advice"), gettext_lazy("Change the advice")),
    "tjenester": Part(
        models.ContractService, forms.ServiceForm, gettext_lazy("New service"), gettext_lazy("Change the service")
    ),
    "steder": Part(models.ContractSite, forms.SiteForm, gettext_lazy("New site"), gettext_lazy("Change the site")),
}


@signed_in
def supplier_part(request: ViewerRequest, key: str, word: str, part_key: str = "") -> HttpResponse:
    """Add or change something of a supplier."""
    viewer: Viewer = request.viewer
    supplier = found_supplier(viewer, key)
    part, row = _found(OF_SUPPLIER, word, part_key, supplier=supplier)
    if not may_manage(viewer, supplier):
        require(viewer, Permission.MANAGE_CONTRACTS, supplier.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    contracts = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(supplier=supplier)
    form = part.form(
        request.POST or None,
        initial=begun(part.form, row) or _suggested(word),
        supplier=supplier,
        contracts=contracts.order_by("title", "pk"),
        row=row if row.pk else None,
    )
    back = reverse("suppliers:supplier", args=[supplier.key])
    crumbs = ((reverse("suppliers:suppliers"), _("Suppliers")), (back, supplier.name))
    page = _page(part, row, back, crumbs, _removal("suppliers:supplier_part_remove", key, word, part, row))

    def save() -> str:
        fields = form.written
        if isinstance(row, models.SupplierInquiry):
            chosen = list(fields.pop("contracts"))
            _save(save_inquiry, row, supplier.enterprise, viewer, form, fields=fields, contracts=chosen, on=today())
        else:
            _save(save_part, row, supplier.enterprise, viewer, form, fields=fields)
        return ""

    return form_page(request, page, form, save)


@signed_in
def supplier_part_remove(request: ViewerRequest, key: str, word: str, part_key: str) -> HttpResponse:
    """Remove something of a supplier."""
    viewer: Viewer = request.viewer
    supplier = found_supplier(viewer, key)
    part, row = _found(OF_SUPPLIER, word, part_key, supplier=supplier)
    if not may_manage(viewer, supplier):
        require(viewer, Permission.MANAGE_CONTRACTS, supplier.enterprise)
    allow_methods(request, "POST")
    _remove(request, part, row, supplier.enterprise)
    return redirect("suppliers:supplier", supplier.key)


def found_contract(viewer: Viewer, key: str) -> Contract:
    """A contract by key among those the viewer sees; else 404."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    contract: Contract = find_or_404(rows.select_related("enterprise", "unit", "supplier"), key=key)
    return contract


@signed_in
def contract_part(request: ViewerRequest, key: str, word: str, part_key: str = "") -> HttpResponse:
    """Add or change something of a contract."""
    viewer: Viewer = request.viewer
    contract = found_contract(viewer, key)
    part, row = _found(OF_CONTRACT, word, part_key, contract=contract)
    require(viewer, Permission.MANAGE_CONTRACTS, contract.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = part.form(request.POST or None, initial=begun(part.form, row), contract=contract)
    back = reverse("suppliers:contract_edit", args=[contract.key])
    page = _page(
        part, row, back, ((back, contract.title),), _removal("suppliers:contract_part_remove", key, word, part, row)
    )

    def save() -> str:
        _save(save_part, row, contract.enterprise, viewer, form, fields=form.written)
        return ""

    return form_page(request, page, form, save)


@signed_in
def contract_part_remove(request: ViewerRequest, key: str, word: str, part_key: str) -> HttpResponse:
    """Remove something of a contract."""
    viewer: Viewer = request.viewer
    contract = found_contract(viewer, key)
    part, row = _found(OF_CONTRACT, word, part_key, contract=contract)
    require(viewer, Permission.MANAGE_CONTRACTS, contract.unit)
    allow_methods(request, "POST")
    _remove(request, part, row, contract.enterprise)
    return redirect("suppliers:contract_edit", contract.key)


def _found(
    kinds: Mapping[str, Part[PartForm]], word: str, part_key: str, **of: Supplier | Contract
) -> tuple[Part[PartForm], Any]:
    part = kinds.get(word)
    if part is None:
        raise Http404
    if not part_key:
        return part, part.model(**of)
    return part, find_or_404(part.model._default_manager.filter(**of), key=part_key)


def _page(
    part: Part[Versioned], row: Record, back: str, crumbs: tuple[tuple[str, str | Promise], ...], remove: str
) -> FormPage:
    title = part.change if row.pk else part.new
    return FormPage(title, back, crumbs, saved=_("Saved."), remove=remove, more={"row": row})


def _removal(name: str, key: str, word: str, part: Part[Versioned], row: Record) -> str:
    return reverse(name, args=[key, word, row.key]) if row.pk and part.removable else ""


def _suggested(word: str) -> dict[str, Any]:
    return {"asked_on": today(), "held_on": today(), "known_on": today()} if word != "medlemskap" else {}


def _save(
    service: Callable[..., Any], row: Record, enterprise: Any, viewer: Viewer, form: Versioned, **more: Any
) -> None:
    service(row=row, enterprise=enterprise, by=viewer.actor, at=now(), version=form.version_sent, **more)


def _remove(request: ViewerRequest, part: Part[Versioned], row: Any, enterprise: Any) -> None:
    if not part.removable:
        raise Http404
    try:
        remove_part(
            row=row,
            enterprise=enterprise,
            by=request.viewer.actor,
            at=now(),
            version=version_in(request),
        )
    except NotAllowed as refused:
        messages.error(request, refusal(refused.code, refused.facts)[1])
    except StaleVersion:
        messages.error(request, _("Somebody changed it after you opened the page. Look at it again first."))
    else:
        messages.success(request, _("It is removed."))
