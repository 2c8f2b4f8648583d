"""Figures that rooms above draw for a mapped area by themselves: told by them, since this floor does not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A figure with what it counts; `href` leads to what is behind it, empty where there is no page."""

    words: str
    figure: str
    href: str = ""


Source = Callable[[Viewer, OrgUnit, date], Sequence[AreaFigure]]
_sources: dict[str, Source] = {}


def register_source(code: str, source: Source) -> None:
    """Declares where the figures of areas that draw from `code` come from; once is enough."""
    _sources.setdefault(code, source)


def figures_from(code: str, viewer: Viewer, enterprise: OrgUnit, today: date) -> Sequence[AreaFigure]:
    """The figures of one source; none where no room tells of it."""
    source = _sources.get(code)
    return source(viewer, enterprise, today) if source else ()
