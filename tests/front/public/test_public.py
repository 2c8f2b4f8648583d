"""What anyone meets: published statements at stable addresses, without cookies, scripts or a session."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.statements.models import PublishedFile
from tests.cast import NOW
from tests.front.reporting.year import Year, begun, lay_year, published

HERE = "/apenhet/912345674"


@pytest.fixture
def year(cast: Any) -> Year:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    return lay_year(cast)


@pytest.mark.requirement("R000-56")
def test_a_published_statement_opens_at_its_address_without_sign_in(client: Client, year: Year):
    assert client.get(f"{HERE}/2024").status_code == 404
    published(year, begun(year))
    answer = client.get(f"{HERE}/2024")
    assert answer.status_code == 200
    assert "Redegjørelse etter åpenhetsloven for 2024" in answer.content.decode()
    assert client.get(f"{HERE}/2024/1").status_code == 200


def test_nothing_is_kept_in_the_readers_browser_and_nothing_is_run(client: Client, year: Year):
    published(year, begun(year))
    for address in (HERE, f"{HERE}/2024", f"{HERE}/2024.pdf", f"{HERE}/2024.json"):
        answer = client.get(address)
        assert not answer.cookies, address
        assert "<script" not in answer.content.decode(errors="ignore"), address
    assert not client.session.keys()


def test_the_page_has_no_address_into_the_closed_part(client: Client, year: Year):
    published(year, begun(year))
    page = client.get(f"{HERE}/2024").content.decode()
    inside = {link for link in re.findall(r'href="(/[^"]*)"', page) if not link.startswith(("/apenhet/", "/static/"))}
    assert inside == {"/tilgjengelighet"}


def test_the_files_are_the_published_bytes_and_cannot_run_anything(client: Client, year: Year):
    published(year, begun(year))
    for form in ("pdf", "docx", "json", "html"):
        answer = client.get(f"{HERE}/2024.{form}")
        assert answer.content == bytes(PublishedFile.objects.get(form=form).content)
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.requirement("R001-03")
def test_a_new_edition_takes_the_years_address_and_the_earlier_one_keeps_its_own(client: Client, year: Year):
    published(year, begun(year))
    first = client.get(f"{HERE}/2024.json").content
    later = datetime(2025, 9, 1, 8, tzinfo=UTC)
    published(year, begun(year, reason="En ny alvorlig sak ble kjent"), later)
    newest = client.get(f"{HERE}/2024").content.decode()
    assert "Denne utgaven erstatter en tidligere for samme år. Grunnen: En ny alvorlig sak ble kjent" in newest
    assert f'href="{HERE}/2024/1"' in newest
    earlier = client.get(f"{HERE}/2024/1").content.decode()
    assert "Denne utgaven er erstattet av en nyere." in earlier
    assert client.get(f"{HERE}/2024/1.json").content == first
    assert client.get(f"{HERE}/2024.json").content != first


def test_unknown_and_unpublished_answer_with_the_same_bytes(client: Client, year: Year):
    begun(year)
    unpublished = client.get(f"{HERE}/2024")
    unknown = client.get("/apenhet/999999999/2024")
    assert (unpublished.status_code, unknown.status_code) == (404, 404)
    assert unpublished.content.replace(b"912345674", b"") == unknown.content.replace(b"999999999", b"")


def test_the_list_speaks_the_language_asked_for(client: Client, year: Year):
    published(year, begun(year))
    assert "Redegjørelser etter åpenhetsloven" in client.get(HERE).content.decode()
    assert "Utgreiingar etter openheitslova" in client.get(f"{HERE}?language=nn").content.decode()
    assert "Statements under the Transparency Act" in client.get(f"{HERE}?language=en").content.decode()


def test_a_statement_in_nynorsk_stands_on_a_page_in_nynorsk(client: Client, year: Year):
    published(year, begun(year, language="nn"))
    page = client.get(f"{HERE}/2024").content.decode()
    assert '<html lang="nn"' in page
    assert "Last ned som PDF" in page
    assert "Utgreiing etter openheitslova for 2024" in page


def test_an_address_with_a_slash_at_its_end_leads_to_the_same_without(client: Client, year: Year):
    published(year, begun(year))
    assert client.get(f"{HERE}/2024/?a=1")["Location"] == f"{HERE}/2024?a=1"
    assert client.get(f"{HERE}/2024/1/", follow=True).status_code == 200
    assert client.get(f"{HERE}/2023/", follow=True).status_code == 404


@pytest.mark.parametrize("address", ["/apenhet/912345674/99999", "/apenhet/x", "/apenhet/912345674/2024.exe"])
def test_a_wrong_address_is_not_found(client: Client, db: None, address: str):
    assert client.get(address).status_code == 404
