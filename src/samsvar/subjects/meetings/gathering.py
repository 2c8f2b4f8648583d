"""The input that a review collects by itself, point by point of its agenda.

A room above, or this one, declares who gathers a point (`register_gatherer`). A point that nobody gathers stays
unknown, and the page says so: it is never shown as nothing found.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from samsvar.subjects.meetings.models import Review

MOST_LINES = 12
"""What is listed of each point; the number tells of the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is called, where it is read, its day (ISO, or empty) and a code that says how it stands."""

    title: str
    address: str = ""
    on: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found of a point: how many, the first of them, and where all are read."""

    count: int
    lines: tuple[Line, ...] = ()
    address: str = ""


Gatherer = Callable[[Review, date], Gathered | None]
"""From a review and the day to what was found; None where it cannot be told."""

_gatherers: dict[str, Gatherer] = {}


def register_gatherer(point: str, gatherer: Gatherer) -> None:
    """Declares who gathers a point; once is enough."""
    _gatherers[point] = gatherer


def collect(review: Review, points: tuple[str, ...], today: date) -> dict[str, Any]:
    """Everything that can be gathered of the points, as plain values; the others are left out."""
    found = {point: _gatherers[point](review, today) for point in points if point in _gatherers}
    return {point: asdict(one) for point, one in found.items() if one is not None}


def as_gathered(kept: Mapping[str, Any]) -> dict[str, Gathered]:
    """What was kept with a review, as it was collected."""
    return {
        point: Gathered(one["count"], tuple(Line(**line) for line in one["lines"]), one["address"])
        for point, one in kept.items()
    }


@dataclass(frozen=True, slots=True)
class DueDocument:
    """A governing document that is due for review."""

    key: str
    title: str
    due_on: date | None
    address: str = ""


DocumentsDue = Callable[[Review, date], list[DueDocument] | None]
_documents: list[DocumentsDue] = []


def register_documents_due(documents: DocumentsDue) -> None:
    """Declares who hands in the documents that are due for review."""
    _documents[:] = [documents]


def documents_due(review: Review, today: date) -> list[DueDocument] | None:
    """The documents that are due by the end of the review's year; None where nobody can tell."""
    return _documents[0](review, today) if _documents else None
