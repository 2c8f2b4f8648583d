"""Occurrences of a year: each activity of one enterprise placed on its days, and how far each has come.

Computing again with what was computed changes nothing. What hangs on a meeting follows it, unless the occurrence is
done, cancelled or fixed by hand. A day that cannot be known yet is None, and the occurrence says what it waits for.
What is due before the day from which its activity counts is `BEFORE`: it was never owed, so it is never late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from graphlib import TopologicalSorter

from samsvar.core.rules.wheel.activities import Activity, anchors_of, cycles_in
from samsvar.core.rules.wheel.meetings import Meeting
from samsvar.core.rules.wheel.timing import (
    DayOfYear,
    Edge,
    FromActivity,
    FromMeeting,
    FromPeriodEnd,
    Period,
    Point,
    When,
    period_ends_on,
    periods_in_year,
)


class State(StrEnum):
    """What is recorded. `WITHDRAWN` and `BEFORE` are ours: what it hung on is gone, and it comes back if that does; its
    last day lies before the activity counts, and it is owed again if either day moves past the other."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    BEFORE = "before"


MOVES: Mapping[State, frozenset[State]] = {
    State.NOT_BEGUN: frozenset({State.UNDER_WAY, State.DONE, State.CANCELLED}),
    State.UNDER_WAY: frozenset({State.NOT_BEGUN, State.DONE, State.CANCELLED}),
    State.DONE: frozenset({State.UNDER_WAY}),
    State.CANCELLED: frozenset({State.NOT_BEGUN}),
    State.WITHDRAWN: frozenset(),
    State.BEFORE: frozenset({State.DONE}),
}


def may_move(now: State, to: State) -> bool:
    """Whether a person may take an occurrence from `now` to `to`; what was done may be opened again."""
    return to in MOVES[now]


