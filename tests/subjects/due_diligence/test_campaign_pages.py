"""A campaign made, looked through, sent and followed up in its pages, without scripts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage
from samsvar.subjects.due_diligence.forms.campaigns.campaigns import ReopenForm
from samsvar.subjects.due_diligence.models import Campaign
from samsvar.subjects.due_diligence.selectors.campaigns.campaigns import free_title
from samsvar.subjects.due_diligence.services import questionnaires
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import questions
from tests.subjects.due_diligence.chain import make_contract, make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari(cast: Any, client: Client) -> Client:
    sign_in(client, cast.kari)
    return client


@pytest.fixture
def version(cast: Any) -> Any:
    by = cast.actor("kari")
    (made,) = questionnaires.adopt_shipped(enterprise=cast.enterprise, codes=["wages"], by=by, at=NOW)
    _suppliers(cast, 2)
    return made


def _suppliers(cast: Any, count: int, begins: int = 0) -> None:
    for number in range(begins, begins + count):
        supplier = make_supplier(cast.enterprise, f"Påfunn {number} AS", orgnr="923456783" if number == 0 else "")
        make_contract(cast.enterprise, f"S-{number}", supplier=supplier)


def at(name: str, *args: Any) -> str:
    return reverse(f"due_diligence:{name}", args=args)


def _made(kari: Client, version: Any, **more: Any) -> Campaign:
    days = {"opens_on": TODAY.isoformat(), "due_on": (TODAY + timedelta(days=21)).isoformat()}
    sent = {"title": "Egenrapport", "letter_nb": "Vi spør.", "reminders": "-7, 1", **days, **more}
    answer = kari.post(f"{at('campaign_new')}?questionnaire={version.key}", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Campaign.objects.latest("pk")


def test_a_campaign_goes_from_choice_to_follow_up(kari: Client, version: Any, cast: Any) -> None:
    begun = kari.get(f"{at('campaign_new')}?questionnaire={version.key}").content.decode()
    assert "slik openheitslova krev" in begun  # a letter to begin with, in each language
    made = _made(kari, version)
    assert free_title(cast.enterprise, made.title) == f"{made.title} (2)"
    page = kari.get(at("campaign", made.key)).content.decode()
    assert "2 leverandører vil bli spurt" in page
    assert page.count("Ingen adresse") == 2
    assert "2 leverandører mangler e-postadresse" in page
    wrong = "123; a@example.org\n923456783; feil\nFinnes Ikke GmbH; b@example.org\n923456783; c@example.org; ; sv"
    refused = kari.post(at("campaign_contacts", made.key), {"lines": wrong})
    told = refused.content.decode()
    assert refused.status_code == 422
    for line in ("Linje 1: ", "Linje 2: ", "Linje 3: Ingen leverandør heter «Finnes Ikke GmbH»", "Linje 4: "):
        assert line in told, line
    lines = {"lines": "923456783; pal@example.org; Pål Påfunn; nn\npåfunn 1  as; en@example.org"}
    assert kari.post(at("campaign_contacts", made.key), lines).status_code == 302
    abroad = made.recipients.get(supplier__name="Påfunn 1 AS")
    assert abroad.address == "en@example.org"
    lines = {"lines": f"{abroad.supplier.key}; "}
    assert "Linje 1: " in kari.post(at("campaign_contacts", made.key), lines).content.decode()
    made.recipients.filter(pk=abroad.pk).update(address="")
    letter = kari.get(at("campaign_letter", made.key), {"letter": "en"}).content.decode()
    assert "Vi spør." in letter
    assert "asks you as a supplier" in letter
    assert kari.post(at("campaign_letter", made.key)).status_code == 302
    assert OutgoingMessage.objects.get().recipient_address == cast.kari.email
    ask = at("campaign_ask", made.key, "send")
    assert "1 leverandør mangler adresse" in kari.get(ask).content.decode()
    made.refresh_from_db()
    kari.post(ask, {"version": made.version})
    letter = OutgoingMessage.objects.get(kind="campaign_letter")
    assert letter.language == "nn"
    OutgoingMessage.objects.filter(pk=letter.pk).update(
        status=MessageStatus.REFUSED, failure_code="unknown_recipient", failure_words="550 No"
    )
    unreached = kari.get(at("campaign", made.key), {"view": "unreached"}).content.decode()
    assert "kjenner ingen slik mottaker" in unreached
    recipient = made.recipients.get(supplier__orgnr="923456783")
    here = at("campaign_recipient", made.key, recipient.key)
    assert ReopenForm.begins(TODAY, recipient.due_on)["due_on"] > recipient.due_on  # more time, never less
    kari.post(here, {"act": "contact", "contact-address": "feil", "contact-language": "nb", "contact-version": "3"})
    moved = {"act": "contact", "contact-address": "ny@example.org", "contact-language": "nb"}
    assert kari.post(here, {**moved, "contact-version": recipient.version}).status_code == 302
    kari.post(here, {"act": "again"})
    assert OutgoingMessage.objects.filter(recipient_address="ny@example.org").count() == 1
    recipient.refresh_from_db()
    kari.post(here, {"act": "out", "out-reason": "Avtalen er slutt", "out-version": recipient.version})
    assert "Avtalen er slutt" in kari.get(at("campaign", made.key), {"view": "out"}).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"due_on": "2025-05-20"}, "Fristen må være etter dagen den åpner."),
        ({"letter_nb": ""}, "Skriv"),
        ({"letter_nb": "Se https://example.org"}, "La lenker være ute."),
        ({"reminders": "ofte"}, "Skriv dager som tall"),
        ({"contact_address": "kari@@"}, "Skriv en e-postadresse"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(kari: Client, version: Any, more: Any, words: str) -> None:
    days = {"opens_on": "2025-05-20", "due_on": "2025-06-20"}
    sent = {"title": "Egenrapport", "letter_nb": "Vi spør.", "reminders": "-7", **days, **more}
    answer = kari.post(f"{at('campaign_new')}?questionnaire={version.key}", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Campaign.objects.exists()


def test_the_pages_ask_the_same_of_the_database_however_many_suppliers(kari: Client, version: Any, cast: Any) -> None:
    def counted(made: Campaign) -> list[int]:
        found = []
        for address in (at("campaigns"), at("campaign", made.key), at("campaign_ask", made.key, "send")):
            kari.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert kari.get(address).status_code == 200
            found.append(len(questions(captured)))
        return found

    few = counted(_made(kari, version))
    _suppliers(cast, 30, begins=2)
    assert counted(_made(kari, version)) == few
