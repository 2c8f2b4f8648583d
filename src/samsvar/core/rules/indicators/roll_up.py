"""Figures up the tree of units, in the period's own structure. Sums are added, never means of means.

What a unit adds up to is a sum of its parts (`Sums`), so order and splitting change nothing, and a year can be put
together from months that each had their own structure: a unit moved in June counts in its old place until then.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from samsvar.core.rules.indicators.definition import (
    ChangeFromBase,
    Definition,
    OverTime,
    Problem,
    Ratio,
    RollUp,
    ShareOfUnits,
)
from samsvar.core.rules.indicators.formulas import Figures, Result, change_of, figure_of, meets_threshold, ratio_of
from samsvar.core.rules.indicators.numbers import added, exact
from samsvar.core.rules.indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a unit stood from a day to a day, both included; None is without end. `parent_id` None: at the top."""

    unit_id: str
    parent_id: str | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree of a period, as (unit, parent), and the units that stood in more than one place in it."""

    pairs: tuple[tuple[str, str | None], ...]
    moved: tuple[str, ...] = ()


def structure_in(placements: Iterable[Placement], period: Period) -> Structure:
    """The tree of a period: every unit that lived in it, where it stood on its last day there.

    A parent that had ended by then is passed over (the unit stands at the top), never made up.
    """
    first, last = period.first_day, period.last_day
    living = [each for each in placements if (each.from_on or date.min) <= last and (each.to_on or date.max) >= first]
    at_the_end: dict[str, Placement] = {}
    parents: dict[str, set[str | None]] = {}
    for each in sorted(living, key=lambda each: (each.from_on or date.min, each.to_on or date.max)):
        at_the_end[each.unit_id] = each
        parents.setdefault(each.unit_id, set()).add(each.parent_id)
    pairs = tuple(
        (unit, each.parent_id if each.parent_id in at_the_end else None) for unit, each in sorted(at_the_end.items())
    )
    return Structure(pairs, tuple(sorted(unit for unit, seen in parents.items() if len(seen) > 1)))


def check_tree(pairs: Iterable[tuple[str, str | None]]) -> tuple[Problem, ...]:
    """What is wrong with a tree, sorted: `unit_twice`, `unknown_parent`, `cycle`; `other` is the parent."""
    every = list(pairs)
    parents = dict(every)
    problems = {
        Problem("unknown_parent", unit, other=parent) for unit, parent in every if parent and parent not in parents
    }
    seen: set[str] = set()
    for unit, _ in every:
        if unit in seen:
            problems.add(Problem("unit_twice", unit))
        seen.add(unit)
    placed = set(_downwards(parents))
    problems |= {Problem("cycle", unit, other=parents[unit] or "") for unit in parents if unit not in placed}
    return tuple(sorted(problems))


def _downwards(parents: Mapping[str, str | None]) -> list[str]:
    """Units from the top down, those whose parent is unknown at the top; those in or under a cycle are left out."""
    children: dict[str, list[str]] = {}
    reached = []
    for unit, parent in parents.items():
        if parent is not None and parent in parents:
            children.setdefault(parent, []).append(unit)
        else:
            reached.append(unit)
    for unit in reached:
        reached += children.get(unit, ())
    return reached


@dataclass(frozen=True, slots=True)
class Sums:
    """What a unit's figures and those under it come to, before any division. None: nobody handed it in.

    `met` and `counted` are units against a threshold; `left_out` counts units with a figure that could not be used.
    `delivered` and `expected` count figures: one a unit and period.
    """

    value: Fraction | None = None
    raw: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    weighted: Fraction | None = None
    weight: Fraction | None = None
    persons: int | None = None
    met: int = 0
    counted: int = 0
    left_out: int = 0
    delivered: int = 0
    expected: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return add_sums((self, other))

    @property
    def complete(self) -> bool:
        """Whether all that were expected have delivered."""
        return self.delivered >= self.expected


def add_sums(parts: Iterable[Sums]) -> Sums:
    """All parts as one; the order changes nothing."""
    every = list(parts)
    persons = [each.persons for each in every if each.persons is not None]
    return Sums(
        value=added(each.value for each in every),
        raw=added(each.raw for each in every),
        numerator=added(each.numerator for each in every),
        denominator=added(each.denominator for each in every),
        weighted=added(each.weighted for each in every),
        weight=added(each.weight for each in every),
        persons=sum(persons) if persons else None,
        met=sum(each.met for each in every),
        counted=sum(each.counted for each in every),
        left_out=sum(each.left_out for each in every),
        delivered=sum(each.delivered for each in every),
        expected=sum(each.expected for each in every),
    )


def sums_of(definition: Definition, figures: Figures | None, *, expected: bool = True) -> Sums:
    """What one unit adds. A ratio of which a part is missing is left out whole, so both parts are of the same units."""
    if figures is None:
        return Sums(expected=int(expected))
    delivered = Sums(persons=figures.persons, delivered=1, expected=1)
    if isinstance(definition.formula, ShareOfUnits):
        meets, _ = meets_threshold(definition.formula, figures)
        return replace(delivered, met=int(meets or 0), counted=int(meets is not None), left_out=int(meets is None))
    if isinstance(definition.formula, ChangeFromBase):
        value = None if figures.value is None else exact(figures.value)
        return replace(delivered, value=value, delivered=int(value is not None))
    own = figure_of(definition.formula, figures)
    if isinstance(definition.formula, Ratio):
        nothing = own.numerator == 0 == own.denominator  # a unit without hours and without injuries has reported
        if own.number is None and not nothing:
            return Sums(left_out=1, expected=1)
        return replace(delivered, numerator=own.numerator, denominator=own.denominator)
    if own.number is None:
        return Sums(raw=own.raw, left_out=1, expected=1)
    if definition.roll_up is RollUp.WEIGHTED:
        if figures.weight is None:
            return replace(delivered, left_out=1)
        weight = exact(figures.weight)
        return replace(delivered, weighted=own.number * weight, weight=weight)
    return replace(delivered, value=own.number, raw=own.raw)


def sum_up(
    definition: Definition,
    pairs: Iterable[tuple[str, str | None]],
    figures: Mapping[str, Figures],
    expected: Iterable[str] | None = None,
) -> dict[str, Sums]:
    """The sums of every unit of a tree with all under it.

    `expected`: the units that should hand in; None is those without units under them. Whoever hands in unasked counts
    as expected too. Where the definition `covers_below`, a unit's own figure stands instead of those under it.
    Raises ValueError for a tree that `check_tree` would tell of as a cycle.
    """
    parents = dict(pairs)
    order = _downwards(parents)
    if len(order) != len(parents):
        raise ValueError("cycle")
    leaves = set(parents) - {parent for parent in parents.values() if parent}
    asked = leaves if expected is None else set(expected)
    gathered: dict[str, list[Sums]] = {}
    sums: dict[str, Sums] = {}
    for unit in reversed(order):
        own = sums_of(definition, figures.get(unit), expected=unit in asked)
        below = gathered.pop(unit, [])
        sums[unit] = own if definition.covers_below and unit in figures else add_sums([own, *below])
        parent = parents[unit]
        if parent is not None:
            gathered.setdefault(parent, []).append(sums[unit])
    return sums


def merge_sums(definition: Definition, each_period: Iterable[Mapping[str, Sums]]) -> dict[str, Sums]:
    """The same units' sums over periods in order, each summed in its own structure: a year from its months.

    Persons are the most in any of the periods: the same people are there in May as in April. Where the definition
    takes the last of them, that is the last period's, also where a unit has not delivered in it.
    """
    if definition.over_time is OverTime.LAST:
        return dict(deque(each_period, maxlen=1)[0])
    found: dict[str, list[Sums]] = {}
    for sums in each_period:
        for unit, each in sums.items():
            found.setdefault(unit, []).append(each)
    return {unit: replace(add_sums(parts), persons=_most(parts)) for unit, parts in found.items()}


def _most(parts: Iterable[Sums]) -> int | None:
    return max((each.persons for each in parts if each.persons is not None), default=None)


def result_of(definition: Definition, sums: Sums, base: Sums | None = None) -> Result:
    """The figure that sums come to. `not_rolled_up` where an indicator's figures are not to be added.

    A sum of those who delivered is given though some have not: `Sums.delivered` and `expected` say so beside it. Only a
    change from the base year asks for both years whole; `base` is the unit's sums of that year, in its own structure.
    """
    match definition.roll_up:
        case RollUp.NONE:
            return Result(None, "not_rolled_up")
        case RollUp.RATIO if isinstance(definition.formula, Ratio):
            return ratio_of(definition.formula, sums.numerator, sums.denominator)
        case RollUp.SHARE_OF_UNITS:
            if not sums.counted:
                return Result(None, "no_units" if sums.delivered else "not_delivered")
            return Result(Fraction(100 * sums.met, sums.counted), "", Fraction(sums.met), Fraction(sums.counted))
        case RollUp.WEIGHTED:
            return _weighted(sums)
        case _ if isinstance(definition.formula, ChangeFromBase):
            return change_between(sums, base or Sums())
        case _:
            return Result(sums.value, "" if sums.value is not None else "not_delivered", raw=sums.raw)


def _weighted(sums: Sums) -> Result:
    if sums.weighted is None or sums.weight is None:
        return Result(None, "missing_weight" if sums.delivered else "not_delivered")
    if sums.weight == 0:
        return Result(None, "weight_zero", sums.weighted, sums.weight)
    return Result(sums.weighted / sums.weight, "", sums.weighted, sums.weight)


def change_between(now: Sums, base: Sums) -> Result:
    """The change in percent from the base year's sum to this one's, each in its own structure.

    `not_all_delivered` where either is incomplete: a unit that has not reported is no cut in emissions.
    """
    if (now.value is not None and not now.complete) or (base.value is not None and not base.complete):
        return Result(None, "not_all_delivered", now.value, base.value)
    return change_of(now.value, base.value)
