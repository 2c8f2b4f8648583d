"""When those who owe something are reminded of its deadline: our own choice, no law's."""

from datetime import date
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
