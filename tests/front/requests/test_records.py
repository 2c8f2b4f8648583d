"""The records a request is about, and the answer drafted from them: what is secret or personal never comes along."""

import pytest
from django.test import Client
from django.urls import reverse

from samsvar.front.requests import selectors
from samsvar.front.requests.presenters import draft_of, left_out
from samsvar.subjects.information_requests.services import receiving
from tests.cast import NOW
from tests.conftest import sign_in
from tests.subjects.due_diligence.chain import make_contract, make_impact

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_row(cast):
    asked = receiving.Asked("transparency_act", "Hvor er hanskene laget?", "nn")
    by = {"by": cast.actor("kari"), "at": NOW}
    return receiving.receive_request(enterprise=cast.enterprise, asked=asked, channel="form", received_at=NOW, **by)


@pytest.fixture
def contract(cast):
    secret = {"value_ore": 123_456_700, "responsible_name": "Hemmelig Person", "countries": ["MYS", "?"]}
    return make_contract(cast.enterprise, "K-1", title="Hansker", **secret)


def code(kind, row):
    return f"{kind}:{row.key}"


def test_the_draft_tells_of_the_records_and_says_that_prices_and_names_are_left_out(cast, request_row, contract):
    impact = make_impact(
        cast.enterprise, "N-1", on=contract, severity=4, description="Hemmelig kjelde", source="Tipsar"
    )
    client = sign_in(Client(), cast.kari)
    chosen = [code("contract", contract), code("impact", impact)]
    address = reverse("requests:records", args=[request_row.key])
    answer = client.post(address, {"record": chosen, "draft": "1"})
    assert answer["Location"] == reverse("information_requests:draft", args=[request_row.key])
    request_row.refresh_from_db()
    draft = request_row.draft
    assert all(words in draft for words in ("Hansker", "K-1", "Malaysia", impact.title, "Prisar og namn på personar"))
    assert not any(secret in draft for secret in ("1 234 567", "1234567", "Hemmelig", "Tipsar"))
    page = client.get(address).content.decode()
    assert "Hemmelig" not in page
    assert request_row.records.count() == 2


def test_what_is_not_known_is_said_to_be_unknown(cast, request_row, contract):
    facts = selectors.facts_of(
        cast.viewer("kari"), cast.enterprise, selectors.found(cast.viewer("kari"), cast.enterprise, "hansk")
    )
    text = draft_of(facts, "nb", "")
    assert "et land vi ikke kjenner" in text
    assert "Risikonivået er ikke kjent." in text
    assert left_out(facts)


def test_another_enterprises_records_cannot_be_chosen_by_their_key(cast, request_row):
    theirs = make_contract(cast.neighbour, "K-9")
    client = sign_in(Client(), cast.kari)
    client.post(reverse("requests:records", args=[request_row.key]), {"record": [code("contract", theirs)]})
    assert not request_row.records.exists()


def test_a_confirmed_actual_impact_is_told_to_the_one_who_decides(cast, request_row):
    impact = make_impact(cast.enterprise, "N-1", actuality="actual", verification="confirmed")
    client = sign_in(Client(), cast.kari)
    address = reverse("requests:records", args=[request_row.key])
    client.post(address, {"record": [code("impact", impact)]})
    assert "§ 6 tredje ledd" in client.get(address).content.decode()
