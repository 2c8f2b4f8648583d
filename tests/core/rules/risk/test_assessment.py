import json
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.rules.risk import (
    Assessor,
    EditionNotHeld,
    FactorResult,
    Finding,
    Kind,
    MethodError,
    Mover,
    Nature,
    Ownership,
    QuestionnaireFacts,
    Reason,
    RiskCatalogues,
    SupplierFacts,
    as_document,
    as_json,
    assess_all,
    method_from_plain,
    movers,
)
from tests.core.rules.risk.cases import METHOD, ON, SHIPPED, assessed, assured, contract, edition, impact, services

CAST = {"enterprise": "Oppdiktet innkjøpssenter", "method": METHOD, "catalogues": SHIPPED, "on": ON}


def rank(*contracts):
    return assess_all(contracts, METHOD, SHIPPED, ON)


@pytest.mark.parametrize(
    ("product", "country", "level"),
    [
        (p, c, level)
        for p, row in enumerate([(1, 1, 2, 2), (1, 2, 3, 3), (2, 3, 3, 4), (3, 3, 4, 4)], 1)
        for c, level in enumerate(row, 1)
    ],
)
def test_goods_risk_is_the_table_with_product_down_and_country_across(product, country, level):
    assert METHOD.goods_risk(product, country) == level


def test_unknown_counts_as_three_in_the_table_and_is_said():
    found = assessed(contract())
    assert (found.inherent, found.level) == (3, 3)
    assert found.outcome.stood_in == ("product", "country")
    assert [factor.level for factor in found.factors if factor.name != "supplier"] == [None, None]


@pytest.mark.requirement("R001-52")
def test_goods_have_product_country_and_supplier_and_services_have_country_service_and_supplier():
    assert [factor.name for factor in assessed(contract()).factors] == ["product", "country", "supplier"]
    assert [factor.name for factor in assessed(services()).factors] == ["country", "service", "supplier"]
    both = assessed(contract(kind=Kind.BOTH))
    assert [factor.name for factor in both.factors] == ["product", "country", "service", "supplier"]


def test_services_take_the_higher_of_service_and_country():
    assert assessed(services(service_sector="cleaning", countries=("NOR",))).inherent == 3
    assert assessed(services(service_sector="cleaning", countries=("IND",))).inherent == 4
    assert assessed(services(service_sector="none", countries=("NOR",))).inherent == 1


def test_both_takes_the_higher_of_goods_and_services():
    found = assessed(
        contract(kind=Kind.BOTH, high_risk_category="Salat", service_sector="cleaning", countries=("ROU",))
    )  # goods 2 × 2 is 2; services max(3, 2) is 3
    assert (found.outcome.goods_level, found.outcome.service_level, found.inherent) == (2, 3, 3)


@pytest.mark.requirement("R001-48", "R001-53")
@pytest.mark.parametrize("ownership", [Ownership.OWN, Ownership.SHARED])
def test_own_and_shared_agreements_get_a_level(ownership):
    assert assessed(contract(ownership=ownership)).level == 3


@pytest.mark.requirement("R001-49", "R001-68")
def test_a_used_agreement_has_no_level_whatever_is_open_on_it_and_shows_when_the_owner_was_asked():
    used = contract(
        ownership=Ownership.USED, impacts=(impact(),), owner_asked_on=date(2026, 3, 1), owner_answer="no_breach"
    )
    found = assessed(used)
    assert (found.level, found.inherent, found.factors, found.outcome.open_impacts) == (None, None, (), ("N-1",))
    assert found.outcome.reasons == (
        Reason("ask_owner"),
        Reason("owner_asked_on", "2026-03-01"),
        Reason("owner_answered", "no_breach"),
    )


def test_an_owner_who_was_never_asked_or_has_not_answered_is_said():
    assert assessed(contract(ownership=Ownership.USED)).outcome.reasons == (
        Reason("ask_owner"),
        Reason("owner_not_asked"),
    )
    asked = assessed(contract(ownership=Ownership.USED, owner_asked_on=date(2026, 3, 1)))
    assert asked.outcome.reasons[-1] == Reason("owner_not_answered")


