"""How occurrences stand, who is reminded, the region's picture, and what comes out."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.requirements import Phase
from samsvar.core.rules.wheel.activities import Activity, Choice, DateSource, ResultKind, held_by
from samsvar.core.rules.wheel.meetings import Decision, Step, actions_from
from samsvar.core.rules.wheel.occurrences import Occurrence, State, Wait, plan_year
from samsvar.core.rules.wheel.region import side_by_side, trust_lines
from samsvar.core.rules.wheel.reminders import Moment, reminders_due
from samsvar.core.rules.wheel.results import (
    AGENDAS,
    DocumentDecision,
    Event,
    Participation,
    ReviewKind,
    not_gathered,
    turnout,
    undecided,
)
from samsvar.core.rules.wheel.standing import Standing, by_when, in_reading_order, standing_of, tally
from samsvar.core.rules.wheel.timing import FromMeeting, When, on_day

TODAY = date(2026, 5, 14)
YESTERDAY = date(2026, 5, 13)


def occurrence(activity: str = "a", due_on: date | None = TODAY, state: State = State.NOT_BEGUN, **more) -> Occurrence:
    return Occurrence("hf", activity, 2026, due_on=due_on, opens_on=due_on, state=state, **more)


@pytest.mark.parametrize(
    ("each", "standing"),
    [
        (occurrence(), Standing.NOT_BEGUN),
        (occurrence(due_on=YESTERDAY), Standing.LATE),
        (occurrence(due_on=YESTERDAY, state=State.UNDER_WAY), Standing.LATE),
        (occurrence(due_on=YESTERDAY, state=State.DONE), Standing.DONE),
        (occurrence(due_on=YESTERDAY, state=State.CANCELLED), Standing.CANCELLED),
        (occurrence(due_on=YESTERDAY, state=State.BEFORE), Standing.BEFORE),
        (occurrence(due_on=None), Standing.NOT_BEGUN),
    ],
)
def test_late_is_open_after_the_last_day(each, standing):
    assert standing_of(each, TODAY) is standing


def test_by_when_tells_days_left_what_should_have_begun_and_what_was_done_late():
    late = by_when(occurrence(due_on=YESTERDAY), TODAY)
    assert (late.days_left, late.should_have_begun) == (-1, True)
    done = by_when(occurrence(due_on=YESTERDAY, state=State.DONE, done_on=TODAY), TODAY)
    assert (done.days_left, done.done_late_by, done.should_have_begun) == (None, 1, False)
    assert by_when(occurrence(due_on=None), TODAY).days_left is None


def test_what_is_late_is_read_first_and_the_withdrawn_not_at_all():
    every = [
        occurrence("done", YESTERDAY, State.DONE),
        occurrence("soon"),
        occurrence("unknown", None),
        occurrence("late", YESTERDAY),
        occurrence("later", YESTERDAY - timedelta(days=9)),
        occurrence("begun", state=State.UNDER_WAY),
        occurrence("gone", YESTERDAY, State.WITHDRAWN),
    ]
    assert [each.activity for each in in_reading_order(every, TODAY)] == [
        "later",
        "late",
        "begun",
        "soon",
        "unknown",
        "done",
    ]
    assert tally(every, TODAY)[Standing.LATE] == 2


def test_reminders_go_before_on_and_after_the_last_day_once_each():
    each = occurrence(due_on=date(2026, 6, 30))
    sent: set[str] = set()
    went = []
    for number in range(60):
        today = date(2026, 6, 1) + timedelta(days=number)
        for reminder in (*reminders_due([each], today, sent), *reminders_due([each], today, sent)):
            if reminder.key not in sent:
                went.append((today, reminder.moment))
            sent.add(reminder.key)
        assert reminders_due([each], today, sent) == ()
    assert went == [
        (date(2026, 6, 16), Moment.BEFORE),
        (date(2026, 6, 28), Moment.BEFORE),
        (date(2026, 6, 30), Moment.ON),
        (date(2026, 7, 1), Moment.AFTER),
        (date(2026, 7, 7), Moment.AFTER),
    ]


@given(st.integers(-40, 40), st.sampled_from([State.DONE, State.CANCELLED, State.WITHDRAWN]))
def test_nobody_is_reminded_of_what_is_done_cancelled_withdrawn_or_undated(days, state):
    today = TODAY + timedelta(days=days)
    assert reminders_due([occurrence(state=state), occurrence(due_on=None)], today) == ()


@given(st.integers(-40, 40))
def test_a_reminder_is_never_more_than_three_days_late_and_speaks_of_the_right_side(days):
    today = TODAY + timedelta(days=days)
    for reminder in reminders_due([occurrence()], today):
        assert 0 <= (today - reminder.planned_on).days <= 3
        assert (reminder.moment is Moment.BEFORE) == (today < TODAY)


def test_a_moved_last_day_gives_reminders_of_its_own():
    first = reminders_due([occurrence()], TODAY)
    moved = reminders_due([replace(occurrence(), due_on=TODAY + timedelta(days=14))], TODAY, [first[0].key])
    assert [each.days for each in moved] == [-14]


@pytest.mark.requirement("R000-54")
def test_the_region_sees_all_trusts_dates_side_by_side_and_the_missing_named():
    region = [
        Activity("report", Phase.CHECK, ResultKind.NOTE, "csr_adviser", "rhf", on_day(6, 30)),
        Activity("audit", Phase.CHECK, ResultKind.FINDINGS, "csr_adviser", "rhf"),
    ]
    trusts = ("north", "east", "south")
    choices = [
        Choice("report", "north", when=on_day(5, 12), role="hse_adviser"),
        Choice("audit", "north", when=When(FromMeeting("board", 2))),
        Choice("audit", "east", when=on_day(9, 8)),
        Choice("report", "south", left_out=True),
    ]
    every = [each for trust in trusts for each in plan_year(trust, 2026, held_by(trust, region, choices))]
    audit, report = side_by_side(region, trusts, choices, reversed(every), 2026, TODAY)
    assert [cell.source for cell in report.cells] == [DateSource.OWN, DateSource.REGION, DateSource.REGION]
    assert [cell.role for cell in report.cells] == ["hse_adviser", "csr_adviser", "csr_adviser"]
    assert report.spread == (date(2026, 5, 12), date(2026, 6, 30))
    assert report.missing == ()
    assert audit.missing == ("north", "south")
    assert [cell.waits_for for cell in audit.cells] == [
        (Wait("meeting_not_planned", "board-2"),),
        (),
        (Wait("date_not_set", "audit"),),
    ]
    lines = trust_lines((audit, report), TODAY)
    assert [(line.enterprise, line.late, line.own_dates, line.of_activities) for line in lines] == [
        ("north", 1, 2, 2),
        ("east", 0, 1, 2),
        ("south", 0, 0, 1),
    ]
    assert lines[1].next_due
    assert lines[1].next_due.activity == "report"
    assert lines[2].missing == ("audit",)


def test_a_decision_becomes_actions_once():
    steps = (Step("Close the finding", "ola", date(2026, 6, 1)), Step("Tell the board"))
    decision = Decision("40/23-1", "Noted", TODAY, case="40/23", steps=steps)
    first = actions_from([decision, Decision("40/23-2", "Noted", TODAY)])
    assert [(each.key, each.missing) for each in first] == [
        ("40/23-1/1", ()),
        ("40/23-1/2", ("responsible", "due_on")),
    ]
    assert actions_from([decision], [each.key for each in first]) == ()


def test_a_review_names_what_is_not_gathered_and_none_found_is_known():
    points = [point.code for point in AGENDAS[ReviewKind.MANAGEMENT_REVIEW]]
    assert {"last_decisions", "late_actions", "deviations_and_incidents", "requirements_without_evidence"} < {*points}
    left = not_gathered(ReviewKind.MANAGEMENT_REVIEW, {code: 0 for code in points if code != "resources"})
    assert [point.code for point in left] == ["resources"]
    # Every number of internkontrollforskriften § 5 (2) is on the table.
    cited = {source[-1] for point in AGENDAS[ReviewKind.INTERNAL_CONTROL] for source in point.sources}
    assert cited == set("12345678")
    # Every letter of kvalitetsforskriften § 8 too.
    letters = {
        s[-1] for p in AGENDAS[ReviewKind.MANAGEMENT_REVIEW] for s in p.sources if "kvalitets" in s and "§ 8" in s
    }
    assert letters == set("abcdef")


def test_documents_without_a_decision_and_units_that_have_not_told_are_named():
    assert undecided(["b", "a", "c"], {"a": DocumentDecision.KEEP, "b": None}) == ("b", "c")
    told = (Participation("x", 3, 4), Participation("y", None, 10), Participation("z", 1, 2))
    found = turnout(Event("dilemma_training", TODAY, told))
    assert (found.share, found.untold) == (Fraction(2, 3), ("y",))
    assert turnout(Event("dialogue_meeting", None)).share is None
