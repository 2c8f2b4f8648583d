"""Reminders to those who handle requests, and the day's tidying."""

from datetime import date, datetime, timedelta

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.reminders import reminder_due
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.selectors import owed_by
from samsvar.subjects.information_requests.services.mailing import REMINDER
from samsvar.subjects.information_requests.services.public_answers import forget_applicants

#: The furthest a reminder comes before its deadline: five working days, over Easter or Christmas.
AHEAD = timedelta(days=21)
#: How long it is kept who asked, after the request ended.
APPLICANTS_KEPT = timedelta(days=365)


@transaction.atomic
def remind_handlers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once, however often this runs.

    To the one who handles the request; to all who may, where nobody does yet, or whoever did has no role there now.
    """
    today = oslo_day(at)
    messages = []
    owed = list(owed_by(enterprise, today + AHEAD).select_related("handler"))
    everybody = holders_of(Permission.MANAGE_REQUESTS, enterprise, today) if owed else []
    handlers = at_work({request.handler_id for request in owed}, enterprise, today)
    for request in owed:
        wanted_on = _wanted_on(request)
        due = reminder_due(wanted_on, today)
        if due is None:
            continue
        occasion = f"{REMINDER} {request.key} {wanted_on.isoformat()} {due}"
        people = [handlers[request.handler_id]] if request.handler_id in handlers else everybody
        messages += [
            Addressed(Recipient(person.email, person.name, person.language), occasion, request.key) for person in people
        ]
    if not messages:
        return 0
    return len(queue_messages(kind=REMINDER, messages=messages, enterprise=enterprise, by=by, at=at))


def forget_old_applicants(*, by: Actor, at: datetime) -> int:
    """Remove who asked a year after the request ended; how many."""
    return forget_applicants(ended_before=oslo_day(at) - APPLICANTS_KEPT, by=by, at=at)


def _wanted_on(request: InformationRequest) -> date:
    """The day that was promised, or the law's where that is earlier or nothing was promised."""
    due_on = request.due_on or request.answer_due_on
    return min(request.promised_on, due_on) if request.promised_on and request.status == "extended" else due_on
