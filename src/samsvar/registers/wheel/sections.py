"""What rooms above show on an occurrence's page: told by them, since this floor does not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsvar.platform.access.viewer import Viewer
from samsvar.registers.wheel.models import Occurrence


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


Show = Callable[[Viewer, Occurrence], Section | None]
_shows: dict[str, list[Show]] = {}


def register_section(result: str, show: Show) -> None:
    """Declares what is shown of occurrences with a result (`ActivityResult`); once is enough."""
    told = _shows.setdefault(result, [])
    if show not in told:
        told.append(show)


def sections_of(viewer: Viewer, occurrence: Occurrence) -> list[Section]:
    """The sections of an occurrence, in the order they were declared."""
    told = _shows.get(occurrence.activity.result, [])
    return [section for show in told if (section := show(viewer, occurrence)) is not None]
