"""Targets by year and unit, with their history, and what they come to in figures.

A target is set, never changed: a new one for the same unit and year stands in its place, with reason and source, and
the old one is kept. A year without one is empty, not zero. A target holds for the unit and those under it that have
none of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from samsvar.core.rules.indicators.definition import ChangeFromBase, Definition, Direction, Problem
from samsvar.core.rules.indicators.numbers import Number, exact, rounded


class TargetKind(StrEnum):
    """What a target's number is: the figure itself, a change in percent from a base year or from the year before.

    `words`: no number, only what the enterprise says it will do. `empty`: this year has none, said on purpose.
    """

    VALUE = "value"
    FROM_BASE_YEAR = "from_base_year"
    FROM_YEAR_BEFORE = "from_year_before"
    WORDS = "words"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a unit for a year.

    `number` is in the indicator's unit, or percent of change (−25 is a quarter less). `warning_band`: how far past the
    target on the wrong side still counts as near, in the unit the target is judged in. `reason`, `source`: why it was
    set or changed, and the assignment or document it comes from. `inherited`: holds for units below too.
    """

    id: str
    unit_id: str
    year: int
    kind: TargetKind
    set_at: datetime
    number: Decimal | None = None
    base_year: int | None = None
    warning_band: Decimal | None = None
    words: str = ""
    reason: str = ""
    source: str = ""
    inherited: bool = True

    @property
    def yearly(self) -> bool:
        """Whether it asks for a change each year, which stands beside a target for where to end and replaces none."""
        return self.kind is TargetKind.FROM_YEAR_BEFORE


@dataclass(frozen=True, slots=True)
class TargetOfYear:
    """The target in force for a year, or None, and those it has stood instead of, newest first."""

    year: int
    target: Target | None
    earlier: tuple[Target, ...] = ()


def targets_by_year(
    targets: Iterable[Target],
    line: Sequence[str],
    years: Iterable[int],
    *,
    as_of: datetime | None = None,
    yearly: bool = False,
) -> tuple[TargetOfYear, ...]:
    """The targets of a unit for years, in order: its own, else the nearest above that is inherited.

    `line`: the unit and those above it, nearest first. `as_of`: only what was set by then (a report of last year says
    what was the target when it was written). A target that says it is empty hides those above. `yearly`: those for the
    change of each year, which stand beside the others.
    """
    of_kind = (each for each in targets if each.yearly is yearly)
    known = [each for each in of_kind if as_of is None or each.set_at <= as_of]
    return tuple(_in_force(known, line, year) for year in years)


def _in_force(known: Iterable[Target], line: Sequence[str], year: int) -> TargetOfYear:
    of_year = [each for each in known if each.year == year]
    for distance, unit_id in enumerate(line):
        own = [each for each in of_year if each.unit_id == unit_id and (not distance or each.inherited)]
        if own:
            own.sort(key=lambda each: (each.set_at, each.id), reverse=True)
            target = own[0] if own[0].kind is not TargetKind.EMPTY else None
            return TargetOfYear(year, target, tuple(own[1:] if target else own))
    return TargetOfYear(year, None)


def wanted_figure(definition: Definition, target: Target, compared_with: Number | None) -> Fraction | None:
    """The figure a target asks for: its number, or the base year's (or last year's) figure changed by its percent.

    Where the indicator itself is a change in percent from a base year, a target from the same base year is that
    percent, and a yearly change applies to the amount behind last year's percent. None for words, and where the figure
    to compare with is unknown.
    """
    if target.number is None or target.kind in (TargetKind.WORDS, TargetKind.EMPTY):
        return None
    number = exact(target.number)
    is_change = isinstance(definition.formula, ChangeFromBase)
    if target.kind is TargetKind.VALUE or (is_change and target.kind is TargetKind.FROM_BASE_YEAR):
        return number
    if compared_with is None:
        return None
    amount = exact(compared_with)
    return (100 + amount) * (1 + number / 100) - 100 if is_change else amount * (1 + number / 100)


def path_in_percent(target: Target, year: int) -> Fraction | None:
    """Where a straight line from the base year (0 %) to the target stands in a year, in percent of change.

    −40 % by 2030 from 2019 is −25.45 % in 2026. None outside the years between, and for other kinds of target.
    """
    if target.kind is not TargetKind.FROM_BASE_YEAR or target.number is None or target.base_year is None:
        return None
    if not target.base_year < target.year or not target.base_year <= year <= target.year:
        return None
    return exact(target.number) * (year - target.base_year) / (target.year - target.base_year)


@dataclass(frozen=True, slots=True)
class YearlyAgainstEnd:
    """What a yearly change comes to by the end year, in percent from the base year, against what the end target asks.

    `short_by`: percentage points that lack; zero or less where the yearly change is enough.
    """

    comes_to: Fraction
    asked: Fraction
    short_by: Fraction

    @property
    def conflict(self) -> bool:
        """Whether the end target is not reached by keeping the yearly one."""
        return self.short_by > 0


