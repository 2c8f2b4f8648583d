"""The day's letters: to those asked to read and confirm, and to those who manage documents that are to be reviewed.

No nagging: somebody asked gets one letter when asked, one a week of work before, one the day before and one when late;
a manager one a month about all documents together, and one before the yearly review. What stands longer is listed on
the pages.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from samsvar.core.rules.acknowledgements import State, reminder_for
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.wheel.models import ActivityResult, Occurrence
from samsvar.subjects.governance.models import AcknowledgementRound, DocumentStanding, RoundKind
from samsvar.subjects.governance.selectors.documents import due_for_review
from samsvar.subjects.governance.selectors.signing import asked_at
from samsvar.subjects.governance.services.signing import gather_signers

SIGN, REVIEW = "document_sign", "documents_review"
STILL_TOLD = timedelta(days=30)
"""So long after the day somebody is still written to; after that their leader follows up."""
TOLD_BEFORE = timedelta(days=14)
"""So long before the yearly review its documents are told of."""


def remind_everywhere(*, by: Actor, at: datetime) -> int:
    """The day's letters of every enterprise; how many are new."""
    enterprises = OrgUnit.objects.enterprises().alive(oslo_day(at)).order_by("pk")
    return sum(
        remind(enterprise=each, by=by, at=at) for each in enterprises for remind in (remind_signers, remind_of_reviews)
    )


@transaction.atomic
def remind_signers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Put the day's letters to those asked at the enterprise in the outbox; how many are new.

    Whoever came since yesterday is asked too.
    """
    today = oslo_day(at)
    keys = enterprise.line_keys
    rounds = AcknowledgementRound.objects.filter(
        ended_on=None,
        kind=RoundKind.SIGN,
        opened_on__lte=today,
        document_version__document__standing=DocumentStanding.IN_FORCE,
        document_version__document__enterprise__key__in=keys,
    ).select_related("document_version__document")
    every = list(rounds.order_by("pk"))
    if not every:
        return 0
    gather_signers(enterprise=enterprise, by=by, at=at)
    messages = []
    for one in every:
        for duty, signer in asked_at(one, one.document_version.document, enterprise, today).of(State.OPEN, State.LATE):
            person, day = signer.person, duty.due_on
            if person is None or day is None or today > day + STILL_TOLD:
                continue
            said = reminder_for(duty, (), today) or "asked"
            to = Recipient(person.email, person.name, person.language)
            messages.append(Addressed(to, f"sign {one.key} {said}", one.key))
    return len(queue_messages(kind=SIGN, messages=messages, enterprise=enterprise, by=by, at=at)) if messages else 0


def review_ahead(enterprise: OrgUnit, today: date) -> Occurrence | None:
    """The wheel's yearly review of documents that is next, where it is near enough to be told of. One query."""
    rows = Occurrence.objects.open().filter(enterprise=enterprise, due_on__gt=today, due_on__lte=today + TOLD_BEFORE)
    return rows.filter(activity__result=ActivityResult.DOCUMENT_DECISIONS).order_by("due_on", "pk").first()


@transaction.atomic
def remind_of_reviews(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Tell those who manage documents that some are to be reviewed or confirmed anew; how many are told.

    Once a month what is due; and once before the yearly review of the wheel, what falls due by its day.
    """
    today = oslo_day(at)
    ahead = review_ahead(enterprise, today)
    last = ahead.due_on if ahead is not None else today
    due = [row for row, when in due_for_review(enterprise, today, last) if row.is_ours]
    if not due:
        return 0
    managers = at_work({row.manager_id for row in due}, enterprise, today)
    told = set(managers.values())
    if any(row.manager_id not in managers for row in due):
        told |= set(holders_of(Permission.MANAGE_DOCUMENTS, enterprise, today))
    word, target = f"reviews {today:%Y-%m}", enterprise.key
    if ahead is not None:
        word, target = f"reviews before {ahead.key} {last}", ahead.key
    messages = [
        Addressed(Recipient(each.email, each.name, each.language), word, target)
        for each in sorted(told, key=lambda person: person.pk)
    ]
    return len(queue_messages(kind=REVIEW, messages=messages, enterprise=enterprise, by=by, at=at))
