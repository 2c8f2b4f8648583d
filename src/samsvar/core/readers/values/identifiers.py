"""Identifiers: organisation numbers, countries, CPV codes, high-risk categories, and the enterprise's own labels."""

import re
from collections.abc import Callable

from samsvar.core.readers.results import CellProblem, Matcher, NotFound, shown
from samsvar.core.readers.values.text import Cell, as_text, name_parser
from samsvar.core.readers.values.words import key
from samsvar.core.rules.org import read_organisation_number

UNKNOWN_COUNTRY = "?"
"""One country that nobody knows, as the risk method writes it."""

_UNKNOWN_MARKS = frozenset(("?", "ukjent", "ukjend", "unknown"))
_SEVEN_DIGITS = re.compile(r"\d{7}")


def parse_organisation_number(cell: Cell) -> str:
    """Nine digits with a check digit; blanks, `NO` before and `MVA` after are taken away.

    Codes: `not_organisation_number`, `wrong_check_digit` (facts `value`, and `nearest`: the numbers that two
    neighbouring digits may have been swapped from).
    """
    text = as_text(cell)
    read = read_organisation_number(text.replace("-", ""))
    if read.number is not None:
        return read.number
    if read.problem == "wrong_check_digit":
        digits = "".join(character for character in text if character.isdigit())
        raise CellProblem("wrong_check_digit", value=digits, nearest=list(read.suggestions))
    raise CellProblem("not_organisation_number", value=shown(text))


def country_parser(match_country: Matcher, *, may_be_unknown: bool = False) -> Callable[[Cell], str]:
    """A parser of one country. Code `unknown_country`, facts `value` and `nearest`."""

    def parse(cell: Cell) -> str:
        text = as_text(cell)
        if may_be_unknown and text.casefold() in _UNKNOWN_MARKS:
            return UNKNOWN_COUNTRY
        return _matched(match_country, text, "unknown_country")

    return parse


def cpv_parser(match_cpv: Matcher) -> Callable[[Cell], str]:
    """A parser of one CPV code. Code `unknown_cpv`, facts `value` and `nearest`.

    A number cell with seven digits has lost its leading zero to the spreadsheet and gets it back.
    """

    def parse(cell: Cell) -> str:
        text = as_text(cell)
        if not isinstance(cell, str) and _SEVEN_DIGITS.fullmatch(text):
            text = "0" + text
        return _matched(match_cpv, text, "unknown_cpv")

    return parse


def category_parser(match_high_risk_category: Matcher) -> Callable[[Cell], str]:
    """A parser of a category or product of the high-risk list. Code `unknown_category`, facts `value`, `nearest`."""
    return lambda cell: _matched(match_high_risk_category, as_text(cell), "unknown_category")


def _matched(match: Matcher, text: str, code: str) -> str:
    found = match(text)
    if isinstance(found, NotFound):
        raise CellProblem(code, value=shown(text), nearest=[shown(near) for near in found.nearest])
    return found


parse_label = name_parser(100)
"""The enterprise's own identifier of a unit, contract or impact: any one-line text of at most 100 characters."""


def same_name(name: str) -> str:
    """What makes two names the same within one file: case, accents, blanks and punctuation do not count."""
    return key(name) or name.casefold()
