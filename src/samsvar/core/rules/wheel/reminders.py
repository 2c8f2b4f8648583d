"""Which reminders of occurrences go on a day: before, on and after the last day, each once, none when all is done.

The days are our own choice, no law's; the enterprise may set others.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samsvar.core.rules.wheel.occurrences import Occurrence, State


class Moment(StrEnum):
    """When a reminder goes, seen from the last day."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"


#: Days from the last day: two weeks and two days before, on the day, the day and a week after.
USUAL_DAYS = (-14, -2, 0, 1, 7)
#: What was not sent while nothing ran is sent this many days late, not later.
GRACE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder. `key` names it, so that it is never sent twice; a moved last day gives new ones."""

    occurrence: str
    due_on: date
    days: int

    @property
    def key(self) -> str:
        """Its name for good: what is kept once it is sent."""
        return f"{self.occurrence}@{self.due_on.isoformat()}{self.days:+d}"

    @property
    def planned_on(self) -> date:
        """The day it was meant for."""
        return self.due_on + timedelta(days=self.days)

    @property
    def moment(self) -> Moment:
        """Whether it goes before, on or after the last day."""
        return Moment.ON if not self.days else Moment.BEFORE if self.days < 0 else Moment.AFTER


def reminders_due(
    occurrences: Iterable[Occurrence], today: date, sent: Collection[str] = (), days: Collection[int] = USUAL_DAYS
) -> tuple[Reminder, ...]:
    """What goes today, at most one an occurrence, by last day and key; `sent` are the keys of what has gone.

    Days that went by while nothing ran give the latest one only, and none that is more than three days late or that
    would speak of the last day as ahead when it has come. Done, cancelled, withdrawn and undated ones are left alone.
    """
    latest = (_latest(each, today, days) for each in occurrences if each.state in (State.NOT_BEGUN, State.UNDER_WAY))
    due = {each.key: each for each in latest if each and each.key not in frozenset(sent)}
    return tuple(sorted(due.values(), key=lambda each: (each.due_on, each.key)))


def _latest(each: Occurrence, today: date, days: Collection[int]) -> Reminder | None:
    if each.due_on is None:
        return None
    past = [number for number in days if number <= (today - each.due_on).days]
    if not past:
        return None
    found = Reminder(each.key, each.due_on, max(past))
    is_stale = found.moment is not Moment.AFTER and today > each.due_on
    is_over = found.moment is Moment.BEFORE and today == each.due_on
    return None if is_stale or is_over or (today - found.planned_on).days > GRACE_DAYS else found
