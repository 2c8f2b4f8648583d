"""Looks into a zip's list of contents without unpacking anything: what kind of package is it, and is the list sane."""

import struct
from typing import BinaryIO

from samsvar.core.readers.results import FileProblem

ENTRIES = 2000
"""Parts in one package."""

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_END_LENGTH, _ENTRY_LENGTH = 22, 46
_LIST_LENGTH = ENTRIES * (_ENTRY_LENGTH + 500)
_KINDS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = ("basic/", "scripts/")


def package_kind(file: BinaryIO) -> str:
    """`xlsx`, `ods`, `docx` …, or `zip` for another archive. Leaves the file at its start.

    Raises FileProblem `damaged`, `too_many_parts` (facts `parts`, `limit`), `macros` (facts `found`).
    """
    names = [name.replace("\\", "/").casefold().lstrip("/") for name in part_names(file)]
    for name in names:
        if name.endswith(_MACROS) or (name.startswith(_MACRO_FOLDERS) and "content.xml" in names):
            raise FileProblem("macros", found=name)
    for part, kind in _KINDS:
        if part in names:
            return kind
    if "content.xml" in names:
        return _opendocument(file)
    return "zip"


def part_names(file: BinaryIO) -> list[str]:
    """The names in the list at the end of a zip. Raises FileProblem `damaged`, `too_many_parts`."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_535 - _END_LENGTH))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise FileProblem("damaged")
    entries, length, offset = struct.unpack_from("<HII", tail, at + 10)
    if entries > ENTRIES:
        raise FileProblem("too_many_parts", parts=entries, limit=ENTRIES)
    if length > _LIST_LENGTH or offset + length > size:
        raise FileProblem("damaged")
    # What the end says of the place is true of a zip with nothing before it; the list itself ends where the end begins.
    file.seek(size - len(tail) + at - length)
    listed = file.read(length)
    file.seek(0)
    return _names(listed)


def _names(listed: bytes) -> list[str]:
    names: list[str] = []
    at = 0
    while at < len(listed):
        if listed[at : at + 4] != _ENTRY or len(listed) - at < _ENTRY_LENGTH or len(names) == ENTRIES:
            raise FileProblem("damaged")
        name, extra, comment = struct.unpack_from("<HHH", listed, at + 28)
        start = at + _ENTRY_LENGTH
        names.append(listed[start : start + name].decode("utf-8", errors="replace"))
        at = start + name + extra + comment
    return names


def _opendocument(file: BinaryIO) -> str:
    """An OpenDocument package says first, and not compressed, what it is."""
    head = file.read(200)
    file.seek(0)
    if b"opendocument.spreadsheet" in head:
        return "ods"
    return "odt" if b"opendocument." in head else "zip"
