from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.indicators.periods import (
    Period,
    PeriodKind,
    last_over,
    parse_period,
    period_of,
    periods_between,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
KINDS = st.sampled_from(PeriodKind)


def read(code: str) -> Period:
    period = parse_period(code)
    assert period is not None
    return period


def test_codes_are_read_and_written_alike_and_nothing_else_is_one() -> None:
    for code in ("2025", "2025T2", "2025-05", "2025-12"):
        assert read(code).code == code
    assert read(" 2025t3 ") == Period(PeriodKind.TERTIAL, 2025, 3)
    for code in ("", "25", "2025T0", "2025T4", "2025-00", "2025-13", "2025-5", "2025Q1", "1066", "２０２５"):
        assert parse_period(code) is None
    with pytest.raises(ValueError, match="number"):
        Period(PeriodKind.YEAR, 2025, 2)


def test_a_tertial_is_four_months() -> None:
    assert [part.code for part in read("2025T2").parts(PeriodKind.MONTH)] == [
        "2025-05",
        "2025-06",
        "2025-07",
        "2025-08",
    ]
    assert (read("2025T1").first_day, read("2025T1").last_day) == (date(2025, 1, 1), date(2025, 4, 30))
    assert read("2024-02").last_day == date(2024, 2, 29)
    assert read("2025").parts(PeriodKind.TERTIAL) == (read("2025T1"), read("2025T2"), read("2025T3"))
    assert read("2025-09").within(PeriodKind.TERTIAL) == read("2025T3")
    with pytest.raises(ValueError, match="kind"):
        read("2025").within(PeriodKind.MONTH)


def test_before_after_and_the_same_last_year() -> None:
    assert read("2025T1").previous() == read("2024T3")
    assert read("2024-12").following() == read("2025-01")
    assert read("2025T2").same_last_year() == read("2024T2")
    assert [period.code for period in periods_between(read("2024T3"), read("2025T2"))] == ["2024T3", "2025T1", "2025T2"]
    assert list(periods_between(read("2025"), read("2024"))) == []
    assert sorted(map(read, ["2025-02", "2025", "2024T3", "2025-01", "2025T1"])) == [
        *map(read, ["2024T3", "2025", "2025T1", "2025-01", "2025-02"])
    ]


def test_a_tertial_is_over_the_day_after_its_last() -> None:
    assert not read("2025T1").is_over(date(2025, 4, 30))
    assert last_over(date(2025, 5, 1), PeriodKind.TERTIAL) == read("2025T1")
    assert last_over(date(2025, 4, 30), PeriodKind.TERTIAL) == read("2024T3")


@given(DAYS, KINDS, KINDS)
def test_a_day_lies_in_its_period_and_periods_follow_without_a_gap(
    day: date, one: PeriodKind, other: PeriodKind
) -> None:
    period = period_of(day, one)
    assert period.first_day <= day <= period.last_day
    assert read(period.code) == period
    assert (period.following().first_day - period.last_day).days == 1
    assert period.following().previous() == period == period.same_last_year().moved(len(_in_a_year(one)))
    twin = period_of(day, other)
    assert period.overlaps(twin)
    assert period.contains(twin) or twin.contains(period)
    assert not period.overlaps(period.following())


def _in_a_year(kind: PeriodKind) -> tuple[Period, ...]:
    return Period(PeriodKind.YEAR, 2024).parts(kind)
