"""Pictures of the sustainability process: topics on two axes, and the chosen UN goals by dimension.

Words come from the caller; what a picture shows stands as a table or a list beside it, for those who do not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from samsvar.core.documents.charts import ACCENT, HAIRLINE, INK, OUTLINE, SUBTLE, drawing, wrapped, written
from samsvar.core.documents.svg import Svg, element

_SCALE = 5


@dataclass(frozen=True, slots=True)
class TopicMark:
    """A topic in the matrix: its number in the table, what is read aloud, where it stands (1–5), whether it matters."""

    number: int
    label: str
    impact: Fraction
    importance: Fraction
    material: bool


@dataclass(frozen=True, slots=True)
class MatrixTerms:
    """The names of the axes, and what the shaded part is called."""

    impact: str
    importance: str
    material: str


@dataclass(frozen=True, slots=True)
class _Square:
    """Where the square of the matrix lies, and how wide a step of the scale is."""

    left: float
    top: float
    step: float

    @property
    def side(self) -> float:
        return self.step * (_SCALE - 1) + 2 * self.margin

    @property
    def margin(self) -> float:
        return self.step / 2

    def x(self, value: Fraction) -> float:
        return self.left + self.margin + float(value - 1) * self.step

    def y(self, value: Fraction) -> float:
        return self.top + self.side - self.margin - float(value - 1) * self.step


_WIDE, _NARROW = _Square(54, 34, 104), _Square(30, 34, 62)
_RADIUS = 13.0


def topic_matrix(
    marks: Sequence[TopicMark], threshold: Fraction, terms: MatrixTerms, *, either: bool, narrow: bool = False
) -> Svg:
    """Topics by impact (across) and importance (up), 1–5, the part that is material shaded.

    `either`: one axis is enough, and the shade is an angle; else both must reach the threshold. Topics on the same
    spot are moved aside, so that each can be seen; the table has the exact scores.
    """
    square = _NARROW if narrow else _WIDE
    parts = [*_shade(square, threshold, either), *_grid(square), *_axes(square, terms, narrow)]
    for mark, (x, y) in zip(marks, _places(square, marks), strict=True):
        parts += _mark(mark, x, y)
    return drawing(square.left + square.side + 6, square.top + square.side + 46, *parts)


def _shade(square: _Square, threshold: Fraction, either: bool) -> list[str]:
    x, y = square.x(threshold), square.y(threshold)
    right, foot = square.left + square.side, square.top + square.side
    edge = f"M{x:g},{y:g} V{square.top:g} H{right:g} V{y:g} Z"
    if either:
        edge = f"M{x:g},{foot:g} V{y:g} H{square.left:g} V{square.top:g} H{right:g} V{foot:g} Z"
    return [element("path", {"d": edge, "class_": "s-shade", "fill": "#eef3f9"})]


def _grid(square: _Square) -> list[str]:
    frame = {"x": square.left, "y": square.top, "width": square.side, "height": square.side}
    parts = [element("rect", {**frame, "class_": "s-frame", "fill": "none", "stroke": OUTLINE})]
    for value in range(1, _SCALE + 1):
        at = Fraction(value)
        across = {"x1": square.left, "x2": square.left + square.side, "y1": square.y(at), "y2": square.y(at)}
        upward = {"y1": square.top, "y2": square.top + square.side, "x1": square.x(at), "x2": square.x(at)}
        for line in (across, upward):
            parts.append(element("line", {**line, "class_": "s-wheel-hair", "stroke": HAIRLINE}))
        parts.append(_quiet(str(value), square.left - 10, square.y(at) + 5, "end"))
        foot = square.top + square.side + 18
        parts.append(_quiet(str(value), square.x(at), foot, "middle"))
    return parts


def _quiet(text: str, x: float, y: float, anchor: str) -> str:
    return written(text, x, y, colour=SUBTLE, class_="s-quiet-ink", text_anchor=anchor)


def _axes(square: _Square, terms: MatrixTerms, narrow: bool) -> list[str]:
    size = 13 if narrow else 14
    foot = square.top + square.side + 40
    parts = [
        written(f"{terms.importance} ↑", 0, 16, size, font_weight=600),
        written(f"{terms.impact} →", square.left + square.side, foot, size, text_anchor="end", font_weight=600),
    ]
    if not narrow:
        parts.append(_quiet(terms.material, square.left + square.side - 8, square.top + 18, "end"))
    return parts


def _places(square: _Square, marks: Sequence[TopicMark]) -> list[tuple[float, float]]:
    """Where each mark is drawn: its own spot, or beside it where another stands there already.

    One that is not material is moved away from the shaded part, never into it.
    """
    taken: list[tuple[float, float]] = []
    aside = 2 * _RADIUS + 1
    for mark in marks:
        x, y = square.x(mark.impact), square.y(mark.importance)
        while any(abs(x - other) < 2 * _RADIUS and abs(y - beside) < 2 * _RADIUS for other, beside in taken):
            x += aside if mark.material else -aside
            if not square.left + _RADIUS <= x <= square.left + square.side - _RADIUS:
                x, y = square.x(mark.impact), y + aside
        taken.append((x, y))
    return taken


def _mark(mark: TopicMark, x: float, y: float) -> list[str]:
    """A number in a circle, filled where the topic is material."""
    circle: dict[str, object] = {"cx": x, "cy": y, "r": _RADIUS}
    if mark.material:
        shape = element("circle", {**circle, "class_": "s-part-own", "fill": ACCENT})
        number = written(str(mark.number), x, y + 5, 13, colour="#ffffff", class_="s-on-own", text_anchor="middle")
    else:
        open_circle = {**circle, "class_": "s-wheel-free", "fill": "#ffffff", "stroke": OUTLINE}
        shape = element("circle", open_circle)
        number = written(str(mark.number), x, y + 5, 13, colour=INK, text_anchor="middle")
    return [element("g", {"role": "img", "aria_label": mark.label}, shape, number)]


@dataclass(frozen=True, slots=True)
class GoalColumn:
    """A dimension with its chosen goals: number and name each. `nothing`: what is said where there is none."""

    name: str
    goals: Sequence[tuple[int, str]]
    nothing: str


_TILE = 46.0
_LINE = 18.0


def goals_by_dimension(columns: Sequence[GoalColumn], *, narrow: bool = False) -> Svg:
    """The dimensions side by side, each with its goals as numbered tiles; one under another where it is narrow."""
    width = 340.0 if narrow else 236.0
    gap = 20.0
    if narrow:
        parts, y = [], 0.0
        for column in columns:
            drawn, height = _column(column, 0, y, width)
            parts += drawn
            y += height + gap
        return drawing(width, max(y - gap, 1), *parts)
    found = [_column(column, at * (width + gap), 0, width) for at, column in enumerate(columns)]
    height = max((tall for _, tall in found), default=1.0)
    return drawing(len(columns) * (width + gap) - gap, height, *(part for drawn, _ in found for part in drawn))


def _column(column: GoalColumn, x: float, y: float, width: float) -> tuple[list[str], float]:
    """A dimension's parts and how tall they are."""
    parts = [
        written(column.name, x, y + 17, 15, font_weight=600),
        element(
            "line",
            {"x1": x, "x2": x + width, "y1": y + 28, "y2": y + 28, "class_": "s-line-own", "stroke": ACCENT,
             "stroke_width": 2},
        ),
    ]  # fmt: skip
    top = y + 42
    for number, name in column.goals:
        tile = {"x": x, "y": top, "width": _TILE, "height": _TILE, "rx": 4, "class_": "s-part-own", "fill": ACCENT}
        parts.append(element("rect", tile))
        in_tile = {"class_": "s-on-own", "text_anchor": "middle", "font_weight": 600}
        parts.append(written(str(number), x + _TILE / 2, top + 30, 20, colour="#ffffff", **in_tile))
        lines = wrapped(name, width - _TILE - 12, 14)[:3]
        first = top + _TILE / 2 + 5 - (len(lines) - 1) * _LINE / 2
        for place, said in enumerate(lines):
            parts.append(written(said, x + _TILE + 12, first + place * _LINE, 14))
        top += max(_TILE, len(lines) * _LINE) + 10
    if not column.goals:
        for said in wrapped(column.nothing, width, 13):
            parts.append(_quiet(said, x, top + 12, "start"))
            top += _LINE
        top += 10
    return parts, top - y
