"""Parts of a page that other rooms draw: the room that owns the page does not know them, so they tell it of themselves.

A register's page that shows what subjects know is made so, and a subject's that shows what stands beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Asker = TypeVar("Asker")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


class Sections(Generic[Asker, Row]):
    """What is told for one kind of page: from who asks, and what they have found, to a section each.

    One that shows them nothing gives None.
    """

    def __init__(self) -> None:
        self._shows: list[Callable[[Asker, Row], Section | None]] = []

    def register(self, show: Callable[[Asker, Row], Section | None]) -> None:
        """Declares a section; once is enough."""
        if show not in self._shows:
            self._shows.append(show)

    def of(self, asker: Asker, row: Row) -> list[Section]:
        """The sections that are shown, in the order they were declared."""
        return [section for show in self._shows if (section := show(asker, row)) is not None]
