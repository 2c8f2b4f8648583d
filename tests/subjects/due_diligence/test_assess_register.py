"""The contract register: counts, filters, order, and pages by key."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samsvar.registers.suppliers.models import Contract, ContractTerm, OwnerInquiry
from samsvar.subjects.due_diligence.forms.contracts import written
from samsvar.subjects.due_diligence.selectors import contracts as register
from samsvar.subjects.due_diligence.selectors.contract_register import register_of
from samsvar.subjects.due_diligence.selectors.contracts import Asked, Cursor, filtered, page_of
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import questions
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_partner, make_supplier

pytestmark = pytest.mark.usefixtures("editions")


def found(cast: Any, **asked: Any) -> set[str]:
    rows = filtered(cast.viewer("kari"), cast.enterprise, Asked(**asked), TODAY)
    return set(rows.values_list("number", flat=True))


def assess(cast: Any) -> None:
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)


@pytest.mark.requirement("R001-82")
def test_contracts_in_risk_without_terms_on_human_rights_are_listed(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1")
    with_terms = make_contract(cast.enterprise, "K-2")
    ContractTerm.objects.create(contract=with_terms, kind="human_rights", term_version="2023-1", **STAMPS)
    other_terms = make_contract(cast.enterprise, "K-3")
    ContractTerm.objects.create(contract=other_terms, kind="climate", **STAMPS)
    make_contract(cast.enterprise, "K-4", kind="services", cpv=["72000000"], countries=["NOR"])
    assess(cast)
    assert found(cast, terms="without") == found(cast, view="without_terms") == {"K-1", "K-3"}


@pytest.mark.requirement("R001-49", "R001-51")
def test_views_count_what_they_hold_and_owners_who_have_not_answered(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", responsible=cast.kari)
    make_contract(cast.enterprise, "K-2", countries=[], ends_on=TODAY + timedelta(days=30))
    used = make_contract(cast.enterprise, "K-3", ownership="used")
    make_contract(cast.enterprise, "K-4", ownership="assisted")
    inquiry = OwnerInquiry.objects.create(
        enterprise=cast.enterprise, partner=make_partner(cast.enterprise), question="Status?", asked_on=TODAY, **STAMPS
    )
    inquiry.contracts.add(used)
    make_contract(cast.neighbour, "K-5")
    before = register_of(cast.viewer("kari"), cast.enterprise, TODAY).counts
    assert before["unassessed"] == 4
    assess(cast)
    held = register_of(cast.viewer("kari"), cast.enterprise, TODAY).counts
    assert {name: held[name] for name in ("all", "mine", "missing", "ask_owner", "unanswered", "ends")} == {
        "all": 4,
        "mine": 1,
        "missing": 1,
        "ask_owner": 1,
        "unanswered": 1,
        "ends": 1,
    }
    assert (held["assessed"], held["assisted"], held["high"], held["unassessed"]) == (2, 1, 2, 0)


def test_a_contract_changed_since_the_last_run_is_told_of(cast: Any) -> None:
    contract = make_contract(cast.enterprise)
    assess(cast)
    Contract.objects.filter(pk=contract.pk).update(updated_at=NOW + timedelta(minutes=1))
    assert register_of(cast.viewer("kari"), cast.enterprise, TODAY).counts["unassessed"] == 1


def test_filters_narrow_by_each_of_their_columns(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", responsible=cast.kari)
    supplier = make_supplier(cast.enterprise, "Fiktiv Frukt AS")
    make_contract(cast.enterprise, "K-2", supplier=supplier, cpv=["15300000"], countries=["CRI", "?"], kind="both")
    make_contract(cast.enterprise, "K-3", ownership="shared", cpv=[], countries=["NOR"])
    assess(cast)
    assert found(cast, text="fiktiv") == {"K-2"}
    assert found(cast, text="3021") == {"K-1"}
    assert found(cast, category="15") == {"K-2"}
    assert found(cast, country="CRI") == {"K-2"}
    assert found(cast, country="?") == {"K-2"}
    assert found(cast, kinds=("both",)) == {"K-2"}
    assert found(cast, ownerships=("shared",)) == {"K-3"}
    assert found(cast, owner=cast.kari.key) == {"K-1"}
    assert found(cast, supplier=supplier.key) == {"K-2"}
    assert found(cast, missing="product") == {"K-3"}
    assert found(cast, levels=(2,)) == {"K-3"}
    assert found(cast, goods=True, product_level=0, country_level=1) == {"K-3"}
    assert found(cast, goods=True, product_level=4, country_level=4) == {"K-1"}


@pytest.mark.parametrize("sort", ["-level", "level", "title", "-title", "value", "-value", "ends", "-ends", "supplier"])
def test_pages_by_key_show_each_contract_once_in_order_and_the_same_backwards(
    cast: Any, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 3)
    for place in range(11):
        make_contract(
            cast.enterprise,
            f"K-{place}",
            title=f"Avtale {place // 3}",
            value_ore=None if place % 4 == 0 else place // 2 * 100,
            ends_on=None if place % 3 == 0 else TODAY + timedelta(days=place // 2),
            ownership="used" if place > 8 else "own",
        )
    assess(cast)
    asked = Asked(sort=sort)
    rows = filtered(cast.viewer("kari"), cast.enterprise, asked, TODAY)
    kind = register.SORTS[sort.lstrip("-")]
    pages, cursor, page = [], None, None
    while page is None or page.more_after:
        page = page_of(rows, asked, cursor)
        pages.append([contract.number for contract in page.contracts])
        assert page.first == 1 + 3 * (len(pages) - 1)
        last = page.contracts[-1]
        cursor = Cursor(register.value_of(last, kind), last.key, page.first + len(page.contracts) - 1)
    assert sorted(number for each in pages for number in each) == sorted(f"K-{place}" for place in range(11))
    assert page is not None
    head = page.contracts[0]
    back = page_of(rows, asked, Cursor(register.value_of(head, kind), head.key, page.first - 1, backwards=True))
    assert [contract.number for contract in back.contracts] == pages[-2]
    assert back.first == 1 + 3 * (len(pages) - 2)


@pytest.mark.parametrize("cursor", ["x", "1", "1,a;b", "a,b,c", "1,abc,notanumber", f"1,abc,{10**30}", "1," + "k" * 17])
def test_a_page_that_makes_no_sense_is_refused_with_words(cast: Any, client: Client, cursor: str) -> None:
    sign_in(client, cast.kari)
    assert client.get("/avtaler/", {"after": cursor}).status_code in (200, 400)
    assert client.get("/avtaler/", {"after": cursor, "sort": "value"}).status_code in (200, 400)
    assert client.get("/avtaler/", {"sort": "assessment__level"}).status_code == 400


def test_the_pages_queries_do_not_grow_with_the_register(cast: Any, client: Client) -> None:
    sign_in(client, cast.kari)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(questions(queries))

    make_contract(cast.enterprise, "K-0")
    assess(cast)
    few = count("/avtaler/")
    for place in range(1, 60):
        make_contract(cast.enterprise, f"K-{place}", supplier=make_supplier(cast.enterprise, f"Påfunn {place} AS"))
    assess(cast)
    assert count("/avtaler/") == few <= 12
    last = Contract.objects.get(number="K-30")
    after = written(Cursor(last.assessment.rank, last.key, 31))
    assert count(f"/avtaler/?after={after}&country=CHN") <= 12


def test_prices_are_shown_only_to_those_who_may_see_them(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise, unit=cast.units["nett"], value_ore=12_345_678_900)
    assess(cast)
    sign_in(client, cast.kari)
    assert "123,5" in client.get("/avtaler/").content.decode()
    sign_in(client, cast.leader)
    shown = client.get("/avtaler/").content.decode()
    assert "Bærbare PC-er" in shown
    assert "123,5" not in shown
    assert client.get("/avtaler/?sort=value").status_code == 403


def test_a_leader_sees_the_contracts_of_the_own_unit_alone(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise, "K-1", unit=cast.units["nett"], title="Nettverk")
    make_contract(cast.enterprise, "K-2", unit=cast.units["kjop"], title="Kontormøbler")
    assess(cast)
    sign_in(client, cast.leader)
    shown = client.get("/avtaler/").content.decode()
    assert "Nettverk" in shown
    assert "Kontormøbler" not in shown


def test_an_empty_register_says_what_belongs_there_and_a_narrow_one_how_to_widen(cast: Any, client: Client) -> None:
    sign_in(client, cast.kari)
    assert "Her kommer avtalene deres" in client.get("/avtaler/").content.decode()
    make_contract(cast.enterprise)
    assert "Ingen avtaler passer" in client.get("/avtaler/?q=finnesikke").content.decode()


def test_htmx_gets_the_register_alone_and_assess_renews_it(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise)
    sign_in(client, cast.kari)
    assert "Vurder nå" in client.get("/avtaler/").content.decode()
    assert client.post("/avtaler/vurder/").status_code == 302
    assert "Vurder nå" not in client.get("/avtaler/").content.decode()
    partial = client.get("/avtaler/", headers={"HX-Request": "true"})
    assert b"<html" not in partial.content
    assert "HX-Request" in partial["Vary"]
