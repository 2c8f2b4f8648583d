"""What every reader takes and gives: sources, lookups, typed rows, and errors as codes with facts."""

import os
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Generic, TypeVar

Row = TypeVar("Row")

Source = str | os.PathLike[str] | BinaryIO
"""A path, or a file opened for reading bytes that can seek."""

Progress = Callable[[int, int], None]
"""Called now and then with (done, total), in bytes of the file for text and XML, in cells for workbooks."""

Facts = Mapping[str, Any]
"""Facts of an error: plain values (text, whole numbers, lists of text) that JSON can hold."""

ERRORS_SHOWN = 1000
"""A reader lists this many errors; the rest are counted in one `more_errors`."""

TEXT_SHOWN = 80
"""Text from the file that is repeated in an error is cut to this many characters."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """A lookup found nothing; `nearest` names what may have been meant, the likeliest first."""

    nearest: tuple[str, ...] = ()


Matcher = Callable[[str], "str | NotFound"]
"""From the words in a cell to a code, or what was near."""


def _found_nothing(_text: str) -> NotFound:
    return NotFound()


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the readers must look up and do not hold themselves.

    `match_country`: ISO 3166 alpha-3 for a code or a name. `match_cpv`: the eight-digit code for a CPV code as written
    (with or without check digit). `match_high_risk_category`: the published name of a product or category of the
    high-risk list. The `known_…` sets hold identifiers already registered (suppliers: organisation numbers and names,
    case-folded); None leaves such references unchecked.
    """

    match_country: Matcher = _found_nothing
    match_cpv: Matcher = _found_nothing
    match_high_risk_category: Matcher = _found_nothing
    known_units: Container[str] | None = None
    known_contracts: Container[str] | None = None
    known_suppliers: Container[str] | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing that is wrong.

    `row` is the row as a spreadsheet numbers it, from 1; None where the whole file is meant. `column` is the heading as
    written in the file; `field` is our name of the column. `code` and `facts` as in `docs/json/import-errors.md`.
    """

    row: int | None
    column: str | None
    code: str
    facts: Facts = field(default_factory=dict)
    field: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult(Generic[Row]):
    """Typed rows, the errors beside them, and what was kept aside.

    A row with an error is not among `rows`. `ignored_columns`: headings that no column of ours goes by, as written.
    `ignored_sheets`: names of other sheets with content in the same workbook. `fields`: our columns that the file has,
    with the heading each stands under; empty where the file is no table.
    """

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


class FileProblem(Exception):
    """The file cannot be read as what it should be; inside the readers only, never out of them."""

    def __init__(self, code: str, row: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.facts = facts

    def as_error(self) -> RowError:
        """The problem as an error of the whole file, or of the row where reading stopped."""
        return RowError(self.row, None, self.code, self.facts)


class CellProblem(Exception):
    """A cell does not hold what its column asks for. `found` has one (code, facts) for each thing wrong."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.found: tuple[tuple[str, Facts], ...] = ((code, facts),)

    @classmethod
    def several(cls, problems: list["CellProblem"]) -> "CellProblem":
        """All problems of a list in one cell, each told once."""
        joined = cls(problems[0].found[0][0])
        kept: list[tuple[str, Facts]] = []
        for problem in problems:
            kept.extend(found for found in problem.found if found not in kept)
        joined.found = tuple(kept)
        return joined


class Errors:
    """Collects errors up to `ERRORS_SHOWN`, so that a file that is wrong throughout stays small in memory."""

    def __init__(self) -> None:
        self._kept: list[RowError] = []
        self._more = 0
        self.rows: set[int] = set()

    def add(self, error: RowError) -> None:
        """Keeps the error, or counts it when enough are kept; `rows` always learns of the row."""
        if error.row is not None:
            self.rows.add(error.row)
        if len(self._kept) < ERRORS_SHOWN:
            self._kept.append(error)
        else:
            self._more += 1

    def in_order(self) -> tuple[RowError, ...]:
        """By row, errors of the whole file first, the count of those left out last."""
        kept = sorted(self._kept, key=lambda error: error.row or 0)
        if self._more:
            kept.append(RowError(None, None, "more_errors", {"count": self._more}))
        return tuple(kept)

    def __bool__(self) -> bool:
        return bool(self._kept)


def shown_errors(found: Iterable[RowError]) -> tuple[RowError, ...]:
    """The errors that somebody is shown of those found, by row; the rest are counted."""
    errors = Errors()
    for each in found:
        errors.add(each)
    return errors.in_order()


def shown(value: object) -> str:
    """A value from the file as it may stand in a fact: one line, cut, without control characters."""
    text = "".join(character if character.isprintable() else " " for character in str(value)[: TEXT_SHOWN + 1])
    return text if len(text) <= TEXT_SHOWN else text[: TEXT_SHOWN - 1] + "…"
