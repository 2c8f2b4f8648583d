"""Finds the entries of lists that a supplier or factory may be: few out of many, each with its reasons.

Not every pair is compared. A name's words are looked up among the words on the lists, with those that are alike; the
entries that share enough weight of words, or begin alike when written together, are compared in full. So the work grows
with the names, not with names times entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from samsvar.core.rules.screening.facts import Candidate, ListEntry, Reason, Subject
from samsvar.core.rules.screening.letters import plain_letters
from samsvar.core.rules.screening.likeness import is_shortened, likeness, word_likeness
from samsvar.core.rules.screening.method import ScreeningMethod
from samsvar.core.rules.screening.names import Normaliser, PlainName

_FREQUENT = 1_500
"""A word that more names have than this finds no entries by itself; it is still compared."""
_BEGINNING = 6
_ENDING = 4
_COMPARED = 200
"""Names compared in full for one name, the likeliest first."""


class Screening:
    """Entries made ready to be looked for, by one version of the method. Holds names, never who was asked for."""

    def __init__(self, entries: Iterable[ListEntry], method: ScreeningMethod) -> None:
        self.method = method
        self.names = Normaliser(method)
        self.entries: dict[str, ListEntry] = {}
        self._plain: list[PlainName] = []
        self._owner: list[str] = []
        self._weight: list[int] = []
        threshold, contained = method.threshold / 100, method.contained_share / 100
        #: The share of the weight that must be met where what stands beside the shorter name counts least.
        self._least_share = threshold * contained / (1 - threshold + threshold * contained)
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_joined: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._words_beginning: dict[str, list[str]] = defaultdict(list)
        self._words_ending: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self._add(entry)
        for word in self._by_word:
            self._words_beginning[word[:3]].append(word)
            self._words_ending[word[-_ENDING:]].append(word)
        self._common = sorted(method.common_words & self._by_word.keys())
        self._words_like = lru_cache(maxsize=100_000)(self._alike)

    def _add(self, entry: ListEntry) -> None:
        self.entries[entry.id] = entry
        for register_number in filter(None, map(plain_number, entry.numbers)):
            self._by_number[register_number].append(entry.id)
        seen: set[str] = set()
        strong = (entry.name, *entry.aliases)
        for place, name in enumerate((*strong, *entry.weak)):
            plain = self.names.plain(name)
            if not plain.joined or plain.joined in seen:
                continue
            seen.add(plain.joined)
            number = len(self._plain)
            self._plain.append(plain)
            self._owner.append(entry.id)
            self._weight.append(sum(plain.weights))
            self._by_joined[plain.joined].append(number)
            self._by_words[plain.in_order].append(number)
            if place >= len(strong):
                continue
            self._beginnings[plain.joined[:_BEGINNING]].append(number)
            for word in set(plain.words):
                self._by_word[word].append(number)

    def candidates(self, subject: Subject) -> tuple[Candidate, ...]:
        """The entries that the subject may be, likeliest first; by identifier where they are as likely."""
        best: dict[str, tuple[int, str, str]] = {}
        for name in (subject.name, *subject.other_names):
            for entry, found, listed in self._alike_names(self.names.plain(name)):
                if found > best.get(entry, (0, "", ""))[0]:
                    best[entry] = (found, name, listed)
        numbers = {plain_number(number) for number in subject.numbers} - {""}
        same = {entry: number for number in sorted(numbers) for entry in self._by_number.get(number, ())}
        found_all = (
            self._candidate(subject, self.entries[entry], best.get(entry), same.get(entry))
            for entry in {**best, **same}
        )
        return tuple(sorted(found_all, key=lambda each: (-each.likeness, each.entry)))

    def _alike_names(self, plain: PlainName) -> Iterator[tuple[str, int, str]]:
        """Entry, likeness and the listed name in plain letters, of those that reach the threshold."""
        if not plain.joined:
            return
        for number in {*self._by_joined.get(plain.joined, ()), *self._by_words.get(plain.in_order, ())}:
            yield self._owner[number], 100, self._plain[number].joined
        for number in self._near(plain):
            found = likeness(plain, self._plain[number], self.method)
            if self.method.threshold <= found < 100:
                yield self._owner[number], found, self._plain[number].joined

    def _near(self, plain: PlainName) -> list[int]:
        """Names worth comparing: those whose shared words could make them alike, the likeliest first."""
        shared: dict[int, float] = defaultdict(float)
        unseen = 0
        for word, weight in zip(plain.words, plain.weights, strict=True):
            heaviest: dict[int, float] = {}
            for listed, found in self._words_like(word):
                names = self._by_word[listed]
                if len(names) > _FREQUENT:
                    unseen += weight
                    continue
                met = found * (weight + self.names.weight(listed))
                for number in names:
                    if met > heaviest.get(number, 0.0):
                        heaviest[number] = met
            for number, met in heaviest.items():
                shared[number] += met
        total, least = sum(plain.weights), self._least_share
        reached = []
        for number, met in shared.items():
            both = total + self._weight[number]
            if met + 2 * unseen >= least * both:
                reached.append((-met / both, number))
        reached.sort()
        return [number for _share, number in reached[:_COMPARED]] + list(self._beginning_alike(plain))

    def _beginning_alike(self, plain: PlainName) -> Iterator[int]:
        if len(plain.joined) < self.method.joined_from:
            return
        numbers = self._beginnings.get(plain.joined[:_BEGINNING], ())
        least = self.method.joined_least / 100
        texts = [self._plain[number].joined for number in numbers]
        for _text, _found, place in process.extract(
            plain.joined, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=_COMPARED
        ):
            yield numbers[place]

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words on the lists that are taken for this one, misspelt or cut off, with their likeness."""
        found = {word: 1.0} if word in self._by_word else {}
        if len(word) < self.method.shortened_from:
            return tuple(found.items())
        if word.isdigit():
            return tuple(found.items())
        least = self.method.word_alike / 100
        for near in (self._words_beginning.get(word[:3], ()), self._words_ending.get(word[-_ENDING:], ())):
            for other, _found, _place in process.extract(
                word, near, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None
            ):
                found[other] = word_likeness(word, other, self.method)
        for common in self._common:
            if is_shortened(word, common, self.method) or is_shortened(common, word, self.method):
                found[common] = word_likeness(word, common, self.method)
        return tuple(sorted(found.items()))

    def _candidate(
        self, subject: Subject, entry: ListEntry, names: tuple[int, str, str] | None, number: str | None
    ) -> Candidate:
        reasons = [Reason("same_number", {"number": number})] if number else []
        found = 0
        if names is not None:
            found, ours, joined = names
            listed = self._written(entry, joined)
            code = "same_name" if found == 100 else "alike_name"
            reasons.append(Reason(code, {"ours": ours, "listed": listed, "likeness": found}))
            reasons += _other_name(subject, entry, ours, listed)
        reasons += [*_countries(subject, entry), *_beside(subject, entry)]
        return Candidate(subject.id, entry.id, found, tuple(reasons))

    def _written(self, entry: ListEntry, joined: str) -> str:
        """The listed name as the list writes it."""
        names = (entry.name, *entry.aliases, *entry.weak)
        return next((name for name in names if self.names.plain(name).joined == joined), entry.name)


