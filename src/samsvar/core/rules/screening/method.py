"""How names are likened, read from plain data with a version: `catalogue_data/methods/screening-1.json`.

`docs/method/screening.md` explains each part and shows what it was measured to find.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ScreeningMethod:
    """One version of the method. Shares and likenesses are in per cent.

    `threshold`: likeness from which a pair is a candidate. `word_alike`: from which two words are taken for one
    misspelt. A common word cut off after at least `shortened_from` letters counts `shortened_counts`. Names of at least
    `joined_from` letters are also compared without blanks, and count from `joined_least`. Where all that weighs in the
    shorter name stands in the longer, and weighs at least `contained_least`, what the longer has beside it counts
    `contained_share` only. A common word weighs `common_weighs` of a long one, a place written after the name
    `place_weighs`.
    """

    id: str
    version: int
    threshold: int
    word_alike: int
    shortened_from: int
    shortened_counts: int
    joined_from: int
    joined_least: int
    contained_share: int
    contained_least: int
    common_weighs: int
    linking_weighs: int
    place_weighs: int
    common_words: frozenset[str]
    linking_words: frozenset[str]
    legal_endings: tuple[str, ...]
    legal_forms: tuple[str, ...]


_NUMBERS = (
    *("version", "threshold", "word_alike", "shortened_from", "shortened_counts", "joined_from", "joined_least"),
    *("contained_share", "contained_least", "common_weighs", "linking_weighs", "place_weighs"),
)


def screening_method_from_plain(plain: Mapping[str, Any]) -> ScreeningMethod:
    """The method of a JSON document. Raises ValueError naming the part that is missing or no whole number."""
    try:
        numbers = {name: _whole(plain, name) for name in _NUMBERS}
        forms = sorted({form for written in plain["legal_forms"].values() for form in written})
        return ScreeningMethod(
            id=str(plain["id"]),
            **numbers,
            common_words=frozenset(plain["common_words"]),
            linking_words=frozenset(plain["linking_words"]),
            legal_endings=_longest_first(plain["legal_endings"]),
            legal_forms=tuple(forms),
        )
    except KeyError as error:
        raise ValueError(f"screening method: {error.args[0]} is missing") from error


def _whole(plain: Mapping[str, Any], name: str) -> int:
    value = plain[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"screening method: {name} is no whole number")
    return value


def _longest_first(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))
