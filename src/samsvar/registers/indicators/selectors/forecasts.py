"""A unit's forecast with whether it still holds, and what forecasts are worked out from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BigIntegerField, Min, QuerySet

from samsvar.core.rules.indicators.outlook import Seen, still_holds
from samsvar.core.rules.indicators.periods import Period, PeriodKind, parse_period, periods_between
from samsvar.core.rules.indicators.targets import Target, targets_by_year
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Figure, Forecast, Indicator, IndicatorTarget
from samsvar.registers.indicators.reading import target_of
from samsvar.registers.indicators.selectors.figures import Shown, figures_of

#: How far back a forecast rests.
MOST_BACK = {PeriodKind.MONTH: 120, PeriodKind.TERTIAL: 45, PeriodKind.YEAR: 40}


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is expected of a period, with the ends of the interval."""

    period: Period
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Outlook:
    """A kept forecast as it may be shown. `steps` is empty where it does not hold any longer, or nothing was found."""

    row: Forecast
    holds: bool
    steps: tuple[Ahead, ...]


def outlook_of(indicator: Indicator, unit: OrgUnit, series: Sequence[Shown]) -> Outlook | None:
    """The unit's forecast, held against the figures that the page shows. None where none is made. One query.

    `series` is in the indicator's own kind of period. A forecast that rests on a figure that has changed since, or that
    may not be told any longer, is not shown.
    """
    row = next(iter(ask("forecast", _of_unit, indicator=indicator.pk, unit=unit.pk)), None)
    if row is None:
        return None
    seen = seen_of(series)
    if not row.rests_on:
        return Outlook(row, True, ())
    holds = still_holds({_period(code): Decimal(number) for code, number in row.rests_on}, seen)
    steps = tuple(Ahead(_period(code), *(Decimal(each) for each in rest)) for code, *rest in row.steps)
    return Outlook(row, holds, steps if holds else ())


def _of_unit() -> QuerySet[Forecast]:
    indicator, unit = Given("indicator", BigIntegerField()), Given("unit", BigIntegerField())
    return Forecast.objects.filter(indicator=indicator, unit=unit)


def _period(code: str) -> Period:
    found = parse_period(code)
    if found is None:
        raise ValueError(code)
    return found


def seen_of(series: Sequence[Shown]) -> list[Seen]:
    """A series as the rule reads it."""
    return [
        Seen(each.period, None if each.masked else each.result.number, each.delivered, each.masked) for each in series
    ]


def series_behind(indicator: Indicator, units: Sequence[OrgUnit], last: Period) -> dict[int, list[Shown]]:
    """Each unit's figures up to a period, from the first that anybody has handed in, by its id. Four queries."""
    rows = Figure.objects.filter(indicator=indicator, period_kind=last.kind.value, unit__in=units)
    began = rows.aggregate(first=Min("year"))["first"]
    if began is None:
        return {}
    first = max(Period(last.kind, began), last.moved(1 - MOST_BACK[last.kind]))
    periods = list(periods_between(first, last))
    found = figures_of([indicator], {unit.pk: [] for unit in units}, periods)
    return {unit.pk: [found[indicator.pk, unit.pk, period] for period in periods] for unit in units}


def targets_ahead(indicator: Indicator, units: Sequence[OrgUnit]) -> dict[int, dict[int, Target | None]]:
    """The target in force for each year that has one, by the unit's id. One query."""
    rows = IndicatorTarget.objects.filter(indicator=indicator).select_related("unit")
    by_key: Mapping[str, int] = {row.unit.key: row.unit_id for row in rows}
    targets = [target_of(row) for row in rows]
    years = sorted({target.year for target in targets})
    found = {}
    for unit in units:
        line = [str(by_key[key]) for key in reversed(unit.line_keys) if key in by_key]
        own = {each.year: each.target for each in targets_by_year(targets, line, years)}
        yearly = {each.year: each.target for each in targets_by_year(targets, line, years, yearly=True)}
        found[unit.pk] = {year: own[year] or yearly[year] for year in years}
    return found
