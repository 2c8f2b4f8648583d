from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from samsvar.core.rules.indicators.definition import Direction, Problem
from samsvar.core.rules.indicators.formulas import Result
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.status import Course, Status, judge, trend
from samsvar.core.rules.indicators.targets import (
    Target,
    TargetKind,
    check_targets,
    path_in_percent,
    targets_by_year,
    wanted_figure,
    yearly_against_end,
)
from tests.core.rules.indicators.worlds import ABSENCE, CARS, CLIMATE, EMISSIONS, VIOLENCE, target

YEARS = range(2020, 2027)
RAISED_AT = datetime(2022, 11, 24, tzinfo=UTC)
CLIMATE_FIRST = [target(year, 75, source="Oppdrag og bestilling 2021") for year in range(2021, 2027)]
CLIMATE_RAISED = [
    target(year, 80, id=f"raised-{year}", set_at=RAISED_AT, reason="81 reached in 2022", source="Strategy, footnote 11")
    for year in range(2023, 2027)
]
FROM_2019 = {"kind": TargetKind.FROM_BASE_YEAR, "base_year": 2019}
LOCAL, NATIONAL = target(2026, -25, **FROM_2019), target(2030, -40, **FROM_2019)
TONNES = replace(VIOLENCE, unit="tonnes_co2e", direction=Direction.LOWER)


def result(number):
    return Result(None, "not_delivered") if number is None else Result(Fraction(number))


def numbers(targets, **more):
    found = targets_by_year(targets, ["s", "hf"], YEARS, **more)
    return [None if each.target is None else each.target.number for each in found]


def test_75_becomes_80_from_2023_and_the_old_is_kept_with_reason_and_source() -> None:
    every = CLIMATE_RAISED + CLIMATE_FIRST
    assert numbers(every) == [None, 75, 75, 80, 80, 80, 80]
    assert numbers(every, as_of=datetime(2022, 1, 1, tzinfo=UTC)) == [None, *[75] * 6]
    of_2023 = targets_by_year(every, ["hf"], [2023])[0]
    assert of_2023.target == CLIMATE_RAISED[0]
    assert of_2023.earlier == (CLIMATE_FIRST[2],)
    assert check_targets(CLIMATE, every) == ()
    silent = [replace(each, reason="", source="") for each in CLIMATE_RAISED]
    codes = {(problem.code, problem.period) for problem in check_targets(CLIMATE, CLIMATE_FIRST + silent)}
    assert codes == {
        (f"change_without_{lack}", str(year)) for year in range(2023, 2027) for lack in ("reason", "source")
    }


def test_a_target_holds_below_until_a_unit_has_its_own_or_says_it_has_none() -> None:
    every = [target(2026, "7.0")]
    own = target(2026, "5.5", unit_id="s", id="own")
    assert targets_by_year(every, ["s", "hf"], [2026])[0].target == every[0]
    assert targets_by_year([*every, own], ["s", "hf"], [2026])[0].target == own
    none = target(2026, kind=TargetKind.EMPTY, unit_id="s")
    assert targets_by_year([*every, none], ["s", "hf"], [2026])[0].target is None
    alone = [replace(every[0], inherited=False)]
    assert targets_by_year(alone, ["s", "hf"], [2026])[0].target is None
    assert targets_by_year(alone, ["hf"], [2026])[0].target == alone[0]


@pytest.mark.parametrize(
    ("number", "status", "gap"),
    [
        ("6.9", Status.MET, "-0.1"),
        ("7.0", Status.MET, "0.0"),
        ("7.0499", Status.MET, "0.0"),
        ("7.05", Status.NEAR, "0.1"),
        ("7.5", Status.NEAR, "0.5"),
        ("7.55", Status.MISSED, "0.6"),
    ],
)
def test_absence_is_met_near_or_missed_as_it_is_shown_beside_7_0(number, status, gap) -> None:
    standing = judge(ABSENCE, result(number), target(2026, "7.0", warning_band=Decimal("0.5")))
    assert (standing.status, str(standing.gap), str(standing.target)) == (status, gap, "7.0")


def test_81_percent_of_units_met_75_and_would_have_met_80_and_79_would_not() -> None:
    assert judge(CLIMATE, result(81), CLIMATE_FIRST[1]).status is Status.MET
    assert judge(CLIMATE, result(81), CLIMATE_RAISED[0]).status is Status.MET
    assert judge(CLIMATE, result(79), CLIMATE_RAISED[0]).status is Status.MISSED
    for share, asked in ((24, 25), (59, 60), (39, 40)):
        assert judge(CARS, result(share), target(2025, asked)).status is Status.MISSED
        assert judge(CARS, result(asked), target(2025, asked)).status is Status.MET


def test_emissions_are_judged_in_percent_or_in_tonnes_alike() -> None:
    assert judge(EMISSIONS, result("-36.3"), LOCAL).status is Status.MET
    assert judge(EMISSIONS, result("-24.4"), LOCAL).status is Status.MISSED
    assert wanted_figure(TONNES, LOCAL, 15_764) == 11_823
    assert judge(TONNES, result(10_037), LOCAL, 15_764).status is Status.MET
    assert judge(TONNES, result(11_824), LOCAL, 15_764).status is Status.MISSED
    assert judge(TONNES, result(10_037), LOCAL).reason == "not_compared"
    assert numbers([LOCAL]) == [*[None] * 6, -25]


