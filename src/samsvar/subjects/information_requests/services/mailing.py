"""Mail to the one who asked: queued in the transaction of what it tells of."""

from datetime import datetime

from samsvar.platform.audit.actor import Actor
from samsvar.subjects.information_requests.models import InformationRequest


def mail_applicant(request: InformationRequest, kind: str, occasion: str, *, by: Actor, at: datetime) -> None:
    """Queue a mail of the kind, once for the occasion; nothing where the one who asked left no address."""
    if not request.applicant_email:
        return
