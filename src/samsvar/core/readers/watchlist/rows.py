"""What a list of companies gives: its entries one by one, and what the file as a whole is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from samsvar.core.readers.results import CellProblem, Lookups, NotFound, RowError
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.text import Cell, as_text

NAME_LENGTH = 1_000
"""Characters in one name of a list, at most."""
ID_LENGTH = 240
NAMES = 300
"""Names, numbers or addresses of one entry that are kept, at most."""

COMPANIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody"})
"""Kinds of entities that are taken. People, ships, addresses and sanctions are left out, and counted."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_YEAR = re.compile(r"(?:19|20|21)\d{2}", re.ASCII)
_AMERICAN = re.compile(r"([A-Za-z]+)\.? (\d{1,2}), ?(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """An entry of a list. `row` as a spreadsheet counts, or the line of a JSON file. `country` codes are alpha-3.

    `listed_on` and `seen_on` are ISO as far as they are known: a day or a year; empty for unknown.
    """

    row: int
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    with_subsidiaries: bool = False
    listed_on: str = ""
    seen_on: str = ""


@dataclass(slots=True)
class Passed:
    """What was passed by: `others` no companies, `countries` codes that are no country of ours."""

    others: int = 0
    countries: int = 0


Found = ListedRow | RowError
Rows = Callable[[], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A list that was read without error.

    `kind`: `uflpa`, `opensanctions_table` or `opensanctions_entities`. `newest`: the latest day (or year) in the file.
    `entries()` reads the file again, entry by entry: a long list never stands in memory as a whole.
    """

    kind: str
    count: int
    newest: str
    passed: Passed
    entries: Callable[[], Iterator[ListedRow]] = field(repr=False)


def clean(cell: Cell, longest: int = NAME_LENGTH) -> str:
    """One line without invisible marks, which publishers leave in by mistake. Raises CellProblem."""
    text = " ".join(_INVISIBLE.sub("", as_text(cell)).split())
    if len(text) > longest:
        raise CellProblem("too_long", length=len(text), limit=longest)
    return text


def unlike(names: list[str], but: str) -> tuple[str, ...]:
    """The names without repetitions, empty ones and the one that is the main name."""
    kept = dict.fromkeys(name for name in names if name and name.casefold() != but.casefold())
    return tuple(kept)[:NAMES]


def countries_of(codes: list[str], lookups: Lookups, passed: Passed) -> tuple[str, ...]:
    """Alpha-3 of the codes (alpha-2, also with a part of the country: `gb-sct`); others are unknown, and counted."""
    kept: dict[str, None] = {}
    for code in filter(None, codes):
        found = lookups.match_country(code.partition("-")[0].upper())
        if isinstance(found, NotFound):
            passed.countries += 1
        else:
            kept[found] = None
    return tuple(kept)


def day_or_year(cell: Cell) -> str:
    """A day as ISO, or a year alone. Also `June 21, 2022`, as American lists write. Raises CellProblem."""
    text = as_text(cell)
    if isinstance(cell, date) or not text:
        return parse_day(cell).isoformat() if text else ""
    if _YEAR.fullmatch(text):
        return text
    if found := _AMERICAN.fullmatch(text):
        return parse_day("{1} {0} {2}".format(*found.groups())).isoformat()
    return parse_day(text).isoformat()
