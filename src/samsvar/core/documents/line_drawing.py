"""Figures over time as SVG, for page and paper: a line with its target, warning band and forecast, and control limits.

An unknown period is a gap, never a zero and never bridged. Forecasts are dashed with their interval; targets dotted.
Words and the way numbers are shown come from the caller, and every drawing has its table beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from samsvar.core.documents.charts import ACCENT, HAIRLINE, INK, OUTLINE, SUBTLE, drawing, written
from samsvar.core.documents.labels import Label, Place, along
from samsvar.core.documents.svg import Svg, element

Number = int | Decimal | Fraction
TARGET = "#c2500a"
MUTED = "#5b5d60"
MOST_TICKS = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A forecast figure with the ends of its interval."""

    value: Number
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Limits:
    """A control chart's middle and limits at one period."""

    mean: Number
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class LineChart:
    """What is drawn, one place for each period in `periods` (as they are written under the picture).

    `band`: where the warning band ends, beside `target`. `provisional`: places whose point is drawn open. `base`: the
    place of the base year. `cuts`: places before which the line is cut, since the method or process changed. `marks`:
    places that break a rule, with the sign's name. `from_zero`: zero is in the picture.
    """

    periods: Sequence[str]
    own: Sequence[Number | None]
    shown: Callable[[Number], str]
    target: Sequence[Number | None] = ()
    band: Sequence[Number | None] = ()
    forecast: Sequence[Foreseen | None] = ()
    limits: Sequence[Limits | None] = ()
    provisional: frozenset[int] = frozenset()
    cuts: frozenset[int] = frozenset()
    base: int | None = None
    marks: dict[int, str] = field(default_factory=dict)
    target_word: str = ""
    forecast_word: str = ""
    mean_word: str = ""
    from_zero: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the lines go: left edge, width of the plot, top and bottom, and what lies at both."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    places: int

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place / (self.places - 1) if self.places > 1 else 0.5)

    def y(self, value: Number | float) -> float:
        return self.bottom - (float(value) - self.low) / (self.high - self.low) * (self.bottom - self.top)


def line_chart(chart: LineChart, *, narrow: bool = False) -> Svg:
    """Return the drawing; wide for a page's column and paper, `narrow` for a phone. ValueError without periods."""
    if not chart.periods:
        raise ValueError("periods")
    ticks = _ticks(chart)
    width, height = (360.0, 300.0) if narrow else (760.0, 340.0)
    left = 12 + max(len(chart.shown(_exact(tick))) for tick in ticks) * (7.2 if narrow else 7.8)
    right = width - (92.0 if narrow else 150.0)
    plan = _Plan(left, right, 24, height - 36, ticks[0], ticks[-1], len(chart.periods))
    parts = [*_grid(chart, plan, ticks), *_under(chart, plan, narrow), *_band(chart, plan), *_limits(chart, plan)]
    parts += [*_target(chart, plan), *_forecast(chart, plan), *_own(chart, plan), *_marks(chart, plan, narrow)]
    parts += _ends(chart, plan, narrow)
    return drawing(width, height, *parts)


def small_line(own: Sequence[Number | None], low: Number, high: Number, target: Number | None = None) -> Svg:
    """Return a line of some 120 × 32 for small multiples; `low` and `high` are the scale that all of them share."""
    values = [*(each for each in own if each is not None), *((target,) if target is not None else ())]
    bottom, top = min([float(low), *map(float, values)]), max([float(high), *map(float, values)])
    plan = _Plan(4, 116, 4, 28, bottom, top if top > bottom else bottom + 1, len(own))
    parts = []
    if target is not None:
        y = plan.y(target)
        parts.append(_path(f"M4 {y:.1f}H116", "s-line-target", TARGET, 1.5, dash="2 3"))
    parts += [_path(_through(run, plan), "s-line-own", ACCENT, 2) for run in _runs(own, frozenset())]
    last = next((place for place in reversed(range(len(own))) if own[place] is not None), None)
    if last is not None:
        parts.append(_dot(plan.x(last), plan.y(own[last] or 0), 3))
    return drawing(120, 32, *parts)


def _exact(number: float) -> Decimal:
    return Decimal(f"{number:.10g}")


