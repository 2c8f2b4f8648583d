"""The demo's campaigns: last year's self-report on wages, answered and closed, and this year's, which runs.

The suppliers, days and gaps are those of the demo's file of suppliers. No mail leaves: the letters are marked as sent.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from samsvar.core.rules.campaigns import Wanted
from samsvar.front.cli.demo_story.chain import Chain
from samsvar.front.cli.demo_story.laying import BY, lay
from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage
from samsvar.platform.ui.clock import OSLO
from samsvar.subjects.due_diligence.models import (
    AnswerSource,
    Campaign,
    CampaignRecipient,
    Judged,
    QuestionnaireVersion,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.selectors.campaigns.answers import CONCLUDED as ASSESSED
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import ASKING
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact
from samsvar.subjects.due_diligence.services.answering.recording import record_answer
from samsvar.subjects.due_diligence.services.campaigns.campaigns import close_campaign, create_campaign
from samsvar.subjects.due_diligence.services.campaigns.judging import Held, conclude, judge_questions
from samsvar.subjects.due_diligence.services.campaigns.recipients import add_supplier, set_contact
from samsvar.subjects.due_diligence.services.campaigns.sending import begin_campaign
from samsvar.subjects.due_diligence.services.questionnaires import adopt_shipped

LETTER = {
    "nb": "Vi har plikt til å følge opp lønns- og arbeidsvilkår hos dem som utfører tjenester for oss. Svar for "
    "arbeidet dere gjør på avtalene med oss. Dokumentasjon dere allerede har, kan legges ved.",
    "nn": "Vi har plikt til å følgje opp løns- og arbeidsvilkår hos dei som utfører tenester for oss. Svar for "
    "arbeidet de gjer på avtalane med oss. Dokumentasjon de alt har, kan leggjast ved.",
    "en": "We have a duty to follow up pay and working conditions with those who perform services for us. Answer for "
    "the work you do on our contracts. You may add documents that you already have.",
}
IN_ORDER = {
    "sector": "cleaning",
    "workers": "12",
    "posted": "no",
    "tiers": "t0",
    "minimum": "all",
    "lowest": "236.54",
    "overtime": "yes",
    "bank": "yes",
    "contracts": "yes",
    "longest_week": "45",
    "cards": "all",
    "approved": "yes",
    "pension": "yes",
    "inspection": "not_inspected",
}
#: Last year: supplier, who answered, and what differs from what is in order.
LAST_YEAR: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Påfunn Renhold AS", "Pål Påfunn", {"cards": "some", "longest_week": "52", "workers": "34"}),
    ("Skinnende Liksom Renhold AS", "Siv Skinnende", {"workers": "61"}),
    ("Fiktiv Fasade og Renhold AS", "Finn Fasade", {"workers": "7"}),
    ("Påfunn Kantinevarer AS", "Pia Påfunn", {"sector": "catering", "workers": "9"}),
)
#: What was held of last year's answers, and how they were concluded. The last one still waits.
CONCLUDED: tuple[tuple[str, dict[str, str], dict[str, Any]], ...] = (
    (
        "Påfunn Renhold AS",
        {"cards": "Tre vikarer manglet kort i november.", "longest_week": "Én uke før jul."},
        {
            "conclusion": "wanting",
            "words": "Takk for et grundig svar. To ting må rettes.",
            "wanted": "Gyldig HMS-kort til alle, og en arbeidsplan der ingen uke går over 48 timer.",
            "wanted_by": date(2025, 5, 30),
        },
    ),
    ("Skinnende Liksom Renhold AS", {}, {"conclusion": "satisfactory", "words": "Alt er i orden."}),
    ("Fiktiv Fasade og Renhold AS", {}, {"conclusion": "satisfactory", "words": "Alt er i orden."}),
)
#: This year: supplier, who is written to, opened, begun, and what is saved so far.
THIS_YEAR: tuple[tuple[str, str, date | None, date | None, dict[str, str]], ...] = (
    ("Tulle Transport AS", "Trond Tulle", date(2025, 4, 22), None, {}),
    (
        "Liksom Bud og Frakt AS",
        "Lise Liksom",
        date(2025, 4, 15),
        date(2025, 5, 6),
        {"sector": "goods", "workers": "18"},
    ),
    ("Oppdiktet Flytting AS", "", None, None, {}),
)
#: Put in last week, not written to yet: two with an address, one without.
PUT_IN = (("Skinnende Liksom Renhold AS", "Siv Skinnende"), ("Fiktiv Fasade og Renhold AS", "Finn Fasade"))
WITHOUT_ADDRESS = "Påfunn Elektro AS"


def lay_campaigns(chain: Chain) -> None:
    """Both campaigns, in the order they were sent."""
    (version,) = adopt_shipped(enterprise=chain.enterprise, codes=["wages"], by=BY, at=_at(date(2024, 10, 14)))
    _last_year(chain, version)
    _this_year(chain, version)


def _last_year(chain: Chain, version: QuestionnaireVersion) -> None:
    made = _made(chain, version, 2024, date(2024, 11, 1), date(2024, 12, 15))
    for name, person, _differs in LAST_YEAR:
        _put_in(chain, made, name, person, date(2024, 10, 30))
    begin_campaign(campaign=made, by=BY, at=_at(date(2024, 11, 1)))
    _sent(chain, made, date(2024, 11, 1))
    answered = date(2025, 2, 11)
    for name, person, differs in LAST_YEAR:
        recipient = made.recipients.get(supplier=chain.suppliers[name])
        _seen(recipient, date(2024, 11, 4), date(2024, 12, 9))
        record_answer(
            recipient=recipient,
            answers={**IN_ORDER, **differs},
            language="nb",
            name=person,
            source=AnswerSource.LINK,
            by=BY,
            at=_at(answered),
        )
    close_campaign(campaign=made, by=BY, at=_at(date(2025, 2, 14)))
    for name, held, fields in CONCLUDED:
        _conclude(chain, made.recipients.get(supplier=chain.suppliers[name]), held, fields)


def _conclude(chain: Chain, recipient: CampaignRecipient, held: dict[str, str], fields: dict[str, Any]) -> None:
    """Judges the gaps and concludes; the mail is marked as sent."""
    on = date(2025, 3, 3)
    answer = recipient.answers.get()
    who: dict[str, Any] = {"person": None, "by": BY, "at": _at(on)}
    judged = {question: Held(Judged.GAP, note) for question, note in held.items()}
    judge_questions(answer=answer, held=judged, **who)
    conclude(answer=answer, fields=fields, today=on, **who)
    letters = list(OutgoingMessage.objects.filter(kind=ASSESSED, target=recipient.key))
    for letter in letters:
        letter.status, letter.sent_at = MessageStatus.SENT, _at(on, 10)
    lay(letters, enterprise=chain.enterprise, at=_at(on, 10))


def _this_year(chain: Chain, version: QuestionnaireVersion) -> None:
    sent, late = date(2025, 4, 14), "Tulle Transport AS"
    made = _made(chain, version, 2025, sent, date(2025, 5, 23), repeats_months=12)
    for name, person, *_more in THIS_YEAR:
        _put_in(chain, made, name, person or "Odd Oppdiktet", date(2025, 4, 10))
    recipient = made.recipients.get(supplier=chain.suppliers[late])
    recipient.due_on = date(2025, 5, 12)
    lay([recipient], enterprise=chain.enterprise, at=_at(date(2025, 4, 10)))
    begin_campaign(campaign=made, by=BY, at=_at(sent))
    _sent(chain, made, sent, refused="Oppdiktet Flytting AS")
    for name, _person, opened, begun, saved in THIS_YEAR:
        recipient = made.recipients.get(supplier=chain.suppliers[name])
        _seen(recipient, opened, begun)
        if saved and begun:
            half = SupplierAnswer(
                enterprise=chain.enterprise, recipient=recipient, questionnaire_version=version, answers=saved
            )
            half.revision, half.saved_at = 1, _at(begun)
            lay([half], enterprise=chain.enterprise, at=_at(begun))
    for name, person in PUT_IN:
        _put_in(chain, made, name, person, date(2025, 5, 9))
    supplier = chain.suppliers[WITHOUT_ADDRESS]
    contracts = list(supplier.contracts.order_by("number"))
    at = _at(date(2025, 5, 9))
    add_supplier(campaign=made, supplier=supplier, contracts=contracts, contact=Contact(), by=BY, at=at)


def _made(
    chain: Chain, version: QuestionnaireVersion, year: int, opens_on: date, due_on: date, **more: Any
) -> Campaign:
    fields = {
        "title": f"Egenrapport om lønns- og arbeidsvilkår {year}",
        "letter": LETTER,
        "contact_name": "Frida Fiktiv",
        "contact_address": "frida.fiktiv@demo.invalid",
        "opens_on": opens_on,
        "due_on": due_on,
        "reminders": [-7, 1],
        **more,
    }
    nobody = Wanted(areas=frozenset({"none"}))
    made = create_campaign(
        unit=chain.enterprise, version=version, wanted=nobody, fields=fields, by=BY, at=_at(opens_on, 7)
    )
    made.wanted = {"categories": ["sector:cleaning", "sector:road_goods"]}
    lay([made], enterprise=chain.enterprise, at=_at(opens_on, 7))
    return made


def _put_in(chain: Chain, made: Campaign, name: str, person: str, on: date) -> None:
    supplier = chain.suppliers[name]
    contracts = list(supplier.contracts.exclude(ownership="assisted").order_by("number"))
    at, contact = _at(on), Contact(person, f"{person.casefold().replace(' ', '.')}@demo.invalid".replace("å", "a"))
    found = add_supplier(campaign=made, supplier=supplier, contracts=contracts, contact=contact, by=BY, at=at)
    if found.address != contact.address:
        set_contact(recipient=found, contact=contact, by=BY, at=at)


def _sent(chain: Chain, made: Campaign, on: date, refused: str = "") -> None:
    """Marks the letters as if the mail server had taken them; no mail leaves."""
    out = {chain.suppliers[refused].pk} if refused else set()
    keys = dict(made.recipients.values_list("key", "supplier_id"))
    letters = list(OutgoingMessage.objects.filter(kind__in=ASKING, target__in=keys).order_by("pk"))
    for letter in letters:
        if keys[letter.target] in out:
            letter.status, letter.failure_code = MessageStatus.REFUSED, "unknown_recipient"
            letter.failure_words = "550 5.1.1 User unknown"
        else:
            letter.status, letter.sent_at = MessageStatus.SENT, _at(on, 10)
    lay(letters, enterprise=chain.enterprise, at=_at(on, 10))


def _seen(recipient: CampaignRecipient, opened: date | None, begun: date | None) -> None:
    moved = {"opened_at": _at(opened) if opened else None, "begun_at": _at(begun) if begun else None}
    CampaignRecipient.objects.filter(pk=recipient.pk).update(**moved)


def _at(on: date, hour: int = 9) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=OSLO).astimezone(UTC)
