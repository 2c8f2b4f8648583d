"""Where everything in the annual wheel's picture stands: twelve months round, a ring for each phase, arcs and marks.

Pure geometry in the picture's own units; :mod:`wheel_drawing` turns it into SVG. The angle of a day is
`2π · (day of year − 1) / days in the year`, January at the top, clockwise. Arcs of a ring that overlap stand in lanes
of their own; a ring grows with its lanes and the others give way. Nothing is placed on top of anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import cos, pi, sin

TURN = 2 * pi


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes of the picture. Rings fill from `inner` to `outer` with `gap` between them; `digit` is a digit's width."""

    size: float
    inner: float
    outer: float
    months_at: float
    marks_at: float
    mark: float
    letters: float
    gap: float = 4.0
    number: float = 18.0
    digit: float = 11.0
    edge: float = 3.0
    least_lane: float = 8.0
    name_width: float = 84.0

    @property
    def centre(self) -> float:
        """Both coordinates of the middle."""
        return self.size / 2


WIDE = Measures(680, 80, 252, 280, 322, 11, 18)
NARROW = Measures(340, 42, 126, 139, 159, 8, 13, gap=2, number=13, digit=8, edge=1.5, least_lane=6)
#: An arc is never shorter than this, so that it can be seen and pressed.
LEAST_ANGLE = 0.105
BETWEEN_ARCS = 0.016
NUMBER_ROOM = 0.85
RINGS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """Something that takes time in a ring (0 outermost). Both days are in it. `label` is the short number drawn."""

    key: str
    ring: int
    opens_on: date
    due_on: date
    label: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """An item's place: radii and angles. `is_numbered`: its label has room."""

    key: str
    ring: int
    lane: int
    inner: float
    outer: float
    start: float
    end: float
    label: str
    is_numbered: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Radius and angle of its middle."""
        return (self.inner + self.outer) / 2, (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes a late arc stand out: a line from the arc's middle angle to a sign outside the wheel."""

    key: str
    arc_radius: float
    arc_angle: float
    radius: float
    angle: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A phase's ring: radii, how many lanes, and the angle at which its name has room (None where it has none)."""

    inner: float
    outer: float
    lanes: int
    name_at: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month's line, and its name's angle."""

    number: int
    line_at: float
    name_at: float


@dataclass(frozen=True, slots=True)
class Wheel:
    """The whole picture. `arcs` are in reading order; `left_out` are the keys that found no room or are of other
    years; `today_at` None outside the year."""

    measures: Measures
    year: int
    rings: tuple[Ring, ...]
    months: tuple[Month, ...]
    arcs: tuple[Arc, ...]
    marks: tuple[Mark, ...]
    left_out: tuple[str, ...]
    today_at: float | None


def angle_of(day: date) -> float:
    """The angle at which a day begins, clockwise from the top."""
    first = date(day.year, 1, 1)
    return TURN * (day - first).days / (date(day.year + 1, 1, 1) - first).days


def point_at(measures: Measures, radius: float, angle: float) -> tuple[float, float]:
    """The point (x to the right, y down) at a radius and an angle."""
    return measures.centre + radius * sin(angle), measures.centre - radius * cos(angle)


@dataclass(frozen=True, slots=True)
class _Span:
    item: Item
    order: int
    start: float
    end: float
    lane: int = 0


def place(items: Sequence[Item], year: int, today: date, measures: Measures = WIDE) -> Wheel:
    """Place what touches the year; `items` come in reading order, which the arcs keep and which decides who stays where
    there is no room for all. An item with days in other years too is cut at the year's ends.
    """
    numbered = _spans(items, year, measures, with_numbers=True)
    lanes = _lanes(numbered)
    if _lane_height(lanes, measures) < measures.number * NUMBER_ROOM:
        numbered = _spans(items, year, measures, with_numbers=False)
        lanes = _lanes(numbered)
    most = int(_room(measures) // measures.least_lane)
    while sum(lanes.values()) > most:
        ring = max(lanes, key=lambda each: (lanes[each], -each))
        numbered = _fitted(numbered, ring, lanes[ring] - 1)
        lanes = {**_lanes(numbered), ring: lanes[ring] - 1}
    rings = _rings(lanes, numbered, measures)
    arcs = tuple(_arc(span, rings[span.item.ring], measures) for span in sorted(numbered, key=lambda each: each.order))
    there = {arc.key for arc in arcs}
    late = {item.key for item in items if item.is_late}
    return Wheel(
        measures=measures,
        year=year,
        rings=rings,
        months=tuple(_month(year, number) for number in range(1, 13)),
        arcs=arcs,
        marks=_marks([arc for arc in arcs if arc.key in late], measures),
        left_out=tuple(item.key for item in items if item.key not in there),
        today_at=angle_of(today) if today.year == year else None,
    )


def _spans(items: Iterable[Item], year: int, measures: Measures, *, with_numbers: bool) -> list[_Span]:
    """Each item's angles in its lane; short ones made long enough, within the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    widest = (measures.outer - measures.inner) / RINGS
    found = []
    for order, item in enumerate(items):
        if item.due_on < first or item.opens_on > last or item.opens_on > item.due_on:
            continue
        start = angle_of(max(item.opens_on, first))
        end = angle_of(min(item.due_on, last)) + TURN / 366
        middle = measures.outer - (item.ring + 0.5) * widest
        room = (len(item.label) * measures.digit + 2 * measures.edge) / middle if with_numbers else 0.0
        end = max(end, start + max(LEAST_ANGLE, room) + BETWEEN_ARCS)
        over = max(0.0, end - TURN)
        found.append(_Span(item, order, start - over, end - over))
    return _in_lanes(found)


