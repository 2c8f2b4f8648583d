"""Runs in the child: which cells of a workbook are shown as per cent.

A cell that shows `7,2 %` holds 0.072, and calamine gives the number alone. Whoever wrote it means what is shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.parsers.expat import XMLParserType

_BUILT_IN = frozenset({"9", "10"})
"""`0%` and `0.00%` (ECMA-376, part 1, 18.8.30)."""
_NOT_SHOWN_AS_SIGN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
"""What a format code holds beside its signs: texts in quotes, escaped signs, colours and conditions, padding."""


class PercentStyles:
    """Listens to the styles of an XLSX: which places among the formats of cells show per cent."""

    def __init__(self, parser: XMLParserType) -> None:
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._in_cells = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif kind == "cellXfs":
            self._in_cells = True
        elif kind == "xf" and self._in_cells:
            self._formats.append(attributes.get("numFmtId", ""))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._in_cells = False

    @property
    def places(self) -> frozenset[str]:
        """As cells name them: `s="3"`."""
        shown = {number for number, code in self._codes.items() if shows_percent(code)} | _BUILT_IN
        return frozenset(str(place) for place, number in enumerate(self._formats) if number in shown)


def shows_percent(code: str) -> bool:
    """Whether a number format shows a number as per cent: `0.0%`, but not `0" %"`, which adds the sign alone."""
    return "%" in _NOT_SHOWN_AS_SIGN.sub("", code)


class PercentCells:
    """Places in a sheet, kept as one bit each: there may be millions, and the first may stand a million rows down."""

    def __init__(self) -> None:
        self._blocks: dict[int, dict[int, bytearray]] = {}

    def add(self, rows: Iterable[int], columns: Sequence[int]) -> None:
        """Every cell of the rows and columns, both from 0."""
        for row in rows:
            number, place = divmod(row, _ROWS_IN_BLOCK)
            block = self._blocks.setdefault(number, {})
            for column in columns:
                bits = block.setdefault(column, bytearray(_ROWS_IN_BLOCK // 8))
                bits[place >> 3] |= 1 << (place & 7)

    def in_row(self, row: int) -> list[int]:
        """The columns in which a row shows per cent."""
        number, place = divmod(row, _ROWS_IN_BLOCK)
        block = self._blocks.get(number, {})
        return [column for column, bits in block.items() if bits[place >> 3] & 1 << (place & 7)]


_ROWS_IN_BLOCK = 4096
