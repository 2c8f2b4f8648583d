"""What rooms above show on the pages of goals and indicators: told by them, since this floor does not know them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Goal, Indicator


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, at which unit, and on which day."""

    viewer: Viewer
    unit: OrgUnit
    today: date


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, which gets `found`."""

    template: str
    found: Any


Show = Callable[[Asked, Goal | Indicator], Section | None]
"""From who asks, and the goal or indicator, to the section; None where they are shown nothing."""
Counts = Callable[[Asked, Iterable[int]], Mapping[int, int]]
"""From who asks, and ids of indicators, to how many actions each has that the viewer may see."""

_shows: list[Show] = []
_counts: list[Counts] = []


def register_section(show: Show) -> None:
    """Declares a section; once is enough."""
    if show not in _shows:
        _shows.append(show)


def register_actions(counts: Counts) -> None:
    """Declares who knows how many actions indicators have; once is enough."""
    if counts not in _counts:
        _counts.append(counts)


def sections_of(asked: Asked, found: Goal | Indicator) -> list[Section]:
    """The sections that are shown, in the order they were declared."""
    return [section for show in _shows if (section := show(asked, found)) is not None]


def actions_of(asked: Asked, indicators: Iterable[int]) -> dict[int, int] | None:
    """How many actions each indicator has; None where nobody knows."""
    ids = list(indicators)
    if not _counts:
        return None
    every = [counts(asked, ids) for counts in _counts]
    return {each: sum(found.get(each, 0) for found in every) for each in ids}
