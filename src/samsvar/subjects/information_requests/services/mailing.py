"""Mail about requests: put in the outbox in the transaction of what it tells of."""

from collections.abc import Sequence
from datetime import date, datetime

from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_message, queue_messages
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.information_requests.models import InformationRequest

REMINDER = "request_due"


def mail_applicant(request: InformationRequest, kind: str, occasion: str, *, by: Actor, at: datetime) -> None:
    """Put a mail of the kind in the outbox, once for the occasion; none where the one who asked left no address."""
    if not request.applicant_email:
        return
    to = Recipient(request.applicant_email, request.applicant_name, request.language)
    queue_message(
        kind=kind,
        occasion=f"{kind} {occasion}",
        to=to,
        target=request.key,
        enterprise=request.enterprise,
        by=by,
        at=at,
    )


def remind_of(
    enterprise: OrgUnit,
    due: Sequence[tuple[InformationRequest, date, Sequence[Recipient]]],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Put a reminder in the outbox for each (request, the day it is about, who gets it); how many are new."""
    messages = [
        Addressed(to, f"{REMINDER} {request.key} {on.isoformat()}", request.key)
        for request, on, recipients in due
        for to in recipients
    ]
    if not messages:
        return 0
    return len(queue_messages(kind=REMINDER, messages=messages, enterprise=enterprise, by=by, at=at))
