"""What hangs on an edition or on a process: saved and removed in one way, with its ties to other rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ManyToManyRel

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import changed, record, removed, snapshot
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, save_values, take_version


@dataclass(frozen=True)
class Kinds:
    """The kinds of event a part leaves."""

    added: str
    changed: str
    removed: str


def save_row(
    row: Record,
    fields: Mapping[str, Any],
    *,
    kinds: Kinds,
    enterprise: OrgUnit,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Save a new or changed part. A field that ties it to several rows is set after; the trail names them by key."""
    many = {field.name for field in row._meta.many_to_many}
    plain = {name: value for name, value in fields.items() if name not in many}
    tied = {name: list(value) for name, value in fields.items() if name in many}
    about = {name: sorted(each.key for each in rows) for name, rows in tied.items()}
    if row.pk is None:
        for column, value in plain.items():
            setattr(row, column, value)
        row.created_at = row.updated_at = at
        row.save()
        _tie(row, tied)
        record(kinds.added, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row)], about=about)
        return
    before = {name: sorted(each.key for each in getattr(row, name).all()) for name in tied}
    if before == about and all(getattr(row, column) == value for column, value in plain.items()):
        return
    was = snapshot(row)
    save_values(row, plain, at=at, version=version)
    _tie(row, tied)
    rows = [changed(row, was=was)]
    record(kinds.changed, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)


def remove_row(
    row: Record, *, kinds: Kinds, enterprise: OrgUnit, by: Actor, at: datetime, version: int | None = None
) -> None:
    """Remove a part; the trail keeps what it was, and that those tied to it no longer are. Raises StaleVersion."""
    take_version(row, version, at)
    tied = [(each, snapshot(each)) for each in _tied_to(row)]
    rows = [removed(row)]
    row.delete()
    for each, was in tied:
        take_version(each, None, at)  # whoever has it open must see that what it rested on is gone
        each.save()
        rows.append(changed(each, was=was))
    record(kinds.removed, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)


def _tied_to(row: Record) -> list[Record]:
    """The rows that are tied to this one by a field of theirs."""
    fields = [each.field for each in row._meta.get_fields(include_hidden=True) if isinstance(each, ManyToManyRel)]
    found: list[Record] = []
    for field in fields:
        rows: Any = field.model._base_manager.filter(**{field.name: row}).order_by("pk")
        found += rows
    return found


def _tie(row: Record, tied: Mapping[str, list[Record]]) -> None:
    for name, rows in tied.items():
        getattr(row, name).set(rows)
