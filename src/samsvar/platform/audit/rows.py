"""What a service says of the rows it changed, and the canonical values of a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import models

from samsvar.platform.audit.hashing import canonical, commitment, leaf_of, plain_value, row_digest


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after, as canonical values; `was` is None for a new row, `now` None for a removed one.

    `person_key` is the person whose personal content it holds. The first change of an event is the event's object;
    `label` is then what a reader calls it, taken from `instance` where it is not given.
    """

    table: str
    key: str
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    label: str = ""
    person_key: str = ""
    instance: models.Model | None = None


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A row change with its salt, hashes and content text, as it is stored."""

    table: str
    row_key: str
    person_key: str
    digest: str
    content: str
    salt: str
    commitment: str
    leaf: str


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The row's recorded columns as canonical values: days and instants (UTC) in ISO form, None for empty.

    The same before and after a round through the database. Raises TypeError where a column holds an expression
    such as F(…): read the row again first.
    """
    forms = _forms_of(type(instance))
    taken = instance.as_recorded() if hasattr(instance, "as_recorded") else _columns(instance)
    return {
        name: None if value is None else forms[name](value) if name in forms else value for name, value in taken.items()
    }


def changed(instance: models.Model, was: Mapping[str, Any] | None = None) -> RowChange:
    """The change of a saved row. `was` is its `snapshot` from before; without it the row is new."""
    return RowChange(
        table=instance._meta.db_table,
        key=_key_of(instance),
        was=was,
        now=snapshot(instance),
        person_key=_person_of(instance),
        instance=instance,
    )


def removed(instance: models.Model) -> RowChange:
    """The removal of a row; to be made before it is deleted."""
    return RowChange(
        table=instance._meta.db_table,
        key=_key_of(instance),
        was=snapshot(instance),
        now=None,
        person_key=_person_of(instance),
        instance=instance,
    )


def label_of(change: RowChange) -> str:
    """What a reader calls the row, empty where it has no name of its own; at most 200 characters."""
    if change.label or change.instance is None or type(change.instance).__str__ is models.Model.__str__:
        return change.label[:200]
    return str(change.instance)[:200]


def sealed(change: RowChange, salt: str) -> SealedRow:
    """The change as it is stored. For a changed row only the columns that differ are kept."""
    digest = ""
    if change.now is None:
        content = canonical({"was": change.was})
    else:
        row = canonical(change.now)
        digest = row_digest(salt, row)
        content = f'{{"is":{row}}}' if change.was is None else canonical(_difference(change.was, change.now))
    committed = commitment(salt, content)
    return SealedRow(
        table=change.table,
        row_key=change.key,
        person_key=change.person_key,
        digest=digest,
        content=content,
        salt=salt,
        commitment=committed,
        leaf=leaf_of(change.table, change.key, change.person_key, digest, committed),
    )


def _difference(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return {"is": {name: now.get(name) for name in names}, "was": {name: was.get(name) for name in names}}


def _columns(instance: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def _key_of(instance: models.Model) -> str:
    return str(getattr(instance, "key", None) or instance.pk)


def _person_of(instance: models.Model) -> str:
    return str(instance.concerns_person()) if hasattr(instance, "concerns_person") else ""


def _instant(value: Any) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value.tzinfo is None:
        raise ValueError("an instant must have a time zone")
    return str(value.astimezone(UTC).isoformat())


def _day(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return str(value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat())


def _decimal(places: int) -> Callable[[Any], str]:
    step = Decimal(1).scaleb(-places)
    return lambda value: format(Decimal(value).quantize(step), "f")


def _bytes(value: Any) -> str:
    return sha256(bytes(value)).hexdigest()


def _json(value: Any) -> Any:
    return value


def _form_of(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DecimalField):
        return _decimal(field.decimal_places)
    for kind, form in _FORMS:
        if isinstance(field, kind):
            return form
    return plain_value


_FORMS: tuple[tuple[type["models.Field[Any, Any]"], Callable[[Any], Any]], ...] = (
    (models.BooleanField, bool),
    (models.FloatField, float),
    (models.IntegerField, int),
    (models.DateTimeField, _instant),
    (models.DateField, _day),
    (models.BinaryField, _bytes),
    (models.JSONField, _json),
    (models.CharField, str),
    (models.TextField, str),
    (models.FileField, str),
    (models.UUIDField, str),
    (models.GenericIPAddressField, str),
)


@cache
def _forms_of(model: type[models.Model]) -> dict[str, Callable[[Any], Any]]:
    return {field.attname: _form_of(field) for field in model._meta.concrete_fields}
