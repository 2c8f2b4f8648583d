"""Many rows written by one statement: fast, and on SQLite the only way that stays fast inside a savepoint.

After each statement SQLite walks through all that it has kept in memory for taking the savepoints back. Row by row that
grows with the square of the rows (docs/decisions/0018).
"""

import json
import selectors
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from itertools import count, islice
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

ROWS = 500
"""In one statement, at most."""
_VALUES = 30_000
"""Values in one statement, at most; SQLite takes no more than 32,766."""
_UNSETTLED = 20
"""Statements in a stream before their answers are waited for: until then each is held in memory with its values."""


def insert_many(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], then: str = ""
) -> list[Any]:
    """Inserts the rows in portions; `then` may go on with `ON CONFLICT …` or `RETURNING …`, where the row is `kept`.

    A row is the values of `columns`, given as the database takes them. Gives what `RETURNING` does, in no order.
    PostgreSQL takes a portion as one text of JSON: a third of the work of writing out every value.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    insert = f"INSERT INTO {quote(table)} AS kept ({names})"
    returned: list[Any] = []
    for portion in _portions(rows):
        if connection.vendor == "postgresql":
            source = f"SELECT {names} FROM json_populate_recordset(NULL::{quote(table)}, %s::json)"  # noqa: S608  our names, no values
            said = [dict(zip(columns, row, strict=True)) for row in portion]
            told = json.dumps(said, ensure_ascii=False, allow_nan=False, default=_iso)
            cursor.execute(f"{insert} {source} {then}", [told])
            answer: Any = cursor
        else:
            # Past Django's cursor, which looks through the statement for marks each time: half the work of it all.
            statement = f"{insert} {_marks(len(columns), len(portion))} {then}"
            with connection.wrap_database_errors:
                answer = connection.connection.execute(statement, [value for row in portion for value in row])
        if then.startswith("RETURNING"):
            returned += answer.fetchall()
        else:
            _hand_over()
    return returned


@lru_cache(maxsize=100)
def _marks(columns: int, rows: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return f"VALUES {', '.join([row] * rows)}"


def pour(cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows as they come, in the quickest way there is; they may be millions. While it lasts, ask nothing else.

    PostgreSQL takes them by COPY, which it refuses of a table behind the wall between enterprises, and in a stream.
    """
    if connection.vendor != "postgresql":
        left = iter(rows)
        while portion := list(islice(left, ROWS)):
            insert_many(cursor, table, columns, portion)
        return
    quote = connection.ops.quote_name
    statement = f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def streamed(*models_written: type[models.Model]) -> Iterator[None]:
    """While it lasts, PostgreSQL works on what `insert_many` gave it while the next rows are made ready.

    What new rows of the models point to must be there before them: it is looked for with each portion, not at commit.
    What is asked meanwhile waits for its answer, but how many rows an UPDATE or DELETE changed is not told. A row that
    is refused is told of by a later statement, at the latest by the end; nothing after it is done. SQLite: as ever.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        for model in models_written:
            _check_at_once(model._meta.db_table)
        yield


def _check_at_once(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f' AND condeferrable",
            [connection.ops.quote_name(table)],
        )
        (names,) = cursor.fetchone()
        if names:
            cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")


_handed_over = count(1)


def _hand_over() -> None:
    """In a stream, waits until the server has read it all, since only then it works on it while we go on.

    Now and then it waits for the answers too, and lets go of what was asked.
    """
    if connection.vendor != "postgresql" or not connection.connection.pgconn.pipeline_status:
        return
    link = connection.connection.pgconn
    with selectors.DefaultSelector() as ready:
        ready.register(link.socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while link.flush():
            for _key, event in ready.select():
                if event & selectors.EVENT_READ:
                    link.consume_input()
    if next(_handed_over) % _UNSETTLED == 0:
        with connection.wrap_database_errors, connection.connection.pipeline():
            pass  # the end of an inner pipeline is where the outer one is in step with the server


def next_numbers(table: str, count: int) -> Iterator[int] | None:
    """The next primary keys of a table, taken from its sequence; None on SQLite, which tells them when it inserts."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [connection.ops.quote_name(table), count])
        return iter([number for (number,) in cursor.fetchall()])


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def update_many(cursor: CursorWrapper, model: type[models.Model], columns: Sequence[str], rows: Sequence[Any]) -> int:
    """Sets the named fields' columns of the rows, each where its version is still the one read; how many were.

    A row is the values of `columns`, given as the database takes them, then the primary key and that version.
    """
    quote = connection.ops.quote_name
    fields: list[Any] = [*map(model._meta.get_field, columns), model._meta.pk, model._meta.get_field("version")]
    table = quote(model._meta.db_table)
    sets = ", ".join(f"{quote(field.column)} = said.column{at}" for at, field in enumerate(fields[:-2], start=1))
    typed = f"({', '.join(map(_mark, fields))})"
    marks = f"({', '.join(['%s'] * len(fields))})"
    updated = 0
    for portion in _portions(rows):
        values = ", ".join([typed, *[marks] * (len(portion) - 1)])
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM (VALUES {values}) AS said"  # noqa: S608  our names, values are marks
            f" WHERE {table}.id = said.column{len(fields) - 1} AND {table}.version = said.column{len(fields)}",
            [value for row in portion for value in row],
        )
        updated += cursor.rowcount
    return updated


def _mark(field: Any) -> str:
    """A mark of the first row, which on PostgreSQL says the type of its column: without length, which would cut off."""
    if connection.vendor != "postgresql":
        return "%s"
    return f"%s::{field.rel_db_type(connection).partition('(')[0]}"


def _portions(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    size = max(1, min(ROWS, _VALUES // len(rows[0]))) if rows else 1
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
