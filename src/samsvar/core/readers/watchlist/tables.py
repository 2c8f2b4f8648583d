"""Lists as tables: OpenSanctions' `targets.simple.csv`, and the list under the Uyghur Forced Labor Prevention Act."""

import csv
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from samsvar.core.readers.columns import HEADER_WITHIN, Column, Header, Headings
from samsvar.core.readers.results import CellProblem, FileProblem, Lookups, Progress, RowError, Source
from samsvar.core.readers.spreadsheets.opening import open_sheets
from samsvar.core.readers.values.text import Cell
from samsvar.core.readers.watchlist.names import listed_names
from samsvar.core.readers.watchlist.rows import (
    COMPANIES,
    ID_LENGTH,
    Found,
    ListedRow,
    Passed,
    clean,
    countries_of,
    day_or_year,
    unlike,
)

OPENSANCTIONS, UFLPA = "opensanctions_table", "uflpa"


def _several(cell: Cell) -> list[str]:
    """Values joined by semicolons; one that holds a semicolon or a quote is quoted, as OpenSanctions writes."""
    text = cell if isinstance(cell, str) else clean(cell)
    try:
        parts = next(csv.reader([text.replace("\n", " ").replace("\r", " ")], delimiter=";"), [])
    except csv.Error as problem:
        raise CellProblem("too_long", length=len(text), limit=csv.field_size_limit()) from problem
    return [part for part in map(clean, parts) if part]


def _identifier(cell: Cell) -> str:
    return clean(cell, ID_LENGTH)


_COLUMNS = (
    Column("id", "id|ID", _identifier),
    Column("schema", "schema|Type", clean),
    Column("name", "name|Name of entity|Entity|Entity name|Navn|Namn", clean, mandatory=True),
    Column("aliases", "aliases|Alias|Also known as|Other names|Alternative names", _several, empty=[]),
    Column("countries", "countries|Country|Land", _several, empty=[]),
    Column("addresses", "addresses|Address|Adresse", _several, empty=[]),
    Column("identifiers", "identifiers|Identifier", _several, empty=[]),
    Column("sanctions", "sanctions|Programme|Program", _several, empty=[]),
    Column("program_ids", "program_ids", _several, empty=[]),
    Column("dataset", "dataset", _several, empty=[]),
    Column("sector", "sector|Sektor|Industry", clean, empty=""),
    Column("listed", "listed|Effective date|Date added|Date|Listed on", day_or_year, empty=""),
    Column("first_seen", "first_seen", day_or_year, empty=""),
    Column("last_seen", "last_seen", day_or_year, empty=""),
    Column("last_change", "last_change", day_or_year, empty=""),
)
HEADINGS = Headings(_COLUMNS)


def table_kind(source: Source, name: str) -> str:
    """Which list it is, by its headings. Raises FileProblem."""
    with open_sheets(source, name, HEADINGS.score) as sheets, _ended(next(sheets).rows) as begun:
        header, _rows = _begun(begun)
    fields = {place.column.field for place in header.places}
    return OPENSANCTIONS if {"id", "schema"} <= fields else UFLPA


def table_rows(
    source: Source, name: str, lookups: Lookups, passed: Passed, progress: Progress | None = None
) -> Iterator[Found]:
    """The companies of a table, and what is wrong in it. Raises FileProblem, also on the way."""
    with open_sheets(source, name, HEADINGS.score, progress) as sheets, _ended(next(sheets).rows) as begun:
        header, rows = _begun(begun)
        yield from header.errors
        if header.errors:
            return
        fields = {place.column.field for place in header.places}
        make = _entity if {"id", "schema"} <= fields else _uflpa
        for number, cells in rows:
            if number > header.row:
                values, errors = _values(header, number, cells)
                yield from errors
                if not errors and values:
                    found = make(number, values, lookups, passed)
                    if found is not None:
                        yield found


@contextmanager
def _ended(rows: Iterator[Any]) -> Iterator[Iterator[Any]]:
    """The rows, let go of before the file is closed, also where they are not read to their end."""
    try:
        yield rows
    finally:
        if isinstance(rows, Generator):
            rows.close()


def _begun(rows: Iterator[tuple[int, Sequence[Cell]]]) -> tuple[Header, Iterator[tuple[int, Sequence[Cell]]]]:
    first = list(islice(rows, HEADER_WITHIN))
    if not first:
        raise FileProblem("no_rows")
    return HEADINGS.find(first), chain(first, rows)


def _values(header: Header, number: int, cells: Sequence[Cell]) -> tuple[dict[str, Any], list[RowError]]:
    values = {column.field: column.empty for column in _COLUMNS}
    errors: list[RowError] = []
    filled = False
    for place in header.places:
        cell = cells[place.index] if place.index < len(cells) else None
        column, blank = place.column, cell is None or (isinstance(cell, str) and not cell.strip())
        filled = filled or not blank
        if blank:
            if column.mandatory:
                errors.append(RowError(number, place.heading, "missing_value", {}, column.field))
            continue
        try:
            values[column.field] = column.parse(cell)
        except CellProblem as problem:
            errors += [RowError(number, place.heading, code, facts, column.field) for code, facts in problem.found]
    return (values, errors) if filled else ({}, [])


def _entity(row: int, values: Mapping[str, Any], lookups: Lookups, passed: Passed) -> Found | None:
    if not values["id"]:
        return RowError(row, "id", "missing_value", {}, "id")
    if values["schema"] not in COMPANIES:
        passed.others += 1
        return None
    return ListedRow(
        row=row,
        id=values["id"],
        name=values["name"],
        aliases=unlike(values["aliases"], values["name"]),
        countries=countries_of(values["countries"], lookups, passed),
        numbers=unlike(values["identifiers"], ""),
        addresses=unlike(values["addresses"], ""),
        programmes=unlike([*values["program_ids"], *values["dataset"], *values["sanctions"]], ""),
        listed_on=values["first_seen"],
        seen_on=max(values["last_change"], values["last_seen"], values["first_seen"]),
    )


def _uflpa(row: int, values: Mapping[str, Any], lookups: Lookups, passed: Passed) -> Found | None:
    names = listed_names(values["name"])
    if not names.name:
        return RowError(row, "name", "missing_value", {}, "name")
    return ListedRow(
        row=row,
        id=values["id"] or " ".join(names.name.casefold().split())[:ID_LENGTH],
        name=names.name,
        aliases=unlike([*names.aliases, *values["aliases"]], names.name),
        weak=names.weak,
        countries=countries_of(values["countries"], lookups, passed),
        numbers=unlike(values["identifiers"], ""),
        addresses=unlike(values["addresses"], ""),
        topics=(values["sector"],) if values["sector"] else (),
        with_subsidiaries=names.with_subsidiaries,
        listed_on=values["listed"],
        seen_on=values["listed"],
    )
