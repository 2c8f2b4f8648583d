"""What rooms above show on the pages of goals and indicators: told by them, since this floor does not know them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.sections import Sections
from samsvar.registers.indicators.models import Goal, Indicator


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks, at which unit, and on which day."""

    viewer: Viewer
    unit: OrgUnit
    today: date


Counts = Callable[[Asked, Iterable[int]], Mapping[int, int]]
"""From who asks, and ids of indicators, to how many actions each has that the viewer may see."""

_SECTIONS: Sections[Asked, Goal | Indicator] = Sections()
register_section, sections_of = _SECTIONS.register, _SECTIONS.of
_counts: list[Counts] = []


def register_actions(counts: Counts) -> None:
    """Declares who knows how many actions indicators have; once is enough."""
    if counts not in _counts:
        _counts.append(counts)


def actions_of(asked: Asked, indicators: Iterable[int]) -> dict[int, int] | None:
    """How many actions each indicator has; None where nobody knows."""
    ids = list(indicators)
    if not _counts:
        return None
    every = [counts(asked, ids) for counts in _counts]
    return {each: sum(found.get(each, 0) for found in every) for each in ids}
