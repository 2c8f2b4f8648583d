"""Suppliers."""

from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from ninja import Query, Router, Status

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import allowed_somewhere, enterprise_within, one, referred, units_seen, version_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import (
    LEFT_OUT,
    Address,
    Asked,
    Count,
    Country,
    Day,
    Given,
    Key,
    Line,
    Named,
    Orgnr,
    Search,
    Shown,
    TextLine,
    Version,
    answers,
    page,
)
from samsvar.platform.access.permissions import Permission
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.names import folded
from samsvar.registers.suppliers.services.suppliers import create_supplier, edit_supplier

router = Router(tags=["suppliers"])
SORTS = {"name": Sort("name_folded"), "open_gaps": Sort("open_gaps", int)}


class SupplierShown(Shown):
    key: str
    enterprise: str
    name: str
    orgnr: str | None
    country: str | None
    parent: Named | None
    parent_name: str | None
    website: str | None
    industry_code: str | None
    company_form: str | None
    employees: int | None
    bankrupt: bool | None
    facts_read_on: date | None
    code_accepted_on: date | None
    code_accepted_version: str | None
    code_required: bool | None
    questionnaire_asked_on: date | None
    questionnaire_due_on: date | None
    questionnaire_answered_on: date | None
    open_gaps: int | None
    open_screening_hits: int | None
    states_due_diligence: bool | None
    merged_into: str | None
    version: int


class SupplierFields(Given):
    """Null is unknown."""

    orgnr: Orgnr | None = None
    country: Country | None = None
    parent: Key | None = None
    website: Address | None = None
    code_accepted_on: Day | None = None
    code_accepted_version: Annotated[str, TextLine(50)] | None = None
    code_required: bool | None = None
    questionnaire_asked_on: Day | None = None
    questionnaire_due_on: Day | None = None
    questionnaire_answered_on: Day | None = None
    open_gaps: Count | None = None
    open_screening_hits: Count | None = None
    states_due_diligence: bool | None = None


class SupplierNew(SupplierFields):
    """`enterprise` may be left out where the token or your roles are of one only."""

    enterprise: Key | None = None
    name: Annotated[str, Line(300)]


class SupplierChange(SupplierFields):
    """Only the fields given are changed."""

    version: Version | None = None
    name: Annotated[str, Line(300)] = LEFT_OUT


class SuppliersAsked(Asked):
    sort: Literal["name", "open_gaps", "-name", "-open_gaps"] = "name"
    q: Search = ""
    orgnr: Orgnr | None = None
    country: Country | None = None
    enterprise: Key | None = None
    merged: bool = False


_PLAIN = (
    *("employees", "bankrupt", "facts_read_on", "code_accepted_on", "code_required", "questionnaire_asked_on"),
    *("questionnaire_due_on", "questionnaire_answered_on", "open_gaps", "open_screening_hits", "states_due_diligence"),
    *("key", "name", "version"),
)
_TEXTS = ("orgnr", "country", "parent_name", "website", "industry_code", "company_form", "code_accepted_version")


def shown(supplier: Supplier) -> dict[str, Any]:
    parent = supplier.parent
    return {
        **{column: getattr(supplier, column) for column in _PLAIN},
        **{column: getattr(supplier, column) or None for column in _TEXTS},
        "enterprise": supplier.enterprise.key,
        "parent": {"key": parent.key, "name": parent.name} if parent else None,
        "merged_into": supplier.merged_into.key if supplier.merged_into else None,
    }


@router.get("/suppliers", response=answers(page(SupplierShown)), summary=_("List or search suppliers"))
def list_suppliers(request: CalledRequest, asked: Query[SuppliersAsked]) -> dict[str, Any]:
    """`q` looks in the name. Suppliers merged into another are left out unless `merged` asks for them."""
    viewer = allowed_somewhere(request, Permission.VIEW_CONTRACTS)
    rows = suppliers_seen(request)
    if not asked.merged:
        rows = rows.filter(merged_into__isnull=True)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.q:
        rows = rows.filter(name_folded__contains=folded(asked.q))
    if asked.orgnr:
        rows = rows.filter(orgnr=asked.orgnr)
    if asked.country:
        rows = rows.filter(country=asked.country)
    return page_of(request, rows, asked, SORTS, shown, asked.sort)


@router.get("/suppliers/{key}", response=answers(SupplierShown), summary=_("Get a supplier"))
def get_supplier(request: CalledRequest, key: str) -> dict[str, Any]:
    return shown(one(suppliers_seen(request), key))


@router.post("/suppliers", response=answers(SupplierShown, 201), summary=_("Register a supplier"))
def add_supplier(request: CalledRequest, body: SupplierNew) -> Status[dict[str, Any]]:
    """Needs `manage_contracts` on the enterprise."""
    viewer = viewer_of_request(request)
    enterprise = enterprise_within(viewer, body.enterprise, Permission.MANAGE_CONTRACTS)
    fields = _columns(request, body.model_dump(exclude={"enterprise"}), enterprise)
    return Status(201, shown(create_supplier(enterprise=enterprise, by=viewer.actor, at=now(), **fields)))


@router.patch("/suppliers/{key}", response=answers(SupplierShown), summary=_("Change a supplier"))
def change_supplier(request: CalledRequest, key: str, body: SupplierChange) -> dict[str, Any]:
    """Needs `manage_contracts` on the enterprise, or on one of the supplier’s contracts."""
    viewer = viewer_of_request(request)
    supplier: Supplier = one(suppliers_seen(request), key)
    managed = Supplier.objects.visible_to(viewer, Permission.MANAGE_CONTRACTS).filter(pk=supplier.pk)
    if not managed.exists():
        raise PermissionDenied
    if supplier.merged_into is not None:
        raise Refusal(422, "merged")
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    version = version_of(request, body.version)
    with stale_told(shown, body.model_dump(mode="json", exclude_unset=True)):
        fields = _columns(request, given, supplier.enterprise, supplier)
        by = viewer.actor
        edit_supplier(supplier=supplier, fields=fields, by=by, at=now(), on=today(), version=version)
    return shown(supplier)


def _columns(
    request: CalledRequest, fields: dict[str, Any], enterprise: OrgUnit, supplier: Supplier | None = None
) -> dict[str, Any]:
    """Fields as columns: texts never null, the parent looked up among the enterprise's others."""
    for name in _TEXTS:
        if name in fields:
            fields[name] = fields[name] or ""
    if "parent" in fields:
        others = suppliers_seen(request).filter(enterprise=enterprise, merged_into__isnull=True)
        fields["parent"] = referred(others.exclude(pk=supplier.pk if supplier else None), fields["parent"], "parent")
    return fields


def suppliers_seen(request: CalledRequest) -> Any:
    """Suppliers the caller may see."""
    viewer = viewer_of_request(request)
    rows = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    return rows.select_related("enterprise", "parent", "merged_into")
