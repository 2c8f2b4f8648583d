"""Days and deadlines as Norwegians count them.

A day is a date in Europe/Oslo; an instant is timezone-aware and stored in UTC. Nothing here reads the clock.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def oslo_day(instant: datetime) -> date:
    """The day in Oslo on which an instant falls. Raises ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(OSLO).date()


def day_starts_at(day: date) -> datetime:
    """The instant (UTC) at which a day begins in Oslo."""
    return datetime.combine(day, time(), tzinfo=OSLO).astimezone(UTC)


def came_at(day: date, at: datetime) -> datetime:
    """The instant (UTC) to write down for what came on a day without an hour: noon in Oslo, or `at` where that is
    earlier on the same day. A day that has not begun at `at` keeps its noon, so that it is seen to lie ahead.
    """
    noon = datetime.combine(day, time(12), tzinfo=OSLO).astimezone(UTC)
    return min(noon, at) if day <= at.astimezone(OSLO).date() else noon


def day_ends_at(day: date) -> datetime:
    """The instant (UTC) at which a day is over in Oslo; that instant belongs to the next day."""
    return day_starts_at(day + timedelta(days=1))


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` calendar months later (or earlier, where negative).

    Where the month has no such day, its last day: 31 January and one month is 28 or 29 February.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within_months_before(earlier: date, on: date, months: int) -> bool:
    """Whether `earlier` lies on or after the day `months` calendar months before `on`, and not after `on`."""
    return add_months(on, -months) <= earlier <= on


def last_day_within_months(start: date, months: int) -> date:
    """The last day `on` for which `within_months_before(start, on, months)` holds."""
    day = add_months(start, months)
    while add_months(day + timedelta(days=1), -months) <= start:
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day something may be done, and the provision it follows from (e.g. `åpenhetsloven § 7 (1)`)."""

    due_on: date
    reason: str
    provision: str

    def is_late(self, today: date, done_on: date | None = None) -> bool:
        """Whether it was done after the last day, or is not done and the last day has passed."""
        return (done_on or today) > self.due_on

    def days_left(self, today: date) -> int:
        """Days from today to the last day: 0 on the day itself, negative once it has passed."""
        return (self.due_on - today).days


def add_weeks(day: date, weeks: int) -> date:
    """The same weekday so many weeks later."""
    return day + timedelta(weeks=weeks)


def working_day_on_or_before(day: date) -> date:
    """Monday to Friday: the day itself, or the Friday before. For planning: the law's own day is not moved."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_yearly(month: int, day: int, today: date) -> date:
    """The next date (today included) with this month and day, e.g. 30 June."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
