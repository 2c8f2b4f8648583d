from datetime import date

import pytest

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.reports import Act, Attempt, Standing, State, due_on, obstacles, period_due, standing_of

T1 = Period(PeriodKind.TERTIAL, 2025, 1)
YEAR = Period(PeriodKind.YEAR, 2024)


@pytest.mark.parametrize(
    ("state", "today", "stands"),
    [
        (None, date(2025, 5, 21), Standing.NOT_BEGUN),
        (None, date(2025, 5, 22), Standing.LATE),
        (State.BEGUN, date(2025, 5, 21), Standing.BEGUN),
        (State.REOPENED, date(2025, 5, 22), Standing.LATE),
        (State.RETURNED, date(2025, 5, 21), Standing.RETURNED),
        (State.RETURNED, date(2025, 5, 22), Standing.LATE),
        (State.SUBMITTED, date(2025, 6, 1), Standing.SUBMITTED),
        (State.ACCEPTED, date(2025, 6, 1), Standing.ACCEPTED),
    ],
)
def test_a_report_is_late_the_day_after_its_last_until_it_is_handed_in(state, today, stands):
    assert standing_of(state, due_on(T1, 21), today) is stands


def test_the_enterprises_own_day_in_the_wheel_counts_before_days_after_the_period():
    assert due_on(YEAR, 30, date(2025, 3, 1)) == date(2025, 3, 1)
    assert due_on(YEAR, 30) == date(2025, 1, 30)


def test_a_kind_is_owed_for_its_own_period_and_never_for_one_that_still_runs():
    today = date(2025, 5, 14)
    assert period_due(PeriodKind.TERTIAL, T1, today) == T1
    assert period_due(PeriodKind.YEAR, T1, today) == YEAR
    assert period_due(PeriodKind.TERTIAL, YEAR, today) == Period(PeriodKind.TERTIAL, 2024, 3)
    assert period_due(PeriodKind.TERTIAL, Period(PeriodKind.YEAR, 2025), today) == T1


@pytest.mark.parametrize(
    ("state", "attempt", "stopped_by"),
    [
        (State.BEGUN, Attempt(Act.SUBMIT), ()),
        (State.BEGUN, Attempt(Act.SUBMIT, is_over=False), ("period_not_over",)),
        (State.SUBMITTED, Attempt(Act.WRITE), ("no_such_step",)),
        (State.SUBMITTED, Attempt(Act.ACCEPT, by="kari", submitted_by="kari"), ("same_person",)),
        (State.SUBMITTED, Attempt(Act.ACCEPT, by="ola", submitted_by="kari"), ()),
        (State.SUBMITTED, Attempt(Act.RETURN, reason=" "), ("no_reason",)),
        (State.ACCEPTED, Attempt(Act.SUBMIT), ("no_such_step",)),
        (State.ACCEPTED, Attempt(Act.REOPEN, reason="Nye tall"), ()),
        (State.ACCEPTED, Attempt(Act.INFORM), ("not_published",)),
        (State.ACCEPTED, Attempt(Act.INFORM, published=True), ()),
    ],
)
def test_each_step_is_taken_from_its_own_states_and_with_what_it_asks(state, attempt, stopped_by):
    assert obstacles(state, attempt) == stopped_by
