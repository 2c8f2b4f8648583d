from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.catalogues.climate import activities, factors
from samsvar.core.rules.climate import (
    Amount,
    Basis,
    Emission,
    Factor,
    Group,
    Scope,
    Sum,
    emission_of,
    factor_for,
    fed_by,
    inventory,
    path_to_target,
)

ACTIVITIES = activities()
FACTORS = factors()
EXPECTED = [code for code, each in ACTIVITIES.items() if each.expected]


def own(activity, kg, *, first=2019, last=None, basis=None, code="own"):
    return Factor(code, activity, first, last, Decimal(kg), basis, "", None, "Trust", "Supplier", own=True)


def line(activity, amount, key=""):
    return Amount(key or activity, activity, Decimal(amount))


def account(*lines, year=2022, basis=Basis.MARKET, gwp_set="AR5", more=()):
    return inventory(lines, year, basis, gwp_set, [*FACTORS, *more], ACTIVITIES)


def fed(*lines, year=2022, gwp_set="AR5", more=()):
    found = fed_by(lines, year, gwp_set, [*FACTORS, *more], ACTIVITIES)
    return {each.indicator: each for each in found}


def tonnes(found: Sum) -> Decimal:
    assert not found.unknown
    return found.kg / 1000


def test_a_litre_of_diesel_is_what_the_national_standard_factors_make_it():
    found = emission_of(line("vehicle_diesel", 1000), 2024, Basis.MARKET, "AR5", FACTORS)
    assert found.kg == Decimal("73.5") * Decimal("43.1") * Decimal("0.855")
    assert round(found.kg) == 2709
    assert found.factor is not None
    assert (found.factor.publisher, found.factor.source_year) == ("Miljødirektoratet", 2023)


@pytest.mark.requirement("R003-56")
@pytest.mark.parametrize(("gwp_set", "kg"), [("AR4", 298), ("AR5", 265), ("AR6", 273)])
def test_nitrous_oxide_counts_by_the_accounts_own_set_of_warming_potentials(gwp_set, kg):
    found = emission_of(line("nitrous_oxide", 1), 2024, Basis.MARKET, gwp_set, FACTORS)
    assert found.kg == kg


@pytest.mark.requirement("R003-56")
def test_a_litre_of_each_anaesthetic_gas_agrees_with_the_factors_of_the_english_health_service():
    """t CO2e per litre: NHS carbon factors, with the warming potentials it uses."""
    litre = {"desflurane": ("3.7211", 2540), "isoflurane": ("0.76296", 510), "sevoflurane": ("0.19786", 130)}
    for code, (per_litre, gwp) in litre.items():
        density = ACTIVITIES[code].kg_per_litre
        assert density is not None
        assert abs(density * gwp / 1000 - Decimal(per_litre)) < Decimal("0.00001")
    gas = ACTIVITIES["nitrous_oxide"].kg_per_litre
    assert gas is not None
    assert round(gas * 298, 3) == Decimal("0.559")


@pytest.mark.requirement("R003-54")
def test_the_common_account_of_2022_comes_out_with_recovered_power_as_a_line_of_its_own():
    """449,687 t less 131,464 t is 318,223 t: energy 65.9 %, patients 22.1 %, gases 4.0 %, staff 3.7 %, the rest here
    among staff."""
    gross, recovered = Decimal(449_687_000), Decimal(131_464_000)
    energy, patients, gases = (gross * Decimal(share) / 100 for share in ("65.9", "22.1", "4.0"))
    one = [own(code, 1) for code in ("electricity", "recovered_power", "patient_taxi", "sf6", "travel_car")]
    found = account(
        line("electricity", energy),
        line("patient_taxi", patients),
        line("sf6", gases),
        line("travel_car", gross - energy - patients - gases),
        line("recovered_power", recovered),
        more=one,
    )
    assert (tonnes(found.gross), tonnes(found.deducted), tonnes(found.net)) == (449_687, 131_464, 318_223)
    assert found.common == found.net
    assert tonnes(found.by_group[Group.ENERGY]) == Decimal("296343.733")
    assert sum((each.kg for each in found.by_scope.values()), Decimal(0)) == gross


@pytest.mark.requirement("R003-54")
def test_recovered_power_weighs_what_the_power_it_is_taken_from_weighs():
    """131,464 t at 280 g/kWh is 469.5 GWh, of the some 500 GWh that the source tells of."""
    found = account(line("electricity", 1_000_000_000), line("recovered_power", 469_514_286))
    assert tonnes(found.gross) == 280_000
    assert round(tonnes(found.deducted)) == 131_464


