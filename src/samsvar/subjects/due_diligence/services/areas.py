"""The year's risk areas: written, ordered, filled with contracts, and carried into the next year.

Invariant: within an enterprise and year the ranks are 1, 2, 3 … without gaps.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.code_columns import joined
from samsvar.platform.audit.services import RowChange, changed, record, removed, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, known_fields, save_changed
from samsvar.registers.actions.models import ENDED
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AreaContract, ImpactAction, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.models.areas import AreaStatus

LISTS = frozenset({"risk_kinds", "countries", "stages", "materials"})
EDITABLE = LISTS | {"title", "significant", "description", "source", "follow_up", "status"}


@transaction.atomic
def create_area(*, enterprise: OrgUnit, year: int, fields: Mapping[str, Any], by: Actor, at: datetime) -> RiskArea:
    """Add a risk area, last in the year's order. Raises NotAllowed: `title_taken`."""
    values = _stored(fields)
    _title_free(enterprise, year, values["title"])
    last = RiskArea.objects.filter(enterprise=enterprise, year=year).count()
    area = RiskArea(enterprise=enterprise, year=year, rank=last + 1, created_at=at, updated_at=at, **values)
    area.save()
    record(events.AREA_CREATED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(area)])
    return area


@transaction.atomic
def edit_area(
    *, area: RiskArea, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> RiskArea:
    """Change what stands in a risk area. Raises StaleVersion and NotAllowed: `title_taken`."""
    values = _stored(fields)
    if "title" in values and values["title"] != area.title:
        _title_free(area.enterprise, area.year, values["title"])
    kind, enterprise = events.AREA_CHANGED, area.enterprise
    return save_changed(area, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def move_area(*, area: RiskArea, up: bool, by: Actor, at: datetime) -> bool:
    """Move the area one place; False where it stands at the end already."""
    others = list(RiskArea.objects.filter(enterprise=area.enterprise, year=area.year).order_by("rank", "pk"))
    place = next(place for place, each in enumerate(others) if each.pk == area.pk)
    target = place - 1 if up else place + 1
    if not 0 <= target < len(others):
        return False
    others[place], others[target] = others[target], others[place]
    rows = [row for rank, each in enumerate(others, start=1) if (row := _placed(each, rank, at)) is not None]
    about = {"year": area.year}
    record(events.AREAS_RANKED, by=by, at=at, enterprise=enterprise_key(area.enterprise), rows=rows, about=about)
    return True


@transaction.atomic
def add_contracts(*, area: RiskArea, contracts: Collection[Contract], by: Actor, at: datetime) -> int:
    """Gather contracts in the area; how many were new in it. Raises NotAllowed: `other_enterprise`."""
    if any(contract.enterprise_id != area.enterprise_id for contract in contracts):
        raise NotAllowed("other_enterprise")
    held = set(AreaContract.objects.filter(area=area).values_list("contract_id", flat=True))
    new = [contract for contract in contracts if contract.pk not in held]
    rows = [
        changed(AreaContract.objects.create(area=area, contract=contract, created_at=at, updated_at=at))
        for contract in new
    ]
    if rows:
        _tell(events.AREA_CONTRACTS_ADDED, area, rows, by, at, {"contracts": len(rows)})
    return len(rows)


@transaction.atomic
def remove_contract(*, link: AreaContract, by: Actor, at: datetime) -> None:
    """Take a contract out of the area."""
    gone, area = removed(link), link.area
    link.delete()
    _tell(events.AREA_CONTRACT_REMOVED, area, [gone], by, at)


@transaction.atomic
def note_vulnerability(*, area: RiskArea, trait: str, source: str, by: Actor, at: datetime) -> Vulnerability:
    """Note what makes the people in the area easier to exploit. Raises NotAllowed: `no_source`."""
    if not source.strip():
        raise NotAllowed("no_source")
    row = Vulnerability.objects.create(
        area=area, trait=trait.strip(), source=source.strip(), created_at=at, updated_at=at
    )
    _tell(events.VULNERABILITY_NOTED, area, [changed(row)], by, at)
    return row


@transaction.atomic
def remove_vulnerability(*, vulnerability: Vulnerability, by: Actor, at: datetime) -> None:
    """Take away a trait that was noted."""
    gone, area = removed(vulnerability), vulnerability.area
    vulnerability.delete()
    _tell(events.VULNERABILITY_REMOVED, area, [gone], by, at)


@transaction.atomic
def copy_areas(*, enterprise: OrgUnit, from_year: int, year: int, by: Actor, at: datetime) -> list[RiskArea]:
    """Carry last year's areas into a year that has none: contracts, traits and actions that are not over with them.

    The status begins as not received and the follow-up empty, since they tell of a year. Raises NotAllowed:
    `year_has_areas`, `nothing_to_copy`.
    """
    if RiskArea.objects.filter(enterprise=enterprise, year=year).exists():
        raise NotAllowed("year_has_areas")
    before = list(RiskArea.objects.filter(enterprise=enterprise, year=from_year).order_by("rank", "pk"))
    if not before:
        raise NotAllowed("nothing_to_copy")
    rows: list[RowChange] = []
    copies = []
    for rank, old in enumerate(before, start=1):
        copy, more = _copied(old, year, rank, at)
        copies.append(copy)
        rows += [changed(copy), *more]
    about = {"year": year, "areas": len(copies)}
    record(events.AREAS_COPIED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    return copies


_KEPT = ("title", "significant", "risk_kinds", "countries", "stages", "materials", "description", "source")


def _copied(old: RiskArea, year: int, rank: int, at: datetime) -> tuple[RiskArea, list[RowChange]]:
    stamps = {"created_at": at, "updated_at": at}
    copy = RiskArea.objects.create(
        enterprise=old.enterprise,
        year=year,
        rank=rank,
        status=AreaStatus.NO_STATUS,
        continued_from=old,
        **{column: getattr(old, column) for column in _KEPT},
        **stamps,
    )
    rows = []
    for link in AreaContract.objects.filter(area=old):
        rows.append(changed(AreaContract.objects.create(area=copy, contract_id=link.contract_id, **stamps)))
    for trait in Vulnerability.objects.filter(area=old):
        new = Vulnerability.objects.create(area=copy, trait=trait.trait, source=trait.source, **stamps)
        rows.append(changed(new))
    going = ImpactAction.objects.filter(area=old).exclude(action__status__in=ENDED)
    for tie in going:
        rows.append(changed(ImpactAction.objects.create(area=copy, action_id=tie.action_id, **stamps)))
    return copy, rows


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    known_fields(fields, EDITABLE)
    return {name: joined(tuple(value)) if name in LISTS else value for name, value in fields.items()}


def _title_free(enterprise: OrgUnit, year: int, title: str) -> None:
    if RiskArea.objects.filter(enterprise=enterprise, year=year, title=title).exists():
        raise NotAllowed("title_taken")


def _placed(area: RiskArea, rank: int, at: datetime) -> RowChange | None:
    if area.rank == rank:
        return None
    was = snapshot(area)
    area.rank, area.version, area.updated_at = rank, area.version + 1, at
    area.save(update_fields=["rank", "version", "updated_at"])
    return changed(area, was=was)


def _tell(
    kind: str, area: RiskArea, rows: list[RowChange], by: Actor, at: datetime, about: Mapping[str, Any] | None = None
) -> None:
    record(kind, by=by, at=at, enterprise=enterprise_key(area.enterprise), rows=rows, about=about)