def _all(chart: LineChart) -> list[float]:
    found = [float(each) for each in (*chart.own, *chart.target, *chart.band) if each is not None]
    for foreseen in chart.forecast:
        found += [] if foreseen is None else [float(foreseen.low), float(foreseen.value), float(foreseen.high)]
    for limit in chart.limits:
        found += [] if limit is None else [float(limit.low), float(limit.high)]
    return found


def _ticks(chart: LineChart) -> list[float]:
    """Round figures for the value axis, at most five, that hold all that is drawn."""
    values = _all(chart) or [0.0, 1.0]
    low, high = min(values), max(values)
    if chart.from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        low, high = low - (abs(low) * 0.1 or 1), high + (abs(high) * 0.1 or 1)
    size = 10.0
    while size > high - low:
        size /= 10
    while size * 10 < high - low:
        size *= 10
    for step in (size / 10 * each for each in (*_STEPS, 20.0, 50.0, 100.0)):
        first, last = _down(low, step), -_down(-high, step)
        count = round((last - first) / step) + 1
        if count <= MOST_TICKS:
            return [first + at * step for at in range(count)]
    return [low, high]


def _down(value: float, step: float) -> float:
    return (value + step * 1e-9) // step * step


def _path(d: str, class_: str, colour: str, width: float, *, dash: str | None = None) -> str:
    line = {"class_": class_, "fill": "none", "stroke": colour, "stroke_width": width, "stroke_dasharray": dash}
    return element("path", {"d": d, **line, "stroke_linejoin": "round", "stroke_linecap": "round"})


def _dot(x: float, y: float, radius: float, *, is_open: bool = False) -> str:
    shape = {"cx": x, "cy": y, "r": radius}
    if is_open:
        return element(
            "circle", {**shape, "class_": "s-line-open", "fill": "#ffffff", "stroke": ACCENT, "stroke_width": 2}
        )
    return element("circle", {**shape, "class_": "s-part-own", "fill": ACCENT})


def _grid(chart: LineChart, plan: _Plan, ticks: Sequence[float]) -> list[str]:
    parts = []
    for tick in ticks:
        zero = abs(tick) < 1e-9
        y = plan.y(tick)
        axis = ("s-line-zero", OUTLINE) if zero else ("s-wheel-hair", HAIRLINE)
        parts.append(_path(f"M{plan.left:.1f} {y:.1f}H{plan.right + 12:.1f}", *axis, 1))
        quiet = {"class_": "s-quiet-ink s-tab", "text_anchor": "end"}
        parts.append(written(chart.shown(_exact(tick)), plan.left - 8, y + 5, 13, colour=SUBTLE, **quiet))
    if chart.base is not None:
        x = plan.x(chart.base)
        parts.append(_path(f"M{x:.1f} {plan.top:.1f}V{plan.bottom:.1f}", "s-line-zero", OUTLINE, 1, dash="1 3"))
    return parts


