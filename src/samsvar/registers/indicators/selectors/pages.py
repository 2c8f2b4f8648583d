"""How indicators stand in a period, each in the last period of its own that is over: a year shows when it has ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.access.holders import nameable
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorGoal, IndicatorTarget
from samsvar.registers.indicators.selectors.definitions import line_of, targets_in_line
from samsvar.registers.indicators.selectors.figures import Shown, figures_of, period_for, units_under

#: Years across a table: as many as a strategy and the national goals after it have.
MOST_YEARS = 12


def period_told(indicator: Indicator, period: Period, today: date) -> Period:
    """The period an indicator is shown in: its own kind's where that is longer; the one before where it still runs."""
    own = period_for(indicator, period)
    return own.previous() if own != period and not own.is_over(today) else own


def standings_of(unit: OrgUnit, period: Period, today: date, indicators: Sequence[Indicator]) -> list[Shown]:
    """How indicators stand for a unit, in their order. Two queries."""
    line, targets = targets_in_line(unit, indicators)
    found = figures_of(indicators, {unit.pk: line}, _both(period), targets)
    return [found[each.pk, unit.pk, period_told(each, period, today)] for each in indicators]


def standings_with_years(
    unit: OrgUnit, period: Period, today: date, indicators: Sequence[Indicator], years: Sequence[Period]
) -> tuple[list[Shown], dict[tuple[int, int], Shown]]:
    """As `standings_of`, and how each stood in years, by its id and the year. Three queries for both."""
    found = figures_of(indicators, {unit.pk: line_of(unit)}, [*_both(period), *years])
    told = [found[each.pk, unit.pk, period_told(each, period, today)] for each in indicators]
    return told, {(each.pk, year.year): found[each.pk, unit.pk, year] for each in indicators for year in years}


def indicators_of_goal(unit: OrgUnit, goal: Goal) -> list[Indicator]:
    """The indicators that hold for the unit and tell of the goal, first of all or beside another. One query."""
    tied = IndicatorGoal.objects.filter(goal=goal).values("indicator")
    rows = Indicator.objects.filter(Q(goal=goal) | Q(pk__in=tied), unit__key__in=unit.line_keys, retired=False)
    return list(rows.select_related("unit").order_by("-prioritised", "number", "name_nb", "pk"))


@dataclass(frozen=True, slots=True)
class Below:
    """The units under a unit, and how each stands. `cells`: by unit and indicator; `whole`: its own. Ids as text."""

    units: Mapping[str, OrgUnit]
    indicators: Mapping[str, Indicator]
    cells: Mapping[tuple[str, str], Shown]
    whole: Mapping[str, Shown]


def standings_below(
    unit: OrgUnit, period: Period, today: date, viewer: Viewer, indicators: Sequence[Indicator]
) -> Below:
    """How the units directly under a unit stand, those the viewer may see. Five queries."""
    below, line = units_under(unit, period, viewer), line_of(unit)
    lines = {unit.pk: line} | {each.pk: [each.pk, *line] for each in below}
    found = figures_of(indicators, lines, _both(period))
    told = {each.pk: period_told(each, period, today) for each in indicators}
    return Below(
        {str(each.pk): each for each in below},
        {str(each.pk): each for each in indicators},
        {
            (str(child.pk), str(each.pk)): found[each.pk, child.pk, told[each.pk]]
            for child in below
            for each in indicators
        },
        {str(each.pk): found[each.pk, unit.pk, told[each.pk]] for each in indicators},
    )


@dataclass(frozen=True, slots=True)
class OverYears:
    """Indicators over the years that have targets. `cells`: by indicator's id and year, how it stood and was wanted."""

    years: tuple[int, ...]
    cells: Mapping[tuple[int, int], Shown]


def over_years(unit: OrgUnit, indicators: Sequence[Indicator], today: date) -> OverYears:
    """The indicators' targets and figures for each year of a strategy: those that any has a target in. Four queries.

    Where they are many, those nearest to this year.
    """
    line = line_of(unit)
    rows = IndicatorTarget.objects.filter(indicator__in=indicators, unit__in=line)
    every = sorted(set(rows.values_list("year", flat=True)), key=lambda year: (abs(year - today.year), year))
    years = tuple(sorted(every[:MOST_YEARS]))
    found = figures_of(indicators, {unit.pk: line}, [Period(PeriodKind.YEAR, year) for year in years])
    return OverYears(years, {(of, period.year): shown for (of, _unit, period), shown in found.items()})


def goals_offered(unit: OrgUnit) -> QuerySet[Goal]:
    """Goals that hold for the unit: what its own can be parts of, or carry further."""
    return Goal.objects.filter(unit__key__in=unit.line_keys).order_by("unit__path", "name_nb")


def people_offered(unit: OrgUnit) -> QuerySet[Person]:
    """Those with a role in the unit's enterprise, by name: who can answer for a goal."""
    return nameable(unit.enterprise_id)


def _both(period: Period) -> list[Period]:
    """The period, and the year before it: for yearly indicators whose year still runs."""
    return [period, Period(PeriodKind.YEAR, period.year - 1)]
