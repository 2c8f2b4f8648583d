"""Months, tertials and years as people write them: `2025-03`, `mars 2025`, `03.2025`, `2. tertial 2025`, `T2 2025`.

A workbook's day that is the first of a month stands for the month, and so does the same day as text.
"""

import re
from datetime import date
from typing import NamedTuple

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
_WORD_AND_SHORT_YEAR = re.compile(r"([a-z]+)([0-9]{2})")
_TERTIAL = re.compile(r"([123])tertial|tertial([123])|t([123])|([123])t")
_MONTH_AND_YEAR = re.compile(r"\s*(0?[1-9]|1[0-2])\s*[./ -]\s*([0-9]{4})\s*")
_YEAR_AND_MONTH = re.compile(r"\s*([0-9]{4})\s*[./ -]?\s*(0[1-9]|1[0-2])\s*")
_FIRST_DAY = re.compile(r"\s*0?1[./](0?[1-9]|1[0-2])[./]([0-9]{4})\s*")
_FIRST_DAY_ISO = re.compile(r"\s*([0-9]{4})-(0[1-9]|1[0-2])-01\s*")
_ALL_YEAR = frozenset({"ar", "aret", "year", "heleear", "helearet", "heileear", "heilearet"})


class PartOfYear(NamedTuple):
    """A month or tertial whose year stands elsewhere: in a column of its own, or above in the header."""

    kind: PeriodKind
    number: int

    def of(self, year: int) -> Period:
        """The period of that year."""
        return Period(self.kind, year, self.number)


def period_in(cell: Cell) -> Period | None:
    """The period a cell names; None where it names none. A day in a workbook, the first of a month, is that month."""
    if isinstance(cell, date):
        return _period(PeriodKind.MONTH, cell.year, cell.month) if cell.day == 1 else None
    try:
        text = as_text(cell)
    except CellProblem:
        return None
    return parse_period(text) or _numbers(text) or _words(key(text))


def part_in(cell: Cell) -> PartOfYear | None:
    """The month or tertial a text names without its year: `mars`, `T1`, `2. tertial`. None where it names none."""
    if not isinstance(cell, str):
        return None
    try:
        folded = key(as_text(cell))
    except CellProblem:
        return None
    if number := _tertial(folded):
        return PartOfYear(PeriodKind.TERTIAL, number)
    month = _MONTH_OF.get(folded)
    return PartOfYear(PeriodKind.MONTH, month) if month else None


def parse_period_cell(cell: Cell) -> Period:
    """As `period_in`. Code `not_a_period`."""
    found = period_in(cell)
    if found is None:
        raise CellProblem("not_a_period", value=shown(cell))
    return found


def parse_period_or_part(cell: Cell) -> Period | PartOfYear:
    """A period, or a month or tertial whose year stands beside it; a month may be a bare number. `not_a_period`."""
    found = period_in(cell) or part_in(cell) or _month_number(cell)
    if found is None:
        raise CellProblem("not_a_period", value=shown(cell))
    return found


def _month_number(cell: Cell) -> PartOfYear | None:
    try:
        text = as_text(cell)
    except CellProblem:
        return None
    is_month = text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 12
    return PartOfYear(PeriodKind.MONTH, int(text)) if is_month else None


def _numbers(text: str) -> Period | None:
    if found := _MONTH_AND_YEAR.fullmatch(text) or _FIRST_DAY.fullmatch(text):
        return _period(PeriodKind.MONTH, int(found[2]), int(found[1]))
    if found := _YEAR_AND_MONTH.fullmatch(text) or _FIRST_DAY_ISO.fullmatch(text):
        return _period(PeriodKind.MONTH, int(found[1]), int(found[2]))
    return None


def _words(folded: str) -> Period | None:
    for year, rest in ((folded[:4], folded[4:]), (folded[-4:], folded[:-4])):
        if year.isdigit() and len(year) == 4 and (number := _tertial(rest)):
            return _period(PeriodKind.TERTIAL, int(year), number)
    if found := _WORD_AND_SHORT_YEAR.fullmatch(folded):
        # As spreadsheets show a month: `mar.25`. A word that is no month has no year of two figures.
        month = _MONTH_OF.get(found[1])
        return _period(PeriodKind.MONTH, 2000 + int(found[2]), month) if month else None
    found = _WORDS_AND_YEAR.fullmatch(folded)
    if found is None:
        return None
    word, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    if word in _ALL_YEAR:
        return _period(PeriodKind.YEAR, int(year), 1)
    month = _MONTH_OF.get(word)
    return _period(PeriodKind.MONTH, int(year), month) if month else None


def _tertial(folded: str) -> int:
    """Its number; 0 where the word is no tertial."""
    found = _TERTIAL.fullmatch(folded)
    return int(next(each for each in found.groups() if each)) if found else 0


def _period(kind: PeriodKind, year: int, number: int) -> Period | None:
    return Period(kind, year, number) if FIRST_YEAR <= year <= LAST_YEAR else None
