from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.rules.indicators.definition import GivenValue, OverTime, Problem, RollUp
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.periods import parse_period
from samsvar.core.rules.indicators.roll_up import (
    Placement,
    Structure,
    Sums,
    add_sums,
    change_between,
    check_tree,
    merge_sums,
    result_of,
    structure_in,
    sum_up,
)
from tests.core.rules.indicators.worlds import ABSENCE, CLIMATE, EMISSIONS, VIOLENCE

TREE = [("hf", None), ("a", "hf"), ("b", "hf"), ("a1", "a"), ("a2", "a"), ("b1", "b")]
WEIGHTED = replace(VIOLENCE, roll_up=RollUp.WEIGHTED, decimals=1)


def days(lost, agreed, persons=20):
    return Figures(numerator=lost, denominator=agreed, persons=persons)


def test_the_trusts_absence_is_all_its_lost_days_over_all_its_agreed_days_never_a_mean_of_percents() -> None:
    sums = sum_up(ABSENCE, TREE, {"a1": days(10, 100), "a2": days(0, 900), "b1": days(5, 100)})
    assert result_of(ABSENCE, sums["a"]).number == 1  # the mean of 10 % and 0 % would be 5
    trust = result_of(ABSENCE, sums["hf"])
    assert (trust.numerator, trust.denominator) == (15, 1100)
    assert str(rounded(trust.number or 0, 1)) == "1.4"
    assert (sums["hf"].delivered, sums["hf"].expected, sums["hf"].persons) == (3, 3, 60)


def test_who_has_not_delivered_is_counted_and_never_zero() -> None:
    sums = sum_up(ABSENCE, TREE, {"a1": days(10, 100)})
    assert result_of(ABSENCE, sums["hf"]).number == 10
    assert (sums["hf"].delivered, sums["hf"].expected, sums["hf"].complete) == (1, 3, False)
    assert result_of(ABSENCE, sums["b"]).reason == "not_delivered"
    assert result_of(VIOLENCE, sum_up(VIOLENCE, TREE, {})["hf"]).number is None


def test_half_a_ratio_is_left_out_whole_so_both_sums_are_of_the_same_units() -> None:
    sums = sum_up(ABSENCE, TREE, {"a1": days(10, 100), "a2": days(90, None), "b1": days(3, 0)})["hf"]
    assert result_of(ABSENCE, sums).number == 10
    assert (sums.delivered, sums.expected, sums.left_out) == (1, 3, 2)
    nobody_at_work = sum_up(ABSENCE, TREE, {"b1": days(0, 0)})["b"]
    assert nobody_at_work.complete
    assert result_of(ABSENCE, nobody_at_work).reason == "denominator_zero"


def test_a_units_own_figure_is_added_to_those_under_it_or_stands_instead_of_them() -> None:
    figures = {"a": Figures(7), "a1": Figures(1), "a2": Figures(2), "b1": Figures(4)}
    assert result_of(VIOLENCE, sum_up(VIOLENCE, TREE, figures)["hf"]).number == 14
    instead = sum_up(replace(VIOLENCE, covers_below=True), TREE, figures)
    assert result_of(VIOLENCE, instead["hf"]).number == 11
    assert (instead["hf"].delivered, instead["hf"].expected) == (2, 2)


def test_a_mean_is_weighted_by_staff_where_no_denominator_is_known() -> None:
    sums = sum_up(WEIGHTED, TREE, {"a1": Figures(80, weight=30), "a2": Figures(60, weight=10), "b1": Figures(10)})
    assert result_of(WEIGHTED, sums["hf"]).number == 75
    assert sums["hf"].left_out == 1
    assert result_of(WEIGHTED, sums["b"]).reason == "missing_weight"
    assert result_of(replace(VIOLENCE, roll_up=RollUp.NONE), Sums(Fraction(1))).reason == "not_rolled_up"


def test_the_share_of_units_with_a_good_climate_leaves_small_units_out_of_both_counts() -> None:
    units = [("hf", None), *((f"u{number}", "hf") for number in range(103))]
    good = {f"u{number}": days(3, 4, persons=12) for number in range(81)}
    poor = {f"u{number}": days(74, 100, persons=100) for number in range(81, 100)}
    small = {f"u{number}": days(4, 4, persons=4) for number in range(100, 103)}
    sums = sum_up(CLIMATE, units, good | poor | small)["hf"]
    assert result_of(CLIMATE, sums).number == 81
    assert (sums.met, sums.counted, sums.left_out) == (81, 100, 3)
    assert result_of(CLIMATE, sum_up(CLIMATE, units, small)["hf"]).reason == "no_units"


