"""The annual wheel as SVG, for page, PDF and file alike, from the places in :mod:`wheel_geometry`.

Colour never stands alone: what is late has a line and a triangle with an exclamation mark, what is under way is full,
what is planned an outline, what is done grey, what is cancelled dashed, what was due before the wheel counted dotted,
and each is named in the key and in its link.
The links stand in the source in the order in which the items came, so that a reader meets what is late first. Words
come from the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.documents.charts import ACCENT, FILLS, HAIRLINE, INK, INKS, OUTLINE, SUBTLE, drawing, written
from samsvar.core.documents.svg import Svg, element
from samsvar.core.documents.wheel_geometry import NARROW, WIDE, Arc, Item, Mark, Ring, Wheel, place, point_at


class Look(StrEnum):
    """How an item is drawn."""

    LATE = "late"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    DONE = "done"
    CANCELLED = "cancelled"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class WheelItem:
    """One occurrence: ring (0 plan, 1 do, 2 check, 3 act), both days in it, the short number drawn in it, and where its
    record is. `name` is read aloud: number, name, days and how it stands."""

    key: str
    ring: int
    opens_on: date
    due_on: date
    label: str
    look: Look
    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class WheelWords:
    """The words: the rings' names from the outside in, the months (short), the line under the year (`2 forsinket`;
    empty for none), the key's names, and `today`. Empty key names leave that entry out."""

    rings: tuple[str, str, str, str]
    months: Sequence[str]
    late: str
    looks: Mapping[Look, str]
    today: str


@dataclass(frozen=True, slots=True)
class WheelPicture:
    """The picture, and the keys of items that it had no room for or that are of other years: the list has them."""

    svg: Svg
    left_out: tuple[str, ...]


_GROUND = "#f3f4f4"
_PAPER = "#ffffff"
_DANGER = FILLS[4]

#: Attributes of an arc and the ink on it: colours for paper, classes for the page's style sheet.
_ARCS: Mapping[Look, tuple[dict[str, object], str, str | None]] = {
    Look.LATE: ({"class_": "s-part s-l4", "fill": FILLS[4]}, INKS[4], "s-on-part s-l4"),
    Look.UNDER_WAY: ({"class_": "s-part-own", "fill": ACCENT}, _PAPER, "s-on-own"),
    Look.NOT_BEGUN: ({"class_": "s-wheel-free", "fill": _PAPER, "stroke": OUTLINE, "stroke_width": 1.5}, INK, None),
    Look.DONE: ({"class_": "s-wheel-done", "fill": "#c6c8ca"}, INK, None),
    Look.CANCELLED: (
        {"class_": "s-wheel-free", "fill": _PAPER, "stroke": OUTLINE, "stroke_width": 1.5, "stroke_dasharray": "4 3"},
        SUBTLE,
        "s-quiet-ink",
    ),
    Look.BEFORE: (
        {"class_": "s-wheel-free", "fill": _PAPER, "stroke": OUTLINE, "stroke_width": 1, "stroke_dasharray": "1 3"},
        SUBTLE,
        "s-quiet-ink",
    ),
}


def annual_wheel(
    items: Sequence[WheelItem], year: int, today: date, terms: WheelWords, *, narrow: bool = False
) -> WheelPicture:
    """The wheel of a calendar year. `items` come in the order in which they are to be read, the late first.

    `narrow` is drawn anew for small screens, with months by their first letter and without the rings' names.
    Raises ValueError for a ring that is not 0 to 3, or words for other than twelve months.
    """
    if len(terms.months) != 12 or any(not 0 <= item.ring <= 3 for item in items):
        raise ValueError("four rings and twelve months")
    looks = {item.key: item for item in items}
    placed = place([_item(item) for item in items], year, today, NARROW if narrow else WIDE)
    parts = [*_ground(placed), *_month_lines(placed)]
    parts += [_shape(placed, arc, looks[arc.key]) for arc in placed.arcs]
    parts += [] if narrow else _ring_names(placed, terms)
    parts += _today(placed)
    parts += [_sign(placed, mark) for mark in placed.marks]
    parts += _month_names(placed, terms, today, narrow)
    parts += [_link(placed, arc, looks[arc.key]) for arc in placed.arcs]
    parts += _middle(placed, terms)
    key, height = _key(terms, placed)
    size = placed.measures.size
    return WheelPicture(drawing(size, size + height, *parts, *key), placed.left_out)


