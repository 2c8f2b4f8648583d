"""Queries that are put together once and asked many times (docs/decisions/0023).

Building a query with the ORM and writing its SQL takes some milliseconds, often more than the database needs to answer.
What is kept here is the SQL with its values and how a row is read: nothing that a row holds. So each asking reads the
records anew, and the SQL is the ORM's own.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Expression, Field, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from samsvar.platform.organisation.models import OrgUnit

_MOST_KEPT = 400
#: By the question, the oldest first.
_kept: dict[Hashable, "_Prepared"] = {}


class Given(Expression):
    """A value in a query that is given each time it is asked."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A mark with this in the place of its value."""
        return "%s", [self]

    def value(self, given: dict[str, Any]) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


def several(name: str, field: "Field[Any, Any]", most: int) -> list[Any]:
    """`most` values for an `__in`, given by `padded`: so that the query is the same for few and for many."""
    return [Given(f"{name}{place}", field) for place in range(most)]


def padded(name: str, values: Sequence[Any], most: int) -> dict[str, Any]:
    """The values of `several`: the last is repeated. There must be one at least, and `most` at most."""
    assert 0 < len(values) <= most
    return {f"{name}{place}": values[min(place, len(values) - 1)] for place in range(most)}


#: No path is longer: 250 characters, and a unit's key with its full stop takes 17 of them.
_DEEPEST = 14


def in_line() -> list[Any]:
    """For an `__in`: the keys of a unit and those above it, given by `line_given`."""
    return several("line", CharField(), _DEEPEST)


def line_given(unit: OrgUnit) -> dict[str, Any]:
    """The values of `in_line`."""
    return padded("line", unit.line_keys, _DEEPEST)


def ask(question: Hashable | None, build: Callable[[], QuerySet[Any, Any]], **given: Any) -> list[Any]:
    """The rows of the query that `build` gives: instances, or tuples of `values_list`. One query.

    `question` must hold everything that the query is built from, but for what stands in it as `Given`; the viewer's
    access among it (`viewer.sight`). Two different queries under one question would be mistaken for each other.
    A query without a question is put together for this once, and not kept.
    """
    if question is None:
        return list(_Prepared(build(), once=True).rows(given))
    key = (connection.vendor, connection.settings_dict["NAME"], question)
    prepared = _kept.get(key)
    if prepared is None:
        while len(_kept) >= _MOST_KEPT and (oldest := next(iter(tuple(_kept)), None)) is not None:
            _kept.pop(oldest, None)
        prepared = _kept[key] = _Prepared(build())
    return list(prepared.rows(given))


def _cursor(*, planned_once: bool) -> Any:
    """On PostgreSQL one whose statements the server plans once for each connection, where that is asked for: a plan of
    many tables takes it longer to make than to carry out. Django's own cursors write values into the text.
    """
    if connection.vendor != "postgresql" or not planned_once:
        return connection.cursor()
    connection.ensure_connection()
    driver: Any = connection.Database  # type: ignore[attr-defined]  # each backend's own, not in the stubs
    made = _planned_once(driver.Cursor)(connection.connection)
    return connection.make_debug_cursor(made) if connection.queries_logged else connection.make_cursor(made)


@cache
def _planned_once(plain: Any) -> Any:
    """The driver's cursor, that also tells Django's log of queries what it asked: psycopg notes only what it does not
    prepare. Made of the class it is given, since SQLite does without the driver: 13 MB of each worker.
    """

    def send(self: Any, name: bytes, pgq: Any, **more: Any) -> None:
        self._query = pgq
        plain._send_query_prepared(self, name, pgq, **more)

    return type("PlannedOnce", (plain,), {"_send_query_prepared": send})


class _Prepared:
    """A query's SQL and how its rows are read."""

    def __init__(self, rows: QuerySet[Any, Any], *, once: bool = False) -> None:
        assert rows._iterable_class in (ModelIterable, ValuesListIterable)
        assert not rows._prefetch_related_lookups  # type: ignore[attr-defined]  # not in the stubs
        compiler = rows.query.get_compiler(connection=connection)
        self.sql = ""
        try:
            self.sql, values = compiler.as_sql()
        except EmptyResultSet:  # nothing can be found, whatever there is
            return
        self.values = list(values)
        self.has_given = any(isinstance(value, Given) for value in self.values)
        self.compiler = compiler
        self.converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        self.planned_once = self.has_given and not once
        self.reads_models = rows._iterable_class is ModelIterable

    def rows(self, given: dict[str, Any]) -> Iterator[Any]:
        if not self.sql:
            return
        values = self.values
        if self.has_given:
            values = [value.value(given) if isinstance(value, Given) else value for value in values]
        with _cursor(planned_once=self.planned_once) as cursor:
            cursor.execute(self.sql, values)
            found: Any = cursor.fetchall()
        found = (row[: self.compiler.col_count] for row in found)
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        yield from self._instances(found) if self.reads_models else map(tuple, found)

    def _instances(self, found: Any) -> Iterator[Any]:
        """As `ModelIterable` makes them."""
        info, select = self.compiler.klass_info, self.compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [each[0].target.attname for each in select[first:last]]
        populators = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]  # the stubs are ahead of 5.2
        for row in found:
            instance = info["model"].from_db(connection.alias, names, row[first:last])
            for populator in populators:
                populator.populate(row, instance)
            for name, place in self.compiler.annotation_col_map.items():
                setattr(instance, name, row[place])
            yield instance