@dataclass(frozen=True, slots=True)
class Wait:
    """What a day waits for: a code and the body, meeting (`board-2`) or activity it is about.

    `date_not_set`, `meeting_not_planned`, `meeting_not_dated`, `meeting_cancelled`, `activity_not_held`,
    `activity_not_dated`, `activity_cancelled`, `cycle`, `impossible_day`; `opens_after_due`: only the first day is
    unknown, since it would come after the last.
    """

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an activity is held. Both days are in it; None is unknown. `slot` tells occurrences of one
    activity apart (`amu-2`, `tertial-1`) and stays when days move. `fixed`: a person has set its days.

    `sequence` counts the changes that calendars must be told of.
    """

    enterprise: str
    activity: str
    year: int
    slot: str = ""
    opens_on: date | None = None
    due_on: date | None = None
    waits_for: tuple[Wait, ...] = ()
    state: State = State.NOT_BEGUN
    done_on: date | None = None
    fixed: bool = False
    sequence: int = 0

    @property
    def key(self) -> str:
        """Its name for good: the same for every computing of the same year."""
        return ":".join((self.enterprise, self.activity, str(self.year), *([self.slot] if self.slot else ())))

    @property
    def stands(self) -> bool:
        """Whether its days are kept as they are, whatever moves."""
        return self.fixed or self.state in (State.DONE, State.CANCELLED)

    def touches(self, year: int) -> bool:
        """Whether any of its known days is in the calendar year: a wheel shows those of the years around it too."""
        first, last = self.opens_on or self.due_on, self.due_on or self.opens_on
        return bool(first and last and first.year <= year <= last.year)


def plan_year(
    enterprise: str,
    year: int,
    activities: Sequence[Activity],
    meetings: Iterable[Meeting] = (),
    kept: Iterable[Occurrence] = (),
) -> tuple[Occurrence, ...]:
    """All occurrences of one enterprise and year, by key, from its activities as held, its meetings and what it has.

    Of `kept` only the enterprise's own of this year count. None of them is ever left out: what nothing asks for any
    more is withdrawn unless somebody has touched it. The order of all that is given changes nothing. Activities with
    faults are placed as far as they can be.
    """
    had = {each.key: each for each in kept if (each.enterprise, each.year) == (enterprise, year)}
    held = {each.code: each for each in sorted(activities, key=lambda each: each.code) if each.holds_in(year)}
    placing = _Placing(enterprise, year, held, tuple(meetings), had)
    wanted = placing.all()
    gone = {key: _withdrawn(each) for key, each in had.items() if key not in wanted}
    return tuple(sorted({**gone, **wanted}.values(), key=lambda each: each.key))


def _withdrawn(each: Occurrence) -> Occurrence:
    if each.fixed or each.state not in (State.NOT_BEGUN, State.BEFORE):
        return each
    return replace(each, state=State.WITHDRAWN, sequence=each.sequence + 1)


def _counted(each: Occurrence, activity: Activity) -> Occurrence:
    """As the day from which the activity counts has it: what is open and due before is no longer owed, and comes back
    as not begun where it is due after all."""
    first, due = activity.counts_from, each.due_on
    is_before = bool(first and due and due < first)
    if is_before and each.state in (State.NOT_BEGUN, State.UNDER_WAY):
        return replace(each, state=State.BEFORE)
    return replace(each, state=State.NOT_BEGUN) if each.state is State.BEFORE and not is_before else each


class _Placing:
    """One year's days. `placed` holds, by (activity, slot), what later ones may hang on."""

    def __init__(
        self,
        enterprise: str,
        year: int,
        held: Mapping[str, Activity],
        meetings: Sequence[Meeting],
        had: Mapping[str, Occurrence],
    ) -> None:
        self.enterprise, self.year, self.held, self.had = enterprise, year, held, had
        self.meetings: dict[str, dict[int, Meeting]] = {}
        for meeting in sorted(meetings, key=lambda m: (m.held_on or date.max, m.cancelled)):
            if meeting.year == year and meeting.number is not None:
                self.meetings.setdefault(meeting.body, {}).setdefault(meeting.number, meeting)
        self.placed: dict[tuple[str, str], Occurrence] = {}
        self.slots: dict[str, tuple[str, ...]] = {}

    def all(self) -> dict[str, Occurrence]:
        """Every occurrence that the activities ask for, by key."""
        circling = {code for ring in cycles_in(self.held.values()) for code in ring}
        order = TopologicalSorter(
            {code: (anchors_of(each) & self.held.keys()) - circling for code, each in self.held.items()}
        )
        for code in order.static_order():
            in_cycle = code in circling
            self.slots[code] = ("",) if in_cycle else self._slots_of(self.held[code].when)
            for slot in self.slots[code]:
                self.placed[code, slot] = self._occurrence(self.held[code], slot, in_cycle)
        return {each.key: each for each in self.placed.values()}

    def _slots_of(self, when: When | None) -> tuple[str, ...]:
        match when.due if when else None:
            case FromMeeting(body, None):
                numbers = sorted(self.meetings.get(body, ()))
                return tuple(f"{body}-{number}" for number in numbers) or ("",)
            case FromPeriodEnd(Period() as period, None):
                return tuple(f"{period}-{number}" for number in range(1, periods_in_year(period) + 1))
            case FromActivity(activity):
                return self.slots.get(activity, ("",))
        return ("",)

    def _occurrence(self, activity: Activity, slot: str, in_cycle: bool) -> Occurrence:
        fresh = Occurrence(self.enterprise, activity.code, self.year, slot)
        former = self.had.get(fresh.key)
        if former and former.stands:
            return _counted(former, activity)
        due, opens, waits = self._days(activity, slot, in_cycle)
        now = replace(former or fresh, opens_on=opens, due_on=due, waits_for=waits)
        if former is None:
            return _counted(now, activity)
        if returns := former.state is State.WITHDRAWN:
            now = replace(now, state=State.NOT_BEGUN)
        moved = returns or (now.opens_on, now.due_on) != (former.opens_on, former.due_on)
        return _counted(replace(now, sequence=former.sequence + moved), activity)

    def _days(self, activity: Activity, slot: str, in_cycle: bool) -> tuple[date | None, date | None, tuple[Wait, ...]]:
        when = activity.when
        if in_cycle or when is None:
            return None, None, (Wait("cycle", activity.code) if in_cycle else Wait("date_not_set", activity.code),)
        due = self._day(when.due, slot, when)
        opens = due if when.opens is None else self._day(when.opens, slot, when)
        waits = tuple(dict.fromkeys(each for each in (due, opens) if isinstance(each, Wait)))
        last = due if isinstance(due, date) else None
        first = opens if isinstance(opens, date) else None
        if first and last and first > last:
            return last, None, (Wait("opens_after_due", activity.code),)
        return last, first, waits

    def _day(self, point: Point, slot: str, when: When) -> date | Wait:
        try:
            found = self._anchor(point, slot)
            if isinstance(found, Wait):
                return found
            far = found if isinstance(point, DayOfYear) else point.distance.from_day(found)
            return when.on_free_day.settled(far)
        except (ValueError, OverflowError):
            return Wait("impossible_day")

    def _anchor(self, point: Point, slot: str) -> date | Wait:
        match point:
            case DayOfYear():
                return point.in_year(self.year)
            case FromMeeting(body, number):
                return self._meeting(body, number or _number_in(slot, body))
            case FromPeriodEnd(period, number, _, years):
                return period_ends_on(period, number or _number_in(slot, period) or 0, self.year + years)
            case FromActivity(activity, edge):
                return self._activity(activity, edge, slot)

    def _meeting(self, body: str, number: int | None) -> date | Wait:
        if number is None:
            return Wait("meeting_not_planned", body)
        meeting = self.meetings.get(body, {}).get(number)
        name = f"{body}-{number}"
        if meeting is None:
            return Wait("meeting_not_planned", name)
        if meeting.cancelled:
            return Wait("meeting_cancelled", name)
        return meeting.held_on or Wait("meeting_not_dated", name)

    def _activity(self, code: str, edge: Edge, slot: str) -> date | Wait:
        anchor = self.placed.get((code, slot)) or self.placed.get((code, ""))
        if code not in self.held:
            return Wait("activity_not_held", code)
        if anchor and anchor.state is State.CANCELLED:
            return Wait("activity_cancelled", code)
        day = (anchor.due_on if edge is Edge.DUE else anchor.opens_on) if anchor else None
        return day or Wait("activity_not_dated", code)


