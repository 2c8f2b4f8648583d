"""The mails about complaints, and who is told."""

from datetime import date

from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.subjects.complaints.models import Complaint

REMINDER = "complaint_due"
ARRIVED = "complaint_arrived"
NEWS = "complaint_news"
HEARD = "complaint_heard"
NAMED = "complaint_named"
RECEIPT = "complaint_receipt"


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
    return holders_of(Permission.MANAGE_COMPLAINTS, enterprise, today)
