"""Registering and changing contracts."""

from typing import Annotated, Any

from ninja import Status
from pydantic import Field

from samsvar.core.catalogues import match_high_risk_name
from samsvar.core.readers.values.words import SECTORS
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import enterprise_of, one, people_to_name, referred, unit_within, version_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.contracts import ContractShown, contracts_seen, router, shown
from samsvar.front.api.schemas import (
    LEFT_OUT,
    CountryOrUnknown,
    Cpv,
    Day,
    Given,
    Key,
    Line,
    OneOf,
    Ore,
    TextLine,
    Version,
    answers,
)
from samsvar.front.api.words import message
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.codes import ContractKind, Material, Ownership
from samsvar.registers.suppliers.models import Contract, Partner, Supplier
from samsvar.registers.suppliers.services.contracts import create_contract, edit_contract

_LISTS = ("cpv_codes", "countries", "materials")
_TEXTS = ("high_risk_category", "service_sector", "procured_by", "framework_of")
CpvCodes = Annotated[list[Cpv], Field(max_length=50)]
Countries = Annotated[list[CountryOrUnknown], Field(max_length=100)]
Materials = Annotated[list[Annotated[str, OneOf(Material.values)]], Field(max_length=len(Material))]
Kind = Annotated[str, OneOf(ContractKind.values)]
Owned = Annotated[str, OneOf(Ownership.values)]


class ContractFields(Given):
    """`value_ore` needs `view_prices`. `agreement_owner` is the key of a partner."""

    high_risk_category: Annotated[str, TextLine(250)] | None = None
    service_sector: Annotated[str, OneOf(SECTORS)] | None = None
    value_ore: Ore | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    responsible: Key | None = None
    agreement_owner: Key | None = None
    procured_by: Annotated[str, TextLine(200)] | None = None
    framework_of: Annotated[str, TextLine(200)] | None = None


class ContractNew(ContractFields):
    """`unit` may be left out where the token or your roles are of one enterprise."""

    unit: Key | None = None
    number: Annotated[str, Line(100)]
    title: Annotated[str, Line(500)]
    supplier: Key
    kind: Kind
    ownership: Owned
    cpv_codes: CpvCodes = []
    countries: Countries = []
    materials: Materials = []
    joint: bool = False


class ContractChange(ContractFields):
    """Only the fields given are changed."""

    version: Version | None = None
    unit: Key = LEFT_OUT
    number: Annotated[str, Line(100)] = LEFT_OUT
    title: Annotated[str, Line(500)] = LEFT_OUT
    supplier: Key = LEFT_OUT
    kind: Kind = LEFT_OUT
    ownership: Owned = LEFT_OUT
    cpv_codes: CpvCodes = LEFT_OUT
    countries: Countries = LEFT_OUT
    materials: Materials = LEFT_OUT
    joint: bool = LEFT_OUT


@router.post("/contracts", response=answers(ContractShown, 201), summary=_("Register a contract"))
def add_contract(request: CalledRequest, body: ContractNew) -> Status[dict[str, Any]]:
    """Its level is worked out at once. Needs `manage_contracts` on the unit."""
    viewer = viewer_of_request(request)
    unit = unit_within(viewer, body.unit, Permission.MANAGE_CONTRACTS)
    fields = _columns(viewer, unit, body.model_dump(exclude={"unit"}, exclude_unset=True))
    _check(fields, None)
    made = create_contract(
        enterprise=enterprise_of(unit),
        fields={**fields, "unit": unit},
        by=viewer.actor,
        at=now(),
        on=today(),
    )
    return Status(201, shown(contracts_seen(request).get(pk=made.pk), viewer))


@router.patch("/contracts/{key}", response=answers(ContractShown), summary=_("Change a contract"))
def change_contract(request: CalledRequest, key: str, body: ContractChange) -> dict[str, Any]:
    """Its level is renewed. Needs `manage_contracts` on its unit, and on the unit it moves to."""
    viewer = viewer_of_request(request)
    contract: Contract = one(contracts_seen(request), key)
    require(viewer, Permission.MANAGE_CONTRACTS, contract.unit)
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    version = version_of(request, body.version)
    target = contract.unit
    if "unit" in given:
        target = unit_within(viewer, given.pop("unit"), Permission.MANAGE_CONTRACTS)
        if target.enterprise_id != contract.enterprise_id:
            raise Refusal(422, "invalid", fields={"unit": message("other_enterprise")})
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        fields = {**_columns(viewer, contract.unit, given), "unit": target}
        _check(fields, contract)
        days = {name: fields.get(name, getattr(contract, name)) for name in ("starts_on", "ends_on")}
        by = viewer.actor
        edit_contract(contract=contract, fields={**fields, **days}, by=by, at=now(), on=today(), version=version)
    return shown(contracts_seen(request).get(pk=contract.pk), viewer)


def _columns(viewer: Viewer, unit: OrgUnit, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as columns: lists joined, texts never null, rows looked up within the enterprise."""
    if "value_ore" in fields:
        require(viewer, Permission.VIEW_PRICES, unit)
    for name in fields:
        if name in _LISTS:
            fields[name] = joined(tuple(dict.fromkeys(fields[name])))
        elif name in _TEXTS:
            fields[name] = fields[name] or ""
    if fields.get("high_risk_category"):
        fields["high_risk_category"] = _high_risk(fields["high_risk_category"])
    enterprise = unit.enterprise_id
    choices = {
        "supplier": Supplier.objects.filter(enterprise=enterprise).standing(),
        "responsible": people_to_name(viewer, unit),
        "agreement_owner": Partner.objects.filter(enterprise=enterprise),
    }
    return fields | {name: referred(rows, fields[name], name) for name, rows in choices.items() if name in fields}


def _high_risk(text: str) -> str:
    """The name as the list spells it. Raises Refusal 422 where it is not on the list, with what is near."""
    match = match_high_risk_name(text, risk_catalogues())
    if match.code is None:
        near = message("not_on_the_list") + " " + ", ".join(match.nearest[:3])
        raise Refusal(422, "invalid", fields={"high_risk_category": near.strip()})
    return match.code


def _check(fields: dict[str, Any], contract: Contract | None) -> None:
    """An agreement that others own names its owner, so that they can be asked."""
    ownership = fields.get("ownership", contract.ownership if contract else "")
    owner = fields.get("agreement_owner", contract.agreement_owner if contract else None)
    if ownership == Ownership.USED and owner is None and {"ownership", "agreement_owner"} & set(fields):
        raise Refusal(422, "invalid", fields={"agreement_owner": message("owner_missing")})
