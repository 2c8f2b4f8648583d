"""Statistical process control: what is only chance in a series of figures, and what is a sign that something changed.

Individuals chart (XmR): limits at the mean ± 2.66 × the mean moving range, and 3.267 × it for the ranges (3/d₂ and D₄
for two points: Shewhart's constants). p-chart, where numerators and denominators are known: p̄ ± 3 √(p̄(1 − p̄)/n), a
limit for each denominator. Signs are those of NHS England's *Making Data Count*, as in its package NHSRplotthedots:
a point outside, seven on one side, seven rising or falling, two of three near a limit. Limits from fewer than twelve
points are on trial, and from fewer than six are not drawn (the same package's guidance, after Wheeler).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.numbers import Number, exact, rounded
from samsvar.core.rules.indicators.periods import Period

LIMIT_OF_INDIVIDUALS = Fraction(266, 100)
LIMIT_OF_RANGES = Fraction(3267, 1000)
ON_TRIAL_FROM, ENOUGH_FROM = 6, 12
"""Points from which limits are drawn on trial, and from which they stand."""

_ROOTS = Context(prec=28)


class Footing(StrEnum):
    """How many points the limits rest on."""

    TOO_FEW = "too_few"
    ON_TRIAL = "on_trial"
    ENOUGH = "enough"


class Sign(StrEnum):
    """A sign of a special cause: outside a limit, a run on one side, a run one way, two of three near a limit."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


@dataclass(frozen=True, slots=True)
class RunRules:
    """How long a run is a sign. Nelson's are nine on one side and six one way."""

    one_side: int = 7
    one_way: int = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A period's figure; with numerator and denominator for a p-chart. None is unknown, and breaks a run."""

    period: Period
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None


@dataclass(frozen=True, slots=True)
class Charted:
    """A point on a chart: its figure (percent on a p-chart), limits and signs. None where unknown or not drawn.

    `better`: whether the signs lean the way that is better; None without signs, without direction, or both ways.
    """

    period: Period
    figure: Fraction | None
    mean: Fraction | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    moving_range: Fraction | None = None
    signs: tuple[Sign, ...] = ()
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the chart with limits of its own. `range_limit`: the upper limit of its moving ranges."""

    footing: Footing
    points: tuple[Charted, ...]
    mean: Fraction | None = None
    range_limit: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure with its distance from the mean and the distance of the limit, squared to stay exact."""

    figure: Fraction
    off: Fraction
    reach_squared: Fraction

    def beyond(self, part: Fraction) -> bool:
        return self.off**2 > part**2 * self.reach_squared


def individuals_chart(
    points: Sequence[Point],
    direction: Direction = Direction.NONE,
    *,
    anew_at: Collection[Period] = (),
    rules: RunRules = RunRules(),
    lowest: Number | None = None,
    highest: Number | None = None,
) -> tuple[Stretch, ...]:
    """An XmR chart of figures in the order of their periods.

    `anew_at`: periods where a person has decided that a new process began; limits are worked out afresh from there.
    `lowest`, `highest`: what a figure cannot pass (0 for a count), where limits end.
    """
    stretches = []
    for part in _stretches(points, anew_at):
        figures = [None if point.value is None else exact(point.value) for point in part]
        ranges = [_range(before, after) for before, after in pairwise(figures)]
        known = [figure for figure in figures if figure is not None]
        ranged = [each for each in ranges if each is not None]
        footing = _footing(len(known)) if ranged else Footing.TOO_FEW
        if footing is Footing.TOO_FEW:
            bare = zip(part, figures, strict=True)
            stretches.append(Stretch(footing, tuple(Charted(point.period, figure) for point, figure in bare)))
            continue
        mean, mean_range = sum(known, Fraction()) / len(known), sum(ranged, Fraction()) / len(ranged)
        reach = LIMIT_OF_INDIVIDUALS * mean_range
        limits = [_within(mean - reach, lowest, highest), _within(mean + reach, lowest, highest)]
        placed = [None if figure is None else _Placed(figure, figure - mean, reach**2) for figure in figures]
        drawn = _drawn(part, placed, mean, [limits] * len(part), direction, rules)
        charted = tuple(replace(each, moving_range=moved) for each, moved in zip(drawn, [None, *ranges], strict=True))
        stretches.append(Stretch(footing, charted, mean, LIMIT_OF_RANGES * mean_range))
    return tuple(stretches)


def p_chart(
    points: Sequence[Point],
    direction: Direction = Direction.NONE,
    *,
    anew_at: Collection[Period] = (),
    rules: RunRules = RunRules(),
) -> tuple[Stretch, ...]:
    """A p-chart of percents in the order of their periods, with limits for each denominator, between 0 and 100.

    For counts of yes or no out of so many that stand alone (answers, cars): where the same persons recur from month to
    month, as in sickness absence, limits are too narrow and `individuals_chart` is the one to use.
    """
    stretches = []
    for part in _stretches(points, anew_at):
        pairs = [_pair(point) for point in part]
        known = [pair for pair in pairs if pair is not None]
        figures = [None if pair is None else 100 * pair[0] / pair[1] for pair in pairs]
        footing = _footing(len(known))
        if footing is Footing.TOO_FEW:
            bare = zip(part, figures, strict=True)
            stretches.append(Stretch(footing, tuple(Charted(point.period, figure) for point, figure in bare)))
            continue
        share = sum((pair[0] for pair in known), Fraction()) / sum((pair[1] for pair in known), Fraction())
        mean, spread = 100 * share, 9 * 10_000 * share * (1 - share)
        placed = [
            None if pair is None or figure is None else _Placed(figure, figure - mean, spread / pair[1])
            for pair, figure in zip(pairs, figures, strict=True)
        ]
        limits = [_around(mean, each) for each in placed]
        stretches.append(Stretch(footing, tuple(_drawn(part, placed, mean, limits, direction, rules)), mean))
    return tuple(stretches)