def yearly_against_end(yearly: Target, end: Target, direction: Direction) -> YearlyAgainstEnd | None:
    """Whether keeping a yearly change, each of the year before, reaches an end target from its base year.

    −1 % a year from 2019 is −6.8 % in 2026, where −25 % is asked. None where either is of another kind, the end target
    has no base year before it, or no way is better.
    """
    kinds = (yearly.kind, end.kind) == (TargetKind.FROM_YEAR_BEFORE, TargetKind.FROM_BASE_YEAR)
    if not kinds or yearly.number is None or end.number is None or end.base_year is None:
        return None
    if direction is Direction.NONE or end.base_year >= end.year:
        return None
    asked = exact(end.number)
    comes_to = ((1 + exact(yearly.number) / 100) ** (end.year - end.base_year) - 1) * 100
    short_by = comes_to - asked if direction is Direction.LOWER else asked - comes_to
    return YearlyAgainstEnd(comes_to, asked, short_by)


def check_targets(definition: Definition, targets: Iterable[Target]) -> tuple[Problem, ...]:
    """Everything wrong with an indicator's targets, sorted; `period` is the year, `other` the field or other target.

    `number_missing`, `number_not_used`, `words_missing`, `base_year_missing`, `base_year_not_before`,
    `base_year_differs` (from the one the indicator is worked out from), `negative_band`, `finer_than_shown` (more
    decimals than the indicator shows), `target_out_of_range` (a percent of a whole that no figure can be),
    `target_without_direction` (a number where no way is better), `target_contradicts_direction` (a rise asked where
    lower is better, or the other way), `weaker_than_year_before` (a later year asks less: to be looked at),
    `change_without_reason` (another stood there and no reason is given), `change_without_source`,
    `yearly_does_not_reach_end` (`other`: the end target).
    """
    every = sorted(targets, key=lambda each: (each.unit_id, each.yearly, each.year, each.set_at, each.id))
    problems: set[Problem] = set()
    for each in every:
        told = [*_wrong_shape(each), *_wrong_base(definition, each), *_too_fine(definition, each)]
        told += [*_out_of_range(definition, each), *_wrong_way(each, definition.direction)]
        problems.update(Problem(code, each.unit_id, str(each.year), other) for code, other in told)
    for before, after in pairwise(every):
        if (before.unit_id, before.year, before.yearly) == (after.unit_id, after.year, after.yearly):
            lacking = [name for name in ("reason", "source") if not getattr(after, name).strip()]
            told = [(f"change_without_{name}", before.id) for name in lacking]
            problems.update(Problem(code, after.unit_id, str(after.year), other) for code, other in told)
    problems |= set(_between_years(definition.direction, every))
    return tuple(sorted(problems))


def _wrong_shape(each: Target) -> Iterable[tuple[str, str]]:
    numbered = each.kind not in (TargetKind.WORDS, TargetKind.EMPTY)
    if numbered != (each.number is not None):
        yield ("number_missing" if numbered else "number_not_used"), each.kind
    if each.kind is TargetKind.WORDS and not each.words.strip():
        yield "words_missing", ""
    if each.warning_band is not None and each.warning_band < 0:
        yield "negative_band", ""


def _wrong_base(definition: Definition, each: Target) -> Iterable[tuple[str, str]]:
    if each.kind is TargetKind.FROM_BASE_YEAR and each.base_year is None:
        yield "base_year_missing", ""
    if each.base_year is None:
        return
    if each.base_year >= each.year:
        yield "base_year_not_before", str(each.base_year)
    if isinstance(definition.formula, ChangeFromBase) and definition.formula.base_year != each.base_year:
        yield "base_year_differs", str(definition.formula.base_year)


def _out_of_range(definition: Definition, each: Target) -> Iterable[tuple[str, str]]:
    number = each.number if each.kind is TargetKind.VALUE else None
    if number is not None and definition.is_percent_of_whole and not 0 <= number <= 100:
        yield "target_out_of_range", ""


def _too_fine(definition: Definition, each: Target) -> Iterable[tuple[str, str]]:
    number = each.number if each.kind is TargetKind.VALUE else None
    if number is not None and number != rounded(number, definition.decimals):
        yield "finer_than_shown", str(definition.decimals)


def _wrong_way(each: Target, direction: Direction) -> Iterable[tuple[str, str]]:
    if each.number is None or each.kind in (TargetKind.WORDS, TargetKind.EMPTY):
        return
    if direction is Direction.NONE:
        yield "target_without_direction", ""
    elif each.kind is not TargetKind.VALUE and _weaker(each.number, Decimal(0), direction):
        yield "target_contradicts_direction", direction


def _weaker(number: Decimal, than: Decimal, direction: Direction) -> bool:
    return number > than if direction is Direction.LOWER else number < than


def _between_years(direction: Direction, every: Sequence[Target]) -> Iterable[Problem]:
    """Problems of the targets in force beside each other. `every` is sorted by unit, year and when it was set."""
    if direction is Direction.NONE:
        return
    newest = {(each.unit_id, each.year, each.yearly): each for each in every}
    in_force = [each for each in newest.values() if each.number is not None]
    latest: dict[tuple[str, TargetKind, int | None], Target] = {}
    for each in in_force:
        if not each.yearly and each.number is not None:
            key = each.unit_id, each.kind, each.base_year
            before = latest.get(key)
            if before is not None and before.number is not None and _weaker(each.number, before.number, direction):
                yield Problem("weaker_than_year_before", each.unit_id, str(each.year), before.id)
            latest[key] = each
    for yearly in (each for each in in_force if each.yearly):
        for end in (each for each in in_force if each.unit_id == yearly.unit_id):
            found = yearly_against_end(yearly, end, direction)
            if found is not None and found.conflict:
                yield Problem("yearly_does_not_reach_end", yearly.unit_id, str(yearly.year), end.id)
