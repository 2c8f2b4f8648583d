"""What a service says of the rows it changed, and the canonical values of a row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import models

from samsvar.platform.audit.hashing import canonical, commitment, leaf_of, plain_value, row_digest
from samsvar.platform.audit.records import Recorded


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


class SealedRow(NamedTuple):
    """A row change with its salt, hashes and content text, as it is stored."""

    table: str
    row_key: str
    person_key: str
    digest: str
    content: str
    salt: str
    commitment: str
    leaf: str


def snapshot(instance: models.Model, ties: Mapping[str, list[int]] | None = None) -> dict[str, Any]:
    """The row's recorded columns as canonical values: days and instants (UTC) in ISO form, None for empty.

    A field that ties it to several rows counts as a column: their numbers in order, read from the database where they
    are not given. So ties are changed before the change is told of. The same before and after a round through the
    database. Raises TypeError where a column holds an expression such as F(…): read the row again first.
    """
    plan = _plan_of(type(instance))
    found: dict[str, Any]
    if plan.overridden and isinstance(instance, Recorded):
        found = {name: _formed(value, *plan.forms.get(name, _AS_IS)) for name, value in instance.as_recorded().items()}
    else:
        found = {
            name: value if value is None or value.__class__ is ready else form(value)
            for (name, (ready, form)), value in zip(plan.forms.items(), plan.values(instance), strict=True)
        }
    if plan.tied:
        found |= ties_of(type(instance), [instance.pk])[instance.pk] if ties is None else ties
    return found


def ties_of(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, dict[str, list[int]]]:
    """Which rows each row is tied to: their numbers in order, by the row's own and the field. One query a field.

    Asked of the ties alone: a reader may be kept from rows of another enterprise that a row of theirs is tied to.
    """
    asked = list(keys)
    found: dict[Any, dict[str, list[int]]] = {key: {} for key in asked}
    for field in model._meta.many_to_many:
        for ties in found.values():
            ties[field.name] = []
        own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through: Any = field.remote_field.through
        rows = through._base_manager.filter(**{f"{own}__in": [key for key in asked if key]})
        for key, tied in rows.order_by(other).values_list(own, other):
            found[key][field.name].append(tied)
    return found


def _formed(value: Any, ready: type | None, form: Callable[[Any], Any]) -> Any:
    return value if value is None or value.__class__ is ready else form(value)


def changed(instance: models.Model, was: Mapping[str, Any] | None = None) -> RowChange:
    """The change of a saved row. `was` is its `snapshot` from before; without it the row is new."""
    return RowChange(
        instance._meta.db_table, _key_of(instance), was, snapshot(instance), "", _person_of(instance), instance
    )


def removed(instance: models.Model) -> RowChange:
    """The removal of a row; to be made before it is deleted."""
    return RowChange(
        instance._meta.db_table, _key_of(instance), snapshot(instance), None, "", _person_of(instance), instance
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
    leaf = leaf_of(change.table, change.key, change.person_key, digest, committed)
    return SealedRow(change.table, change.key, change.person_key, digest, content, salt, committed, leaf)


def _difference(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return {"is": {name: now.get(name) for name in names}, "was": {name: was.get(name) for name in names}}


def _key_of(instance: models.Model) -> str:
    return str(getattr(instance, "key", None) or instance.pk)


def _person_of(instance: models.Model) -> str:
    if _plan_of(type(instance)).concerns and isinstance(instance, Recorded):
        return instance.concerns_person()
    return ""


def _instant(value: Any) -> str:
    if value.__class__ is datetime and value.tzinfo is UTC:
        return str(value.isoformat())
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


def _form_of(field: "models.Field[Any, Any]") -> "_Form":
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DecimalField):
        return None, _decimal(field.decimal_places)
    for kind, ready, form in _FORMS:
        if isinstance(field, kind):
            return ready, form
    return None, plain_value


#: The type whose values are canonical as they are (None: none are), and how to make others so.
_Form = tuple[type | None, Callable[[Any], Any]]
_AS_IS: _Form = (None, lambda value: value)
_FORMS: tuple[tuple[type["models.Field[Any, Any]"], type | None, Callable[[Any], Any]], ...] = (
    (models.BooleanField, bool, bool),
    (models.FloatField, float, float),
    (models.IntegerField, int, int),
    (models.DateTimeField, None, _instant),
    (models.DateField, None, _day),
    (models.BinaryField, None, _bytes),
    (models.JSONField, dict, lambda value: value),
    (models.CharField, str, str),
    (models.TextField, str, str),
    (models.FileField, str, str),
    (models.UUIDField, str, str),
    (models.GenericIPAddressField, str, str),
)


@dataclass(frozen=True)
class _Plan:
    """How a model's rows are read: its recorded columns in order of name, and all their values in one call."""

    overridden: bool
    concerns: bool
    tied: bool
    forms: dict[str, _Form]
    values: Callable[[models.Model], tuple[Any, ...]]


@cache
def _plan_of(model: type[models.Model]) -> _Plan:
    left_out: frozenset[str] = getattr(model, "unrecorded", frozenset())
    fields = {field.attname: field for field in model._meta.concrete_fields if field.attname not in left_out}
    return _Plan(
        overridden=getattr(model, "as_recorded", Recorded.as_recorded) is not Recorded.as_recorded,
        concerns=getattr(model, "concerns_person", Recorded.concerns_person) is not Recorded.concerns_person,
        tied=bool(model._meta.many_to_many),
        forms={name: _form_of(fields[name]) for name in sorted(fields)},
        values=attrgetter(*sorted(fields)) if len(fields) > 1 else lambda row: (row.pk,),
    )
