"""The tree: units are added, changed, moved, merged and ended, and every day keeps the structure it had."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, Value
from django.db.models.functions import Concat, Length, Substr

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation import events
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, UnitPlacement
from samsvar.platform.organisation.restructuring import renew
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, known_fields, take_version

LONGEST_PATH = 250
"""Letters in a path: fourteen levels."""
_EDITABLE = frozenset({"number", "name_nb", "name_nn", "kind", "orgnr", "valid_from", "valid_to"})


def path_range(parent: OrgUnit | None, key: str) -> tuple[str, str]:
    """A unit's path and the first path after its subtree. `/` follows `.` in ASCII. Raises NotAllowed `too_deep`."""
    path = f"{parent.path if parent else ''}{key}."
    if len(path) > LONGEST_PATH:
        raise NotAllowed("too_deep")
    return path, path[:-1] + "/"


@transaction.atomic
def create_unit(
    *, parent: OrgUnit | None, by: Actor, at: datetime, number: str, name_nb: str, kind: str, **more: Any
) -> OrgUnit:
    """Add a unit under `parent` (none: at the top).

    Raises NotAllowed: `number_taken` (another unit of the enterprise has the number), `orgnr_taken` (another has the
    organisation number on one of the same days), `too_deep` (more than fourteen levels).
    """
    key = new_key()
    path, path_end = path_range(parent, key)
    unit = OrgUnit(key=key, parent=parent, number=number or key, name_nb=name_nb, kind=kind, path=path)
    unit.path_end, unit.created_at, unit.updated_at = path_end, at, at
    for column, value in more.items():
        setattr(unit, column, value)
    unit.enterprise_id = parent.enterprise_id if parent else None
    _check_numbers(unit)
    if kind in ENTERPRISE_KINDS:
        unit.enterprise_id = None
        unit.save()
        unit.enterprise_id = unit.pk
    unit.save()
    place(unit, unit.valid_from)
    renew(units=[unit.pk, unit.parent_id], since=unit.valid_from)
    record(events.UNIT_CREATED, by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(unit)])
    return unit


@transaction.atomic
def edit_unit(
    *, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> OrgUnit:
    """Change names, numbers or life of a unit; a new name holds from the day of `at`, older days keep theirs.

    Raises StaleVersion, NotAllowed (as `create_unit`; `kind_crosses_wall` where an enterprise would become a part).
    """
    known_fields(fields, _EDITABLE)
    was, old_name, was_enterprise = snapshot(unit), unit.name_nb, unit.is_enterprise
    old_life = (unit.valid_from, unit.valid_to, unit.kind)
    take_version(unit, version, at)
    for column, value in fields.items():
        setattr(unit, column, value)
    if unit.is_enterprise != was_enterprise:
        raise NotAllowed("kind_crosses_wall")
    _check_numbers(unit)
    unit.save()
    if unit.name_nb != old_name:
        replace_placements([unit], oslo_day(at))
    if (unit.valid_from, unit.valid_to, unit.kind) != old_life:
        renew(units=[unit.pk, unit.parent_id], since=None)
    record(events.UNIT_CHANGED, by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(unit, was=was)])
    return unit


@transaction.atomic
def move_unit(
    *, unit: OrgUnit, parent: OrgUnit | None, on: date, by: Actor, at: datetime, version: int | None = None
) -> OrgUnit:
    """Move a unit with all beneath it from a day. Earlier days keep the old structure (`UnitPlacement`).

    A part of an enterprise stays within it: its records belong to the enterprise.
    Raises StaleVersion, NotAllowed (`under_itself`, `crosses_enterprises`, `too_deep`).
    """
    was, old_parent = snapshot(unit), unit.parent_id
    beneath = relocate(unit, parent, on, at, version)
    renew(units=[unit.pk, old_parent, unit.parent_id], since=on)
    record(
        events.UNIT_MOVED,
        by=by,
        at=at,
        enterprise=enterprise_key(unit),
        rows=[changed(unit, was=was), *beneath],
        about={"on": on.isoformat(), "units": len(beneath) + 1},
    )
    return unit


def relocate(
    unit: OrgUnit, parent: OrgUnit | None, on: date, at: datetime, version: int | None = None
) -> list[RowChange]:
    """The move itself, without an event. Returns the changes of the units beneath, which have another path now."""
    if parent and unit.contains(parent):
        raise NotAllowed("under_itself")
    if not unit.is_enterprise and (parent.enterprise_id if parent else None) != unit.enterprise_id:
        raise NotAllowed("crosses_enterprises")
    take_version(unit, version, at)
    old_path, old_end = unit.path, unit.path_end
    path, path_end = path_range(parent, unit.key)
    subtree = OrgUnit.objects.filter(path__gte=old_path, path__lt=old_end)
    longest = subtree.aggregate(longest=Max(Length("path")))["longest"] or 0
    if longest - len(old_path) + len(path) > LONGEST_PATH:
        raise NotAllowed("too_deep")
    was = {row.pk: snapshot(row) for row in subtree.exclude(pk=unit.pk)}
    subtree.update(
        path=Concat(Value(path), Substr("path", len(old_path) + 1)),
        path_end=Concat(Value(path), Substr("path_end", len(old_path) + 1)),
    )
    unit.path, unit.path_end, unit.parent = path, path_end, parent
    unit.save()
    moved = list(OrgUnit.objects.filter(path__gte=path, path__lt=path_end))
    replace_placements(moved, on)
    return [changed(row, was=was[row.pk]) for row in moved if row.pk in was]


