"""Reminders: of cases that nothing has been heard of for long, and to owners outside who owe an answer."""

from datetime import datetime, timedelta

from django.db import transaction

from samsvar.core.rules.cases import owner_reminder
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.subjects.due_diligence.models import AdverseImpact, OwnerLetter
from samsvar.subjects.due_diligence.owner_links import REMINDER
from samsvar.subjects.due_diligence.selectors.shared_cases import unanswered_letters
from samsvar.subjects.due_diligence.selectors.silent_cases import SILENT, silence_of, silent_cases

#: The furthest a reminder comes before its deadline: five working days, over Easter or Christmas.
AHEAD = timedelta(days=21)


@transaction.atomic
def remind_of_silent_cases(*, by: Actor, at: datetime) -> int:
    """Put the day's reminders in the outbox; how many are new. Each goes once, however often this runs.

    To the one who is responsible for the case; to all who may change it, where nobody at work is.
    """
    today = oslo_day(at)
    of_enterprise: dict[OrgUnit, list[AdverseImpact]] = {}
    for impact in silent_cases(today):
        of_enterprise.setdefault(impact.enterprise, []).append(impact)
    count = 0
    for enterprise, impacts in of_enterprise.items():
        everybody = holders_of(Permission.MANAGE_IMPACTS, enterprise, today)
        responsible = at_work({impact.responsible_id for impact in impacts}, enterprise, today)
        messages = [each for impact in impacts for each in _addressed(impact, responsible, everybody, at)]
        if messages:
            count += len(queue_messages(kind=SILENT, messages=messages, enterprise=enterprise, by=by, at=at))
    return count


def _addressed(
    impact: AdverseImpact, responsible: dict[int, Person], everybody: list[Person], at: datetime
) -> list[Addressed]:
    found = silence_of(impact, oslo_day(at))
    if found is None:
        return []
    occasion = f"{SILENT} {impact.key} {found.since.isoformat() if found.since else 'never'} {found.turn}"
    people = [responsible[impact.responsible_id]] if impact.responsible_id in responsible else everybody
    return [Addressed(Recipient(person.email, person.name, person.language), occasion, impact.key) for person in people]


@transaction.atomic
def remind_owners(*, by: Actor, at: datetime) -> int:
    """Put the day's reminders to owners outside in the outbox; how many are new. Each goes once, however often run."""
    today = oslo_day(at)
    of_enterprise: dict[OrgUnit, list[Addressed]] = {}
    for letter in unanswered_letters(until=today + AHEAD):
        of_enterprise.setdefault(letter.enterprise, []).extend(_to_owner(letter, at))
    return sum(
        len(queue_messages(kind=REMINDER, messages=messages, enterprise=enterprise, by=by, at=at))
        for enterprise, messages in of_enterprise.items()
        if messages
    )


def _to_owner(letter: OwnerLetter, at: datetime) -> list[Addressed]:
    inquiry = letter.inquiry
    due = owner_reminder(inquiry.asked_on, inquiry.due_on, oslo_day(at)) if inquiry.due_on else None
    if inquiry.due_on is None or due is None:
        return []
    occasion = f"{REMINDER} {letter.key} {inquiry.due_on.isoformat()} {due}"
    return [Addressed(Recipient(letter.address, letter.name, letter.language), occasion, letter.key)]
