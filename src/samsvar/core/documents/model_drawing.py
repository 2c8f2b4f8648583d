"""The six steps of due diligence for responsible business conduct as a drawing, with what was done in each.

The geometry follows the OECD Due Diligence Guidance for Responsible Business Conduct (2018): step 1 carries the others,
steps 2 to 5 go round and round, step 6 stands beside them and is taken where it is needed. Words come from the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from samsvar.core.documents.charts import ACCENT, INK, OUTLINE, drawing, wrapped, written
from samsvar.core.documents.svg import Svg, element

_PAD = 14.0
_TITLE_SIZE = 15.0
_TEXT_SIZE = 13.0
_LINE = 19.0
_GAP = 34.0
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class ModelStep:
    """One of the six steps: its title and what was done, each a short sentence. Nothing done is an empty tuple."""

    title: str
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    width: float
    height: float


def due_diligence_model(steps: Sequence[ModelStep], *, narrow: bool = False) -> Svg:
    """Return the drawing of exactly six steps (ValueError otherwise).

    Wide: step 1 across the top, 2–5 in a ring clockwise, 6 across the foot. ``narrow``: one column with the same order.
    """
    if len(steps) != 6:
        raise ValueError("six steps")
    return _column(steps) if narrow else _ring(steps)


def _column(steps: Sequence[ModelStep]) -> Svg:
    width, y = 360.0, 1.0
    parts: list[str] = []
    for number, step in enumerate(steps, start=1):
        place = _Place(1, y, width - 2, _height(step, width - 2))
        parts += _step(number, step, place)
        y += place.height + _GAP
        if number < 6:
            parts.append(_arrow(width / 2, y - _GAP + 5, width / 2, y - 6))
    return drawing(width, y - _GAP + 1, *parts)


def _ring(steps: Sequence[ModelStep]) -> Svg:
    width = 760.0
    half = (width - 2 - _GAP) / 2
    left, right = 1.0, 1.0 + half + _GAP
    first, second, third, fourth, fifth, sixth = steps
    top = _Place(1, 1, width - 2, _height(first, width - 2))
    upper = max(_height(second, half), _height(third, half))
    lower = max(_height(fourth, half), _height(fifth, half))
    y_upper = top.y + top.height + _GAP
    y_lower = y_upper + upper + _GAP
    foot = _Place(1, y_lower + lower + _GAP, width - 2, _height(sixth, width - 2))
    places = (
        top,
        _Place(left, y_upper, half, upper),
        _Place(right, y_upper, half, upper),
        _Place(right, y_lower, half, lower),
        _Place(left, y_lower, half, lower),
        foot,
    )
    parts: list[str] = []
    for number, (step, place) in enumerate(zip(steps, places, strict=True), start=1):
        parts += _step(number, step, place)
    middle_left, middle_right = left + half / 2, right + half / 2
    parts += [
        _arrow(middle_left, top.y + top.height + 5, middle_left, y_upper - 6),
        _arrow(left + half + 5, y_upper + upper / 2, right - 6, y_upper + upper / 2),
        _arrow(middle_right, y_upper + upper + 5, middle_right, y_lower - 6),
        _arrow(right - 5, y_lower + lower / 2, left + half + 6, y_lower + lower / 2),
        _arrow(middle_left, y_lower - 5, middle_left, y_upper + upper + 6),
        _arrow(middle_right, y_lower + lower + 5, middle_right, foot.y - 6),
    ]
    return drawing(width, foot.y + foot.height + 1, *parts)


def _title_lines(step: ModelStep, width: float) -> list[str]:
    return wrapped(step.title, width - 2 * _PAD - 36, _TITLE_SIZE)


def _done_lines(step: ModelStep, width: float) -> list[tuple[str, bool]]:
    """Return the lines of what was done, each with whether a new point begins there."""
    lines = [
        (line, at == 0)
        for point in step.done
        for at, line in enumerate(wrapped(point, width - 2 * _PAD - 50, _TEXT_SIZE))
    ]
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], ("…", False)]


def _height(step: ModelStep, width: float) -> float:
    title, done = _title_lines(step, width), _done_lines(step, width)
    return 2 * _PAD + len(title) * (_LINE + 1) + (6 + len(done) * _LINE if done else 0)


def _step(number: int, step: ModelStep, place: _Place) -> list[str]:
    frame = {"x": place.x, "y": place.y, "width": place.width, "height": place.height, "rx": 8}
    parts = [element("rect", {**frame, "class_": "s-frame", "fill": "none", "stroke": OUTLINE})]
    centre_x, centre_y = place.x + _PAD + 12, place.y + _PAD + 10
    parts.append(element("circle", {"cx": centre_x, "cy": centre_y, "r": 13.0, "class_": "s-part-own", "fill": ACCENT}))
    in_circle = {"class_": "s-on-own", "text_anchor": "middle", "font_weight": 600}
    parts.append(written(str(number), centre_x, centre_y + 5, 14, colour="#ffffff", **in_circle))
    x, y = place.x + _PAD + 36, place.y + _PAD + 15
    for line in _title_lines(step, place.width):
        parts.append(written(line, x, y, _TITLE_SIZE, font_weight=600))
        y += _LINE + 1
    y += 4
    for line, is_start in _done_lines(step, place.width):
        if is_start:
            parts.append(element("circle", {"cx": x + 3, "cy": y - 4.5, "r": 2.0, "class_": "s-dot", "fill": INK}))
        parts.append(written(line, x + 14, y, _TEXT_SIZE))
        y += _LINE
    return parts


def _arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a straight arrow along one axis."""
    along = 1 if (x2 + y2) > (x1 + y1) else -1
    if y1 == y2:
        head = f"M{x2 - 7 * along:g} {y2 - 5:g}L{x2:g} {y2:g}L{x2 - 7 * along:g} {y2 + 5:g}"
    else:
        head = f"M{x2 - 5:g} {y2 - 7 * along:g}L{x2:g} {y2:g}L{x2 + 5:g} {y2 - 7 * along:g}"
    line = {"class_": "s-arrow", "fill": "none", "stroke": ACCENT, "stroke_width": 2, "stroke_linecap": "round"}
    return element("path", {"d": f"M{x1:g} {y1:g}L{x2:g} {y2:g}{head}", **line})
