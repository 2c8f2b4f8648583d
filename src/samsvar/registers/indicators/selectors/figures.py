"""Figures as they may be shown: worked out, judged against the target in force, hidden where they are about too few.

All start from stored `Figure` rows, a few queries however many figures there are. A figure that may not be told has
`masked` True and no number anywhere in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from samsvar.core.rules.indicators.changes import Change, HeatMap, Seen, changes, heat_map
from samsvar.core.rules.indicators.definition import ChangeFromBase, Definition, Direction, OverTime, RollUp
from samsvar.core.rules.indicators.formulas import Result
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.periods import MONTHS_IN, Period, PeriodKind, periods_between
from samsvar.core.rules.indicators.roll_up import Sums, result_of
from samsvar.core.rules.indicators.status import Standing, Trend, judge, trend
from samsvar.core.rules.indicators.targets import Target, TargetKind, targets_by_year
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Figure, Indicator, IndicatorTarget
from samsvar.registers.indicators.reading import Stored, definition_of, period_in, sums_in, target_of
from samsvar.registers.indicators.selectors.definitions import (
    indicators_for,
    line_in,
    line_of,
    targets_by_indicator,
)
from samsvar.registers.indicators.trees import children_in


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator of a unit with all under it in a period, as it may be shown.

    `period` may be longer than the one asked for: a yearly indicator asked for in a tertial tells its year. `standing`
    has figure, target and gap as shown; `result` is exact, with numerator, denominator and why there is
    no figure. `persons`, `delivered` of `expected` and `left_out` count who is behind it. `target`: the one in force.
    `trend`: against the same period last year.
    """

    indicator: Indicator
    unit_id: int
    period: Period
    result: Result
    standing: Standing
    trend: Trend
    target: Target | None = None
    persons: int | None = None
    delivered: int = 0
    expected: int = 0
    left_out: int = 0
    masked: bool = False

    @property
    def number(self) -> Decimal | None:
        """The figure as shown; None where it is unknown or masked."""
        return self.standing.figure

    @property
    def complete(self) -> bool:
        """Whether all that were asked have handed in."""
        return 0 < self.expected <= self.delivered

    def part(self, name: str) -> Decimal | None:
        """The `numerator` or `denominator` with at most six decimals; None where there is none to tell."""
        found = getattr(self.result, name)
        return None if found is None else rounded(found, 6).normalize() + 0


_Key = tuple[int, int, Period]
"""Indicator, unit and period."""


def period_for(indicator: Indicator, period: Period) -> Period:
    """The period in which an indicator answers: its own kind's where that is longer than the one asked for."""
    kind = PeriodKind(indicator.period)
    return period.within(kind) if MONTHS_IN[kind] > MONTHS_IN[period.kind] else period


def figures_of(
    indicators: Sequence[Indicator],
    lines: Mapping[int, Sequence[int]],
    periods: Iterable[Period],
    targets: dict[int, list[Target]] | None = None,
) -> dict[_Key, Shown]:
    """Every indicator's figure for every unit in every period asked for. Two queries.

    `lines`: the ids of each unit and those above it, nearest first, by the unit's id: its targets are looked for there.
    `targets`: all that are set for those units, by indicator, where the caller has read them; then one query.
    """
    asked = list(dict.fromkeys(periods))
    definitions = {each.pk: definition_of(each) for each in indicators}
    wanted = {each.pk: tuple(dict.fromkeys(period_for(each, period) for period in asked)) for each in indicators}
    years = {period.year for periods_of in wanted.values() for period in periods_of}
    above = {unit for line in lines.values() for unit in line}
    if targets is None:
        targets = targets_by_indicator(indicators, above, years)
    sources = _read(definitions, lines, wanted, years, targets)
    found: dict[_Key, Shown] = {}
    steps = {unit: [str(step) for step in line] for unit, line in lines.items()}
    for each in indicators:
        years_of = {at.year for at in wanted[each.pk]}
        of_unit = _by_unit(targets.get(each.pk, ()))
        for unit, line in steps.items():
            in_force = _in_force([target for step in line for target in of_unit.get(step, ())], line, years_of)
            for period in wanted[each.pk]:
                target = in_force.get(period.year)
                found[each.pk, unit, period] = _shown(each, definitions[each.pk], unit, period, target, sources)
    return found


def _by_unit(targets: Iterable[Target]) -> dict[str, list[Target]]:
    """The targets of each unit: of many, a line looks through its own alone."""
    found: dict[str, list[Target]] = {}
    for each in targets:
        found.setdefault(each.unit_id, []).append(each)
    return found


