"""The mails to owners of agreements. The link is minted when the mail is made, and stands nowhere at rest."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import Recipient
from samsvar.platform.links.services import make_link
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import OwnerLetter
from samsvar.subjects.due_diligence.owner_links import ANSWERED, PURPOSE, QUESTION, RECEIPT, REMINDER
from samsvar.subjects.due_diligence.selectors.shared_cases import unanswered_letters

#: How long after the day an answer is wanted the link opens the page.
OPEN_AFTER = timedelta(days=90)
_BY = Actor(person_key="", name="samsvar", via="daily")


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(QUESTION, _question, gettext_lazy("Question to the owner of an agreement"))
    register(ANSWERED, _answered, gettext_lazy("Notice that the owner of an agreement has answered"))
    register(REMINDER, _reminder, gettext_lazy("Reminder to the owner of an agreement"))
    register(RECEIPT, _receipt, gettext_lazy("Receipt for an answer from the owner of an agreement"))


def _question(message: OutgoingMessage, at: datetime) -> Mail:
    letter = _letter_of(message)
    if letter.answered_at is not None or letter.withdrawn_at is not None:
        raise NotWanted
    until = _until(letter, at)
    facts = {
        "name": letter.enterprise.name(current_language()),
        "number": letter.impact.number,
        "due": format_date(letter.inquiry.due_on, current_language(), "text"),
        "until": format_date(oslo_day(until), current_language(), "text"),
        "link": _link(letter, message, until, at),
    }
    text = _(
        "%(name)s has a question about agreements that you own and we use. Please answer by %(due)s. Here you can read "
        "the question and answer it:\n\n%(link)s\n\nThe link is yours alone, and can be used until %(until)s. You need "
        "no account. Our reference is %(number)s.\n\n%(name)s"
    )
    return Mail(_("A question about your agreements (%(number)s)") % facts, text % facts)


def _reminder(message: OutgoingMessage, at: datetime) -> Mail:
    """What is still wanted; nothing where it was answered meanwhile, in one way or another, or the case is over."""
    letter = unanswered_letters(date.max).filter(enterprise=message.enterprise, key=message.target).first()
    if letter is None or letter.inquiry.due_on is None:
        raise NotWanted
    until = _until(letter, at)
    facts = {
        "name": letter.enterprise.name(current_language()),
        "number": letter.impact.number,
        "due": format_date(letter.inquiry.due_on, current_language(), "text"),
        "until": format_date(oslo_day(until), current_language(), "text"),
        "link": _link(letter, message, until, at),
    }
    first = (
        _("%(name)s asked you about agreements that you own and we use, and wanted your answer by %(due)s.")
        if letter.inquiry.due_on < oslo_day(at)
        else _("%(name)s has asked you about agreements that you own and we use. Please answer by %(due)s.")
    )
    rest = _(
        "Here you can read the question and answer it:\n\n%(link)s\n\nThe link is yours alone, and can be used until "
        "%(until)s. You need no account. If you have answered already, you need do nothing. Our reference is "
        "%(number)s.\n\n%(name)s"
    )
    subject = _("A reminder of our question about your agreements (%(number)s)")
    return Mail(subject % facts, f"{first % facts} {rest % facts}")


def _receipt(message: OutgoingMessage, at: datetime) -> Mail:
    letter = _letter_of(message)
    if letter.answered_at is None:
        raise NotWanted
    facts = {
        "name": letter.enterprise.name(current_language()),
        "number": letter.impact.number,
        "day": format_date(oslo_day(letter.answered_at), current_language(), "text"),
        "link": _link(letter, message, _until(letter, at), at),
    }
    text = _(
        "We received your answer on %(day)s. Thank you. Here you can read what you wrote:\n\n%(link)s\n\nOur reference "
        "is %(number)s.\n\n%(name)s"
    )
    return Mail(_("We have received your answer (%(number)s)") % facts, text % facts)


def _answered(message: OutgoingMessage, at: datetime) -> Mail:
    """To the one who is responsible for the case."""
    letter = _letter_of(message)
    facts = {"number": letter.impact.number}
    text = _("The owner of an agreement has answered what you asked in case %(number)s. Read it here:") % facts
    address = whole_address("due_diligence:impact", letter.impact.key)
    return Mail(_("An answer has come in case %(number)s") % facts, f"{text}\n\n{address}")


def _link(letter: OwnerLetter, message: OutgoingMessage, until: datetime, at: datetime) -> str:
    _row, secret = make_link(
        purpose=PURPOSE,
        target=letter.key,
        recipient=Recipient(name=message.recipient_name, address=message.recipient_address),
        enterprise=letter.enterprise,
        expires_at=until,
        by=_BY,
        at=at,
    )
    return whole_address("due_diligence:owner_link", secret)


def _until(letter: OwnerLetter, at: datetime) -> datetime:
    due_on = letter.inquiry.due_on or oslo_day(at)
    return max(datetime.combine(due_on, time(12), UTC), at) + OPEN_AFTER


def _letter_of(message: OutgoingMessage) -> OwnerLetter:
    found = OwnerLetter.objects.filter(enterprise=message.enterprise, key=message.target)
    letter = found.select_related("enterprise", "impact", "inquiry").first()
    if letter is None:
        raise NotWanted
    return letter