def plain_number(number: str) -> str:
    """A register's number without blanks, marks and case; too short to tell anybody apart is none."""
    kept = "".join(letter for letter in number.upper() if letter.isalnum() and letter.isascii())
    return kept if sum(letter.isdigit() for letter in kept) >= 6 else ""


def _other_name(subject: Subject, entry: ListEntry, ours: str, listed: str) -> Iterator[Reason]:
    whose = {(False, True): "listed", (True, False): "ours", (True, True): "both"}
    found = whose.get((ours != subject.name, listed != entry.name))
    if found:
        yield Reason("other_name", {"whose": found})


def _countries(subject: Subject, entry: ListEntry) -> Iterator[Reason]:
    """What the countries say. One that is unknown is neither the same nor another."""
    if subject.country and entry.countries:
        if subject.country in entry.countries:
            yield Reason("same_country", {"country": subject.country})
        else:
            yield Reason("other_country", {"ours": subject.country, "listed": ";".join(entry.countries)})
        return
    whose = "both" if not subject.country and not entry.countries else "listed" if subject.country else "ours"
    yield Reason("country_unknown", {"whose": whose})


def _beside(subject: Subject, entry: ListEntry) -> Iterator[Reason]:
    place = " ".join(plain_letters(subject.place).split())
    if len(place) > 3 and any(f" {place} " in f" {_spaced(address)} " for address in entry.addresses):
        yield Reason("place_in_address", {"place": subject.place})
    if entry.with_subsidiaries:
        yield Reason("with_subsidiaries")


def _spaced(address: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in plain_letters(address)).split())
