"""The fixed list of hostile files: each is told of with a code of its own, soon, and never with a traceback."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from samsvar.core.readers.contracts import read_contracts
from samsvar.core.readers.eforms import read_award_notice
from samsvar.core.readers.results import FileProblem, RowError
from samsvar.core.readers.spreadsheets import package_check
from samsvar.core.readers.upload import sniff
from tests.core.readers.made import (
    CONTRACT_HEADINGS,
    LOOKUPS,
    SHEET,
    csv_file,
    ods,
    ods_row,
    part,
    repacked,
    with_sheet,
    workbook,
)

GOOD = [CONTRACT_HEADINGS.split(";"), ["A-1", "Skjermer", "Demodata Maskinvare AS", "", "", "vare", "egen"]]
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _zeros(megabytes: int) -> io.BytesIO:
    """A sheet that unpacks to blanks only."""
    return repacked(workbook(Avtaler=GOOD), {SHEET: b"<worksheet>" + b" " * (megabytes * 1_000_000) + b"</worksheet>"})


def _nested() -> io.BytesIO:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("0.xml", b"0" * 1_000_000)
    return repacked(workbook(Avtaler=GOOD), {"xl/media/inner.dat": inner.getvalue()})


def _overlapping() -> io.BytesIO:
    """A thousand names for one and the same megabyte of zeros: each sheet small, all of them a gigabyte."""
    base = workbook(Avtaler=GOOD)
    with zipfile.ZipFile(base, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.dat", b"\0" * 1_000_000)
        entry = package.getinfo("xl/media/a.dat")
        for number in range(1000):
            twin = zipfile.ZipInfo(f"xl/media/a{number:04}.dat"[:14])
            twin.filename = f"xl/media/{number:05}"
            twin.header_offset = entry.header_offset
            twin.CRC, twin.compress_size, twin.file_size = entry.CRC, entry.compress_size, entry.file_size
            twin.compress_type = entry.compress_type
            package.filelist.append(twin)
            package.NameToInfo[twin.filename] = twin
        package._didModify = True
    base.seek(0)
    return base


def _many_parts() -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(3000):
            package.writestr(f"xl/{number}.xml", "<a/>")
    return stream


def _lying_size() -> io.BytesIO:
    """Says in its list that the sheet unpacks to one byte."""
    book = _zeros(300)
    content = bytearray(book.getvalue())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    struct.pack_into("<I", content, at + 24, 1)
    return io.BytesIO(bytes(content))


def _named(name: str) -> io.BytesIO:
    return repacked(workbook(Avtaler=GOOD), {name: b"x"})


def _link() -> io.BytesIO:
    book = workbook(Avtaler=GOOD)
    with zipfile.ZipFile(book, "a") as package:
        link = zipfile.ZipInfo("xl/media/link.xml")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return book


def _with_types(extra: str) -> io.BytesIO:
    book = workbook(Avtaler=GOOD)
    types = part(book, "[Content_Types].xml").replace(b"</Types>", extra.encode() + b"</Types>")
    return repacked(book, {"[Content_Types].xml": types})


def _doctype(name: str) -> io.BytesIO:
    book = workbook(Avtaler=GOOD)
    content = part(book, name).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    return repacked(book, {name: content})


WORKBOOKS: dict[str, tuple[Callable[[], io.BytesIO], str, str]] = {
    "300 MB of blanks in a sheet": (lambda: _zeros(300), "a.xlsx", "zip_bomb"),
    "a part that lies about its size": (_lying_size, "a.xlsx", "damaged|zip_bomb"),
    "an archive within the archive": (_nested, "a.xlsx", "nested_archive"),
    "a thousand names for one part": (_overlapping, "a.xlsx", "zip_bomb|damaged"),
    "three thousand parts": (_many_parts, "a.xlsx", "too_many_parts"),
    "a name that climbs": (lambda: _named("../../etc/cron.d/a.xml"), "a.xlsx", "unsafe_name"),
    "an absolute name": (lambda: _named("/etc/a.xml"), "a.xlsx", "unsafe_name"),
    "a drive letter": (lambda: _named("C:/a.xml"), "a.xlsx", "unsafe_name"),
    "a name that climbs with backslashes": (lambda: _named("..\\..\\a.xml"), "a.xlsx", "unsafe_name"),
    "a link": (_link, "a.xlsx", "unsafe_name"),
    "a reference to the last cell there can be": (
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "a.xlsx",
        "too_many_cells",
    ),
    "a sheet that says it is as large as can be": (
        lambda: with_sheet(FIRST, "A1:XFD1048576"),
        "a.xlsx",
        "too_many_cells",
    ),
    "a far cell hidden in another way of writing": (
        lambda: with_sheet(
            "<row r='1'><c r='A1'/></row><row\nr='1048576'><c s='1' r = 'XFD1048576'><v>1</v></c></row>"
        ),
        "a.xlsx",
        "too_many_cells",
    ),
    "a far cell written with entities": (
        lambda: with_sheet(FIRST + '<row><c r="&#88;FD1048&#53;76"><v>1</v></c></row>'),
        "a.xlsx",
        "too_many_cells",
    ),
    "a far cell behind a prefix": (
        lambda: with_sheet(
            '<row r="1"><c r="A1"/></row><x:row xmlns:x="u"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
        ),
        "a.xlsx",
        "too_many_cells",
    ),
    "an ODS cell repeated a million times in a thousand rows": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
            'office:value="1" table:number-columns-repeated="16000"/></table:table-row>'
        ),
        "a.ods",
        "too_many_cells",
    ),
    "an ODS with a number of repeats beyond reason": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="99999999999999"><table:table-cell/></table:table-row>'
        ),
        "a.ods",
        "damaged",
    ),
    "macros": (lambda: repacked(workbook(Avtaler=GOOD), {"xl/vbaProject.bin": b"\1\2"}), "a.xlsx", "macros"),
    "macros under another name": (
        lambda: _with_types('<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
        "a.xlsx",
        "macros",
    ),
    "a macro sheet of old": (
        lambda: _with_types('<Override PartName="/xl/m.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'),
        "a.xlsx",
        "macros",
    ),
    "a workbook named for macros": (lambda: workbook(Avtaler=GOOD), "a.xlsm", "macros"),
    "an ODS with Basic": (lambda: ods(ods_row("a"), **{"Basic/Standard/a.xml": b"<a/>"}), "a.ods", "macros"),
    "a DOCTYPE in the sheet": (lambda: _doctype(SHEET), "a.xlsx", "doctype"),
    "a DOCTYPE in the relations": (lambda: _doctype("xl/_rels/workbook.xml.rels"), "a.xlsx", "doctype"),
    "cut off in the middle": (lambda: io.BytesIO(workbook(Avtaler=GOOD).getvalue()[:3000]), "a.xlsx", "damaged"),
    "cut off at the end": (lambda: io.BytesIO(workbook(Avtaler=GOOD).getvalue()[:-30]), "a.xlsx", "damaged"),
    "no sheet where one should be": (lambda: repacked(workbook(Avtaler=GOOD), {SHEET: None}), "a.xlsx", "damaged"),
    "a sheet that is no XML": (lambda: repacked(workbook(Avtaler=GOOD), {SHEET: b"\0\1\2"}), "a.xlsx", "damaged"),
    "two parts of one name": (
        lambda: repacked(workbook(Avtaler=GOOD), {"XL/WORKSHEETS/SHEET1.XML": b"<worksheet/>"}),
        "a.xlsx",
        "damaged",
    ),
    "a workbook with a password": (
        lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
        "a.xlsx",
        "encrypted",
    ),
    "a workbook named CSV": (lambda: workbook(Avtaler=GOOD), "a.csv", "wrong_type"),
    "a CSV named workbook": (lambda: csv_file(CONTRACT_HEADINGS), "a.xlsx", "wrong_type"),
    "an ODS named XLSX": (lambda: ods(ods_row("a")), "a.xlsx", "wrong_type"),
    "a PDF named XLSX": (lambda: io.BytesIO(b"%PDF-1.7 " + b"x" * 100), "a.xlsx", "wrong_type"),
    "a web page named CSV": (lambda: io.BytesIO(b"<!DOCTYPE html><html><table>"), "a.csv", "wrong_type"),
    "a program": (lambda: io.BytesIO(b"MZ\x90\0" + b"x" * 100), "a.exe", "unsupported_type"),
    "an archive": (_many_parts, "a.zip", "too_many_parts"),
    "nothing at all": (lambda: io.BytesIO(b""), "a.csv", "empty_file"),
    "NUL bytes": (lambda: io.BytesIO(CONTRACT_HEADINGS.encode() + b"\nA-1;Skj\0ermer"), "a.csv", "nul_character"),
    "NUL bytes among Latin-1": (
        lambda: io.BytesIO(CONTRACT_HEADINGS.encode("latin-1") + b"\nA-1;Skj\xe6\0rmer"),
        "a.csv",
        "nul_character",
    ),
    "a lone surrogate in UTF-8": (
        lambda: io.BytesIO(CONTRACT_HEADINGS.encode() + b"\nA-1;Skj\xed\xa0\x80rmer"),
        "a.csv",
        "undecodable",
    ),
    "a lone surrogate in UTF-16": (
        lambda: io.BytesIO("Avtalenummer;Tittel\nA;".encode("utf-16") + b"\x00\xd8a\x00"),
        "a.csv",
        "undecodable",
    ),
    "one line of ten megabytes": (lambda: io.BytesIO(b"Avtalenummer;" + b"x" * 10_000_000), "a.csv", "line_too_long"),
    "one line of a million cells": (lambda: io.BytesIO(b"Avtalenummer" + b";" * 999_000), "a.csv", "too_many_columns"),
    "a quote that never ends": (
        lambda: csv_file(CONTRACT_HEADINGS, 'A-1;"Skjermer', *["x" * 1000] * 1000),
        "a.csv",
        "cell_too_long",
    ),
    "a quote that is not closed before the end": (
        lambda: csv_file(CONTRACT_HEADINGS, 'A-1;"Skjermer;'),
        "a.csv",
        "bad_quotes",
    ),
}


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_hostile_spreadsheet_is_refused_with_its_reason(case: str) -> None:
    make, name, codes = WORKBOOKS[case]
    file = make()
    result = read_contracts(file, name, LOOKUPS)
    assert result.rows == ()
    assert [error.code for error in result.errors] in [[code] for code in codes.split("|")]


def test_a_small_workbook_that_would_take_gigabytes_is_under_two_kilobytes_and_refused() -> None:
    book = WORKBOOKS["a reference to the last cell there can be"][0]()
    assert len(book.getvalue()) < 8000
    assert read_contracts(book, "a.xlsx", LOOKUPS).errors[0].facts["limit"] == 5_000_000


def test_a_file_of_one_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with open(path, "wb") as file:
        os.truncate(file.fileno(), 1_000_000_000)
    (error,) = read_contracts(path, "a.csv", LOOKUPS).errors
    assert (error.code, error.facts) == ("too_large", {"bytes": 1_000_000_000, "limit": 200_000_000})
    assert isinstance(sniff(path, "a.csv"), RowError)


def test_a_folder_and_a_missing_file_are_told_of(tmp_path: Path) -> None:
    assert read_contracts(tmp_path, "a.csv", LOOKUPS).errors[0].code == "not_a_file"
    assert read_contracts(tmp_path / "none.csv", "a.csv", LOOKUPS).errors[0].code == "not_a_file"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
NOTICES = {
    "a billion laughs": (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>', "doctype"),
    "an external entity": (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "doctype",
    ),
    "an external subset": ('<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><x/>', "doctype"),
    "an entity nobody declared": ('<?xml version="1.0"?><x>&a;</x>', "malformed_xml"),
    "no end": ('<?xml version="1.0"?><x><y>', "malformed_xml"),
    "deeper than any notice": (f'<?xml version="1.0"?>{"<a>" * 200}{"</a>" * 200}', "unreadable"),
    "deeper than any document": (f'<?xml version="1.0"?>{"<a>" * 50_000}{"</a>" * 50_000}', "malformed_xml"),
    "another document": ('<?xml version="1.0"?><Invoice xmlns="urn:x"/>', "not_award_notice"),
    "XInclude": (
        '<?xml version="1.0"?><x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></x>',
        "not_award_notice",
    ),
}


@pytest.mark.parametrize("case", NOTICES)
def test_hostile_xml_is_refused_with_its_reason(case: str) -> None:
    text, code = NOTICES[case]
    result = read_award_notice(io.BytesIO(text.encode()), "a.xml", LOOKUPS)
    assert [error.code for error in result.errors] == [code]
    assert result.rows == ()


def test_entities_in_utf_16_are_refused_too() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert read_award_notice(io.BytesIO(text.encode("utf-16")), "a.xml", LOOKUPS).errors[0].code == "doctype"


def test_a_tag_that_never_ends_is_given_up_before_it_takes_all_the_time_there_is():
    part = package_check._XmlPart()
    part.feed(b'<worksheet a="')
    for _piece in range(61):
        part.feed(b"c" * 65_536)
    with pytest.raises(FileProblem, match="damaged"):
        part.feed(b"c" * 65_536)
