"""What the mails about a request say. They tell that there is something to read, and where; never what it is.

The link is minted when the mail is made, and stands nowhere at rest.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.cases.following import Following
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.purposes import register_purpose
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.presenters.words import ACTS
from samsvar.subjects.information_requests.services.receiving import ARRIVED
from samsvar.subjects.information_requests.services.reminding import REMINDER

PURPOSE = register_purpose(
    "information_request",
    gettext_lazy("an information request of one’s own"),
    remedy=gettext_lazy(
        "Open your request with the number and the code on the receipt instead, or ask the enterprise for a new link."
    ),
)
FOLLOWED = Following(
    InformationRequest,
    PURPOSE,
    receipt="public:receipt",
    link="public:case_link",
    page="public:case",
    by_code=timedelta(hours=12),
    by_mail=timedelta(days=180),
    wrong="no_such_request",
    named=True,
)

Words = Callable[[InformationRequest], tuple[str, str]]


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register("request_receipt", _composer(_receipt), gettext_lazy("Receipt for an information request"))
    register("request_question", _composer(_question), gettext_lazy("Question about an information request"))
    register("request_more_time", _composer(_more_time), gettext_lazy("More time for an information request"))
    register("request_answer", _composer(_answer), gettext_lazy("Answer to an information request"))
    register("request_reasons", _composer(_reasons), gettext_lazy("Fuller reasons for a refusal"))
    register(ARRIVED, _arrived, gettext_lazy("An information request has come"))
    register(REMINDER, _remind, gettext_lazy("Reminder of an information request"))


def _composer(words: Words) -> Callable[[OutgoingMessage, datetime], Mail]:
    def compose(message: OutgoingMessage, at: datetime) -> Mail:
        request = _request_of(message)
        subject, first = words(request)
        address, until = FOLLOWED.mailed_address(request, message, at)
        rest = _(
            "Here you can follow the request and read what we have written to you:\n\n%(link)s\n\n"
            "The link is yours alone, and can be used until %(day)s. You need no account.\n\n%(name)s"
        ) % {
            "link": address,
            "day": format_date(oslo_day(until), current_language(), "text"),
            "name": request.enterprise.name(current_language()),
        }
        return Mail(subject, f"{first}\n\n{rest}")

    return compose


def _request_of(message: OutgoingMessage) -> InformationRequest:
    found = InformationRequest.objects.filter(enterprise=message.enterprise, key=message.target)
    request = found.select_related("enterprise").first()
    if request is None or request.forgotten_on is not None:
        raise NotWanted
    return request


def _receipt(request: InformationRequest) -> tuple[str, str]:
    subject = _("We have received your information request %(number)s") % {"number": request.number}
    text = _(
        "We have received your information request. It has the number %(number)s. %(act)s gives us until %(day)s to "
        "answer."
    )
    day = format_date(request.answer_due_on, current_language(), "text")
    return subject, text % {"number": request.number, "act": ACTS[request.regime], "day": day}


def _question(request: InformationRequest) -> tuple[str, str]:
    facts = {"number": request.number}
    return (
        _("A question about your information request %(number)s") % facts,
        _("We wonder about something in your information request %(number)s.") % facts,
    )


def _more_time(request: InformationRequest) -> tuple[str, str]:
    facts = {"number": request.number}
    return (
        _("More time for your information request %(number)s") % facts,
        _("We need more time to answer your information request %(number)s. The reasons are on the page.") % facts,
    )


def _answer(request: InformationRequest) -> tuple[str, str]:
    facts = {"number": request.number}
    return (
        _("There is an answer to your information request %(number)s") % facts,
        _("We have answered your information request %(number)s.") % facts,
    )


def _reasons(request: InformationRequest) -> tuple[str, str]:
    facts = {"number": request.number}
    return (
        _("Fuller reasons in your information request %(number)s") % facts,
        _("We have written fuller reasons in your information request %(number)s.") % facts,
    )


def _arrived(message: OutgoingMessage, at: datetime) -> Mail:
    """To those who may take it, until somebody has."""
    request = _request_of(message)
    if request.handler_id is not None:
        raise NotWanted
    day = format_date(request.answer_due_on, current_language(), "text")
    text = _("Information request %(number)s has come. It is to be answered by %(day)s (%(act)s).")
    facts = {"number": request.number, "day": day, "act": ACTS[request.regime]}
    address = whole_address("information_requests:request", request.key)
    subject = _("Information request %(number)s has come") % {"number": request.number}
    return Mail(subject, f"{text % facts}\n\n{address}")


def _remind(message: OutgoingMessage, at: datetime) -> Mail:
    """To those who handle requests: what is due; nothing where it is answered meanwhile."""
    request = _request_of(message)
    if request.due_on is None:
        raise NotWanted
    day = format_date(request.due_on, current_language(), "text")
    facts = {"number": request.number, "day": day, "act": ACTS[request.regime]}
    address = whole_address("information_requests:request", request.key)
    late = request.due_on < oslo_day(at)
    text = (
        _("Information request %(number)s should have been answered by %(day)s (%(act)s).")
        if late
        else _("Information request %(number)s is to be answered by %(day)s (%(act)s).")
    )
    return Mail(_("Information request %(number)s is due") % {"number": request.number}, f"{text % facts}\n\n{address}")
