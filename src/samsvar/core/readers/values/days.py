"""Days as people write them. A day that does not exist is told as such; what may be two days is refused."""

import re
from datetime import date, datetime

from samsvar.core.readers.results import CellProblem, shown
from samsvar.core.readers.values.text import Cell, as_text

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years that the database takes."""

_CLOCK = r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2})"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]{_CLOCK}{_ZONE}?)?", re.ASCII)
_ISO_ZONED = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}}){_ZONE}", re.ASCII)
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})([./-]) ?(\d{4}|\d{2})\.?", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\.? ?([^\W\d_]+)\.?,? ?(\d{4})", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "mars march mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}


def parse_day(cell: Cell) -> date:
    """A day: `2025-12-31`, `31.12.2025`, `31/12-2025`, `31. desember 2025`, or a date cell of a workbook.

    Codes: `not_a_date`, `no_such_day`, `two_digit_year`, `ambiguous_date` (`03/04/2025` is March in America, facts
    `readings`), `year_out_of_range` (`lowest`, `highest`).
    """
    if isinstance(cell, datetime):
        return _bounded(cell.date(), cell)
    if isinstance(cell, date):
        return _bounded(cell, cell)
    text = as_text(cell)
    if not isinstance(cell, str):
        raise CellProblem("not_a_date", value=shown(text))
    match = (
        _ISO.fullmatch(text) or _ISO_ZONED.fullmatch(text) or _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    )
    if match:
        year, month, day = (int(part) for part in match.groups())
        return _existing(year, month, day, text)
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _day_first(match, text)
    match = _IN_WORDS.fullmatch(text)
    if match and match.group(2).casefold() in _MONTHS:
        return _existing(int(match.group(3)), _MONTHS[match.group(2).casefold()], int(match.group(1)), text)
    raise CellProblem("not_a_date", value=shown(text))


def _day_first(match: re.Match[str], text: str) -> date:
    first, mark, second, other_mark, year = match.groups()
    if len(year) == 2:
        raise CellProblem("two_digit_year", value=shown(text))
    day, month = int(first), int(second)
    slashes = mark == other_mark == "/"
    if slashes and day != month and 1 <= day <= 12 and 1 <= month <= 12:
        readings = [f"{year}-{month:02}-{day:02}", f"{year}-{day:02}-{month:02}"]
        raise CellProblem("ambiguous_date", value=shown(text), readings=readings)
    return _existing(int(year), month, day, text)


def _existing(year: int, month: int, day: int, text: str) -> date:
    try:
        return _bounded(date(year, month, day), text)
    except ValueError:
        raise CellProblem("no_such_day", value=shown(text)) from None


def _bounded(day: date, written: object) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellProblem("year_out_of_range", value=shown(written), lowest=FIRST_YEAR, highest=LAST_YEAR)
    return day


_OF_YEAR = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})\.?", re.ASCII)
_OF_YEAR_IN_WORDS = re.compile(r"(?:(\d{1,2})\.? ?)?([^\W\d_]+)\.?", re.ASCII)


def parse_day_of_year(cell: Cell) -> tuple[int, int | None]:
    """Month and day that come back each year: `30.06`, `30. juni`, or a day with a year, which is left out.

    A month alone has no day: the end of it is meant. Codes as :func:`parse_day`.
    """
    text = as_text(cell) if isinstance(cell, str) else ""
    match, words = _OF_YEAR.fullmatch(text), _OF_YEAR_IN_WORDS.fullmatch(text)
    if match:
        return _existing(2024, int(match.group(2)), int(match.group(1)), text).month, int(match.group(1))
    if words and words.group(2).casefold() in _MONTHS:
        month = _MONTHS[words.group(2).casefold()]
        return month, _existing(2024, month, int(words.group(1)), text).day if words.group(1) else None
    day = parse_day(cell)
    return day.month, day.day
