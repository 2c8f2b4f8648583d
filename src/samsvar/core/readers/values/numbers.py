"""Numbers as Norwegians and others write them. What can be read in two ways is refused, never guessed."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from samsvar.core.readers.results import CellProblem, shown
from samsvar.core.readers.values.text import Cell, as_text

LARGEST_NOK = 10**12
"""Amounts above this, a thousand milliard kroner, are a slip of the hand."""

_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SCALES = {
    "tusen": 3,
    "tkr": 3,
    "thousand": 3,
    "mill": 6,
    "mill.": 6,
    "mnok": 6,
    "mkr": 6,
    "mio": 6,
    "mio.": 6,
    "million": 6,
    "millioner": 6,
    "millionar": 6,
    "millions": 6,
    "mrd": 9,
    "mrd.": 9,
    "milliard": 9,
    "milliarder": 9,
    "milliardar": 9,
    "billion": None,
    "billions": None,
}
"""Powers of ten; a billion is ten to the ninth in English and to the twelfth in Norwegian, so it says nothing."""
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "us$": "USD"}
_CODES = frozenset(["EUR", "USD", "GBP", "SEK", "DKK", "CHF", "JPY", "CNY", "PLN", "ISK", "CAD", "AUD", "INR"])
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,' ]*")
_WORD = re.compile(r"[^\W\d_][^\W\d_.]*\.?|[€$£¥]")
_CENTS_LEFT_OUT = re.compile(r"[,.][-–—]$")


def parse_money(cell: Cell) -> int:
    """Kroner to whole øre, e.g. `kr 1 234,50` → 123450; `61,5 mill.` → 6150000000.

    Codes: `not_a_number`, `ambiguous_number` (facts `readings`), `other_currency` (`currency`), `too_many_decimals`,
    `too_large` (`limit`), `negative_value`.
    """
    number = _decimal(cell, money=True)
    if number < 0:
        raise CellProblem("negative_value", value=shown(as_text(cell)))
    if number > LARGEST_NOK:
        raise CellProblem("too_large_value", value=shown(as_text(cell)), limit=LARGEST_NOK)
    ore = number * 100
    if isinstance(cell, float):
        # A workbook stores decimals in binary: 0.1 + 0.2 is not 0.3 there. A hundredth of an øre is noise, not meaning.
        rounded = ore.quantize(Decimal(1))
        if abs(ore - rounded) < Decimal("0.01"):
            return int(rounded)
    if ore != ore.to_integral_value():
        raise CellProblem("too_many_decimals", value=shown(as_text(cell)), limit=2)
    return int(ore)


def parse_decimal(cell: Cell) -> Decimal:
    """A number with its decimals, exactly as written. Codes as `parse_money`, without those of money."""
    return _decimal(cell, money=False)


def whole_number_parser(lowest: int, highest: int) -> Callable[[Cell], int]:
    """A parser of whole numbers within bounds. Codes: `not_a_number`, `not_whole`, `out_of_range`."""

    def parse(cell: Cell) -> int:
        number = _decimal(cell, money=False)
        if number != number.to_integral_value():
            raise CellProblem("not_whole", value=shown(as_text(cell)))
        if not lowest <= number <= highest:
            raise CellProblem("out_of_range", value=shown(as_text(cell)), lowest=lowest, highest=highest)
        return int(number)

    return parse


def _decimal(cell: Cell, *, money: bool) -> Decimal:
    if isinstance(cell, (bool, date)):
        raise CellProblem("not_a_number", value=shown(as_text(cell)))
    if isinstance(cell, (int, float)):
        number = Decimal(repr(cell))
        if not number.is_finite():
            raise CellProblem("not_a_number", value=shown(cell))
        return number
    written = as_text(cell)
    text = _BLANKS.sub(" ", written).replace("−", "-").replace("’", "'").strip()
    text, power = _without_words(text, written) if money else (text, 0)
    return _plain(text, written).scaleb(power)


def _without_words(text: str, written: str) -> tuple[str, int]:
    """Takes `kr`, `NOK`, `,-` and `mill.` away; refuses other currencies and other words."""
    power = 0
    for word in _WORD.findall(text):
        plain = word.casefold()
        currency = _CURRENCIES.get(plain) or (word.upper() if word.upper() in _CODES else None)
        if currency:
            raise CellProblem("other_currency", value=shown(written), currency=currency)
        if plain in _SCALES:
            scale = _SCALES[plain]
            if scale is None or power:
                raise CellProblem("ambiguous_number", value=shown(written), readings=[])
            power = scale
        elif plain not in ("kr", "kr.", "nok", "kroner", "kroner."):
            raise CellProblem("not_a_number", value=shown(written))
    text = _WORD.sub(" ", text).strip()
    return _CENTS_LEFT_OUT.sub("", text).strip(), power


def _plain(text: str, written: str) -> Decimal:
    """Digits with separators: at most one decimal sign, thousands in threes, and one way only to read it."""
    if not _NUMBER.fullmatch(text):
        raise CellProblem("not_a_number", value=shown(written))
    sign, digits = (text[0], text[1:]) if text[0] in "+-" else ("", text)
    marks = [mark for mark in ".," if mark in digits]
    if len(marks) == 2:
        decimal = max(marks, key=digits.rindex)
        whole, _, fraction = digits.rpartition(decimal)
        group = marks[0] if marks[1] == decimal else marks[1]
        if not _in_threes(whole, group + " '"):
            raise CellProblem("not_a_number", value=shown(written))
    elif len(marks) == 1:
        whole, fraction = _one_mark(digits, marks[0], written)
    else:
        whole, fraction = digits, ""
    if not _in_threes(whole, " '.,") or (fraction and not fraction.isdigit()):
        raise CellProblem("not_a_number", value=shown(written))
    return Decimal(sign + re.sub(r"[ '.,]", "", whole) + ("." + fraction if fraction else ""))


def _one_mark(digits: str, mark: str, written: str) -> tuple[str, str]:
    """Only a point or only a comma: several are thousands; one before exactly three digits says nothing."""
    if digits.count(mark) > 1:
        return digits, ""
    whole, _, fraction = digits.partition(mark)
    may_be_thousands = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole.isdigit() and whole[0] != "0"
    if may_be_thousands:
        raise CellProblem("ambiguous_number", value=shown(written), readings=[whole + fraction, f"{whole},{fraction}"])
    if not fraction:
        raise CellProblem("not_a_number", value=shown(written))
    return whole, fraction


def _in_threes(whole: str, separators: str) -> bool:
    """Either bare digits, or one kind of separator with groups of three after the first."""
    used = {character for character in whole if not character.isdigit()}
    if not used:
        return bool(whole)
    if len(used) > 1 or not used <= set(separators):
        return False
    first, *groups = whole.split(used.pop())
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