@pytest.mark.requirement("R003-54")
def test_an_own_factor_of_electricity_weighs_the_recovered_power_too_and_no_net_is_told_too_high():
    lines = line("electricity", 1_000), line("recovered_power", 400)
    found = account(*lines, year=2024, more=[own("electricity", "0.5")])
    assert (found.gross, found.deducted, found.net) == (
        Sum(Decimal(500), 0),
        Sum(Decimal(200), 0),
        Sum(Decimal(300), 0),
    )
    before = account(*lines, year=2022, more=[own("electricity", "0.5")])
    assert before.net == Sum(Decimal(300), 0), "not the shipped 280 g for the one and 500 g for the other"
    apart = account(*lines, year=2022, more=[own("electricity", "0.5"), own("recovered_power", "0.1")])
    assert apart.net == Sum(Decimal(460), 0)
    located = account(*lines, year=2022, basis=Basis.LOCATION, more=[own("electricity", "0.5")])
    assert located.deducted == Sum(Decimal(0), 0)


def test_the_location_based_account_takes_nothing_off_for_what_was_contracted():
    lines = line("electricity", 1_000_000), line("recovered_power", 500_000)
    found = account(*lines, basis=Basis.LOCATION)
    assert (found.gross, found.deducted, found.net.kg) == (Sum(Decimal(19_000), 0), Sum(Decimal(0), 0), 19_000)
    told = account(*lines, basis=Basis.LOCATION, more=[own("recovered_power", "0.019", basis=Basis.LOCATION)])
    assert told.net.kg == 9_500


def test_what_has_no_factor_is_unknown_and_the_sum_is_at_least():
    found = account(line("electricity", 1_000_000), line("vehicle_petrol", 100), year=2024)
    assert emission_of(line("electricity", 1), 2024, Basis.MARKET, "AR5", FACTORS) == Emission(
        "electricity", None, None, None
    )
    assert found.by_scope[Scope.ENERGY] == Sum(Decimal(0), 1)
    assert found.net == Sum(Decimal(232), 1)


def test_none_used_is_zero_without_a_factor_and_nothing_said_is_missing():
    found = account(line("electricity", 0), year=2024)
    assert found.gross == Sum(Decimal(0), 0)
    assert "electricity" not in found.missing
    assert set(found.missing) == set(EXPECTED) - {"electricity"}


def test_co2_from_living_matter_stands_beside_the_scopes():
    found = account(line("bio_oil", 1000))
    assert (found.gross.kg, found.biogenic.kg) == (0, Decimal("2181.04"))


def test_the_enterprises_own_factor_goes_before_the_one_that_ships_and_the_newest_before_the_older():
    def chosen(year, *more):
        found = factor_for("electricity", year, Basis.MARKET, "AR5", [*FACTORS, *more])
        return found and found.kg_co2e

    older, newer = own("electricity", "0.3", first=2020, last=2023), own("electricity", "0.2", first=2021, code="b")
    assert [chosen(year, older, newer) for year in (2019, 2020, 2021, 2024)] == [
        Decimal(each) for each in ("0.28", "0.3", "0.2", "0.2")
    ]
    assert chosen(2023) is None
    assert chosen(2022, own("electricity", "0.1", basis=Basis.LOCATION)) == Decimal("0.28")


def whole_account(year=2022):
    amounts = {code: Decimal(0) for code in EXPECTED} | {
        "electricity": Decimal(10_000_000),
        "recovered_power": Decimal(2_000_000),
        "district_heat": Decimal(4_000_000),
        "heating_oil": Decimal(1_000),
        "nitrous_oxide": Decimal(100),
        "sevoflurane": Decimal(20),
        "vehicle_diesel": Decimal(3_000),
        "ambulance_diesel": Decimal(5_000),
        "travel_air_short": Decimal(70_000),
    }
    return [Amount(code, code, amount) for code, amount in amounts.items()]


