"""Units read from a file: all or nothing, and the same file again changes nothing.

A unit is the same as one in the database when both have the same number within the same enterprise (units above the
enterprises: the same number).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F

from samsvar.core.readers.results import RowError
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation import events
from samsvar.platform.organisation.models import ENTERPRISE_KINDS, OrgUnit, UnitPlacement
from samsvar.platform.organisation.restructuring import renew
from samsvar.platform.organisation.services.units import lives_overlap, placement, replace_placements

_COLUMNS = ("name_nb", "name_nn", "orgnr", "kind", "valid_from", "valid_to")
_WRITTEN = [*_COLUMNS, "parent", "path", "path_end", "version", "updated_at"]
_AT_A_TIME = 400
_DEEPEST = 50
_LONGEST_PATH = 20


class UnitRow(Protocol):
    """What `core.readers.org_units` gives."""

    @property
    def row(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def parent_id(self) -> str | None: ...
    @property
    def name_nb(self) -> str: ...
    @property
    def name_nn(self) -> str | None: ...
    @property
    def organisation_number(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many units came of it. With errors nothing was saved."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: tuple[RowError, ...] = ()


def import_org_units(rows: Sequence[UnitRow], *, by: Actor, at: datetime, dry_run: bool = False) -> Outcome:
    """Add and change units so that the tree is as the file says; units the file does not name stay as they are.

    Error codes: `unknown_parent`, `several_parents` (two enterprises have a unit with the parent's number),
    `circle`, `kind_crosses_wall`, `crosses_enterprises`, `number_in_use`
    (a unit that stands has the number at the same time).
    """
    with transaction.atomic():
        plan = _Plan(at)
        plan.read(rows)
        if plan.errors or dry_run:
            return plan.outcome()
        plan.save(by)
        return plan.outcome()


class _Plan:
    """What the file means for the units that stand. `above` is the tree as it will be, by the units' keys."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.errors: list[RowError] = []
        self.new: dict[str, OrgUnit] = {}
        self.edited: dict[str, tuple[OrgUnit, dict[str, Any]]] = {}
        self.renamed: set[str] = set()
        self.shifted: dict[str, OrgUnit] = {}
        self.beneath: dict[str, tuple[OrgUnit, dict[str, Any]]] = {}
        self.unchanged = 0
        self.found: dict[str, OrgUnit] = {}
        by_id = {unit.pk: unit for unit in OrgUnit.objects.order_by("path")}
        self.standing = list(by_id.values())
        self.above = {unit.key: by_id[unit.parent_id] if unit.parent_id else None for unit in self.standing}
        self.by_number: dict[str, list[OrgUnit]] = {}
        for unit in self.standing:
            self.by_number.setdefault(unit.number, []).append(unit)
        self.known = {(self._enterprise_number(unit), unit.number): unit for unit in self.standing}

    def outcome(self) -> Outcome:
        if self.errors:
            return Outcome(errors=tuple(sorted(self.errors, key=lambda error: error.row or 0)))
        return Outcome(len(self.new), len(self.edited), self.unchanged)

    def read(self, rows: Sequence[UnitRow]) -> None:
        for row in self._parents_first(rows):
            parent = self._parent(row)
            if row.parent_id and parent is None:
                continue
            enterprise = row.id if row.kind in ENTERPRISE_KINDS else self._enterprise_number(parent)
            known = self.known.get((enterprise, row.id)) or self._elsewhere(row)
            if known is None:
                self._add(row, parent)
            else:
                self._compare(row, known, parent)
        self._check_organisation_numbers(rows)
        self._shift(rows)

    def _enterprise_number(self, unit: OrgUnit | None) -> str:
        """The number of the nearest enterprise at or above, "" where there is none."""
        found = self._enterprise(unit)
        return found.number if found else ""

    def _enterprise(self, unit: OrgUnit | None) -> OrgUnit | None:
        seen = 0
        while unit is not None and unit.kind not in ENTERPRISE_KINDS and seen < _DEEPEST:
            unit, seen = self.above[unit.key], seen + 1
        return unit

    def _parents_first(self, rows: Sequence[UnitRow]) -> Iterator[UnitRow]:
        waiting: dict[str | None, list[UnitRow]] = {}
        ids = {row.id for row in rows}
        for row in rows:
            waiting.setdefault(row.parent_id if row.parent_id in ids else None, []).append(row)
        ready = waiting.pop(None, [])
        while ready:
            yield from ready
            ready = [below for row in ready for below in waiting.pop(row.id, [])]
        for row in (row for rest in waiting.values() for row in rest):
            self._tell(row, "parent_id", "circle")

    def _parent(self, row: UnitRow) -> OrgUnit | None:
        if not row.parent_id:
            return None
        if row.parent_id in self.found:
            return self.found[row.parent_id]
        named = self.by_number.get(row.parent_id, [])
        if len(named) != 1:
            self._tell(row, "parent_id", "several_parents" if named else "unknown_parent", value=row.parent_id)
            return None
        return named[0]

    def _elsewhere(self, row: UnitRow) -> OrgUnit | None:
        """An enterprise, or a unit above them, that has the number: its kind would change, which is told."""
        named = [unit for unit in self.by_number.get(row.id, []) if unit.is_enterprise or unit.enterprise_id is None]
        return named[0] if len(named) == 1 else None

    def _add(self, row: UnitRow, parent: OrgUnit | None) -> None:
        unit = OrgUnit(key=new_key(), number=row.id, created_at=self.at, updated_at=self.at)
        for column, value in _values(row).items():
            setattr(unit, column, value)
        self.new[unit.key] = unit
        self.above[unit.key] = parent
        self.found[row.id] = unit

    def _compare(self, row: UnitRow, unit: OrgUnit, parent: OrgUnit | None) -> None:
        self.found[row.id] = unit
        values = _values(row)
        moves = parent is not self.above[unit.key]
        if not moves and all(getattr(unit, column) == value for column, value in values.items()):
            self.unchanged += 1
            return
        if (row.kind in ENTERPRISE_KINDS) != unit.is_enterprise:
            self._tell(row, "kind", "kind_crosses_wall", value=row.kind)
            return
        self.edited[unit.key] = (unit, snapshot(unit))
        if unit.name_nb != values["name_nb"]:
            self.renamed.add(unit.key)
        for column, value in values.items():
            setattr(unit, column, value)
        self.above[unit.key] = parent

    def _check_organisation_numbers(self, rows: Sequence[UnitRow]) -> None:
        """Against units outside the file; within it the reader has looked."""
        in_file = {unit.key for unit in self.found.values()}
        others: dict[str, list[OrgUnit]] = {}
        for unit in self.standing:
            if unit.orgnr and unit.key not in in_file:
                others.setdefault(unit.orgnr, []).append(unit)
        for row in rows:
            named = self.found.get(row.id)
            if named and any(lives_overlap(named, other) for other in others.get(named.orgnr, [])):
                self._tell(row, "organisation_number", "number_in_use", value=named.orgnr)

    def _shift(self, rows: Sequence[UnitRow]) -> None:
        """Paths as they will be, from the top down; who is not reached stands in a circle."""
        below: dict[str, list[OrgUnit]] = {}
        for unit in (*self.standing, *self.new.values()):
            above = self.above[unit.key]
            below.setdefault(above.key if above else "", []).append(unit)
        reached, queue = set(), list(below.get("", []))
        while queue:
            unit = queue.pop()
            reached.add(unit.key)
            above = self.above[unit.key]
            path = f"{above.path if above else ''}{unit.key}."
            if path != unit.path:
                if unit.pk and unit.key not in self.edited:
                    self.beneath[unit.key] = (unit, snapshot(unit))
                unit.path, unit.path_end = path, path[:-1] + "/"
                if unit.pk:
                    self.shifted[unit.key] = unit
            queue.extend(below.get(unit.key, []))
        for row in rows:
            named = self.found.get(row.id)
            if named is None:
                continue
            if named.key not in reached:
                self._tell(row, "parent_id", "circle", path=self._circle(named))
            elif named.pk and not named.is_enterprise and _pk(self._enterprise(named)) != named.enterprise_id:
                self._tell(row, "parent_id", "crosses_enterprises")

    def _circle(self, start: OrgUnit) -> list[str]:
        """The numbers from a unit that the top is not reached from, and round to where the way up meets itself."""
        path: list[OrgUnit] = [start]
        while (above := self.above[path[-1].key]) is not None and above not in path:
            path.append(above)
        return [each.number for each in (*path, *([above] if above else []))][:_LONGEST_PATH]

    def _tell(self, row: UnitRow, column: str, code: str, **facts: object) -> None:
        self.errors.append(RowError(row.row, None, code, facts, column))

    def save(self, by: Actor) -> None:
        on = oslo_day(self.at)
        for level in _levels(self.new.values()):
            self._insert(level)
        for unit, _was in self.edited.values():
            unit.parent = self.above[unit.key]
            unit.version += 1
            unit.updated_at = self.at
        touched = {unit.key: unit for unit, _was in self.edited.values()} | self.shifted
        if touched:
            OrgUnit.objects.bulk_update(touched.values(), _WRITTEN, batch_size=50)
        replace_placements([touched[key] for key in self.renamed | set(self.shifted)], on)
        placements = [placement(unit, unit.valid_from) for unit in self.new.values()]
        UnitPlacement.objects.bulk_create(placements, batch_size=_AT_A_TIME)
        self._renew(on)
        self._record(by)

    def _renew(self, on: date) -> None:
        """What hangs on the tree, where units are new, move today, or have got another life."""
        since = {unit.valid_from for unit in self.new.values()} | ({on} if self.shifted else set())
        units = [*self.new.values(), *self.shifted.values()]
        above = [was["parent_id"] for _unit, was in self.edited.values()]
        for unit, was in self.edited.values():
            if any(snapshot(unit)[column] != was[column] for column in ("valid_from", "valid_to", "kind")):
                units.append(unit)
                since.add(None)
        if units:
            first = None if None in since else min(day for day in since if day)
            renew(units=[*(unit.pk for unit in units), *(unit.parent_id for unit in units), *above], since=first)

    def _insert(self, level: list[OrgUnit]) -> None:
        """One level of the tree: their parents have ids by now; an enterprise points at itself once it has one."""
        for unit in level:
            unit.parent = self.above[unit.key]
            unit.enterprise_id = None if unit.is_enterprise else _pk(self._enterprise(unit))
        OrgUnit.objects.bulk_create(level, batch_size=_AT_A_TIME)
        own = [unit for unit in level if unit.is_enterprise]
        for unit in own:
            unit.enterprise_id = unit.pk
        OrgUnit.objects.filter(pk__in=[unit.pk for unit in own]).update(enterprise_id=F("id"))

    def _record(self, by: Actor) -> None:
        """One event in each enterprise's chain, and one in the installation's for the units above."""
        chains: dict[str | None, list[RowChange]] = {}
        written: list[tuple[OrgUnit, dict[str, Any] | None]] = [(unit, None) for unit in self.new.values()]
        for unit, was in [*written, *self.edited.values(), *self.beneath.values()]:
            enterprise = self._enterprise(unit)
            chains.setdefault(enterprise.key if enterprise else None, []).append(changed(unit, was=was))
        for chain, rows in chains.items():
            record(events.UNITS_IMPORTED, by=by, at=self.at, enterprise=chain, rows=rows, about={"units": len(rows)})


def _pk(unit: OrgUnit | None) -> int | None:
    return unit.pk if unit else None


def _values(row: UnitRow) -> dict[str, object]:
    return {
        "name_nb": row.name_nb,
        "name_nn": row.name_nn or "",
        "orgnr": row.organisation_number or "",
        "kind": row.kind,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _levels(units: Iterable[OrgUnit]) -> Iterator[list[OrgUnit]]:
    """Units by how deep they stand, the uppermost first."""
    levels: dict[int, list[OrgUnit]] = {}
    for unit in units:
        levels.setdefault(unit.path.count("."), []).append(unit)
    for depth in sorted(levels):
        yield levels[depth]
