"""Amounts by year as standing bars in parts, with the path to a target across them, as SVG for page and paper.

A year without an amount is a gap, never a zero. One that is not whole is drawn in outline. Bars begin at zero. Words
and the way numbers are shown come from the caller, and every drawing has its table beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samsvar.core.documents.charts import ACCENT, HAIRLINE, OUTLINE, SUBTLE, drawing, written
from samsvar.core.documents.svg import Svg, element

Number = int | Decimal | Fraction
TARGET = "#c2500a"
#: Class and ink of each part from below: at most three, so that they are told apart without a legend's help.
PARTS = (("s-part-own", ACCENT), ("s-part-other", "#2e9c8b"), ("s-part-muted", "#5b5d60"))
_MOST_TICKS = 5
_LETTER = 7.6


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its parts in the order of `StackedChart.names`, None where nothing is known, and what it comes to.

    `total` stands above the first and the last whole bar. `whole` False: something is missing, and the bar is drawn in
    outline.
    """

    label: str
    parts: Sequence[Number] | None = None
    total: Number | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class StackedChart:
    """What is drawn. `path`: the target's amount at each bar, None where it has none; its last gets `target_word`."""

    names: Sequence[str]
    bars: Sequence[Bar]
    shown: Callable[[Number], str]
    path: Sequence[Number | None] = ()
    target_word: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    left: float
    right: float
    top: float
    bottom: float
    high: float
    count: int

    @property
    def step(self) -> float:
        return (self.right - self.left) / self.count

    def x(self, place: int) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, value: Number | float) -> float:
        return self.bottom - float(value) / self.high * (self.bottom - self.top)


def stacked_chart(chart: StackedChart, *, narrow: bool = False) -> Svg:
    """Return the drawing; ValueError without bars or with more parts than can be told apart."""
    if not chart.bars or len(chart.names) > len(PARTS):
        raise ValueError("bars")
    ticks = _ticks(chart)
    width, height = (360.0, 320.0) if narrow else (760.0, 350.0)
    key, taken = _key(chart.names, width)
    left = 12 + max(len(chart.shown(tick)) for tick in ticks) * _LETTER
    right = width - (6.0 if narrow or not chart.path else 96.0)
    plan = _Plan(left, right, taken + 22, height - 34, float(ticks[-1]), len(chart.bars))
    parts = [*key, *_grid(chart, plan, ticks)]
    for place, bar in enumerate(chart.bars):
        parts += _bar(bar, plan, place)
    return drawing(width, height, *parts, *_path(chart, plan, narrow), *_totals(chart, plan), *_under(chart, plan))


