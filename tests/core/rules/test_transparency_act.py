import pytest

from samsvar.core.rules.due_diligence import Step
from samsvar.core.rules.transparency_act import DUTY_STEPS, YearFigures, applies_in, larger_in_year

MILLION = 1_000_000_00
BIG = YearFigures(80 * MILLION, 40 * MILLION, 60)
SMALL = YearFigures(10 * MILLION, 5 * MILLION, 10)


@pytest.mark.parametrize(
    ("revenue", "balance", "person_years", "applies"),
    [
        (71, 36, 10, True),
        (71, 10, 51, True),
        (10, 36, 51, True),
        (71, 10, 10, False),
        (70, 35, 50, False),  # exactly at all three: exceeds none
        (70, 36, 51, True),
        (None, 36, 51, True),
        (None, 36, 10, None),
        (None, 10, 10, False),
        (None, None, None, None),
    ],
)
@pytest.mark.requirement("R001-01")
def test_a_larger_enterprise_exceeds_at_least_two_of_the_three(revenue, balance, person_years, applies):
    figures = YearFigures(
        None if revenue is None else revenue * MILLION, None if balance is None else balance * MILLION, person_years
    )
    assert larger_in_year(figures).applies is applies


@pytest.mark.requirement("R001-01")
def test_norsk_helsenett_with_its_turnover_and_person_years_is_covered():
    found = larger_in_year(YearFigures(2_200 * MILLION, None, 933.4))
    assert (found.applies, found.exceeded, found.missing) == (True, ("revenue", "person_years"), ("balance",))


def test_a_crossing_up_takes_effect_in_the_second_of_two_years():
    years = {2023: SMALL, 2024: BIG, 2025: BIG}
    assert applies_in(2024, years).applies is False
    assert applies_in(2024, years).ground == "second_year_pending"
    assert applies_in(2025, years).applies is True


def test_a_crossing_down_takes_effect_in_the_second_of_two_years_and_one_bad_year_does_not_free():
    years = {2022: BIG, 2023: SMALL, 2024: BIG, 2025: SMALL, 2026: SMALL}
    assert [applies_in(year, years).applies for year in range(2022, 2027)] == [True, True, True, True, False]


def test_two_big_years_that_are_not_consecutive_change_nothing():
    assert applies_in(2025, {2022: SMALL, 2023: BIG, 2025: BIG}).applies is False


def test_missing_figures_are_not_taken_as_below():
    assert applies_in(2025, {2024: BIG}).applies is None
    assert applies_in(2025, {2024: BIG, 2025: YearFigures(None, None, None)}).ground == "figures_missing"


def test_a_public_interest_entity_is_bound_whatever_its_size():
    assert applies_in(2025, {2025: SMALL}, public_interest=True).ground == "public_interest"


def test_the_six_duties_are_the_six_steps():
    assert list(DUTY_STEPS.values()) == list(Step)
    assert "".join(DUTY_STEPS) == "abcdef"
