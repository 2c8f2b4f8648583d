"""What rooms above show on an occurrence's page: told by them, since this floor does not know them."""

from collections import defaultdict
from collections.abc import Callable

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.sections import Section, Sections
from samsvar.registers.wheel.models import Occurrence

_BY_RESULT: defaultdict[str, Sections[Viewer, Occurrence]] = defaultdict(Sections)


def register_section(result: str, show: Callable[[Viewer, Occurrence], Section | None]) -> None:
    """Declares what is shown of occurrences with a result (`ActivityResult`); once is enough."""
    _BY_RESULT[result].register(show)


def sections_of(viewer: Viewer, occurrence: Occurrence) -> list[Section]:
    """The sections of an occurrence, in the order they were declared."""
    return _BY_RESULT[occurrence.activity.result].of(viewer, occurrence)