@pytest.mark.requirement("R001-51")
def test_an_assisted_procurement_is_not_assessed_by_us():
    found = assessed(contract(ownership=Ownership.ASSISTED))
    assert (found.level, found.outcome.reasons) == (None, (Reason("not_assessed_by_us"),))


def test_the_order_of_work_is_level_then_whole_kroner_then_identifier():
    high = {"high_risk_category": "Kaffe", "countries": ("IND",)}
    order = rank(
        contract(id="b", value_ore=100_00),
        contract(id="a", value_ore=100_99),  # the same whole kroner: by identifier
        contract(id="c", value_ore=101_00),
        contract(id="d"),  # no value: last within its level
        contract(id="e", value_ore=1_00, **high),
        contract(id="Z", ownership=Ownership.ASSISTED, value_ore=999_00),
        contract(id="Y", ownership=Ownership.USED),
    )
    assert [found.id for found in order] == ["e", "c", "a", "b", "d", "Y", "Z"]
    assert [found.rank for found in order] == [1, 2, 3, 4, 5, None, None]


def test_identifiers_are_ordered_by_code_point():
    order = rank(*(contract(id=name) for name in ("å", "a", "Z", "10", "9")))
    assert [found.id for found in order] == ["10", "9", "Z", "a", "å"]


def test_a_value_of_zero_comes_before_a_missing_one():
    assert [found.id for found in rank(contract(id="a"), contract(id="b", value_ore=0))] == ["b", "a"]


def test_the_same_identifier_twice_is_refused():
    with pytest.raises(ValueError, match="more than once"):
        rank(contract(), contract())


def test_an_edition_that_is_not_held_is_refused_with_those_that_are():
    with pytest.raises(EditionNotHeld) as caught:
        RiskCatalogues([edition("ituc", {}, "2025")], {"ituc": "2024"})
    assert caught.value.held == ("2025",)
    with pytest.raises(EditionNotHeld):
        RiskCatalogues([], {"no-such-source": "1"})


def test_the_newest_edition_counts_by_number_and_not_by_spelling():
    held = RiskCatalogues([edition("supplement", {}, "10"), edition("supplement", {}, "9")])
    assert held.editions == {"supplement": "10"}


def test_the_json_has_exactly_the_agreed_keys():
    document = as_document(rank(contract(high_risk_category="Kaffe", countries=("IND",))), **CAST)
    assert sorted(document) == ["contracts", "editions", "enterprise", "method", "on"]
    assert document["method"] == {"id": "default", "version": 1}
    assert document["on"] == "2026-11-22"
    assert document["editions"]["freedom-house"] == "2025"
    (only,) = document["contracts"]
    assert sorted(only) == ["factors", "id", "inherent", "level", "ownership", "rank"]
    for factor in only["factors"]:
        assert sorted(factor) == ["adjustment", "figures", "level", "missing", "name", "rule"]
        for figure in factor["figures"]:
            assert sorted(figure) == ["edition", "publisher", "subject", "value"]


def test_the_json_text_is_the_document_and_the_same_bytes_whatever_the_order_given():
    contracts = [
        contract(id="A", high_risk_category="Møbler", countries=("ROU", "?")),
        services(id="B", service_sector="cleaning"),
        contract(id="C", ownership=Ownership.USED),
    ]
    text = as_json(rank(*contracts), **CAST)
    assert json.loads(text) == as_document(rank(*contracts), **CAST)
    assert as_json(rank(*reversed(contracts)), **CAST).encode() == text.encode()
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "Møbler" in text
    assert json.loads(as_json([], **CAST))["contracts"] == []


def test_every_key_in_the_json_text_is_sorted():
    def check(pairs):
        names = [name for name, _ in pairs]
        assert names == sorted(names)
        return dict(pairs)

    json.loads(as_json(rank(contract(), services(id="B")), **CAST), object_pairs_hook=check)


