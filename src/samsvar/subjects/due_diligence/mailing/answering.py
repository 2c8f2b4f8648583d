"""Mails of the supplier's page: to a colleague who is to answer a part, and the receipt.

They tell that there is something to answer or that something came in, and never what. Links are minted when the mail
is made. Nothing that a supplier has typed stands in a mail to somebody else.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import Recipient, SingleLink
from samsvar.platform.links.services import make_link
from samsvar.platform.organisation.services import NotAllowed
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import CampaignRecipient, SupplierAnswer
from samsvar.subjects.due_diligence.services.answering.colleagues import COLLEAGUE_MAIL
from samsvar.subjects.due_diligence.services.answering.links import ANSWER, RECEIPT_MAIL, answering_address

_BY = Actor(person_key="", name="samsvar", via="worker")


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(COLLEAGUE_MAIL, _to_colleague, gettext_lazy("Link to a colleague at a supplier"))
    register(RECEIPT_MAIL, _receipt, gettext_lazy("Receipt for a supplier’s answer"))


def _to_colleague(message: OutgoingMessage, at: datetime) -> Mail:
    asked = SingleLink.objects.filter(purpose=ANSWER, key=message.target).select_related("enterprise").first()
    recipient = _recipient(asked.target) if asked else None
    if asked is None or asked.enterprise is None or recipient is None or recipient.answered_at is not None:
        raise NotWanted
    try:
        _link, secret = make_link(
            purpose=ANSWER,
            target=asked.target,
            recipient=Recipient(name=asked.recipient, address=asked.address),
            enterprise=asked.enterprise,
            expires_at=asked.expires_at,
            by=_BY,
            at=at,
            parent=asked,
        )
    except NotAllowed as no:
        raise NotWanted from no
    facts = {
        "link": answering_address(secret),
        "day": format_date(recipient.due_on, current_language(), "text"),
        "enterprise": recipient.enterprise.name(current_language()),
        "supplier": recipient.supplier.name,
        "number": recipient.campaign.number,
    }
    text = _(
        "A colleague at %(supplier)s asks you to answer a part of what %(enterprise)s has asked (%(number)s).\n\n"
        "%(link)s\n\n"
        "The link is yours alone. You need no account, and what you write is saved when you press Save. "
        "The last day is %(day)s."
    )
    return Mail(_("A part to answer: %(number)s") % facts, text % facts)


def _receipt(message: OutgoingMessage, at: datetime) -> Mail:
    rows = SupplierAnswer.objects.filter(key=message.target, submitted_at__isnull=False)
    answer = rows.select_related("recipient__campaign", "recipient__enterprise").first()
    if answer is None or answer.submitted_at is None:
        raise NotWanted
    facts = {
        "receipt": answer.receipt,
        "day": format_date(oslo_day(answer.submitted_at), current_language(), "text"),
        "enterprise": answer.recipient.enterprise.name(current_language()),
    }
    text = _(
        "Your answer came in on %(day)s. The receipt’s number is %(receipt)s.\n\n"
        "The link in the letter you got still opens what you sent, and a copy to keep.\n\n%(enterprise)s"
    )
    return Mail(_("Receipt %(receipt)s") % facts, text % facts)


def _recipient(key: str) -> CampaignRecipient | None:
    rows = CampaignRecipient.objects.filter(key=key, withdrawn_at=None)
    return rows.select_related("campaign", "enterprise", "supplier").first()
