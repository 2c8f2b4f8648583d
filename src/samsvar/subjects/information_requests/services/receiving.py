"""A request comes in: its number, its deadline, and the code on its receipt."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from samsvar.core.rules import information_requests as rules
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.information_requests import REGIMES, Status
from samsvar.platform.access.holders import holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed
from samsvar.platform.cases.services import mail_people, mail_sender, next_number, record_case
from samsvar.platform.links.codes import digest_of_code
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed
from samsvar.subjects.information_requests import events
from samsvar.subjects.information_requests.models import InformationRequest, RequestPart


@dataclass(frozen=True)
class Asked:
    """What somebody asks, and what they chose to say of themselves."""

    regime: str
    question: str
    language: str
    name: str = ""
    address: str = ""
    email: str = ""


#: The kind of message to those who may take a request that has come.
ARRIVED = "request_arrived"
ASKED = tuple(field.name for field in fields(Asked))


@transaction.atomic
def receive_request(
    *,
    enterprise: OrgUnit,
    asked: Asked,
    channel: str,
    received_at: datetime,
    by: Actor,
    at: datetime,
    code: str = "",
    handler: Person | None = None,
) -> InformationRequest:
    """Take in a request with its number and its deadline; a receipt is mailed where there is an address.

    Where nobody handles it yet, all who may are told that it has come.

    `code` is that of the receipt, of which only the digest is kept. Raises NotAllowed: `no_question`,
    `received_in_the_future`.
    """
    if not asked.question.strip():
        raise NotAllowed("no_question")
    if received_at > at:
        raise NotAllowed("received_in_the_future")
    received_on = oslo_day(received_at)
    due_on = rules.answer_deadline(REGIMES[asked.regime], received_on).due_on
    request = InformationRequest.objects.create(
        enterprise=enterprise,
        number=next_number(InformationRequest, enterprise, received_on.year),
        regime=asked.regime,
        language=asked.language,
        channel=channel,
        received_at=received_at,
        received_on=received_on,
        question=asked.question.strip(),
        applicant_name=asked.name.strip(),
        applicant_address=asked.address.strip(),
        applicant_email=asked.email.strip(),
        receipt_digest=digest_of_code(code) if code else "",
        handler=handler,
        status=Status.IN_PROGRESS if handler else Status.RECEIVED,
        answer_due_on=due_on,
        due_on=due_on,
        created_at=at,
        updated_at=at,
    )
    part = RequestPart.objects.create(request=request, position=1, text=request.question, created_at=at, updated_at=at)
    mail_sender(request, "request_receipt", request.key, by=by, at=at)
    if handler is None:
        everybody = holders_of(Permission.MANAGE_REQUESTS, enterprise, oslo_day(at))
        mail_people(request, ARRIVED, request.key, everybody, by=by, at=at)
    record_case(events.RECEIVED, request, [changed(request), changed(part)], by=by, at=at)
    return request
