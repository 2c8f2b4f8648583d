"""The mail that tells a supplier that its answer is assessed. What was concluded stands on the page alone."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.rules.dates import day_ends_at
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import Recipient
from samsvar.platform.links.services import make_link
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.mailing.campaigns import LINK_LIFE
from samsvar.subjects.due_diligence.models import AnswerConclusion, CampaignRecipient
from samsvar.subjects.due_diligence.selectors.campaigns.answers import CONCLUDED
from samsvar.subjects.due_diligence.services.answering.links import ANSWER, answering_address

_BY = Actor(person_key="", name="samsvar", via="mail")


def declare() -> None:
    """Registers the kind of mail; called once at start."""
    register(CONCLUDED, _concluded, gettext_lazy("Letter that an answer is assessed"))


def _concluded(message: OutgoingMessage, at: datetime) -> Mail:
    rows = CampaignRecipient.objects.filter(enterprise=message.enterprise, key=message.target, withdrawn_at=None)
    recipient = rows.select_related("campaign__enterprise", "supplier").first()
    if recipient is None:
        raise NotWanted
    conclusion = AnswerConclusion.objects.filter(answer__recipient=recipient).order_by("-decided_at").first()
    if conclusion is None:
        raise NotWanted
    campaign = recipient.campaign
    wanted = [day for day in (recipient.due_on, conclusion.wanted_by) if day is not None]
    _link, secret = make_link(
        purpose=ANSWER,
        target=recipient.key,
        recipient=Recipient(name=message.recipient_name, address=message.recipient_address),
        enterprise=campaign.enterprise,
        expires_at=max(day_ends_at(max(wanted)), at) + LINK_LIFE,
        by=_BY,
        at=at,
    )
    contact = ", ".join(part for part in (campaign.contact_name, campaign.contact_address) if part)
    facts = {
        "enterprise": campaign.enterprise.name(current_language()),
        "number": campaign.number,
        "name": recipient.name or recipient.supplier.name,
        "link": answering_address(secret),
        "contact": contact,
    }
    parts = [
        _("To %(name)s") % facts,
        _("%(enterprise)s has read and assessed your answer. Here you can read what we concluded:") % facts,
        facts["link"],
        _("The link is yours alone. You need no account.") % facts,
        _("Questions? Ask %(contact)s.") % facts if contact else "",
        facts["enterprise"],
    ]
    subject = _("Your answer is assessed, %(number)s") % facts
    return Mail(subject, "\n\n".join(part for part in parts if part))