def _stretches(points: Sequence[Point], anew_at: Collection[Period]) -> Iterator[list[Point]]:
    """The points by period, cut before each period where limits begin anew. Raises ValueError for a period twice."""
    in_order = sorted(points, key=lambda point: point.period)
    if any(before.period == after.period for before, after in pairwise(in_order)):
        raise ValueError("a period is given more than once")
    part: list[Point] = []
    for point in in_order:
        if point.period in anew_at and part:
            yield part
            part = []
        part.append(point)
    if part:
        yield part


def _footing(count: int) -> Footing:
    if count < ON_TRIAL_FROM:
        return Footing.TOO_FEW
    return Footing.ON_TRIAL if count < ENOUGH_FROM else Footing.ENOUGH


def _range(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else abs(after - before)


def _pair(point: Point) -> tuple[Fraction, Fraction] | None:
    if point.numerator is None or not point.denominator:
        return None
    return exact(point.numerator), exact(point.denominator)


def _within(limit: Fraction, lowest: Number | None, highest: Number | None) -> Decimal:
    if lowest is not None:
        limit = max(limit, exact(lowest))
    if highest is not None:
        limit = min(limit, exact(highest))
    return rounded(limit, 9)


def _around(mean: Fraction, placed: _Placed | None) -> list[Decimal] | None:
    if placed is None:
        return None
    squared = placed.reach_squared
    root = exact(_ROOTS.sqrt(_ROOTS.divide(Decimal(squared.numerator), Decimal(squared.denominator))))
    return [_within(mean - root, 0, 100), _within(mean + root, 0, 100)]


def _drawn(
    part: Sequence[Point],
    placed: Sequence[_Placed | None],
    mean: Fraction,
    limits: Sequence[Sequence[Decimal] | None],
    direction: Direction,
    rules: RunRules,
) -> Iterator[Charted]:
    signs = _signs(placed, rules)
    for at, point in enumerate(part):
        mine, own = placed[at], limits[at]
        lower, upper = own if own is not None else (None, None)
        found = tuple(sign for sign in Sign if (sign, 1) in signs[at] or (sign, -1) in signs[at])
        ways = {way for _, way in signs[at]}
        figure = None if mine is None else mine.figure
        yield Charted(point.period, figure, mean, lower, upper, None, found, _leans(ways, direction))


def _leans(ways: Collection[int], direction: Direction) -> bool | None:
    if len(ways) != 1 or direction is Direction.NONE:
        return None
    return ((1 in ways) and direction is Direction.HIGHER) or ((-1 in ways) and direction is Direction.LOWER)


def _signs(placed: Sequence[_Placed | None], rules: RunRules) -> list[set[tuple[Sign, int]]]:
    """Signs of every point, each with its way: 1 up, −1 down. All points of a run bear its sign."""
    found: list[set[tuple[Sign, int]]] = [set() for _ in placed]
    sides = [0 if each is None else _way(each.off) for each in placed]
    near = [
        side if each is not None and each.beyond(Fraction(2, 3)) else 0
        for each, side in zip(placed, sides, strict=True)
    ]
    for at, each in enumerate(placed):
        if each is not None and each.beyond(Fraction(1)):
            found[at].add((Sign.OUTSIDE, sides[at]))
    for first, last, way in _runs(sides):
        if last - first >= rules.one_side:
            _mark(found, range(first, last), Sign.SHIFT, way)
    steps = [_step(before, after) for before, after in pairwise(placed)]
    for first, last, way in _runs(steps):
        if last - first + 1 >= rules.one_way:
            _mark(found, range(first, last + 1), Sign.TREND, way)
    for at in range(len(placed) - 2):
        three = range(at, at + 3)
        for way in (1, -1):
            those = [each for each in three if near[each] == way]
            if len(those) > 1 and all(placed[each] is not None for each in three):
                _mark(found, those, Sign.NEAR_LIMIT, way)
    return found


def _mark(found: list[set[tuple[Sign, int]]], those: Collection[int], sign: Sign, way: int) -> None:
    for at in those:
        found[at].add((sign, way))


def _way(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _step(before: _Placed | None, after: _Placed | None) -> int:
    return 0 if before is None or after is None else _way(after.figure - before.figure)


def _runs(ways: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """First, one past the last, and way of each unbroken run up or down; a zero breaks it."""
    first = 0
    for at in range(1, len(ways) + 1):
        if at == len(ways) or ways[at] != ways[first]:
            if ways[first]:
                yield first, at, ways[first]
            first = at
