"""The pages of screening: what waits, side by side, judged by a person, and what a supplier's page shows."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsvar.registers.catalogues.models import Edition
from samsvar.subjects.due_diligence.models import ScreeningHit
from tests.cast import NOW, TODAY
from tests.pages.table_screening import hit

LIST = "/screening/"


@pytest.fixture
def read_in(db: None) -> None:
    Edition.objects.create(
        source="watchlist-oppdiktet", edition="2025", order=1, title="Oppdiktet liste", publisher="Oppdiktet",
        sha256="0" * 64, loaded_at=NOW,
    )  # fmt: skip


@pytest.fixture
def as_kari(client: Client, cast: Any, signed_in: Any) -> Client:
    signed_in(client, cast.kari)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_list_the_page_says_how_to_read_one_in(cast: Any, as_kari: Client) -> None:
    text = page(as_kari, LIST)
    assert "samsvar import watchlist" in text
    assert "samsvar screen --enterprise 912345674" in text


def test_hits_that_wait_stand_likeliest_first_with_what_is_alike_marked(
    cast: Any, as_kari: Client, read_in: None
) -> None:
    hit(cast.enterprise, "Fiktiv Frukt AS")
    first = hit(cast.enterprise, "Oppdiktet Silisium AS")
    ScreeningHit.objects.filter(pk=first.pk).update(likeness=99)
    hit(cast.neighbour, "Nabo")
    text = page(as_kari, LIST)
    assert text.index("Oppdiktet") < text.index("Fiktiv")
    assert "<mark>Silisium</mark> AS" in text
    assert "Nabo" not in text


def test_an_entry_stands_beside_the_supplier_and_an_unknown_country_is_said(
    cast: Any, as_kari: Client, read_in: None
) -> None:
    own = hit(cast.enterprise, "Oppdiktet Silisium AS")
    own.listed = {"name": "Oppdiktet Silikon Co.", "aliases": ["Silikonverket"], "countries": ["CHN"]}
    own.reasons = [["alike_name", {"ours": "x", "listed": "y", "likeness": 91}], ["country_unknown", {"whose": "ours"}]]
    own.save()
    text = page(as_kari, reverse("due_diligence:screening_hit", args=[own.key]))
    assert "<mark>Oppdiktet</mark> Silikon Co." in text
    assert "verken det samme eller et annet" in text
    assert "Silikonverket" in text


def test_a_hit_is_cleared_with_a_reason_and_then_confirmed_which_offers_an_impact(
    cast: Any, as_kari: Client, read_in: None
) -> None:
    own = hit(cast.enterprise, "Oppdiktet Silisium AS")
    address = reverse("due_diligence:screening_hit", args=[own.key])
    assert as_kari.post(address, {"state": "cleared", "reason": "", "version": "1"}).status_code == 422
    assert as_kari.post(address, {"state": "cleared", "reason": "Et annet", "version": "1"}).status_code == 302
    own.refresh_from_db()
    assert (own.state, own.reason, own.judged_by, own.judged_on) == ("cleared", "Et annet", cast.kari, TODAY)
    assert "Meld" not in page(as_kari, address)
    assert as_kari.post(address, {"state": "open", "reason": "Nytt", "version": "1"}).status_code == 409
    answer = as_kari.post(address, {"state": "confirmed", "reason": "Samme adresse", "version": "2"}, follow=True)
    assert f"{reverse('due_diligence:impact_new')}?supplier={own.supplier.key}" in answer.content.decode()
    own.supplier.refresh_from_db()
    assert own.supplier.listed_hits == 1


def test_a_hit_that_came_back_says_what_is_new_and_who_cleared_it(cast: Any, as_kari: Client, read_in: None) -> None:
    own = hit(
        cast.enterprise, "Oppdiktet Silisium AS", changed=["entry_name"], reason="Annet land", judged_by=cast.kari,
        judged_on=TODAY,
    )  # fmt: skip
    text = page(as_kari, reverse("due_diligence:screening_hit", args=[own.key]))
    assert "navnene på listen" in text
    assert "Annet land" in text
    assert "Kari Liksom" in text


def test_the_suppliers_page_shows_its_hits_and_that_none_were_found(cast: Any, as_kari: Client, read_in: None) -> None:
    own = hit(cast.enterprise, "Oppdiktet Silisium AS")
    address = reverse("suppliers:supplier", args=[own.supplier.key])
    assert reverse("due_diligence:screening_hit", args=[own.key]) in page(as_kari, address)
    own.delete()
    assert "ikke funnet på noen liste" in page(as_kari, address)
    type(own.supplier).objects.update(listed_hits=None)
    assert "ikke funnet på noen liste" not in page(as_kari, address)


def test_many_hits_take_as_many_queries_as_few(cast: Any, as_kari: Client, read_in: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(as_kari, LIST)
        return len(asked)

    hit(cast.enterprise, "Fiktiv Frukt AS")
    queries()
    few = queries()
    for number in range(20):
        hit(cast.enterprise, f"Fiktiv Frukt {number} AS", judged_by=cast.kari, judged_on=TODAY, reason="x")
    assert queries() == few
