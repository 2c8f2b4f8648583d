"""The form of a contract, and its parts. The contract's own page is due diligence's."""

from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from samsvar.core.catalogues import risk_catalogues
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.forms.contracts import ContractForm
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.presenters import contract_parts
from samsvar.registers.suppliers.services.contracts import create_contract, edit_contract
from samsvar.registers.suppliers.views.records import found_contract
from samsvar.registers.suppliers.views.saving import form_page


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a contract by hand."""
    viewer: Viewer = request.viewer
    unit, enterprise = chosen_unit(request), chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ContractForm(
        request.POST or None,
        initial={"unit": unit.key, "supplier": request.GET.get("supplier", "")[:16]},
        enterprise=enterprise,
        viewer=viewer,
        catalogues=risk_catalogues(),
    )
    back = _register()
    page = FormPage(_("New contract"), back, ((back, _("Contracts")),), saved=_("The contract is registered."))

    def save() -> str:
        made = create_contract(enterprise=enterprise, fields=_fields(form), by=viewer.actor, at=now(), on=today())
        return page_of(made)

    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a contract, and see its terms, demands, advice, services and sites."""
    viewer: Viewer = request.viewer
    found = found_contract(viewer, key)
    require(viewer, Permission.MANAGE_CONTRACTS, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ContractForm(
        request.POST or None,
        initial=begun(ContractForm, found),
        enterprise=found.enterprise,
        viewer=viewer,
        catalogues=risk_catalogues(),
        contract=found,
    )
    back = page_of(found)
    page = FormPage(
        _("Change the contract"),
        back,
        ((_register(), _("Contracts")), (back, found.title)),
        saved=_("The contract is saved."),
        template="suppliers/contract_form.html",
        more={"contract": found, "contract_parts": contract_parts(found)},
    )

    def save() -> str:
        edit_contract(
            contract=found, fields=_fields(form), by=viewer.actor, at=now(), on=today(), version=form.version_sent
        )
        return ""

    return form_page(request, page, form, save)


def _fields(form: ContractForm) -> dict[str, Any]:
    fields = form.written
    person = fields["responsible"]
    if person is not None:
        fields["responsible_name"] = person.name
    return fields


def page_of(contract: Contract) -> str:
    """The address of the contract's page, which a room above this one owns."""
    try:
        return reverse("due_diligence:contract", args=[contract.key])
    except NoReverseMatch:
        return reverse("suppliers:contract_edit", args=[contract.key])


def _register() -> str:
    try:
        return reverse("due_diligence:contracts")
    except NoReverseMatch:
        return reverse("suppliers:suppliers")
