"""Queries that are put together once and asked many times (docs/decisions/0023).

Building a query with the ORM and writing its SQL takes some milliseconds, often more than the database needs to answer.
What is kept here is the SQL with its values and how a row is read: nothing that a row holds. So each asking reads the
records anew, and the SQL is the ORM's own.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

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


def ask(question: Hashable, build: Callable[[], QuerySet[Any, Any]], **given: Any) -> list[Any]:
    """The rows of the query that `build` gives: instances, or tuples of `values_list`. One query.

    `question` must hold everything that the query is built from, but for what stands in it as `Given`; the viewer's
    access among it (`viewer.sight`). Two different queries under one question would be mistaken for each other.
    """
    key = (connection.vendor, connection.settings_dict["NAME"], question)
    prepared = _kept.get(key)
    if prepared is None:
        while len(_kept) >= _MOST_KEPT and (oldest := next(iter(tuple(_kept)), None)) is not None:
            _kept.pop(oldest, None)
        prepared = _kept[key] = _Prepared(build())
    return list(prepared.rows(given))


class _Prepared:
    """A query's SQL and how its rows are read."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
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
        self.reads_models = rows._iterable_class is ModelIterable

    def rows(self, given: dict[str, Any]) -> Iterator[Any]:
        if not self.sql:
            return
        values = self.values
        if self.has_given:
            values = [value.value(given) if isinstance(value, Given) else value for value in values]
        with connection.cursor() as cursor:
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
