"""What the mails about a complaint say. They tell that there is something to read, and where; never what it is.

To whoever complained they speak of a case, in the language of the form: somebody else may read the mail. The link is
minted when the mail is made, and stands nowhere at rest.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.catalogues.complaint_form import form_words
from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.complaints import URGENT
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.cases.following import Following
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.purposes import register_purpose
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import as_language, current_language
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.presenters.words import day_in
from samsvar.subjects.complaints.services.mailing import ARRIVED, HEARD, NAMED, NEWS, RECEIPT, REMINDER

PURPOSE = register_purpose(
    "complaint",
    gettext_lazy("a complaint of one’s own"),
    cookie_seconds=60 * 60,
    remedy=gettext_lazy("Open the case again with the number and the code on your receipt."),
)
FOLLOWED = Following(
    Complaint,
    PURPOSE,
    receipt="public:complaint_receipt",
    link="public:complaint_link",
    page="public:complaint",
    by_code=timedelta(hours=1),
    by_mail=timedelta(days=60),
    wrong="wrong",
)


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(RECEIPT, _receipt, gettext_lazy("Receipt for a complaint"))
    register(NEWS, _news, gettext_lazy("News in a complaint"))
    register(HEARD, _heard, gettext_lazy("Whoever complained has written"))
    register(NAMED, _named, gettext_lazy("Somebody is named to handle a complaint"))
    register(ARRIVED, _arrived, gettext_lazy("A complaint has come"))
    register(REMINDER, _remind, gettext_lazy("Reminder of a complaint"))


def _complaint_of(message: OutgoingMessage) -> Complaint:
    found = Complaint.objects.filter(enterprise=message.enterprise, key=message.target)
    complaint = found.select_related("enterprise").first()
    if complaint is None or complaint.forgotten_on is not None:
        raise NotWanted
    return complaint


def _receipt(message: OutgoingMessage, at: datetime) -> Mail:
    complaint = _complaint_of(message)
    words = form_words(complaint.language)
    first = words.say("mail_receipt", number=complaint.number, day=day_in(complaint.language, complaint.answer_due_on))
    return _to_complainant(message, complaint, words.say("mail_receipt_subject", number=complaint.number), first, at)


def _news(message: OutgoingMessage, at: datetime) -> Mail:
    complaint = _complaint_of(message)
    words = form_words(complaint.language)
    first = words.say("mail_news", number=complaint.number)
    return _to_complainant(message, complaint, words.say("mail_news_subject", number=complaint.number), first, at)


def _heard(message: OutgoingMessage, at: datetime) -> Mail:
    words = _("Whoever sent complaint %(number)s has written more.")
    return _to_handlers(_complaint_of(message), _("News in complaint %(number)s"), words)


def _named(message: OutgoingMessage, at: datetime) -> Mail:
    words = _("You are named to help handle complaint %(number)s. Only a few may read it.")
    return _to_handlers(_complaint_of(message), _("You may handle complaint %(number)s"), words)


def _to_complainant(message: OutgoingMessage, complaint: Complaint, subject: str, first: str, at: datetime) -> Mail:
    address, until = FOLLOWED.mailed_address(complaint, message, at)
    rest = form_words(complaint.language).say(
        "mail_link", link=address, day=day_in(complaint.language, oslo_day(until))
    )
    name = complaint.enterprise.name(as_language(complaint.language))
    return Mail(subject, f"{first}\n\n{rest}\n\n{name}")


def _arrived(message: OutgoingMessage, at: datetime) -> Mail:
    complaint = _complaint_of(message)
    text = _("Complaint %(number)s has come. It is to be answered by %(day)s.")
    if complaint.topic in URGENT:
        text = _("Complaint %(number)s has come, and must be read at once: somebody may be hurt while it waits.")
    return _to_handlers(complaint, _("Complaint %(number)s has come"), text)


def _remind(message: OutgoingMessage, at: datetime) -> Mail:
    """What is due; nothing where the complaint has ended meanwhile."""
    complaint = _complaint_of(message)
    if complaint.due_on is None:
        raise NotWanted
    late = complaint.due_on < oslo_day(at)
    if complaint.answered_on is None:
        text = (
            _("Complaint %(number)s should have been answered by %(day)s, as you have promised.")
            if late
            else _("Complaint %(number)s is to be answered by %(day)s, as you have promised.")
        )
    else:
        text = (
            _("Complaint %(number)s should have been concluded by %(day)s, as you have promised.")
            if late
            else _("Complaint %(number)s is to be concluded by %(day)s, as you have promised.")
        )
    return _to_handlers(complaint, _("Complaint %(number)s is due"), text)


def _to_handlers(complaint: Complaint, subject: str, text: str) -> Mail:
    due_on = complaint.due_on or complaint.answer_due_on
    facts = {"number": complaint.number, "day": format_date(due_on, current_language(), "text")}
    address = whole_address("complaints:complaint", complaint.key)
    return Mail(subject % facts, f"{text % facts}\n\n{address}")
