"""When an activity falls: a day of the year, a body's meeting or the end of a period, and so many days from it.

A point is a value, not a day: it becomes a day once the year and its meetings are known, and waits until then.
Days count from the anchor, which is not counted itself. Working days leave out Saturdays, Sundays and the public
holidays of :mod:`samsvar.core.rules.holidays`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samsvar.core.rules.dates import add_months
from samsvar.core.rules.holidays import add_working_days, is_working_day, working_day_not_after, working_days_before


class Unit(StrEnum):
    """What a distance is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class Side(StrEnum):
    """On which side of its anchor a day lies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Distance:
    """So many units before or after: `Distance(14, Unit.DAYS, Side.BEFORE)`. None at all is the anchor's own day."""

    count: int = 0
    unit: Unit = Unit.DAYS
    side: Side = Side.AFTER

    def from_day(self, day: date) -> date:
        """The day that lies so far from `day`. Raises OverflowError outside the calendar."""
        if self.count <= 0:
            return day
        before = self.side is Side.BEFORE
        if self.unit is Unit.WORKING_DAYS:
            return working_days_before(day, self.count) if before else add_working_days(day, self.count)
        signed = -self.count if before else self.count
        if self.unit is Unit.MONTHS:
            return add_months(day, signed)
        return day + timedelta(days=signed * (7 if self.unit is Unit.WEEKS else 1))


class Period(StrEnum):
    """Parts of a year that end: its tertials end on 30 April, 31 August and 31 December."""

    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS_IN = {Period.MONTH: 1, Period.QUARTER: 3, Period.TERTIAL: 4, Period.HALF_YEAR: 6, Period.YEAR: 12}


def periods_in_year(period: Period) -> int:
    """How many such periods a year has."""
    return 12 // MONTHS_IN[period]


def period_ends_on(period: Period, number: int, year: int) -> date:
    """The last day of the period that is number `number` (from 1) of the year. Raises ValueError where it has none."""
    if not 1 <= number <= periods_in_year(period):
        raise ValueError("the year has no such period")
    return last_of_month(year, number * MONTHS_IN[period])


def last_of_month(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of the wheel's year (`years` later or, negative, earlier). `day` None: the last of the month.

    A day that the month lacks is its last: 29 February is 28 February in most years.
    """

    month: int
    day: int | None
    years: int = 0

    def in_year(self, year: int) -> date:
        """The day in the wheel of `year`. Raises ValueError for a month or day that no year has."""
        last = last_of_month(year + self.years, self.month)
        return last if self.day is None else last.replace(day=min(self.day, last.day))

    def is_possible(self) -> bool:
        """Whether some year has the day."""
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= monthrange(2024, self.month)[1])


@dataclass(frozen=True, slots=True)
class FromMeeting:
    """A distance from a body's meeting. `number` is the meeting's in its year; None: from each meeting of the year.

    "The second board meeting of the year" is `FromMeeting("board", 2)`; "14 days before the AMU meeting" is
    `FromMeeting("amu", None, Distance(14, Unit.DAYS, Side.BEFORE))`.
    """

    body: str
    number: int | None = None
    distance: Distance = Distance()


@dataclass(frozen=True, slots=True)
class FromPeriodEnd:
    """A distance from the last day of a period of the wheel's year (`years` later or earlier); None: of each one."""

    period: Period
    number: int | None = None
    distance: Distance = Distance()
    years: int = 0


class Edge(StrEnum):
    """Which end of another activity a day hangs on."""

    OPENS = "opens"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class FromActivity:
    """A distance from another activity of the same enterprise and year."""

    activity: str
    edge: Edge = Edge.DUE
    distance: Distance = Distance()


Point = DayOfYear | FromMeeting | FromPeriodEnd | FromActivity


class OnFreeDay(StrEnum):
    """What happens to a day that is no working day: it stands, or the nearest working day before or after is taken."""

    STANDS = "stands"
    BEFORE = "before"
    AFTER = "after"

    def settled(self, day: date) -> date:
        """The day that is meant."""
        if self is OnFreeDay.BEFORE:
            return working_day_not_after(day)
        return day if self is OnFreeDay.STANDS or is_working_day(day) else add_working_days(day, 1)


@dataclass(frozen=True, slots=True)
class When:
    """The last day of an activity, and the first where it lasts longer than a day. A law's day stands on a free day."""

    due: Point
    opens: Point | None = None
    on_free_day: OnFreeDay = OnFreeDay.STANDS

    @property
    def points(self) -> tuple[Point, ...]:
        """Both points, the first day's last."""
        return (self.due,) if self.opens is None else (self.due, self.opens)


def on_day(month: int, day: int) -> When:
    """On one fixed day of every year."""
    return When(DayOfYear(month, day))


def between(opens: tuple[int, int], due: tuple[int, int]) -> When:
    """A fixed period, both ends (month, day) in it. Where the end comes first in the year, it is the next year's."""
    return When(DayOfYear(*due, years=int(due < opens)), DayOfYear(*opens))


def in_month(month: int) -> When:
    """Some time in a month."""
    return When(DayOfYear(month, None), DayOfYear(month, 1))