def test_a_cut_is_told_of_only_where_both_years_are_whole() -> None:
    base = sum_up(EMISSIONS, TREE, {"a1": Figures(8_000), "a2": Figures(4_000), "b1": Figures(3_764)})["hf"]
    now = sum_up(EMISSIONS, [("hf", None), ("a", "hf"), ("a1", "a")], {"a1": Figures(10_037)})["hf"]
    assert str(rounded(change_between(now, base).number or 0, 1)) == "-36.3"
    partly = sum_up(EMISSIONS, TREE, {"a1": Figures(10_037)})["hf"]
    assert change_between(partly, base).reason == "not_all_delivered"
    assert change_between(now, partly).reason == "not_all_delivered"
    assert change_between(Sums(expected=1), base).reason == "not_delivered"
    assert change_between(now, Sums()).reason == "missing_base"
    assert result_of(EMISSIONS, now, base) == change_between(now, base)
    assert result_of(EMISSIONS, now).number is None


def test_a_unit_moved_in_june_counts_in_its_old_place_until_then() -> None:
    placements = [
        Placement("hf"),
        Placement("old", "hf"),
        Placement("new", "hf"),
        Placement("s", "old", to_on=date(2025, 5, 31)),
        Placement("s", "new", from_on=date(2025, 6, 1)),
        Placement("ended", "hf", to_on=date(2024, 12, 31)),
    ]
    months = [period for number in range(1, 13) if (period := parse_period(f"2025-{number:02}"))]
    sums = [sum_up(VIOLENCE, structure_in(placements, month).pairs, {"s": Figures(1)}) for month in months]
    year = merge_sums(VIOLENCE, sums)
    assert [result_of(VIOLENCE, year[unit]).number for unit in ("old", "new", "hf")] == [5, 7, 12]
    whole = parse_period("2025")
    assert whole is not None
    found = structure_in(placements, whole)
    assert found == Structure((("hf", None), ("new", "hf"), ("old", "hf"), ("s", "new")), moved=("s",))
    last = merge_sums(replace(VIOLENCE, over_time=OverTime.LAST), sums)
    assert result_of(VIOLENCE, last["hf"]).number == 1


def test_a_cycle_a_twin_and_a_parent_nobody_knows_are_told() -> None:
    told = check_tree([("a", "b"), ("b", "a"), ("c", "a"), ("d", "x"), ("e", None), ("e", None)])
    assert told == (
        Problem("cycle", "a", other="b"),
        Problem("cycle", "b", other="a"),
        Problem("cycle", "c", other="a"),
        Problem("unit_twice", "e"),
        Problem("unknown_parent", "d", other="x"),
    )
    assert check_tree(TREE) == ()
    with pytest.raises(ValueError, match="cycle"):
        sum_up(VIOLENCE, [("a", "b"), ("b", "a")], {})


@st.composite
def worlds(draw):
    size = draw(st.integers(1, 12))
    tree = [("u0", None), *((f"u{at}", f"u{draw(st.integers(0, at - 1))}") for at in range(1, size))]
    part = st.none() | st.integers(0, 50)
    figures = st.builds(Figures, part, part, part, st.none() | st.integers(0, 9), st.none() | st.integers(1, 5))
    handed_in = draw(st.dictionaries(st.sampled_from([unit for unit, _ in tree]), figures))
    return tree, handed_in


@given(worlds(), st.sampled_from([ABSENCE, VIOLENCE, WEIGHTED, CLIMATE]), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_and_splitting_change_nothing(world, definition, random) -> None:
    tree, figures = world
    sums = sum_up(definition, tree, figures)
    shuffled = list(tree)
    random.shuffle(shuffled)
    assert sum_up(definition, shuffled, figures) == sums
    alone = [sum_up(definition, [(unit, None)], figures, expected=())[unit] for unit, _ in tree]
    at = random.randrange(len(alone) + 1)
    assert add_sums(alone[:at]) + add_sums(alone[at:]) == replace(sums["u0"], expected=add_sums(alone).expected)
    assert sums["u0"].delivered <= sums["u0"].expected


def test_weights_and_values_may_be_decimals() -> None:
    sums = sum_up(WEIGHTED, TREE, {"a1": Figures(Decimal("7.5"), weight=Decimal("0.1"))})
    assert result_of(WEIGHTED, sums["hf"]).number == Fraction(15, 2)
    assert isinstance(WEIGHTED.formula, GivenValue)
