"""Tells what kind of file has come in, by its content and its name; both must agree."""

from typing import BinaryIO, Literal

from samsvar.core.readers.package import package_kind
from samsvar.core.readers.results import FileProblem, RowError, Source
from samsvar.core.readers.sources import SPREADSHEET_LIMIT, content_kind, ending, opened

Kind = Literal["csv", "xlsx", "ods", "xml", "json"]

_BY_ENDING: dict[str, Kind] = {
    "csv": "csv",
    "tsv": "csv",
    "tab": "csv",
    "txt": "csv",
    "xlsx": "xlsx",
    "ods": "ods",
    "xml": "xml",
    "json": "json",
}
_WITH_MACROS = frozenset({"xlsm", "xltm", "xlam", "xlsb"})


def sniff(source: Source, name: str, limit: int = SPREADSHEET_LIMIT) -> Kind | RowError:
    """The kind of a file, or why it cannot be taken in.

    Codes: `too_large`, `empty_file`, `not_a_file`, `macros`, `encrypted`, `unsupported_type` (facts `found`),
    `wrong_type` (facts `expected` by the name, `found` by the content).
    """
    try:
        with opened(source, limit) as (file, _size):
            return checked_kind(file, name)
    except FileProblem as problem:
        return problem.as_error()


def checked_kind(file: BinaryIO, name: str) -> Kind:
    """As `sniff`, of a file that is already open; raises FileProblem. Leaves the file at its start."""
    wanted = ending(name)
    if wanted in _WITH_MACROS:
        raise FileProblem("macros", found=wanted)
    found = _content(file)
    kind = _BY_ENDING.get(wanted)
    if kind is None:
        raise FileProblem("unsupported_type", found=wanted or found)
    if kind == "csv" and found == "text":
        return kind
    if kind == found:
        return kind
    if found == "ole" and kind in ("xlsx", "ods"):
        # Excel wraps a workbook with a password in the old container format.
        raise FileProblem("encrypted")
    raise FileProblem("wrong_type", expected=kind, found=found)


def _content(file: BinaryIO) -> str:
    found = content_kind(file)
    return package_kind(file) if found == "zip" else found