def _in_lanes(spans: Iterable[_Span]) -> list[_Span]:
    """Every span in the first lane that is free where it begins: the fewest lanes there can be."""
    ends: dict[int, list[float]] = {}
    found = []
    for span in sorted(spans, key=lambda each: (each.start, each.end, each.item.key)):
        ring = ends.setdefault(span.item.ring, [])
        lane = next((number for number, end in enumerate(ring) if end <= span.start), len(ring))
        ring[lane : lane + 1] = [span.end]
        found.append(replace(span, lane=lane))
    return found


def _fitted(spans: Sequence[_Span], ring: int, most: int) -> list[_Span]:
    """The spans with those of one ring held to so many lanes: who is read first stays."""
    kept: list[_Span] = []
    for span in sorted((each for each in spans if each.item.ring == ring), key=lambda each: each.order):
        if max(_lanes(_in_lanes([*kept, span])).values()) <= most:
            kept.append(span)
    return [each for each in spans if each.item.ring != ring] + _in_lanes(kept)


def _lanes(spans: Iterable[_Span]) -> dict[int, int]:
    lanes = dict.fromkeys(range(RINGS), 1)
    for span in spans:
        lanes[span.item.ring] = max(lanes[span.item.ring], span.lane + 1)
    return lanes


def _room(measures: Measures) -> float:
    return measures.outer - measures.inner - (RINGS - 1) * measures.gap


def _lane_height(lanes: Mapping[int, int], measures: Measures) -> float:
    return _room(measures) / sum(lanes.values())


def _rings(lanes: Mapping[int, int], spans: Sequence[_Span], measures: Measures) -> tuple[Ring, ...]:
    height = _lane_height(lanes, measures)
    outer = measures.outer
    rings = []
    for number in range(RINGS):
        inner = outer - lanes[number] * height
        taken = [(span.start, span.end) for span in spans if span.item.ring == number]
        rings.append(Ring(inner, outer, lanes[number], _name_at(taken, inner, outer, measures)))
        outer = inner - measures.gap
    return tuple(rings)


#: Where a ring's name may lie, tried in this order: the months by the upright axis, where a level line of words follows
#: its ring (to the sides it would run across the others).
NAME_MONTHS = (7, 6, 1, 12)


def _name_at(taken: Iterable[tuple[float, float]], inner: float, outer: float, measures: Measures) -> float | None:
    """The middle of the first month where a name of `name_width` has room in the ring; None where there is none."""
    if outer - inner < measures.number * NUMBER_ROOM:
        return None
    arcs, half = list(taken), measures.name_width / (inner + outer)
    for month in NAME_MONTHS:
        at = TURN * (month - 0.5) / 12
        if all(end <= at - half or start >= at + half for start, end in arcs):
            return at
    return None


def _arc(span: _Span, ring: Ring, measures: Measures) -> Arc:
    height = (ring.outer - ring.inner) / ring.lanes
    edge = min(measures.edge, height / 8)
    outer = ring.outer - span.lane * height - edge
    inner = outer - height + 2 * edge
    start, end = span.start + BETWEEN_ARCS / 2, span.end - BETWEEN_ARCS / 2
    has_height = height >= measures.number * NUMBER_ROOM
    has_length = (end - start) * (inner + outer) / 2 >= len(span.item.label) * measures.digit
    return Arc(
        span.item.key, span.item.ring, span.lane, inner, outer, start, end, span.item.label, has_height and has_length
    )


def _month(year: int, number: int) -> Month:
    start = angle_of(date(year, number, 1))
    end = angle_of(date(year, number + 1, 1)) if number < 12 else TURN
    return Month(number, start, (start + end) / 2)


def _marks(arcs: Sequence[Arc], measures: Measures) -> tuple[Mark, ...]:
    """The late arcs' signs outside the wheel, moved apart until none touches its neighbour, in the arcs' order."""
    apart = min((2 * measures.mark + 4) / measures.marks_at, TURN / max(len(arcs), 1))
    wanted = sorted((arc.middle[1], arc.key) for arc in arcs)
    angles = _spread([angle for angle, _ in wanted], apart)
    at = {key: angle for (_, key), angle in zip(wanted, angles, strict=True)}
    return tuple(Mark(arc.key, arc.outer, arc.middle[1], measures.marks_at, at[arc.key]) for arc in arcs)


def _spread(angles: Sequence[float], apart: float) -> list[float]:
    """Angles in the same order, each at least `apart` from the next, moved as little as groups allow; round the year's
    end too, since no angle leaves the turn by more than half a place."""
    groups: list[list[float]] = []
    for angle in angles:
        groups.append([angle])
        while len(groups) > 1 and _first(groups[-1], apart) < _last(groups[-2], apart) + apart:
            later = groups.pop()
            groups[-1] += later
    found = [_first(group, apart) + number * apart for group in groups for number in range(len(group))]
    if len(found) > 1 and found[0] + TURN - found[-1] < apart:
        return _within(found, apart)
    return found


def _first(group: Sequence[float], apart: float) -> float:
    return sum(group) / len(group) - (len(group) - 1) * apart / 2


def _last(group: Sequence[float], apart: float) -> float:
    return _first(group, apart) + (len(group) - 1) * apart


def _within(angles: Sequence[float], apart: float) -> list[float]:
    """Ordered angles pressed into one turn with room at its seam: forwards from the top, then back from the end."""
    found: list[float] = []
    for angle in angles:
        found.append(max(angle, found[-1] + apart if found else apart / 2))
    last = TURN - apart / 2
    for number in reversed(range(len(found))):
        found[number] = min(found[number], last)
        last = found[number] - apart
    return found
