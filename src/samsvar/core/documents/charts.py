"""Samsvar's own pictures as SVG, for page and paper alike: the risk matrix, levels as bars, the due diligence model.

Colours stand as presentation attributes (paper, light page) with a class beside (``s-…``) by which the page's style
sheet gives the dark its own. Levels always carry a number and a word; colour repeats them. Words come from the caller.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samsvar.core.documents.literal import literal
from samsvar.core.documents.svg import NAMESPACE, Svg, element, words

INK = "#1b1d20"
SUBTLE = "#55585c"
OUTLINE = "#77797b"
HAIRLINE = "#dedfe0"
ACCENT = "#0b4a8f"
FILLS = {1: "#dce7ee", 2: "#f2ce7a", 3: "#db7a2b", 4: "#8c1d40"}
INKS = {1: INK, 2: INK, 3: INK, 4: "#ffffff"}
LEVELS = (1, 2, 3, 4)

# The mean advance of Inter is near 0.55 of its size; 0.58 leaves room for wide words.
_ADVANCE = 0.58


def drawing(width: float, height: float, *parts: str) -> Svg:
    """Return parts as one checked picture with the given viewBox."""
    return Svg(
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {width:g} {height:g}" font-family="Inter, sans-serif" '
        f'focusable="false">{"".join(parts)}</svg>'
    )


def written(text: str, x: float, y: float, size: float = 13, *, colour: str = INK, **attributes: object) -> str:
    """Return one line of words. Keyword attributes: ``class_``, ``text_anchor``, ``font_weight`` and the like."""
    named = {**attributes}
    return element("text", {"x": x, "y": y, "font_size": size, "fill": colour, **named}, words(literal(text)))


def level_box(level: int | None, x: float, y: float, width: float, height: float) -> str:
    """Return a filled box for a level, a dashed empty one for unknown."""
    shape = {"x": x, "y": y, "width": width, "height": height, "rx": 2}
    if level is None:
        dashed = {"class_": "s-part s-l0", "fill": "none", "stroke": OUTLINE, "stroke_dasharray": "4 3"}
        return element("rect", {**shape, **dashed})
    return element("rect", {**shape, "class_": f"s-part s-l{level}", "fill": FILLS[level]})


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return ``text`` broken into lines of about ``width``, judged by the mean letter; long words are cut."""
    longest = max(4, int(width / (size * _ADVANCE)))
    lines: list[str] = []
    for word in literal(text).split():
        pieces = [word[at : at + longest] for at in range(0, len(word), longest)]
        for number, piece in enumerate(pieces):
            if lines and number == 0 and len(lines[-1]) + 1 + len(piece) <= longest:
                lines[-1] += " " + piece
            else:
                lines.append(piece)
    return lines


