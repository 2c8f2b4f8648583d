"""Reads a table into typed rows: opens the file, finds the header, parses every cell, checks every row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from samsvar.core.readers.columns import HEADER_WITHIN, Column, Header, Headings, Place
from samsvar.core.readers.results import (
    CellProblem,
    Errors,
    FileProblem,
    Progress,
    ReadResult,
    RowError,
    Source,
    shown,
)
from samsvar.core.readers.spreadsheets.opening import Sheet, open_sheets
from samsvar.core.readers.values.text import Cell

Row = TypeVar("Row")

Values = Mapping[str, Any]
"""The values of one row by field; a field whose cell is wrong is absent."""

Finding = tuple[str, str, dict[str, Any]]
"""What a check of a whole row found: field, code, facts."""

_REMEMBERED = 20_000
"""Distinct cells remembered per column, so that the same words are parsed once."""


@dataclass(frozen=True, slots=True)
class Format(Generic[Row]):
    """A table format: its columns, its typed row, what identifies a row, and what is checked across its cells.

    `make(row=number, **values)` makes a typed row of the values of all columns. `identity` gives what may stand in one
    row only, or None where the row has nothing such; `identity_field` is the field that a repetition is told of, with
    the field's own value or what `told_by` makes of the row.
    """

    columns: tuple[Column, ...]
    make: Callable[..., Row]
    identity_field: str
    identity: Callable[[Values], object | None]
    check: Callable[[Values], Iterable[Finding]] = lambda _values: ()
    told_by: Callable[[Values], str] | None = None


@dataclass(frozen=True, slots=True)
class TableRows(Generic[Row]):
    """What came of a table: the good rows by row number, headings as written, and all identities.

    `seen` has the identity of every row whose identity could be read, also where another cell is wrong.
    """

    rows: dict[int, Row]
    errors: Errors
    headings: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    ignored_sheets: tuple[str, ...]
    seen: Mapping[object, int]

    def tell(self, row: int, field: str, code: str, **facts: Any) -> None:
        """Adds an error found by looking at several rows."""
        self.errors.add(RowError(row, self.headings.get(field), code, facts, field))

    def result(self) -> ReadResult[Row]:
        """The rows without an error, and the errors."""
        rows = tuple(row for number, row in self.rows.items() if number not in self.errors.rows)
        return ReadResult(rows, self.errors.in_order(), self.ignored_columns, self.ignored_sheets, self.headings)


def read_table(source: Source, name: str, table: Format[Row], progress: Progress | None = None) -> ReadResult[Row]:
    """Typed rows of a spreadsheet by a format. Never raises for a bad file."""
    try:
        return read_rows(source, name, table, progress).result()
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))


def read_rows(source: Source, name: str, table: Format[Row], progress: Progress | None = None) -> TableRows[Row]:
    """As `read_table`, for formats that look at several rows together. Raises FileProblem."""
    headings = Headings(table.columns)
    with open_sheets(source, name, headings.score, progress) as sheets:
        sheet, first, header, others = _sheet_with_header(sheets, headings)
        rows = _Rows(table, header)
        for number, cells in chain(first, sheet.rows):
            if number > header.row:
                rows.add(number, cells)
        others.extend(other.name for other in sheets if any(True for _ in other.rows))
    return rows.as_table(header, tuple(others))


def _sheet_with_header(
    sheets: Iterator[Sheet], headings: Headings
) -> tuple[Sheet, list[tuple[int, Sequence[Cell]]], Header, list[str]]:
    """The first sheet whose header is known; names of the sheets before it that hold something."""
    problem: FileProblem | None = None
    passed: list[str] = []
    for sheet in sheets:
        first = list(islice(sheet.rows, HEADER_WITHIN))
        if not first:
            continue
        try:
            return sheet, first, headings.find(first), passed
        except FileProblem as found:
            problem = problem or found
            passed.append(sheet.name)
    raise problem or FileProblem("no_rows")


class _Rows(Generic[Row]):
    """Parses cell by cell. Invariant: a row is among the good ones only if every one of its cells was good."""

    def __init__(self, table: Format[Row], header: Header) -> None:
        self._table = table
        self._places: list[tuple[Place, dict[object, Any]]] = [(place, {}) for place in header.places]
        self._absent = {
            column.field: column.empty
            for column in table.columns
            if column.field not in {place.column.field for place in header.places}
        }
        self._named = {place.index for place in header.places}
        self._heading = {place.column.field: place.heading for place in header.places}
        self._good: dict[int, Row] = {}
        self._seen: dict[object, int] = {}
        self._errors = Errors()
        for error in header.errors:
            self._errors.add(error)
        self._unusable = bool(header.errors)

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Takes in one row; one that is empty under our headings is passed by."""
        if self._unusable or not any(cells[index] not in (None, "") for index in self._named if index < len(cells)):
            return
        values = dict(self._absent)
        good = True
        for place, remembered in self._places:
            column = place.column
            cell = cells[place.index] if place.index < len(cells) else None
            if cell is None or cell == "":
                value: Any = _EMPTY
            else:
                # 1, 1.0 and True are the same key; the type keeps them apart.
                known = (cell.__class__, cell) if cell.__class__ is not str else cell
                value = remembered.get(known)
                if value is None:
                    value = _parsed(column, cell)
                    if len(remembered) < _REMEMBERED:
                        remembered[known] = value
            if value is _EMPTY:
                if column.mandatory:
                    self._tell(number, column.field, "missing_value", {})
                    good = False
                values[column.field] = column.empty
            elif value.__class__ is CellProblem:
                for code, facts in value.found:
                    self._tell(number, column.field, code, dict(facts))
                good = False
            else:
                values[column.field] = value
        self._finish(number, values, good)

    def _finish(self, number: int, values: dict[str, Any], good: bool) -> None:
        identity = self._table.identity(values)
        if identity is not None:
            first = self._seen.setdefault(identity, number)
            if first != number:
                told_by, field = self._table.told_by, self._table.identity_field
                facts = {"first_row": first, "value": shown(told_by(values) if told_by else values.get(field))}
                self._tell(number, self._table.identity_field, "duplicate", facts)
                good = False
        for field, code, facts in self._table.check(values):
            self._tell(number, field, code, facts)
            good = False
        if good:
            self._good[number] = self._table.make(row=number, **values)

    def _tell(self, number: int, field: str, code: str, facts: dict[str, Any]) -> None:
        self._errors.add(RowError(number, self._heading.get(field), code, facts, field))

    def as_table(self, header: Header, others: tuple[str, ...]) -> TableRows[Row]:
        """What was read. A table with a header and no rows is told of."""
        if not self._good and not self._errors:
            self._errors.add(RowError(None, None, "no_rows"))
        return TableRows(self._good, self._errors, self._heading, header.ignored, others, self._seen)


class _Empty:
    """A cell that holds nothing once it is cleaned."""


_EMPTY = _Empty()


def _parsed(column: Column, cell: Cell) -> Any:
    """The value of a cell, or the problem itself, so that it too is remembered."""
    if isinstance(cell, str) and not cell.strip():
        return _EMPTY
    try:
        return column.parse(cell)
    except CellProblem as problem:
        problem.__traceback__ = None
        return problem
