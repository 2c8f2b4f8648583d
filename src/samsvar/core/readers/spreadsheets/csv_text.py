"""CSV: which encoding, which separator, then row by row with a bound on everything."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from samsvar.core.readers.columns import HEADER_WITHIN
from samsvar.core.readers.results import FileProblem, Progress
from samsvar.core.readers.values.text import Cell

Score = Callable[[Iterable[Cell]], int]
"""How many of the headings that are sought a row of cells names."""

LINE_LENGTH = 1_000_000
"""Characters in one line."""
COLUMNS = 500
_CHUNK = 1 << 20
_PROGRESS_EVERY = 2000
_SEPARATORS = ";,\t"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# In real Latin-1 text a capital A with tilde is never followed by one of these; in UTF-8 they are æ, ø and å.
_NORDIC_UTF8 = re.compile(rb"\xc3[\xa6\xb8\xa5\x86\x98\x85]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*')


def csv_rows(
    file: BinaryIO, size: int, score: Score, progress: Progress | None
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows that are not empty, each with its number as a spreadsheet counts it: quoted line feeds make no new row.

    Raises FileProblem: `nul_character`, `undecodable`, `mixed_encoding` (each with the line in `row`), `line_too_long`,
    `cell_too_long`, `bad_quotes`, `too_many_columns`.
    """
    text = io.TextIOWrapper(file, encoding=_encoding(file), errors="strict", newline="")
    try:
        first = _first_lines(text)
        separator = _separator(first, score)
        text.seek(0)
        for number, cells in _records(text, separator):
            if progress and number % _PROGRESS_EVERY == 0:
                progress(min(file.tell(), size), size)
            if any(map(str.strip, cells)) and not (number == 1 and _SEPARATOR_LINE.fullmatch(separator.join(cells))):
                yield number, cells
        if progress:
            progress(size, size)
    finally:
        # The caller owns the file, and may have closed it already.
        if not file.closed:
            text.detach()


def _encoding(file: BinaryIO) -> str:
    """UTF-8, UTF-16 by its mark, else Windows Latin-1. Reads the file through once; leaves it at its start."""
    head = file.read(4)
    file.seek(0)
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    try:
        while chunk := file.read(_CHUNK):
            if encoding != "utf-16" and b"\0" in chunk:
                raise FileProblem("nul_character", lines + 1 + chunk[: chunk.index(b"\0")].count(b"\n"))
            decoder.decode(chunk)
            lines += chunk.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        if encoding == "utf-16":
            raise FileProblem("undecodable", lines + 1, encoding="UTF-16") from None
        encoding = _latin(file, lines + 1 + problem.object[: problem.start].count(b"\n"), marked=encoding != "utf-8")
    finally:
        file.seek(0)
    return encoding


def _latin(file: BinaryIO, line: int, *, marked: bool) -> str:
    """The encoding of a file that is not UTF-8, `line` being where that showed. NUL and a mix of both are refused."""
    if marked:
        raise FileProblem("undecodable", line, encoding="UTF-8")
    file.seek(0)
    before, tail, undefined = 0, b"", False
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise FileProblem("nul_character", before + 1 + chunk[: chunk.index(b"\0")].count(b"\n"))
        if _SURROGATE.search(tail + chunk):
            raise FileProblem("undecodable", line, encoding="UTF-8")
        if _NORDIC_UTF8.search(tail + chunk):
            raise FileProblem("mixed_encoding", line)
        before += chunk.count(b"\n")
        tail = chunk[-2:]
        undefined = undefined or bool(_UNDEFINED.search(chunk))
    # Bytes that Windows leaves undefined are control characters in Latin-1, and are refused cell by cell.
    return "latin-1" if undefined else "cp1252"


def _first_lines(text: io.TextIOWrapper) -> list[str]:
    lines: list[str] = []
    while len(lines) < 4 * HEADER_WITHIN:
        line = text.readline(LINE_LENGTH)
        if not line:
            break
        lines.append(line)
    return lines


def _separator(lines: list[str], score: Score) -> str:
    """The separator under which most of our headings are recognised; else the one that splits the lines most evenly."""
    stated = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if stated:
        return stated.group(1)
    best, best_rank = ";", (0, 0, 0)
    for separator in _SEPARATORS:
        rows = _tried(lines, separator)
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(set(widths), key=widths.count) if widths else 0
        rank = (max(map(score, rows), default=0), widths.count(common), common)
        if rank > best_rank:
            best, best_rank = separator, rank
    return best


def _tried(lines: list[str], separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=separator):
            rows.append(row[:COLUMNS])
            if len(rows) == HEADER_WITHIN:
                break
    except csv.Error:
        pass
    return rows


def _records(text: io.TextIOWrapper, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        started = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            code = "cell_too_long" if "limit" in str(problem) else "bad_quotes"
            raise FileProblem(code, number, line=started) from None
        if len(cells) > COLUMNS:
            raise FileProblem("too_many_columns", number, columns=len(cells), limit=COLUMNS)
        yield number, cells


class _Lines:
    """The lines of a text, none longer than it may be."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._readline = text.readline
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._readline(LINE_LENGTH)
        self._number += 1
        if len(line) == LINE_LENGTH:
            raise FileProblem("line_too_long", self._number, limit=LINE_LENGTH)
        if not line:
            raise StopIteration
        return line
