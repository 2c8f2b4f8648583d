"""Runs in the child: unpacks every part of a workbook as a stream and refuses what no honest one holds.

Declared sizes lie and entries may overlap, so bytes are counted as they come. Each XML part goes through expat, which
stops at a DOCTYPE before an entity is declared. The box that the cells of a sheet span is measured before calamine
allocates it.
"""

import stat
import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from samsvar.core.readers.results import FileProblem
from samsvar.core.readers.spreadsheets.boxes import OpenDocumentCells, SheetCells, SheetNotes
from samsvar.core.readers.spreadsheets.percents import PercentStyles
from samsvar.core.readers.spreadsheets.sheet_scan import PercentScan, SheetScan

PART_BYTES = 200_000_000
"""Of one part, unpacked."""
TOTAL_BYTES = 600_000_000
RATIO = 200
RATIO_FROM = 1_000_000
"""Bytes unpacked before the ratio is judged: a small part of blanks says nothing."""

LONGEST_TAG = 4_000_000
"""Bytes of one tag or comment, which expat reads anew with each piece until it ends (CVE-2023-52425)."""

_CHUNK = 1 << 16
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0",
)
_XML_ENDINGS = (".xml", ".rels", ".vml")


def check_package(file: BinaryIO, size: int) -> dict[str, SheetNotes]:
    """What calamine will not tell of each XLSX sheet or ODS table, by part or table name.

    Raises FileProblem: `damaged`, `encrypted`, `unsafe_name`, `nested_archive`, `zip_bomb`, `macros`, `doctype`,
    `too_many_cells` (facts `cells`, `limit`).
    """
    notes: dict[str, SheetNotes] = {}
    total = 0
    looks: list[tuple[zipfile.ZipInfo, bool]] = []
    percents: frozenset[str] = frozenset()
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _check_names(entries)
            for entry in entries:
                count, part = _check_part(package, entry)
                total += count
                if total > TOTAL_BYTES or total > max(RATIO * size, RATIO_FROM):
                    raise FileProblem("zip_bomb", bytes=total, limit=TOTAL_BYTES)
                if part is not None and part.is_sheet:
                    looks.append((entry, part.exact_needed))
                percents |= part.percent_styles if part is not None else frozenset()
            for entry, needed in looks:
                # A cell names its format by its place among the styles, which may stand after the sheets.
                if needed:
                    notes.update(_exact_look(package, entry, percents))
                elif percents:
                    notes[entry.filename] = _percent_look(package, entry, percents)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as problem:
        raise FileProblem("damaged") from problem
    return notes


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        climbs = (
            name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in entry.orig_filename
        )
        if climbs or stat.S_ISLNK(entry.external_attr >> 16):
            raise FileProblem("unsafe_name", name=name[:80])
        if name.casefold() in seen:
            # Two readers of the package could take different ones.
            raise FileProblem("damaged")
        seen.add(name.casefold())
        if entry.flag_bits & 0x41:
            raise FileProblem("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileProblem("damaged")


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> "tuple[int, _XmlPart | None]":
    """Bytes of the part, unpacked, and what was seen in it where it is XML."""
    count = 0
    part = _XmlPart() if entry.filename.casefold().endswith(_XML_ENDINGS) else None
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if not count and chunk.startswith(_ARCHIVES):
                raise FileProblem("nested_archive", name=entry.filename[:80])
            count += len(chunk)
            if count > PART_BYTES or (count > RATIO_FROM and count > RATIO * entry.compress_size):
                raise FileProblem("zip_bomb", bytes=count, limit=PART_BYTES)
            if part:
                part.feed(chunk)
    if part:
        part.close()
    return count, part


def _exact_look(package: zipfile.ZipFile, entry: zipfile.ZipInfo, percents: frozenset[str]) -> dict[str, SheetNotes]:
    """The part once more, cell by cell."""
    part = _XmlPart(exact=True, percents=percents)
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            part.feed(chunk)
    part.close()
    return part.notes(entry.filename)


def _percent_look(package: zipfile.ZipFile, entry: zipfile.ZipInfo, percents: frozenset[str]) -> SheetNotes:
    """The part once more, for the cells that show per cent alone."""
    scan = PercentScan(percents)
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            scan.feed(chunk)
    return scan.notes


class _XmlPart:
    """One XML part on its way through expat: for all parts no DOCTYPE, for sheets also the cells.

    `exact_needed`: whether a sheet must be looked at cell by cell; known once the part is closed.
    """

    def __init__(self, *, exact: bool = False, percents: frozenset[str] = frozenset()) -> None:
        self.exact_needed = False
        self._exact = exact
        self._percents = percents
        self._styles: PercentStyles | None = None
        self._cells: SheetCells | OpenDocumentCells | None = None
        self._scan: SheetScan | None = None
        self._utf_8 = True
        self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartElementHandler = self._root
        self._parser.buffer_text = True

    def feed(self, chunk: bytes) -> None:
        """One piece of the part."""
        self._parse(chunk, last=False)
        if self._scan:
            self._scan.feed(chunk)

    def close(self) -> None:
        """The part has come to its end."""
        self._parse(b"", last=True)
        self.exact_needed = self.is_sheet and (self._scan is None or not self._utf_8 or self._scan.close())

    @property
    def is_sheet(self) -> bool:
        """Whether it holds cells."""
        return self._scan is not None or self._cells is not None

    @property
    def percent_styles(self) -> frozenset[str]:
        """Of the part with the styles, the places of formats that show per cent."""
        return self._styles.places if self._styles else frozenset()

    def notes(self, name: str) -> dict[str, SheetNotes]:
        """What an exact look has found."""
        return self._cells.notes(name) if self._cells else {}

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as problem:
            raise FileProblem("damaged") from problem
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG:
            raise FileProblem("damaged")

    def _doctype(self, *_declared: object) -> None:
        raise FileProblem("doctype")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._utf_8 = encoding is None or encoding.upper() in ("UTF-8", "US-ASCII")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        """The first element says what the part is; from then on its own reader listens."""
        kind = name.rpartition(":")[2]
        self._parser.StartElementHandler = None
        if kind == "worksheet" and not self._exact:
            self._scan = SheetScan()
        elif kind == "worksheet":
            self._cells = SheetCells(self._parser, self._percents)
        elif kind in ("document-content", "document"):
            self._cells = OpenDocumentCells(self._parser)
        elif kind == "styleSheet":
            self._styles = PercentStyles(self._parser)
        elif kind == "Types":
            self._parser.StartElementHandler = _content_type


def _content_type(_name: str, attributes: dict[str, str]) -> None:
    if (
        "macro" in attributes.get("ContentType", "").lower()
        or "vbaproject" in attributes.get("ContentType", "").lower()
    ):
        raise FileProblem("macros", found=attributes["ContentType"][:80])
