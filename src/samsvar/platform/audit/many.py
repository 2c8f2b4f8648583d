"""Many rows written by one statement: fast, and on SQLite the only way that stays fast inside a savepoint.

After each statement SQLite walks through all that it has kept in memory for taking the savepoints back. Row by row that
grows with the square of the rows (docs/decisions/0018).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

ROWS = 500
"""In one statement, at most."""
_VALUES = 30_000
"""Values in one statement, at most; SQLite takes no more than 32,766."""


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
            values: list[Any] = [json.dumps(said, ensure_ascii=False, allow_nan=False, default=_iso)]
        else:
            marks = f"({', '.join(['%s'] * len(columns))})"
            source = f"VALUES {', '.join([marks] * len(portion))}"
            values = [value for row in portion for value in row]
        cursor.execute(f"{insert} {source} {then}", values)
        if then.startswith("RETURNING"):
            returned += cursor.fetchall()
    return returned


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
