"""Public holidays in Norway, and the working days between them.

Sources: lov om helligdager og helligdagsfred (LOV-1995-02-24-12) § 2; lov om 1 og 17 mai som høgtidsdager
(LOV-1947-04-26-1). Saturdays, Christmas Eve and New Year's Eve are no public holidays; Saturdays are no working days.
"""

from datetime import date, timedelta
from functools import lru_cache

#: Month and day of the holidays that stand still.
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
#: Days from Easter Sunday to Maundy Thursday, Good Friday, itself, Easter Monday, Ascension, Whit Sunday and Monday.
MOVABLE = (-3, -2, 0, 1, 39, 49, 50)
SATURDAY = 5


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    in_leaps, in_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * in_leaps - moon - in_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def public_holidays(year: int) -> frozenset[date]:
    """Every public holiday of the year; those that fall together count once."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in MOVABLE}
    return frozenset({date(year, month, day) for month, day in FIXED} | moving)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def working_day_not_after(day: date) -> date:
    """The day itself where it is a working day, else the last one before it. For planning: no law's day is moved."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_before(day: date, count: int) -> date:
    """The working day that is number `count` before the day, which is not counted itself."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that is number `count` after the day, which is not counted itself.

    Raises ValueError for a count below one.
    """
    if count < 1:
        raise ValueError("count at least one working day")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
