"""Opens a spreadsheet of any of the three kinds as sheets of rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samsvar.core.readers.child_process import answers
from samsvar.core.readers.results import FileProblem, Progress, Source
from samsvar.core.readers.sources import SPREADSHEET_LIMIT, opened
from samsvar.core.readers.spreadsheets.csv_text import Score, csv_rows
from samsvar.core.readers.upload import checked_kind
from samsvar.core.readers.values.text import BadCell, Cell

_PROGRESS_EVERY = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its rows that are not empty, with their numbers from 1. Rows come once, before the next sheet."""

    name: str
    rows: Iterator[tuple[int, Sequence[Cell]]]


@contextmanager
def open_sheets(
    source: Source, name: str, score: Score, progress: Progress | None = None, limit: int = SPREADSHEET_LIMIT
) -> Iterator[Iterator[Sheet]]:
    """The visible sheets of a CSV, XLSX or ODS file; `name` is the file's own name.

    `score` tells how many headings a row names, to find the separator of a CSV. Raises FileProblem, also while rows
    are read.
    """
    with opened(source, limit) as (file, size):
        kind = checked_kind(file, name)
        if kind == "csv":
            yield iter((Sheet("", csv_rows(file, size, score, progress)),))
        elif kind in ("xlsx", "ods"):
            plain = answers("workbook", file)
            try:
                yield _sheets(plain, progress)
            finally:
                plain.close()
        else:
            raise FileProblem("wrong_type", expected="csv", found=kind)


def _sheets(plain: Iterator[Any], progress: Progress | None) -> Iterator[Sheet]:
    """Splits the stream of answers at each sheet; what is left of one sheet is passed by when the next is asked for."""
    stream = _Stream(plain)
    while stream.to_next_sheet():
        about = stream.current
        rows = _rows(stream, about["cells"], progress)
        yield Sheet(about["sheet"], rows)


class _Stream:
    """Answers with a look at the one to come."""

    def __init__(self, plain: Iterator[Any]) -> None:
        self._plain = plain
        self.current: Any = next(plain, None)
        self._used = False

    def to_next_sheet(self) -> bool:
        """Goes on to the next answer that opens a sheet."""
        if self._used:
            self.advance()
        while self.current is not None and not isinstance(self.current, dict):
            self.advance()
        self._used = True
        return self.current is not None

    def advance(self) -> Any:
        self._used = False
        self.current = next(self._plain, None)
        return self.current


def _rows(stream: _Stream, total: int, progress: Progress | None) -> Iterator[tuple[int, Sequence[Cell]]]:
    done = 0
    while isinstance(answer := stream.advance(), list):
        number, cells = answer
        done += len(cells)
        if progress and number % _PROGRESS_EVERY == 0:
            progress(min(done, total), total)
        yield number, [_cell(cell) if cell.__class__ is dict else cell for cell in cells]
    if progress:
        progress(total, total)


def _cell(plain: dict[str, Any]) -> Cell:
    if "e" in plain:
        return BadCell(plain["e"], plain["f"])
    written = plain["d"]
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
