"""Reads a list through and judges it; its entries are read again when they are kept."""

from collections.abc import Iterator

from samsvar.core.readers.results import Errors, FileProblem, Lookups, Progress, ReadResult, RowError, Source, shown
from samsvar.core.readers.sources import MEGABYTE, content_kind, opened
from samsvar.core.readers.upload import checked_kind
from samsvar.core.readers.watchlist.entities import entity_rows
from samsvar.core.readers.watchlist.rows import Found, ListedRow, Passed, Watchlist
from samsvar.core.readers.watchlist.tables import table_kind, table_rows

LIMIT = 8_000 * MEGABYTE
"""Of a JSON file. A table has the spreadsheets' own limit."""
ENTRIES = 1_000_000
ENTITIES = "opensanctions_entities"


def read_watchlist(
    source: Source, name: str, lookups: Lookups, progress: Progress | None = None
) -> ReadResult[Watchlist]:
    """The list in a file, as the one row of the result; which format it is, is told by its content.

    Never raises for a bad file. Codes beside those of all tables and JSON: `not_entity`, `too_many_entries` (`limit`),
    `no_companies` (`others`).
    """
    passed, errors = Passed(), Errors()
    seen: dict[int, int] = {}
    newest, count = "", 0
    try:
        kind = _kind(source, name)
        for found in _rows(source, name, kind, lookups, passed, progress):
            if isinstance(found, RowError):
                errors.add(found)
                continue
            first = seen.setdefault(hash(found.id), found.row)
            if first != found.row:
                facts = {"first_row": first, "value": shown(found.id)}
                errors.add(RowError(found.row, "name" if kind == "uflpa" else "id", "duplicate", facts, "id"))
            count += 1
            newest = max(newest, found.seen_on)
            if count > ENTRIES:
                raise FileProblem("too_many_entries", found.row, limit=ENTRIES)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(), *errors.in_order()))
    if errors:
        return ReadResult((), errors.in_order())
    if not count:
        return ReadResult((), (RowError(None, None, "no_companies", {"others": passed.others}),))

    def entries() -> Iterator[ListedRow]:
        for found in _rows(source, name, kind, lookups, Passed(), None):
            if isinstance(found, ListedRow):
                yield found

    return ReadResult((Watchlist(kind, count, newest, passed, entries),))


def _kind(source: Source, name: str) -> str:
    with opened(source, LIMIT) as (file, _size):
        content = content_kind(file)
        if content == "json":
            checked_kind(file, name)
            return ENTITIES
    return table_kind(source, name)


def _rows(
    source: Source, name: str, kind: str, lookups: Lookups, passed: Passed, progress: Progress | None
) -> Iterator[Found]:
    if kind != ENTITIES:
        yield from table_rows(source, name, lookups, passed, progress)
        return
    with opened(source, LIMIT) as (file, size):
        yield from entity_rows(file, size, lookups, passed, progress)
