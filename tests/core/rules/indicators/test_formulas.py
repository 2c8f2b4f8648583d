from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.indicators.definition import (
    ATTENDANCE,
    H1,
    H2,
    SICKNESS_ABSENCE,
    STANDARD_FORMULAS,
    ChangeFromBase,
    CorrectedEnergy,
    Correction,
    F,
    GivenValue,
    Problem,
    Ratio,
    RollUp,
    ShareOfUnits,
    check_definition,
    formula_as_data,
    read_formula,
)
from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures, figure_of
from samsvar.core.rules.indicators.measurements import wrong_figures
from samsvar.core.rules.indicators.numbers import exact, rounded
from tests.core.rules.indicators.worlds import ABSENCE, CARS, CLIMATE, EMISSIONS, VIOLENCE

EVERY_CORRECTION = CorrectedEnergy(frozenset(Correction), Decimal("0.6"), Decimal("0.3"))
KNOWN = EnergyFacts(3600, 4000, 55_000, 50_000, 120, 100)


def shown(formula, decimals=1, **figures):
    result = figure_of(formula, Figures(**figures))
    return result.reason if result.number is None else str(rounded(result.number, decimals))


def test_absence_is_lost_days_in_percent_of_agreed_days_and_attendance_the_rest() -> None:
    days = {"numerator": Decimal("140.6"), "denominator": Decimal("3990.4")}
    assert shown(SICKNESS_ABSENCE, **days) == "3.5"  # NAV's own worked figures, for short absence
    assert shown(ATTENDANCE, **days) == "96.5"
    assert shown(SICKNESS_ABSENCE, numerator=70, denominator=1000) == "7.0"


def test_halves_go_up_as_nav_rounds_a_share_to_three_decimals() -> None:
    assert [str(rounded(Decimal(number), 1)) for number in ("7.05", "7.0499", "-7.05", "-0.04")] == [
        *("7.1", "7.0", "-7.1", "0.0")
    ]
    assert shown(SICKNESS_ABSENCE, numerator=705, denominator=10_000) == "7.1"
    with pytest.raises(TypeError):
        exact(7.05)  # type: ignore[arg-type]


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_three_decimals_of_the_share_are_one_of_the_percent(lost: int, agreed: int) -> None:
    number = figure_of(SICKNESS_ABSENCE, Figures(numerator=lost, denominator=agreed)).number
    assert number is not None
    assert rounded(number, 1) == rounded(Fraction(lost, agreed), 3) * 100


def test_injury_rates_are_per_million_hours_and_the_base_is_a_setting() -> None:
    assert shown(H1, numerator=6, denominator=1_500_000) == "4.0"
    assert shown(H2, numerator=21, denominator=1_500_000) == "14.0"
    assert shown(F, numerator=90, denominator=1_500_000) == "60.0"
    assert shown(Ratio("recordable_injuries", "hours_worked", 200_000), numerator=21, denominator=1_500_000) == "2.8"
    assert set(STANDARD_FORMULAS) == {"sickness_absence", "attendance", "h1", "h2", "f"}


def test_a_quarter_of_the_leased_cars_are_electric() -> None:
    assert [shown(CARS.formula, 0, numerator=n, denominator=d) for n, d in ((50, 200), (36, 60), (2, 5))] == [
        *("25", "60", "40")
    ]


def test_emissions_are_seen_against_the_base_year() -> None:
    assert shown(EMISSIONS.formula, value=10_037, base_value=15_764) == "-36.3"
    assert shown(EMISSIONS.formula, value=10) == "missing_base"
    assert shown(EMISSIONS.formula, value=10, base_value=0) == "base_zero"
    assert shown(EMISSIONS.formula, base_value=10) == "not_delivered"


def test_energy_is_corrected_for_temperature_area_and_activity_and_the_raw_use_stands_beside() -> None:
    # 900,000 kWh in a year of 3,600 degree days where 4,000 are normal: 60 % of it grows by a ninth.
    warm = figure_of(
        CorrectedEnergy(frozenset({Correction.TEMPERATURE}), Decimal("0.6")), Figures(900_000, energy=KNOWN)
    )
    assert (warm.number, warm.raw) == (960_000, 900_000)
    area = figure_of(CorrectedEnergy(frozenset({Correction.AREA})), Figures(1_100_000, energy=KNOWN))
    assert area.number == 1_000_000
    activity = CorrectedEnergy(frozenset({Correction.ACTIVITY}), activity_share=Decimal("0.3"))
    assert figure_of(activity, Figures(1_000_000, energy=KNOWN)).number == 950_000
    every = figure_of(EVERY_CORRECTION, Figures(1_000_000, energy=KNOWN))
    assert every.number == Fraction(1_000_000) * Fraction(16, 15) * Fraction(10, 11) * Fraction(19, 20)


@given(st.integers(1, 10**9))
def test_a_normal_year_with_the_base_years_area_and_activity_is_not_corrected(kwh: int) -> None:
    normal = EnergyFacts(4000, 4000, 50_000, 50_000, 100, 100)
    assert figure_of(EVERY_CORRECTION, Figures(kwh, energy=normal)).number == kwh


