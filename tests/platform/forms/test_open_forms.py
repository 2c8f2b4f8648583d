"""Forms for anyone: no session, no cookie, once however often they are sent, and a limit on everything."""

import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from samsvar.platform.forms import open_forms
from samsvar.platform.forms.models import TakenNumber
from samsvar.registers.suppliers.models import Supplier
from tests.platform.forms.anyones_urls import Question, save

pytestmark = [pytest.mark.urls("tests.platform.forms.anyones_urls"), pytest.mark.django_db]
PAGE = "/spor"
#: A minute after the page was drawn.
LATER = 60.0


@pytest.fixture
def anyone():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def clock(monkeypatch):
    """Stands; `clock(seconds)` sets it forward."""
    moment = [1_750_000_000.0]
    monkeypatch.setattr(open_forms.time, "time", lambda: moment[0])
    return lambda seconds: moment.__setitem__(0, moment[0] + seconds)


@pytest.fixture
def fill(cast, anyone, clock):
    """Opens the page, waits a minute, and gives what a person would send."""

    def filled(asks="Hvem syr frakkene?", wait=LATER):
        page = anyone.get(PAGE)
        clock(wait)
        return {"asks": asks, "homepage": "", "number": number_on(page)}

    return filled


def number_on(page) -> str:
    return re.search(r'name="number" value="([^"]+)"', page.content.decode()).group(1)


def words_of(answer) -> str:
    return answer.content.decode()


def test_it_is_read_and_sent_without_a_cookie(fill, anyone):
    fields = fill()
    answer = anyone.post(PAGE, fields)
    assert answer.status_code == 303
    assert answer["Location"] == f"/kvittering/{Supplier.objects.get(name=fields['asks']).key}"
    assert anyone.get(PAGE)["Cache-Control"] == "no-store"
    assert (dict(anyone.cookies), dict(answer.cookies)) == ({}, {})


def test_a_double_press_makes_one_row_and_leads_to_the_same_receipt(fill, anyone):
    fields = fill()
    first, second = anyone.post(PAGE, fields), anyone.post(PAGE, fields)
    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert Supplier.objects.count() == 1
    kept = str(TakenNumber.objects.values_list("location", "content", "about").get())
    assert first["Location"] not in kept, "a receipt's address may hold a secret"


def test_of_two_at_once_the_second_is_led_where_the_first_was(fill, rf):
    request = rf.post(PAGE, fill())
    number, form = open_forms._Number.read(request, "test_question"), Question(request.POST)
    assert form.is_valid()
    answers = [open_forms._save_once(form, number, save, "det samme", at=open_forms.now()) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Supplier.objects.count() == 1


def test_a_sent_form_that_is_changed_and_sent_again_is_asked_about_and_not_lost(fill, anyone):
    fields = fill()
    anyone.post(PAGE, fields)
    answer = anyone.post(PAGE, {**fields, "asks": "Og hvor?"})
    assert answer.status_code == 422
    assert "sendt allerede" in words_of(answer)
    assert "Og hvor?" in words_of(answer)
    again = {"asks": "Og hvor?", "homepage": "", "number": number_on(answer)}
    assert anyone.post(PAGE, again).status_code == 303
    assert Supplier.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "wait", "words"),
    [
        ({"homepage": "https://kjop.example"}, LATER, "Et felt som ingen ser"),
        ({}, 1, "svært fort"),
        ({}, open_forms.LONGEST_SECONDS + 1, "stått åpen svært lenge"),
        ({"number": ""}, LATER, "stått åpen svært lenge"),
        ({"number": "WyJ4Il0:forfalsket"}, LATER, "stått åpen svært lenge"),
        ({"asks": ""}, LATER, "Spør oss"),
        ({"asks": "nei"}, LATER, "Det svarer vi ikke på."),
    ],
)
def test_what_does_not_come_as_a_person_sends_it_is_asked_for_once_more(fill, anyone, clock, sent, wait, words):
    fields = {**fill(wait=wait), **sent}
    answer = anyone.post(PAGE, fields)
    assert (answer.status_code, Supplier.objects.count(), TakenNumber.objects.count()) == (422, 0, 0)
    assert words in words_of(answer)
    clock(LATER)
    mended = {"asks": "Hvem syr frakkene?", "homepage": "", "number": number_on(answer)}
    assert anyone.post(PAGE, mended).status_code == 303, "what was wrong is mended by sending it again"


def test_a_number_is_for_one_form_at_one_address(fill, rf):
    fields = fill()
    for path, code in ((PAGE, "another_form"), ("/annet", "test_question")):
        assert open_forms._Number.read(rf.post(path, fields), code) is None
    assert open_forms._Number.read(rf.post(PAGE, fields), "test_question") is not None


def test_too_many_are_told_when_to_try_again_and_keep_what_they_wrote(fill, anyone, monkeypatch):
    monkeypatch.setattr(Question, "most_from_block", 1)
    assert anyone.post(PAGE, fill("Først")).status_code == 303
    answer = anyone.post(PAGE, fill("Så"))
    assert (answer.status_code, 'value="Så"' in words_of(answer)) == (429, True)
    assert "kl.\xa011.00" in words_of(answer)
    assert 0 < int(answer["Retry-After"]) <= 3600
    monkeypatch.setattr(open_forms, "MOST_TRIES", 2)
    assert "Prøv igjen etter" in words_of(anyone.post(PAGE, fill("Igjen")))
    assert Supplier.objects.count() == 1


def test_the_whole_installation_has_its_limit_too(fill, anyone, monkeypatch):
    monkeypatch.setattr(Question, "most_from_all", 1)
    sent = [
        anyone.post(PAGE, fill(address), REMOTE_ADDR=address).status_code for address in ("192.0.2.1", "198.51.100.1")
    ]
    assert sent == [303, 429]


def test_what_is_too_large_is_refused_before_it_is_read(fill, anyone):
    large = SimpleUploadedFile("stor.txt", b"x" * 100_000)
    answer = anyone.post(PAGE, {**fill(), "paper": large})
    assert (answer.status_code, "100 kB" in words_of(answer)) == (413, True)
    assert not Supplier.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://ond.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "null"}, 303),
    ],
)
def test_a_form_on_another_site_sends_nothing(fill, anyone, headers, status):
    assert anyone.post(PAGE, fill(), headers=headers).status_code == status
    assert Supplier.objects.count() == (status == 303)


def test_whoever_is_signed_in_sends_it_as_anyone(cast, fill, signed_in):
    fields = fill()
    assert signed_in(Client(enforce_csrf_checks=True), cast.kari).post(PAGE, fields).status_code == 303


def test_what_is_no_form_at_all_is_no_fault(anyone, cast):
    for kind, body in (
        ("application/json", b"{"),
        ("text/plain", b"\xff"),
        ("multipart/form-data; boundary=x", b"--y"),
    ):
        assert anyone.post(PAGE, body, content_type=kind).status_code in (400, 422)
    odd = urlencode({"number": "\0" * 200, "asks": "\ud800"}, errors="surrogatepass")
    assert anyone.post(PAGE, odd, content_type="application/x-www-form-urlencoded").status_code == 422
