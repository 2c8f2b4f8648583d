"""What all services of the organisation share: versions, refusals, and the chain an event belongs in."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.organisation.models import OrgUnit

Saved = TypeVar("Saved", bound=Record)


class Refused(ValueError):
    """A rule says no; what it says stands in the kinds of it."""


class NotAllowed(Refused):
    """A rule says no. `code` names the rule; `facts` are plain values for the words."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Hindered(Refused):
    """A rule says no for several reasons at once. `reasons` are their codes."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class StaleVersion(Exception):
    """Somebody saved after the form was opened. `now` is the row as it stands."""

    def __init__(self, now: Record) -> None:
        super().__init__(type(now).__name__)
        self.now = now


def enterprise_key(unit: OrgUnit) -> str | None:
    """The key of the enterprise whose chain the event belongs in; none for the installation's."""
    if unit.enterprise_id is None:
        return None
    if unit.enterprise_id == unit.pk:
        return unit.key
    return unit.enterprise.key if unit.enterprise else None


def take_version(row: Record, version: int | None, at: datetime) -> None:
    """Raise the row's version by one if it still is `version` (none: whatever it is). Raises StaleVersion."""
    expected = row.version if version is None else version
    model = type(row)
    hit = model._default_manager.filter(pk=row.pk, version=expected).update(version=expected + 1)
    if hit != 1:
        raise StaleVersion(model._default_manager.get(pk=row.pk))
    row.version = expected + 1
    row.updated_at = at


def known_fields(fields: Mapping[str, Any], columns: Collection[str]) -> dict[str, Any]:
    """The fields, all of them columns that the caller may write. Raises ValueError for any other: a fault of ours."""
    if unknown := set(fields) - set(columns):
        raise ValueError(f"not columns that can be written: {sorted(unknown)}")
    return dict(fields)


def standing(row: Record, column: str) -> Any:
    """The column as it stands in the database now; on PostgreSQL nobody changes the row until the transaction ends.

    For a rule that asks whether a row is still open: what was read with the page may be closed since.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.values_list(column, flat=True).get(pk=row.pk)


def save_new(row: Saved, *, kind: str, enterprise: OrgUnit, by: Actor, at: datetime) -> Saved:
    """Save a new row and record it."""
    row.created_at = row.updated_at = at
    row.save()
    record(kind, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row)])
    return row


def save_values(row: Record, values: Mapping[str, Any], *, at: datetime, version: int | None = None) -> RowChange:
    """Save new values of a row; its change, for the caller's own event to tell of. Raises StaleVersion."""
    was = snapshot(row)
    take_version(row, version, at)
    for column, value in values.items():
        setattr(row, column, value)
    row.save()
    return changed(row, was=was)


def save_changed(
    row: Saved,
    fields: Mapping[str, Any],
    *,
    kind: str,
    enterprise: OrgUnit,
    by: Actor,
    at: datetime,
    version: int | None = None,
    about: Mapping[str, Any] | None = None,
) -> Saved:
    """Save new values of a row and record them. Nothing happens where all values are as they were."""
    if all(getattr(row, column) == value for column, value in fields.items()):
        return row
    rows = [save_values(row, fields, at=at, version=version)]
    record(kind, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
    return row