COUNTRIES = st.lists(st.sampled_from(["NOR", "SWE", "ROU", "IND", "CHN", "USA", "LUX", "GRL", "SJM", "?"]), max_size=4)
CODES = st.lists(
    st.sampled_from(["15863000", "30200000-1", "90910000", "72000000", "39112000", "33141110"]), max_size=3
)
IMPACTS = st.lists(
    st.builds(
        impact,
        id=st.sampled_from(["N-1", "N-2", "N-3"]),
        nature=st.sampled_from(Nature),
        finding=st.sampled_from(Finding),
        contract_ids=st.sampled_from([frozenset({"D-1"}), frozenset({"D-2"}), frozenset[str]()]),
        whole_supplier=st.booleans(),
        risk_kinds=st.sampled_from([frozenset({"wages"}), frozenset({"corruption"})]),
    ),
    max_size=3,
    unique_by=lambda each: each.id,
)
SUPPLIERS = st.sampled_from(
    [
        SupplierFacts("S"),
        SupplierFacts("S", open_screening_hits=1),
        SupplierFacts("S", questionnaires=(QuestionnaireFacts(due_on=date(2026, 1, 1)),)),
        assured(),
    ]
)
CONTRACTS = st.builds(
    contract,
    kind=st.sampled_from(Kind),
    countries=COUNTRIES.map(tuple),
    cpv_codes=CODES.map(tuple),
    high_risk_category=st.sampled_from([None, "Kaffe", "Møbler", "Salat"]),
    service_sector=st.sampled_from([None, "none", "cleaning"]),
    supplier=SUPPLIERS,
    impacts=IMPACTS.map(tuple),
)


@given(CONTRACTS)
def test_every_level_is_between_one_and_four(facts):
    found = assessed(facts)
    levels = [found.level, found.inherent, *(factor.level for factor in found.factors if factor.level is not None)]
    assert all(level in (1, 2, 3, 4) for level in levels)


@given(CONTRACTS, st.randoms(use_true_random=False))
def test_order_and_repetition_of_countries_codes_and_impacts_change_nothing(facts, chance: random.Random):
    def mixed(values):
        return tuple(chance.sample(list(values) * 2, len(values) * 2))

    shuffled = facts._replace(
        countries=mixed(facts.countries),
        cpv_codes=mixed(facts.cpv_codes),
        impacts=tuple(chance.sample(list(facts.impacts), len(facts.impacts))),
    )
    assert assessed(shuffled) == assessed(facts)


@given(CONTRACTS, st.sampled_from(["NOR", "ROU", "CHN", "?"]))
def test_one_more_country_never_lowers_the_inherent_risk_of_a_contract_with_a_known_country(facts, country):
    known = facts._replace(countries=("NOR", *facts.countries))
    more = known._replace(countries=(*known.countries, country))
    assert (assessed(more).inherent or 0) >= (assessed(known).inherent or 0)


@given(CONTRACTS)
def test_taking_away_what_is_known_never_gives_less_than_three_stands_for(facts):
    nothing = facts._replace(countries=(), cpv_codes=(), high_risk_category=None, service_sector=None, impacts=())
    assert assessed(nothing).inherent == 3


@settings(max_examples=30)
@given(st.lists(CONTRACTS, max_size=8), st.randoms(use_true_random=False), st.integers(0, 8))
def test_order_of_contracts_and_splitting_the_work_change_nothing(facts, chance: random.Random, cut: int):
    numbered = [each._replace(id=f"D-{place}") for place, each in enumerate(facts)]
    whole = rank(*numbered)
    assert rank(*chance.sample(numbered, len(numbered))) == whole
    parts = [*rank(*numbered[:cut]), *rank(*numbered[cut:])]
    assert sorted((each.id, each.level) for each in parts) == sorted((each.id, each.level) for each in whole)


