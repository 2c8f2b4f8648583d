"""Screen 30,000 made suppliers against a made list of 50,000 entries, and tell what it took.

    ./run python bench/screening.py [--suppliers 30000] [--entries 50000]

Prints one JSON document: processor seconds for making the list ready and for looking, candidates found, how many of the
suppliers that were made after an entry were found again, and the most memory the process held.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator

from samsvar.core.catalogues import load_screening_method
from samsvar.core.rules.screening import ListEntry, Screening, Subject

_SOUNDS = """
ba be bi bo ca da de do fa fe ga go ha he ja ka ke ko la le li lo ma me mo na ne no pa po ra re ri ro sa se
si so ta te ti to va ve vi xi ya yu zha zi ang ong ing an en sha shan hai lin hua wei jin bao xin
""".split()  # noqa: SIM905  read as a line, not as a column
_TRADES = """
Textile Trading Technology Industrial Chemical Electronics Apparel Shipping Logistics Energy Mining Foods
""".split()  # noqa: SIM905  as above
_FORMS = ("Co., Ltd.", "LLC", "AS", "GmbH", "JSC", "S.A.", "Ltd", "OOO", "AB", "Pte Ltd")


def main() -> int:
    """Always 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suppliers", type=int, default=30_000)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--like", type=float, default=0.01, help="share of suppliers that are made after an entry")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.suppliers, arguments.entries, arguments.like), indent=2))
    return 0


def measure(suppliers: int, entries: int, like: float = 0.01) -> dict[str, float]:
    """What it took, for the same made names each time."""
    dice = random.Random(7)
    listed = list(_entries(dice, entries))
    ours, truth = _suppliers(dice, suppliers, listed, like)
    begun = time.process_time()
    screening = Screening(listed, load_screening_method())
    ready = time.process_time()
    found = {subject.id: screening.candidates(subject) for subject in ours}
    ended = time.process_time()
    again = sum(any(each.entry == entry for each in found[subject]) for subject, entry in truth.items())
    return {
        "suppliers": suppliers,
        "entries": entries,
        "seconds_to_make_ready": round(ready - begun, 2),
        "seconds_to_look": round(ended - ready, 2),
        "candidates": sum(map(len, found.values())),
        "made_after_an_entry": len(truth),
        "of_these_found": again,
        "memory_mebibyte": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_SOUNDS) for _ in range(dice.choice((2, 2, 3, 3, 4)))).capitalize()


def _name(dice: random.Random) -> str:
    words = [_word(dice) for _ in range(dice.choice((1, 1, 2)))]
    return " ".join([*words, dice.choice(_TRADES), dice.choice(_FORMS)])


def _entries(dice: random.Random, count: int) -> Iterator[ListEntry]:
    for number in range(count):
        aliases = tuple(_name(dice) for _ in range(dice.choice((0, 1, 1, 2))))
        yield ListEntry(f"made-{number}", _name(dice), aliases, countries=(dice.choice(("CHN", "RUS", "IRN", "PRK")),))


def _suppliers(
    dice: random.Random, count: int, listed: list[ListEntry], like: float
) -> tuple[list[Subject], dict[str, str]]:
    subjects, truth = [], {}
    for number in range(count):
        name = _name(dice)
        if dice.random() < like:
            entry = dice.choice(listed)
            name = _misspelt(dice, entry.name)
            truth[str(number)] = entry.id
        subjects.append(Subject(str(number), name, country=dice.choice(("NOR", "", "CHN", "SWE"))))
    return subjects, truth


def _misspelt(dice: random.Random, name: str) -> str:
    """The name with one letter left out, doubled or changed for its neighbour, and another legal form."""
    words = name.split()
    bare = next((n for n, word in enumerate(words) if word in _TRADES), len(words))
    word = dice.randrange(max(1, bare))
    place = dice.randrange(1, len(words[word]))
    letters = words[word]
    words[word] = dice.choice(
        (letters[:place] + letters[place + 1 :], letters[:place] + letters[place] + letters[place:], letters)
    )
    return " ".join([*words[: bare + 1], dice.choice(_FORMS)])


if __name__ == "__main__":
    sys.exit(main())
