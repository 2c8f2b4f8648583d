"""Mapped areas as the step shows them: how each stands, and its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.standing import Line, line_of
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.strategy.figures import AreaFigure
from samsvar.subjects.strategy.models import DrawsFrom, MappedArea, Standing
from samsvar.subjects.strategy.presenters.goals import GoalName, dimension_name, goal_names

_KINDS = {Standing.STRENGTH: "good", Standing.POTENTIAL: "warn", Standing.UNKNOWN: ""}


@dataclass(frozen=True)
class AreaLine:
    """An area: its goals and indicators, figures drawn by themselves, and the points it has become."""

    area: MappedArea
    dimension: str
    kind: str
    goals: Sequence[str]
    un_goals: Sequence[GoalName]
    indicators: Sequence[Line]
    figures: Sequence[AreaFigure]


def area_lines(
    areas: Sequence[MappedArea],
    shown: Mapping[int, Shown],
    climate: Sequence[Indicator],
    figures: Mapping[str, Sequence[AreaFigure]],
    unit: OrgUnit,
) -> list[AreaLine]:
    """The areas, those with potential first: there is something to do.

    `climate`: the indicators that areas that draw from the climate account get by themselves; `figures`: what those
    that draw from a source get, by source.
    """
    language, order = current_language(), [Standing.POTENTIAL, Standing.UNKNOWN, Standing.STRENGTH]
    return [
        AreaLine(
            area,
            dimension_name(area.dimension),
            _KINDS[Standing(area.standing)],
            [each.name(language) for each in area.goals.all()],
            goal_names(area.un_goals),
            _lines(_of_area(area, climate), shown, unit),
            figures.get(area.draws_from, ()),
        )
        for area in sorted(areas, key=lambda each: order.index(Standing(each.standing)))
    ]


def _of_area(area: MappedArea, climate: Sequence[Indicator]) -> list[Indicator]:
    return [*area.indicators.all(), *(climate if area.draws_from == DrawsFrom.CLIMATE_ACCOUNT else ())]


def _lines(indicators: Sequence[Indicator], shown: Mapping[int, Shown], unit: OrgUnit) -> list[Line]:
    """Each indicator once, as it stands."""
    return [line_of(shown[pk], unit) for pk in dict.fromkeys(each.pk for each in indicators) if pk in shown]
