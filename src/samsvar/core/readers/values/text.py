"""The cleaner of text: NFC, no control characters, no formulas, no birth numbers."""

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from samsvar.core.readers.results import CellProblem, Facts


@dataclass(frozen=True, slots=True, eq=False)
class BadCell:
    """A cell that the spreadsheet could not give a value for: a formula never calculated, an error value."""

    code: str
    facts: Facts


Cell = str | int | float | bool | date | datetime | BadCell | None
"""A cell as the spreadsheet gave it. CSV gives text only; an empty cell is None or empty text."""

NAME_LENGTH = 300
TEXT_LENGTH = 10_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Zero width and direction marks: invisible, and can make one name look like another.
_FORMAT = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_SPACES = re.compile(r"\s+")
_FORMULA = re.compile(r"\s*(?:[=＝]|[@+\-＠＋－][^\s]*[A-Za-z][(|])")
# What our own CSV files write before a text that a spreadsheet would take for a formula.
_ESCAPED = re.compile(r"'\s*[=+\-@\t\r＝＋－＠]")
_ELEVEN_DIGITS = re.compile(r"(?<!\d)(\d{6})[ \u00a0]?(\d{5})(?!\d)")


def as_text(cell: Cell) -> str:
    """The cell as cleaned text, ends trimmed, NFC; a whole number without decimals, a day as ISO.

    Raises CellProblem `control_character` (facts `character`, e.g. U+0000), `formula`, or the cell's own problem.
    """
    if isinstance(cell, str):
        return _cleaned(cell)
    if cell is None:
        return ""
    if isinstance(cell, BadCell):
        raise CellProblem(cell.code, **cell.facts)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and math.fabs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _cleaned(text: str) -> str:
    if text.isascii() and text.isprintable():
        # Nearly all cells: nothing to compose and nothing to refuse but formulas.
        text = text.strip()
    else:
        control = _CONTROL.search(text)
        if control:
            raise CellProblem("control_character", character=f"U+{ord(control.group()):04X}")
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if text[:1] in _RISKY:
        if _ESCAPED.match(text):
            return text[1:].strip()
        if _FORMULA.match(text):
            raise CellProblem("formula", reason="text")
    return text


_RISKY = frozenset("=+-@'＝＋－＠")


def name_parser(longest: int = NAME_LENGTH) -> Callable[[Cell], str]:
    """A parser of names and other one-line texts: blanks joined, invisible marks refused.

    Codes: `invisible_character` (facts `character`), `too_long` (`length`, `limit`), `birth_number`.
    """

    def parse(cell: Cell) -> str:
        text = as_text(cell)
        if not text.isascii():
            hidden = _FORMAT.search(text)
            if hidden:
                raise CellProblem("invisible_character", character=f"U+{ord(hidden.group()):04X}")
        if not text.isprintable() or "  " in text or not text.isascii():
            text = _SPACES.sub(" ", text)
        return _bounded(text, longest)

    return parse


def text_parser(longest: int = TEXT_LENGTH) -> Callable[[Cell], str]:
    """A parser of running text, which may hold line feeds and tabs."""
    return lambda cell: _bounded(as_text(cell), longest)


def _bounded(text: str, longest: int) -> str:
    if len(text) > longest:
        raise CellProblem("too_long", length=len(text), limit=longest)
    refuse_birth_number(text)
    return text


def refuse_birth_number(text: str) -> None:
    """Raises CellProblem `birth_number` where a text holds a Norwegian birth number; the number is not repeated."""
    for match in _ELEVEN_DIGITS.finditer(text):
        if is_birth_number(match.group(1) + match.group(2)):
            raise CellProblem("birth_number")


def harmless_text(text: str) -> str:
    """Text that must not be refused, since nothing anybody wrote may be lost: NFC, without control characters and
    invisible marks, and with a birth number's figures as asterisks."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ELEVEN_DIGITS.sub(_masked, _FORMAT.sub("", _CONTROL.sub("", plain))).strip()


def _masked(match: re.Match[str]) -> str:
    return "***********" if is_birth_number(match.group(1) + match.group(2)) else match.group()


def is_birth_number(digits: str) -> bool:
    """Whether eleven digits are a Norwegian birth number or D number: a day that may be, and two check digits.

    Source: folkeregisterforskriften § 2-2-1; weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2, modulus 11.
    Synthetic numbers, whose month is raised by 40 or 80, count too.
    """
    numbers = [int(digit) for digit in digits]
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    first = -sum(map(int.__mul__, numbers, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
    second = -sum(map(int.__mul__, numbers, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
    return first == numbers[9] and second == numbers[10]
