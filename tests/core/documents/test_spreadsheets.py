"""Spreadsheets that no program takes for formulas."""

import csv
import io
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samsvar.core.documents.literal import literal
from samsvar.core.documents.spreadsheets import SheetColumn, csv_lines, safe_text, write_csv, write_xlsx

COLUMNS = (
    SheetColumn("Avtale"),
    SheetColumn("Verdi (NOK)", "money"),
    SheetColumn("Antall", "integer"),
    SheetColumn("Slutt", "date"),
    SheetColumn("Lagret", "instant"),
)
ROW = ("Renhold", 123_450, -7, date(2025, 5, 14), datetime(2025, 6, 30, 22, 30, tzinfo=UTC))
DANGEROUS = st.text(max_size=30) | st.builds(
    lambda start, rest: start + rest,
    st.sampled_from(
        ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", " =", "\u00a0@", "\ufeff=", "\u200b+"]
    ),
    st.text(max_size=20),
)


def first_seen(text: str) -> str:
    """The first character that a spreadsheet would look at, in its plain form."""
    seen = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen[:1])[:1]


@given(DANGEROUS)
def test_no_text_in_csv_begins_as_a_formula(text):
    file = write_csv((SheetColumn(text),), [(text,)])
    for (cell,) in csv.reader(io.StringIO(file, newline=""), delimiter=";"):
        assert first_seen(cell) not in tuple("=+-@")
        assert cell[:1] not in ("\t", "\r", "\n")
        assert cell in (literal(text), "'" + literal(text))


@given(st.lists(DANGEROUS, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_every_text_in_xlsx_is_read_back_as_the_same_text(texts):
    file = write_xlsx((SheetColumn("Tekst"),), [(text,) for text in texts])
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "externalLink" in name or "sheet1.xml.rels" in name]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    read = [row[0] for row in rows[1:]] + [""] * len(texts)
    assert [text.replace("\n", "") for text in read[: len(texts)]] == [
        literal(text).replace("\n", "") for text in texts
    ]


@pytest.mark.parametrize("text", ["Renhold", "", "a=b", "'x", "5 %", "æ-ø"])
def test_harmless_text_is_left_alone(text):
    assert safe_text(text) == text


def test_numbers_and_days_of_ours_are_numbers_and_days():
    file = write_xlsx(COLUMNS, [ROW, (None,) * 5])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["Renhold", 1234.5, -7.0, date(2025, 5, 14), datetime(2025, 7, 1, 0, 30)]  # noqa: DTZ001


def test_csv_speaks_the_language_of_the_spreadsheet():
    assert write_csv(COLUMNS, [ROW], "nb").split("\n")[1] == (
        '"Renhold";"1234,50";"-7";"2025-05-14";"2025-07-01 00:30"'
    )
    assert write_csv(COLUMNS, [ROW], "en").split("\n")[1] == (
        '"Renhold","1234.50","-7","2025-05-14","2025-07-01 00:30"'
    )


def test_unknown_is_an_empty_cell_or_a_word_and_never_zero():
    lines = write_csv(COLUMNS, [("x", None, "ukjent", None, None)]).split("\n")
    assert lines[1] == '"x";"";"ukjent";"";""'


def test_csv_is_written_as_rows_come():
    def endless():
        while True:
            yield ("x",)

    lines = csv_lines((SheetColumn("A"),), endless())
    assert [next(lines) for _ in range(3)] == ['"A"\n', '"x"\n', '"x"\n']


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), datetime(2025, 1, 1), True])  # noqa: DTZ001
def test_what_a_cell_cannot_mean_is_refused(value):
    with pytest.raises(ValueError, match=r"finite|zone|words"):
        write_csv((SheetColumn("A", "integer"),), [(value,)])
    with pytest.raises(ValueError, match=r"finite|zone|words"):
        write_xlsx((SheetColumn("A", "integer"),), [(value,)])


def test_a_text_longer_than_a_cell_is_cut_where_it_can_be_seen():
    file = write_xlsx((SheetColumn("A"),), [("æ" * 100_000,), ("😀" * 40_000,)])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "æ" * 32_766 + "…"
    assert rows[2][0] == "😀" * 16_383 + "…"


def test_a_number_with_more_digits_than_a_spreadsheet_holds_is_kept_as_text():
    file = write_xlsx((SheetColumn("A", "integer"),), [(12345678901234567,)])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "12345678901234567"


def test_equal_rows_give_equal_files():
    assert write_xlsx(COLUMNS, [ROW]) == write_xlsx(COLUMNS, [ROW])


@pytest.mark.parametrize("name", ["", "a/b[c]", "'x'", "History", "x" * 60, "\x00"])
def test_any_sheet_name_can_be_opened(name):
    file = write_xlsx((SheetColumn("A"),), [], sheet_name=name)
    assert CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names[0]