def _item(item: WheelItem) -> Item:
    return Item(item.key, item.ring, item.opens_on, item.due_on, item.label, item.look is Look.LATE)


def _ground(placed: Wheel) -> Iterable[str]:
    centre = placed.measures.centre
    for ring in placed.rings:
        middle, width = (ring.inner + ring.outer) / 2, ring.outer - ring.inner
        circle = {"cx": centre, "cy": centre, "r": middle, "class_": "s-wheel-ring", "fill": "none"}
        yield element("circle", {**circle, "stroke": _GROUND, "stroke_width": width})


def _month_lines(placed: Wheel) -> Iterable[str]:
    measures = placed.measures
    inner, outer = placed.rings[-1].inner - 2, measures.outer + measures.size / 68
    for month in placed.months:
        line = _line(placed, inner, month.line_at, outer, month.line_at)
        yield element("path", {"d": line, "class_": "s-wheel-hair", "stroke": HAIRLINE})


def _month_names(placed: Wheel, terms: WheelWords, today: date, narrow: bool) -> Iterable[str]:
    """The months' names, drawn last on a rim of the ground's colour, so that no line runs through them."""
    measures = placed.measures
    size = measures.letters
    for month in placed.months:
        x, y = point_at(measures, measures.months_at, month.name_at)
        is_now = today.year == placed.year and today.month == month.number
        name = terms.months[month.number - 1]
        shown = name[:1].upper() if narrow else name
        weight = 700 if is_now else 400
        rim = {"class_": "s-wheel-month", "stroke": _PAPER, "stroke_width": 4, "paint_order": "stroke"}
        yield written(shown, x, y + size / 3, size, text_anchor="middle", font_weight=weight, colour=INK, **rim)


def _line(placed: Wheel, from_radius: float, from_angle: float, to_radius: float, to_angle: float) -> str:
    start = point_at(placed.measures, from_radius, from_angle)
    end = point_at(placed.measures, to_radius, to_angle)
    return f"M{_pair(start)}L{_pair(end)}"


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def sector(placed: Wheel, arc: Arc) -> str:
    """The path of an annular sector: out along one side, round the outside, in along the other, back on the inside."""
    corners = [
        point_at(placed.measures, radius, angle)
        for radius, angle in (
            (arc.outer, arc.start),
            (arc.outer, arc.end),
            (arc.inner, arc.end),
            (arc.inner, arc.start),
        )
    ]
    a, b, c, d = (_pair(corner) for corner in corners)
    large = int(arc.end - arc.start > 3.14159)
    outer, inner = f"{arc.outer:.1f}", f"{arc.inner:.1f}"
    return f"M{a}A{outer} {outer} 0 {large} 1 {b}L{c}A{inner} {inner} 0 {large} 0 {d}Z"


def _shape(placed: Wheel, arc: Arc, item: WheelItem) -> str:
    return element("path", {"d": sector(placed, arc), **_ARCS[item.look][0]})


def _link(placed: Wheel, arc: Arc, item: WheelItem) -> str:
    """What is pressed: the sector once more, clear, and its number; read aloud by its name."""
    _, ink, ink_class = _ARCS[item.look]
    x, y = point_at(placed.measures, *arc.middle)
    size = placed.measures.number
    number = (
        written(
            arc.label,
            x,
            y + size * 0.35,
            size,
            colour=ink,
            class_=f"{ink_class} s-tab" if ink_class else "s-tab",
            font_weight=600,
            text_anchor="middle",
            text_decoration="line-through" if item.look is Look.CANCELLED else None,
        )
        if arc.is_numbered
        else ""
    )
    pressed = element("path", {"d": sector(placed, arc), "fill": "none", "pointer_events": "all"})
    if item.address is None:
        return element("g", {"role": "img", "aria_label": item.name}, pressed, number)
    return element("a", {"href": item.address, "aria_label": item.name}, pressed, number)


def _ring_names(placed: Wheel, terms: WheelWords) -> Iterable[str]:
    for ring, name in zip(placed.rings, terms.rings, strict=True):
        if ring.name_at is not None:
            yield _ring_name(placed, ring, ring.name_at, name)


