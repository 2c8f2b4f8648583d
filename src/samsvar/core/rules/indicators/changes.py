"""What changed since last time, and what is weakest: the order in which figures meet the eye.

Only what may be shown takes part: a masked figure has no place that tells of it. Figures of different kinds are
compared by how far they are from their target, or have moved, in parts of the target: 7.7 against 7.0 is a tenth off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.status import Course, Standing, Status

_WEAKNESS = {Status.MISSED: 3, Status.NEAR: 2, Status.MET: 1}


@dataclass(frozen=True, slots=True)
class Seen:
    """An indicator of a unit, as it stands now and as it stood in the period it is compared with (None: not at all)."""

    indicator: str
    unit_id: str
    direction: Direction
    now: Standing
    before: Standing | None = None


class ChangeKind(StrEnum):
    """What happened, the most pressing first. `stopped`: it had a figure and has none; `began`: the other way round."""

    FELL_BEHIND = "fell_behind"
    WORSE = "worse"
    STOPPED = "stopped"
    CAUGHT_UP = "caught_up"
    BETTER = "better"
    MOVED = "moved"
    BEGAN = "began"


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its kind, the change of the figure as shown, and how large in parts of the target (else of before).

    `fell_behind` and `caught_up` are changes of status; `worse` and `better` of the figure within the same status.
    """

    seen: Seen
    kind: ChangeKind
    change: Decimal | None = None
    size: Fraction = Fraction()


def changes(every: Iterable[Seen]) -> tuple[Change, ...]:
    """What has changed, the most pressing first: by kind, steps of status, size, then indicator and unit.

    Masked figures, now or before, are left out, and so is what stands as it stood.
    """
    found = [change for each in every if (change := _change(each)) is not None]
    order = list(ChangeKind)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each.kind),
                -abs(_weakness(each.seen.now) - _weakness(each.seen.before)),
                -each.size,
                each.seen.indicator,
                each.seen.unit_id,
            ),
        )
    )


def _weakness(standing: Standing | None) -> int:
    return 0 if standing is None else _WEAKNESS.get(standing.status, 0)


def _change(each: Seen) -> Change | None:
    now, before = each.now, each.before
    if now.reason == "masked" or (before is not None and before.reason == "masked"):
        return None
    was = None if before is None else before.figure
    if now.figure is None or was is None:
        if now.figure is None and was is None:
            return None
        return Change(each, ChangeKind.STOPPED if now.figure is None else ChangeKind.BEGAN)
    moved = now.figure - was
    size = _in_parts(moved, now.target if now.target is not None else was)
    steps = _weakness(now) - _weakness(before) if _weakness(now) and _weakness(before) else 0
    if steps:
        return Change(each, ChangeKind.FELL_BEHIND if steps > 0 else ChangeKind.CAUGHT_UP, moved, size)
    if not moved:
        return None
    if each.direction is Direction.NONE:
        return Change(each, ChangeKind.MOVED, moved, size)
    better = (moved < 0) == (each.direction is Direction.LOWER)
    return Change(each, ChangeKind.BETTER if better else ChangeKind.WORSE, moved, size)


def _in_parts(number: Decimal, whole: Decimal) -> Fraction:
    """The size of a number in parts of another; of one where that is zero."""
    return abs(Fraction(number)) / (abs(Fraction(whole)) or 1)


def course_of(change: Change) -> Course:
    """Which way a change goes, for the arrow beside it."""
    ways = {
        ChangeKind.FELL_BEHIND: Course.WORSE,
        ChangeKind.WORSE: Course.WORSE,
        ChangeKind.CAUGHT_UP: Course.BETTER,
        ChangeKind.BETTER: Course.BETTER,
        ChangeKind.MOVED: Course.MOVED,
    }
    return ways.get(change.kind, Course.UNKNOWN)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Units and indicators of a heat map, the weakest first, and its cells in that order: rows of units."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    cells: tuple[tuple[Standing | None, ...], ...]


def heat_map(every: Iterable[Seen]) -> HeatMap:
    """Units down and indicators across, the weakest first, so that it opens at the weakest corner.

    Weakest is most missed, then most near, then farthest behind in parts of the targets, then most unknown; then by
    code. What is masked counts as no more than unknown.
    """
    cells = {(each.unit_id, each.indicator): each for each in every}
    units: dict[str, list[Seen]] = {}
    indicators: dict[str, list[Seen]] = {}
    for (unit, indicator), each in sorted(cells.items()):
        units.setdefault(unit, []).append(each)
        indicators.setdefault(indicator, []).append(each)
    rows = sorted(units, key=lambda unit: (_strength(units[unit]), unit))
    columns = sorted(indicators, key=lambda indicator: (_strength(indicators[indicator]), indicator))
    standings = {place: each.now for place, each in cells.items()}
    drawn = tuple(tuple(standings.get((unit, indicator)) for indicator in columns) for unit in rows)
    return HeatMap(tuple(rows), tuple(columns), drawn)


def weakest_first(every: Iterable[Seen]) -> tuple[Seen, ...]:
    """Single figures: missed, near, met, unknown, without target; among them the farthest behind its target first."""
    return tuple(
        sorted(every, key=lambda each: (_ORDER.index(each.now.status), -_behind(each), each.indicator, each.unit_id))
    )


_ORDER = (Status.MISSED, Status.NEAR, Status.MET, Status.UNKNOWN, Status.NO_TARGET)


def _strength(group: Sequence[Seen]) -> tuple[int, int, Fraction, int]:
    """Less is weaker."""
    statuses = [each.now.status for each in group]
    behind = sum((_behind(each) for each in group), Fraction())
    return -statuses.count(Status.MISSED), -statuses.count(Status.NEAR), -behind, -statuses.count(Status.UNKNOWN)


def _behind(each: Seen) -> Fraction:
    """How far past its target on the wrong side a figure is, in parts of the target."""
    gap, target = each.now.gap, each.now.target
    if gap is None or target is None or each.now.status is Status.MET:
        return Fraction()
    return _in_parts(gap, target)
