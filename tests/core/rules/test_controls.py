"""How an internal control stands."""

from datetime import date

from samsvar.core.rules.controls import ControlState, Result, control_standing

BEGINS = date(2025, 1, 31)


def state(on: date, *results: Result, ended_on: date | None = None) -> tuple[ControlState, date]:
    found = control_standing(BEGINS, 1, ended_on, results, on)
    return found.state, found.due_on


def test_a_control_is_due_from_when_it_was_last_done_and_a_deviation_stands_until_it_is_corrected() -> None:
    done = Result(date(2025, 1, 31), deviation=False)
    wrong = Result(date(2025, 2, 10), deviation=True)
    assert state(date(2024, 12, 1)) == (ControlState.PLANNED, BEGINS)
    assert state(date(2025, 1, 1)) == (ControlState.DUE, BEGINS)
    assert state(date(2025, 2, 1)) == (ControlState.LATE, BEGINS)
    assert state(date(2025, 2, 1), done) == (ControlState.DUE, date(2025, 2, 28))
    assert state(date(2025, 3, 20), done, wrong) == (ControlState.DEVIATION, date(2025, 3, 10))
    corrected = Result(wrong.done_on, deviation=True, corrected_on=date(2025, 2, 12))
    assert state(date(2025, 3, 20), done, corrected) == (ControlState.LATE, date(2025, 3, 10))
    assert state(date(2025, 3, 20), done, wrong, ended_on=date(2025, 3, 19))[0] is ControlState.ENDED
    assert state(date(2025, 2, 1), wrong)[0] is ControlState.LATE, "what lies ahead does not count yet"
