"""Runs in the child: how large a box a sheet's cells span, which have no value to read, and which show per cent."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import XMLParserType

from samsvar.core.readers.results import FileProblem
from samsvar.core.readers.spreadsheets.percents import PercentCells

CELLS = 5_000_000
"""Cells in the box of one sheet, from the first used to the last."""
NOTED = 2000
"""Cells without a value that are remembered per sheet."""

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class SheetNotes:
    """What calamine gives as an empty cell though it is none: row → column, both from 0 → error code and facts.

    `percents`: the cells whose number is a share of one and is shown as per cent.
    """

    rows: dict[int, dict[int, tuple[str, dict[str, Any]]]] = field(default_factory=dict)
    percents: PercentCells = field(default_factory=PercentCells)
    count: int = 0

    def add(self, row: int, column: int, code: str, **facts: Any) -> None:
        """Remembers a cell, up to `NOTED`."""
        if self.count < NOTED:
            self.rows.setdefault(row, {})[column] = (code, facts)
            self.count += 1


class _Box:
    """Grows with each cell; refuses to grow beyond `CELLS`."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self) -> None:
        self.top = self.left = 1 << 30
        self.bottom = self.right = -1

    def add(self, row: int, column: int, last_row: int, last_column: int) -> None:
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, last_row), max(self.right, last_column)
        cells = (self.bottom - self.top + 1) * (self.right - self.left + 1)
        if cells > CELLS:
            raise FileProblem("too_many_cells", cells=cells, limit=CELLS)


class SheetCells:
    """Listens to one XLSX worksheet. `percent_styles`: the places of formats that show per cent."""

    def __init__(self, parser: XMLParserType, percent_styles: frozenset[str] = frozenset()) -> None:
        self._parser = parser
        self._percent_styles = percent_styles
        self._box = _Box()
        self._notes = SheetNotes()
        self._row = self._column = -1
        self._kind = ""
        self._kinds: dict[str, str] = {}
        self._formula = self._valued = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def notes(self, name: str) -> dict[str, SheetNotes]:
        """By the name of the part."""
        return {name: self._notes}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Names come with the prefix that the file chose, and there are millions: each is understood once.
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds.setdefault(name, name.rpartition(":")[2])
        if kind == "c":
            self._cell(attributes)
        elif kind == "v":
            if self._formula:
                self._parser.CharacterDataHandler = self._value
        elif kind == "f":
            self._formula = True
        elif kind == "row":
            self._row = _whole(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif kind == "dimension":
            self._dimension(attributes.get("ref", ""))

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            match = _REFERENCE.fullmatch(reference)
            if not match:
                raise FileProblem("damaged")
            self._row, self._column = int(match.group(2)) - 1, column_number(match.group(1)) - 1
        else:
            self._column += 1
        row, column = self._row, self._column
        box = self._box
        if row > box.bottom or column > box.right or row < box.top or column < box.left:
            box.add(row, column, row, column)
        self._kind = attributes.get("t", "n")
        self._formula = self._valued = False
        if self._kind == "e":
            self._notes.add(row, column, "error_value")
        if attributes.get("s") in self._percent_styles:
            self._notes.percents.add((row,), (column,))

    def _value(self, text: str) -> None:
        self._valued = self._valued or bool(text.strip())

    def _end(self, name: str) -> None:
        if not self._formula:
            return
        kind = name.rpartition(":")[2]
        if kind == "v":
            self._parser.CharacterDataHandler = None
            # An empty text is a value that the formula was calculated to.
            self._valued = self._valued or self._kind == "str"
        elif kind == "c":
            if not self._valued:
                self._notes.add(self._row, self._column, "formula", reason="not_calculated")
            self._formula = False

    def _dimension(self, reference: str) -> None:
        """calamine makes room for what the sheet says of itself, so that may be no larger either."""
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        places = [(int(corner.group(2)), column_number(corner.group(1))) for corner in corners if corner]
        if len(places) == 2:
            _Box().add(*places[0], *places[1])


class OpenDocumentCells:
    """Listens to the content of an OpenDocument spreadsheet: tables with repeated rows and cells."""

    def __init__(self, parser: XMLParserType) -> None:
        self._tables: dict[str, SheetNotes] = {}
        self._notes = SheetNotes()
        self._box = _Box()
        self._row = self._rows = self._column = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def notes(self, _name: str) -> dict[str, SheetNotes]:
        """By the name of the table."""
        return self._tables

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "table-cell" or kind == "covered-table-cell":
            self._cell(attributes)
        elif kind == "table-row":
            self._rows = _whole(attributes.get("table:number-rows-repeated", "1"))
            self._column = 0
        elif kind == "table":
            self._box = _Box()
            self._notes = self._tables[attributes.get("table:name", "")] = SheetNotes()
            self._row = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        repeated = _whole(attributes.get("table:number-columns-repeated", "1"))
        kind = attributes.get("office:value-type") or attributes.get("calcext:value-type")
        row, column = self._row, self._column
        self._column += repeated
        formula = "table:formula" in attributes
        if not kind and not formula:
            return
        self._box.add(row, column, row + self._rows - 1, column + repeated - 1)
        if kind == "percentage":
            self._notes.percents.add(range(row, row + self._rows), range(column, column + repeated))
        if kind == "error" or attributes.get("calcext:value-type") == "error":
            self._notes.add(row, column, "error_value")
        elif not kind:
            self._notes.add(row, column, "formula", reason="not_calculated")

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "table-row":
            self._row += self._rows


def column_number(letters: str) -> int:
    """A column's number from 1, by its letters."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise FileProblem("damaged")
    return max(int(text), 1)
