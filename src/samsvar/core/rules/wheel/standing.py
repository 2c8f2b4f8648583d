"""How an occurrence stands on a day, by when it must be done, and the order in which a reader meets them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.wheel.occurrences import Occurrence, State


class Standing(StrEnum):
    """In the order in which they are read: what is late first."""

    LATE = "late"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"
    DONE = "done"
    CANCELLED = "cancelled"
    BEFORE = "before"


_BY_STATE = {
    State.DONE: Standing.DONE,
    State.CANCELLED: Standing.CANCELLED,
    State.WITHDRAWN: Standing.CANCELLED,
    State.BEFORE: Standing.BEFORE,
    State.UNDER_WAY: Standing.UNDER_WAY,
    State.NOT_BEGUN: Standing.NOT_BEGUN,
}


def standing_of(each: Occurrence, today: date) -> Standing:
    """How it stands: late when its last day has passed and nobody has done or cancelled it. Without a day, never."""
    standing = _BY_STATE[each.state]
    is_open = standing in (Standing.UNDER_WAY, Standing.NOT_BEGUN)
    return Standing.LATE if is_open and each.due_on and today > each.due_on else standing


@dataclass(frozen=True, slots=True)
class ByWhen:
    """`days_left` to the last day, negative after it; None where no day is known or nothing is owed any more.

    `should_have_begun`: its first day has come and nobody has begun. `done_late_by`: days after the last, None in time.
    """

    standing: Standing
    due_on: date | None
    days_left: int | None
    should_have_begun: bool
    done_late_by: int | None


def by_when(each: Occurrence, today: date) -> ByWhen:
    """What there is to say of its time."""
    standing = standing_of(each, today)
    owed = standing in (Standing.LATE, Standing.UNDER_WAY, Standing.NOT_BEGUN)
    left = (each.due_on - today).days if owed and each.due_on else None
    begun = each.state is not State.NOT_BEGUN
    over = (each.done_on - each.due_on).days if each.done_on and each.due_on else 0
    should = bool(not begun and each.opens_on and each.opens_on <= today)
    return ByWhen(standing, each.due_on, left, should, over if over > 0 else None)


def in_reading_order(occurrences: Iterable[Occurrence], today: date) -> tuple[Occurrence, ...]:
    """Late (longest first), under way, not begun (soonest first, undated last), done, cancelled, before it
    counted. Withdrawn are not shown."""
    order = list(Standing)
    shown = (each for each in occurrences if each.state is not State.WITHDRAWN)
    return tuple(
        sorted(shown, key=lambda each: (order.index(standing_of(each, today)), each.due_on or date.max, each.key))
    )


def tally(occurrences: Iterable[Occurrence], today: date) -> Counter[Standing]:
    """How many stand where, the withdrawn left out."""
    return Counter(standing_of(each, today) for each in in_reading_order(occurrences, today))
