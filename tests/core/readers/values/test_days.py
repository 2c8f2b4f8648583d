"""Days as people write them."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.days import parse_day

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(day=DAYS)
def test_a_day_comes_back_from_every_way_it_is_written(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()}+02:00",
    )
    assert {parse_day(text) for text in written} == {day}
    assert parse_day(day) == parse_day(datetime.combine(day, time(12))) == day


@given(text=st.text(max_size=20))
def test_any_text_is_a_day_or_a_problem_and_never_a_crash(text: str) -> None:
    with suppress(CellProblem):
        assert 1900 <= parse_day(text).year <= 2200


@pytest.mark.parametrize(
    "text", ["31. desember 2025", "31 des 2025", "31. desember, 2025", "31 December 2025", "20251231"]
)
def test_a_day_with_its_month_in_words_or_without_marks(text: str) -> None:
    assert parse_day(text) == date(2025, 12, 31)


@pytest.mark.parametrize(
    "text, code",
    [
        ("31.02.2025", "no_such_day"),
        ("2025-02-31", "no_such_day"),
        ("29.02.2025", "no_such_day"),
        ("12/31/2025", "no_such_day"),
        ("31.12.25", "two_digit_year"),
        ("03/04/2025", "ambiguous_date"),
        ("31.12.1825", "year_out_of_range"),
        ("31.12.2525", "year_out_of_range"),
        ("snart", "not_a_date"),
        ("2025", "not_a_date"),
        (46022, "not_a_date"),
        ("٣١.١٢.٢٠٢٥", "not_a_date"),
        (True, "not_a_date"),
        ("31.13.2025", "no_such_day"),
        ("0000-01-01", "no_such_day"),
    ],
)
def test_what_is_no_day_is_told_of_by_its_own_code(text: str | int, code: str) -> None:
    with pytest.raises(CellProblem) as problem:
        parse_day(text)
    assert problem.value.found[0][0] == code


def test_the_last_day_of_february_is_a_day_in_a_leap_year() -> None:
    assert parse_day("29.02.2024") == date(2024, 2, 29)


def test_a_day_with_slashes_that_can_be_read_in_one_way_is_read() -> None:
    assert parse_day("31/12/2025") == date(2025, 12, 31)
    assert parse_day("04/04/2025") == date(2025, 4, 4)