def _ticks(chart: StackedChart) -> list[Decimal]:
    """Round figures from zero up, at most five, that hold all that is drawn."""
    values = [sum((float(part) for part in bar.parts or ()), 0.0) for bar in chart.bars]
    values += [float(each) for each in chart.path if each is not None]
    high = max(values, default=0.0) or 1.0
    size = Decimal(10) ** (Decimal(high).adjusted() - 1)
    for factor in (1, 2, 5, 10, 20, 25, 50, 100):
        step = size * factor
        count = int(-(-Decimal(high) // step)) if Decimal(high) % step == 0 else int(Decimal(high) // step) + 1
        if count + 1 <= _MOST_TICKS:
            return [step * at for at in range(count + 1)]
    return [Decimal(0), Decimal(high)]


def _key(names: Sequence[str], width: float) -> tuple[list[str], float]:
    """What each part is, above the bars; how much room it takes."""
    found: list[str] = []
    x, y = 0.0, 14.0
    for name, (class_, ink) in zip(names, PARTS, strict=False):
        length = 22 + len(name) * _LETTER + 18
        if x and x + length > width:
            x, y = 0.0, y + 22
        shape = {"x": x, "y": y - 11, "width": 13, "height": 13, "rx": 2}
        found.append(element("rect", {**shape, "class_": class_, "fill": ink}))
        found.append(written(name, x + 19, y, 13))
        x += length
    return found, y


def _grid(chart: StackedChart, plan: _Plan, ticks: Sequence[Decimal]) -> list[str]:
    found = []
    for tick in ticks:
        y = plan.y(tick)
        class_, ink = ("s-wheel-hair", HAIRLINE) if tick else ("s-line-zero", OUTLINE)
        line = {"d": f"M{plan.left:.1f} {y:.1f}H{plan.right:.1f}", "class_": class_, "stroke": ink, "stroke_width": 1}
        found.append(element("path", {**line, "fill": "none"}))
        quiet = {"class_": "s-quiet-ink s-tab", "text_anchor": "end"}
        found.append(written(chart.shown(tick), plan.left - 8, y + 5, 13, colour=SUBTLE, **quiet))
    return found


def _bar(bar: Bar, plan: _Plan, place: int) -> list[str]:
    if bar.parts is None:
        return []
    wide = min(plan.step * 0.64, 56.0)
    x, below, found = plan.x(place) - wide / 2, 0.0, []
    for part, (class_, ink) in zip(bar.parts, PARTS, strict=False):
        if part <= 0:
            continue
        top = plan.y(below + float(part))
        shape = {"x": x, "y": top, "width": wide, "height": max(plan.y(below) - top - 1, 0.5), "rx": 1}
        below += float(part)
        if bar.whole:
            found.append(element("rect", {**shape, "class_": class_, "fill": ink}))
        else:
            dashed = {"fill": "none", "stroke": OUTLINE, "stroke_dasharray": "4 3"}
            found.append(element("rect", {**shape, "class_": "s-line-zero", **dashed}))
    return found


def _totals(chart: StackedChart, plan: _Plan) -> list[str]:
    """What the first and the last whole bar come to: above the bar, and above the path where that runs over it."""
    whole = [place for place, bar in enumerate(chart.bars) if bar.parts is not None and bar.whole]
    found = []
    for place in dict.fromkeys((*whole[:1], *whole[-1:])):
        total = chart.bars[place].total
        if total is None or (len(whole) > 1 and place == whole[0] and (whole[-1] - place) * plan.step < 60):
            continue
        wanted = chart.path[place] if place < len(chart.path) else None
        top = min(plan.y(total), plan.y(total if wanted is None else wanted))
        bold: dict[str, Any] = {"class_": "s-tab", "text_anchor": "middle", "font_weight": 600}
        found.append(written(chart.shown(total), plan.x(place), top - 8, 13, **bold))
    return found


def _path(chart: StackedChart, plan: _Plan, narrow: bool) -> list[str]:
    """The dotted path to the target, a short thick mark where it ends, and its value beside it."""
    along = [(place, value) for place, value in enumerate(chart.path) if value is not None]
    if len(along) < 2:
        return []
    drawn = "M" + "L".join(f"{plan.x(place):.1f} {plan.y(value):.1f}" for place, value in along)
    line = {"class_": "s-line-target", "fill": "none", "stroke": TARGET, "stroke_linecap": "round"}
    place, value = along[-1]
    x, y = plan.x(place), plan.y(value)
    mark = {"d": f"M{x - 8:.1f} {y:.1f}H{x + 8:.1f}", **line, "stroke_width": 4}
    found = [
        element("path", {"d": drawn, **line, "stroke_width": 2, "stroke_dasharray": "2 5"}),
        element("path", mark),
    ]
    ink: dict[str, Any] = {"class_": "s-line-target-ink s-tab", "font_weight": 600}
    words = f"{chart.shown(value)} {chart.target_word}".strip()
    if narrow:
        found.append(written(words, plan.right, y + 20, 13, colour=TARGET, text_anchor="end", **ink))
    else:
        found.append(written(words, x + 14, y + 5, 13, colour=TARGET, **ink))
    return found


def _under(chart: StackedChart, plan: _Plan) -> list[str]:
    longest = max(len(bar.label) for bar in chart.bars)
    every = max(1, -int(-(longest * _LETTER + 8) // plan.step))
    last = len(chart.bars) - 1
    quiet = {"class_": "s-quiet-ink s-tab", "text_anchor": "middle"}
    return [
        written(chart.bars[place].label, plan.x(place), plan.bottom + 22, 13, colour=SUBTLE, **quiet)
        for place in range(last, -1, -every)
    ]