def _tabular(ink_class: str | None) -> str:
    return f"{ink_class} s-tab" if ink_class else "s-tab"


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """The words of the matrix: the names of both axes, of unknown, of ``level``, and of levels 1 to 4."""

    product: str
    country: str
    unknown: str
    level: str
    levels: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Contracts in one cell; ``address`` leads to them, ``label`` says the cell in words."""

    count: int
    label: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class _MatrixPlan:
    """Measures of the matrix: where the cells begin and how large they are."""

    left: float
    top: float
    width: float
    height: float
    unknown_width: float
    apart: float

    def column_x(self, column: int) -> float:
        return self.left + column * self.width + (self.apart if column == 4 else 0)

    def row_y(self, row: int) -> float:
        return self.top + row * self.height + (self.apart if row == 4 else 0)

    def cell_width(self, column: int) -> float:
        return self.unknown_width if column == 4 else self.width


_WIDE = _MatrixPlan(left=128, top=64, width=112, height=62, unknown_width=100, apart=10)
_NARROW = _MatrixPlan(left=46, top=64, width=62, height=50, unknown_width=60, apart=8)


def risk_matrix(
    cells: Mapping[tuple[int | None, int | None], MatrixCell],
    inherent: Callable[[int, int], int],
    terms: MatrixWords,
    *,
    narrow: bool = False,
) -> Svg:
    """Return the matrix of contracts by product level (down, 4 first) and country level (across).

    ``cells`` is keyed by (product, country), None for unknown; ``inherent`` gives the method's level for a known pair,
    which fills its cell also where there are no contracts. Unknown stands apart, dashed. ``narrow`` is the version for
    small screens, drawn anew rather than shrunk.
    """
    plan = _NARROW if narrow else _WIDE
    products: tuple[int | None, ...] = (4, 3, 2, 1, None)
    countries: tuple[int | None, ...] = (1, 2, 3, 4, None)
    parts = _matrix_names(plan, terms, narrow)
    for row, product in enumerate(products):
        for column, country in enumerate(countries):
            level = inherent(product, country) if product and country else None
            parts += _matrix_cell(
                plan, row, column, level, cells.get((product, country)), "" if narrow else terms.level
            )
    return drawing(plan.column_x(4) + plan.unknown_width + 4, plan.row_y(4) + plan.height + 4, *parts)


def _matrix_names(plan: _MatrixPlan, terms: MatrixWords, narrow: bool) -> list[str]:
    middle = plan.left + 2 * plan.width + (60 if narrow else 0)
    parts = [
        written(f"{terms.country} →", middle, 16, 14, text_anchor="middle", font_weight=600),
        written(f"{terms.product} ↓", 0, 16 if narrow else 46, 14, font_weight=600),
    ]
    grey: dict[str, object] = {"colour": SUBTLE, "class_": "s-quiet-ink"}
    for column, level in enumerate(LEVELS):
        name = str(level) if narrow else f"{level} {terms.levels[level - 1]}"
        parts.append(written(name, plan.column_x(column) + plan.width / 2, 50, text_anchor="middle"))
        row_y = plan.row_y(4 - level) + plan.height / 2 + 5
        parts.append(written(name, plan.left - 12, row_y, text_anchor="end"))
    unknown = "?" if narrow else terms.unknown
    unknown_x = plan.column_x(4) + plan.unknown_width / 2
    parts.append(_named(terms.unknown, unknown_x, 50, "middle", grey))
    parts.append(_named(unknown, plan.left - 12, plan.row_y(4) + plan.height / 2 + 5, "end", grey))
    return parts


def _named(text: str, x: float, y: float, anchor: str, grey: Mapping[str, object]) -> str:
    return written(text, x, y, colour=str(grey["colour"]), class_=grey["class_"], text_anchor=anchor)


def _matrix_cell(
    plan: _MatrixPlan, row: int, column: int, level: int | None, cell: MatrixCell | None, level_word: str
) -> list[str]:
    x, y, width = plan.column_x(column), plan.row_y(row), plan.cell_width(column)
    ink, ink_class = (INKS[level], f"s-on-part s-l{level}") if level else (INK, None)
    parts = [level_box(level, x + 1, y + 1, width - 2, plan.height - 2)]
    if cell and cell.count:
        middle = y + plan.height / 2 + (4 if level else 8)
        count = written(
            str(cell.count),
            x + width / 2,
            middle,
            22,
            colour=ink,
            class_=_tabular(ink_class),
            font_weight=600,
            text_anchor="middle",
            text_decoration="underline" if cell.address else None,
        )
        link = {"href": cell.address, "aria_label": cell.label or None}
        parts.append(element("a", link, count) if cell.address else count)
    if level:
        name = f"{level_word} {level}".strip()
        parts.append(
            written(name, x + width - 8, y + plan.height - 9, 12, colour=ink, class_=ink_class, text_anchor="end")
        )
    return parts


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many stand at a level (None: unknown), with the level's word and the figure as shown."""

    level: int | None
    word: str
    count: int
    shown: str

    @property
    def name(self) -> str:
        """Number and word, such as ``4 Svært høy``."""
        return f"{'?' if self.level is None else self.level} {self.word}"


def level_bars(counts: Sequence[LevelCount], *, narrow: bool = False) -> Svg:
    """Return one horizontal bar a level, from zero, with name to the left and figure at its end."""
    width, left, step = (360.0, 108.0, 34.0) if narrow else (720.0, 150.0, 34.0)
    longest = max((item.count for item in counts), default=0) or 1
    room = width - left - 64
    parts: list[str] = []
    for row, item in enumerate(counts):
        y = row * step
        length = room * item.count / longest
        parts.append(written(item.name, 0, y + 20, 14, font_weight=600))
        if item.count:
            parts.append(level_box(item.level, left, y + 2, max(length, 2.0), 26))
        parts.append(written(item.shown, left + length + 8, y + 20, 14, class_="s-tab"))
    return drawing(width, max(len(counts) * step, step), *parts)


def level_stack(counts: Sequence[LevelCount], *, narrow: bool = False) -> Svg:
    """Return one bar divided by level in the order given, figures inside where there is room, names beneath."""
    width = 360.0 if narrow else 720.0
    total = sum(item.count for item in counts)
    parts: list[str] = []
    x = 0.0
    for item in counts:
        length = width * item.count / total if total else 0.0
        if length >= 1:
            parts.append(level_box(item.level, x + 1, 1, max(length - 2, 0.5), 38))
        if length >= len(item.shown) * 9 + 10:
            level = item.level
            ink, ink_class = (INKS[level], f"s-on-part s-l{level}") if level else (INK, None)
            middle = x + length / 2
            figure = written(
                item.shown,
                middle,
                26,
                16,
                colour=ink,
                class_=_tabular(ink_class),
                font_weight=600,
                text_anchor="middle",
            )
            parts.append(figure)
        x += length
    key, height = _key(counts, width)
    return drawing(width, height, *parts, *key)


def _key(counts: Sequence[LevelCount], width: float) -> tuple[list[str], float]:
    parts: list[str] = []
    x, y = 0.0, 64.0
    for item in counts:
        name = f"{item.name}: {item.shown}"
        length = 22 + len(name) * 13 * _ADVANCE + 20
        if x and x + length > width:
            x, y = 0.0, y + 24
        parts.append(level_box(item.level, x + 0.5, y - 12, 14, 14))
        parts.append(written(name, x + 20, y, 13))
        x += length
    return parts, y + 10