def _in_force(targets: Sequence[Target], line: Sequence[str], years: Iterable[int]) -> dict[int, Target]:
    """The target that a year's figure is held against: the one for the year, else the change asked for each year."""
    asked = sorted(years)
    found: dict[int, Target] = {}
    kinds = (True, False) if any(each.yearly for each in targets) else (False,)
    for yearly in kinds:
        every = targets_by_year(targets, line, asked, yearly=yearly)
        found |= {each.year: each.target for each in every if each.target is not None}
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """A stored figure: its sums, and whether it must not be told."""

    sums: Sums
    hidden: bool


_NOBODY = _Source(Sums(), hidden=False)


def _read(
    definitions: Mapping[int, Definition],
    units: Iterable[int],
    wanted: Mapping[int, Iterable[Period]],
    years: Iterable[int],
    targets: Mapping[int, Iterable[Target]],
) -> dict[_Key, _Source]:
    """The stored figures of all periods asked for, the same ones of the year before, and those of base years."""
    bases = _base_years(definitions) | {
        each.base_year for every in targets.values() for each in every if each.base_year
    }
    places = {(period.kind.value, period.number) for periods in wanted.values() for period in periods}
    asked_years = {year for each in years for year in (each, each - 1)} | bases
    rows = Figure.objects.filter(
        Q(*[Q(period_kind=kind, number=number) for kind, number in sorted(places)], _connector=Q.OR),
        indicator_id__in=list(definitions),
        unit_id__in=list(units),
        year__in=sorted(asked_years),
    )
    if not places:
        return {}
    found: dict[_Key, _Source] = {}
    for row in map(Stored._make, rows.values_list(*Stored._fields)):
        sums = sums_in(definitions[row.indicator_id], row)
        found[row.indicator_id, row.unit_id, period_in(row)] = _Source(sums, row.hidden)
    return found


def _base_years(definitions: Mapping[int, Definition]) -> set[int]:
    return {each.formula.base_year for each in definitions.values() if isinstance(each.formula, ChangeFromBase)}


def _result(definition: Definition, key: _Key, sources: Mapping[_Key, _Source]) -> tuple[Result, bool]:
    """What the stored sums come to, and whether that must not be told."""
    source = sources.get(key, _NOBODY)
    base = None
    if isinstance(definition.formula, ChangeFromBase):
        period = key[2]
        base = sources.get((*key[:2], Period(period.kind, definition.formula.base_year, period.number)), _NOBODY)
    if definition.roll_up is RollUp.NONE:
        return _own(definition, source.sums, base.sums if base else None), source.hidden
    return result_of(definition, source.sums, base.sums if base else None), source.hidden or bool(base and base.hidden)


def _own(definition: Definition, sums: Sums, base: Sums | None) -> Result:
    """The figure of an indicator that is not rolled up: told only where one unit alone stands behind it."""
    if sums.delivered > 1 and sums.expected > 1:
        return Result(None, "not_rolled_up")
    as_if = RollUp.RATIO if sums.denominator is not None else RollUp.SUM
    return result_of(replace(definition, roll_up=as_if), sums, base)


def _shown(
    indicator: Indicator,
    definition: Definition,
    unit: int,
    period: Period,
    target: Target | None,
    sources: Mapping[_Key, _Source],
) -> Shown:
    key = (indicator.pk, unit, period)
    result, masked = _result(definition, key, sources)
    last, last_masked = _result(definition, (indicator.pk, unit, period.same_last_year()), sources)
    judged = target if _is_judged(definition, period, target) else None
    standing = judge(definition, result, judged, _compared(definition, key, judged, sources), masked=masked)
    told = sources.get(key, _NOBODY).sums
    if masked:
        result = Result(None, "masked")
    return Shown(
        indicator,
        unit,
        period,
        result,
        standing,
        trend(definition, result, last, masked=masked or last_masked),
        target,
        None if masked else told.persons,
        told.delivered,
        told.expected,
        told.left_out,
        masked,
    )


def _is_judged(definition: Definition, period: Period, target: Target | None) -> bool:
    """Not where an amount for a part of the year stands beside a target for the whole of it."""
    amount = definition.roll_up is RollUp.SUM and definition.over_time is OverTime.SUM
    whole = (
        target is not None and target.kind is TargetKind.VALUE and not isinstance(definition.formula, ChangeFromBase)
    )
    return not (amount and whole and period.kind is not PeriodKind.YEAR)


def _compared(
    definition: Definition, key: _Key, target: Target | None, sources: Mapping[_Key, _Source]
) -> Decimal | None:
    """The figure that a target of change is held against: the base year's or last year's, where it may be told."""
    if target is None or target.kind not in (TargetKind.FROM_BASE_YEAR, TargetKind.FROM_YEAR_BEFORE):
        return None
    period = key[2]
    year = target.base_year if target.kind is TargetKind.FROM_BASE_YEAR else period.year - 1
    if year is None:
        return None
    found, masked = _result(definition, (*key[:2], Period(period.kind, year, period.number)), sources)
    return None if masked or found.number is None else rounded(found.number, 6)


