"""Targets and figures over the years of a strategy, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.status import grade
from samsvar.core.rules.indicators.targets import Target, TargetKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.standing import page_of, target_words
from samsvar.registers.indicators.presenters.words import StatusWords, shown, status_words
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.pages import OverYears


@dataclass(frozen=True, slots=True)
class YearCell:
    """A year of an indicator: the target as set, the figure as shown (empty where there is none), how it stands."""

    year: int
    target: str
    figure: str
    status: StatusWords


@dataclass(frozen=True, slots=True)
class YearRow:
    """An indicator across the years. `words`: its targets where they are words, told once."""

    name: str
    href: str
    cells: tuple[YearCell, ...]
    words: str = ""


def year_rows(indicators: Iterable[Indicator], found: OverYears, unit: OrgUnit) -> Sequence[YearRow]:
    """The table's rows, in the indicators' order."""
    language = current_language()
    return [
        YearRow(
            each.name(language),
            page_of(each, unit),
            tuple(_cell(each, year, found.cells[each.pk, year]) for year in found.years),
            " ".join(_words(found.cells[each.pk, year].target for year in found.years)),
        )
        for each in indicators
    ]


def _words(targets: Iterable[Target | None]) -> list[str]:
    """Each text of targets in words once, in the order of the years."""
    return list(dict.fromkeys(each.words for each in targets if each is not None and _in_words(each)))


def _in_words(target: Target | None) -> bool:
    return target is not None and target.kind is TargetKind.WORDS


def _cell(indicator: Indicator, year: int, seen: Shown) -> YearCell:
    figure = shown(seen.number, indicator.unit_of_measure, indicator.decimals) if seen.number is not None else ""
    graded = grade(seen.standing, Direction(indicator.direction))
    status = status_words(graded, seen.standing.status, seen.standing.reason)
    target = _("in words") if _in_words(seen.target) else target_words(seen.target, indicator)
    return YearCell(year, target, "*" if seen.masked else figure, status)
