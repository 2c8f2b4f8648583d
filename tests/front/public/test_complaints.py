"""Anyone complains, without an account and without a cookie, in five languages; a code opens the dialogue."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from samsvar.core.catalogues.complaint_form import FORM_LANGUAGES, form_words
from samsvar.platform.links.codes import digest_of_code
from samsvar.subjects.complaints.models import Complaint, ComplaintEntry
from samsvar.subjects.complaints.selectors import dialogue_of
from samsvar.subjects.complaints.services import cases
from tests.cast import NOW
from tests.front.public.test_requests import code_in, send

pytestmark = pytest.mark.django_db
ORGNR = "912345674"
HERE = f"/apenhet/{ORGNR}/klage"
WRITTEN = {"account": "Vi får ikke lønn", "topic": "wages", "relation": "worker"}


@pytest.fixture(autouse=True)
def _time_to_write(monkeypatch):
    """A person has had time to fill in the form."""
    monkeypatch.setattr("samsvar.front.public.complaint_forms.ComplainForm.least_seconds", 0)


def complained(client, language="nb", **more):
    """The receipt's page after a complaint."""
    answer = send(client, f"{HERE}?language={language}", **WRITTEN, **more)
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"])


def opened(client, receipt):
    """One's own case, by number and code."""
    answer = send(client, f"{HERE}/folg", case_number="2025-1", receipt_code=code_in(receipt).upper())
    assert answer.status_code == 303, answer.content.decode()
    return client.get(answer["Location"], follow=True)


@pytest.mark.requirement("R000-64")
@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_form_and_its_receipt_speak_each_language_without_cookie_and_script(client, cast, language):
    words = form_words(language)
    page = client.get(f"{HERE}?language={language}").content.decode()
    assert f'<html lang="{language}"' in page
    assert words.words["no_name"] in page
    receipt = complained(client, language)
    row = Complaint.objects.get()
    assert words.say("receipt_title", number="2025-1") in receipt.content.decode()
    assert (row.language, row.channel, row.code_digest) == (language, "form", digest_of_code(code_in(receipt)))
    assert not client.cookies
    assert "<script" not in page
    assert receipt["Cache-Control"] == "no-store"


def test_a_browser_that_asks_for_polish_gets_polish_and_the_frame_says_nothing_in_norwegian(client, cast):
    asked = {"HTTP_ACCEPT_LANGUAGE": "pl,en;q=0.5"}
    page = client.get(HERE, **asked).content.decode()
    assert '<html lang="pl"' in page
    wrong = client.post(HERE, {"topic": "wages"}, **asked).content.decode()
    for word in ("Hopp til", "valgfritt", "Feil:", "Rett ", "feltene", "Tilgjengelighetserklæring", "Klage<"):
        assert word not in page + wrong
    assert "To pole jest wymagane." in wrong


def test_the_code_opens_a_dialogue_both_ways_and_notes_are_not_in_it(client, cast):
    receipt, by = complained(client, "pl"), {"by": cast.actor("kari"), "at": NOW}
    row = Complaint.objects.get()
    cases.write_message(complaint=row, text="Dziękujemy. Kto wypłaca pensje?", **by)
    cases.add_note(complaint=row, text="Intern vurdering", **by)
    case = opened(client, receipt)
    page = case.content.decode()
    assert "Kto wypłaca pensje?" in page
    assert "Intern vurdering" not in page
    assert "Nasza wiadomość" in page
    for _pressed_twice in range(2):
        answer = client.post(case.request["PATH_INFO"], {"text": "Firma Demodata", "once": "et tall"})
        assert answer["Location"] == case.request["PATH_INFO"]
    assert ComplaintEntry.objects.filter(by_complainant=True).count() == 1
    client.post(case.request["PATH_INFO"] + "trekk")
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_a_picture_comes_in_without_its_place_and_something_that_runs_does_not(client, cast):
    case = opened(client, complained(client))
    place, plain = case.request["PATH_INFO"], BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "PNG")
    plain.seek(0)
    plain.name = "timeliste.png"
    assert client.post(place, {"text": "Se", "file": plain}).status_code == 302
    bad = BytesIO(b"MZ" + b"\0" * 100)
    bad.name = "program.exe"
    refused = client.post(place, {"text": "Se", "file": bad})
    assert refused.status_code == 422
    assert form_words("nb").words["file_refused"] in refused.content.decode()
    (entry,) = dialogue_of(Complaint.objects.get(), inner=False)
    assert client.get(f"{place}fil/{entry.files[0].key}")["Content-Disposition"].startswith("attachment")
    assert Client().get(f"{place}fil/{entry.files[0].key}").status_code == 404


def test_a_wrong_code_tells_nothing_and_a_code_opens_only_its_own_case(client, cast):
    receipt = complained(client)
    complained(client)
    wrong = send(client, f"{HERE}/folg", case_number="2025-1", receipt_code="0000-0000-0000-0000")
    other = send(client, f"{HERE}/folg", case_number="2025-2", receipt_code=code_in(receipt))
    assert (wrong.status_code, other.status_code) == (422, 422)
    assert "Vi får ikke lønn" not in wrong.content.decode() + other.content.decode()


def test_robots_and_floods_are_stopped_and_an_empty_complaint_is_none(client, cast, monkeypatch):
    assert send(client, HERE, **WRITTEN, homepage="http://spam.example").status_code == 422
    assert send(client, HERE, **{**WRITTEN, "account": " "}).status_code == 422
    monkeypatch.setattr("samsvar.front.public.complaint_forms.ComplainForm.most_from_block", 2)
    assert [send(client, HERE, **WRITTEN).status_code for _ in range(3)] == [303, 303, 429]
    assert client.get("/apenhet/999999999/klage").status_code == 404
