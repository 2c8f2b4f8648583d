"""Months, tertials and years as people write them: `2025-03`, `mars 2025`, `03.2025`, `2. tertial 2025`, `T2 2025`."""

import re
from datetime import date

from samsvar.core.readers.results import CellProblem, shown
from samsvar.core.readers.values.text import Cell, as_text
from samsvar.core.readers.values.words import key
from samsvar.core.rules.indicators.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodKind, parse_period

_MONTHS = (
    "januar|january|jan",
    "februar|february|feb",
    "mars|march|mar",
    "april|apr",
    "mai|may",
    "juni|june|jun",
    "juli|july|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "desember|december|des|dec",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split("|")}
_WORDS_AND_YEAR = re.compile(r"([a-z]+)([0-9]{4})|([0-9]{4})([a-z]+)")
_TERTIAL = re.compile(r"(?:([123])tertial|tertial([123])|t([123])|([123])t)([0-9]{4})|([0-9]{4})(?:tertial|t)([123])")
_MONTH_AND_YEAR = re.compile(r"\s*(0?[1-9]|1[0-2])\s*[./ -]\s*([0-9]{4})\s*")
_YEAR_AND_MONTH = re.compile(r"\s*([0-9]{4})\s*[./ -]?\s*(0[1-9]|1[0-2])\s*")


def period_in(cell: Cell) -> Period | None:
    """The period a cell names; None where it names none. A day in a workbook, the first of a month, is that month."""
    if isinstance(cell, date):
        return _period(PeriodKind.MONTH, cell.year, cell.month) if cell.day == 1 else None
    try:
        text = as_text(cell)
    except CellProblem:
        return None
    return parse_period(text) or _numbers(text) or _words(key(text))


def parse_period_cell(cell: Cell) -> Period:
    """As `period_in`. Code `not_a_period`."""
    found = period_in(cell)
    if found is None:
        raise CellProblem("not_a_period", value=shown(cell))
    return found


def _numbers(text: str) -> Period | None:
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _period(PeriodKind.MONTH, int(found[2]), int(found[1]))
    if found := _YEAR_AND_MONTH.fullmatch(text):
        return _period(PeriodKind.MONTH, int(found[1]), int(found[2]))
    return None


def _words(folded: str) -> Period | None:
    if found := _TERTIAL.fullmatch(folded):
        first, second, third, fourth, year, year_before, last = found.groups()
        number = first or second or third or fourth or last
        return _period(PeriodKind.TERTIAL, int(year or year_before), int(number))
    found = _WORDS_AND_YEAR.fullmatch(folded)
    if found is None:
        return None
    word, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    if word in ("ar", "aret", "year", "heleear", "helearet"):
        return _period(PeriodKind.YEAR, int(year), 1)
    month = _MONTH_OF.get(word)
    return _period(PeriodKind.MONTH, int(year), month) if month else None


def _period(kind: PeriodKind, year: int, number: int) -> Period | None:
    return Period(kind, year, number) if FIRST_YEAR <= year <= LAST_YEAR else None