def _ring_name(placed: Wheel, ring: Ring, angle: float, name: str) -> str:
    x, y = point_at(placed.measures, (ring.inner + ring.outer) / 2, angle)
    return written(name, x, y + 4, 15, colour=SUBTLE, class_="s-quiet-ink", text_anchor="middle")


def _today(placed: Wheel) -> Iterable[str]:
    if placed.today_at is None:
        return
    inner, outer = placed.rings[-1].inner - 6, placed.measures.outer + placed.measures.size / 68
    line = _line(placed, inner, placed.today_at, outer, placed.today_at)
    x, y = point_at(placed.measures, outer, placed.today_at)
    yield element("path", {"d": line, "class_": "s-wheel-today", "stroke": INK, "stroke_width": 2})
    yield element("circle", {"cx": x, "cy": y, "r": placed.measures.size / 170, "class_": "s-dot", "fill": INK})


def _sign(placed: Wheel, mark: Mark) -> str:
    """The line out from a late arc and the triangle at its end."""
    measures = placed.measures
    turn = measures.outer + 6
    points = (
        point_at(measures, mark.arc_radius, mark.arc_angle),
        point_at(measures, turn, mark.arc_angle),
        point_at(measures, mark.radius - measures.mark, mark.angle),
    )
    line = "M" + "L".join(_pair(point) for point in points)
    drawn = {"class_": "s-wheel-late-line", "fill": "none", "stroke": _DANGER, "stroke_width": 2.5}
    x, y = point_at(measures, mark.radius, mark.angle)
    return element("path", {"d": line, **drawn}) + _triangle(x, y, measures.mark)


def _triangle(x: float, y: float, half: float) -> str:
    low, high = y + half * 0.8, y - half
    shape = f"M{x - half:.1f} {low:.1f}L{x + half:.1f} {low:.1f}L{x:.1f} {high:.1f}Z"
    called = {"class_": "s-part s-l4", "fill": FILLS[4]}
    ink = {"class_": "s-on-part s-l4", "font_weight": 700, "text_anchor": "middle"}
    return element("path", {"d": shape, **called}) + written(
        "!", x, y + half * 0.65, half * 1.27, colour=INKS[4], **ink
    )


def _middle(placed: Wheel, terms: WheelWords) -> Iterable[str]:
    measures = placed.measures
    centre, big = measures.centre, measures.letters * 1.6
    lift = 0 if terms.late else big * 0.35
    yield written(str(placed.year), centre, centre + lift, big, text_anchor="middle", font_weight=700, class_="s-tab")
    if terms.late:
        small = max(12.0, measures.letters * 0.85)
        late = {"class_": "s-wheel-late-ink", "text_anchor": "middle", "font_weight": 600}
        yield written(terms.late, centre, centre + big * 0.85, small, colour=_DANGER, **late)


def _key(terms: WheelWords, placed: Wheel) -> tuple[list[str], float]:
    """The key under the wheel, broken into lines, and its height."""
    width, parts = placed.measures.size, []
    x, y = 0.0, placed.measures.size + 18
    entries: list[tuple[Look | None, str]] = [(look, name) for look, name in terms.looks.items() if name]
    if placed.today_at is not None and terms.today:
        entries.append((None, terms.today))
    for look, name in entries:
        length = 22 + len(name) * 13 * 0.58 + 18
        if x and x + length > width:
            x, y = 0.0, y + 22
        parts.append(_key_sign(look, x, y))
        parts.append(written(name, x + 20, y, 13))
        x += length
    return parts, (y + 10 - width if entries else 0.0)


def _key_sign(look: Look | None, x: float, y: float) -> str:
    if look is None:
        line = {"class_": "s-wheel-today", "stroke": INK, "stroke_width": 2}
        return element("path", {"d": f"M{x + 7:.1f} {y - 13:.1f}V{y + 2:.1f}", **line})
    box = {"x": x + 1, "y": y - 12, "width": 13, "height": 13, "rx": 2}
    square = element("rect", {**box, **_ARCS[look][0]})
    if look is not Look.LATE:
        return square
    ink = {"class_": "s-on-part s-l4", "font_weight": 700, "text_anchor": "middle"}
    return square + written("!", x + 7.5, y - 1, 12, colour=INKS[4], **ink)
