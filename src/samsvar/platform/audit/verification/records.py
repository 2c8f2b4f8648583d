"""Are the rows of today as their last event left them? A change made with SQL shows as a change without an event."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.apps import apps
from django.db import models, transaction

from samsvar.platform.audit.contents import CONTENTS
from samsvar.platform.audit.hashing import canonical, row_digest
from samsvar.platform.audit.models import EVENTS_PER_CHAIN, Event, EventRow
from samsvar.platform.audit.records import Recorded
from samsvar.platform.audit.rows import snapshot, ties_of
from samsvar.platform.audit.verification.findings import Verification

_PORTION = 500
_NEVER = datetime.min.replace(tzinfo=UTC)


class _Last(NamedTuple):
    """A row's last event row: where it stands, and what the row was then (digest empty: removed)."""

    event_id: int
    position: int
    digest: str
    salt: str


def recorded_models() -> list[type[models.Model]]:
    """Every model whose rows leave events."""
    return [model for model in apps.get_models() if issubclass(model, Recorded) and model._meta.managed]


def check_records(found: Verification, progress: Callable[[int, int], None]) -> None:
    """Walks every recorded model and every row that the trail knows of."""
    kinds = recorded_models()
    for done, model in enumerate(kinds):
        progress(done, len(kinds))
        _rows_of_today(model, found)
        _rows_of_the_trail(model, found)
        _contents(model, found)
    progress(len(kinds), len(kinds))


def _rows_of_today(model: type[models.Model], found: Verification) -> None:
    """Read in portions by key, so that no cursor stays open over the second look."""
    rows = model._base_manager.order_by("pk")
    portion: list[models.Model] = []
    while portion := list((rows.filter(pk__gt=portion[-1].pk) if portion else rows)[:_PORTION]):
        found.records += len(portion)
        told, unchecked = _compare(model, portion)
        if told:  # somebody may have been writing in between: look again with the database standing still
            with transaction.atomic():
                told, unchecked = _compare(model, list(model._base_manager.filter(pk__in=[row.pk for row in portion])))
        found.unchecked += unchecked
        for code, key, last in told:
            _tell(found, code, model, key, last)


def _compare(model: type[models.Model], rows: list[models.Model]) -> tuple[list[tuple[str, str, _Last | None]], int]:
    lasts = _last_of(model._meta.db_table, [_key(row) for row in rows])
    columns = _columns_of(model._meta.db_table, {last.event_id for last in lasts.values()})
    ties = ties_of(model, [row.pk for row in rows])
    told: list[tuple[str, str, _Last | None]] = []
    unchecked = 0
    for row in rows:
        last = lasts.get(_key(row))
        if last is None:
            told.append(("row_without_event", _key(row), None))
        elif not last.digest:
            told.append(("returned_without_event", _key(row), last))
        else:
            same = _same(row, last, columns[last.event_id], ties[row.pk])
            unchecked += same is None
            if same is False:
                told.append(("changed_without_event", _key(row), last))
    return told, unchecked


def _same(row: models.Model, last: _Last, columns: list[str], ties: Mapping[str, list[int]]) -> bool | None:
    """None where it can no longer be known. A column added after the event is left out."""
    now = snapshot(row, ties)
    if not last.salt or any(name not in now for name in columns):
        return None
    return row_digest(last.salt, canonical({name: now[name] for name in columns})) == last.digest


def _contents(model: type[models.Model], found: Verification) -> None:
    """What rows hold the digests of. Each is compared with the database standing still, as others may be writing."""
    same = CONTENTS.get(model)
    if same is None:
        return
    for key in list(model._base_manager.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = model._base_manager.filter(pk=key).first()
            if row is not None and not same(row):
                found.tell("contents_changed", table=model._meta.db_table, key=_key(row))


def _rows_of_the_trail(model: type[models.Model], found: Verification) -> None:
    table = model._meta.db_table
    keys = EventRow.objects.filter(table=table).order_by("row_key").values_list("row_key", flat=True).distinct()
    portion: list[str] = []
    while portion := list((keys.filter(row_key__gt=portion[-1]) if portion else keys)[:_PORTION]):
        gone = [key for key, last in _gone(model, portion).items() if last.digest]
        if gone:
            with transaction.atomic():
                for key, last in _gone(model, gone).items():
                    if last.digest:
                        _tell(found, "deleted_without_event", model, key, last)


def _gone(model: type[models.Model], keys: list[str]) -> dict[str, _Last]:
    name = _key_name(model)
    here = {str(key) for key in model._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True)}
    return _last_of(model._meta.db_table, [key for key in keys if key not in here])


def _last_of(table: str, keys: list[str]) -> dict[str, _Last]:
    """The last event row of each row. Within a chain the order of ids is the order of events; across chains time is."""
    rows = EventRow.objects.filter(table=table, row_key__in=keys).order_by("event_id", "position")
    found: dict[str, dict[int, _Last]] = {}
    for key, *rest in rows.values_list("row_key", *_Last._fields):
        last = _Last(*rest)
        found.setdefault(key, {})[last.event_id // EVENTS_PER_CHAIN] = last
    several = {last.event_id for lasts in found.values() if len(lasts) > 1 for last in lasts.values()}
    at = dict(Event.objects.filter(pk__in=several).values_list("pk", "at")) if several else {}
    return {
        key: max(lasts.values(), key=lambda last: (at.get(last.event_id, _NEVER), last.event_id))
        for key, lasts in found.items()
    }


def _columns_of(table: str, event_ids: set[int]) -> dict[int, list[str]]:
    bodies = Event.objects.filter(pk__in=event_ids).values_list("pk", "body")
    known = {pk: list(json.loads(body)["columns"].get(table, ())) for pk, body in bodies}
    return {event_id: known.get(event_id, []) for event_id in event_ids}


def _key_name(model: type[models.Model]) -> str:
    return "key" if any(field.attname == "key" for field in model._meta.concrete_fields) else "pk"


def _key(row: models.Model) -> str:
    return str(getattr(row, _key_name(type(row))))


def _tell(found: Verification, code: str, model: type[models.Model], key: str, last: _Last | None) -> None:
    chain, sequence = "", None
    if last:
        chain = Event.objects.filter(pk=last.event_id).values_list("chain__key", flat=True).first() or ""
        sequence = last.event_id % EVENTS_PER_CHAIN
    found.tell(code, chain, sequence, table=model._meta.db_table, key=key)
