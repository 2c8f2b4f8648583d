"""What the neighbour has leaves no trace in Kari's pages: not a count, not an order, not a byte."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from tests.cast import Cast
from tests.pages.asking import all_bytes, ask, client_for, lay_places, masked, tables
from tests.pages.rows import Places, Row

MANY = 60


def test_the_neighbours_rows_change_no_byte_of_karis_pages(cast: Cast):
    """As many of the tables' records as can stand together are laid at once, until each table has had its turn."""
    waiting, told = tables(), []
    while waiting:
        with transaction.atomic():
            waiting = _in_one_world(waiting, cast, told)
            transaction.set_rollback(True)
    assert told == []


def _in_one_world(waiting: list[Any], cast: Cast, told: list[str]) -> list[Any]:
    """Tells of the pages that the neighbour's rows change; returns the tables that could not stand with the others."""
    seen, left = _laid_together(waiting, cast)
    client = client_for("kari", cast)
    before = []
    for row, places in seen:
        with connection.execute_wrapper(_only_looked(f"{row}: looking at it was recorded as an act", told)):
            before.append(_content(row, client, places))
    for table in tables():
        if hasattr(table, "more"):
            table.more(cast, MANY)
    after = [_content(row, client, places) for row, places in seen]
    told += [str(row) for (row, _), then, now in zip(seen, before, after, strict=True) if now != then]
    return left


def _only_looked(words: str, told: list[str]) -> Callable[..., Any]:
    """Tells of a page that writes into the trail when it is asked for by GET: what changes anything is recorded."""

    def watch(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_event"'):
            told.append(words)
        return execute(sql, *given)

    return watch


def _laid_together(waiting: list[Any], cast: Cast) -> tuple[list[tuple[Row, Places]], list[Any]]:
    """The rows that Kari sees with their places, of the tables whose records can stand together; and the others."""
    seen: list[tuple[Row, Places]] = []
    left = []
    for table in waiting:
        try:
            with transaction.atomic():
                places = lay_places(table, cast)
        except Exception:  # whatever the others' records forbid; with none before it a fault is its own
            if table is waiting[0]:
                raise
            left.append(table)
            continue
        seen += [(row, places) for row in table.ROWS if row.get and row.get["kari"] == 200]
    return seen, left


def _content(row: Row, client: Any, places: Places) -> bytes:
    answer = ask(row, "get", client, places)
    assert answer.status_code == 200, row
    return masked(all_bytes(answer))
