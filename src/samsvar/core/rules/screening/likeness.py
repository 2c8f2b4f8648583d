"""How alike two names are, in per cent.

The best of three:

* *words*: each word is paired with the likest word of the other name that is free. With `w` the weights, `m` the
  weight of the pairs (each times its likeness) and `W` the weight of a name, the figure is `2 m / (Wa + Wb)`; where all
  of the shorter name that weighs is in the longer, what the longer has beside it counts only in part.
* *joined*: the likeness of the names without blanks, for words written together or apart.
* *the same*: 100 where the words are the same in any order, or the names are the same without blanks.

The likeness of two words is 1 minus the number of letters to insert, delete or change, over the longer word's letters
(Levenshtein 1966), from `word_alike` on; a word that is the beginning of a common word counts
`shortened_counts`.
"""

from rapidfuzz.distance import Levenshtein

from samsvar.core.rules.screening.method import ScreeningMethod
from samsvar.core.rules.screening.names import Normaliser, PlainName


def likeness(one: PlainName, other: PlainName, method: ScreeningMethod) -> int:
    """The likeness of two names, 0 to 100, whole per cent downwards; 100 only where they are the same."""
    if not one.joined or not other.joined:
        return 0
    if one.joined == other.joined or one.in_order == other.in_order:
        return 100
    return min(99, int(max(_by_words(one, other, method), _by_joined(one, other, method))))


def alike_words(name: str, others: tuple[str, ...], names: Normaliser) -> tuple[tuple[str, bool], ...]:
    """The name as it is written, piece by piece; True for a piece with a word that one of the others has, or is like.

    For a page that marks what is alike. Legal forms and small words are never marked.
    """
    theirs = [names.plain(other) for other in others]
    own = names.plain(name)
    if any(own.joined == other.joined for other in theirs):
        kept = set(own.words)
        return tuple((piece, bool(set(names.plain(piece).words) & kept) or len(kept) == 1) for piece in name.split())
    words = {word for other in theirs for word in other.words}
    found = []
    for piece in name.split():
        said = [word for word in names.plain(piece).words if word in own.words]
        found.append((piece, any(word_likeness(word, other, names.method) > 0 for word in said for other in words)))
    return tuple(found)


def word_likeness(one: str, other: str, method: ScreeningMethod) -> float:
    """The likeness of two words, 0 to 1; 0 below what the method takes for the same word."""
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    if is_shortened(one, other, method) or is_shortened(other, one, method):
        return method.shortened_counts / 100
    return Levenshtein.normalized_similarity(one, other, score_cutoff=method.word_alike / 100)


def is_shortened(one: str, other: str, method: ScreeningMethod) -> bool:
    """Whether the one is the beginning of the other, a common word: `tech`, `internat`. No name is shortened so."""
    return len(one) >= method.shortened_from and other in method.common_words and other.startswith(one)


def _by_words(one: PlainName, other: PlainName, method: ScreeningMethod) -> float:
    pairs = sorted(
        (
            (found * min(weight, other_weight), found, place, other_place)
            for place, (word, weight) in enumerate(zip(one.words, one.weights, strict=True))
            for other_place, (other_word, other_weight) in enumerate(zip(other.words, other.weights, strict=True))
            if (found := word_likeness(word, other_word, method))
        ),
        reverse=True,
    )
    taken: set[int] = set()
    other_taken: set[int] = set()
    met = 0.0
    for _weighed, found, place, other_place in pairs:
        if place not in taken and other_place not in other_taken:
            taken.add(place)
            other_taken.add(other_place)
            met += found * (one.weights[place] + other.weights[other_place])
    total, other_total = sum(one.weights), sum(other.weights)
    if not total + other_total:
        return 0.0
    share = met / (total + other_total)
    least = min(total, other_total)
    whole = len(taken) == len(one.words) if total <= other_total else len(other_taken) == len(other.words)
    if whole and least >= method.contained_least:
        beside = (total + other_total - met) * method.contained_share / 100
        share = max(share, met / (met + beside))
    return 100 * share


def _by_joined(one: PlainName, other: PlainName, method: ScreeningMethod) -> float:
    if min(len(one.joined), len(other.joined)) < method.joined_from:
        return 0.0
    if _figures(one) != _figures(other):
        return 0.0
    least = method.joined_least / 100
    return 100 * Levenshtein.normalized_similarity(one.joined, other.joined, score_cutoff=least)


def _figures(name: PlainName) -> str:
    """Factory 4 is not factory 5, however alike they are written."""
    return "".join(letter for letter in name.joined if letter.isdigit())
