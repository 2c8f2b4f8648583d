"""Units of the organisation."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Status

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import allowed_somewhere, one, referred, unit_within, units_seen, version_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import (
    LEFT_OUT,
    Asked,
    Day,
    Given,
    Key,
    Line,
    OneOf,
    Orgnr,
    Search,
    Shown,
    TextLine,
    Version,
    answers,
    page,
)
from samsvar.front.api.words import message
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, UnitKind
from samsvar.platform.organisation.services import create_unit, edit_unit
from samsvar.platform.ui.clock import now, today

router = Router(tags=["units"])
SORTS = {"path": Sort("path"), "name": Sort("name_nb")}
#: Kinds of parts; enterprises are made by the operator.
PARTS = tuple(kind.value for kind in UnitKind if kind not in ENTERPRISE_KINDS and kind != UnitKind.NATIONAL)


class Unit(Shown):
    """A unit. `enterprise` is the key of the enterprise it belongs to; null above the regions."""

    key: str
    number: str
    name_nb: str
    name_nn: str | None
    kind: str
    orgnr: str | None
    parent: str | None
    enterprise: str | None
    valid_from: date | None
    valid_to: date | None
    version: int


class UnitsAsked(Asked):
    sort: Literal["path", "name", "-path", "-name"] = "path"
    q: Search = ""
    kind: Annotated[str, OneOf(UnitKind.values)] | None = None
    parent: Key | None = None
    enterprise: Key | None = None
    ended: bool = False


class UnitFields(Given):
    name_nn: Annotated[str, TextLine(200)] = ""
    number: Annotated[str, TextLine(60)] = ""
    orgnr: Orgnr | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


class UnitNew(UnitFields):
    parent: Key
    name_nb: Annotated[str, Line(200)]
    kind: Annotated[str, OneOf(PARTS)]


class UnitChange(Given):
    """Only the fields given are changed."""

    version: Version | None = None
    name_nb: Annotated[str, Line(200)] = LEFT_OUT
    name_nn: Annotated[str, TextLine(200)] = LEFT_OUT
    number: Annotated[str, Line(60)] = LEFT_OUT
    kind: Annotated[str, OneOf(UnitKind.values)] = LEFT_OUT
    orgnr: Orgnr | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


def shown(unit: OrgUnit) -> dict[str, Any]:
    return {
        "key": unit.key,
        "number": unit.number,
        "name_nb": unit.name_nb,
        "name_nn": unit.name_nn or None,
        "kind": unit.kind,
        "orgnr": unit.orgnr or None,
        "parent": unit.parent.key if unit.parent else None,
        "enterprise": unit.enterprise.key if unit.enterprise else None,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "version": unit.version,
    }


@router.get("/units", response=answers(page(Unit)), summary=_("List units"))
def list_units(request: CalledRequest, asked: Query[UnitsAsked]) -> dict[str, Any]:
    """The units you see, those that live today unless `ended` asks for all."""
    viewer = allowed_somewhere(request, Permission.VIEW_UNITS)
    rows = units_seen(viewer).select_related("parent", "enterprise")
    if not asked.ended:
        rows = rows.alive(today())
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.parent:
        rows = rows.filter(parent=referred(units_seen(viewer), asked.parent, "parent"))
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.q:
        rows = rows.filter(name_nb__icontains=asked.q) | rows.filter(name_nn__icontains=asked.q)
    return page_of(request, rows, asked, SORTS, shown, asked.sort)


@router.get("/units/{key}", response=answers(Unit), summary=_("Get a unit"))
def get_unit(request: CalledRequest, key: str) -> dict[str, Any]:
    return shown(_find(request, key))


@router.post("/units", response=answers(Unit, 201), summary=_("Add a unit"))
def add_unit(request: CalledRequest, body: UnitNew) -> Status[dict[str, Any]]:
    """A clinic, department or section under another unit. Needs `manage_units` on that unit."""
    viewer = viewer_of_request(request)
    parent = unit_within(viewer, body.parent, Permission.MANAGE_UNITS, "parent")
    fields = body.model_dump(exclude={"parent"})
    made = create_unit(parent=parent, by=viewer.actor, at=now(), **_columns(fields))
    return Status(201, shown(made))


@router.patch("/units/{key}", response=answers(Unit), summary=_("Change a unit"))
def change_unit(request: CalledRequest, key: str, body: UnitChange) -> dict[str, Any]:
    """Needs `manage_units` on the unit."""
    viewer = viewer_of_request(request)
    unit = _find(request, key)
    require(viewer, Permission.MANAGE_UNITS, unit)
    fields = body.model_dump(exclude_unset=True, exclude={"version"})
    version = version_of(request, body.version)
    if fields.get("kind", unit.kind) in ENTERPRISE_KINDS and not unit.is_enterprise:
        raise Refusal(422, "invalid", fields={"kind": message("kind_crosses_wall")})
    with stale_told(shown, fields):
        return shown(edit_unit(unit=unit, fields=_columns(fields), by=viewer.actor, at=now(), version=version))


def _find(request: CalledRequest, key: str) -> OrgUnit:
    found: OrgUnit = one(units_seen(viewer_of_request(request)).select_related("parent", "enterprise"), key)
    return found


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    if "orgnr" in fields:
        fields["orgnr"] = fields["orgnr"] or ""
    return fields
