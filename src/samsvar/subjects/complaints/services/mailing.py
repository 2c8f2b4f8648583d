"""Mail about complaints: put in the outbox in the transaction of what it tells of."""

from collections.abc import Iterable
from datetime import date, datetime

from samsvar.platform.access.holders import at_work
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_message, queue_messages
from samsvar.platform.organisation.models import OrgUnit, Person, held_on
from samsvar.subjects.complaints.models import Complaint

REMINDER = "complaint_due"
ARRIVED = "complaint_arrived"
NEWS = "complaint_news"
HEARD = "complaint_heard"
NAMED = "complaint_named"
RECEIPT = "complaint_receipt"
_HANDLING = [role.value for role, rights in ROLES.items() if Permission.MANAGE_COMPLAINTS in rights.own]


def mail_complainant(complaint: Complaint, kind: str, occasion: str, *, by: Actor, at: datetime) -> None:
    """Put a mail of the kind in the outbox, once for the occasion; none where whoever complained left no address."""
    if not complaint.email:
        return
    queue_message(
        kind=kind,
        occasion=f"{kind} {occasion}",
        to=Recipient(complaint.email, "", complaint.language),
        target=complaint.key,
        enterprise=complaint.enterprise,
        by=by,
        at=at,
    )


def mail_handlers(
    complaint: Complaint, kind: str, occasion: str, people: Iterable[Person], *, by: Actor, at: datetime
) -> int:
    """Tell those who handle it, once for the occasion; how many messages are new."""
    messages = [
        Addressed(Recipient(each.email, each.name, each.language), f"{kind} {occasion}", complaint.key)
        for each in people
        if each.is_active
    ]
    if not messages:
        return 0
    return len(queue_messages(kind=kind, messages=messages, enterprise=complaint.enterprise, by=by, at=at))


def those_who_handle(complaint: Complaint, today: date) -> list[Person]:
    """Whoever has taken it on; all with the right in the enterprise, where nobody has, or whoever had may no more."""
    by_right = handlers_of(complaint.enterprise, today)
    handler = complaint.handler
    if handler is None:
        return by_right
    named = complaint.handlers.filter(person=handler).exists() and at_work([handler.pk], complaint.enterprise, today)
    return [handler] if handler in by_right or named else by_right


def handlers_of(enterprise: OrgUnit, today: date) -> list[Person]:
    """Those with the right to handle complaints in the enterprise as a whole today."""
    held = RoleAssignment.objects.filter(held_on(today), unit=enterprise, role__in=_HANDLING)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
