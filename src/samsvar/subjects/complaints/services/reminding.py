"""Reminders to those who handle complaints, and what is forgotten afterwards."""

from datetime import datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.cases.services import AHEAD, forget_senders, remind_people
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.complaints import events
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.selectors import owed_by
from samsvar.subjects.complaints.services.mailing import REMINDER, those_who_handle


@transaction.atomic
def remind_handlers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once, however often this runs."""
    today = oslo_day(at)
    rows = owed_by(enterprise, today + AHEAD).select_related("handler", "enterprise")
    owed = [(complaint, complaint.due_on) for complaint in rows if complaint.due_on]
    return remind_people(
        REMINDER, owed, lambda complaint: those_who_handle(complaint, today), enterprise=enterprise, by=by, at=at
    )


def forget_old_complainants(*, by: Actor, at: datetime) -> int:
    """Remove who complained a year after it ended, here and in the trail; how many. Their code opens it no more."""
    return forget_senders(Complaint, events.FORGOTTEN, by=by, at=at)
