"""When an internal control is next due, and how it stands.

Source: internal control under Norwegian health and safety law is systematic and kept in writing; how often a control is
carried out, the enterprise sets itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.dates import add_months


class ControlState(StrEnum):
    """How a control stands. A deviation nobody has corrected comes before the calendar."""

    DEVIATION = "deviation"
    LATE = "late"
    DUE = "due"
    PLANNED = "planned"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Result:
    """What a control showed on a day. `corrected_on` None: what was found wrong stands open."""

    done_on: date
    deviation: bool
    corrected_on: date | None = None


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """How a control stands: the day it is next due, and the last result; None where it was never done."""

    state: ControlState
    due_on: date
    last: Result | None
    open_deviations: int


DUE_WITHIN_DAYS = 30
"""So many days before its day a control is told of as due."""


def next_due(begins_on: date, every_months: int, done: Iterable[date]) -> date:
    """When a control is next due: on the day it begins, then so many months after it was last done."""
    last = max(done, default=None)
    return add_months(last, every_months) if last else begins_on


def control_standing(
    begins_on: date, every_months: int, ended_on: date | None, results: Iterable[Result], today: date
) -> ControlStanding:
    """How a control stands today: first due on the day it begins, then so many months after it was last done."""
    done = sorted((each for each in results if each.done_on <= today), key=lambda each: each.done_on)
    last = done[-1] if done else None
    due_on = next_due(begins_on, every_months, [each.done_on for each in done])
    still_open = sum(each.deviation and each.corrected_on is None for each in done)
    if ended_on is not None and ended_on < today:
        state = ControlState.ENDED
    elif still_open:
        state = ControlState.DEVIATION
    elif due_on < today:
        state = ControlState.LATE
    elif (due_on - today).days <= DUE_WITHIN_DAYS:
        state = ControlState.DUE
    else:
        state = ControlState.PLANNED
    return ControlStanding(state, due_on, last, still_open)
