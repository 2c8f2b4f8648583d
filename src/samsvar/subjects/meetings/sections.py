"""What rooms above show on a body's page: told by them, since this floor does not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


Show = Callable[[Viewer, Body], Section | None]
_shows: list[Show] = []


def register_section(show: Show) -> None:
    """Declares a section; once is enough."""
    if show not in _shows:
        _shows.append(show)


def sections_of(viewer: Viewer, body: Body) -> list[Section]:
    """The sections that are shown, in the order they were declared."""
    return [section for show in _shows if (section := show(viewer, body)) is not None]
