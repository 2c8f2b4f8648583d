"""When those who owe something are reminded of its deadline: our own choice, no law's."""

from datetime import date, timedelta
from enum import StrEnum

from samsvar.core.rules.holidays import working_day_not_after, working_days_before


class Reminder(StrEnum):
    """When those who handle a request are reminded: a week of work before, the working day before, and once late."""

    WEEK_BEFORE = "week_before"
    DAY_BEFORE = "day_before"
    LATE = "late"


WEEK_OF_WORK = 5


def reminder_due(due_on: date, today: date) -> Reminder | None:
    """The last reminder that is due by today, counted in working days from the day to plan for; None before them."""
    if today > due_on:
        return Reminder.LATE
    planned = working_day_not_after(due_on)
    if today >= working_days_before(planned, 1):
        return Reminder.DAY_BEFORE
    return Reminder.WEEK_BEFORE if today >= working_days_before(planned, WEEK_OF_WORK) else None


CATCH_UP_DAYS = 2
"""A weekly letter that was not sent on its day, since nothing ran, goes so many days late and no later."""


def weekly_day(today: date, weekday: int) -> date | None:
    """The day of the weekly letter that goes today, from its weekday (Monday is 0); None where none goes today.

    Named by its day, so that it goes once however often it is asked for, and the next goes a week later.
    """
    day = today - timedelta(days=(today.weekday() - weekday) % 7)
    return day if (today - day).days <= CATCH_UP_DAYS else None
