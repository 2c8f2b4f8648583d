"""What the mails of a campaign say. They tell that there is something to answer, by whom and when; never what it is.

The link is minted when the mail is made, and stands nowhere at rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import day_ends_at, oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, NotWanted, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import Recipient
from samsvar.platform.links.services import make_link
from samsvar.platform.ui.addresses import whole_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.models import Campaign, CampaignRecipient
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import LETTER, REMINDER, REOPENED, REPEAT, TEST
from samsvar.subjects.due_diligence.services.answering.links import ANSWER, answering_address
from samsvar.subjects.due_diligence.services.answering.recording import takes_answers

#: How long after a recipient's last day its links still open the page: to answer late, and to read the conclusion.
LINK_LIFE = timedelta(days=120)
_BY = Actor(person_key="", name="samsvar", via="mail")


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's subject, with the campaign's number, and its first sentence."""

    subject: str
    first: str


def declare() -> None:
    """Registers the kinds of mail; called once at start."""
    register(LETTER, _to_supplier(_asking), gettext_lazy("Letter of a campaign"))
    register(REMINDER, _to_supplier(_reminding), gettext_lazy("Reminder of a campaign"))
    register(REOPENED, _to_supplier(_opening_again), gettext_lazy("Letter that an answer is open again"))
    register(TEST, _test, gettext_lazy("Test of a campaign’s letter"))
    register(REPEAT, _repeat, gettext_lazy("Notice that a campaign has come back"))


def letter_text(campaign: Campaign, language: str) -> str:
    """The campaign's own words in the language, or in the one that is nearest to it."""
    near = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en")}.get(language, ("en", "nb", "nn"))
    return next((campaign.letter[each].strip() for each in near if campaign.letter.get(each, "").strip()), "")


def suggested_letter(language: str) -> str:
    """What a letter may say, in the language: where somebody begins, to be made their own."""
    with translation.override(language):
        return _(
            "We assess the risk of harm to people in what we buy, as the Transparency Act asks of us. Your answers "
            "show us what is well and what we should follow up together.\n\n"
            "Say so where you do not know. That is more useful to us than a guess."
        )


def letter(campaign: Campaign, name: str, day: str, link: str, words: Words) -> Mail:
    """The whole letter, in the language in force."""
    contact = [part for part in (campaign.contact_name, campaign.contact_address) if part]
    facts = {"link": link, "day": day, "contact": ", ".join(contact), "enterprise": _enterprise(campaign)}
    parts = [
        _("To %(name)s") % {"name": name} if name else "",
        words.first,
        letter_text(campaign, current_language()),
        _("Answer here by %(day)s:\n\n%(link)s") % facts,
        _("The link is yours alone. You need no account, and what you write is saved as you go.") % facts,
        _("Questions? Ask %(contact)s.") % facts if contact else "",
        facts["enterprise"],
    ]
    return Mail(words.subject, "\n\n".join(part for part in parts if part))


def asking_words(campaign: Campaign, day: str) -> Words:
    """How the first letter begins, in the language in force. `day` is the last day, in words."""
    facts = {"number": campaign.number, "enterprise": _enterprise(campaign), "day": day}
    return Words(
        _("%(enterprise)s asks you as a supplier: answer by %(day)s (%(number)s)") % facts,
        _("%(enterprise)s asks you as a supplier to answer some questions.") % facts,
    )


def _to_supplier(words: Callable[[CampaignRecipient, datetime], Words]) -> Callable[[OutgoingMessage, datetime], Mail]:
    def compose(message: OutgoingMessage, at: datetime) -> Mail:
        recipient = _recipient_of(message)
        if not takes_answers(recipient, oslo_day(at)):
            raise NotWanted
        _link, secret = make_link(
            purpose=ANSWER,
            target=recipient.key,
            recipient=Recipient(name=message.recipient_name, address=message.recipient_address),
            enterprise=recipient.campaign.enterprise,
            expires_at=max(day_ends_at(recipient.due_on), at) + LINK_LIFE,
            by=_BY,
            at=at,
        )
        day = _last_day(recipient.due_on)
        name = recipient.name or recipient.supplier.name
        return letter(recipient.campaign, name, day, answering_address(secret), words(recipient, at))

    return compose


def _recipient_of(message: OutgoingMessage) -> CampaignRecipient:
    rows = CampaignRecipient.objects.filter(enterprise=message.enterprise, key=message.target)
    recipient = rows.select_related("campaign__enterprise", "supplier").first()
    if recipient is None:
        raise NotWanted
    return recipient


def _asking(recipient: CampaignRecipient, at: datetime) -> Words:
    return asking_words(recipient.campaign, _last_day(recipient.due_on))


def _reminding(recipient: CampaignRecipient, at: datetime) -> Words:
    facts = {"number": recipient.campaign.number, "enterprise": _enterprise(recipient.campaign)}
    late = recipient.due_on < oslo_day(at)
    return Words(
        _("Reminder: %(enterprise)s waits for your answer (%(number)s)") % facts,
        _("%(enterprise)s still waits for your answer. The last day has passed.") % facts
        if late
        else _("%(enterprise)s still waits for your answer.") % facts,
    )


def _opening_again(recipient: CampaignRecipient, at: datetime) -> Words:
    facts = {"number": recipient.campaign.number, "enterprise": _enterprise(recipient.campaign)}
    return Words(
        _("Your answer is open again, %(number)s") % facts,
        _("%(enterprise)s has opened your answer again, so that you can change or complete it.") % facts,
    )


def _test(message: OutgoingMessage, at: datetime) -> Mail:
    """The first letter as a supplier would have it. The link is an example and opens nothing."""
    campaign = _campaign_of(message)
    day = _last_day(campaign.due_on)
    words = asking_words(campaign, day)
    first = _("This is a test of the letter. The link in it opens nothing.") + "\n\n" + words.first
    test = Words(_("Test: %(subject)s") % {"subject": words.subject}, first)
    return letter(campaign, _("the name of the recipient"), day, answering_address("eksempel"), test)


def _repeat(message: OutgoingMessage, at: datetime) -> Mail:
    campaign = _campaign_of(message)
    facts = {
        "number": campaign.number,
        "before": campaign.repeat_of.number if campaign.repeat_of else "",
        "day": format_date(campaign.opens_on, current_language(), "text"),
    }
    text = _(
        "Campaign %(before)s is to be asked again from %(day)s. %(number)s is made ready. Look at it, and send it."
    )
    address = whole_address("due_diligence:campaign", campaign.key)
    return Mail(_("Campaign %(number)s is ready to be sent") % facts, f"{text % facts}\n\n{address}")


def _campaign_of(message: OutgoingMessage) -> Campaign:
    found = Campaign.objects.filter(enterprise=message.enterprise, key=message.target)
    campaign = found.select_related("enterprise", "repeat_of").first()
    if campaign is None:
        raise NotWanted
    return campaign


def _last_day(day: date) -> str:
    return format_date(day, current_language(), "text")


def _enterprise(campaign: Campaign) -> str:
    name: str = campaign.enterprise.name(current_language())
    return name
