"""Reminders to those who handle requests, and the day's tidying."""

from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.cases.services import AHEAD, forget_senders, remind_people
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.subjects.information_requests import events
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.selectors import owed_by

REMINDER = "request_due"


@transaction.atomic
def remind_handlers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once, however often this runs.

    To the one who handles the request; to all who may, where nobody does yet, or whoever did has no role there now.
    """
    today = oslo_day(at)
    owed = list(owed_by(enterprise, today + AHEAD).select_related("handler"))
    everybody = holders_of(Permission.MANAGE_REQUESTS, enterprise, today) if owed else []
    handlers = at_work({request.handler_id for request in owed}, enterprise, today)

    def people_of(request: InformationRequest) -> list[Person]:
        return [handlers[request.handler_id]] if request.handler_id in handlers else everybody

    wanted = [(request, _wanted_on(request)) for request in owed]
    return remind_people(REMINDER, wanted, people_of, enterprise=enterprise, by=by, at=at)


def forget_old_applicants(*, by: Actor, at: datetime) -> int:
    """Remove who asked a year after the request ended; how many. What was asked and answered is kept."""
    return forget_senders(InformationRequest, events.FORGOTTEN, by=by, at=at)


def _wanted_on(request: InformationRequest) -> date:
    """The day that was promised, or the law's where that is earlier or nothing was promised."""
    due_on = request.due_on or request.answer_due_on
    return min(request.promised_on, due_on) if request.promised_on and request.status == "extended" else due_on