def test_a_whole_account_feeds_the_indicators():
    found = fed(*whole_account(), line("travel_car_electric", 5_000))
    oil = Decimal("10.23625")
    assert found["fossil-energy"].value == 1000 * oil
    assert found["energy-change"].value == 14_000_000 + 1000 * oil
    share = found["recovered-power-share"]
    assert (share.numerator, share.denominator) == (2_000_000, 14_000_000 + 1000 * oil)
    assert found["fossil-fuel"].value == 8_000
    assert found["travel-air-km"].value == 70_000
    assert found["travel-car-km"].value == 5_000
    assert found["anaesthetic-gases"].value == Decimal("29.1")
    assert found["co2e"].value == account(*whole_account(), line("travel_car_electric", 5_000)).common.kg / 1000
    assert all(each.known for each in found.values())


def test_purchases_are_not_in_the_account_so_the_whole_value_chain_is_never_fed():
    assert "co2e-total" not in fed(*whole_account())


def test_waste_and_water_are_in_the_account_but_not_in_the_common_one():
    with_waste = account(line("waste_residual", 100), line("water", 10))
    assert with_waste.common.kg == 0
    assert with_waste.net.kg == Decimal("642.5921")


@pytest.mark.parametrize("silent", EXPECTED)
def test_an_indicator_is_unknown_while_an_expected_activity_that_feeds_it_has_no_line(silent):
    found = fed(*(each for each in whole_account() if each.activity != silent))
    fed_indicators = {indicator for indicator, _ in ACTIVITIES[silent].feeds}
    for code, each in found.items():
        assert each.known is (code not in fed_indicators)
        assert tuple(each.missing) == ((silent,) if code in fed_indicators else ())


def test_a_line_without_a_factor_makes_tonnes_unknown_and_leaves_amounts_known():
    found = fed(*whole_account(2024), year=2024)
    assert not found["co2e"].known
    assert set(found["co2e"].without_factor) == {"electricity", "recovered_power", "district_heat"}
    assert found["energy-change"].known


def test_no_energy_at_all_has_no_share_and_nothing_said_feeds_nothing():
    assert not any(each.known for each in fed().values())
    none_used = fed(*(Amount(each, each, Decimal(0)) for each in EXPECTED))
    assert not none_used["recovered-power-share"].known
    assert none_used["co2e"].value == 0


amounts = st.lists(st.tuples(st.sampled_from(sorted(ACTIVITIES)), st.integers(0, 10**9)), max_size=20).map(
    lambda rows: [Amount(str(place), code, Decimal(number)) for place, (code, number) in enumerate(rows)]
)


@given(amounts, st.randoms(use_true_random=False), st.sampled_from([2019, 2022, 2024]), st.sampled_from(Basis))
def test_order_repetition_and_splitting_a_line_change_no_sum(lines, random, year, basis):
    once = account(*lines, year=year, basis=basis)
    mixed = random.sample(lines, len(lines))
    assert account(*mixed, year=year, basis=basis) == once
    assert account(*lines, year=year, basis=basis) == once
    halves = [replace(each, amount=each.amount / 2, key=each.key + part) for each in lines for part in "ab"]
    split = account(*halves, year=year, basis=basis)
    assert (split.gross.kg, split.net.kg, split.biogenic.kg) == (once.gross.kg, once.net.kg, once.biogenic.kg)
    assert split.missing == once.missing


@given(amounts, st.sampled_from([2019, 2022, 2024]))
def test_groups_and_scopes_are_parts_of_the_gross(lines, year):
    found = account(*lines, year=year)
    for parts in (found.by_scope, found.by_group):
        assert sum((each.kg for each in parts.values()), Decimal(0)) == found.gross.kg
        assert sum(each.unknown for each in parts.values()) == found.gross.unknown
    assert found.net.kg == found.gross.kg - found.deducted.kg


def test_the_way_to_the_target_is_the_sources_own_in_2026():
    cut = Fraction(40, 100)
    assert round(path_to_target(Decimal(100), 2019, cut, 2030, 2026), 1) == Decimal("74.5")
    assert path_to_target(Decimal(100), 2019, cut, 2030, 2019) == 100
    assert path_to_target(Decimal(100), 2019, cut, 2030, 2030) == 60
    assert path_to_target(Decimal(100), 2019, cut, 2030, 2035) == 60
    yearly = path_to_target(Decimal(100), 2019, cut, 2030, 2020)
    assert round(100 - yearly, 2) == Decimal("3.64")


@pytest.mark.parametrize(("target", "year"), [(2019, 2020), (2030, 2018)])
def test_a_way_needs_years_that_lie_on_it(target, year):
    with pytest.raises(ValueError, match="on the way"):
        path_to_target(Decimal(1), 2019, Fraction(1, 2), target, year)
