"""Complaints: how a case goes, what was promised, what may be published, and the eight criteria."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.complaints import (
    MOVES,
    OPEN,
    SMALLEST_SHOWN,
    Case,
    Checked,
    Criterion,
    Met,
    Outcome,
    Promise,
    Status,
    Topic,
    lacking_in,
    may_conclude,
    may_move,
    next_deadline,
    numbers_of,
    publishable,
)

RECEIVED = date(2025, 3, 3)
CASE = Case(Status.RECEIVED, Topic.WAGES, RECEIVED)
PROMISE = Promise(first_answer_days=14, conclusion_days=90)


def test_every_status_says_where_it_may_go_and_an_ended_case_can_be_taken_up_again() -> None:
    assert set(MOVES) == set(Status)
    for ended in set(Status) - OPEN:
        assert MOVES[ended] == {Status.IN_DIALOGUE}
    assert may_move(Status.RECEIVED, Status.PASSED_ON)
    assert not may_move(Status.CONCLUDED, Status.WITHDRAWN)


def test_the_first_answer_is_owed_and_then_the_conclusion() -> None:
    first = next_deadline(CASE, PROMISE)
    assert first is not None
    assert (first.reason, first.due_on) == ("first_answer", date(2025, 3, 17))
    answered = Case(Status.IN_DIALOGUE, Topic.WAGES, RECEIVED, answered_on=RECEIVED)
    then = next_deadline(answered, PROMISE)
    assert then is not None
    assert (then.reason, then.due_on) == ("conclusion", date(2025, 6, 1))
    assert next_deadline(Case(Status.WITHDRAWN, Topic.WAGES, RECEIVED), PROMISE) is None


@pytest.mark.parametrize(
    ("case", "outcome", "conclusion", "told", "reasons"),
    [
        (CASE, "upheld", "We found that …", True, ()),
        (CASE, "", "", False, ("no_outcome", "no_conclusion", "complainant_not_told")),
        (CASE, "upheld", "  ", True, ("no_conclusion",)),
        (Case(Status.CONCLUDED, Topic.WAGES, RECEIVED), "upheld", "Words.", True, ("ended",)),
    ],
)
def test_a_case_is_concluded_with_an_outcome_in_words_that_the_complainant_hears(
    case: Case, outcome: str, conclusion: str, told: bool, reasons: tuple[str, ...]
) -> None:
    decision = may_conclude(case, outcome, conclusion, told)
    assert (decision.allowed, decision.reasons) == (not reasons, reasons)


def test_the_years_numbers_count_what_was_received_in_it() -> None:
    cases = [
        (Case(Status.CONCLUDED, Topic.WAGES, RECEIVED, RECEIVED + timedelta(days=4), date(2025, 4, 2)), Outcome.UPHELD),
        (Case(Status.IN_DIALOGUE, Topic.WAGES, RECEIVED, RECEIVED + timedelta(days=20)), ""),
        (Case(Status.RECEIVED, Topic.HOUSING, date(2025, 5, 1)), ""),
        (Case(Status.RECEIVED, Topic.HOUSING, date(2024, 12, 31)), ""),
    ]
    found = numbers_of(cases, 2025, PROMISE, today=date(2025, 5, 15))
    assert (found.received, found.ended, found.open_at_end) == (3, 1, 2)
    assert (found.answered_in_time, found.answered_late) == (1, 1)
    assert (found.days_to_answer, found.days_to_end) == (12.0, 30.0)
    assert found.by_topic == {"wages": 2, "housing": 1}
    assert found.by_outcome == {"upheld": 1}
    late = numbers_of(cases, 2025, PROMISE, today=date(2025, 5, 16))
    assert late.answered_late == 2


def test_a_year_without_complaints_has_no_medians() -> None:
    found = numbers_of([], 2025, PROMISE)
    assert (found.received, found.days_to_answer, found.days_to_end) == (0, None, None)


def test_few_complaints_are_told_of_only_as_few() -> None:
    assert publishable({"wages": 3, "housing": 1}).total is None
    assert publishable({}).total == 0


def test_a_small_part_takes_the_smallest_shown_with_it() -> None:
    found = publishable({"wages": 12, "housing": 6, "environment": 2})
    assert (found.total, found.shown, found.rest) == (20, (("wages", 12),), 8)


COUNTS = st.dictionaries(st.sampled_from([topic.value for topic in Topic]), st.integers(0, 20), max_size=12)


@given(COUNTS)
def test_no_small_number_can_be_read_or_worked_out(parts: dict[str, int]) -> None:
    found = publishable(parts)
    if found.total is None:
        assert not found.shown
        return
    assert found.total == sum(count for _, count in found.shown) + found.rest
    told = [count for _, count in found.shown] + ([found.rest] if found.rest else [])
    for size in range(1, len(told) + 1):
        for some in combinations(told, size):
            assert sum(some) == 0 or sum(some) >= SMALLEST_SHOWN
            left = found.total - sum(some)
            assert left == 0 or left >= SMALLEST_SHOWN
    assert all(parts[name] == count for name, count in found.shown)


@given(COUNTS, st.randoms())
def test_the_order_of_the_parts_changes_nothing(parts: dict[str, int], random: object) -> None:
    names = list(parts)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert publishable({name: parts[name] for name in names}) == publishable(parts)


def test_all_eight_criteria_are_asked_and_unjudged_is_neither_yes_nor_no() -> None:
    assert len(Criterion) == 8
    assert set(lacking_in([]).values()) == {"not_judged"}
    assert lacking_in([Checked(Criterion.LEGITIMATE, None, "x", "y")])[Criterion.LEGITIMATE] == "not_judged"


@pytest.mark.parametrize(
    ("checked", "lacks"),
    [
        (Checked(Criterion.ACCESSIBLE, Met.YES, "The form is open to all."), None),
        (Checked(Criterion.ACCESSIBLE, Met.YES), "nothing_shows_it"),
        (Checked(Criterion.ACCESSIBLE, Met.PARTLY, "The form."), "no_plan"),
        (Checked(Criterion.ACCESSIBLE, Met.NO), "no_plan"),
        (Checked(Criterion.ACCESSIBLE, Met.NO, plan="Translate the form."), None),
    ],
)
def test_a_criterion_says_what_shows_it_and_what_is_to_be_done(checked: Checked, lacks: str | None) -> None:
    assert lacking_in([checked]).get(Criterion.ACCESSIBLE) == lacks
