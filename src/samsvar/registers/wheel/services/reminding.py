"""Reminders of what is due: to whoever is responsible, else to who has the role, else to those who set the wheel."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.wheel.reminders import GRACE_DAYS, USUAL_DAYS, reminders_due
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.selectors import holders_of_roles

REMINDER = "wheel_due"


@transaction.atomic
def remind_responsible(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once to each, however often this runs."""
    today = oslo_day(at)
    first, last = today - timedelta(days=max(USUAL_DAYS) + GRACE_DAYS), today - timedelta(days=min(USUAL_DAYS))
    rows = Occurrence.objects.filter(enterprise=enterprise, due_on__gte=first, due_on__lte=last).open()
    held = {
        row.as_rule(enterprise, row.activity.key).key: row for row in rows.select_related("activity", "responsible")
    }
    due = reminders_due([row.as_rule(enterprise, row.activity.key) for row in held.values()], today)
    told = who_is_told([held[each.occurrence] for each in due], enterprise, today)
    messages = [
        Addressed(
            Recipient(person.email, person.name, person.language),
            f"wheel {held[each.occurrence].key} {each.due_on.isoformat()} {each.days:+d}",
            held[each.occurrence].key,
        )
        for each in due
        for person in told[held[each.occurrence].pk]
    ]
    return len(queue_messages(kind=REMINDER, messages=messages, enterprise=enterprise, by=by, at=at)) if messages else 0


def who_is_told(rows: Iterable[Occurrence], enterprise: OrgUnit, today: date) -> dict[int, list[Person]]:
    """Who is told of each, by the occurrence's id. Three queries at most."""
    every = list(rows)
    if not every:
        return {}
    named = at_work({row.responsible_id for row in every}, enterprise, today)
    by_role = holders_of_roles({row.role for row in every if row.role}, enterprise, today)
    by_right = holders_of(Permission.MANAGE_WHEEL, enterprise, today)
    return {
        row.pk: [named[row.responsible_id]]
        if row.responsible_id and row.responsible_id in named
        else by_role.get(row.role) or by_right
        for row in every
    }
