"""What the letters about documents say: that something is to be read or reviewed, when and where; never what."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.selectors.documents import due_for_review
from samsvar.subjects.governance.selectors.signing import asked_of_person
from samsvar.subjects.governance.services.reminding import REVIEW, SIGN, review_ahead


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(SIGN, _sign, gettext_lazy("Somebody is asked to read and confirm a document"))
    register(REVIEW, _review, gettext_lazy("Documents that are to be reviewed"))


def _sign(message: OutgoingMessage, at: datetime) -> Mail:
    """What is owed now; nothing where it is confirmed, or the round ended, meanwhile."""
    person = Person.objects.filter(email=message.recipient_address, is_active=True).first()
    owed = asked_of_person(person, oslo_day(at)) if person is not None else []
    one = next((each for each in owed if each.round.key == message.target and each.is_open), None)
    if one is None or one.due_on is None or message.enterprise is None:
        raise NotWanted
    day = format_date(one.due_on, current_language(), "text")
    if one.due_on < oslo_day(at):
        subject = _("A document was to be read and confirmed by %(day)s")
        text = _("%(name)s has asked you to read and confirm a document by %(day)s. It takes a few minutes:")
    else:
        subject = _("A document to read and confirm by %(day)s")
        text = _("%(name)s asks you to read and confirm a document by %(day)s. It takes a few minutes:")
    facts = {"day": day, "name": message.enterprise.name(current_language())}
    address = whole_address("governance:sign", one.document.key)
    return Mail(subject % facts, f"{text % facts}\n\n{address}")


def _review(message: OutgoingMessage, at: datetime) -> Mail:
    """How many are due now, or by the yearly review; nothing where all are reviewed, or the review over, meanwhile."""
    enterprise, today = message.enterprise, oslo_day(at)
    ahead = review_ahead(enterprise, today) if enterprise else None
    before = enterprise is not None and message.target != enterprise.key
    if enterprise is None or (before and (ahead is None or ahead.key != message.target)):
        raise NotWanted
    last = ahead.due_on if before and ahead is not None else today
    due = [row for row, _when in due_for_review(enterprise, today, last) if row.is_ours]
    if not due:
        raise NotWanted
    n = len(due)
    subject = ngettext("%(n)d document is to be reviewed", "%(n)d documents are to be reviewed", n) % {"n": n}
    if before and ahead is not None and last is not None:
        text = _(
            "By %(day)s %(name)s goes through its governing documents. See which are due by then, and prepare whether "
            "each is to be kept, changed or withdrawn."
        ) % {"day": format_date(last, current_language(), "text"), "name": enterprise.name(current_language())}
        return Mail(subject, f"{text}\n\n{whole_address('wheel:occurrence', ahead.key)}")
    text = _(
        "At %(name)s these are due for review or for the yearly confirmation of the board, or nobody has noted when "
        "they were last reviewed. Keep them as they are, change them or withdraw them, and note the case."
    ) % {"name": enterprise.name(current_language())}
    address = whole_address("governance:documents", view="review", unit=enterprise.key)
    return Mail(subject, f"{text}\n\n{address}")
