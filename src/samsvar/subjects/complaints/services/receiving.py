"""A complaint comes in: its number, what is promised, and those who are told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samsvar.core.rules import complaints as rules
from samsvar.core.rules.complaints import Status
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed
from samsvar.platform.cases.services import mail_people, mail_sender, next_number, record_case
from samsvar.platform.links.codes import digest_of_code
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed
from samsvar.subjects.complaints import events
from samsvar.subjects.complaints.models import Complaint, ComplaintTopic
from samsvar.subjects.complaints.selectors import promise_of
from samsvar.subjects.complaints.services.mailing import ARRIVED, RECEIPT, handlers_of


@dataclass(frozen=True)
class Told:
    """What somebody tells, and what they chose to say of themselves. `language` is the form's."""

    topic: str
    account: str
    language: str = "nb"
    place: str = ""
    wish: str = ""
    relation: str = ""
    name: str = ""
    contact: str = ""
    email: str = ""


@transaction.atomic
def receive_complaint(
    *,
    enterprise: OrgUnit,
    told: Told,
    channel: str,
    received_at: datetime,
    by: Actor,
    at: datetime,
    code: str = "",
    handler: Person | None = None,
) -> Complaint:
    """Take in a complaint with its number and the days promised; those who handle complaints are told at once.

    `code` is that of the receipt, of which only the digest is kept. Raises NotAllowed: `no_account`, `no_such_topic`,
    `received_in_the_future`.
    """
    if not told.account.strip():
        raise NotAllowed("no_account")
    if told.topic not in ComplaintTopic.values:
        raise NotAllowed("no_such_topic")
    if received_at > at:
        raise NotAllowed("received_in_the_future")
    received_on, promise = oslo_day(received_at), promise_of(enterprise)
    answer_due_on = rules.first_answer_deadline(received_on, promise).due_on
    complaint = Complaint.objects.create(
        enterprise=enterprise,
        number=next_number(Complaint, enterprise, received_on.year),
        language=told.language,
        channel=channel,
        received_at=received_at,
        received_on=received_on,
        topic=told.topic,
        account=told.account.strip(),
        place=told.place.strip(),
        wish=told.wish.strip(),
        relation=told.relation,
        name=told.name.strip(),
        contact=told.contact.strip(),
        email=told.email.strip(),
        code_digest=digest_of_code(code) if code else "",
        handler=handler,
        status=Status.RECEIVED,
        answer_due_on=answer_due_on,
        conclude_due_on=rules.conclusion_deadline(received_on, promise).due_on,
        due_on=answer_due_on,
        created_at=at,
        updated_at=at,
    )
    mail_sender(complaint, RECEIPT, complaint.key, by=by, at=at)
    if handler is None:
        mail_people(complaint, ARRIVED, complaint.key, handlers_of(enterprise, oslo_day(at)), by=by, at=at)
    record_case(events.RECEIVED, complaint, [changed(complaint)], by=by, at=at)
    return complaint
