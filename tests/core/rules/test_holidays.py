from datetime import date, timedelta

import pytest

from samsvar.core.rules.holidays import (
    add_working_days,
    easter_sunday,
    is_working_day,
    public_holidays,
    working_day_not_after,
)

DAYS = [date(2020, 1, 1) + timedelta(days=number) for number in range((date(2036, 1, 1) - date(2020, 1, 1)).days)]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22),  # the earliest there is
        (1943, 4, 25),  # the latest
        (2000, 4, 23),
        (2008, 3, 23),
        (2020, 4, 12),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2035, 3, 25),
        (2038, 4, 25),
    ],
)
def test_easter_falls_as_the_almanac_has_it(year, month, day):
    assert easter_sunday(year) == date(year, month, day)


def test_the_holidays_of_2026_are_the_twelve_of_the_almanac():
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6), date(2026, 5, 1),
        date(2026, 5, 14), date(2026, 5, 17), date(2026, 5, 24), date(2026, 5, 25), date(2026, 12, 25),
        date(2026, 12, 26),
    ]  # fmt: skip


def test_holidays_that_fall_together_count_once():
    assert date(2008, 5, 1) in public_holidays(2008)  # Ascension Day too
    assert len(public_holidays(2008)) == 11


def test_easter_is_a_sunday_between_its_two_ends_in_every_year_to_2200():
    for year in range(1900, 2201):
        found = easter_sunday(year)
        assert found.weekday() == 6
        assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_christmas_eve_and_a_saturday_are_told_apart():
    assert is_working_day(date(2025, 12, 24))
    assert not is_working_day(date(2025, 12, 27))


def test_the_planning_day_is_the_nearest_working_day_that_is_not_later():
    for day in DAYS:
        found = working_day_not_after(day)
        assert found <= day
        assert is_working_day(found)
        assert not any(is_working_day(found + timedelta(days=n)) for n in range(1, (day - found).days + 1))


def test_five_working_days_over_easter_2025_end_after_it():
    # Received on the Monday before Easter: Tuesday, Wednesday, then Tuesday, Wednesday and Thursday after.
    assert add_working_days(date(2025, 4, 14), 5) == date(2025, 4, 24)


def test_working_days_are_counted_one_by_one_on_every_day():
    for day in DAYS:
        end = add_working_days(day, 5)
        between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
        assert sum(map(is_working_day, between)) == 5
        assert is_working_day(end)


def test_no_working_days_are_no_question():
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2025, 1, 1), 0)
