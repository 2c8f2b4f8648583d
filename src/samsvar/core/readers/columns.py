"""Which column is which: headings in three languages, any order, title lines and two header rows.

A heading is compared without case, blanks, accents and punctuation, and without what stands in brackets at its end.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from samsvar.core.readers.results import CellProblem, FileProblem, RowError, shown
from samsvar.core.readers.values.text import Cell, as_text
from samsvar.core.readers.values.words import key

HEADER_WITHIN = 15
"""The header stands among this many first rows that are not empty."""

_IN_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])]\s*\*?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours. `headings`: what people write above it, separated by `|`, the Norwegian one to suggest first.

    `parse` turns a cell that is not empty into a value or raises CellProblem; `empty` is the value of an empty cell.
    """

    field: str
    headings: str
    parse: Callable[[Cell], Any]
    mandatory: bool = False
    empty: Any = None

    @property
    def suggested(self) -> str:
        """The heading to suggest where the column is missing."""
        return self.headings.split("|")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A column of ours as it stands in the file: where, from 0, and under which heading."""

    index: int
    heading: str
    column: Column


@dataclass(frozen=True, slots=True)
class Header:
    """The header that was found. `row`: the last row of it. `unnamed`: indexes without a heading."""

    row: int
    places: tuple[Place, ...]
    ignored: tuple[str, ...]
    errors: tuple[RowError, ...]


class Headings:
    """Recognises the headings of one format."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Two columns that go by the same heading are a mistake of ours: ValueError."""
        self.columns = tuple(columns)
        self._by_key: dict[str, Column] = {}
        for column in columns:
            for heading in (column.field, *column.headings.split("|")):
                if self._by_key.setdefault(key(heading), column) is not column:
                    raise ValueError(f"two columns go by {heading!r}")

    def column(self, heading: str) -> Column | None:
        """The column that goes by a heading, None where none does."""
        if not heading:
            return None
        return self._by_key.get(key(heading)) or self._by_key.get(key(_IN_BRACKETS.sub("", heading)))

    def score(self, cells: Iterable[Cell]) -> int:
        """How many different columns of ours a row of cells names."""
        return len({column.field for column in map(self.column, map(heading_of, cells)) if column})

    def find(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Header:
        """The header among the first rows. Raises FileProblem `no_header` (facts `found`, `expected`).

        In two header rows the lower one counts, read together with the group above it, e.g. `Leverandør` over `Land`.
        """
        best: tuple[int, int, list[tuple[str, Column | None]]] = (0, 0, [])
        above: Sequence[Cell] = ()
        for number, cells in rows:
            named = self._named(cells, above)
            score = len({column.field for _, column in named if column})
            if score > best[0]:
                best = (score, number, named)
            above = cells
        score, number, named = best
        if not score:
            first = max((cells for _, cells in rows), key=len, default=())
            found = [shown(text) for text in map(heading_of, first) if text][:20]
            expected = [column.suggested for column in self.columns if column.mandatory]
            raise FileProblem("no_header", found=found, expected=expected)
        return self._header(number, named)

    def _named(self, cells: Sequence[Cell], above: Sequence[Cell]) -> list[tuple[str, Column | None]]:
        named: list[tuple[str, Column | None]] = []
        is_header_above = self.score(above) > 0
        group = ""
        for index in range(max(len(cells), len(above))):
            own = heading_of(cells[index]) if index < len(cells) else ""
            over = heading_of(above[index]) if index < len(above) else ""
            group = over or group
            if own:
                column = (self.column(f"{group} {own}") if group else None) or self.column(own)
                named.append((own, column))
            else:
                # A heading merged downwards over both rows stands in the upper one.
                column = self.column(over)
                named.append((over if is_header_above else "", column))
        return named

    def _header(self, number: int, named: list[tuple[str, Column | None]]) -> Header:
        places: dict[str, Place] = {}
        ignored: list[str] = []
        errors: list[RowError] = []
        for index, (heading, column) in enumerate(named):
            if column is None:
                ignored.extend([shown(heading)] if heading else [])
            elif column.field in places:
                first = places[column.field]
                facts = {
                    "first": f"{letter(first.index)} {first.heading}",
                    "second": f"{letter(index)} {shown(heading)}",
                }
                errors.append(RowError(number, shown(heading), "duplicate_column", facts, column.field))
            else:
                places[column.field] = Place(index, shown(heading), column)
        for column in self.columns:
            if column.mandatory and column.field not in places:
                facts = {"expected": column.suggested}
                errors.append(RowError(number, None, "missing_column", facts, column.field))
        return Header(number, tuple(places.values()), tuple(ignored), tuple(errors))


def letter(index: int) -> str:
    """The letter of a column as a spreadsheet names it, from index 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def heading_of(cell: Cell) -> str:
    """A cell as a heading: one line, blanks joined. Empty where nothing can be read."""
    if cell is None:
        return ""
    try:
        return " ".join(as_text(cell).split())
    except CellProblem:
        return ""
