"""The cleaner of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.text import as_text, is_birth_number, name_parser, text_parser

parse_name = name_parser()


def code_of(text: str) -> str:
    with pytest.raises(CellProblem) as problem:
        parse_name(text)
    return problem.value.found[0][0]


@given(text=st.text())
def test_what_comes_through_is_composed_and_free_of_control_characters(text: str) -> None:
    try:
        cleaned = parse_name(text)
    except CellProblem:
        return
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Cf") for character in cleaned)
    assert parse_name(cleaned) == cleaned or cleaned[:1] in "'=+-@"


@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "a\x1bb", "a\x85b", "a\ud800b"])
def test_control_characters_and_lone_surrogates_are_refused(text: str) -> None:
    assert code_of(text) == "control_character"


@pytest.mark.parametrize("text", ["Demo\u200bdata", "Demo\u202edata", "Demo\ufeffdata", "Demo\u00addata"])
def test_marks_that_nobody_sees_are_refused_in_names(text: str) -> None:
    assert code_of(text) == "invisible_character"


@pytest.mark.parametrize("text", ["=SUM(A1)", " =1+1", "＝1", "@SUM(1)", "+cmd|' /C calc'!A0", "-CMD|x", "\t=1"])
def test_a_formula_as_text_is_refused(text: str) -> None:
    assert code_of(text) == "formula"


@pytest.mark.parametrize("text", ["+47 22 33 44 55", "-", "- Renhold (Oslo)", "@oslo", "-20 grader", "Ø=2"])
def test_ordinary_text_with_a_sign_in_front_is_kept(text: str) -> None:
    assert parse_name(text) == text


def test_the_apostrophe_that_our_own_files_put_before_a_formula_is_taken_away() -> None:
    assert parse_name("'=SUM(A1)") == "=SUM(A1)"
    assert parse_name("'n Jotunheimen") == "'n Jotunheimen"


def test_letters_are_composed_and_blanks_joined() -> None:
    assert parse_name("  A\u030apne\u00a0 \n møbler ") == "Åpne møbler"


def test_running_text_keeps_its_lines() -> None:
    assert text_parser()("Første\r\nandre\tdel") == "Første\nandre\tdel"


def test_a_text_that_is_too_long_is_refused_with_both_lengths() -> None:
    with pytest.raises(CellProblem) as problem:
        name_parser(10)("x" * 11)
    assert problem.value.found == (("too_long", {"length": 11, "limit": 10}),)


def test_a_number_of_a_workbook_is_written_without_decimals() -> None:
    assert as_text(923609016.0) == "923609016"


def test_a_birth_number_is_refused_and_not_repeated() -> None:
    # 1 January 1990, individual number 000; the check digits are reckoned, nobody bears the synthetic month 81.
    made = next(f"018190{rest:05}" for rest in range(100_000) if is_birth_number(f"018190{rest:05}"))
    with pytest.raises(CellProblem) as problem:
        parse_name(f"Ring Kari ({made[:6]} {made[6:]})")
    assert problem.value.found == (("birth_number", {}),)


def test_eleven_digits_that_are_no_birth_number_are_kept() -> None:
    assert parse_name("Konto 12345678901") == "Konto 12345678901"
