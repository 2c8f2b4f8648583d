"""Open impacts by severity and likelihood, as a picture and as its table.

The colour follows severity alone: whoever is gravely harmed does not stand paler because it is thought unlikely.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from samsvar.core.documents.charts import INK, INKS, SUBTLE, drawing, level_box, written
from samsvar.core.documents.svg import element
from samsvar.platform.ui.drawings import drawn
from samsvar.subjects.due_diligence.presenters.codes import GRADES

Cell = tuple[int | None, int | None]
GRADES_DOWN = (5, 4, 3, 2, 1)
_FILL = {5: 4, 4: 3, 3: 2, 2: 1, 1: 1}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the picture's table: the severity in words, and the cells with count and address."""

    label: str
    cells: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Plan:
    left: float
    width: float
    height: float
    narrow: bool


_WIDE, _NARROW = _Plan(150, 84, 44, narrow=False), _Plan(30, 56, 46, narrow=True)
_TOP, _APART = 56, 8


def impact_picture(counts: Mapping[Cell, int], address: Callable[[Cell], str], *, narrow: bool = False) -> SafeString:
    """The picture: severity down, likelihood across, what is not rated apart. Every number leads to its impacts."""
    plan = _NARROW if narrow else _WIDE
    rows, columns = _axis(counts, 0, GRADES_DOWN), _axis(counts, 1, tuple(reversed(GRADES_DOWN)))
    parts = _names(plan, rows, columns)
    for down, severity in enumerate(rows):
        for across, likely in enumerate(columns):
            parts += _cell(plan, (_x(plan, across), _y(plan, down)), (severity, likely), counts, address)
    width, height = _x(plan, len(columns)) + 2, _y(plan, len(rows)) + 2
    svg = drawing(width, height, *parts)
    return drawn(svg)


def picture_rows(counts: Mapping[Cell, int], address: Callable[[Cell], str]) -> tuple[list[str], list[Row]]:
    """The same as headings and rows of a table."""
    rows, columns = _axis(counts, 0, GRADES_DOWN), _axis(counts, 1, tuple(reversed(GRADES_DOWN)))
    heads = [str(likely) if likely else gettext("Not graded") for likely in columns]
    table = [
        Row(
            f"{severity} {GRADES[severity]}" if severity else gettext("Not graded"),
            [(counts.get((severity, likely), 0), address((severity, likely))) for likely in columns],
        )
        for severity in rows
    ]
    return heads, table


def picture_words(counts: Mapping[Cell, int]) -> str:
    """What the picture shows, in a sentence."""
    grave = sum(n for (severity, _), n in counts.items() if severity is None or severity >= 4)
    total = sum(counts.values())
    if not total:
        return gettext("No impact is open")
    words = ngettext(
        "%(grave)s of %(total)s open impact has severity 4 or 5, or is not graded",
        "%(grave)s of %(total)s open impacts have severity 4 or 5, or are not graded",
        total,
    )
    return words % {"grave": grave, "total": total}


def _axis(counts: Mapping[Cell, int], place: int, grades: tuple[int, ...]) -> tuple[int | None, ...]:
    """The grades, and after them what is not graded where there is any."""
    return (*grades, None) if any(cell[place] is None for cell in counts) else grades


def _x(plan: _Plan, across: int) -> float:
    return plan.left + across * plan.width + (_APART if across > 4 else 0)


def _y(plan: _Plan, down: int) -> float:
    return _TOP + down * plan.height + (_APART if down > 4 else 0)


def _names(plan: _Plan, rows: tuple[int | None, ...], columns: tuple[int | None, ...]) -> list[str]:
    parts = [
        written(gettext("Likelihood →"), plan.left, 16, 14, font_weight=600),
        written(gettext("Severity ↓"), 0, 34 if plan.narrow else 42, 14, font_weight=600),
    ]
    for across, likely in enumerate(columns):
        x = _x(plan, across) + plan.width / 2
        parts.append(written(str(likely or "?"), x, 48, colour=SUBTLE, class_="s-quiet-ink", text_anchor="middle"))
    for down, severity in enumerate(rows):
        y = _y(plan, down) + plan.height / 2 + 5
        name = "?" if severity is None else str(severity) if plan.narrow else f"{severity} {GRADES[severity]}"
        parts.append(written(name, plan.left - 10, y, text_anchor="end"))
    return parts


def _cell(
    plan: _Plan, at: tuple[float, float], cell: Cell, counts: Mapping[Cell, int], address: Callable[[Cell], str]
) -> list[str]:
    (x, y), (severity, _likely) = at, cell
    level = _FILL[severity] if severity else None
    parts = [level_box(level, x + 1, y + 1, plan.width - 2, plan.height - 2)]
    count = counts.get(cell, 0)
    if count:
        ink, ink_class = (INKS[level], f"s-on-part s-l{level} s-tab") if level else (INK, "s-tab")
        number = written(
            str(count),
            x + plan.width / 2,
            y + plan.height / 2 + 7,
            20,
            colour=ink,
            class_=ink_class,
            font_weight=600,
            text_anchor="middle",
            text_decoration="underline",
        )
        parts.append(element("a", {"href": address(cell), "aria_label": _aloud(cell, count)}, number))
    return parts


def _aloud(cell: Cell, count: int) -> str:
    severity, likely = (str(grade) if grade else gettext("not graded") for grade in cell)
    words = ngettext(
        "%(n)s impact with severity %(severity)s and likelihood %(likely)s",
        "%(n)s impacts with severity %(severity)s and likelihood %(likely)s",
        count,
    )
    return words % {"n": count, "severity": severity, "likely": likely}
