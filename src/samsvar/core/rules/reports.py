"""Reports due: when each is wanted, how it stands, and which step may be taken from where.

A report is wanted for each period of its kind. Late is worked out from the day and never stored; a report handed in or
accepted is late no more, one sent back is until it is handed in again.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samsvar.core.rules.indicators.periods import Period, PeriodKind


class State(StrEnum):
    """What a report has become. One that nobody has begun has none."""

    BEGUN = "begun"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REOPENED = "reopened"


class Standing(StrEnum):
    """How a report stands on a day, what must be done first."""

    LATE = "late"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    BEGUN = "begun"
    NOT_BEGUN = "not_begun"
    ACCEPTED = "accepted"


class Act(StrEnum):
    """A step on the report's way."""

    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    REOPEN = "reopen"
    PUBLISH = "publish"
    INFORM = "inform"


OPEN = frozenset({State.BEGUN, State.RETURNED, State.REOPENED})
"""Where the text may be changed and the report handed in."""

WAY = frozenset({Act.SUBMIT, Act.RETURN, Act.ACCEPT, Act.REOPEN})
"""The steps that make the report another's to act on."""

_FROM = {
    Act.WRITE: OPEN,
    Act.SUBMIT: OPEN,
    Act.RETURN: frozenset({State.SUBMITTED}),
    Act.ACCEPT: frozenset({State.SUBMITTED}),
    Act.REOPEN: frozenset({State.ACCEPTED}),
    Act.PUBLISH: frozenset({State.ACCEPTED}),
    Act.INFORM: frozenset({State.ACCEPTED}),
}
_WITH_REASON = frozenset({Act.RETURN, Act.REOPEN})


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody's wish to take a step. `by` and `submitted_by` are keys of persons, empty for nobody known."""

    act: Act
    by: str = ""
    reason: str = ""
    submitted_by: str = ""
    is_over: bool = True
    published: bool = False


def obstacles(state: State, attempt: Attempt) -> tuple[str, ...]:
    """Why the step may not be taken; empty where it may.

    `no_such_step`, `no_reason`, `period_not_over`, `same_person` (who handed in does not accept), `not_published` (one
    tells of what is public).
    """
    found = []
    if state not in _FROM[attempt.act]:
        found.append("no_such_step")
    if attempt.act in _WITH_REASON and not attempt.reason.strip():
        found.append("no_reason")
    if attempt.act is Act.SUBMIT and not attempt.is_over:
        found.append("period_not_over")
    if attempt.act is Act.ACCEPT and attempt.by and attempt.by == attempt.submitted_by:
        found.append("same_person")
    if attempt.act is Act.INFORM and not attempt.published:
        found.append("not_published")
    return tuple(found)


class HiddenFor(StrEnum):
    """Why a figure that a report was handed in with is told no more."""

    FEW = "few"
    TELLING = "telling"


def why_hidden(*, masked: bool, unchanged: bool, hides_beneath: bool) -> HiddenFor | None:
    """Why a figure kept in a report must not be told now; None where it may.

    `few`: the same figure is masked where it is shown now, by `indicators.masking`. `telling`: another figure is shown
    now, and something beneath it is hidden: what came between the two may be that alone, and their difference would
    tell it. A kept figure that equals the one shown tells nothing that page does not.
    """
    if masked:
        return HiddenFor.FEW
    return HiddenFor.TELLING if hides_beneath and not unchanged else None


def due_on(period: Period, days: int, in_wheel: date | None = None) -> date:
    """The last day: the enterprise's own in the wheel where it has one, else so many days after the period."""
    return in_wheel or period.last_day + timedelta(days=days)


def period_due(kind: PeriodKind, period: Period, today: date) -> Period:
    """The period that a kind's report is of when another is looked at: its own, or the one before where it still runs.

    A tertial's report for a year is that of the tertial the year ends with.
    """
    if kind is period.kind:
        return period
    if kind is PeriodKind.YEAR:
        own = period.within(kind)
    else:
        parts = [part for part in period.parts(kind) if part.is_over(today)]
        own = parts[-1] if parts else period.parts(kind)[0]
    return own if own.is_over(today) else own.previous()


def standing_of(state: State | None, due: date, today: date) -> Standing:
    """How a report stands; `state` None: nobody has begun it."""
    if state is State.ACCEPTED:
        return Standing.ACCEPTED
    if state is State.SUBMITTED:
        return Standing.SUBMITTED
    if today > due:
        return Standing.LATE
    if state is State.RETURNED:
        return Standing.RETURNED
    return Standing.NOT_BEGUN if state is None else Standing.BEGUN


def tally(standings: Iterable[Standing]) -> Counter[Standing]:
    """How many stand how."""
    return Counter(standings)