def figures_for(unit: OrgUnit, period: Period, indicators: Sequence[Indicator] | None = None) -> list[Shown]:
    """How all indicators stand for a unit in a period, in their own order. At most four queries."""
    every = indicators_for(unit) if indicators is None else list(indicators)
    found = figures_of(every, {unit.pk: line_of(unit)}, [period])
    return [found[each.pk, unit.pk, period_for(each, period)] for each in every]


def series_of(
    indicator: Indicator, unit: OrgUnit, first: Period, last: Period, rows: Sequence[IndicatorTarget] | None = None
) -> list[Shown]:
    """One indicator of a unit from one period to another of the same kind, in order, those unknown too. Three queries.

    The kind must be the indicator's or longer. Each is summed in the structure of its own period. `rows`: its targets
    (`targets_for`), where the caller has read them; then one query.
    """
    periods = list(periods_between(first, last))
    line = line_of(unit) if rows is None else line_in(rows, unit)
    targets = None if rows is None else {indicator.pk: [target_of(row) for row in rows]}
    found = figures_of([indicator], {unit.pk: line}, periods, targets)
    return [found[indicator.pk, unit.pk, period] for period in periods]


def units_under(unit: OrgUnit, period: Period, viewer: Viewer) -> list[OrgUnit]:
    """The units directly under a unit as the period's own structure has it, that the viewer may see; by name."""
    ids = children_in(unit, period)
    seen = OrgUnit.objects.filter(units_visible_to(viewer, Permission.VIEW_INDICATORS), pk__in=ids)
    return list(seen.order_by("name_nb", "pk"))


@dataclass(frozen=True, slots=True)
class HeatMapShown:
    """A heat map: `map` has the order (ids as text, the weakest first), `cells` the figures by unit and indicator.

    `whole`: the unit's own figures by indicator, for the row above.
    """

    map: HeatMap
    units: Mapping[str, OrgUnit]
    indicators: Mapping[str, Indicator]
    cells: Mapping[tuple[str, str], Shown]
    whole: Mapping[str, Shown]


def heat_map_of(
    unit: OrgUnit, period: Period, viewer: Viewer, indicators: Sequence[Indicator] | None = None
) -> HeatMapShown:
    """The units under a unit × its indicators in a period, opening at the weakest. At most six queries."""
    every = indicators_for(unit) if indicators is None else list(indicators)
    below = units_under(unit, period, viewer)
    line = line_of(unit)
    found = figures_of(every, {unit.pk: line} | {each.pk: [each.pk, *line] for each in below}, [period])
    cells = {
        (str(child.pk), str(each.pk)): found[each.pk, child.pk, period_for(each, period)]
        for child in below
        for each in every
    }
    seen = [Seen(place[1], place[0], _direction(shown), shown.standing) for place, shown in cells.items()]
    whole = {str(each.pk): found[each.pk, unit.pk, period_for(each, period)] for each in every}
    by_id = {str(each.pk): each for each in every}
    return HeatMapShown(heat_map(seen), {str(each.pk): each for each in below}, by_id, cells, whole)


def _direction(shown: Shown) -> Direction:
    return Direction(shown.indicator.direction)


def small_multiples(
    indicator: Indicator, unit: OrgUnit, first: Period, last: Period, viewer: Viewer
) -> list[tuple[OrgUnit, list[Shown]]]:
    """The same indicator's series for each unit under a unit (the last period's structure), by name. Five queries."""
    below, line = units_under(unit, last, viewer), line_of(unit)
    periods = list(periods_between(first, last))
    found = figures_of([indicator], {each.pk: [each.pk, *line] for each in below}, periods)
    return [(each, [found[indicator.pk, each.pk, period] for period in periods]) for each in below]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What changed, with both figures."""

    change: Change
    now: Shown
    before: Shown


def what_changed(unit: OrgUnit, period: Period, before: Period | None = None) -> list[ChangeShown]:
    """What has changed for a unit since the period before (or the one given), the most pressing first.

    Yearly indicators are left out until their year is over: one that runs when the period ends has not lost its figure.
    At most four queries.
    """
    then = before or period.previous()
    every = [
        each
        for each in indicators_for(unit)
        if period_for(each, period) != period_for(each, then) and period_for(each, period).last_day <= period.last_day
    ]
    found = figures_of(every, {unit.pk: line_of(unit)}, [period, then])
    pairs = {
        str(each.pk): (
            found[each.pk, unit.pk, period_for(each, period)],
            found[each.pk, unit.pk, period_for(each, then)],
        )
        for each in every
    }
    seen = [Seen(key, str(unit.pk), _direction(now), now.standing, was.standing) for key, (now, was) in pairs.items()]
    return [ChangeShown(each, *pairs[each.seen.indicator]) for each in changes(seen)]
