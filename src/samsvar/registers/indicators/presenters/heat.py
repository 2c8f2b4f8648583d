"""The heat map of units and indicators, as its table is drawn: the weakest corner first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.indicators.changes import Seen, heat_map
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.status import Grade, Standing, Status, grade
from samsvar.registers.indicators.presenters.words import GRADES, bare, status_words

#: The neutral scale of figures without a target, from low to high.
SHADES = ("low", "middle", "high")
FEWEST_SHADED = 3
#: Grades that are drawn on a phone, where calm cells are left out.
_OUTSIDE = frozenset({Grade.FAR, Grade.MISSED})


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator across: name with unit, page, target of the year as shown, and how its figures are written."""

    key: str
    name: str
    href: str
    target: str
    decimals: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a unit: glyph, figure, words for those who hear it, class, and the page behind it."""

    glyph: str
    value: str
    words: str
    kind: str
    href: str
    label: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A unit down: its cells in the columns' order. `calm`: none is outside its warning band."""

    name: str
    href: str
    cells: tuple[Cell, ...]
    calm: bool


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The whole map: `whole` is the unit they lie under. `calm`: how many units have nothing outside."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    whole: Row | None
    calm: int
    outside: int


def heat_table(
    every: Sequence[Seen],
    units: Mapping[str, tuple[str, str]],
    columns: Mapping[str, Column],
    address: Callable[[str, str], str],
    whole: str = "",
) -> HeatTable:
    """The table of what is seen. `units`: name and address by key; `whole`: the key of the unit all lie under.

    `address` gives the page of a unit's indicator.
    """
    below = [each for each in every if each.unit_id != whole]
    order = heat_map(below if below else every)
    across = [columns[key] for key in order.indicators if key in columns]
    across += [each for key, each in columns.items() if key not in order.indicators]
    standings = {(each.unit_id, each.indicator): each.now for each in every}
    scale = _neutral(below)

    def row(unit: str) -> Row:
        name, href = units[unit]
        shades = scale if unit != whole else {}
        cells = tuple(
            _cell(standings.get((unit, each.key)), each, address(unit, each.key), shades.get((unit, each.key), ""))
            for each in across
        )
        return Row(name, href, cells, not any(cell.outside for cell in cells))

    rows = tuple(row(unit) for unit in order.units if unit in units and unit != whole)
    last = row(whole) if whole in units else None
    outside = sum(not each.calm for each in rows)
    return HeatTable(tuple(across), rows, last, len(rows) - outside, outside)


def _neutral(every: Sequence[Seen]) -> dict[tuple[str, str], str]:
    """The shade of each figure that has no target, by unit and indicator: low, middle or high between all shown.

    It says which is more, never which is better; so it is grey and has no glyph. Fewer than three figures get none.
    """
    found: dict[tuple[str, str], str] = {}
    by_indicator: dict[str, list[Seen]] = {}
    for each in every:
        if each.now.status is Status.NO_TARGET and each.now.figure is not None:
            by_indicator.setdefault(each.indicator, []).append(each)
    for key, seen in by_indicator.items():
        numbers = [each.now.figure for each in seen if each.now.figure is not None]
        low, high = min(numbers), max(numbers)
        if len(numbers) < FEWEST_SHADED or low == high:
            continue
        for each in seen:
            if each.now.figure is not None:
                found[each.unit_id, key] = SHADES[min(2, int((each.now.figure - low) * 3 / (high - low)))]
    return found


def _cell(standing: Standing | None, column: Column, href: str, shade: str = "") -> Cell:
    if standing is None:
        standing = Standing(Status.UNKNOWN, "not_delivered")
    found = grade(standing, column.direction)
    words = status_words(found, standing.status, standing.reason)
    value = "*" if standing.reason == "masked" else bare(standing.figure, column.decimals)
    glyph = "" if found is Grade.NONE else words.glyph
    return Cell(glyph, value, words.words, shade or words.cell, href, column.name, found in _OUTSIDE)


def key_of_grades() -> list[tuple[str, str, str]]:
    """The legend: class, glyph, words; the weakest first."""
    graded = [each for each in Grade if each is not Grade.NONE]
    found = [(str(each), GRADES[each][0], str(GRADES[each][1])) for each in graded]
    return [*found, ("none", "*", _("Hidden, or not handed in"))]


def key_of_shades(table: HeatTable) -> list[tuple[str, str]]:
    """The legend of the neutral scale: class and words; empty where no figure has a shade."""
    if not any(cell.kind in SHADES for row in table.rows for cell in row.cells):
        return []
    return list(zip(SHADES, (_("lowest third"), _("middle third"), _("highest third")), strict=True))


def finding(table: HeatTable) -> str:
    """The sentence on top of the page."""
    if not table.rows:
        return _("How the units stand")
    if not any(cell.glyph for row in table.rows for cell in row.cells):
        return _("No indicator has a figure to judge yet")  # not known is not the same as good
    if not table.outside:
        return _("No unit has an indicator outside its warning band")
    said = ngettext(
        "%(count)s unit has an indicator outside its warning band",
        "%(count)s units have an indicator outside its warning band",
        table.outside,
    )
    return said % {"count": table.outside}
