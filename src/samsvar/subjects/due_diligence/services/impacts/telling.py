"""Telling another enterprise that a case is shared with it."""

from datetime import datetime

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.holders import holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.walls import show_besides
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.subjects.due_diligence.models import ImpactShare

CASE_SHARED = "case_shared"


def tell_of_share(share: ImpactShare, *, by: Actor, at: datetime) -> None:
    """Put a letter to each who works with impacts there in that enterprise's outbox, in the caller's transaction."""
    show_besides([share.enterprise_id])
    occasion = f"{CASE_SHARED} {share.key} {share.version}"
    people = holders_of(Permission.MANAGE_IMPACTS, share.enterprise, oslo_day(at))
    messages = [
        Addressed(Recipient(person.email, person.name, person.language), occasion, share.key) for person in people
    ]
    if messages:
        queue_messages(kind=CASE_SHARED, messages=messages, enterprise=share.enterprise, by=by, at=at)
