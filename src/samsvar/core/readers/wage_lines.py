"""Lines of wages as somebody types them or pastes them from a spreadsheet: six columns in a fixed order.

`worker; category; day; hours; kroner an hour; night`, with semicolons or tabs. What stands empty is not known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samsvar.core.readers.results import CellProblem, RowError, shown
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.numbers import parse_decimal, parse_money
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import key, parse_yes_no

MOST = 500
"""A check holds no more lines from one paste."""
COLUMNS = ("worker", "category", "worked_on", "hours_hundredths", "paid_ore", "night")
_HEADINGS = frozenset({"worker", "arbeidstaker", "arbeidstakar", "arbeider", "arbeidar", "ansatt", "tilsett", "label"})


@dataclass(frozen=True, slots=True)
class WageRow:
    """A line and its values by column: `worker` and `category` as text, the others None where they are not known."""

    row: int
    values: Mapping[str, Any]


class LinesWrong(ValueError):
    """Some lines cannot be read. `errors` has each with its number, column, code and facts."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__(f"{len(errors)} wrong")
        self.errors = tuple(errors)


def read_wage_lines(text: str, categories: Mapping[str, Sequence[str]]) -> list[WageRow]:
    """The lines of a text. `categories` are the codes of the sector with all words for each.

    Empty lines and a line of headings are passed over. Raises LinesWrong: the codes of the values, `too_many_in_line`,
    `too_many_lines`, `unknown_wage_category`, `out_of_range`.
    """
    words = {key(word): code for code, every in categories.items() for word in every if word}
    found: list[WageRow] = []
    errors: list[RowError] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells) or (number == 1 and key(cells[0]) in _HEADINGS):
            continue
        row, wrong = _row(number, cells, words, categories)
        errors += wrong
        found.append(row)
    if len(found) > MOST:
        errors.append(RowError(None, None, "too_many_lines", {"limit": MOST}))
    if errors:
        raise LinesWrong(errors)
    return found


def _row(
    number: int, cells: Sequence[str], words: Mapping[str, str], categories: Mapping[str, Sequence[str]]
) -> tuple[WageRow, list[RowError]]:
    errors: list[RowError] = []
    if len([cell for cell in cells[len(COLUMNS) :] if cell]):
        errors.append(RowError(number, None, "too_many_in_line", {"limit": len(COLUMNS)}))

    def category(cell: str) -> str:
        code = words.get(key(cell))
        if code is None:
            held = [every[1] if len(every) > 1 and every[1] else code for code, every in categories.items()]
            raise CellProblem("unknown_wage_category", value=shown(cell), held=held)
        return code

    parsers: dict[str, Callable[[Any], Any]] = {
        "worker": name_parser(40),
        "category": category,
        "worked_on": parse_day,
        "hours_hundredths": _hours,
        "paid_ore": _pay,
        "night": parse_yes_no,
    }
    values: dict[str, Any] = {"worker": "", "category": "", "night": False}
    values |= {"worked_on": None, "hours_hundredths": None, "paid_ore": None}
    for name, cell in zip(COLUMNS, cells, strict=False):
        if cell:
            try:
                values[name] = parsers[name](cell)
            except CellProblem as problem:
                errors += [RowError(number, None, code, facts, name) for code, facts in problem.found]
    return WageRow(number, values), errors


def _hours(cell: str) -> int:
    """Hours in hundredths, between 0 and 1000 hours."""
    hundredths = parse_decimal(cell) * 100
    if hundredths != hundredths.to_integral_value():
        raise CellProblem("too_many_decimals", value=shown(cell), limit=2)
    if not 0 <= hundredths <= 100_000:
        raise CellProblem("out_of_range", value=shown(cell), lowest=0, highest=1000)
    return int(hundredths)


def _pay(cell: str) -> int:
    """Kroner an hour in øre, below 10 000 kroner: more is a month's pay."""
    ore = parse_money(cell)
    if ore > 1_000_000:
        raise CellProblem("out_of_range", value=shown(cell), lowest=0, highest=10_000)
    return ore
