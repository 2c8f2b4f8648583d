"""What rooms above show on a supplier's page: told by them, since this floor does not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsvar.platform.access.viewer import Viewer
from samsvar.registers.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


Show = Callable[[Viewer, Supplier], Section | None]
"""From who looks, and the supplier they have found, to the section; None where they are shown nothing."""

_shows: list[Show] = []


def register_section(show: Show) -> None:
    """Declares a section; once is enough."""
    if show not in _shows:
        _shows.append(show)


def sections_of(viewer: Viewer, supplier: Supplier) -> list[Section]:
    """The sections that are shown, in the order they were declared."""
    return [section for show in _shows if (section := show(viewer, supplier)) is not None]
