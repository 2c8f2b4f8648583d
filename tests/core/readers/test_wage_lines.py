from datetime import date

import pytest

from samsvar.core.readers.wage_lines import LinesWrong, read_wage_lines

CATEGORIES = {"adult": ("adult", "Voksne", "Vaksne", "Adults"), "under_18": ("under_18", "Under 18 år")}


def test_a_line_pasted_from_a_spreadsheet_and_one_typed_with_semicolons_say_the_same():
    typed = read_wage_lines("Arbeider 1; voksne; 01.09.2025; 7,5; 240,00; ja", CATEGORIES)
    pasted = read_wage_lines("Arbeider 1\tVaksne\t2025-09-01\t7,5\tkr 240\tx", CATEGORIES)
    assert typed[0].values == pasted[0].values
    assert typed[0].values == {
        "worker": "Arbeider 1",
        "category": "adult",
        "worked_on": date(2025, 9, 1),
        "hours_hundredths": 750,
        "paid_ore": 24000,
        "night": True,
    }


def test_what_stands_empty_is_not_known_and_headings_are_passed_over():
    (row,) = read_wage_lines("Arbeider;Kategori;Dag\n\nArbeider 2;;;;;\n", CATEGORIES)
    assert row.row == 3
    assert row.values == {
        **dict.fromkeys(("worked_on", "hours_hundredths", "paid_ore")),
        "worker": "Arbeider 2",
        "category": "",
        "night": False,
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A; sjef", "unknown_wage_category"),
        ("A; adult; 31.02.2025", "no_such_day"),
        ("A; adult; 01.02.2025; 7,5555", "too_many_decimals"),
        ("A; adult; 01.02.2025; 7,5; 38 000", "out_of_range"),
        ("A; adult; 01.02.2025; 7,5; 240; nei; mer", "too_many_in_line"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(line, code):
    with pytest.raises(LinesWrong) as wrong:
        read_wage_lines(f"B;;;;;\n{line}", CATEGORIES)
    assert [(error.row, error.code) for error in wrong.value.errors] == [(2, code)]


def test_no_more_than_five_hundred_lines_at_once():
    with pytest.raises(LinesWrong) as wrong:
        read_wage_lines("A;;;;;\n" * 501, CATEGORIES)
    assert wrong.value.errors[0].code == "too_many_lines"
