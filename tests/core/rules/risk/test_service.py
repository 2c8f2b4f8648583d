import pytest

from samsvar.core.rules.risk import Figure, Finding, Kind, Nature, Reason, RiskCatalogues
from tests.core.rules.risk.cases import SHIPPED, assessed, edition, impact, level_of, services

SECTORS = [
    "cleaning",
    "construction",
    "accommodation_serving",
    "electrical",
    "road_goods",
    "coach",
    "fish_processing",
    "shipyard",
    "agriculture",
]


@pytest.mark.requirement("R001-56", "R001-72")
@pytest.mark.parametrize("sector", SECTORS)
def test_each_of_the_nine_sectors_is_high(sector):
    assert level_of(services(service_sector=sector), "service") == (3, "minimum_wage_sector")


@pytest.mark.requirement("R001-56")
def test_the_rate_its_date_and_the_card_duty_are_shown_for_cleaning():
    factor = assessed(services(service_sector="cleaning")).factor("service")
    assert factor is not None
    assert factor.figures == (Figure("Arbeidstilsynet", "2025-06-15", "cleaning", "236.54 NOK/h"),)
    assert Reason("hms_card", "cleaning") in factor.reasons


def test_a_sector_whose_rate_is_not_held_is_still_high_and_says_so():
    factor = assessed(services(service_sector="shipyard")).factor("service")
    assert factor is not None
    assert (factor.level, factor.missing) == (3, ("rate:shipyard",))


@pytest.mark.parametrize(
    ("cpv", "expected"),
    [
        ("90910000-9", (3, "minimum_wage_sector")),
        ("45310000", (3, "minimum_wage_sector")),
        ("55300000", (3, "minimum_wage_sector")),
        ("72000000", (1, "cpv_in_no_sector")),
    ],
)
def test_the_sector_follows_from_cpv_where_none_is_given(cpv, expected):
    assert level_of(services(cpv_codes=(cpv,)), "service") == expected


def test_the_longest_prefix_names_electrical_work_and_not_construction():
    factor = assessed(services(cpv_codes=("45311000",))).factor("service")
    assert factor is not None
    assert factor.figures[-1].subject == "electrical"


def test_one_cpv_code_in_a_sector_is_enough():
    assert level_of(services(cpv_codes=("72000000", "90911000")), "service") == (3, "minimum_wage_sector")


def test_the_sector_given_stands_before_cpv():
    assert level_of(services(service_sector="none", cpv_codes=("90910000",)), "service") == (1, "no_sector")


def test_neither_sector_nor_cpv_is_unknown():
    assert level_of(services(), "service") == (None, "no_service")


def test_a_sector_that_is_not_held_is_unknown():
    assert level_of(services(service_sector="mining"), "service") == (None, "sector_not_held")
    assert level_of(services(service_sector="cleaning"), "service", RiskCatalogues([])) == (None, "source_not_held")
    assert level_of(services(cpv_codes=("90910000",)), "service", RiskCatalogues([])) == (None, "source_not_held")


@pytest.mark.parametrize("kind", ["wages", "working_hours", "ohs", "precarious_employment"])
def test_a_confirmed_open_breach_of_wages_or_working_conditions_on_the_contract_is_very_high(kind):
    breach = impact(risk_kinds=frozenset({kind}))
    facts = services(service_sector="none", impacts=(breach,))
    assert level_of(facts, "service") == (4, "confirmed_breach")


@pytest.mark.parametrize(
    "changes",
    [
        {"finding": Finding.ALLEGED},
        {"nature": Nature.POTENTIAL},
        {"contract_ids": frozenset(), "whole_supplier": True},
        {"contract_ids": frozenset({"D-2"})},
        {"risk_kinds": frozenset({"corruption"})},
    ],
)
def test_what_is_not_such_a_breach_on_this_contract_leaves_the_sectors_level(changes):
    breach = impact(**{"risk_kinds": frozenset({"wages"}), **changes})
    assert level_of(services(service_sector="none", impacts=(breach,)), "service") == (1, "no_sector")


def test_a_confirmed_breach_found_by_a_spot_check_counts_also_where_the_sector_is_unknown():
    facts = services(open_breaches=("K-7",))
    factor = assessed(facts).factor("service")
    assert factor is not None
    assert (factor.level, factor.missing) == (4, ("service_sector",))
    assert factor.reasons[0] == Reason("confirmed_breach", "K-7")


@pytest.mark.requirement("R001-86")
def test_a_lease_is_rated_as_a_service():
    lease = services(kind=Kind.LEASE, service_sector="cleaning", countries=("NOR",))
    assert [factor.name for factor in assessed(lease).factors] == ["country", "service", "supplier"]
    assert assessed(lease).inherent == 3


def test_a_new_edition_of_rates_is_used_without_code():
    newer = edition("minimum-wage", {"cleaning": {"rate_ore": 24729, "hms_card": "yes"}}, "2026-11-01")
    older = SHIPPED.held("minimum-wage")
    factor = assessed(services(service_sector="cleaning"), RiskCatalogues([newer, older])).factor("service")
    assert factor is not None
    assert factor.figures[0].value == "247.29 NOK/h"
