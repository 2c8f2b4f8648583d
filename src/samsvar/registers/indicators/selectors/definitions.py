"""The goals and indicators that hold for a unit: its own and those set above it. And the targets by year."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import BigIntegerField, CharField, F, Prefetch, Q, QuerySet

from samsvar.core.rules.indicators.targets import Target, TargetOfYear, targets_by_year
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask, in_line, line_given
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorGoal, IndicatorTarget
from samsvar.registers.indicators.reading import StoredTarget, target_of


def line_of(unit: OrgUnit) -> list[int]:
    """Ids of the unit and those above it, nearest first: where its targets are looked for. One query."""
    found = dict(OrgUnit.objects.filter(key__in=unit.line_keys).values_list("key", "pk"))
    return [found[key] for key in reversed(unit.line_keys) if key in found]


def line_in(rows: Iterable[IndicatorTarget], unit: OrgUnit) -> list[int]:
    """Ids of those of the unit and the units above it that have set targets, nearest first; of rows with units."""
    found = {row.unit.key: row.unit_id for row in rows}
    return [found[key] for key in reversed(unit.line_keys) if key in found]


def goals_for(unit: OrgUnit) -> list[Goal]:
    """The goals that hold for the unit, those set highest first, each after the goal it is a part of. One query.

    What is set above holds below and is no secret there: whoever may see the unit may see them.
    """
    return ask("goals that hold", _goals_in_line, **line_given(unit))


def _goals_in_line() -> QuerySet[Goal]:
    rows = Goal.objects.filter(unit__key__in=in_line())
    rows = rows.select_related("unit", "parent", "takes_over", "responsible")
    return rows.order_by("unit__path", F("parent__code").asc(nulls_first=True), "code")


def indicators_for(unit: OrgUnit, *, retired: bool = False) -> list[Indicator]:
    """The indicators that hold for the unit, the prioritised first, then by number, theme and name. One query."""

    def build() -> QuerySet[Indicator]:
        rows = Indicator.objects.filter(unit__key__in=in_line()).select_related("unit", "goal", "goal__parent")
        if not retired:
            rows = rows.filter(retired=False)
        return rows.order_by("-prioritised", F("number").asc(nulls_last=True), "theme", "name_nb", "pk")

    return ask(("indicators that hold", retired), build, **line_given(unit))


def _held_at(viewer: Viewer, unit: str = "unit__") -> Q:
    """What is set for a unit and all under it, as the viewer reads it: what is seen there, and what is set above."""
    if viewer.everything:
        return Q()
    grants = [grant for grant in viewer.grants if Permission.VIEW_INDICATORS in grant.own]
    above = {key for grant in grants for key in grant.line_keys}
    seen = visible(viewer, Permission.VIEW_INDICATORS, enterprise=f"{unit}enterprise_id", path=f"{unit}path")
    return seen | Q(**{f"{unit}key__in": above})


def goals_read_by(viewer: Viewer) -> QuerySet[Goal]:
    """Goals of the units that the viewer sees, and those set above them, which hold there too."""
    return Goal.objects.filter(_held_at(viewer)).select_related("enterprise", "unit", "parent", "takes_over")


def indicators_read_by(viewer: Viewer) -> QuerySet[Indicator]:
    """Indicators as `goals_read_by` has goals, each with all the goals that it tells of."""
    further = Prefetch("other_goals", IndicatorGoal.objects.select_related("goal").order_by("pk"))
    rows = Indicator.objects.filter(_held_at(viewer)).select_related("enterprise", "unit", "goal")
    return rows.prefetch_related(further)


def of_goal(rows: QuerySet[Indicator], goal: Goal) -> QuerySet[Indicator]:
    """Those that tell of the goal, first of all or beside others."""
    return rows.filter(Q(goal=goal) | Q(pk__in=IndicatorGoal.objects.filter(goal=goal).values("indicator")))


def targets_read_by(viewer: Viewer) -> QuerySet[IndicatorTarget]:
    """Targets that are set for units that the viewer sees, or above them; those replaced too."""
    units = OrgUnit.objects.filter(_held_at(viewer, "")).values("pk")
    rows = IndicatorTarget.objects.filter(unit__in=units, indicator__in=indicators_read_by(viewer).values("pk"))
    return rows.select_related("indicator", "unit")


def holding_for(unit: OrgUnit) -> QuerySet[Indicator]:
    """The indicators that hold for the unit, whoever set them: whoever sees its figures may see what they are of."""
    return Indicator.objects.filter(unit__key__in=unit.line_keys).select_related("unit")


def find_indicator(unit: OrgUnit, key: str) -> Indicator | None:
    """The indicator with the key, where it holds for the unit; None where not: the caller answers 404."""
    found = ask("indicator that holds", _indicator_in_line, key=key, **line_given(unit))
    return next(iter(found), None)


def _indicator_in_line() -> QuerySet[Indicator]:
    rows = Indicator.objects.filter(key=Given("key", CharField()), unit__key__in=in_line())
    return rows.select_related("unit", "goal__takes_over__unit", "goal__takes_over__takes_over")


def targets_for(indicator: Indicator, unit: OrgUnit) -> list[IndicatorTarget]:
    """All targets set for the unit or above it, those replaced too, by year, the newest first. One query."""
    return ask("targets in line", _targets_in_line, indicator=indicator.pk, **line_given(unit))


def _targets_in_line() -> QuerySet[IndicatorTarget]:
    rows = IndicatorTarget.objects.filter(indicator=Given("indicator", BigIntegerField()), unit__key__in=in_line())
    return rows.select_related("unit", "set_by").order_by("year", "-set_at", "-pk")


def targets_in_line(unit: OrgUnit, indicators: Sequence[Indicator]) -> tuple[list[int], dict[int, list[Target]]]:
    """Ids of those of the unit and the units above it that have set targets, nearest first; and the targets by
    indicator. One query."""
    rows = IndicatorTarget.objects.filter(indicator__in=indicators, unit__key__in=unit.line_keys)
    units: dict[str, int] = {}
    found: dict[int, list[Target]] = {}
    for unit_key, *columns in rows.values_list("unit__key", *StoredTarget._fields):
        row = StoredTarget._make(columns)
        units[unit_key] = row.unit_id
        found.setdefault(row.indicator_id, []).append(target_of(row))
    return [units[key] for key in reversed(unit.line_keys) if key in units], found


def targets_of_years(
    indicator: Indicator, unit: OrgUnit, years: Iterable[int], *, as_of: datetime | None = None, yearly: bool = False
) -> tuple[TargetOfYear, ...]:
    """The target in force for each year and those it stands instead of (`core.rules.indicators.targets`). Two queries.

    `as_of`: as it was then. `yearly`: the target for each year's change, which stands beside the others. A target's
    `id` is the row's key.
    """
    targets = [target_of(row) for row in targets_for(indicator, unit)]
    return targets_by_year(targets, [str(each) for each in line_of(unit)], years, as_of=as_of, yearly=yearly)


def targets_by_indicator(
    indicators: Sequence[Indicator], unit_ids: Iterable[int], years: Iterable[int]
) -> dict[int, list[Target]]:
    """The targets set for any of the units in the years, by indicator. One query."""
    found: dict[int, list[Target]] = {}
    wanted = Q(indicator__in=indicators, unit_id__in=list(unit_ids), year__in=sorted(set(years)))
    for columns in IndicatorTarget.objects.filter(wanted).values_list(*StoredTarget._fields):
        row = StoredTarget._make(columns)
        found.setdefault(row.indicator_id, []).append(target_of(row))
    return found
