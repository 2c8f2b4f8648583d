"""What a forecast may rest on, how far it must reach, and whether it still holds for the figures that are shown.

The forecast itself is `forecasting`. A figure about too few, or a last one that lacks units, is never rested on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.indicators.definition import ChangeFromBase, Definition, Ratio, ShareOfUnits
from samsvar.core.rules.indicators.forecasting import FEWEST_POINTS, KEPT_DECIMALS, MOST_STEPS
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.periods import MONTHS_IN, Period, PeriodKind
from samsvar.core.rules.indicators.targets import Target, TargetKind


class Why(StrEnum):
    """Why nothing can be told."""

    TOO_FEW = "too_few"
    HIDDEN = "hidden"
    NO_TARGET = "no_target"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Seen:
    """A period's figure as it may be told, and how many have handed it in."""

    period: Period
    number: Fraction | None
    delivered: int = 0
    masked: bool = False


Run = tuple[tuple[Period, Fraction], ...]


def run_of(seen: Sequence[Seen]) -> Run | Why:
    """The figures a forecast may rest on, in order: those after the last gap, at least eight.

    A last period that fewer have handed in than the one before it is waited for, since an amount that lacks a unit
    looks like a fall. Where the newest figure is about too few, nothing is told: it would be guessed at.
    """
    known = list(seen)
    while known and known[-1].number is None and not known[-1].masked:
        known.pop()
    if known and known[-1].masked:
        return Why.HIDDEN
    if len(known) > 1 and known[-1].delivered < known[-2].delivered:
        known.pop()
    run: list[tuple[Period, Fraction]] = []
    for each in reversed(known):
        if each.number is None:
            break
        run.append((each.period, each.number))
    return tuple(reversed(run)) if len(run) >= FEWEST_POINTS else Why.TOO_FEW


def years_asked(targets: Mapping[int, Target | None], after: Period) -> tuple[int, ...]:
    """The years ahead that something is wanted in: those where a change from a base year ends, and the last of all."""
    ahead = {year: target for year, target in targets.items() if target is not None and year >= after.year}
    ends = {year for year, target in ahead.items() if target.kind is TargetKind.FROM_BASE_YEAR}
    asked = {year for year in (*ends, *sorted(ahead)[-1:]) if last_in(year, after.kind) > after}
    return tuple(sorted(asked))


def last_in(year: int, kind: PeriodKind) -> Period:
    """The last period of a kind in a year: where the year ends up."""
    return Period(kind, year, 12 // MONTHS_IN[kind])


def steps_to(after: Period, years: Sequence[int]) -> int | Why:
    """How many periods ahead the last of the years that can be reached lies."""
    reach = [_steps(after, last_in(year, after.kind)) for year in years]
    found = [each for each in reach if 0 < each <= MOST_STEPS]
    if not found:
        return Why.TOO_FAR if reach else Why.NO_TARGET
    return max(found)


def _steps(first: Period, last: Period) -> int:
    return (last.year * 12 + last.last_month - first.year * 12 - first.last_month) // MONTHS_IN[first.kind]


def bounds_of(definition: Definition, run: Run) -> tuple[int | None, int | None]:
    """What no figure can pass: 0 and 100 for a share, −100 for a change from a base year, 0 for what never was less."""
    formula = definition.formula
    if isinstance(formula, ChangeFromBase):
        return -100, None
    numbers = [number for _period, number in run]
    lowest = 0 if min(numbers) >= 0 else None
    is_share = definition.unit == "percent" and isinstance(formula, Ratio | ShareOfUnits)
    return lowest, 100 if is_share and max(numbers) <= 100 else None


def kept(number: Fraction | Decimal) -> Decimal:
    """A number as a forecast keeps it and is compared by."""
    return rounded(Fraction(number), KEPT_DECIMALS)


def still_holds(rests_on: Mapping[Period, Decimal], seen: Sequence[Seen]) -> bool:
    """Whether the figures shown are those the forecast rests on, so far as they are shown, with no newer one.

    A last period that is still waited for (`run_of`) makes no forecast old.
    """
    if not rests_on or not seen:
        return False
    last = max(rests_on)
    for each in seen:
        if each.period in rests_on and (each.number is None or kept(each.number) != rests_on[each.period]):
            return False
    newer = [each for each in seen if each.period > last and (each.number is not None or each.masked)]
    if len(newer) != 1 or newer[0].masked:
        return not newer
    before = next((each.delivered for each in seen if each.period == last), 0)
    return newer[0].delivered < before