def _under(chart: LineChart, plan: _Plan, narrow: bool) -> list[str]:
    longest = max(len(each) for each in chart.periods)
    room = (plan.right - plan.left) / max(len(chart.periods) - 1, 1)
    every = max(1, -int(-(longest * 7.8 + (6 if narrow else 14)) // room))
    last = len(chart.periods) - 1
    quiet = {"class_": "s-quiet-ink s-tab", "text_anchor": "middle"}
    return [
        written(chart.periods[place], plan.x(place), plan.bottom + 24, 13, colour=SUBTLE, **quiet)
        for place in range(last, -1, -every)
    ]


def _runs(own: Sequence[Number | None], cuts: frozenset[int]) -> list[list[tuple[int, Number]]]:
    """The known figures in unbroken runs."""
    broken, key = 0, []
    for place, value in enumerate(own):
        broken += value is None or place in cuts
        key.append((broken, place, value))
    runs = []
    for _broken, group in groupby(key, lambda each: each[0]):
        run = [(place, value) for _number, place, value in group if value is not None]
        if run:
            runs.append(run)
    return runs


def _through(run: Sequence[tuple[int, Number]], plan: _Plan) -> str:
    return "M" + "L".join(f"{plan.x(place):.1f} {plan.y(value):.1f}" for place, value in run)


def _own(chart: LineChart, plan: _Plan) -> list[str]:
    runs = _runs(chart.own, chart.cuts)
    parts = [_path(_through(run, plan), "s-line-own", ACCENT, 2.5) for run in runs if len(run) > 1]
    radius = 4.0 if len(chart.periods) <= 40 else 2.5
    for run in runs:
        parts += [_dot(plan.x(at), plan.y(value), radius, is_open=at in chart.provisional) for at, value in run]
    return parts


def _target(chart: LineChart, plan: _Plan) -> list[str]:
    parts = []
    for run in _runs(chart.target, frozenset()):
        parts.append(_path(_through(run, plan), "s-line-target", TARGET, 2, dash="2 5"))
        place, value = run[-1]
        x, y = plan.x(place), plan.y(value)
        parts.append(_path(f"M{x - 6:.1f} {y:.1f}H{x + 6:.1f}", "s-line-target", TARGET, 4))
    return parts


def _band(chart: LineChart, plan: _Plan) -> list[str]:
    """The warning band: between the target and where the band ends."""
    places = [
        (place, target, edge)
        for place, (target, edge) in enumerate(zip(chart.target, chart.band, strict=False))
        if target is not None and edge is not None
    ]
    parts = []
    for run in _neighbours(places):
        edges = [(place, edge) for place, _target, edge in run]
        back = [(place, target) for place, target, _edge in reversed(run)]
        parts.append(_area([*edges, *back], plan, "s-line-warn", "#f2ce7a"))
    return parts


def _neighbours(places: Sequence[tuple[int, Number, Number]]) -> list[list[tuple[int, Number, Number]]]:
    runs: list[list[tuple[int, Number, Number]]] = []
    for each in places:
        if runs and runs[-1][-1][0] == each[0] - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [run for run in runs if len(run) > 1]


def _area(points: Sequence[tuple[int, Number]], plan: _Plan, class_: str, colour: str) -> str:
    return element("path", {"d": _through(points, plan) + "Z", "class_": class_, "fill": colour, "fill_opacity": 0.35})


def _forecast(chart: LineChart, plan: _Plan) -> list[str]:
    foreseen = [(place, each) for place, each in enumerate(chart.forecast) if each is not None]
    if not foreseen:
        return []
    before = next(
        (at for at in reversed(range(foreseen[0][0])) if at < len(chart.own) and chart.own[at] is not None), None
    )
    start = [] if before is None else [(before, chart.own[before] or 0)]
    high = [*start, *((place, each.high) for place, each in foreseen)]
    low = [*start, *((place, each.low) for place, each in foreseen)]
    middle = [*start, *((place, each.value) for place, each in foreseen)]
    place, last = foreseen[-1]
    band = element("path", {"d": _through([*high, *reversed(low)], plan) + "Z", "class_": "s-line-band",
                            "fill": ACCENT, "fill_opacity": 0.15})  # fmt: skip
    return [
        band,
        _path(_through(middle, plan), "s-line-own", ACCENT, 2, dash="7 5"),
        _dot(plan.x(place), plan.y(last.value), 4, is_open=True),
    ]


def _limits(chart: LineChart, plan: _Plan) -> list[str]:
    parts = []
    for name in ("low", "mean", "high"):
        along = [None if each is None else getattr(each, name) for each in chart.limits]
        dash = None if name == "mean" else "4 3"
        for run in _runs(along, chart.cuts):
            parts.append(_path(_through(run, plan), "s-line-limit", MUTED, 1.2, dash=dash))
    return parts


def _marks(chart: LineChart, plan: _Plan, narrow: bool) -> list[str]:
    """Rings round points that break a rule; on a wide picture the first of each run carries the rule's name.

    A name that has no free room is left to the list beneath.
    """
    parts, before = [], (-2, "")
    lines, taken, within = _drawn_lines(chart, plan), list[Label](), (plan.left, plan.right + 12)
    for place, word in sorted(chart.marks.items()):
        value = chart.own[place]
        if value is None:
            continue
        x, y = plan.x(place), plan.y(value)
        ring = {"cx": x, "cy": y, "r": 8.0, "fill": "none", "stroke_width": 2}
        parts.append(element("circle", {**ring, "class_": "s-line-mark", "stroke": INK}))
        if not narrow and before != (place - 1, word):
            around = [
                Label(word, x - 14, y + 5, 12.5, "end"), Label(word, x + 14, y + 5, 12.5, "start"),
                Label(word, x, y - 13, 12.5, "middle"), Label(word, x, y + 23, 12.5, "middle"),
            ]  # fmt: skip
            free = next((each for each in around if each.is_free(lines, taken, within)), None)
            if free is not None:
                taken.append(free)
                parts.append(written(word, free.x, free.y, free.size, text_anchor=free.anchor))
        before = (place, word)
    return parts


def _drawn_lines(chart: LineChart, plan: _Plan) -> list[Place]:
    """Places along the lines of figures, target, forecast and limits."""
    drawn: list[Sequence[Number | None]] = [chart.own, chart.target]
    drawn.append([None if each is None else each.value for each in chart.forecast])
    for name in ("low", "mean", "high"):
        drawn.append([None if each is None else getattr(each, name) for each in chart.limits])
    runs = [run for values in drawn for run in _runs(values, frozenset())]
    return [place for run in runs for place in along([(plan.x(at), plan.y(value)) for at, value in run])]


@dataclass(frozen=True, slots=True)
class _End:
    """Words at the right end of a line: the figure, and what it is."""

    y: float
    figure: str
    word: str
    class_: str
    colour: str


def _ends(chart: LineChart, plan: _Plan, narrow: bool) -> list[str]:
    """The words at the lines' right ends, kept from lying on each other. A phone has each word under its figure."""
    size = 12.5 if narrow else 14.0
    found = _found_ends(chart, plan)
    parts = []
    last = next((place for place in reversed(range(len(chart.own))) if chart.own[place] is not None), None)
    if last is not None:
        value = chart.own[last] or 0
        own: dict[str, Any] = {"colour": ACCENT, "class_": "s-line-own-ink s-tab", "font_weight": 600}
        if last == len(chart.periods) - 1:
            found.append(_End(plan.y(value), chart.shown(value), "", "s-line-own-ink", ACCENT))
        else:
            x, y, word = plan.x(last), plan.y(value), chart.shown(value)
            around = [
                Label(word, x - 4, y + 22, size, "end"), Label(word, x - 4, y - 12, size, "end"),
                Label(word, x + 4, y - 12, size, "start"), Label(word, x + 4, y + 22, size, "start"),
            ]  # fmt: skip
            places = _drawn_lines(chart, plan)
            free = next((each for each in around if each.is_free(places, (), (plan.left, plan.right + 12))), around[0])
            parts.append(written(word, free.x, free.y, size, text_anchor=free.anchor, **own))
    lowest = -100.0
    for end in sorted(found, key=lambda each: each.y):
        lowest = max(end.y + 5, lowest + size + 4)
        bold = None if end.class_ == "s-quiet-ink" else 600
        look: dict[str, Any] = {"colour": end.colour, "class_": f"{end.class_} s-tab", "font_weight": bold}
        lines = [end.figure, end.word] if narrow else [f"{end.figure} {end.word}".strip()]
        for at, line in enumerate(each for each in lines if each):
            lowest += 15 if at else 0
            parts.append(written(line, plan.right + 16, lowest, size, **look))
    return parts


def _found_ends(chart: LineChart, plan: _Plan) -> list[_End]:
    found = []
    foreseen = next((each for each in reversed(chart.forecast) if each is not None), None)
    target = next((each for each in reversed(chart.target) if each is not None), None)
    limit = next((each for each in reversed(chart.limits) if each is not None), None)
    if foreseen is not None:
        words = chart.shown(foreseen.value), chart.forecast_word
        found.append(_End(plan.y(foreseen.value), *words, "s-line-own-ink", ACCENT))
    if target is not None:
        words = chart.shown(target), chart.target_word
        found.append(_End(plan.y(target), *words, "s-line-target-ink", TARGET))
    if limit is not None:
        for value, word in ((limit.high, ""), (limit.mean, chart.mean_word), (limit.low, "")):
            found.append(_End(plan.y(value), chart.shown(value), word, "s-quiet-ink", SUBTLE))
    return found
