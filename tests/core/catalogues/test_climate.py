import shutil
from decimal import Decimal

import pytest

from samsvar.core.catalogues.climate import GWP_SETS, activities, factor_notes, factors
from samsvar.core.catalogues.editions import FOLDER, CatalogueBroken
from samsvar.core.catalogues.goals import shipped_indicators
from samsvar.core.rules.climate import Basis, Group, Mark, Part, Scope, factor_for

ACTIVITIES = activities()
FACTORS = factors()


def test_what_the_common_account_counts_is_there_each_in_its_scope():
    scopes = {code: each.scope for code, each in ACTIVITIES.items()}
    assert {scopes[code] for code in ("electricity", "district_heat", "recovered_power")} == {Scope.ENERGY}
    direct = ("heating_oil", "natural_gas", "vehicle_diesel", "ambulance_diesel", "nitrous_oxide", "refrigerant_r410a")
    assert {scopes[code] for code in direct} == {Scope.DIRECT}
    assert {scopes[code] for code in ("travel_air_short", "patient_taxi", "waste_residual")} == {Scope.VALUE_CHAIN}
    assert {each.group for each in ACTIVITIES.values()} == set(Group)


def test_scope_three_says_its_category_but_for_the_travel_of_patients_which_has_none():
    for each in ACTIVITIES.values():
        wanted = each.scope is Scope.VALUE_CHAIN and each.group is not Group.PATIENT_TRANSPORT
        assert (each.scope3_category is not None) is wanted, each.code


@pytest.mark.requirement("R003-54")
def test_recovered_power_alone_is_a_deduction():
    assert [code for code, each in ACTIVITIES.items() if each.deducts] == ["recovered_power"]


@pytest.mark.requirement("R003-56")
def test_each_anaesthetic_gas_is_an_activity_of_its_own():
    fed = [code for code, each in ACTIVITIES.items() if ("anaesthetic-gases", Part.TONNES) in each.feeds]
    assert fed == ["nitrous_oxide", "desflurane", "sevoflurane", "isoflurane"]


def test_the_account_feeds_indicators_that_are_said_to_come_from_it():
    fed = {indicator for each in ACTIVITIES.values() for indicator, _ in each.feeds}
    sources = {each.code: each.source for each in shipped_indicators()}
    assert {sources[code] for code in fed} == {"climate_account"}
    by_hand = {code for code, source in sources.items() if source == "climate_account"} - fed
    assert by_hand == {"co2e-total", "energy-corrected", "food-waste-change", "harmful-free-share"}


@pytest.mark.parametrize("gwp_set", GWP_SETS)
def test_every_activity_has_a_factor_in_2022_but_those_that_nobody_was_read_on(gwp_set):
    lacking = {code for code in ACTIVITIES if factor_for(code, 2022, Basis.MARKET, gwp_set, FACTORS) is None}
    only_ar5 = {"r404a", "r407c", "r410a", "r507a", "r1234yf", "r1234ze"}
    expected = set() if gwp_set == "AR5" else {f"refrigerant_{code}" for code in only_ar5}
    waste = {code for code, each in ACTIVITIES.items() if each.group is Group.WASTE_WATER}
    biogenic = {"vehicle_biodiesel", "vehicle_hvo", "ambulance_hvo", "wood_chips", "wood_pellets", "biogas"}
    expected |= set() if gwp_set == "AR5" else waste | biogenic
    expected |= {"desflurane"} if gwp_set == "AR4" else set()
    assert lacking == expected


def test_the_weight_of_electricity_is_unknown_after_the_years_its_source_names():
    def weight(year, basis):
        found = factor_for("electricity", year, basis, "AR5", FACTORS)
        return found and found.kg_co2e * 1000

    assert [weight(year, Basis.MARKET) for year in (2018, 2019, 2022, 2023)] == [None, 280, 280, None]
    assert [weight(year, Basis.LOCATION) for year in range(2019, 2024)] == [17, 8, None, 19, None]


def test_every_factor_says_how_sure_it_is_and_a_foreign_one_says_so_in_words():
    assert {each.mark for each in FACTORS} == set(Mark)
    notes = factor_notes()
    assert all(notes[each.code] for each in FACTORS if each.mark is Mark.STAND_IN)
    assert "Britisk" in notes["desnz-2024:travel_car:ar5"]["nb"]


def test_methane_and_nitrous_oxide_of_a_journey_follow_the_accounts_own_set():
    def flight(gwp_set):
        found = factor_for("travel_air_domestic", 2024, Basis.MARKET, gwp_set, FACTORS)
        return found and found.kg_co2e

    assert [flight(each) for each in GWP_SETS] == [Decimal(each) for each in ("0.27271", "0.27257", "0.27261")]


def test_energy_is_the_heating_value_of_the_standard_factors():
    assert ACTIVITIES["heating_oil"].kwh == round(Decimal("43.1") * Decimal("0.855") / Decimal("3.6"), 5)
    assert ACTIVITIES["natural_gas"].kwh == round(Decimal("36.6") / Decimal("3.6"), 5)


@pytest.mark.parametrize(
    ("folder", "before", "after", "code"),
    [
        ("climate_activities", "electricity,2,,", "electricity,4,,", "unknown_code"),
        ("climate_activities", "electricity,2,,", "electricity,2,6,", "not_of_scope_3"),
        ("climate_activities", "co2e:tonnes|energy-change:kwh", "no-such:tonnes", "unknown_reference"),
        ("climate_activities", "co2e:tonnes|energy-change:kwh", "co2e:miles", "unknown_code"),
        ("climate_activities", "denominator,1,,Elektrisk", "denominator,,,Elektrisk", "no_energy"),
        ("climate_activities", "denominator,1,,Elektrisk", "denominator,0,,Elektrisk", "not_above_zero"),
        ("emission_factors", ",electricity,2019,2022,", ",electrics,2019,2022,", "unknown_reference"),
        ("emission_factors", ",electricity,2019,2022,", ",electricity,2019,2018,", "ends_before_it_begins"),
        ("emission_factors", "0.28,market", "-0.28,market", "not_a_number"),
        ("emission_factors", "0.28,market", "0.28,grid", "unknown_code"),
        ("emission_factors", "298,,AR4", "298,,AR3", "unknown_code"),
        ("emission_factors", ",AR4,,IPCC,", ",AR4,,,", "without_source"),
    ],
)
def test_a_broken_row_is_told(tmp_path, folder, before, after, code):
    here = tmp_path / "catalogue_data"
    for each in (
        "climate_activities",
        "emission_factors",
        "indicators",
        "goals",
        "governing_documents",
        "dimensions",
        "un_goals",
    ):
        shutil.copytree(FOLDER / each, here / each)
    rows = here / folder / "1.csv"
    text = rows.read_text(encoding="utf-8")
    assert before in text
    rows.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(CatalogueBroken) as caught:
        factors(here)
    assert caught.value.code == code
