"""The tree of units that an indicator is added up in, as it stood in each period, from `UnitPlacement`."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.roll_up import Placement, structure_in
from samsvar.platform.organisation.models import OrgUnit, UnitPlacement
from samsvar.registers.indicators.models import Indicator

EVERY_UNIT = "every"
"""In the place of a kind of unit: all are asked, at every level."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The units under a root in a period, the root first and each after its parent (ids; the root's parent is None).

    `asked`: how many of the unit and those under it are to hand in. `depth`: the root's is 0.
    """

    parents: Mapping[int, int | None]
    depth: Mapping[int, int]
    asked: Mapping[int, int]
    asked_itself: frozenset[int]

    def line(self, unit_id: int) -> tuple[int, ...]:
        """The unit and those above it, nearest first; empty where it is not in the tree."""
        found: list[int] = []
        at: int | None = unit_id if unit_id in self.parents else None
        while at is not None:
            found.append(at)
            at = self.parents[at]
        return tuple(found)

    def children(self, unit_id: int) -> tuple[int, ...]:
        """The units directly under it."""
        return tuple(unit for unit, parent in self.parents.items() if parent == unit_id)

    @property
    def with_units_under(self) -> frozenset[int]:
        """Units that have units under them."""
        return frozenset(parent for parent in self.parents.values() if parent is not None)

    def pairs(self) -> tuple[tuple[str, str | None], ...]:
        """The tree as the rules read it."""
        return tuple((str(unit), None if parent is None else str(parent)) for unit, parent in self.parents.items())


class Trees:
    """The trees of periods under a root. All that stood there is read once; like periods share one tree.

    `expected_kind`: the kind of unit that is to hand in; empty is each without units under it, `EVERY_UNIT` is all.
    """

    def __init__(self, root: OrgUnit, expected_kind: str = "") -> None:
        self.root_id = root.pk
        self._expected_kind = expected_kind
        self._kinds: dict[int, str] = {}
        self._placements: list[Placement] = []
        for placement, kind in _placements(UnitPlacement.objects.all(), root):
            self._kinds[int(placement.unit_id)] = kind
            self._placements.append(placement)
        self._starts = sorted({each.from_on or date.min for each in self._placements})
        last_days = {each.to_on or date.max for each in self._placements}
        self._ends = sorted(day + timedelta(days=1) for day in last_days if day != date.max)
        self._made: dict[tuple[int, int], Tree] = {}

    def kind_of(self, unit_id: int) -> str:
        """The unit's kind; empty for one that never stood here."""
        return self._kinds.get(unit_id, "")

    def number(self, period: Period) -> tuple[int, int]:
        """What periods with one and the same tree have in common."""
        return bisect_right(self._starts, period.last_day), bisect_right(self._ends, period.first_day)

    def of(self, period: Period) -> Tree:
        """The tree of a period: each unit that lived in it, where it stood on its last day there."""
        number = self.number(period)
        if number not in self._made:
            self._made[number] = self._tree(period)
        return self._made[number]

    def _tree(self, period: Period) -> Tree:
        pairs = structure_in(self._placements, period).pairs
        below: dict[int | None, list[int]] = {}
        for placed, above in pairs:
            below.setdefault(None if above is None else int(above), []).append(int(placed))
        there = {int(placed) for placed, _ in pairs}
        parents: dict[int, int | None] = {self.root_id: None} if self.root_id in there else {}
        depth = dict.fromkeys(parents, 0)
        waiting = list(parents)
        for unit in waiting:
            for child in below.get(unit, ()):
                if child not in parents:
                    parents[child], depth[child] = unit, depth[unit] + 1
                    waiting.append(child)
        itself = frozenset(unit for unit in waiting if self._is_asked(unit, below))
        asked = dict.fromkeys(waiting, 0)
        for unit in reversed(waiting):
            asked[unit] += unit in itself
            parent = parents[unit]
            if parent is not None:
                asked[parent] += asked[unit]
        return Tree(parents, depth, asked, itself)

    def _is_asked(self, unit: int, below: Mapping[int | None, list[int]]) -> bool:
        if self._expected_kind == EVERY_UNIT:
            return True
        return self._kinds.get(unit) == self._expected_kind if self._expected_kind else unit not in below


def _placements(rows: QuerySet[UnitPlacement], root: OrgUnit) -> Iterator[tuple[Placement, str]]:
    """Where units stood under a root while they lived, each with its unit's kind."""
    told = rows.filter(path__contains=f"{root.key}.").values_list(
        "unit_id", "parent_id", "valid_from", "valid_to", "unit__valid_from", "unit__valid_to", "unit__kind"
    )
    for unit, parent, begins, ends, born, gone, kind in told:
        first, last = max(begins or date.min, born or date.min), min(ends or date.max, gone or date.max)
        if first <= last:
            yield Placement(str(unit), None if parent is None else str(parent), first, last), kind


def children_in(unit: OrgUnit, period: Period) -> list[int]:
    """The units directly under a unit in a period, as `Trees(unit).of(period).children(unit.pk)` has them.

    Only they are read, and where they stood later in the period: not the whole tree, which may be a country's.
    """
    ever = UnitPlacement.objects.filter(Q(parent=unit) | Q(unit=unit)).values("unit")
    placements = [placement for placement, _kind in _placements(UnitPlacement.objects.filter(unit__in=ever), unit)]
    return [int(child) for child, above in structure_in(placements, period).pairs if above == str(unit.pk)]


def trees_of(indicator: Indicator) -> Trees:
    """The trees under the unit that owns the indicator, with who is to hand it in."""
    return Trees(indicator.unit, indicator.expected_kind)


def whole_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """All periods of the same kind in the years of those given: what a year is put together from."""
    years = {each.within(PeriodKind.YEAR): each.kind for each in periods}
    return tuple(sorted(part for year, kind in years.items() for part in year.parts(kind)))
