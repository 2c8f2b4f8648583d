"""Numbers and money as people write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.numbers import parse_decimal, parse_money, whole_number_parser

SPACES = (" ", "\u00a0", "\u2009", "\u202f")


def grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


@given(ore=st.integers(0, 10**14), space=st.sampled_from(SPACES), mark=st.sampled_from(",."))
def test_an_amount_written_the_norwegian_way_comes_back_to_the_ore(ore: int, space: str, mark: str) -> None:
    kroner, rest = divmod(ore, 100)
    assert parse_money(f"kr {grouped(kroner, space)}{mark}{rest:02}") == ore
    assert parse_money(f"{kroner}{mark}{rest:02} NOK") == ore


@given(ore=st.integers(100_000_000, 10**14))
def test_an_amount_with_marks_of_both_kinds_can_be_read_in_one_way(ore: int) -> None:
    kroner, rest = divmod(ore, 100)
    assert parse_money(f"{grouped(kroner, '.')},{rest:02}") == ore
    assert parse_money(f"{grouped(kroner, ',')}.{rest:02}") == ore
    assert parse_money(grouped(kroner, ".")) == parse_money(grouped(kroner, ",")) == kroner * 100


@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_decimal_comes_back_exactly(number: Decimal) -> None:
    assert parse_decimal(str(number).replace(".", ",")) == number


@given(ore=st.integers(0, 10**13))
def test_a_number_cell_of_a_workbook_is_rounded_only_within_the_noise_of_its_storage(ore: int) -> None:
    assert parse_money(ore / 100) == ore


@given(text=st.text(max_size=30))
def test_any_text_is_a_number_or_a_problem_and_never_a_crash(text: str) -> None:
    with suppress(CellProblem):
        assert parse_money(text) >= 0


@pytest.mark.parametrize(
    "text, ore",
    [
        ("61,5 mill.", 6_150_000_000),
        ("61,5 mill", 6_150_000_000),
        ("1 200 tusen", 120_000_000),
        ("2 mrd", 200_000_000_000),
        ("kr 1500,-", 150_000),
        ("1.234.567", 123_456_700),
        ("NOK 0,50", 50),
        ("1'234'567", 123_456_700),
        ("0,125 mill", 12_500_000),
        (1234.5, 123_450),
        (0.1 + 0.2, 30),
        (1234, 123_400),
    ],
)
def test_amounts_that_people_write(text: str | float, ore: int) -> None:
    assert parse_money(text) == ore


@pytest.mark.parametrize(
    "text, code",
    [
        ("1.234", "ambiguous_number"),
        ("1,234", "ambiguous_number"),
        ("12 34", "not_a_number"),
        ("1.23.456", "not_a_number"),
        ("1,234.56.7", "not_a_number"),
        ("hundre", "not_a_number"),
        ("", "not_a_number"),
        ("1e9", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        (float("inf"), "not_a_number"),
        ("١٢٣", "not_a_number"),
        ("100 EUR", "other_currency"),
        ("€ 100", "other_currency"),
        ("$100", "other_currency"),
        ("100 sek", "other_currency"),
        ("2 billion", "ambiguous_number"),
        ("-5", "negative_value"),
        ("−5", "negative_value"),
        ("1234,567", "too_many_decimals"),
        (0.123, "too_many_decimals"),
        ("2 000 000 mill", "too_large_value"),
        (True, "not_a_number"),
    ],
)
def test_what_is_no_amount_in_kroner_is_told_of_by_its_own_code(text: str | float, code: str) -> None:
    with pytest.raises(CellProblem) as problem:
        parse_money(text)
    assert problem.value.found[0][0] == code


def test_an_ambiguous_number_names_both_ways_to_read_it() -> None:
    with pytest.raises(CellProblem) as problem:
        parse_money("1.234")
    assert problem.value.found[0][1]["readings"] == ["1234", "1,234"]


def test_a_rating_is_a_whole_number_within_its_scale() -> None:
    parse = whole_number_parser(1, 5)
    assert [parse("3"), parse(5.0), parse("1,0")] == [3, 5, 1]
    for text, code in (("0", "out_of_range"), ("6", "out_of_range"), ("2,5", "not_whole"), ("høy", "not_a_number")):
        with pytest.raises(CellProblem) as problem:
            parse(text)
        assert problem.value.found[0][0] == code