def test_no_target_words_and_watching_have_no_status_and_unknown_is_not_missed() -> None:
    words = target(2026, kind=TargetKind.WORDS, words="Watch closely, prevent the serious ones")
    for asked, reason in ((None, "no_target"), (words, "in_words"), (target(2026, kind=TargetKind.EMPTY), "no_target")):
        standing = judge(ABSENCE, result(9), asked)
        assert (standing.status, standing.reason, str(standing.figure)) == (Status.NO_TARGET, reason, "9.0")
    assert judge(VIOLENCE, result(9), target(2026, 3)).reason == "only_watched"
    assert judge(ABSENCE, result(None), target(2026, 7)).status is Status.UNKNOWN
    assert judge(ABSENCE, result(None), target(2026, 7)).reason == "not_delivered"
    hidden = judge(ABSENCE, result(9), target(2026, 7), masked=True)
    assert (hidden.status, hidden.reason, hidden.figure, hidden.gap) == (Status.UNKNOWN, "masked", None, None)


def test_the_local_target_lies_on_the_national_path_but_for_half_a_point() -> None:
    assert str(rounded(path_in_percent(NATIONAL, 2026) or 0, 2)) == "-25.45"
    assert path_in_percent(NATIONAL, 2019) == 0
    assert path_in_percent(NATIONAL, 2031) is None
    assert path_in_percent(target(2026, 7), 2026) is None


def test_one_percent_a_year_does_not_reach_a_quarter_and_the_conflict_is_told() -> None:
    yearly = [target(year, -1, kind=TargetKind.FROM_YEAR_BEFORE) for year in (2025, 2026)]
    found = yearly_against_end(yearly[0], LOCAL, Direction.LOWER)
    assert found is not None
    assert (str(rounded(found.comes_to, 1)), str(rounded(found.short_by, 1)), found.conflict) == ("-6.8", "18.2", True)
    assert check_targets(EMISSIONS, [*yearly, LOCAL]) == tuple(
        Problem("yearly_does_not_reach_end", "hf", str(year), LOCAL.id) for year in (2025, 2026)
    )
    enough = replace(yearly[0], number=Decimal(-5))
    assert check_targets(EMISSIONS, [enough, LOCAL]) == ()
    assert targets_by_year([*yearly, LOCAL], ["hf"], [2026])[0].target == LOCAL
    assert targets_by_year([*yearly, LOCAL], ["hf"], [2026], yearly=True)[0].target == yearly[1]
    assert wanted_figure(TONNES, yearly[0], 1_000) == 990
    assert wanted_figure(EMISSIONS, yearly[0], -20) == Fraction("-20.8")


@pytest.mark.parametrize(
    ("definition", "wrong", "code"),
    [
        (EMISSIONS, replace(LOCAL, number=Decimal(25)), "target_contradicts_direction"),
        (ABSENCE, target(2026, 130), "target_out_of_range"),
        (CLIMATE, target(2026, -5), "target_out_of_range"),
        (VIOLENCE, target(2026, 3), "target_without_direction"),
        (EMISSIONS, replace(LOCAL, base_year=2026), "base_year_not_before"),
        (EMISSIONS, replace(LOCAL, base_year=2018), "base_year_differs"),
        (EMISSIONS, replace(LOCAL, base_year=None), "base_year_missing"),
        (ABSENCE, target(2026), "number_missing"),
        (ABSENCE, target(2026, 7, kind=TargetKind.WORDS, words="x"), "number_not_used"),
        (ABSENCE, target(2026, kind=TargetKind.WORDS), "words_missing"),
        (ABSENCE, target(2026, "7.05"), "finer_than_shown"),
        (ABSENCE, target(2026, 7, warning_band=Decimal(-1)), "negative_band"),
    ],
)
def test_a_target_that_cannot_hold_is_told(definition, wrong: Target, code: str) -> None:
    assert code in {problem.code for problem in check_targets(definition, [wrong])}


def test_a_later_target_that_asks_less_is_pointed_out() -> None:
    assert check_targets(ABSENCE, [target(year, 7) for year in YEARS]) == ()
    weaker = [target(2025, 7), target(2026, 8)]
    assert check_targets(ABSENCE, weaker) == (Problem("weaker_than_year_before", "hf", "2026", weaker[0].id),)
    assert check_targets(CLIMATE, weaker) == ()


def test_a_trend_is_the_difference_of_the_figures_as_shown() -> None:
    assert trend(ABSENCE, result("6.8"), result("7.04")) == trend(ABSENCE, result("6.8"), result(7))
    found = trend(ABSENCE, result("6.8"), result("7.0"))
    assert (found.course, str(found.change)) == (Course.BETTER, "-0.2")
    assert trend(CLIMATE, result(79), result(81)).course is Course.WORSE
    assert trend(VIOLENCE, result(8), result(9)).course is Course.MOVED
    assert trend(ABSENCE, result("7.01"), result("6.96")).course is Course.SAME
    assert trend(ABSENCE, result(7), result(None)).course is Course.UNKNOWN
    assert trend(ABSENCE, result(7), result(6), masked=True).change is None