def test_what_is_lacking_is_named_and_nothing_becomes_zero() -> None:
    assert shown(GivenValue()) == "not_delivered"
    assert figure_of(SICKNESS_ABSENCE, None).reason == "not_delivered"
    assert shown(SICKNESS_ABSENCE, numerator=3) == "missing_denominator"
    assert shown(SICKNESS_ABSENCE, denominator=3) == "missing_numerator"
    assert shown(SICKNESS_ABSENCE, numerator=0, denominator=0) == "denominator_zero"
    for lacking, reason in (
        (replace(KNOWN, degree_days=None), "missing_degree_days"),
        (replace(KNOWN, degree_days=0), "degree_days_zero"),
        (replace(KNOWN, base_area_m2=None), "missing_area"),
        (replace(KNOWN, activity=0), "activity_zero"),
    ):
        assert shown(EVERY_CORRECTION, value=10, energy=lacking) == reason


def test_a_unit_counts_in_a_share_of_units_only_when_large_enough() -> None:
    assert shown(CLIMATE.formula, numerator=3, denominator=4, persons=5) == "100.0"
    assert shown(CLIMATE.formula, numerator=74, denominator=100, persons=100) == "0.0"
    assert shown(CLIMATE.formula, numerator=4, denominator=4, persons=4) == "below_minimum_group"
    assert shown(CLIMATE.formula, value=80) == "group_unknown"
    assert shown(ShareOfUnits(Decimal(7), at_most=True), value=7) == "100.0"
    assert shown(ShareOfUnits(Decimal(100)), value=0) == "0.0"  # a plan that is not of the wanted quality


FORMULAS = st.one_of(
    st.just(GivenValue()),
    st.builds(Ratio, st.just("a"), st.just("b"), st.integers(1, 10**6), st.booleans()),
    st.builds(ShareOfUnits, st.decimals(-100, 100, places=2), st.booleans(), st.none() | st.integers(1, 50)),
    st.builds(ChangeFromBase, st.integers(1990, 2030)),
    st.just(EVERY_CORRECTION),
)


@given(FORMULAS)
def test_a_formula_is_data_and_reads_back_as_itself(formula) -> None:
    assert read_formula(formula_as_data(formula)) == formula


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({}, ["unknown_formula"]),
        ({"kind": "eval", "text": "1/0"}, ["unknown_formula"]),
        ({"kind": "ratio"}, ["missing_field", "missing_field"]),
        (
            {"kind": "ratio", "numerator": "a", "denominator": "a", "base": 0},
            ["base_not_positive", "same_numerator_and_denominator"],
        ),
        ({"kind": "ratio", "numerator": "a", "denominator": "b", "base": True}, ["wrong_value"]),
        ({"kind": "given", "code": "x"}, ["unknown_field"]),
        ({"kind": "share_of_units", "threshold": "NaN"}, ["wrong_value"]),
        ({"kind": "share_of_units", "threshold": "75", "minimum_group": 0}, ["minimum_group_too_small"]),
        ({"kind": "corrected_energy", "corrections": []}, ["no_correction"]),
        ({"kind": "corrected_energy", "corrections": ["temperature"]}, ["share_missing"]),
        ({"kind": "corrected_energy", "corrections": ["area"], "heat_share": "1.1"}, ["share_out_of_range"]),
        ({"kind": "corrected_energy", "corrections": ["moon"]}, ["wrong_value"]),
    ],
)
def test_a_formula_that_cannot_be_used_is_refused_with_why(told, codes) -> None:
    problems = read_formula(told)
    assert isinstance(problems, tuple)

    assert [problem.code for problem in problems] == codes


def test_a_definition_that_would_take_means_of_means_is_refused() -> None:
    for definition in (ABSENCE, EMISSIONS, VIOLENCE, CLIMATE, CARS):
        assert check_definition(definition) == ()
    assert check_definition(replace(ABSENCE, roll_up=RollUp.WEIGHTED)) == (Problem("mean_of_means", other="weighted"),)
    assert check_definition(replace(VIOLENCE, roll_up=RollUp.RATIO)) == (
        Problem("roll_up_does_not_fit", other="ratio"),
    )
    wrong = replace(VIOLENCE, code=" ", unit="", decimals=9, minimum_persons=0)
    codes = [problem.code for problem in check_definition(wrong)]
    assert codes == ["decimals_out_of_range", "minimum_group_too_small", "missing_code", "missing_unit"]


def test_energy_that_cannot_be_corrected_is_not_confirmed_and_no_fact_is_below_zero() -> None:
    definition = replace(EMISSIONS, formula=EVERY_CORRECTION)
    assert wrong_figures(definition, Figures(900_000, energy=KNOWN)) == []
    lacking = Figures(900_000, energy=replace(KNOWN, activity=None, base_area_m2=None))
    assert wrong_figures(definition, lacking) == [("fact_missing", "base_area_m2"), ("fact_missing", "activity")]
    assert wrong_figures(definition, lacking, draft=True) == []
    wrong = Figures(-1, energy=replace(KNOWN, degree_days=0, area_m2=-1))
    assert wrong_figures(definition, wrong, draft=True) == [
        ("negative", "value"), ("fact_zero", "degree_days"), ("negative", "area_m2"),
    ]  # fmt: skip
