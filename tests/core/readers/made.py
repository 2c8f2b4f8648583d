"""What the readers' tests are made of: lookups of a few names, tables as bytes, and workbooks good and hostile."""

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from samsvar.core.readers.results import Lookups, NotFound

FORMATS = Path(__file__).parents[2] / "formats"
REAL_DATA = Path(os.environ.get("SAMSVAR_REAL_DATA") or "/nonexistent")
needs_real_data = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="SAMSVAR_REAL_DATA does not name the folder with real input"
)

_COUNTRIES = {"norge": "NOR", "nor": "NOR", "no": "NOR", "kina": "CHN", "china": "CHN", "chn": "CHN", "india": "IND"}
_CATEGORIES = ("IKT-utstyr", "Arbeidstøy, fottøy og tekstil")


def _country(text: str) -> str | NotFound:
    return _COUNTRIES.get(text.strip().casefold(), NotFound(("Kina",) if text.startswith("Kin") else ()))


def _cpv(text: str) -> str | NotFound:
    digits = text.split("-")[0].strip()
    return digits if len(digits) == 8 and digits.isdigit() else NotFound()


def _category(text: str) -> str | NotFound:
    return next((name for name in _CATEGORIES if name.casefold() == text.casefold()), NotFound(("IKT-utstyr",)))


LOOKUPS = Lookups(match_country=_country, match_cpv=_cpv, match_high_risk_category=_category)

CONTRACT_HEADINGS = (
    "Avtalenummer;Tittel;Leverandør;Organisasjonsnummer;Leverandørland;Type;Eierskap;CPV-koder;Høyrisikokategori;"
    "Tjenestesektor;Produksjonsland;Verdi (NOK);Startdato;Sluttdato;Avtaleansvarlig;Avtaleeier"
)
CONTRACT = (
    "A-1;Skjermer og tastaturer;Demodata Maskinvare AS;923609016;Norge;vare;egen;30231310-3;IKT-utstyr;;Kina, India;"
    "1 234 567,50;01.02.2024;31/1-2028;Kari Liksom;Oppdiktet innkjøpssenter"
)


def csv_file(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    """Lines as an uploaded CSV."""
    return io.BytesIO("\r\n".join(lines).encode(encoding))


def contract_csv(**changed: str) -> io.BytesIO:
    """One contract with some cells changed, by heading without blanks and brackets: `Verdi`, `Startdato` …"""
    headings = CONTRACT_HEADINGS.split(";")
    cells = dict(zip(headings, CONTRACT.split(";"), strict=True))
    for name, value in changed.items():
        cells[next(heading for heading in headings if heading.replace("-", "").startswith(name))] = value
    return csv_file(CONTRACT_HEADINGS, ";".join(cells[heading] for heading in headings))


_SAFE = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "d.m.yy"}


def workbook(**sheets: Sequence[Sequence[object]]) -> io.BytesIO:
    """An XLSX with rows of cells per sheet; texts are never taken for formulas."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _SAFE)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    book.close()
    stream.seek(0)
    return stream


def repacked(book: io.BytesIO, changes: Mapping[str, bytes | None]) -> io.BytesIO:
    """The workbook with parts replaced, or left out where the change is None,."""
    stream = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = changes.get(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in changes.items():
            if name not in old.namelist() and content is not None:
                new.writestr(name, content)
    stream.seek(0)
    return stream


def part(book: io.BytesIO, name: str) -> bytes:
    """The bytes of one part of a workbook."""
    with zipfile.ZipFile(book) as package:
        return package.read(name)


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(rows: str, dimension: str = "A1") -> io.BytesIO:
    """A workbook whose one sheet has these rows as XML."""
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return repacked(workbook(Avtaler=[["Avtalenummer"]]), {SHEET: sheet.encode()})


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Avtaler">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods(rows: str, **more: bytes) -> io.BytesIO:
    """An ODS with one table whose rows are given as XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        package.writestr("content.xml", _ODS.format(rows=rows))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        for name, content in more.items():
            package.writestr(name, content)
    stream.seek(0)
    return stream


def ods_row(*cells: str) -> str:
    """A row of text cells."""
    written = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row>{written}</table:table-row>"
