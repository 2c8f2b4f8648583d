"""Contracts with their levels, and why a contract has its level."""

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query, Router

from samsvar.core.rules.risk.document import as_document
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, inside, one, referred
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.suppliers import suppliers_seen
from samsvar.front.api.schemas import Asked, CountryOrUnknown, Key, Named, OneOf, Search, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.clock import today
from samsvar.registers.suppliers.codes import ContractKind, Ownership
from samsvar.registers.suppliers.models import Contract
from samsvar.registers.suppliers.names import folded
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.due_diligence.selectors.assessments import explain

router = Router(tags=["contracts"])
SORTS = {
    "rank": Sort("assessment__rank", int),
    "number": Sort("number"),
    "title": Sort("title"),
    "ends_on": Sort("ends_on", date),
}


class Levels(Shown):
    """A contract's levels as they were last worked out; null is unknown or not in play, never low."""

    level: int | None
    inherent: int | None
    product: int | None
    country: int | None
    service: int | None
    adjustment: int | None
    supplier_rule: str | None
    unknown: list[str]
    rank: int | None
    previous_level: int | None
    on: date


class ContractShown(Shown):
    """A contract. `value_ore` is null where unknown, and where `price_hidden` says that you may not see it."""

    key: str
    enterprise: str
    unit: Named
    number: str
    title: str
    supplier: Named
    kind: str
    ownership: str
    cpv_codes: list[str]
    high_risk_category: str | None
    service_sector: str | None
    countries: list[str]
    materials: list[str]
    value_ore: int | None
    price_hidden: bool
    starts_on: date | None
    ends_on: date | None
    responsible: Named | None
    responsible_name: str | None
    agreement_owner: Named | None
    procured_by: str | None
    joint: bool
    framework_of: str | None
    levels: Levels | None
    version: int


class Figure(Shown):
    edition: str
    publisher: str
    subject: str
    value: Any


class Factor(Shown):
    adjustment: int | None
    figures: list[Figure]
    level: int | None
    missing: list[str]
    name: str
    rule: str | None


class Explanation(Shown):
    """One contract of the document that `samsvar assess --json` writes."""

    factors: list[Factor]
    id: str
    inherent: int | None
    level: int | None
    ownership: str
    rank: int | None


class ContractsAsked(Asked):
    sort: Literal["rank", "number", "title", "ends_on", "-rank", "-number", "-title", "-ends_on"] = "rank"
    q: Search = ""
    unit: Key | None = None
    level: Literal["1", "2", "3", "4", "none"] | None = None
    ownership: Annotated[str, OneOf(Ownership.values)] | None = None
    kind: Annotated[str, OneOf(ContractKind.values)] | None = None
    country: CountryOrUnknown | None = None
    supplier: Key | None = None


def levels_of(kept: ContractAssessment | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    columns = ("level", "inherent", "product", "country", "service", "adjustment", "rank", "previous_level", "on")
    found = {column: getattr(kept, column) for column in columns}
    return {**found, "supplier_rule": kept.supplier_rule or None, "unknown": list(parted(kept.unknown))}


def shown(contract: Contract, viewer: Viewer) -> dict[str, Any]:
    sees_price = viewer.may(Permission.VIEW_PRICES, contract.unit)
    person, owner = contract.responsible, contract.agreement_owner
    return {
        **{column: getattr(contract, column) for column in _PLAIN},
        **{column: getattr(contract, column) or None for column in _TEXTS},
        **{column: list(parted(getattr(contract, column))) for column in ("cpv_codes", "countries", "materials")},
        "enterprise": contract.enterprise.key,
        "unit": {"key": contract.unit.key, "name": contract.unit.name(viewer.language)},
        "supplier": {"key": contract.supplier.key, "name": contract.supplier.name},
        "value_ore": contract.value_ore if sees_price else None,
        "price_hidden": not sees_price,
        "responsible": {"key": person.key, "name": person.name} if person else None,
        "agreement_owner": {"key": owner.key, "name": owner.name} if owner else None,
        "levels": levels_of(getattr(contract, "assessment", None)),
    }


_PLAIN = ("key", "number", "title", "kind", "ownership", "starts_on", "ends_on", "joint", "version")
_TEXTS = ("high_risk_category", "service_sector", "responsible_name", "procured_by", "framework_of")


@router.get("/contracts", response=answers(page(ContractShown)), summary=_("List or search contracts"))
def list_contracts(request: CalledRequest, asked: Query[ContractsAsked]) -> dict[str, Any]:
    """In the order of work unless `sort` says otherwise. `q` looks in number, title and supplier."""
    viewer = allowed_somewhere(request, Permission.VIEW_CONTRACTS)
    rows = inside(contracts_seen(request), viewer, asked.unit)
    if asked.level:
        rows = rows.filter(_of_level(asked.level))
    if asked.ownership:
        rows = rows.filter(ownership=asked.ownership)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.country:
        rows = rows.filter(countries__contains=f";{asked.country};")
    if asked.supplier:
        rows = rows.filter(supplier=referred(suppliers_seen(request), asked.supplier, "supplier"))
    if asked.q:
        rows = rows.filter(search_text__contains=folded(asked.q))
    return page_of(request, rows, asked, SORTS, lambda row: shown(row, viewer), asked.sort)


@router.get("/contracts/{key}", response=answers(ContractShown), summary=_("Get a contract"))
def get_contract(request: CalledRequest, key: str) -> dict[str, Any]:
    return shown(one(contracts_seen(request), key), viewer_of_request(request))


@router.get("/contracts/{key}/assessment", response=answers(Explanation), summary=_("Explain a contract’s level"))
def explain_contract(request: CalledRequest, key: str) -> dict[str, Any]:
    """Worked out anew from the records, by the newest editions and the method in use."""
    contract: Contract = one(contracts_seen(request), key)
    explained = explain(contract, today())
    kept = getattr(contract, "assessment", None)
    document = as_document(
        [explained.assessment._replace(rank=kept.rank if kept else None)],
        enterprise=contract.enterprise.orgnr,
        method=explained.method,
        catalogues=explained.catalogues,
        on=explained.on,
    )
    explanation: dict[str, Any] = document["contracts"][0]
    return explanation


def contracts_seen(request: CalledRequest) -> Any:
    """Contracts the caller may see, with all that is shown of them."""
    rows = Contract.objects.visible_to(viewer_of_request(request), Permission.VIEW_CONTRACTS)
    return rows.select_related("enterprise", "unit", "supplier", "responsible", "agreement_owner", "assessment")


def _of_level(level: str) -> Q:
    return Q(assessment__level__isnull=True) if level == "none" else Q(assessment__level=int(level))
