"""Runs in the child: a quick look at an XLSX worksheet that tells whether the exact one in `boxes.py` is needed.

A million cells take six seconds element by element and less than one here. Invariant: every cell that calamine would
place is counted, and is either written in the one form that nearly all programs write or asks for the exact look. That
holds because in UTF-8 an element's name cannot be written otherwise than by its letters. Patterns begin with letters
that do not vary: others are ten times slower.
"""

import re
from collections.abc import Iterable

from samsvar.core.readers.spreadsheets.boxes import CELLS, SheetNotes, column_number

_FORMS = (
    (re.compile(rb"<c[\s>/]"), re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')),
    (re.compile(rb"<row[\s>/]"), re.compile(rb'<row r="()(\d{1,7})"')),
    (re.compile(rb"<dimension[\s>/]"), re.compile(rb'<dimension ref="(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,3})(\d{1,7})"')),
)
"""Each element in any form, and in the one form that is understood here: letters of the column, number of the row."""
_FORMULA = re.compile(rb"<f[\s>/]")
_PREFIXED = re.compile(rb"<[^\s<>/]*:(?:c|f|row|dimension)[\s/>]")
_TAG = 100_000
"""Bytes; a longer tag is nothing that a program writes."""


class SheetScan:
    """Takes a worksheet in pieces. `exact_needed` is final once it is True."""

    def __init__(self) -> None:
        self.exact_needed = False
        self._rest = b""
        self._columns: set[bytes] = set()
        self._last_row = 0

    def feed(self, chunk: bytes) -> None:
        """One piece; a tag that is cut in two waits for the next."""
        if self.exact_needed:
            return
        text = self._rest + chunk
        cut = max(text.rfind(b"<"), 0)
        self._rest = text[cut:]
        self._look(text[:cut])
        self.exact_needed = self.exact_needed or len(self._rest) > len(chunk) + _TAG

    def close(self) -> bool:
        """Whether the exact look is needed."""
        self._look(self._rest)
        last_column = max((column_number(letters.decode()) for letters in self._columns), default=0)
        return self.exact_needed or self._last_row * last_column > CELLS

    def _look(self, text: bytes) -> None:
        if b"\0" in text or b"<!" in text or b't="e"' in text or _FORMULA.search(text) or _PREFIXED.search(text):
            self.exact_needed = True
            return
        for any_form, understood in _FORMS:
            found = understood.findall(text)
            if len(found) != len(any_form.findall(text)):
                self.exact_needed = True
                return
            if found:
                letters, rows = zip(*found, strict=True)
                self._columns.update(set(letters) - {b""})
                self._last_row = max(self._last_row, *map(int, set(rows)))


class PercentScan:
    """Finds the cells that show per cent in a worksheet that the quick look has understood. `styles`: their formats."""

    def __init__(self, styles: Iterable[str]) -> None:
        self.notes = SheetNotes()
        places = b"|".join(sorted(place.encode() for place in styles))
        self._cell = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]* s="(?:' + places + rb')"')
        self._rest = b""

    def feed(self, chunk: bytes) -> None:
        """One piece; a tag that is cut in two waits for the next."""
        text = self._rest + chunk
        cut = max(text.rfind(b"<"), 0)
        self._rest = text[cut:]
        for letters, row in self._cell.findall(text[:cut]):
            self.notes.percents.add((int(row) - 1,), (column_number(letters.decode()) - 1,))
