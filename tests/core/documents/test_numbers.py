"""Numbers, money and dates as people read them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.documents.numbers import (
    format_date,
    format_days_left,
    format_instant,
    format_money,
    format_number,
    format_orgnr,
    format_percent,
    format_period,
    format_share,
    format_tertial,
    rounded,
)

N = "\N{NO-BREAK SPACE}"
TODAY = date(2025, 5, 14)


@pytest.mark.parametrize(
    ("value", "language", "decimals", "shown"),
    [
        (1234.5, "nb", None, f"1{N}234,5"),
        (1234.5, "nn", None, f"1{N}234,5"),
        (1234.5, "en", None, "1,234.5"),
        (-1234567, "nb", None, f"−1{N}234{N}567"),
        (Decimal("933.4"), "nb", 1, "933,4"),
        (0.25, "nb", 1, "0,3"),
        (-0.25, "nb", 1, "−0,3"),
        (-0.01, "nb", 1, "0,0"),
        (Fraction(2, 3), "nb", 2, "0,67"),
        (100, "nb", None, "100"),
        (0, "nb", None, "0"),
    ],
)
def test_a_number_is_written_with_the_languages_marks(value, language, decimals, shown):
    assert format_number(value, language, decimals) == shown


@pytest.mark.parametrize(("language", "word"), [("nb", "ukjent"), ("nn", "ukjend"), ("en", "unknown")])
def test_what_is_unknown_is_a_word_and_never_zero(language, word):
    assert format_number(None, language) == word
    assert format_money(None, language) == word
    assert format_date(None, language) == word
    assert format_percent(None, language) == word
    assert format_share(3, None, language) == word
    assert format_share(0, 0, language) == word
    assert format_share(None, 4, language) == word
    assert format_orgnr(" ", language) == word
    assert format_instant(None, language) == word


@pytest.mark.parametrize(
    ("ore", "language", "style", "shown"),
    [
        (6_150_000_000, "nb", "short", f"61,5{N}mill.{N}kr"),
        (220_000_000_000, "nb", "long", f"2,2{N}milliarder kroner"),
        (220_000_000_000, "nn", "long", f"2,2{N}milliardar kroner"),
        (6_150_000_000, "en", "short", f"NOK{N}61.5{N}million"),
        (123_450, "nb", "exact", f"1{N}234,50{N}kr"),
        (123_450, "nb", "whole", f"1{N}235{N}kr"),
        (85_000_000, "nb", "short", f"850{N}000{N}kr"),
        (99_999_999_999, "nb", "short", f"1,0{N}mrd.{N}kr"),
        (-6_150_000_000, "nb", "short", f"−61,5{N}mill.{N}kr"),
        (0, "nb", "short", f"0{N}kr"),
    ],
)
def test_money_in_ore_is_shown_in_kroner(ore, language, style, shown):
    assert format_money(ore, language, style) == shown


def test_a_share_is_counted_exactly_before_it_is_rounded():
    assert format_share(7, 100, "nb") == f"7,0{N}%"
    assert format_share(1, 3, "en", 2) == "33.33%"
    assert format_share(49_95, 100_00, "nb", 1) == f"50,0{N}%"


@pytest.mark.parametrize(
    ("language", "style", "shown"),
    [
        ("nb", "text", "14. mai 2025"),
        ("nb", "table", "14.05.2025"),
        ("nb", "near", "on. 14. mai"),
        ("nn", "near", "on. 14. mai"),
        ("en", "text", "14 May 2025"),
        ("en", "table", "14 May 2025"),
        ("en", "near", "Wed 14 May"),
    ],
)
def test_a_day_is_written_for_text_tables_and_the_near_future(language, style, shown):
    assert format_date(TODAY, language, style) == shown


def test_a_period_names_the_year_once_when_both_ends_share_it():
    assert format_period(date(2024, 1, 1), date(2024, 12, 31), "nb") == "1. januar–31. desember 2024"
    assert format_period(date(2023, 7, 1), date(2027, 6, 30), "nb") == "1. juli 2023–30. juni 2027"
    assert format_period(date(2023, 7, 1), None, "nn") == "1. juli 2023–ukjend"
    assert format_tertial(2025, 1, "nb") == "1. tertial 2025"


def test_an_instant_is_shown_by_norwegian_time_in_summer_and_winter():
    assert format_instant(datetime(2025, 6, 30, 22, 30, tzinfo=UTC), "nb") == f"1. juli 2025 kl.{N}00.30"
    assert format_instant(datetime(2025, 1, 31, 22, 30, tzinfo=UTC), "en") == "31 January 2025 at 23:30"
    with pytest.raises(ValueError, match="time zone"):
        format_instant(datetime(2025, 1, 31, 22, 30), "nb")  # noqa: DTZ001


def test_an_organisation_number_stands_in_threes_and_anything_else_is_left_alone():
    assert format_orgnr("312345676") == f"312{N}345{N}676"
    assert format_orgnr("312 345 676") == f"312{N}345{N}676"
    assert format_orgnr("SE-5560") == "SE-5560"


@pytest.mark.parametrize(
    ("days", "nb", "nn"),
    [
        (-5, f"5{N}dager over", f"5{N}dagar over"),
        (-1, f"1{N}dag over", f"1{N}dag over"),
        (0, "i dag", "i dag"),
        (1, "i morgen", "i morgon"),
        (2, "fredag 16. mai", "fredag 16. mai"),
        (3, "lørdag 17. mai", "laurdag 17. mai"),
        (8, "22. mai", "22. mai"),
        (300, "10. mars 2026", "10. mars 2026"),
    ],
)
def test_a_deadline_is_said_from_today(days, nb, nn):
    due_on = TODAY + timedelta(days=days)
    assert format_days_left(due_on, TODAY, "nb") == nb
    assert format_days_left(due_on, TODAY, "nn") == nn


def test_without_a_deadline_that_is_said():
    assert format_days_left(None, TODAY, "nn") == "utan frist"


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=4), st.integers(0, 6))
def test_a_written_number_reads_back_as_the_rounded_one(value, decimals):
    shown = format_number(value, "nb", decimals)
    read = Decimal(shown.replace(N, "").replace("−", "-").replace(",", "."))
    assert read == rounded(value, decimals)
    assert abs(read - value) <= Decimal(10) ** -decimals / 2


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("1E+400"), Decimal("NaN")])
def test_what_cannot_be_a_number_of_ours_is_refused(value):
    with pytest.raises(ValueError, match="not a number"):
        format_number(value, "nb")
