"""Anyone asks, without an account and without a cookie; number and code, or a link, open the answer."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samsvar.front.public.forms import MOST_TO_ONE_ADDRESS
from samsvar.platform.delivery.composing import KINDS, NotWanted
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.codes import digest_of_code
from samsvar.subjects.information_requests.models import InformationRequest, RequestEntry
from samsvar.subjects.information_requests.presenters.letters import rights_of
from samsvar.subjects.information_requests.services import cases, parts
from tests.cast import CANARY, NOW, TODAY

pytestmark = pytest.mark.django_db
ORGNR = "912345674"
ASK = f"/apenhet/{ORGNR}/spor"
WRITTEN = {"question": "Hvor er hanskene laget?", "regime": "transparency_act", "language": "nb"}


@pytest.fixture(autouse=True)
def _time_to_write(monkeypatch):
    """A person has had time to fill in the form."""
    monkeypatch.setattr("samsvar.front.public.forms.AskForm.least_seconds", 0)


def number_in(page):
    return re.search(r'name="number"[^>]*value="([^"]+)"', page.content.decode())[1]


def send(client, address=ASK, **written):
    """Open the form and send it, as a browser does."""
    return client.post(address, {"number": number_in(client.get(address)), **written})


def asked(client, **more):
    """The receipt's page after a request."""
    answer = send(client, **WRITTEN, **more)
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"])


def code_in(receipt):
    return re.search(r'class="s-code">([^<]+)<', receipt.content.decode())[1]


@pytest.mark.requirement("R001-04")
def test_a_public_form_gives_a_receipt_with_number_day_and_code(client, cast):
    receipt = asked(client)
    page = receipt.content.decode()
    row = InformationRequest.objects.get()
    assert (row.number, row.channel, row.due_on) == ("2025-1", "form", date(2025, 6, 10))
    assert all(words in page for words in ("2025-1", "10. juni 2025", "Åpenhetsloven"))
    assert row.receipt_digest == digest_of_code(code_in(receipt))
    printed = page[
        page.index("<main") : page.index("</main>")
    ]  # alone on paper it tells who, and where the code is used
    assert cast.enterprise.name("nb") in printed
    assert "http://testserver/apenhet/" in printed
    assert not client.cookies
    assert "<script" not in page


