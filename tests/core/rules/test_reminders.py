from datetime import date

from samsvar.core.rules.reminders import Reminder, reminder_due


def test_reminders_come_a_week_of_work_before_the_day_before_and_once_late():
    due = date(2025, 5, 30)  # a Friday after Ascension Day
    found = {day: reminder_due(due, date(2025, 5, day)) for day in range(20, 32)}
    assert found[21] is None
    assert found[22] == Reminder.WEEK_BEFORE
    assert found[27] == Reminder.WEEK_BEFORE
    assert found[28] == Reminder.DAY_BEFORE  # the 29th is a holiday
    assert found[30] == Reminder.DAY_BEFORE
    assert found[31] == Reminder.LATE
