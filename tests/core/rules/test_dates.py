import os
import time
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest

from samsvar.core.rules.dates import (
    Deadline,
    add_months,
    add_weeks,
    came_at,
    day_ends_at,
    day_starts_at,
    last_day_within_months,
    next_yearly,
    oslo_day,
    within_months_before,
    working_day_on_or_before,
)

DAYS = [date(2020, 1, 1) + timedelta(days=number) for number in range((date(2036, 1, 1) - date(2020, 1, 1)).days)]


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def machine_zone(request):
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("machine_zone")
def test_every_day_begins_and_ends_in_oslo_whatever_the_machines_zone():
    for day in DAYS:
        assert oslo_day(day_starts_at(day)) == day
        assert oslo_day(day_starts_at(day) - timedelta(microseconds=1)) == day - timedelta(days=1)
        assert oslo_day(day_ends_at(day) - timedelta(microseconds=1)) == day


def test_the_clock_changes_make_days_of_23_and_25_hours():
    lengths = {day: day_ends_at(day) - day_starts_at(day) for day in DAYS}
    short = {day for day, length in lengths.items() if length == timedelta(hours=23)}
    long = {day for day, length in lengths.items() if length == timedelta(hours=25)}
    assert (len(short), len(long)) == (16, 16)
    assert date(2026, 3, 29) in short
    assert date(2026, 10, 25) in long


def test_late_evening_in_utc_is_the_next_day_in_oslo():
    assert oslo_day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert oslo_day(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == date(2026, 12, 31)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        oslo_day(datetime(2026, 6, 30, 12, 0))  # noqa: DTZ001 - the very mistake


@pytest.mark.parametrize("months", [1, 2, 24, -1, -24])
def test_months_keep_the_day_or_take_the_months_last(months):
    for day in DAYS:
        found = add_months(day, months)
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
        assert found.day == min(day.day, monthrange(found.year, found.month)[1])


def test_the_last_day_within_months_is_the_last_for_every_day():
    for day in DAYS:
        last = last_day_within_months(day, 24)
        assert within_months_before(day, last, 24)
        assert not within_months_before(day, last + timedelta(days=1), 24)


def test_the_end_of_february_is_within_until_the_leap_day():
    assert last_day_within_months(date(2026, 2, 28), 24) == date(2028, 2, 29)
    assert last_day_within_months(date(2024, 2, 29), 24) == date(2026, 2, 28)


def test_three_weeks_are_twentyone_days():
    assert add_weeks(date(2026, 12, 24), 3) == date(2027, 1, 14)


def test_a_deadline_on_a_weekend_is_planned_for_the_friday_before():
    for day in DAYS:
        planned = working_day_on_or_before(day)
        assert planned.weekday() < 5
        assert timedelta(0) <= day - planned <= timedelta(days=2)


def test_the_day_itself_is_not_late():
    deadline = Deadline(date(2026, 6, 30), "statement_published", "åpenhetsloven § 5 (2)")
    assert not deadline.is_late(date(2026, 6, 30))
    assert deadline.is_late(date(2026, 7, 1))
    assert not deadline.is_late(date(2026, 7, 1), done_on=date(2026, 6, 29))
    assert deadline.is_late(date(2026, 7, 1), done_on=date(2026, 7, 1))
    assert deadline.days_left(date(2026, 7, 2)) == -2


def test_a_yearly_day_is_the_next_one_and_today_counts():
    assert next_yearly(6, 30, date(2026, 6, 30)) == date(2026, 6, 30)
    assert next_yearly(6, 30, date(2026, 7, 1)) == date(2027, 6, 30)


def test_what_came_on_a_day_without_an_hour_came_at_noon_but_never_after_now() -> None:
    morning = datetime(2025, 5, 14, 6, 0, tzinfo=UTC)
    assert came_at(date(2025, 5, 13), morning) == datetime(2025, 5, 13, 10, 0, tzinfo=UTC)
    assert came_at(date(2025, 5, 14), morning) == morning
    assert came_at(date(2025, 5, 15), morning) > morning, "a day that lies ahead is seen to"
