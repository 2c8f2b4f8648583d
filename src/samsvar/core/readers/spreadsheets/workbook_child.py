"""Runs in the child: a checked workbook to plain answers, sheet by sheet and row by row.

Answers: `{"sheet": name, "cells": total so far, "of": total}`, then `[row, [cell, …]]` for each row that is not empty,
row from 1. A cell is text, a number, a truth value, null, `{"d": ISO day or instant}` or `{"e": code, "f": facts}`.
A number that is shown as per cent is given as it is shown: 0.072 is 7.2.
"""

import os
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from samsvar.core.readers.results import FileProblem
from samsvar.core.readers.spreadsheets.boxes import SheetNotes
from samsvar.core.readers.spreadsheets.package_check import check_package

_NOTHING: dict[int, tuple[str, dict[str, Any]]] = {}


def answers(file: BinaryIO) -> Iterator[Any]:
    """All visible worksheets of an XLSX or ODS. Raises FileProblem, see `package_check`."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    notes = check_package(file, size)
    file.seek(0)
    parts = sheet_parts(file)
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        for about in workbook.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                sheet = workbook.get_sheet_by_name(about.name)
                yield {"sheet": about.name, "cells": sheet.height * sheet.width}
                note = notes.get(parts.get(about.name, about.name), SheetNotes())
                yield from _rows(sheet, note)
    except CalamineError as problem:
        raise FileProblem("damaged") from problem


def _rows(sheet: Any, notes: SheetNotes) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    for number, cells in enumerate(sheet.iter_rows(), start=top):
        plain: list[Any] = [None] * left + [_plain(cell) for cell in cells]
        for column in notes.percents.in_row(number):
            if column < len(plain):
                plain[column] = _in_percent(plain[column])
        for column, (code, facts) in notes.rows.get(number, _NOTHING).items():
            if column < len(plain):
                plain[column] = {"e": code, "f": facts}
        if any(cell is not None for cell in plain):
            yield number + 1, plain


def _plain(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, (date, datetime)):
        return {"d": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell


def _in_percent(cell: Any) -> Any:
    """A share of one as the per cent it is shown as, exact in decimals; what is no number is left as it is."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    return _plain(float(Decimal(repr(cell)).scaleb(2)))


def sheet_parts(file: BinaryIO) -> dict[str, str]:
    """Names of sheets to names of parts in an XLSX; empty for an ODS. The parts have been checked before."""
    with zipfile.ZipFile(file) as package:
        names = {name.casefold(): name for name in package.namelist()}
        if "xl/workbook.xml" not in names:
            return {}
        sheets = _attributes(package, names["xl/workbook.xml"], "sheet")
        relations = names.get("xl/_rels/workbook.xml.rels")
        targets = {
            each.get("Id"): each.get("Target", "")
            for each in (_attributes(package, relations, "Relationship") if relations else [])
        }
        return {
            sheet.get("name", ""): names.get(_target(targets.get(_relation(sheet), "")).casefold(), "")
            for sheet in sheets
        }


def _relation(sheet: dict[str, str]) -> str | None:
    return next((value for name, value in sheet.items() if name.rpartition(":")[2] == "id"), None)


def _target(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else "xl/" + target.removeprefix("./")


def _attributes(package: zipfile.ZipFile, part: str, element: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(package.read(part), True)
    return found
