"""Reads activities in as the enterprise's own: all rows or none, and the same file again changes nothing."""

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.activities import ActivityRow
from samsvar.core.readers.values.words import key
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.wheel.timing import DayOfYear, When
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import enterprise_key
from samsvar.platform.organisation.services.writing import save_values
from samsvar.registers.wheel.events import ACTIVITIES_IMPORTED
from samsvar.registers.wheel.models import Activity, timing_of
from samsvar.registers.wheel.services.planning import replan

_COLUMNS = {"name_nb": "name_nb", "name_nn": "name_nn", "phase": "phase", "role": "role", "about": "about_nb"}


@transaction.atomic
def import_activities(
    *,
    enterprise: OrgUnit,
    rows: Sequence[ActivityRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Stores what the rows say that is not stored yet; the years to come are placed anew.

    What the file brings counts from today: what was due earlier in the year does not become late by being read in.
    A row is the activity with its id, else with its name, among the enterprise's own. What the file has no column for
    is left as it is, and so is a law's day.
    """
    held = list(Activity.objects.filter(enterprise=enterprise))
    by_code, by_name = {each.code: each for each in held}, {key(each.name_nb): each for each in held}
    number = max((each.number for each in held), default=0)
    stamps: dict[str, Any] = {"counts_from": oslo_day(at), "created_at": at, "updated_at": at}
    new: list[Activity] = []
    moved: list[tuple[Activity, dict[str, Any]]] = []
    for row in rows:
        found = by_code.get(row.id or "") or (None if row.id else by_name.get(key(row.name_nb)))
        wanted = _wanted(row, fields)
        if found is None:
            number += 1
            code = row.id or new_key()
            new.append(Activity(enterprise=enterprise, code=code, number=number, **stamps, **wanted))
            continue
        if found.fixed:
            wanted.pop("timing", None)
        values = {name: value for name, value in wanted.items() if getattr(found, name) != value}
        if values:
            moved.append((found, values))
    outcome = ImportOutcome(len(new), len(moved), len(rows) - len(new) - len(moved))
    if outcome.writes and not dry_run:
        changes: list[RowChange] = [changed(each) for each in Activity.objects.bulk_create(new)]
        changes += [save_values(each, values, at=at) for each, values in moved]
        chain = enterprise_key(enterprise)
        record(ACTIVITIES_IMPORTED, by=by, at=at, enterprise=chain, rows=changes, about=outcome.about(sha256))
        replan(enterprise=enterprise, by=by, at=at)
    return outcome


def _wanted(row: ActivityRow, fields: Container[str] | None) -> dict[str, Any]:
    wanted: dict[str, Any] = {
        column: getattr(row, name) or "" for name, column in _COLUMNS.items() if fields is None or name in fields
    }
    if fields is None or "last_day" in fields:
        wanted["timing"] = _timing(row)
    return wanted


def _timing(row: ActivityRow) -> dict[str, Any]:
    """The days; a first day alone is the one day. A last day before the first is the next year's."""
    last = row.last_day or row.first_day
    if last is None:
        return {}
    if row.first_day is None or row.first_day == last:
        return timing_of(When(DayOfYear(*last)))
    first = (row.first_day[0], row.first_day[1] or 1)
    is_next_year = (last[0], last[1] or 31) < first
    return timing_of(When(DayOfYear(*last, years=int(is_next_year)), DayOfYear(*first)))
