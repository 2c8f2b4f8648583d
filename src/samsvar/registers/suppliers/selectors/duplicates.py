"""Pairs of suppliers that may be one. They are only suggested; a person says yes or no, once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import DuplicateDecision, Supplier

#: Likeness in per cent, by words in any order, from which a pair is suggested.
LIKE = 90
_FORMS = frozenset(
    ("as", "asa", "ans", "da", "ba", "sa", "ks", "enk", "nuf", "iks", "kf", "ab", "aps", "a/s", "oy", "oyj", "ltd")
    + ("limited", "llc", "inc", "corp", "co", "gmbh", "ag", "kg", "bv", "nv", "sarl", "sas", "spa", "srl", "plc", "pte")
    + ("pvt", "company", "corporation", "norge", "norway", "norsk")
)
_MARKS = re.compile(r"[^\w/]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two suppliers, the one with a number first, and how alike their names are in per cent."""

    first: Supplier
    second: Supplier
    likeness: int


def candidates(enterprise: OrgUnit, limit: int = 50) -> list[Pair]:
    """Pairs not judged yet, the likeliest first. Two organisation numbers are two companies, never a pair."""
    suppliers = Supplier.objects.filter(enterprise=enterprise).standing()
    rows = list(suppliers.order_by("pk").only("key", "name", "name_folded", "orgnr", "country", "created_at"))
    judged = set(DuplicateDecision.objects.filter(enterprise=enterprise).values_list("first_id", "second_id"))
    pairs = [pair for pair in _alike(rows) if (pair_key(pair.first, pair.second)) not in judged]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first.name_folded, pair.second.pk))[:limit]


def pair_key(first: Supplier, second: Supplier) -> tuple[int, int]:
    """The pair as a decision stores it."""
    return (first.pk, second.pk) if first.pk < second.pk else (second.pk, first.pk)


def bare_name(name: str) -> str:
    """The name without legal form and punctuation, words in order: what is compared."""
    words = [word for word in _MARKS.split(name.casefold()) if word]
    return " ".join(word for word in words if word not in _FORMS) or " ".join(words)


def _alike(rows: list[Supplier]) -> Iterator[Pair]:
    blocks: dict[str, list[tuple[str, Supplier]]] = {}
    for row in rows:
        name = bare_name(row.name)
        for word in {word[:4] for word in name.split()[:2]}:
            blocks.setdefault(word, []).append((name, row))
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        bare = [each for each in block if not each[1].orgnr]
        for name, row in bare:
            for other_name, other in block:
                key = pair_key(row, other)
                if row.pk == other.pk or key in seen or _elsewhere(row, other):
                    continue
                likeness = fuzz.token_sort_ratio(name, other_name, score_cutoff=LIKE)
                if likeness:
                    seen.add(key)
                    first, second = (other, row) if other.orgnr else (row, other)
                    yield Pair(first, second, round(likeness))


def _elsewhere(one: Supplier, other: Supplier) -> bool:
    return bool(one.country and other.country and one.country != other.country)
