from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.rules.indicators.control_charts import (
    Footing,
    Point,
    RunRules,
    Sign,
    Stretch,
    individuals_chart,
    p_chart,
)
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import Period, PeriodKind

QUIET = (10, 12, 11, 13, 12, 11, 10, 12, 13, 11, 12, 11)
START = Period(PeriodKind.MONTH, 2023, 1)


def months(*values, **more) -> list[Point]:
    return [Point(START.moved(at), value, **more) for at, value in enumerate(values)]


def chart(*values, **more) -> Stretch:
    (stretch,) = individuals_chart(months(*values), **more)
    return stretch


def signed(stretch: Stretch, sign: Sign) -> list[int]:
    return [at for at, point in enumerate(stretch.points) if sign in point.signs]


def test_limits_of_individuals_are_2_66_mean_moving_ranges_from_the_mean() -> None:
    stretch = chart(*QUIET)
    assert (stretch.footing, stretch.mean) == (Footing.ENOUGH, Fraction(23, 2))  # 138 / 12; ranges 15 / 11
    assert {point.upper for point in stretch.points} == {Decimal("15.127272727")}
    assert {point.lower for point in stretch.points} == {Decimal("7.872727273")}
    assert stretch.range_limit == Fraction(3267, 1000) * 15 / 11
    assert [point.moving_range for point in stretch.points][:3] == [None, 2, 1]
    assert not any(point.signs for point in stretch.points)


def test_limits_of_a_percent_follow_each_denominator() -> None:
    points = [replace(each, numerator=10, denominator=100) for each in months(*[None] * 11)]
    points.append(Point(START.moved(11), numerator=40, denominator=400))
    (stretch,) = p_chart(points, Direction.LOWER)
    assert stretch.mean == 10
    assert (stretch.points[0].lower, stretch.points[0].upper) == (1, 19)  # 3 √(0.1 × 0.9 / 100) is 9 points
    assert (stretch.points[11].lower, stretch.points[11].upper) == (Decimal("5.5"), Decimal("14.5"))
    points[11] = Point(START.moved(11), numerator=120, denominator=400)
    (stretch,) = p_chart(points, Direction.LOWER)
    assert (signed(stretch, Sign.OUTSIDE), stretch.points[11].better) == ([11], False)
    none = [Point(START.moved(at), numerator=0, denominator=50) for at in range(12)]
    assert {(point.lower, point.upper, point.signs) for point in p_chart(none)[0].points} == {(0, 0, ())}


def test_a_point_outside_a_limit_is_a_sign_and_which_way_is_better_is_told() -> None:
    high = chart(*QUIET, 30, direction=Direction.LOWER)
    assert (signed(high, Sign.OUTSIDE), high.points[12].better) == ([12], False)
    assert chart(*QUIET, 30, direction=Direction.HIGHER).points[12].better is True
    assert chart(*QUIET, 30).points[12].better is None


def test_seven_on_one_side_seven_one_way_and_two_of_three_near_a_limit_are_signs() -> None:
    shifted = chart(*QUIET, *(14, 13, 14, 13, 14, 13, 14))
    assert set(range(12, 19)) <= set(signed(shifted, Sign.SHIFT))
    assert signed(chart(*QUIET, *(14, 13, 14, 13, 14, 13)), Sign.SHIFT) == []
    rising = chart(*QUIET, 1, 2, 3, 4, 5, 6, 7)
    assert signed(rising, Sign.TREND) == list(range(12, 19))
    assert signed(chart(*QUIET, 1, 2, 3, 4, 5, 6), Sign.TREND) == []
    assert signed(chart(*QUIET, 1, 2, 3, 4, 5, 6, rules=RunRules(9, 6)), Sign.TREND) == list(range(12, 18))
    near = chart(*QUIET, *QUIET, 15, 11, 15)
    assert signed(near, Sign.NEAR_LIMIT) == [24, 26]
    assert signed(chart(*QUIET, *QUIET, 15, 11, 8), Sign.NEAR_LIMIT) == []


def test_an_unknown_month_breaks_a_run_and_is_no_zero() -> None:
    broken = chart(*QUIET, *(14, 13, 14, None, 14, 13, 14))
    assert signed(broken, Sign.SHIFT) == []
    unknown = broken.points[15]
    assert (unknown.figure, unknown.moving_range, broken.points[16].moving_range) == (None, None, None)


def test_too_few_months_have_no_limits_and_under_twelve_are_on_trial() -> None:
    assert [chart(*QUIET[:count]).footing for count in (1, 5, 6, 11, 12)] == [
        *(Footing.TOO_FEW, Footing.TOO_FEW, Footing.ON_TRIAL, Footing.ON_TRIAL, Footing.ENOUGH)
    ]
    few = chart(*QUIET[:5]).points
    assert [point.figure for point in few] == list(QUIET[:5])
    assert {(point.mean, point.upper, point.signs) for point in few} == {(None, None, ())}
    assert individuals_chart([]) == ()


def test_limits_begin_anew_where_a_person_says_so_and_end_at_what_cannot_be_passed() -> None:
    before, after = individuals_chart(months(*QUIET, *(number + 20 for number in QUIET)), anew_at={START.moved(12)})
    assert (before.mean, after.mean) == (Fraction(23, 2), Fraction(63, 2))
    assert not any(point.signs for point in (*before.points, *after.points))
    counts = chart(0, 1, 0, 2, 0, 1, lowest=0)
    assert counts.points[0].lower == 0
    with pytest.raises(ValueError, match="more than once"):
        individuals_chart(months(1) + months(2))


@given(st.lists(st.none() | st.integers(-50, 50), max_size=30), st.integers(-1000, 1000), st.integers(1, 9))
@settings(max_examples=50)
def test_the_unit_of_measure_and_the_order_given_change_no_sign(values, added: int, times: int) -> None:
    points = months(*values)
    other = [replace(each, value=None if each.value is None else each.value * times + added) for each in points]
    signs = [[point.signs for point in stretch.points] for stretch in individuals_chart(points)]
    assert [[point.signs for point in stretch.points] for stretch in individuals_chart(other)] == signs
    assert individuals_chart(points[::-1]) == individuals_chart(points)
    upside_down = [replace(each, value=None if each.value is None else -each.value) for each in points]
    assert [[point.signs for point in stretch.points] for stretch in individuals_chart(upside_down)] == signs
