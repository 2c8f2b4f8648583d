"""Who gets what from the pages of campaigns."""

from datetime import date, timedelta
from typing import Any

from samsvar.core.rules.campaigns import Wanted
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import Campaign, QuestionnaireVersion
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.campaigns import campaigns as services
from samsvar.subjects.due_diligence.services.campaigns import recipients, sending
from tests.cast import CANARY, NOW, TODAY, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS = {"created_at": NOW, "updated_at": NOW}
DUE = TODAY + timedelta(days=21)
#: The key of the questionnaire that an address names after the question mark.
OWN = "ownownownownowna"
BY = Actor(person_key="", name="samsvar", via="cli")


def lay(cast: Cast) -> Places:
    """A draft and a campaign that runs of ours, and one of the neighbour's."""
    (version,) = questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], by=BY, at=NOW)
    _supplier(cast.enterprise, "Påfunn Renhold AS", "923456783")
    late = _supplier(cast.enterprise, "Fiktiv Frukt AS", "934567897", ends_on=TODAY - timedelta(days=1))
    QuestionnaireVersion.objects.filter(pk=version.pk).update(key=OWN)
    (theirs,) = questionnaires.adopt_shipped(enterprise=cast.neighbour, codes=["wages"], by=BY, at=NOW)
    _supplier(cast.neighbour, f"Renhold {CANARY}", "945678909")
    draft, running = _campaign(version, "Utkast"), _campaign(version, "Egenrapport", send=True)
    neighbours = _campaign(theirs, f"Egenrapport {CANARY}", send=True)
    return {
        "questionnaire": {"questionnaire": version.key, "supplier": late.key},
        "own draft": {"key": draft.key},
        "own running": {"key": running.key},
        "neighbour's": {"key": neighbours.key},
        "send": {"key": draft.key, "act": "send"},
        "close": {"key": running.key, "act": "close"},
        "discard": {"key": draft.key, "act": "discard"},
        "neighbour's close": {"key": neighbours.key, "act": "close"},
        "own recipient": {"key": running.key, "part": running.recipients.get().key},
        "neighbour's recipient": {"key": neighbours.key, "part": neighbours.recipients.get().key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more suppliers in a campaign of the neighbour's."""
    for number in range(count):
        _supplier(cast.neighbour, f"{CANARY} {number}")
    found = Campaign.objects.filter(enterprise=cast.neighbour).select_related("questionnaire_version").first()
    if found is not None:
        _campaign(found.questionnaire_version, CANARY)


def _supplier(enterprise: OrgUnit, name: str, orgnr: str = "", ends_on: date | None = None) -> Supplier:
    row = Supplier.objects.create(enterprise=enterprise, name=name, name_folded=name.casefold(), orgnr=orgnr, **STAMPS)
    values: dict[str, Any] = {"kind": "services", "ownership": "own", "cpv_codes": ";90910000;", "ends_on": ends_on}
    Contract.objects.create(
        enterprise=enterprise,
        unit=enterprise,
        number=f"KA-{name}",
        title=f"Renhold {name}",
        search_text=name.casefold(),
        supplier=row,
        **values,
        **STAMPS,
    )
    return row


def _campaign(version: Any, title: str, *, send: bool = False) -> Campaign:
    fields = {"title": title, "letter": {"nb": "Vi spør."}, "opens_on": TODAY, "due_on": DUE, "reminders": [1]}
    who: dict[str, Any] = {"by": BY, "at": NOW}
    wanted = Wanted(categories=frozenset({"cpv:90"}))
    made = services.create_campaign(unit=version.enterprise, version=version, wanted=wanted, fields=fields, **who)
    if send:
        recipients.set_contact(recipient=made.recipients.get(), contact=Contact("", "post@example.org"), **who)
        sending.begin_campaign(campaign=made, **who)
    return made


_READ = everyone(404, kari=200, auditor=200, director=200, chair=200)
_THEIRS = everyone(404, nils=200)
_WRITE = everyone(404, kari=200, auditor=403, director=403, chair=403)
_WRITTEN = {**_WRITE, "kari": 302}
#: Pages of the chosen unit: its readers, and those who may prepare a campaign there.
_UNIT = everyone(403, kari=200, nils=200, auditor=200, director=200, chair=200, owner=200, leader=200, sibling=200)
_UNIT |= dict.fromkeys(("lookalike", "regional", "berit"), 200) | dict.fromkeys(("per", "ended", "future"), 404)
_TEXTS = {"title": "Egenrapport", "letter_nb": "Vi spør.", "reminders": "-7, 1"}
_DAYS = {"opens_on": TODAY.isoformat(), "due_on": DUE.isoformat()}
_NONE = everyone(
    404, **dict.fromkeys(("ola", "administrator", "auditor", "director", "chair", "leader", "sibling"), 403)
)
_NEW = {**_NONE, **dict.fromkeys(("kari", "owner", "lookalike"), 200)}
_ADDRESS = {"act": "contact", "contact-address": "ny@example.org", "contact-language": "nb", "contact-version": "3"}

ROWS = [
    Row("due_diligence:campaigns", get=_UNIT),
    Row("due_diligence:campaign_new", get=_NONE, post=_NONE),
    Row(
        "due_diligence:campaign_new",
        query=f"?questionnaire={OWN}",
        get=_NEW,
        post={**_NEW, "kari": 302, "lookalike": 302, "owner": 302},
        body={**_TEXTS, **_DAYS},
    ),
    Row("due_diligence:campaign", at="own draft", get=_READ),
    Row("due_diligence:campaign", at="own running", get=_READ),
    Row("due_diligence:campaign", at="neighbour's", get=_THEIRS),
    Row(
        "due_diligence:campaign_edit", at="own draft", get=_WRITE, post=_WRITTEN, body={**_TEXTS, **_DAYS, "version": 1}
    ),
    Row("due_diligence:campaign_edit", at="own running", get=_WRITE, post=_WRITTEN, body={**_TEXTS, "version": 2}),
    Row("due_diligence:campaign_edit", at="neighbour's", get=_THEIRS),
    Row("due_diligence:campaign_letter", at="own running", get=_READ, post=_WRITTEN),
    Row("due_diligence:campaign_letter", at="neighbour's", get=_THEIRS),
    Row(
        "due_diligence:campaign_contacts",
        at="own draft",
        get=_WRITE,
        post=_WRITTEN,
        body={"lines": "923456783; ny@example.org; Ny; nn"},
    ),
    Row("due_diligence:campaign_contacts", at="neighbour's", get=_THEIRS),
    Row(
        "due_diligence:campaign_add",
        at="own running",
        get=_WRITE,
        post=_WRITTEN,
        body=lambda places: {"supplier": places["questionnaire"]["supplier"]},
    ),
    Row("due_diligence:campaign_add", at="neighbour's", get=_THEIRS),
    Row("due_diligence:campaign_recipient", at="own recipient", get=_READ, post=_WRITTEN, body=_ADDRESS),
    Row("due_diligence:campaign_recipient", at="neighbour's recipient", get=_THEIRS),
    Row("due_diligence:campaign_ask", at="send", get=_WRITE, post=_WRITTEN, body={"version": "1"}),
    Row("due_diligence:campaign_ask", at="close", get=_WRITE, post=_WRITTEN, body={"version": "2"}),
    Row("due_diligence:campaign_ask", at="discard", get=_WRITE, post=_WRITTEN, body={"version": "1"}),
    Row("due_diligence:campaign_ask", at="neighbour's close", get=_THEIRS),
]
