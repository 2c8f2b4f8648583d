"""Reminders to those who handle complaints, and what is forgotten afterwards."""

from datetime import datetime, timedelta

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.reminders import reminder_due
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, forget_row, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, take_version
from samsvar.subjects.complaints import events
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.selectors import owed_by
from samsvar.subjects.complaints.services.mailing import REMINDER, mail_handlers, those_who_handle

#: The furthest a reminder comes before its deadline: five working days, over Easter or Christmas.
AHEAD = timedelta(days=21)
#: How long it is kept who complained, after the complaint ended.
COMPLAINANTS_KEPT = timedelta(days=365)


@transaction.atomic
def remind_handlers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once, however often this runs."""
    today, count = oslo_day(at), 0
    for complaint in owed_by(enterprise, today + AHEAD).select_related("handler", "enterprise"):
        due = reminder_due(complaint.due_on, today) if complaint.due_on else None
        if due is None or complaint.due_on is None:
            continue
        occasion = f"{complaint.key} {complaint.due_on.isoformat()} {due}"
        people = those_who_handle(complaint, today)
        count += mail_handlers(complaint, REMINDER, occasion, people, by=by, at=at)
    return count


@transaction.atomic
def forget_old_complainants(*, by: Actor, at: datetime) -> int:
    """Remove who complained a year after it ended, here and in the trail; how many. Their code opens it no more."""
    before = oslo_day(at) - COMPLAINANTS_KEPT
    rows = Complaint.objects.filter(ended_on__lt=before, forgotten_on__isnull=True)
    known = list(rows.select_related("enterprise").order_by("pk"))
    for complaint in known:
        forget_row(Complaint._meta.db_table, complaint.key, by=by, at=at)
        take_version(complaint, None, at)
        complaint.name = complaint.contact = complaint.email = complaint.code_digest = ""
        complaint.forgotten_on = oslo_day(at)
        complaint.save()
        chain = enterprise_key(complaint.enterprise)
        record(events.FORGOTTEN, by=by, at=at, enterprise=chain, rows=[changed(complaint)])
    return len(known)
