"""Names as they are compared: plain letters, without legal form, as words with weights.

The weight of a word and the likeness of two names depend on those names and the method alone, never on what else
stands on a list: the same two names give the same figure in every edition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from samsvar.core.rules.screening.letters import plain_letters
from samsvar.core.rules.screening.method import ScreeningMethod

_APART = re.compile(r"[^\w]+|_+")
_APOSTROPHES = re.compile(r"['’`´ʹ]")
_JOINING = re.compile(r"\s*[&+＆]\s*")
_LONGEST_FORM = 6
"""Words in the longest legal form that is looked for."""


@dataclass(frozen=True, slots=True)
class PlainName:
    """A name made ready. `words` in the order written, `weights` in per cent beside them, `joined` without blanks, and
    without a place that was written after the name."""

    words: tuple[str, ...]
    weights: tuple[int, ...]
    joined: str

    @property
    def in_order(self) -> str:
        """All words sorted: two names that differ in word order only are the same."""
        return " ".join(sorted(self.words))


class Normaliser:
    """Makes names ready by one version of the method."""

    def __init__(self, method: ScreeningMethod) -> None:
        self.method = method
        self._forms = {tuple(_words(form)) for form in method.legal_forms}
        self._forms |= {("".join(form),) for form in self._forms if all(len(word) == 1 for word in form)}
        self._first = {form[0] for form in self._forms}
        self.plain = lru_cache(maxsize=65_536)(self._plain)

    def _plain(self, name: str) -> PlainName:
        body, place = self._without_place(self._without_ending(name))
        words = _words(body)
        kept = tuple(self._without_forms(words)) or tuple(words)
        telling = tuple(word for word in kept if word not in self.method.linking_words) or kept
        weights = tuple(map(self.weight, telling)) + (self.method.place_weighs,) * len(place)
        return PlainName((*telling, *place), weights, "".join(kept))

    def _without_place(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The name, and the words of what stands after a legal form and a comma: `Fiktiv B.V., Almelo, NL`."""
        parts = name.split(",")
        for number in range(1, len(parts)):
            before, after = _words(",".join(parts[:number])), _words(",".join(parts[number:]))
            rest = tuple(self._without_forms(after))
            if rest and len(rest) == len(after) and self._ends_in_form(before):
                return ",".join(parts[:number]), rest
        return name, ()

    def _ends_in_form(self, words: list[str]) -> bool:
        return any(tuple(words[-length:]) in self._forms for length in range(1, min(_LONGEST_FORM, len(words) - 1) + 1))

    def weight(self, word: str) -> int:
        """How much a word says of who it is: common words little, longer words more. Per cent of a long word."""
        if word in self.method.linking_words:
            return self.method.linking_weighs
        if word in self.method.common_words:
            return self.method.common_weighs
        if word.isdigit():
            return 60
        return min(100, 20 + 12 * len(word))

    def _without_ending(self, name: str) -> str:
        """Chinese, Japanese and Korean forms stand at the end, or the beginning, without a blank."""
        if name.isascii():
            return name
        for form in self.method.legal_endings:
            bare = name.strip()
            if bare.endswith(form) and len(bare) > len(form):
                name = bare[: -len(form)]
            elif bare.startswith(form) and len(bare) > len(form):
                name = bare[len(form) :]
        return name

    def _without_forms(self, words: list[str]) -> Iterator[str]:
        place = 0
        while place < len(words):
            taken = self._form_at(words, place) if words[place] in self._first else 0
            if not taken:
                yield words[place]
            place += taken or 1

    def _form_at(self, words: list[str], place: int) -> int:
        for length in range(min(_LONGEST_FORM, len(words) - place), 0, -1):
            if tuple(words[place : place + length]) in self._forms:
                return length
        return 0


def _words(name: str) -> list[str]:
    """The words of a name; single letters beside each other are one: `N. V.` and `N V` are `nv`."""
    text = _JOINING.sub(" and ", _APOSTROPHES.sub("", plain_letters(name)))
    words: list[str] = []
    run: list[str] = []
    for word in _APART.split(text):
        if len(word) == 1 and word.isascii() and word.isalpha():
            run.append(word)
            continue
        if run:
            words.append("".join(run))
            run = []
        if word:
            words.append(word)
    if run:
        words.append("".join(run))
    return words
