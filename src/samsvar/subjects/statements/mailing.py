"""The letter to those asked to approve a statement: that it waits, until when and where; never what it says."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Addressed, Recipient, queue_messages
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.statements.models import Approval, Statement, StatementStatus

ASKED = "statement_approval"


def declare() -> None:
    """Registers the kind of mail; called once at start."""
    register(ASKED, _asked, gettext_lazy("Somebody is asked to approve a statement"))


def tell_those_asked(statement: Statement, people: Iterable[Person], *, by: Actor, at: datetime) -> None:
    """Put a letter to each in the outbox, in the caller's transaction; one for each time it is sent to approval."""
    occasion = f"approve {statement.key} {statement.version}"
    messages = [
        Addressed(Recipient(each.email, each.name, each.language), occasion, statement.key)
        for each in people
        if each.is_active and each.email
    ]
    if messages:
        queue_messages(kind=ASKED, messages=messages, enterprise=statement.enterprise, by=by, at=at)


def _asked(message: OutgoingMessage, at: datetime) -> Mail:
    """What waits for the person; nothing where they approved it, or it was returned, meanwhile."""
    waiting = Approval.objects.filter(
        statement__key=message.target,
        statement__status=StatementStatus.SUBMITTED,
        person__email=message.recipient_address,
        person__is_active=True,
        approved_at=None,
        voided_at=None,
    )
    one = waiting.select_related("statement__enterprise").first()
    if one is None:
        raise NotWanted
    statement = one.statement
    facts = {"year": statement.year, "name": statement.enterprise.name(current_language())}
    text = _(
        "%(name)s asks you to read and approve the statement under the Transparency Act for %(year)s. "
        "Nobody can change the text while it waits for you."
    )
    if statement.board_meeting_on is not None:
        facts["day"] = format_date(statement.board_meeting_on, current_language(), "text")
        text += "\n\n" + _("The meeting that deals with it is held on %(day)s.")
    subject = _("The statement for %(year)s waits for your approval")
    return Mail(subject % facts, f"{text % facts}\n\n{whole_address('statements:approve', statement.key)}")
