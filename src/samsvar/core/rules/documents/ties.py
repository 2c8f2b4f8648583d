"""What documents stand on, and what they replace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tie(StrEnum):
    """How one document stands to another: the first three say what it stands on, the last what it takes over for."""

    RESTS_ON = "rests_on"
    BUILDS_ON = "builds_on"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"


GROUND = frozenset({Tie.RESTS_ON, Tie.BUILDS_ON, Tie.IMPLEMENTS})


@dataclass(frozen=True, slots=True, order=True)
class TieFacts:
    """`document_id` stands in the tie to `other_id`. `from_on` is told of replacing alone; None: day not known."""

    document_id: str
    tie: Tie
    other_id: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class TieProblem:
    """What is wrong with a tie. Codes: `unknown_document`, `to_itself`, `cycle`."""

    document_id: str
    code: str
    other_id: str


def check_ties(ties: Iterable[TieFacts], document_ids: Iterable[str]) -> tuple[TieProblem, ...]:
    """Everything wrong with a set of ties, sorted. What documents stand on has no cycle, nor what they replace.

    Each tie that lies on a cycle is told of.
    """
    every, known = set(ties), set(document_ids)
    problems = {
        TieProblem(tie.document_id, "unknown_document", unknown)
        for tie in every
        for unknown in (tie.document_id, tie.other_id)
        if unknown not in known
    }
    problems |= {TieProblem(tie.document_id, "to_itself", tie.other_id) for tie in every if _to_itself(tie)}
    for kinds in (GROUND, {Tie.REPLACES}):
        onward = _onward([tie for tie in every if tie.tie in kinds and not _to_itself(tie)])
        for here, nexts in onward.items():
            problems |= {TieProblem(here, "cycle", there) for there in nexts if here in _reached(there, onward)}
    return tuple(sorted(problems))


def _to_itself(tie: TieFacts) -> bool:
    return tie.document_id == tie.other_id


def _onward(ties: Iterable[TieFacts]) -> dict[str, set[str]]:
    onward: dict[str, set[str]] = {}
    for tie in ties:
        onward.setdefault(tie.document_id, set()).add(tie.other_id)
    return onward


def _reached(start: str, onward: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(onward.get(here, ()))
    return found


def stands_on(document_id: str, ties: Iterable[TieFacts]) -> frozenset[str]:
    """Everything a document stands on, directly or through others, itself left out."""
    onward = _onward(tie for tie in ties if tie.tie in GROUND)
    return frozenset(_reached(document_id, onward) - {document_id})


def stands_under(document_id: str, ties: Iterable[TieFacts]) -> frozenset[str]:
    """Everything that stands on a document, directly or through others, itself left out."""
    back = _onward(TieFacts(tie.other_id, tie.tie, tie.document_id) for tie in ties if tie.tie in GROUND)
    return frozenset(_reached(document_id, back) - {document_id})


def layers(document_ids: Iterable[str], ties: Iterable[TieFacts]) -> tuple[tuple[str, ...], ...]:
    """The documents in layers for a drawing: first those that stand on none of the others, each next one as low as it
    may stand. What lies on a cycle, or above one, comes in a last layer, so that nothing is lost from the drawing."""
    left = set(document_ids)
    onward = _onward(tie for tie in ties if tie.tie in GROUND and not _to_itself(tie))
    found: list[tuple[str, ...]] = []
    while left:
        free = {each for each in left if not onward.get(each, set()) & left} or set(left)
        found.append(tuple(sorted(free)))
        left -= free
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Replaced:
    """By which documents one is replaced, and from when: the day the last of them came; None where a day is missing."""

    by: tuple[str, ...]
    on: date | None


def replacement_of(document_id: str, ties: Iterable[TieFacts]) -> Replaced | None:
    """What replaces a document; several may do it together, and then it holds until all of them are there."""
    replacing = sorted(tie for tie in set(ties) if tie.tie is Tie.REPLACES and tie.other_id == document_id)
    if not replacing:
        return None
    days = [tie.from_on for tie in replacing if tie.from_on is not None]
    return Replaced(
        tuple(dict.fromkeys(tie.document_id for tie in replacing)),
        max(days) if len(days) == len(replacing) else None,
    )
