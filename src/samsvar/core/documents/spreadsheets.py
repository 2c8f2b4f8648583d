"""Rows → XLSX and CSV that no spreadsheet takes for formulas, links or other numbers than ours.

Text of others is always text. In CSV, which knows no types, a text that a spreadsheet would run gets an apostrophe.
"""

import csv
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Literal, TypeAlias

import xlsxwriter

from samsvar.core.documents.literal import literal
from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import OSLO

CellKind: TypeAlias = Literal["text", "integer", "decimal", "money", "percent", "date", "instant"]
CellValue: TypeAlias = str | int | float | Decimal | date | datetime | None

LONGEST_XLSX_TEXT = 32_767
CUT_MARK = "…"
_MOST_EXACT_DIGITS = 15
_FORMATS: dict[CellKind, str] = {
    "text": "@",
    "integer": "#,##0",
    "decimal": "#,##0.0#####",
    "money": "#,##0.00",
    "percent": "0.0%",
    "date": "dd.mm.yyyy",
    "instant": "dd.mm.yyyy hh:mm",
}
_RUN_BY_SPREADSHEETS = frozenset("=+-@")
_CONTROL_STARTS = frozenset("\t\r\n")
# A fixed creation time: the same rows give the same file.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (the format holds no time zone)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: heading, kind and width in characters.

    ``money`` cells are integer øre and written as kroner; ``percent`` cells are shares (0.07 for 7 %); ``instant``
    cells carry a time zone and are written in Norwegian time. None is an empty cell in every kind. A text in a column
    of another kind (such as the word for unknown) is written as text.
    """

    heading: str
    kind: CellKind = "text"
    width: float = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: its name, its columns, and its rows as they come."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[CellValue]]


def safe_text(text: str) -> str:
    """Return ``text`` with an apostrophe before it if a spreadsheet could run it: ``= + - @``, tab, CR or LF first,
    also in full-width and small forms and after blanks and invisible characters (OWASP, CSV injection)."""
    for character in text:
        if character in _CONTROL_STARTS:
            return "'" + text
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Zs"):
            continue
        return "'" + text if unicodedata.normalize("NFKC", character)[:1] in _RUN_BY_SPREADSHEETS else text
    return text


def write_csv(columns: Sequence[SheetColumn], rows: Iterable[Sequence[CellValue]], language: Language = "nb") -> str:
    """Return the rows as CSV text, everything quoted: ``;`` and decimal comma in Norwegian, ``,`` and point in English.

    See :func:`csv_lines` for writing without holding everything in memory.
    """
    return "".join(csv_lines(columns, rows, language))


def csv_lines(
    columns: Sequence[SheetColumn], rows: Iterable[Sequence[CellValue]], language: Language = "nb"
) -> Iterator[str]:
    """Yield the CSV line by line, each ending in a line feed. Raises ValueError for NaN, infinities and naive times."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter="," if language == "en" else ";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([safe_text(literal(column.heading)) for column in columns])
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        cells = zip(row, columns, strict=True)
        writer.writerow([_csv_cell(value, column.kind, language) for value, column in cells])
        yield buffer.getvalue()


def _csv_cell(value: CellValue, kind: CellKind, language: Language) -> str:
    match _checked(value, kind):
        case None:
            return ""
        case str(text):
            return safe_text(text)
        case datetime() as instant:
            return f"{instant:%Y-%m-%d %H:%M}"
        case date() as day:
            return day.isoformat()
        case number:
            shown = f"{number:f}" if isinstance(number, Decimal) else repr(number)
            return shown if language == "en" else shown.replace(".", ",")


def write_xlsx(
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[CellValue]],
    *,
    sheet_name: str = "Samsvar",
    title: str = "",
) -> bytes:
    """Return the rows as XLSX: typed cells, fixed heading row with filters, no formulas and no links.

    Rows are written as they come, so that memory stays flat. A text over 32,767 characters, which the format cannot
    hold, is cut and ends in ``…``. Raises ValueError for NaN, infinities and naive times.
    """
    return write_workbook([Sheet(sheet_name, tuple(columns), rows)], title=title)


def write_workbook(sheets: Iterable[Sheet], *, title: str = "") -> bytes:
    """Return several sheets in one file, each as :func:`write_xlsx` writes it; a name that stands gets a number."""
    file = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": literal(title)[:255], "created": _CREATED})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        taken: set[str] = set()
        for each in sheets:
            name = _sheet_name(each.name)
            number = 2
            while name.lower() in taken:
                name, number = f"{_sheet_name(each.name)[:27]} {number}", number + 1
            taken.add(name.lower())
            _fill(book.add_worksheet(name), each, formats, heading)
    return file.getvalue()


def _fill(sheet: Any, each: Sheet, formats: dict[CellKind, Any], heading: Any) -> None:
    columns = each.columns
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, formats[column.kind])
        sheet.write_string(0, at, _fitting(literal(column.heading)), heading)
    last = 0
    for last, row in enumerate(each.rows, start=1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True)):
            _write_cell(sheet, last, at, value, column.kind, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))


def _write_cell(sheet: Any, row: int, at: int, value: CellValue, kind: CellKind, formats: dict[CellKind, Any]) -> None:
    match _checked(value, kind):
        case None:
            return
        case str(text):
            sheet.write_string(row, at, _fitting(text), formats["text"])
        case date() as day:
            sheet.write_datetime(row, at, day, formats[kind if kind in ("date", "instant") else "date"])
        case number if _is_exact(number):
            sheet.write_number(row, at, number, formats["decimal" if kind == "text" else kind])
        case number:
            sheet.write_string(row, at, f"{number:f}" if isinstance(number, Decimal) else str(number), formats["text"])


def _checked(value: CellValue, kind: CellKind) -> str | int | float | Decimal | date | None:
    """Return the value as it is to be written: øre as kroner, instants as naive Norwegian time, text literally."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, bool):
        raise ValueError("say true and false in words")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC).astimezone(OSLO).replace(tzinfo=None)
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise ValueError("not a finite number")
    return Decimal(value).scaleb(-2) if kind == "money" and isinstance(value, int) else value


def _is_exact(number: int | float | Decimal) -> bool:
    """Say whether a spreadsheet's numbers, which hold 15 digits, can hold this one."""
    if isinstance(number, float):
        return True
    return len(Decimal(number).normalize().as_tuple().digits) <= _MOST_EXACT_DIGITS


def _fitting(text: str) -> str:
    # The limit counts UTF-16 units, not characters.
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST_XLSX_TEXT:
        return text
    return units[: 2 * (LONGEST_XLSX_TEXT - 1)].decode("utf-16-le", "ignore") + CUT_MARK


def _sheet_name(name: str) -> str:
    # Excel refuses these signs, an apostrophe at either end, the name History, and more than 31 characters.
    kept = "".join(" " if character in "[]:*?/\\" else character for character in literal(name).replace("\n", " "))
    kept = kept[:31].strip().strip("'")
    return kept if kept and kept.lower() != "history" else "Samsvar"
