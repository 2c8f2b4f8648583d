"""Mail about requests: put in the outbox in the transaction of what it tells of."""

from datetime import datetime

from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Recipient, queue_message
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
