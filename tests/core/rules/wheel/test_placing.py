"""When activities of the wheel fall, and what computing anew changes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.catalogues.governance import shipped_activities
from samsvar.core.rules.requirements import Phase
from samsvar.core.rules.wheel.activities import (
    RESULTS,
    Activity,
    Choice,
    Fault,
    ResultKind,
    faults_in,
    held_by,
)
from samsvar.core.rules.wheel.meetings import Meeting, faults_in_meetings, numbered
from samsvar.core.rules.wheel.occurrences import (
    Occurrence,
    State,
    Wait,
    changes_between,
    fixed_day_passed,
    may_move,
    moved_to,
    plan_year,
    set_by_hand,
)
from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Distance,
    Edge,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    OnFreeDay,
    Period,
    Side,
    Unit,
    When,
    between,
    in_month,
    on_day,
)

TWO_WEEKS_BEFORE = Distance(14, Unit.DAYS, Side.BEFORE)
TEN_WORKING_DAYS = Distance(10, Unit.WORKING_DAYS, Side.AFTER)
BOARD = (Meeting("board", 2026, 1, date(2026, 2, 12)), Meeting("board", 2026, 2, date(2026, 4, 16)))
AMU = numbered("amu", 2026, [date(2026, 9, 10), date(2026, 3, 5)])


def activity(code: str, when: When | None = None, **changed) -> Activity:
    return replace(Activity(code, Phase.CHECK, ResultKind.NOTE, "csr_adviser", "rhf", when), **changed)


def placed(*activities: Activity, meetings=(), kept=(), year: int = 2026) -> dict[str, Occurrence]:
    planned = plan_year("hf", year, activities, meetings, kept)
    return {f"{each.activity}/{each.slot}".rstrip("/"): each for each in planned}


def days(each: Occurrence) -> tuple[date | None, date | None]:
    return each.opens_on, each.due_on


@pytest.mark.parametrize(
    ("when", "opens", "due"),
    [
        (on_day(6, 30), date(2026, 6, 30), date(2026, 6, 30)),
        (on_day(2, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (between((9, 8), (10, 17)), date(2026, 9, 8), date(2026, 10, 17)),
        (between((11, 15), (1, 20)), date(2026, 11, 15), date(2027, 1, 20)),
        (in_month(2), date(2026, 2, 1), date(2026, 2, 28)),
        (When(FromMeeting("board", 2)), date(2026, 4, 16), date(2026, 4, 16)),
        # Ten working days after 30 April 2026: 1 May, 14 May (Ascension) and the week-ends are not counted.
        (When(FromPeriodEnd(Period.TERTIAL, 1, TEN_WORKING_DAYS)), date(2026, 5, 18), date(2026, 5, 18)),
        (When(FromPeriodEnd(Period.TERTIAL, 3, TEN_WORKING_DAYS, years=-1)), date(2026, 1, 15), date(2026, 1, 15)),
        (When(DayOfYear(5, 17), on_free_day=OnFreeDay.BEFORE), date(2026, 5, 15), date(2026, 5, 15)),
        (When(DayOfYear(5, 17), on_free_day=OnFreeDay.AFTER), date(2026, 5, 18), date(2026, 5, 18)),
        (
            When(FromMeeting("board", 2), FromMeeting("board", 2, Distance(1, Unit.MONTHS, Side.BEFORE))),
            date(2026, 3, 16),
            date(2026, 4, 16),
        ),
    ],
)
def test_a_day_falls_as_it_was_said(when, opens, due):
    assert days(placed(activity("a", when), meetings=BOARD)["a"]) == (opens, due)


def test_fourteen_days_before_the_amu_meeting_is_one_occurrence_a_meeting():
    found = placed(activity("a", When(FromMeeting("amu", None, TWO_WEEKS_BEFORE))), meetings=AMU)
    assert {slot: each.due_on for slot, each in found.items()} == {
        "a/amu-1": date(2026, 2, 19),
        "a/amu-2": date(2026, 8, 27),
    }
    each_tertial = placed(activity("t", When(FromPeriodEnd(Period.TERTIAL))))
    assert [each.due_on.month for each in each_tertial.values()] == [4, 8, 12]


@pytest.mark.parametrize(
    ("when", "wait"),
    [
        (None, Wait("date_not_set", "a")),
        (When(FromMeeting("amu", None)), Wait("meeting_not_planned", "amu")),
        (When(FromMeeting("board", 5)), Wait("meeting_not_planned", "board-5")),
        (When(FromMeeting("board", 3)), Wait("meeting_not_dated", "board-3")),
        (When(FromMeeting("board", 4)), Wait("meeting_cancelled", "board-4")),
        (When(FromActivity("gone")), Wait("activity_not_held", "gone")),
        (When(FromActivity("undated")), Wait("activity_not_dated", "undated")),
        (When(FromActivity("a")), Wait("cycle", "a")),
        (When(DayOfYear(13, 1)), Wait("impossible_day")),
    ],
)
def test_what_is_unknown_stays_unknown_and_says_what_it_waits_for(when, wait):
    meetings = (*BOARD, Meeting("board", 2026, 3), Meeting("board", 2026, 4, date(2026, 9, 1), cancelled=True))
    found = placed(activity("a", when), activity("undated"), meetings=meetings)["a"]
    assert days(found) == (None, None)
    assert found.waits_for == (wait,)


def test_a_first_day_after_the_last_leaves_the_last_standing():
    found = placed(activity("a", When(DayOfYear(3, 1), FromMeeting("board", 2))), meetings=BOARD)["a"]
    assert (days(found), found.waits_for) == ((None, date(2026, 3, 1)), (Wait("opens_after_due", "a"),))


def test_a_chain_follows_its_anchor_meeting_by_meeting():
    papers = activity("papers", When(FromMeeting("amu", None, TWO_WEEKS_BEFORE)))
    minutes = activity("minutes", When(FromActivity("papers", Edge.DUE, Distance(3, Unit.WEEKS))))
    found = placed(minutes, papers, meetings=AMU)
    assert found["minutes/amu-1"].due_on == date(2026, 3, 12)
    assert found["minutes/amu-2"].due_on == date(2026, 9, 17)


def test_a_cycle_is_a_fault_that_names_its_ring_and_nothing_else():
    ring = [activity(code, When(FromActivity(other))) for code, other in (("a", "b"), ("b", "c"), ("c", "a"))]
    behind = activity("d", When(FromActivity("a")))
    assert faults_in([behind, *ring]) == (Fault("cycle", ("a", "b", "c")),)
    assert placed(behind, *ring)["d"].waits_for == (Wait("activity_not_dated", "a"),)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (When(DayOfYear(2, 30)), "impossible_day"),
        (When(DayOfYear(0, 1)), "impossible_day"),
        (When(FromPeriodEnd(Period.TERTIAL, 4)), "no_such_period"),
        (When(FromMeeting("board", 0)), "no_such_meeting"),
        (When(FromActivity("nothing")), "unknown_activity"),
        (When(FromActivity("a")), "cycle"),
        (When(DayOfYear(1, 1), FromMeeting("amu", None)), "several_in_opening"),
        (When(FromMeeting("amu", None, Distance(-1))), "distance_below_zero"),
    ],
)
def test_an_activity_that_cannot_be_placed_has_a_coded_fault(when, code):
    assert faults_in([activity("a", when)]) == (Fault(code, ("a",)),)


def test_a_moved_meeting_moves_what_hangs_on_it_unless_it_is_done_or_fixed():
    held = [activity(code, When(FromMeeting("board", 2))) for code in ("begun", "cancelled", "done", "fixed", "free")]
    first = {each.activity: each for each in plan_year("hf", 2026, held, BOARD)}
    on = date(2026, 4, 1)
    first["begun"] = moved_to(first["begun"], State.UNDER_WAY, on)
    first["cancelled"] = moved_to(first["cancelled"], State.CANCELLED, on)
    first["done"] = moved_to(first["done"], State.DONE, on)
    first["fixed"] = set_by_hand(first["fixed"], None, date(2026, 4, 20))
    later = [BOARD[0], replace(BOARD[1], held_on=date(2026, 5, 7))]
    now = plan_year("hf", 2026, held, later, first.values())
    changed = changes_between(first.values(), now)
    assert {new.activity: new.due_on for _, new in changed.moved} == {
        "begun": date(2026, 5, 7),
        "free": date(2026, 5, 7),
    }
    assert [new.sequence - old.sequence for old, new in changed.moved] == [1, 1]
    assert not changes_between(now, plan_year("hf", 2026, held, later, now))


def test_what_nothing_asks_for_is_withdrawn_and_comes_back_under_its_name():
    held = [activity("a", When(FromMeeting("amu", None)))]
    first = plan_year("hf", 2026, held, AMU)
    without = plan_year("hf", 2026, held, AMU[:1], first)
    assert [each.slot for each in changes_between(first, without).withdrawn] == ["amu-2"]
    again = plan_year("hf", 2026, held, AMU, without)
    assert [each.slot for each in changes_between(without, again).returned] == ["amu-2"]
    assert [each.key for each in again] == [each.key for each in first]
    begun = [moved_to(each, State.UNDER_WAY, date(2026, 1, 1)) for each in first]
    assert plan_year("hf", 2026, [], (), begun) == tuple(begun)


def test_other_years_and_enterprises_are_left_alone_and_an_activity_lasts_its_years():
    other = Occurrence("other", "a", 2026)
    held = [activity("a", on_day(6, 30), from_year=2027), activity("b", on_day(12, 31), to_year=2026)]
    assert [each.activity for each in plan_year("hf", 2026, held, (), [other])] == ["b"]
    late = placed(activity("c", When(FromPeriodEnd(Period.YEAR, 1, TEN_WORKING_DAYS))))["c"]
    assert (late.touches(2026), late.touches(2027)) == (False, True)


@given(st.randoms(use_true_random=False), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_order_and_repeating_change_nothing(random, moved):
    held = [
        activity("a", When(FromActivity("b", Edge.OPENS, TWO_WEEKS_BEFORE))),
        activity("b", When(FromMeeting("board", 1), FromMeeting("board", 1, TWO_WEEKS_BEFORE))),
        activity("c", When(FromMeeting("amu", None, TEN_WORKING_DAYS))),
        activity("d"),
    ]
    meetings = [Meeting("board", 2026, 1, moved), *AMU]
    first = plan_year("hf", 2026, held, meetings)
    shuffled = [random.sample(each, len(each)) for each in (held, meetings, list(first))]
    assert plan_year("hf", 2026, *shuffled) == first


def test_a_trusts_own_date_and_role_stand_over_the_regions():
    region = [activity("a", on_day(6, 30)), activity("b", on_day(9, 1)), activity("c", on_day(10, 1))]
    choices = [
        Choice("a", "hf", when=on_day(6, 12)),
        Choice("a", "other", when=on_day(1, 1)),
        Choice("b", "hf", role="hse_adviser"),
        Choice("c", "hf", left_out=True),
    ]
    held = held_by("hf", region, choices)
    assert [(each.code, each.when, each.role) for each in held] == [
        ("a", on_day(6, 12), "csr_adviser"),
        ("b", on_day(9, 1), "hse_adviser"),
    ]


def test_every_activity_that_ships_has_a_result_of_its_own():
    assert [each.code for each in shipped_activities()] == list(RESULTS)
    assert len(set(RESULTS.values())) == 12


def test_meetings_keep_their_numbers():
    twice = [Meeting("board", 2026, 1, date(2026, 3, 1)), Meeting("board", 2026, 1)]
    backwards = [Meeting("amu", 2026, 1, date(2026, 3, 1)), Meeting("amu", 2026, 2, date(2026, 2, 1))]
    assert faults_in_meetings([*twice, *backwards, Meeting("board", 2026, None)]) == (
        ("numbers_out_of_order", "amu", 2026),
        ("two_of_one_number", "board", 2026),
    )
    assert faults_in_meetings([*BOARD, *AMU]) == ()
    # An extraordinary meeting in between counts for nothing.
    extra = Meeting("board", 2026, None, date(2026, 3, 1))
    assert placed(activity("a", When(FromMeeting("board", 2))), meetings=[extra, *BOARD])["a"].due_on == date(
        2026, 4, 16
    )


def test_only_a_person_moves_states_and_not_everywhere():
    assert may_move(State.DONE, State.UNDER_WAY)
    assert not any(may_move(State.WITHDRAWN, state) for state in State)
    with pytest.raises(ValueError, match="no such move"):
        moved_to(Occurrence("hf", "a", 2026, state=State.CANCELLED), State.DONE, date(2026, 1, 1))
    with pytest.raises(ValueError, match="first day"):
        set_by_hand(Occurrence("hf", "a", 2026), date(2026, 2, 2), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("when", "passed"),
    [(on_day(6, 12), None), (on_day(7, 1), date(2026, 6, 30)), (on_day(6, 30), None), (None, None)],
)
def test_a_day_after_the_laws_own_is_told_of(when, passed):
    """The statement is published within 30 June (åpenhetsloven § 5)."""
    statement = activity("a", on_day(6, 30), fixed=True)
    assert fixed_day_passed(statement, placed(activity("a", when))["a"]) == passed
    assert fixed_day_passed(activity("a", on_day(6, 30)), placed(activity("a", on_day(7, 1)))["a"]) is None


def test_what_is_due_before_the_activity_counts_is_before_and_comes_back_where_either_day_moves():
    report = activity("report", on_day(3, 15), counts_from=date(2026, 5, 14))
    (before,) = placed(report).values()
    assert (before.state, before.due_on) == (State.BEFORE, date(2026, 3, 15))
    assert placed(report, kept=[before]) == {"report": before}, "computing again changes nothing"
    assert placed(report, year=2027)["report"].state is State.NOT_BEGUN
    assert placed(activity("report", on_day(5, 14), counts_from=date(2026, 5, 14)))["report"].state is (
        State.NOT_BEGUN
    ), "what is due on the day counts"
    later = replace(report, when=on_day(6, 1))
    assert placed(later, kept=[before])["report"].state is State.NOT_BEGUN
    assert placed(replace(report, counts_from=None), kept=[before])["report"].state is State.NOT_BEGUN
    done = moved_to(before, State.DONE, date(2026, 3, 10))
    assert placed(report, kept=[done])["report"] == done, "what is done stays done"
    assert not may_move(State.BEFORE, State.CANCELLED)
    assert held_by("hf", [report], [Choice("report", "hf", counts_from=date(2026, 1, 1))])[0].counts_from == date(
        2026, 1, 1
    )
