"""Tables with periods or years across the columns: the header is looked at first, and makes columns of its own.

A period may stand in one heading (`mars 2025`), in two header rows (`2025` above `T1`), or its year in a column beside
(`År`). Where a heading also names a size (`2025 Teller`), the column holds figures of that size.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeVar

from samsvar.core.readers.columns import HEADER_WITHIN, Column, Headings, heading_of
from samsvar.core.readers.results import Progress, Source
from samsvar.core.readers.spreadsheets.opening import open_sheets
from samsvar.core.readers.table import Format
from samsvar.core.readers.values.numbers import parse_decimal
from samsvar.core.readers.values.periods import PartOfYear, part_in, period_in
from samsvar.core.readers.values.text import Cell, as_text
from samsvar.core.readers.values.words import key
from samsvar.core.rules.indicators.periods import Period, PeriodKind, parse_period

Row = TypeVar("Row")
_FIELD = "in "
_NOTHING = frozenset({"-", "–", "—", ".", "..", ":", "n/a", "na", "i.t.", "ikke levert", "ikkje levert"})


class Across(NamedTuple):
    """What a column across holds: figures of a period, or of a part of the row's year; `size` is empty where unsaid."""

    period: Period | PartOfYear
    size: str = ""

    def within(self, year: Period | None) -> Period | None:
        """The period, where it is one or the row says the year."""
        if isinstance(self.period, Period):
            return self.period
        return self.period.of(year.year) if year is not None else None


def parse_figure(cell: Cell) -> Decimal | None:
    """A figure as written, a percent sign left out: `7,2 %` is 7.2. A dash is no figure, as an empty cell."""
    if isinstance(cell, str):
        text = as_text(cell)
        if text.casefold() in _NOTHING:
            return None
        for sign in ("%", "prosent", "percent", "pst."):
            if text.casefold().endswith(sign):
                text = text[: -len(sign)].strip()
                break
        return parse_decimal(text)
    return parse_decimal(cell)


def with_periods(
    source: Source,
    name: str,
    table: Format[Row],
    parse: Callable[[Cell], Any],
    progress: Progress | None = None,
    wanted: Callable[[Period], bool] = lambda period: True,
    sizes: Mapping[str, str] | None = None,
) -> Format[Row]:
    """The format with a column for each period in the header. Raises FileProblem for an unreadable file.

    `sizes`: words, as `key` folds them, that may stand beside a period, to sizes. With them a part of a year may stand
    across too, its year in a column of the format.
    """
    headings = Headings(table.columns)
    with open_sheets(source, name, headings.score, progress) as sheets:
        for sheet in sheets:
            rows = [cells for _, cells in islice(sheet.rows, HEADER_WITHIN)]
            best = max(rows, key=headings.score, default=())
            if headings.score(best):
                written = _in_two_rows(rows, headings, sizes or {}) or list(map(heading_of, best))
                columns = _columns(written, headings, parse, wanted, sizes)
                return replace(table, columns=(*table.columns, *columns))
    return table


def _in_two_rows(rows: Sequence[Sequence[Cell]], headings: Headings, sizes: Mapping[str, str]) -> list[str]:
    """Headings that name a period only together with what stands above them, both joined as `Headings.find` does."""
    found: list[str] = []
    for above, cells in pairwise(rows):
        group, unknown = "", False
        beneath: list[str] = []
        beside: list[str] = []
        for index, cell in enumerate(cells):
            group = (heading_of(above[index]) if index < len(above) else "") or group
            own = heading_of(cell)
            if (_is_year(group) and part_in(own)) or (period_in(group) and key(own) in sizes):
                beneath.append(f"{group} {own}")
            elif part_in(group) and _is_year(own):
                beside.append(f"{group} {own}")
            else:
                unknown = unknown or bool(own and headings.column(own) is None)
        # Beneath `T1` may also stand a row's own figure, 2025 of something: then other cells are no headings either.
        found += beneath if unknown else beneath + beside
    return found


def _is_year(text: str) -> bool:
    period = period_in(text)
    return period is not None and period.kind is PeriodKind.YEAR


def _columns(
    written: Iterable[str],
    headings: Headings,
    parse: Callable[[Cell], Any],
    wanted: Callable[[Period], bool],
    sizes: Mapping[str, str] | None,
) -> list[Column]:
    """A column for each period or part of a year among the headings."""
    found: dict[str, Column] = {}
    for heading in written:
        across = across_in(heading, sizes or {})
        if across is None or headings.column(heading) is not None:
            continue
        if not (wanted(across.period) if isinstance(across.period, Period) else sizes is not None):
            continue
        field = field_of(across)
        words = f"{found[field].headings}|{heading}" if field in found else heading
        found[field] = Column(field, words, parse)
    return list(found.values())


def across_in(heading: str, sizes: Mapping[str, str]) -> Across | None:
    """What a heading says of its column: `2025`, `mars`, `2025 T1`, `Teller jan 2025`. None: it names no period."""
    if whole := _period_or_part(heading):
        return Across(whole)
    words = heading.split()
    for size, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        named = sizes.get(key(" ".join(size)))
        period = _period_or_part(" ".join(rest)) if named else None
        if named and period:
            return Across(period, named)
    return None


def _period_or_part(text: str) -> Period | PartOfYear | None:
    return period_in(text) or part_in(text)


def field_of(across: Across | Period) -> str:
    """The field of a period's column."""
    if isinstance(across, Period):
        return f"{_FIELD}{across.code}"
    period = across.period
    code = period.code if isinstance(period, Period) else f"{period.kind.value}:{period.number}"
    return f"{_FIELD}{code} {across.size}".rstrip()


@lru_cache(maxsize=1_000)
def across_of_field(field: str) -> Across | None:
    """What the column of a field holds; None for a column that is not across."""
    if not field.startswith(_FIELD):
        return None
    code, _, size = field.removeprefix(_FIELD).partition(" ")
    kind, _, number = code.partition(":")
    if number:
        return Across(PartOfYear(PeriodKind(kind), int(number)), size)
    period = parse_period(code)
    return Across(period, size) if period else None


def figures_across(values: Mapping[str, Any], year: Period | None = None) -> Iterator[tuple[str, str, Period, Any]]:
    """What stands across a row: field, size, period and value. `year`: that of the row, for parts of a year."""
    for field, value in values.items():
        across = across_of_field(field)
        period = across.within(year) if across else None
        if across is not None and period is not None:
            yield field, across.size, period, value


def periods_of(values: Mapping[str, Any]) -> dict[Period, Any]:
    """What stands in the columns of whole periods, by period."""
    return {period: value for _field, _size, period, value in figures_across(values)}
