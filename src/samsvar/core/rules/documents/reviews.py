"""When documents are next reviewed, and what the yearly review must take up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.dates import add_months
from samsvar.core.rules.documents.validity import Standing


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """How often a document is reviewed, from a day on (None: always so). `rests_on`: the document that says it.

    `whole_years`: counted in calendar years, as a yearly board case is: due by 31 December of the year, whatever day
    the last one was.
    """

    months: int
    from_on: date | None = None
    rests_on: str = ""
    whole_years: bool = False


class ReviewState(StrEnum):
    """How a review stands. Unknown: there is a rule, but no day to count from."""

    PLANNED = "planned"
    DUE = "due"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NextReview:
    """When a document is next reviewed, by which rule. `due_on` None where no day is known to count from."""

    due_on: date | None
    rule: ReviewRule
    state: ReviewState


def rule_on(rules: Iterable[ReviewRule], day: date) -> ReviewRule | None:
    """The rule that holds on a day: the latest begun. None before the first, and where there is none."""
    begun = [rule for rule in rules if (rule.from_on or date.min) <= day]
    return max(begun, key=lambda rule: rule.from_on or date.min, default=None)


def next_review(
    rules: Iterable[ReviewRule], last_on: date | None, today: date, gathered_by: date | None = None
) -> NextReview | None:
    """The next review, counted from the last one (or, where there was none yet, from the adoption) by today's rule.

    A confirmation without a new version is a review too. `gathered_by`: the day of the meeting that reviews documents;
    what falls due by then is due now. None: no rule, so no review is owed.
    """
    rule = rule_on(rules, today)
    if rule is None:
        return None
    if last_on is None:
        return NextReview(None, rule, ReviewState.UNKNOWN)
    due_on = add_months(last_on, rule.months)
    if rule.whole_years:
        due_on = date(due_on.year, 12, 31)
    if due_on < today:
        return NextReview(due_on, rule, ReviewState.LATE)
    due = due_on <= (gathered_by or today)
    return NextReview(due_on, rule, ReviewState.DUE if due else ReviewState.PLANNED)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document in force with its rules and the day it was last reviewed or adopted."""

    document_id: str
    rules: tuple[ReviewRule, ...]
    last_on: date | None
    standing: Standing = Standing.IN_FORCE


def due_at_meeting(documents: Iterable[Reviewed], meeting_on: date, today: date) -> tuple[tuple[str, NextReview], ...]:
    """What the yearly review must take up at a meeting: late, due by then, or with no day known; most pressing first.

    Documents that are replaced or withdrawn are left out.
    """
    found = (
        (each.document_id, next_review(each.rules, each.last_on, today, meeting_on))
        for each in documents
        if each.standing is Standing.IN_FORCE
    )
    due = [(name, review) for name, review in found if review and review.state is not ReviewState.PLANNED]
    return tuple(sorted(due, key=lambda each: (each[1].due_on or date.min, each[0])))


class ReviewDecision(StrEnum):
    """What a review decides of a document."""

    KEEP = "keep"
    CHANGE = "change"
    WITHDRAW = "withdraw"


def undecided(due: Iterable[tuple[str, NextReview]], decided: Mapping[str, ReviewDecision]) -> tuple[str, ...]:
    """The documents due that the review has said nothing of; it may not be closed before there are none."""
    return tuple(name for name, _ in due if name not in decided)
