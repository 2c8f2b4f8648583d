"""Writing many rows fast and telling the trail of each, without holding them all in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models

from samsvar.platform.audit.many import insert_many, next_numbers, update_many
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, snapshot
from samsvar.platform.imports.outcome import ChangedMeanwhile

Item = TypeVar("Item")
AT_A_TIME = 500


def portions(items: Iterable[Item], size: int = AT_A_TIME) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    stream = iter(items)
    while portion := list(islice(stream, size)):
        yield portion


class Inserts:
    """Inserts rows of one table portion by portion, without making an object of each: five times faster.

    A row is given as values by column; columns it does not name get the field's default. Values are text, whole
    numbers, truth values, days or None.
    """

    def __init__(self, model: type[models.Model], at: datetime, count: int) -> None:
        """`count` rows will be inserted."""
        self._model = model
        self._numbers = next_numbers(model._meta.db_table, count) if count else None
        self._fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        given = {"created_at": at, "updated_at": at}
        self._defaults = {field.attname: given.get(field.attname, field.get_default()) for field in self._fields}
        unrecorded: frozenset[str] = getattr(model, "unrecorded", frozenset())
        self._recorded = [field.attname for field in model._meta.concrete_fields if field.attname not in unrecorded]
        self._as_recorded = {name: _plain(value) for name, value in self._defaults.items()}
        forms = {field.attname: _form(field) for field in self._fields}
        self._stored = {
            name: form(value) if (form := forms[name]) and value is not None else value
            for name, value in self._defaults.items()
        }
        self._forms = {name: form for name, form in forms.items() if form is not None}
        self._columns = [str(field.column) for field in self._fields]

    def insert(self, rows: Sequence[dict[str, Any]]) -> list[tuple[int, RowChange]]:
        """Inserts the rows; the primary key and the change of each, in their order."""
        keys = [new_key() for _ in rows]
        table = self._model._meta.db_table
        made = [self._row(key, values) for key, values in zip(keys, rows, strict=True)]
        with connection.cursor() as cursor:
            if self._numbers is None:
                told = dict(insert_many(cursor, table, self._columns, made, "RETURNING key, id"))
                numbers = [told[key] for key in keys]
            else:
                numbers = list(islice(self._numbers, len(rows)))
                numbered = [[number, *row] for number, row in zip(numbers, made, strict=True)]
                insert_many(cursor, table, ["id", *self._columns], numbered)
        return [
            (number, RowChange(table, key, None, self._now(number, key, values)))
            for number, key, values in zip(numbers, keys, rows, strict=True)
        ]

    def _row(self, key: str, values: dict[str, Any]) -> list[Any]:
        stored = {**self._stored, **values, "key": key}
        for name, form in self._forms.items():
            if values.get(name) is not None:
                stored[name] = form(values[name])
        return list(stored.values())

    def _now(self, pk: int, key: str, values: dict[str, Any]) -> dict[str, Any]:
        now = {**self._as_recorded, **values, "id": pk, "key": key}
        return {name: value.isoformat() if (value := now[name]).__class__ is date else value for name in self._recorded}


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _values(instances: Sequence[Any], columns: Sequence[Any]) -> list[list[Any]]:
    """What the database is given, row by row: days and instants in its own form, all else as it is."""
    forms = [(field.attname, _form(field)) for field in columns]
    return [
        [
            value if value is None or form is None else form(value)
            for form, value in ((form, getattr(instance, name)) for name, form in forms)
        ]
        for instance in instances
    ]


def _form(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    return None


def change_rows(
    model: type[models.Model],
    wanted: Sequence[tuple[int, Item]],
    apply: Callable[[Any, Item], None],
    columns: Sequence[str],
    at: datetime,
) -> Iterator[RowChange]:
    """Read one portion of rows by primary key, let `apply` change them, and save the named columns.

    The version goes up by one. Raises ChangedMeanwhile where a row was saved by somebody else in between.
    """
    found = model._default_manager.in_bulk([pk for pk, _ in wanted])
    before: list[tuple[models.Model, dict[str, Any]]] = []
    for pk, item in wanted:
        instance: Any = found[pk]
        was = snapshot(instance)
        apply(instance, item)
        instance.version += 1
        instance.updated_at = at
        before.append((instance, was))
    _update([instance for instance, _ in before], [*columns, "version", "updated_at"])
    for instance, was in before:
        yield changed(instance, was=was)


def _update(instances: Sequence[Any], columns: Sequence[str]) -> None:
    """Saves the columns, each row only where the version is the one that was read."""
    model = type(instances[0])
    fields = [model._meta.get_field(column) for column in columns]
    values = [
        [*row, instance.pk, instance.version - 1]
        for row, instance in zip(_values(instances, fields), instances, strict=True)
    ]
    with connection.cursor() as cursor:
        if update_many(cursor, model, columns, values) != len(values):
            raise ChangedMeanwhile(model._meta.db_table)
