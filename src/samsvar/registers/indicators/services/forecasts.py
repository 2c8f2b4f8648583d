"""Forecasts worked out and kept: asked for where figures or targets come, made in the background, many at once.

The unit that owns an indicator and two levels under it get one: who steers by it. Further down figures are many, small
and restless, and a forecast of each would cost more than it tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.indicators.forecasting import INTERVAL_PERCENT, METHOD, Expected, Series, expected, library
from samsvar.core.rules.indicators.outlook import Run, Why, bounds_of, kept, run_of, steps_to, years_asked
from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over
from samsvar.core.rules.indicators.targets import Target
from samsvar.platform.access.walls import all_read, everything_shown
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import ForecastOutcome
from samsvar.registers.indicators.models import Forecast, ForecastDue, Indicator
from samsvar.registers.indicators.reading import definition_of
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.forecasts import seen_of, series_behind, targets_ahead

LEVELS_BELOW = 2
#: Series that one child process works out: each takes some hundredths of a second.
AT_ONCE = 400


def ask_for_forecasts(indicators: Iterable[Indicator], at: datetime) -> None:
    """Say that figures or targets of the indicators have changed. In the caller's transaction."""
    rows = [ForecastDue(indicator=each, asked_at=at) for each in indicators]
    ForecastDue.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["asked_at"], unique_fields=["indicator"]
    )


def work_out_due(*, at: datetime, today: date, before: datetime | None = None, most: int | None = None) -> int:
    """Work out what has been asked for, the longest waiting first; how many forecasts were made.

    `before`: only what was asked for by then, so that somebody who is still entering figures is waited for. What is
    asked for meanwhile is done the next time. Raises ForecastFailed, with what was asked for still standing.

    To be called outside a transaction: each indicator is kept in one of its own, and nobody waits for the method.
    """
    due = ForecastDue.objects.select_related("indicator", "indicator__unit").order_by("asked_at", "pk")
    if before is not None:
        due = due.filter(asked_at__lte=before)
    made = 0
    with all_read():
        waiting = list(due[:most])
    for each in waiting:
        made += work_out_forecasts(each.indicator, at=at, today=today)
        ForecastDue.objects.filter(pk=each.pk, asked_at=each.asked_at).delete()
    return made


@dataclass(frozen=True, slots=True)
class _Work:
    """A unit's figures to be looked ahead from, or why nothing can be told."""

    unit: OrgUnit
    run: Run
    steps: int
    why: Why | None


def work_out_forecasts(indicator: Indicator, *, at: datetime, today: date) -> int:
    """Work out the indicator's forecasts anew, and put them in the place of those that stood. Raises ForecastFailed."""
    definition = definition_of(indicator)
    last = last_over(today, PeriodKind(indicator.period))
    with all_read():
        units = units_forecast(indicator, today)
        behind = series_behind(indicator, units, last)
        targets = targets_ahead(indicator, units)
    works = [_work(unit, behind.get(unit.pk, ()), targets.get(unit.pk, {})) for unit in units]
    rows: list[Forecast] = []
    for start in range(0, len(works), AT_ONCE):
        some = works[start : start + AT_ONCE]
        asked = [each for each in some if each.why is None]
        found = expected(
            [Series([n for _at, n in each.run], each.steps, *bounds_of(definition, each.run)) for each in asked]
        )
        of_unit = {each.unit.pk: steps for each, steps in zip(asked, found, strict=True)}
        rows += [_row(indicator, each, of_unit.get(each.unit.pk), at) for each in some]
    with transaction.atomic(), everything_shown():
        Forecast.objects.filter(indicator=indicator).delete()
        Forecast.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def units_forecast(indicator: Indicator, today: date) -> list[OrgUnit]:
    """The unit that owns the indicator, and those of two levels under it."""
    found = [indicator.unit]
    level: Sequence[OrgUnit] = found
    for _below in range(LEVELS_BELOW):
        level = list(OrgUnit.objects.alive(today).filter(parent__in=level).order_by("pk"))
        found += level
    return found


def _work(unit: OrgUnit, shown: Sequence[Shown], targets: Mapping[int, Target | None]) -> _Work:
    run = run_of(seen_of(shown))
    if isinstance(run, Why):
        return _Work(unit, (), 0, run)
    after = run[-1][0]
    steps = steps_to(after, years_asked(targets, after))
    return _Work(unit, run, 0, steps) if isinstance(steps, Why) else _Work(unit, run, steps, None)


def _row(indicator: Indicator, work: _Work, found: tuple[Expected, ...] | None, at: datetime) -> Forecast:
    outcome = ForecastOutcome(work.why) if work.why else ForecastOutcome.FOUND if found else ForecastOutcome.NO_FIT
    last = work.run[-1][0] if work.run else None
    steps = [] if last is None or not found else _steps(last, found)
    return Forecast(
        indicator=indicator,
        unit=work.unit,
        outcome=outcome,
        method=METHOD,
        library=library(),
        interval_percent=INTERVAL_PERCENT,
        rests_on=[[period.code, str(kept(number))] for period, number in work.run],
        steps=steps,
        worked_at=at,
    )


def _steps(last: Period, found: Iterable[Expected]) -> list[list[str]]:
    return [
        [last.moved(ahead).code, str(each.value), str(each.low), str(each.high)]
        for ahead, each in enumerate(found, start=1)
    ]
