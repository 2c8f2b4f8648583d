"""Meetings of bodies and their days; what hangs on them in the wheel follows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.wheel.meetings import faults_in_meetings
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import Body
from samsvar.platform.organisation.services import NotAllowed, enterprise_key
from samsvar.platform.organisation.services.writing import known_fields, save_changed, save_new, save_values
from samsvar.registers.wheel import events
from samsvar.registers.wheel.models import Meeting
from samsvar.registers.wheel.services.planning import plan_wheel

EDITABLE = frozenset({"year", "number", "held_on", "place", "cancelled"})


@transaction.atomic
def save_meeting(
    *,
    body: Body,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    meeting: Meeting | None = None,
    version: int | None = None,
) -> Meeting:
    """Add a meeting of a body, or change one (`EDITABLE`). The wheel of its year is placed anew.

    Raises NotAllowed: `two_of_one_number`, `numbers_out_of_order`, `number_below_one`, `not_in_its_year` (held more
    than a month from its year); StaleVersion.
    """
    known_fields(fields, EDITABLE)
    years = {fields["year"]} | ({meeting.year} if meeting else set())
    _check(Meeting(body=body, pk=meeting.pk if meeting else None, **fields))
    kind, enterprise = events.MEETING_SAVED, body.enterprise
    if meeting is None:
        saved = save_new(Meeting(body=body, **fields), kind=kind, enterprise=enterprise, by=by, at=at)
    else:
        saved = save_changed(meeting, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    for year in sorted(years):
        plan_wheel(enterprise=enterprise, year=year, by=by, at=at)
    return saved


@transaction.atomic
def set_days(*, body: Body, year: int, days: Iterable[date], by: Actor, at: datetime, place: str = "") -> list[Meeting]:
    """Date a body's ordinary meetings of the year, numbered as they fall; those that stand get their new day.

    Of more meetings than days the last are cancelled, so that what hangs on them tells of it. Raises NotAllowed:
    `not_in_its_year`, `no_days`.
    """
    ordered = sorted(set(days))
    if not ordered:
        raise NotAllowed("no_days")
    held = {row.number: row for row in Meeting.objects.filter(body=body, year=year, number__isnull=False)}
    rows, saved = [], []
    for number, day in enumerate(ordered, start=1):
        row = held.pop(number, None) or Meeting(body=body, year=year, number=number, created_at=at, updated_at=at)
        values = {"held_on": day, "cancelled": False, "place": place or row.place}
        _check_year(year, day)
        saved.append(row)
        if row._state.adding:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            rows.append(changed(row))
        elif any(getattr(row, name) != value for name, value in values.items()):
            rows.append(save_values(row, values, at=at))
    rows += [save_values(row, {"cancelled": True}, at=at) for row in held.values() if not row.cancelled]
    if rows:
        about = {"count": len(rows)}
        record(events.MEETINGS_SAVED, by=by, at=at, enterprise=enterprise_key(body.enterprise), rows=rows, about=about)
    plan_wheel(enterprise=body.enterprise, year=year, by=by, at=at)
    return saved


def _check(meeting: Meeting) -> None:
    others = Meeting.objects.filter(body=meeting.body, year=meeting.year).exclude(pk=meeting.pk)
    name = meeting.body.key
    found = faults_in_meetings([meeting.as_rule(name), *(other.as_rule(name) for other in others)])
    if found:
        raise NotAllowed(found[0][0])
    if meeting.held_on:
        _check_year(meeting.year, meeting.held_on)


def _check_year(year: int, day: date) -> None:
    """A meeting belongs to the year whose matters it takes up, and may lie in the January after."""
    if not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31):
        raise NotAllowed("not_in_its_year")
