"""Campaigns: who is asked, where each stands, and when one is reminded."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.campaigns import (
    Candidate,
    Plan,
    Progress,
    Standing,
    Wanted,
    by_supplier,
    faults_in,
    is_overdue,
    is_wanted,
    over_time,
    reminder_days,
    reminder_for,
    standing_of,
    tally,
)

OPENS, DUE = date(2025, 3, 3), date(2025, 3, 31)
PLAN = Plan(OPENS, DUE, (-7, 1))
DAYS = st.none() | st.dates(OPENS - timedelta(days=3), DUE + timedelta(days=40))
PROGRESS = st.builds(
    Progress,
    due_on=st.dates(DUE, DUE + timedelta(days=20)),
    queued_on=DAYS,
    unreached=st.booleans(),
    sent_on=DAYS,
    opened_on=DAYS,
    begun_on=DAYS,
    answered_on=DAYS,
    withdrawn_on=DAYS,
)


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        (Progress(DUE), Standing.PLANNED),
        (Progress(DUE, queued_on=OPENS), Standing.QUEUED),
        (Progress(DUE, queued_on=OPENS, unreached=True), Standing.UNREACHED),
        (Progress(DUE, sent_on=OPENS), Standing.SENT),
        (Progress(DUE, sent_on=OPENS, opened_on=OPENS), Standing.OPENED),
        (Progress(DUE, sent_on=OPENS, begun_on=DUE), Standing.BEGUN),
        (Progress(DUE, unreached=True, answered_on=DUE), Standing.ANSWERED),
        (Progress(DUE, sent_on=OPENS, withdrawn_on=DUE), Standing.WITHDRAWN),
    ],
)
def test_a_recipient_stands_at_the_furthest_step_that_is_known(known: Progress, standing: Standing) -> None:
    assert standing_of(known) == standing


def test_the_last_day_itself_is_not_overdue_and_what_was_never_sent_never_is() -> None:
    sent = Progress(DUE, sent_on=OPENS)
    assert not is_overdue(sent, DUE)
    assert is_overdue(sent, DUE + timedelta(days=1))
    assert not is_overdue(Progress(DUE), DUE + timedelta(days=1))
    assert not is_overdue(Progress(DUE, sent_on=OPENS, answered_on=DUE), DUE + timedelta(days=1))


def test_a_recipient_opened_again_is_overdue_by_its_own_last_day() -> None:
    again = Progress(DUE + timedelta(days=14), sent_on=OPENS)
    assert not is_overdue(again, DUE + timedelta(days=14))
    assert reminder_days(PLAN, again.due_on) == (date(2025, 4, 7), date(2025, 4, 15))


def test_reminders_go_a_week_before_and_the_day_after_to_those_who_have_not_answered() -> None:
    silent = Progress(DUE, sent_on=OPENS)
    assert reminder_for(PLAN, silent, date(2025, 3, 23)) is None
    assert reminder_for(PLAN, silent, date(2025, 3, 24)) == date(2025, 3, 24)
    assert reminder_for(PLAN, silent, date(2025, 4, 1)) == date(2025, 4, 1)
    assert reminder_for(PLAN, Progress(DUE, sent_on=OPENS, answered_on=OPENS), date(2025, 3, 24)) is None


def test_days_that_nothing_ran_give_one_reminder_and_an_old_one_none() -> None:
    silent = Progress(DUE, sent_on=OPENS)
    assert reminder_for(PLAN, silent, date(2025, 4, 5)) == date(2025, 4, 1)
    assert reminder_for(PLAN, silent, date(2025, 4, 9)) is None


def test_who_was_added_after_a_reminders_day_gets_the_next_one_only() -> None:
    late = Progress(DUE, sent_on=date(2025, 3, 24))
    assert reminder_for(PLAN, late, date(2025, 3, 25)) is None
    assert reminder_for(PLAN, late, date(2025, 4, 1)) == date(2025, 4, 1)


@given(PROGRESS, st.dates(OPENS, DUE + timedelta(days=60)))
def test_nobody_is_reminded_who_answered_was_withdrawn_or_never_got_the_letter(known: Progress, today: date) -> None:
    day = reminder_for(PLAN, known, today)
    if day is not None:
        assert known.answered_on is None
        assert known.withdrawn_on is None
        assert known.sent_on is not None
        assert known.sent_on < day <= today


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (PLAN, ()),
        (Plan(DUE, DUE, ()), ("due_before_it_opens",)),
        (Plan(OPENS, DUE, (-28,)), ("reminded_before_it_opens",)),
        (Plan(OPENS, DUE, (-7, -6)), ("reminded_often",)),
        (Plan(OPENS, DUE, (-20, -16, -12, -8, -4, 1)), ("reminded_often",)),
    ],
)
def test_a_plan_that_nags_or_ends_before_it_begins_is_told(plan: Plan, faults: tuple[str, ...]) -> None:
    assert faults_in(plan) == faults


def candidate(contract: str = "A-1", supplier: str = "demodata", level: int | None = 3, **more: object) -> Candidate:
    values: dict[str, object] = {"category": "it", "countries": frozenset({"CHN"}), "areas": frozenset({"it"})}
    return Candidate(contract, supplier, level, **{**values, "answered_on": None, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "is_one"),
    [
        (Wanted(), True),
        (Wanted(levels=frozenset({3, 4})), True),
        (Wanted(levels=frozenset({1})), False),
        (Wanted(countries=frozenset({"CHN", "VNM"})), True),
        (Wanted(countries=frozenset({"VNM"})), False),
        (Wanted(categories=frozenset({"food"})), False),
        (Wanted(areas=frozenset({"it"}), levels=frozenset({3})), True),
    ],
)
def test_contracts_are_picked_by_level_category_country_and_area(wanted: Wanted, is_one: bool) -> None:
    assert is_wanted(candidate(), wanted) is is_one


def test_an_unknown_level_is_no_low_one() -> None:
    unknown = candidate(level=None)
    assert not is_wanted(unknown, Wanted(levels=frozenset({1, 2})))
    assert is_wanted(unknown, Wanted(levels=frozenset({4}), with_unknown_level=True))
    assert is_wanted(unknown, Wanted(with_unknown_level=True))
    assert not is_wanted(candidate(level=4), Wanted(with_unknown_level=True))


def test_who_answered_lately_is_left_out() -> None:
    wanted = Wanted(not_answered_since=OPENS)
    assert is_wanted(candidate(), wanted)
    assert is_wanted(candidate(answered_on=OPENS - timedelta(days=1)), wanted)
    assert not is_wanted(candidate(answered_on=OPENS), wanted)


def test_a_supplier_of_several_contracts_gets_one_letter() -> None:
    lines = [candidate("B-2"), candidate("A-1"), candidate("C-3", "tulle"), candidate("D-4", "tulle", level=1)]
    assert by_supplier(lines, Wanted(levels=frozenset({3}))) == {"demodata": ("A-1", "B-2"), "tulle": ("C-3",)}


@given(st.lists(PROGRESS, max_size=30), st.randoms())
def test_counting_depends_on_no_order_and_every_recipient_stands_once(known: list[Progress], random: object) -> None:
    shuffled = known[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    counted = tally(known, DUE)
    assert counted == tally(shuffled, DUE)
    assert counted.standings.total() == len(known)
    assert counted.overdue <= counted.asked


@given(st.lists(PROGRESS, max_size=30))
def test_the_curves_never_fall_and_stand_in_order(known: list[Progress]) -> None:
    days = list(over_time(known, OPENS, DUE))
    assert len(days) == 29
    for before, after in pairwise(days):
        assert before.sent <= after.sent
        assert before.answered <= after.answered
    assert all(day.answered <= day.begun <= day.opened for day in days)


def test_the_curves_begin_with_what_was_before_them() -> None:
    known = [Progress(DUE, sent_on=OPENS, answered_on=OPENS + timedelta(days=2)), Progress(DUE, sent_on=OPENS)]
    last = list(over_time(known, OPENS + timedelta(days=2), OPENS + timedelta(days=2)))
    assert [(day.sent, day.opened, day.begun, day.answered) for day in last] == [(2, 1, 1, 1)]
