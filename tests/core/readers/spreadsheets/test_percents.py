"""A cell that shows 7,2 % is 7.2, however the program that wrote it keeps it."""

import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from samsvar.core.readers.measurements import read_measurements
from samsvar.core.readers.spreadsheets.percents import shows_percent
from samsvar.core.readers.targets import read_targets
from tests.core.readers.made import SHEET, ods, part, repacked

HEADINGS = ("Indikator", "Enhet", "2023", "2024")


def book(*cells: tuple[Any, str]) -> io.BytesIO:
    """A sheet of measurements with one row a cell, in its number format."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row, (value, code) in enumerate(cells, start=1):
            sheet.write_row(row, 0, ("Sykefravær", str(row)))
            sheet.write(row, 3, value, made.add_format({"num_format": code}) if code else None)
    stream.seek(0)
    return stream


def figures(file: io.BytesIO, name: str = "maling.xlsx") -> list[Decimal | None]:
    result = read_measurements(file, name)
    assert result.errors == ()
    return [row.value for row in result.rows]


def test_a_number_shown_as_per_cent_is_what_is_shown() -> None:
    cells = ((0.072, "0.0%"), (0.0725, "0.00%"), (1, "0%"), (0.07125, "0.0%"), (-0.25, "0.0 %;[Red]-0.0 %"))
    assert figures(book(*cells)) == [Decimal(text) for text in ("7.2", "7.25", "100", "7.125", "-25")]


def test_a_number_without_such_a_format_stays_as_it_is() -> None:
    cells = ((0.072, ""), (7.2, '0.0" %"'), (7.2, "0.0\\%"), (0.5, "0.00"), ("7,2 %", "0.0%"))
    assert figures(book(*cells)) == [Decimal(text) for text in ("0.072", "7.2", "7.2", "0.5", "7.2")]


@pytest.mark.parametrize("form", ['<c s="{s}" r="D2">', '<c r="D2" s="{s}" t="n">', "<c r='D2' s='{s}'>"])
def test_it_does_not_matter_how_the_cell_is_written(form: str) -> None:
    file = book((0.072, "0.0%"))
    sheet = part(file, SHEET)
    written = sheet[sheet.index(b'<c r="D2"') : sheet.index(b">", sheet.index(b'<c r="D2"')) + 1]
    place = written.split(b's="')[1].split(b'"')[0].decode()
    changed = sheet.replace(written, form.format(s=place).encode())
    assert figures(repacked(file, {SHEET: changed})) == [Decimal("7.2")]


def test_targets_and_opendocument_are_read_the_same_way() -> None:
    cell = '<table:table-cell office:value-type="{kind}" {held}><text:p>{text}</text:p></table:table-cell>'
    text = [cell.format(kind="string", held="", text=each) for each in ("Indikator", "2024", "2025", "Vakt")]
    share = cell.format(kind="percentage", held='office:value="0.8"', text="80 %")
    plain = cell.format(kind="float", held='office:value="0.8"', text="0,8")
    rows = ("".join(text[:3]), text[3] + share + plain)
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    result = read_targets(ods(table), "mal.ods")
    assert [(row.year, row.number) for row in result.rows] == [(2024, Decimal(80)), (2025, Decimal("0.8"))]


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [
        ("0%", True),
        ("0.0 %", True),
        ("General", False),
        ('0" %"', False),
        ("0\\%", False),
        ("0_%", False),
        ("[%]0", False),
    ],
)
def test_a_format_shows_per_cent_by_a_sign_that_stands_for_itself(code: str, is_percent: bool) -> None:
    assert shows_percent(code) is is_percent
