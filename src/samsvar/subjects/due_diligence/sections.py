"""What rooms beside this one show on a contract's page: told by them, since subjects do not know each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from samsvar.platform.access.viewer import Viewer
from samsvar.registers.suppliers.models import Contract


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


Show = Callable[[Viewer, Contract], Section | None]
"""From who looks, and the contract they have found, to the section; None where they are shown nothing."""

_shows: list[Show] = []


def register_section(show: Show) -> None:
    """Declares a section; once is enough."""
    if show not in _shows:
        _shows.append(show)


def sections_of(viewer: Viewer, contract: Contract) -> list[Section]:
    """The sections that are shown, in the order they were declared."""
    return [section for show in _shows if (section := show(viewer, contract)) is not None]
