"""A contract's page, the risk picture, what an edition moves, and the words for every code."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samsvar.core.catalogues import load_edition
from samsvar.core.rules.risk import Ownership
from samsvar.platform.access.viewer import Viewer
from samsvar.registers.catalogues.services import EditionMeta, import_edition
from samsvar.registers.suppliers.models import Advice, Contract, ContractTerm, OwnerInquiry
from samsvar.subjects.due_diligence.models import ImpactShare
from samsvar.subjects.due_diligence.presenters import factors, world_map
from samsvar.subjects.due_diligence.presenters.contract_page import MOVERS
from samsvar.subjects.due_diligence.selectors.assessments import explain
from samsvar.subjects.due_diligence.selectors.contract_page import progress_of, records_of
from samsvar.subjects.due_diligence.selectors.coverage import assessed_by_factor, years_without_assessment
from samsvar.subjects.due_diligence.selectors.facts import (
    asked_of_owner,
    facts_for,
    facts_of,
    links_touching,
)
from samsvar.subjects.due_diligence.selectors.risk_picture import (
    catalogues_and_those_before,
    contracts_moved,
    countries_of,
    matrix_of,
)
from samsvar.subjects.due_diligence.selectors.supplier_codes import code_in_force
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise
from tests.cast import NOW, TODAY
from tests.conftest import sign_in
from tests.queries import questions
from tests.subjects.due_diligence.chain import (
    STAMPS,
    listed,
    make_code,
    make_contract,
    make_impact,
    make_partner,
    make_supplier,
)

pytestmark = pytest.mark.usefixtures("editions")
RULES = Path(__file__).parents[3] / "src/samsvar/core/rules/risk"


def assess(cast: Any) -> None:
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=TODAY)


def page(client: Client, person: Any, address: str) -> str:
    sign_in(client, person)
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.requirement("R001-52", "R001-55", "R001-60")
def test_the_page_shows_each_factor_with_rule_figures_and_source(cast: Any, client: Client) -> None:
    contract = make_contract(cast.enterprise, countries=["CHN", "VNM"])
    assess(cast)
    shown = page(client, cast.kari, f"/avtaler/{contract.key}/")
    assert "Kina: ikke fritt, 9 av 100; rangering 5" in shown
    assert "Freedom House, 2025" in shown
    assert "råvare svært høy, komponent høy, sluttproduksjon middels høy" in shown
    assert "Nivået er Samsvars egen vurdering" in shown
    assert "Hva kan flytte nivået?" not in shown


@pytest.mark.requirement("R001-44", "R001-51")
def test_an_assisted_procurement_has_advice_and_no_level(cast: Any, client: Client) -> None:
    contract = make_contract(cast.enterprise, ownership="assisted")
    Advice.objects.create(contract=contract, given_on=TODAY, text="Still krav om HMS-kort", followed=True, **STAMPS)
    assess(cast)
    shown = page(client, cast.kari, f"/avtaler/{contract.key}/")
    assert "Vurderes ikke av oss" in shown
    assert "Still krav om HMS-kort" in shown
    assert "Hvorfor dette nivået" not in shown


@pytest.mark.requirement("R001-49", "R001-68", "R001-89", "R001-45")
def test_a_used_agreement_tells_of_its_owner_answer_and_impacts(cast: Any, client: Client) -> None:
    partner = make_partner(cast.enterprise)
    contract = make_contract(cast.enterprise, ownership="used", agreement_owner=partner)
    make_impact(cast.enterprise, on=contract, title="Påstander om tvangsarbeid", verification="alleged")
    inquiry = OwnerInquiry.objects.create(
        enterprise=cast.enterprise,
        partner=partner,
        question="Hva er status?",
        asked_on=date(2025, 4, 25),
        answered_on=date(2025, 5, 2),
        answer="Leverandørene følger opp",
        **STAMPS,
    )
    inquiry.contracts.add(contract)
    shown = page(client, cast.kari, f"/avtaler/{contract.key}/")
    assert "Oppdiktet innkjøpssenter svarte 2. mai 2025" in shown
    assert "Leverandørene følger opp" in shown
    assert "Påstander om tvangsarbeid" in shown


@pytest.mark.requirement("R001-61")
def test_conflict_minerals_are_marked_on_the_contract(cast: Any, client: Client) -> None:
    contract = make_contract(cast.enterprise, materials=listed(["gold", "cobalt"]))
    assert "Konfliktmineraler" in page(client, cast.kari, f"/avtaler/{contract.key}/")
    plain = make_contract(cast.enterprise, "K-2", materials=listed(["cobalt"]))
    assert "Konfliktmineraler" not in page(client, cast.kari, f"/avtaler/{plain.key}/")


@pytest.mark.requirement("R001-47")
def test_stages_follow_from_the_days_in_the_records(cast: Any) -> None:
    supplier = make_supplier(
        cast.enterprise, questionnaire_asked_on=date(2025, 1, 10), questionnaire_answered_on=date(2025, 2, 11)
    )
    make_contract(cast.enterprise, supplier=supplier)
    assess(cast)
    contract = Contract.objects.select_related("assessment", "supplier").get()
    progress = progress_of(contract, [], TODAY)
    assert progress.stage == "answered"
    assert progress.next == "concluded"
    contract.ownership = "assisted"
    assert progress_of(contract, [], TODAY).stage is None


def test_the_calculation_is_the_commands_document(cast: Any, client: Client) -> None:
    contract = make_contract(cast.enterprise)
    assess(cast)
    sign_in(client, cast.kari)
    answer = client.get(f"/avtaler/{contract.key}/utregning.json")
    assert answer["Content-Type"].startswith("application/json")
    found = json.loads(answer.content)
    assert [(c["id"], c["level"], c["rank"]) for c in found["contracts"]] == [("K-1", 4, 1)]


def test_one_contracts_facts_are_those_of_the_whole_reading(cast: Any) -> None:
    make_code(cast.enterprise)
    supplier = make_supplier(cast.enterprise, orgnr="912345674", code_accepted_on=TODAY, code_accepted_version="1.0")
    contract = make_contract(cast.enterprise, "K-1", supplier=supplier, wage_breach_open=True, kind="both")
    other = make_contract(cast.enterprise, "K-2", supplier=supplier)
    make_impact(cast.enterprise, "N-1", on=contract)
    make_impact(cast.enterprise, "N-2", on=other, verification="alleged")
    make_impact(cast.enterprise, "N-3", on=supplier, status="closed", closed_on=TODAY)
    theirs = make_supplier(cast.neighbour, orgnr="912345674")
    shared = make_impact(cast.neighbour, "N-1", on=theirs)
    ImpactShare.objects.create(impact=shared, enterprise=cast.enterprise, **STAMPS)
    make_impact(cast.neighbour, "N-9", on=theirs)
    whole = dict(facts_for(cast.enterprise, TODAY))
    for each in Contract.objects.filter(enterprise=cast.enterprise).select_related("supplier", "enterprise"):
        alone = facts_of(
            each,
            code=code_in_force(cast.enterprise, TODAY),
            links=links_touching(each, TODAY),
            owner_asked=asked_of_owner([], TODAY),
        )
        assert alone == whole[each.pk]
    assert len(whole[contract.pk].impacts) == 4


def test_a_page_of_a_contract_needs_at_most_twelve_queries(cast: Any, client: Client) -> None:
    supplier = make_supplier(cast.enterprise)
    keys = []
    for place, ownership in enumerate(Ownership):
        contract = make_contract(cast.enterprise, f"K-{place}", ownership=ownership, supplier=supplier)
        make_impact(cast.enterprise, f"N-{place}", on=contract)
        ContractTerm.objects.create(contract=contract, kind="human_rights", **STAMPS)
        keys.append(contract.key)
    assess(cast)
    sign_in(client, cast.kari)
    for key in keys:
        client.get(f"/avtaler/{key}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/avtaler/{key}/")
        assert len(questions(queries)) <= 12


def test_impacts_of_others_are_not_among_those_shown_unless_shared(cast: Any) -> None:
    theirs = make_supplier(cast.neighbour, orgnr="912345674")
    contract = make_contract(cast.enterprise, supplier=make_supplier(cast.enterprise, orgnr="912345674"))
    impact = make_impact(cast.neighbour, on=theirs)
    viewer: Viewer = cast.viewer("kari")
    assert records_of(viewer, contract, TODAY).impacts == []
    share = ImpactShare.objects.create(impact=impact, enterprise=cast.enterprise, **STAMPS)
    assert [link.impact for link in records_of(viewer, contract, TODAY).impacts] == [impact]
    share.ended_on = TODAY
    share.save()
    assert records_of(viewer, contract, TODAY).impacts == []


@pytest.mark.requirement("R001-57")
def test_an_overview_counts_contracts_by_ownership_and_factor(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1")
    make_contract(cast.enterprise, "K-2", countries=[])
    make_contract(cast.enterprise, "K-3", kind="services", cpv=["90910000"], countries=["NOR"])
    make_contract(cast.enterprise, "K-4", ownership="used")
    assess(cast)
    found = assessed_by_factor(cast.enterprise)
    own = found["own"]
    assert (own["contracts"], own["level"], own["product"], own["service"], own["supplier"]) == (3, 3, 2, 1, 3)
    assert (own["country"], own["country_unknown"], own["product_unknown"]) == (2, 1, 0)
    assert (found["used"]["contracts"], found["used"]["level"]) == (1, 0)


@pytest.mark.requirement("R000-55")
def test_a_year_without_assessments_is_missing(cast: Any) -> None:
    make_contract(cast.enterprise)
    assess_enterprise(enterprise=cast.enterprise, by=cast.actor("kari"), at=NOW, on=date(2023, 6, 1))
    assert years_without_assessment(cast.enterprise, 2022, TODAY) == [2022, 2024, 2025]


def test_the_matrix_counts_goods_by_product_and_country_with_unknown_apart(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise, "K-1")
    make_contract(cast.enterprise, "K-2", cpv=[])
    make_contract(cast.enterprise, "K-3", kind="both", countries=["NOR"])
    make_contract(cast.enterprise, "K-4", kind="services", cpv=["90910000"])
    make_contract(cast.enterprise, "K-5", ownership="used")
    assess(cast)
    matrix = matrix_of(cast.viewer("kari"), cast.enterprise)
    assert matrix.cells == {(4, 4): 1, (None, 4): 1, (4, 1): 1}
    assert (matrix.total, matrix.unknown) == (3, 1)
    shown = page(client, cast.kari, "/risiko/")
    assert "goods=on&amp;p=0&amp;c=4" in shown
    assert "1 avtale, produkt Ukjent, land 4" in shown


@pytest.mark.requirement("R001-55")
def test_countries_have_both_figures_and_what_they_were_before(cast: Any) -> None:
    make_contract(cast.enterprise, "K-1", countries=["CHN", "NOR"], value_ore=100)
    make_contract(cast.enterprise, "K-2", countries=["CHN"], value_ore=None)
    assess(cast)
    newest, before = catalogues_and_those_before()
    assert before is not None
    method = explain(Contract.objects.first(), TODAY).method
    found = {c.code: c for c in countries_of(cast.viewer("kari"), cast.enterprise, method, newest, before)}
    assert (found["CHN"].contracts, found["CHN"].factor.level, found["CHN"].previous) == (2, 4, 4)
    assert (found["NOR"].contracts, found["NOR"].value_ore) == (1, 100)


def test_a_new_edition_tells_which_contracts_change_level(cast: Any, client: Client) -> None:
    make_contract(cast.enterprise, "K-1", kind="services", cpv=["72000000"], countries=["NOR"])
    make_contract(cast.enterprise, "K-2", kind="services", cpv=["72000000"], countries=["SWE"])
    rows = {"NOR": {"name": "Norway", "rating": "4"}, "SWE": {"name": "Sweden", "rating": "1"}}
    meta = EditionMeta("Global Rights Index", "ITUC")
    import_edition(source="ituc", edition="2026", rows=rows, meta=meta, by=cast.actor("kari"), at=NOW)
    moved = contracts_moved(cast.viewer("kari"), cast.enterprise, "ituc", "2025", "2026", TODAY)
    assert [(each.number, each.was, each.now) for each in moved] == [("K-1", 1, 3)]
    assert contracts_moved(cast.viewer("nils"), cast.enterprise, "ituc", "2025", "2026", TODAY) == []
    assert "1 avtaler gikk opp og 0 ned" in page(client, cast.kari, "/risiko/endret/ituc/?from=2025&to=2026")


def test_every_rule_reason_and_mover_has_words(cast: Any) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in RULES.glob("*.py"))
    bases = {str(row["basis"]) for row in load_edition("supplement").rows.values()}
    for rule in factors.RULES:
        assert f'"{rule}"' in code or rule in bases, rule
    for mover in MOVERS:
        assert f'"{mover}"' in code, mover
    for words in (*factors.RULES.values(), *factors.MISSING.values(), *MOVERS.values()):
        with translation.override("en"):
            english = str(words)
        for language in ("nb", "nn"):
            with translation.override(language):
                assert str(words) != english


def test_without_the_geometry_there_is_no_map_but_a_page(
    cast: Any, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_contract(cast.enterprise)
    assess(cast)
    monkeypatch.setattr(world_map, "_geometry", lambda: None)
    shown = page(client, cast.kari, "/risiko/")
    assert "dd-map" not in shown
    assert "Landene med flest avtaler" in shown