def _number_in(slot: str, name: str) -> int | None:
    """The number that a slot (`board-2`) gives the body or period of the name; None where it is of another."""
    of, _, number = slot.rpartition("-")
    return int(number) if of == name else None


def set_by_hand(each: Occurrence, opens_on: date | None, due_on: date) -> Occurrence:
    """The occurrence on days that a person has set, which no meeting moves. Raises ValueError for a first day after
    the last."""
    if opens_on and opens_on > due_on:
        raise ValueError("the first day comes after the last")
    days = (opens_on or due_on, due_on)
    moved = days != (each.opens_on, each.due_on)
    return replace(each, opens_on=days[0], due_on=due_on, waits_for=(), fixed=True, sequence=each.sequence + int(moved))


def moved_to(each: Occurrence, state: State, on: date) -> Occurrence:
    """The occurrence in another state on the day `on`. Raises ValueError for a move that is not allowed."""
    if not may_move(each.state, state):
        raise ValueError("no such move")
    told = State.CANCELLED in (state, each.state)
    done_on = on if state is State.DONE else None
    return replace(each, state=state, done_on=done_on, sequence=each.sequence + told)


def fixed_day_passed(activity: Activity, each: Occurrence) -> date | None:
    """The law's day that the occurrence's last day comes after; None where it does not, or no day is fixed or known.

    `activity` is the region's own: a trust may set an earlier day of what is fixed, and is told of a later one.
    """
    due = activity.when.due if activity.when else None
    if not activity.fixed or not isinstance(due, DayOfYear) or each.due_on is None:
        return None
    fixed = due.in_year(each.year)
    return fixed if each.due_on > fixed else None


@dataclass(frozen=True, slots=True)
class Changes:
    """What computing anew has done, for the trail and for those who must be told: each by key, as it is now."""

    created: tuple[Occurrence, ...]
    moved: tuple[tuple[Occurrence, Occurrence], ...]
    withdrawn: tuple[Occurrence, ...]
    returned: tuple[Occurrence, ...]

    def __bool__(self) -> bool:
        return bool(self.created or self.moved or self.withdrawn or self.returned)


def changes_between(former: Iterable[Occurrence], now: Iterable[Occurrence]) -> Changes:
    """What is new, what has other days or waits for something else (before, after), what was withdrawn or came back."""
    had = {each.key: each for each in former}
    ordered = sorted(now, key=lambda each: each.key)
    known = [(had[each.key], each) for each in ordered if each.key in had]
    gone = State.WITHDRAWN
    return Changes(
        created=tuple(each for each in ordered if each.key not in had),
        moved=tuple((old, new) for old, new in known if _days_of(old) != _days_of(new) and gone not in (new.state,)),
        withdrawn=tuple(new for old, new in known if new.state is gone and old.state is not gone),
        returned=tuple(new for old, new in known if old.state is gone and new.state is not gone),
    )


def _days_of(each: Occurrence) -> tuple[date | None, date | None, tuple[Wait, ...]]:
    return each.opens_on, each.due_on, each.waits_for