def test_the_same_form_sent_twice_is_one_request_with_one_receipt(client, cast):
    number = number_in(client.get(ASK))
    first, second = (client.post(ASK, {"number": number, **WRITTEN}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert InformationRequest.objects.count() == 1


def test_a_receipt_is_shown_for_half_an_hour_and_then_no_more(client, cast, monkeypatch):
    answer = send(client, **WRITTEN)
    assert client.get(answer["Location"]).status_code == 200
    monkeypatch.setenv("SAMSVAR_NOW", (NOW + timedelta(minutes=31)).isoformat())
    assert client.get(answer["Location"]).status_code == 404


def test_a_mail_goes_only_where_an_address_was_given_and_tells_nothing_of_the_question(client, cast):
    asked(client)
    assert not OutgoingMessage.objects.filter(kind="request_receipt").exists()
    asked(client, email="nora@example.org", name="Nora Nysgjerrig")
    message = OutgoingMessage.objects.get(kind="request_receipt")
    assert (message.kind, message.recipient_address, message.language) == ("request_receipt", "nora@example.org", "nb")
    mail = compose(message)
    assert mail.subject == "Vi har mottatt informasjonskravet ditt 2025-2"
    assert "hansker" not in mail.subject + mail.text
    assert f"/apenhet/{ORGNR}/krav/" in mail.text


def test_those_who_answer_are_told_that_a_request_has_come_until_one_has_taken_it(client, cast):
    asked(client)
    sent = OutgoingMessage.objects.filter(kind="request_arrived")
    assert cast.kari.email in sent.values_list("recipient_address", flat=True)
    mail = compose(sent[0])
    assert (mail.subject, "hansker" in mail.text) == ("Informasjonskrav 2025-1 har kommet", False)
    InformationRequest.objects.update(handler=cast.kari)
    with pytest.raises(NotWanted):
        compose(sent[0])


def compose(message):
    """What the mail says, as the outbox has it made."""
    with translation.override(message.language):
        return KINDS[message.kind].compose(message, NOW)


def test_one_address_is_not_written_to_again_and_again(client, cast):
    for _ in range(MOST_TO_ONE_ADDRESS):
        asked(client, email="nora@example.org")
    refused = send(client, **WRITTEN, email="NORA@example.org")
    assert refused.status_code == 422
    assert InformationRequest.objects.count() == MOST_TO_ONE_ADDRESS


def test_a_robot_that_fills_in_what_nobody_sees_is_stopped(client, cast):
    assert send(client, **WRITTEN, homepage="http://spam.example").status_code == 422
    assert not InformationRequest.objects.exists()


def test_a_flood_from_one_place_is_told_to_wait(client, cast, monkeypatch):
    monkeypatch.setattr("samsvar.front.public.forms.AskForm.most_from_block", 2)
    assert [send(client, **WRITTEN).status_code for _ in range(3)] == [303, 303, 429]


def test_a_page_that_was_not_written_is_no_request(client, cast):
    assert send(client, **{**WRITTEN, "question": "  "}).status_code == 422
    assert client.get("/apenhet/999999999/spor").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Hva vil du vite?"), ("nn", "Kva vil du vite?"), ("en", "What do")]
)
def test_the_form_is_there_in_both_written_standards_and_english(client, cast, language, words):
    assert words in client.get(f"{ASK}?language={language}").content.decode()


def opened(client, receipt, number="2025-1"):
    """One's own request, by number and code."""
    answer = send(client, f"{ASK}/folg", request_number=number, receipt_code=code_in(receipt).upper())
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"], follow=True)


def test_number_and_code_open_the_request_and_a_wrong_code_tells_nothing(client, cast):
    receipt = asked(client)
    page = opened(client, receipt)
    assert page.status_code == 200
    assert "Hvor er hanskene laget?" in page.content.decode()
    wrong = send(client, f"{ASK}/folg", request_number="2025-1", receipt_code="0000-0000-0000-0000")
    unknown = send(client, f"{ASK}/folg", request_number="2025-9", receipt_code=code_in(receipt))
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "Hvor er hanskene" not in wrong.content.decode()


def test_the_code_of_one_request_does_not_open_another(client, cast):
    first = asked(client)
    asked(client)
    assert send(client, f"{ASK}/folg", request_number="2025-2", receipt_code=code_in(first)).status_code == 422


def refused(row, by):
    fields = {"given": False, "ground": "trade_secret", "reasons": "Konkurranse."}
    parts.save_part(request=row, part=row.parts.get(), fields=fields, **by)
    cases.save_draft(request=row, text="Vi svarer ikke på det.", **by)
    rights = rights_of(row, row.parts.all(), TODAY)
    cases.send_answer(request=row, rights=rights.text, stated=rights.stated, **by)


@pytest.mark.requirement("R001-04")
def test_whoever_was_refused_reads_why_and_asks_for_fuller_reasons(client, cast):
    page = asked(client)
    refused(InformationRequest.objects.get(), {"by": cast.actor("kari"), "at": NOW})
    case = opened(client, page)
    words = case.content.decode()
    assert all(each in words for each in ("åpenhetsloven § 6 (2) d", "Forbrukertilsynet", "10. juni 2025"))
    client.post(case.request["PATH_INFO"], {"act": "clarify", "text": "Jeg mente de grønne"})
    assert InformationRequest.objects.get().status == "refused", "what answers a question asks for no reasons"
    answer = client.post(case.request["PATH_INFO"], {"text": "Hvorfor?"})
    assert answer.status_code == 302
    row = InformationRequest.objects.get()
    assert (row.status, row.due_on) == ("reasons_requested", date(2025, 6, 10))
    assert RequestEntry.objects.get().by_applicant


def test_notes_among_colleagues_are_not_shown_to_the_one_who_asked(client, cast):
    page = asked(client)
    cases.add_note(request=InformationRequest.objects.get(), text="Intern vurdering", by=cast.actor("kari"), at=NOW)
    assert "Intern vurdering" not in opened(client, page).content.decode()


def test_a_question_back_is_answered_on_the_page_and_a_request_can_be_withdrawn(client, cast):
    page = asked(client)
    row = InformationRequest.objects.get()
    cases.ask_clarification(request=row, text="Hvilke hansker?", by=cast.actor("kari"), at=NOW)
    case = opened(client, page)
    assert "Hvilke hansker?" in case.content.decode()
    client.post(case.request["PATH_INFO"], {"text": "De blå"})
    row.refresh_from_db()
    assert row.status == "in_progress"
    late = client.post(case.request["PATH_INFO"], {"act": "clarify", "text": "Nei, de grønne"})
    assert late.status_code == 409
    assert "Nei, de grønne" in late.content.decode()
    client.post(case.request["PATH_INFO"] + "trekk")
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_the_link_in_the_mail_opens_the_request_and_no_other_enterprises_address(client, cast):
    asked(client, email="nora@example.org")
    secret = re.search(r"/krav/(\S+)", compose(OutgoingMessage.objects.get(kind="request_receipt")).text)[1]
    assert client.get(f"/apenhet/{ORGNR}/krav/{secret}", follow=True).status_code == 200
    assert Client().get(f"/apenhet/923456783/krav/{secret}", follow=True).status_code == 404


def test_the_public_pages_never_name_who_asked(client, cast):
    asked(client, name=CANARY, email="kanari@example.org")
    for page in ("spor", "spor/om", "spor/folg", "svar"):
        words = client.get(f"/apenhet/{ORGNR}/{page}").content.decode()
        assert CANARY not in words
        assert "<script" not in words
    assert reverse("public:answers", args=[ORGNR]) == f"/apenhet/{ORGNR}/svar"
