from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.services import take_in_person
from samsvar.platform.ui.middleware import HeadersMiddleware, server_fault
from tests.cast import NOW


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_no_more_than_one_that_is_hidden(client: Client) -> None:
    answer = client.get("/finnes-ikke")
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.content.decode()
    assert "utenfor det du har tilgang til" in answer.content.decode()


def test_the_page_for_a_fault_needs_no_database_and_gives_a_reference() -> None:
    request = RequestFactory().get("/")
    HeadersMiddleware(lambda _: None).process_exception(request, ValueError())  # type: ignore[arg-type, return-value]
    answer = server_fault(request)
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.content.decode()
    assert f"Referanse {request.fault_reference}" in answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "words"), [("400", "forstår ikke"), ("403", "andre som gjør"), ("405", "kan ikke brukes")]
)
def test_each_kind_of_refusal_has_its_own_words(status: str, words: str) -> None:
    assert words in render_to_string(f"{status}.html", {})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/vedlegg/%00", "/apenhet/%00"])
def test_an_address_with_a_nul_is_a_bad_request_to_anybody(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_words_people_understand() -> None:
    answer = Client(enforce_csrf_checks=True).post("/valg/sprak", {"language": "nn"}, HTTP_ORIGIN="null")
    assert answer.status_code == 403
    assert "Siden er blitt for gammel" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


@pytest.mark.django_db
def test_the_language_is_kept_in_a_cookie_for_those_not_signed_in(client: Client) -> None:
    client.post("/valg/sprak", {"language": "nn", "next": "/hjelp"})
    assert "Eit tal" in client.get("/hjelp").content.decode()
    assert 'lang="nn"' in client.get("/hjelp").content.decode()


def test_the_language_follows_the_person(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    signed_in(client, cast.kari).post("/valg/sprak", {"language": "en", "next": "/hjelp"})
    cast.kari.refresh_from_db()
    assert cast.kari.language == "en"
    assert "Accessibility statement" in client.get("/hjelp").content.decode()


def test_the_colours_follow_the_person(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    signed_in(client, cast.kari).post("/valg/farger", {"scheme": "dark", "next": "/hjelp"})
    assert 'data-color-scheme="dark"' in client.get("/hjelp").content.decode()
    client.post("/valg/farger", {"scheme": "auto", "next": "/hjelp"})
    assert 'data-color-scheme="auto"' in client.get("/hjelp").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_choice_never_leads_out_of_the_installation(client: Client, away: str) -> None:
    assert client.post("/valg/sprak", {"language": "nb", "next": away})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "body"),
    [("/valg/sprak", {"language": "xx"}), ("/valg/farger", {"scheme": "pink"}), ("/valg/sprak", {})],
)
def test_a_choice_that_does_not_exist_is_refused(client: Client, address: str, body: dict[str, str]) -> None:
    assert client.post(address, body).status_code == 400


def test_shortcuts_can_be_switched_off(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    signed_in(client, cast.kari)
    assert "data-keys" in client.get("/hurtigtaster").content.decode()
    client.post("/valg/tastatur", {"keys": "off", "next": "/hurtigtaster"})
    page = client.get("/hurtigtaster").content.decode()
    assert "data-keys" not in page
    assert 'id="shortcuts"' not in page


def test_the_menu_can_be_folded(client: Client, cast: Any, signed_in: Callable[..., Client]) -> None:
    signed_in(client, cast.kari).post("/valg/meny", {"menu": "rail", "next": "/hurtigtaster"})
    assert 'data-menu="rail"' in client.get("/hurtigtaster").content.decode()


def test_a_choice_of_language_or_colours_is_no_change_that_the_trail_must_know(
    client: Client, cast: Any, signed_in: Callable[..., Client]
) -> None:
    person, _new = take_in_person(email="ny@example.org", name="Ny Liksom", by=cast.actor("administrator"), at=NOW)
    signed_in(client, person)
    client.post("/valg/sprak", {"language": "en", "next": "/hjelp"})
    client.post("/valg/farger", {"scheme": "dark", "next": "/hjelp"})
    person.refresh_from_db()
    assert (person.language, person.colour_scheme) == ("en", "dark")
    told = [finding for finding in verify(records=True).findings if person.key in str(finding.facts)]
    assert told == []