@settings(max_examples=30)
@given(st.lists(CONTRACTS, max_size=6))
def test_what_an_assessor_remembers_of_one_contract_changes_nothing_for_another(facts):
    """Also for contracts that share their supplier and its impacts, of which each is concerned by its own."""
    shared = Assessor(METHOD, SHIPPED, ON)
    for each in (facts._replace(id=number) for facts in facts for number in ("D-1", "D-2", "D-3")):
        assert shared.assess(each) == Assessor(METHOD, SHIPPED, ON).assess(each)


@settings(max_examples=30)
@given(st.lists(CONTRACTS, max_size=6))
def test_an_assessment_without_explanation_has_the_same_numbers(facts):
    brief = Assessor(METHOD, SHIPPED, ON, explained=False)
    for each in facts:
        told, found = assessed(each).outcome, brief.outcome(each)
        assert replace(told, factors=(), open_impacts=()) == replace(found, factors=())
        assert [plain(factor) for factor in told.factors] == list(found.factors)


def plain(factor: FactorResult) -> FactorResult:
    return replace(factor, figures=(), missing=(), reasons=())


@pytest.mark.parametrize("path", ["inherent", "version", "country", "scope"])
def test_a_method_without_a_part_is_refused_by_name(path, plain_method):
    del plain_method[path]
    with pytest.raises(MethodError) as caught:
        method_from_plain(plain_method)
    assert caught.value.where == f"method.{path}"


def test_a_method_off_the_scale_is_refused(plain_method):
    plain_method["inherent"][0][0] = 5
    with pytest.raises(MethodError, match="not_a_level"):
        method_from_plain(plain_method)


def test_an_enterprise_can_change_the_method_without_code(plain_method):
    plain_method |= {"id": "own", "unknown_counts_as": 4}
    (found,) = assess_all([contract()], method_from_plain(plain_method), SHIPPED, ON)
    assert found.level == 4


@pytest.mark.requirement("R001-52")
def test_what_would_move_the_level_is_told_country_by_country_and_by_the_supplier():
    facts = contract(
        high_risk_category="Møbler",
        countries=("NOR", "CHN"),
        supplier=SupplierFacts("S", code_in_force="2024"),
    )  # product 3, country 4: 4
    assert movers(facts, METHOD, SHIPPED, ON) == (
        Mover("without_country", "CHN", 2),
        Mover("code_accepted_and_answered", "2024", 3),
    )


def test_the_day_on_which_an_answer_grows_too_old_is_told():
    facts = contract(high_risk_category="Møbler", countries=("ROU",), supplier=assured(date(2026, 3, 1)))
    assert Mover("day_passes", "2028-03-02", 3) in movers(facts, METHOD, SHIPPED, ON)


def test_closing_the_impact_that_set_the_level_is_told():
    facts = contract(high_risk_category="Møbler", countries=("ROU",), impacts=(impact(),))
    assert Mover("impact_closed", "N-1", 3) in movers(facts, METHOD, SHIPPED, ON)


def test_an_impact_that_is_closed_or_disproved_moves_nothing():
    settled = (impact(closed_on=ON), impact(id="N-2", finding=Finding.DISPROVED))
    assert movers(contract(impacts=settled), METHOD, SHIPPED, ON) == ()


def test_nothing_moves_a_contract_without_a_level():
    assert movers(contract(ownership=Ownership.USED, impacts=(impact(),)), METHOD, SHIPPED, ON) == ()


def test_sixty_thousand_contracts_are_assessed_and_ranked():
    chance = random.Random(1)
    suppliers = [assured(id=f"S{number}") for number in range(300)]
    contracts = [
        contract(
            id=f"D-{number}",
            kind=chance.choice(list(Kind)),
            cpv_codes=(chance.choice(["15863000", "30200000", "90910000", "72000000", "39112000"]),),
            countries=tuple(chance.sample(["NOR", "CHN", "IND", "ROU", "USA", "?"], 2)),
            value_ore=chance.randrange(10**9),
            supplier=chance.choice(suppliers),
        )
        for number in range(60_000)
    ]
    found = assess_all(contracts, METHOD, SHIPPED, ON)
    assert found[-1].rank == 60_000
