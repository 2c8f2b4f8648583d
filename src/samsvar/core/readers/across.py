"""Tables with periods or years across the columns: the header is looked at first, and makes columns of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from samsvar.core.readers.columns import HEADER_WITHIN, Column, Headings
from samsvar.core.readers.results import Progress, Source
from samsvar.core.readers.spreadsheets.opening import open_sheets
from samsvar.core.readers.table import Format
from samsvar.core.readers.values.numbers import parse_decimal
from samsvar.core.readers.values.periods import period_in
from samsvar.core.readers.values.text import Cell, as_text
from samsvar.core.rules.indicators.periods import Period, parse_period

Row = TypeVar("Row")
_FIELD = "in "
_NOTHING = frozenset({"-", "–", "—", ".", "..", ":", "n/a", "na", "i.t.", "ikke levert", "ikkje levert"})


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
) -> Format[Row]:
    """The format with a column for each period in the header row. Raises FileProblem for an unreadable file."""
    headings = Headings(table.columns)
    with open_sheets(source, name, headings.score, progress) as sheets:
        for sheet in sheets:
            rows = [cells for _, cells in islice(sheet.rows, HEADER_WITHIN)]
            best = max(rows, key=headings.score, default=())
            if headings.score(best):
                return replace(table, columns=(*table.columns, *_columns(best, headings, parse, wanted)))
    return table


def _columns(
    cells: Sequence[Cell], headings: Headings, parse: Callable[[Cell], Any], wanted: Callable[[Period], bool]
) -> list[Column]:
    found: dict[str, Column] = {}
    for cell in cells:
        period = period_in(cell)
        if period is None or not wanted(period):
            continue
        written = " ".join(as_text(cell).split())
        field = field_of(period)
        if headings.column(written) is None:
            if field in found:
                written = f"{found[field].headings}|{written}"
            found[field] = Column(field, written, parse)
    return list(found.values())


def field_of(period: Period) -> str:
    """The field of a period's column."""
    return f"{_FIELD}{period.code}"


@lru_cache(maxsize=1_000)
def period_of_field(field: str) -> Period | None:
    """The period whose column has the field; None for another column."""
    return parse_period(field.removeprefix(_FIELD)) if field.startswith(_FIELD) else None


def periods_of(values: Mapping[str, Any]) -> dict[Period, Any]:
    """What stands in the columns of periods, by period."""
    found = {}
    for field, value in values.items():
        period = period_of_field(field)
        if period is not None:
            found[period] = value
    return found
