"""The pages of those who handle requests: queries, what stands on them, and what the forms stop."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.services import cases, parts, receiving
from tests.cast import NOW
from tests.conftest import sign_in
from tests.queries import at_most

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def kari(cast):
    return sign_in(Client(), cast.kari)


@pytest.fixture
def receive(cast):
    def receive(days_ago=0):
        at = NOW - timedelta(days=days_ago)
        asked = receiving.Asked("transparency_act", "Hvor er hanskene laget?", "nb")
        by = {"by": cast.actor("kari"), "at": at}
        return receiving.receive_request(enterprise=cast.enterprise, asked=asked, channel="form", received_at=at, **by)

    return receive


def address(name, *keys):
    return reverse(f"information_requests:{name}", args=keys)


@pytest.mark.parametrize("page", ["requests", "figures"])
def test_a_list_takes_few_queries_however_long_it_is(receive, kari, page):
    for days in range(12):
        receive(days_ago=days)
    kari.get(address(page))
    with at_most(MOST_QUERIES):
        assert kari.get(address(page)).status_code == 200


def test_a_case_takes_few_queries_however_much_has_happened(receive, kari, cast):
    request, by = receive(), {"by": cast.actor("kari"), "at": NOW}
    for number in range(8):
        parts.save_part(request=request, fields={"text": f"Del {number}"}, **by)
        cases.add_note(request=request, text="Notat", person=cast.kari, **by)
    kari.get(address("request", request.key))
    with at_most(MOST_QUERIES):
        assert kari.get(address("request", request.key)).status_code == 200


@pytest.mark.requirement("R001-04")
def test_what_is_late_stands_out_and_comes_first(receive, kari):
    receive()
    receive(days_ago=26)
    page = kari.get(address("requests")).content.decode().replace("\xa0", " ")
    assert "1 informasjonskrav er over fristen" in page
    assert "5 dager over" in page
    assert page.index("2025-2") < page.index("2025-1")


def test_a_deadline_on_a_holiday_is_shown_with_the_working_day_to_plan_for(receive, kari):
    request = receive(days_ago=12)  # received 8 May: due on Ascension Day, 29 May
    page = kari.get(address("request", request.key)).content.decode()
    assert "planlegg for" in page
    assert "28. mai" in page


@pytest.mark.requirement("R001-04")
def test_the_form_of_a_decision_says_why_the_act_stops_it_and_keeps_what_was_written(receive, kari):
    request = receive()
    part = request.parts.get()
    body = {"text": "Prisen?", "given": "no", "known_impact": "on", "ground": "trade_secret", "reasons": "Mitt ord"}
    answer = kari.post(address("part", request.key, part.key), {**body, "version": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "§ 6 tredje ledd" in page
    assert "Mitt ord" in page
    part.refresh_from_db()
    assert part.given is None


def test_the_last_look_shows_the_whole_letter_and_asks_when_a_refusal_arrives(receive, kari, cast):
    request, by = receive(), {"by": cast.actor("kari"), "at": NOW}
    fields = {"given": False, "ground": "trade_secret", "reasons": "Konkurranse"}
    parts.save_part(request=request, part=request.parts.get(), fields=fields, **by)
    cases.save_draft(request=request, text="Vi svarer ikke på det.", **by)
    request.refresh_from_db()
    page = kari.get(address("send", request.key)).content.decode()
    assert all(words in page for words in ("Vi svarer ikke på det.", "Forbrukertilsynet", 'name="received_on"'))
    sent = {"version": str(request.version), "received_on": "2025-05-22"}
    assert kari.post(address("send", request.key), sent).status_code == 302
    assert InformationRequest.objects.get().refusal_reached_on.isoformat() == "2025-05-22"


def test_two_who_write_the_answer_see_each_other(receive, kari):
    request = receive()
    assert kari.post(address("draft", request.key), {"text": "Første", "version": "1"}).status_code == 302
    late = kari.post(address("draft", request.key), {"text": "Andre", "version": "1"})
    assert late.status_code == 409
    assert InformationRequest.objects.get().draft == "Første"


def test_a_deadline_stands_on_the_start_page_of_those_who_handle_it_and_of_nobody_else(receive, kari, cast):
    receive(days_ago=15)
    words = "Svar på informasjonskrav 2025-1"
    assert words in kari.get(reverse("home:start")).content.decode()
    assert words not in sign_in(Client(), cast.ola).get(reverse("home:start")).content.decode()