@transaction.atomic
def merge_unit(
    *, unit: OrgUnit, into: OrgUnit, on: date, by: Actor, at: datetime, version: int | None = None
) -> OrgUnit:
    """Merge a unit into another from a day: its own last day is the day before, what was beneath it moves along.

    Raises StaleVersion, NotAllowed (`under_itself`, `crosses_enterprises`, `enterprise_cannot_merge`,
    `before_it_began`).
    """
    if unit.is_enterprise or into.enterprise_id != unit.enterprise_id:
        raise NotAllowed("enterprise_cannot_merge" if unit.is_enterprise else "crosses_enterprises")
    if unit.contains(into):
        raise NotAllowed("under_itself")
    was = snapshot(unit)
    _check_end(unit, on - timedelta(days=1))
    children = list(OrgUnit.objects.alive(on).filter(parent=unit))
    before = [snapshot(child) for child in children]
    beneath = [change for child in children for change in relocate(child, into, on, at)]
    take_version(unit, version, at)
    unit.merged_into, unit.valid_to = into, on - timedelta(days=1)
    unit.save()
    UnitPlacement.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=unit.valid_to)
    renew(units=[unit.pk, unit.parent_id, into.pk, *(child.pk for child in children)], since=on)
    rows = [changed(unit, was=was)]
    rows += [changed(child, was=old) for child, old in zip(children, before, strict=True)]
    rows += beneath
    about = {"on": on.isoformat(), "into": into.key}
    record(events.UNITS_MERGED, by=by, at=at, enterprise=enterprise_key(unit), rows=rows, about=about)
    return unit


@transaction.atomic
def end_unit(*, unit: OrgUnit, last_day: date, by: Actor, at: datetime, version: int | None = None) -> OrgUnit:
    """Give a unit its last day; earlier days keep it. Raises StaleVersion, NotAllowed (`has_parts`)."""
    after = last_day + timedelta(days=1)
    if OrgUnit.objects.alive(after).filter(parent=unit).exists():
        raise NotAllowed("has_parts")
    _check_end(unit, last_day)
    was = snapshot(unit)
    take_version(unit, version, at)
    unit.valid_to = last_day
    unit.save()
    UnitPlacement.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=last_day)
    renew(units=[unit.pk, unit.parent_id], since=after)
    record(events.UNIT_ENDED, by=by, at=at, enterprise=enterprise_key(unit), rows=[changed(unit, was=was)])
    return unit


def place(unit: OrgUnit, valid_from: date | None) -> None:
    """The unit stands where it stands now from the day on."""
    UnitPlacement.objects.bulk_create([placement(unit, valid_from)])


def placement(unit: OrgUnit, valid_from: date | None) -> UnitPlacement:
    return UnitPlacement(
        unit=unit, parent_id=unit.parent_id, path=unit.path, name_nb=unit.name_nb, valid_from=valid_from
    )


def replace_placements(units: list[OrgUnit], on: date) -> None:
    """Close the units' open placements the day before and open new ones; what began that day is replaced."""
    for start in range(0, len(units), 500):
        some = units[start : start + 500]
        standing = UnitPlacement.objects.filter(unit__in=some, valid_to__isnull=True)
        standing.filter(valid_from__gte=on).delete()
        standing.update(valid_to=on - timedelta(days=1))
    UnitPlacement.objects.bulk_create([placement(unit, on) for unit in units], batch_size=500)


def lives_overlap(first: OrgUnit, second: OrgUnit) -> bool:
    """Whether two units live on one same day, both last days included."""
    begins = max(first.valid_from or date.min, second.valid_from or date.min)
    ends = min(first.valid_to or date.max, second.valid_to or date.max)
    return begins <= ends


def _check_end(unit: OrgUnit, last_day: date) -> None:
    if unit.valid_from and last_day < unit.valid_from:
        raise NotAllowed("before_it_began", valid_from=unit.valid_from.isoformat())


def _check_numbers(unit: OrgUnit) -> None:
    """A unit's number is its own within the enterprise; an organisation number has one holder on any one day."""
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise NotAllowed("ends_before_start")
    beside = OrgUnit.objects.exclude(pk=unit.pk)
    if unit.is_enterprise or unit.enterprise_id is None:
        beside = beside.filter(Q(kind__in=ENTERPRISE_KINDS) | Q(enterprise__isnull=True))
    else:
        beside = beside.filter(enterprise_id=unit.enterprise_id)
    if beside.filter(number=unit.number).exists():
        raise NotAllowed("number_taken", number=unit.number)
    if unit.orgnr and any(lives_overlap(unit, other) for other in beside.filter(orgnr=unit.orgnr)):
        raise NotAllowed("orgnr_taken", orgnr=unit.orgnr)
