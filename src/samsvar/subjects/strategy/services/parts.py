"""What hangs on an edition or on a process: saved and removed in one way, with its ties to other rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, save_new, save_values, take_version


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
        save_new(row, kind=kinds.added, enterprise=enterprise, by=by, at=at)
        _tie(row, tied)
        return
    before = {name: sorted(each.key for each in getattr(row, name).all()) for name in tied}
    if before == about and all(getattr(row, column) == value for column, value in plain.items()):
        return
    change = save_values(row, plain, at=at, version=version)
    _tie(row, tied)
    record(kinds.changed, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[change], about=about)


def remove_row(
    row: Record, *, kinds: Kinds, enterprise: OrgUnit, by: Actor, at: datetime, version: int | None = None
) -> None:
    """Remove a part; the trail keeps what it was. Raises StaleVersion."""
    take_version(row, version, at)
    change = removed(row)
    row.delete()
    record(kinds.removed, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[change])


def _tie(row: Record, tied: Mapping[str, list[Record]]) -> None:
    for name, rows in tied.items():
        getattr(row, name).set(rows)
