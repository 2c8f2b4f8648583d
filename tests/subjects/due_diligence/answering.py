"""A supplier that is asked a small questionnaire with every kind of question, and its page."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from samsvar.core.rules.questionnaires import digest_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.links.models import Recipient
from samsvar.platform.links.services import make_link, place_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import (
    Campaign,
    CampaignRecipient,
    Questionnaire,
    QuestionnaireVersion,
    RecipientContract,
)
from samsvar.subjects.due_diligence.services.answering.links import ANSWER
from tests.cast import NOW, TODAY
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_supplier


def _texts(text: str) -> dict[str, str]:
    return {"nb": text, "nn": f"{text} (nn)", "en": f"{text} (en)"}


def _question(id: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "text": _texts(text), "mandatory": False, **more}


DOCUMENT: dict[str, Any] = {
    "format": 1,
    "title": _texts("Lønn og steder"),
    "sections": [
        {
            "id": "pay",
            "title": _texts("Lønn"),
            "questions": [
                _question("paid", "yes_no", "Får alle lønn?", mandatory=True, weight=2, gaps=[
                    {"gravity": "serious", "words": _texts("Ikke alle får lønn"), "answers": ["no"]}
                ]),
                _question("why", "text", "Hvorfor ikke?", mandatory=True, shown_when={
                    "all": [{"question": "paid", "is": ["no"]}]
                }),
                _question("lowest", "number", "Laveste timelønn", least="100", decimals=2, unit=_texts("kroner")),
                _question("since", "date", "Fra når?"),
            ],
        },
        {
            "id": "places",
            "title": _texts("Steder"),
            "questions": [
                _question("sites", "table", "Hvor lages det?", columns=["name", "country"], allows_none=True,
                          mandatory=True),
                _question("slips", "file", "Last opp lønnsslipper"),
            ],
        },
        {"id": "more", "title": _texts("Annet"), "questions": [_question("else", "text", "Noe annet?")]},
    ],
}  # fmt: skip


def make_version(enterprise: OrgUnit, document: Mapping[str, Any] = DOCUMENT) -> QuestionnaireVersion:
    """The questionnaire in use at the enterprise."""
    questionnaire = Questionnaire.objects.create(enterprise=enterprise, **STAMPS)
    return QuestionnaireVersion.objects.create(
        enterprise=enterprise, questionnaire=questionnaire, number=1, status="in_use", titles=document["title"],
        questions=7, document=document, sha256=digest_of(document), published_at=NOW, **STAMPS,
    )  # fmt: skip


def make_asked(
    enterprise: OrgUnit,
    *,
    version: QuestionnaireVersion | None = None,
    supplier: Any = None,
    number: str = "K-2025-01",
    address: str = "pal@pafunn.example",
    **more: Any,
) -> CampaignRecipient:
    """A running campaign with one supplier in it, about one contract."""
    supplier = supplier or make_supplier(enterprise, "Påfunn Renhold AS", orgnr="912345671")
    campaign = Campaign.objects.create(
        enterprise=enterprise, unit=enterprise, number=number, title="Lønn 2025", status="running", begun_at=NOW,
        questionnaire_version=version or make_version(enterprise), opens_on=TODAY - timedelta(days=7),
        due_on=TODAY + timedelta(days=14), contact_name="Ingrid Prøve", contact_address="ingrid@example.org", **STAMPS,
    )  # fmt: skip
    recipient = CampaignRecipient.objects.create(
        enterprise=enterprise, campaign=campaign, supplier=supplier, name="Pål Påfunn", address=address,
        due_on=campaign.due_on, queued_at=NOW, **{**STAMPS, **more},
    )  # fmt: skip
    contract = make_contract(enterprise, f"T-{number}", supplier=supplier, title="Renhold av sengebygget")
    RecipientContract.objects.create(recipient=recipient, contract=contract, **STAMPS)
    return recipient


def link_to(recipient: CampaignRecipient, *, name: str = "Pål Påfunn", **more: Any) -> tuple[Any, str]:
    """A link to the recipient's page, and its secret."""
    about = {"purpose": ANSWER, "target": recipient.key, "enterprise": recipient.enterprise}
    about |= {"recipient": Recipient(name=name, address=recipient.address), "expires_at": NOW + timedelta(days=90)}
    return make_link(**{**about, "by": Actor(person_key="", name="samsvar", via="mail"), "at": NOW, **more})


class Page:
    """One browser at the supplier's page."""

    def __init__(self, secret: str, client: Client | None = None) -> None:
        self.client, self.place = client or Client(), place_of(secret)
        self.client.get(reverse("due_diligence:answer_link", args=[secret]))

    def address(self, name: str = "answer", *more: str) -> str:
        return reverse(f"due_diligence:{name}", args=[self.place, *more])

    def get(self, name: str = "answer", *more: str, query: str = "") -> Any:
        return self.client.get(self.address(name, *more) + query)

    def text(self, name: str = "answer", *more: str, query: str = "") -> str:
        answer = self.get(name, *more, query=query)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def drawn(self, *where: str, query: str = "") -> str:
        """What the form on a page was drawn with."""
        found = re.search(r'name="drawn" value="([^"]*)"', self.get(*where, query=query).content.decode())
        assert found
        return unescape(found[1])

    def save(self, section: str, drawn: str | None = None, go: str = "stay", **fields: Any) -> Any:
        """Send a section's form, as it was drawn (now, unless told)."""
        drawn = self.drawn("answer_section", section) if drawn is None else drawn
        written = {f"q-{name.replace('__', '-')}": value for name, value in fields.items()}
        return self.client.post(self.address("answer_section", section), {"drawn": drawn, "go": go, **written})

    def send(self, **more: Any) -> Any:
        seen = re.search(r'name="seen" value="(\d+)"', self.get("answer_check").content.decode())
        return self.client.post(self.address("answer_check"), {"seen": seen[1] if seen else "", **more})


def drawn_of(page: Page, section: str) -> Any:
    return json.loads(page.drawn("answer_section", section))


def filled(pal: Page) -> Page:
    """All that must be answered is."""
    assert pal.save("pay", paid="yes", lowest="216,04").status_code == 303
    assert pal.save("places", sites__0__name="Fabrikk A", sites__0__country="Bangladesh").status_code == 303
    return pal
