"""What the codes in a recorded column mean, where the column has no choices of its own: each app that has such codes
says it when it starts."""

from collections.abc import Callable

Words = Callable[[str], str]
"""From a code to its words in the active language; the code itself where nobody declares it any more."""

_said: dict[tuple[str, str], Words] = {}


def register_codes(table: str, column: str, words: Words) -> None:
    """Declares what the codes in a table's column mean."""
    _said[table, column] = words


def code_words(table: str, column: str, code: str) -> str:
    """A code in words; the bare value of a column that nobody has declared."""
    words = _said.get((table, column))
    return words(code) if words else code
