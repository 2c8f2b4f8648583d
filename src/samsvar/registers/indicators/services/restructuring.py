"""Figures renewed when units move, merge, end or begin: each period is added up in its own structure.

Only what those units and the ones above them come to is renewed; what they have handed in stays where it is. A period
that is accepted for the whole keeps the figures it was accepted with, until it is opened again with a reason.
"""

from collections.abc import Collection, Sequence
from datetime import date

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.organisation.models import OrgUnit, keys_in
from samsvar.registers.indicators.models import Figure, Indicator
from samsvar.registers.indicators.reading import period_in
from samsvar.registers.indicators.services.closed import closed_among
from samsvar.registers.indicators.services.roll_up import work_out
from samsvar.registers.indicators.services.turns import take_turn
from samsvar.registers.indicators.trees import Trees, trees_of

_FEW_UNITS = 100
"""Of more, those above them are not looked for: their indicators are nearly all that there are."""


def renew_in_new_structure(*, units: Collection[int], since: date | None) -> None:
    """Works out anew, from the period that `since` lies in, what the units and those above them come to."""
    indicators = Indicator.objects.select_related("unit")
    if len(units) <= _FEW_UNITS:
        paths = OrgUnit.objects.filter(pk__in=units).values_list("path", flat=True)
        indicators = indicators.filter(unit__key__in={key for path in paths for key in keys_in(path)})
    indicators = indicators.order_by("pk")
    take_turn(indicators.values_list("pk", flat=True))
    shared: dict[tuple[int, str], Trees] = {}
    for indicator in indicators:
        kind = PeriodKind(indicator.period)
        # Whoever has a figure has given its owner one too.
        worked_out = Figure.objects.filter(indicator=indicator, unit_id=indicator.unit_id, period_kind=kind.value)
        if since is not None:
            worked_out = worked_out.filter(year__gte=since.year)
        periods = [period_in(row) for row in worked_out]
        renewed = [period for period in periods if since is None or period.last_day >= since]
        if renewed:
            root = (indicator.unit_id, indicator.expected_kind)
            if root not in shared:
                shared[root] = trees_of(indicator)
            work_out(indicator, _open(renewed, shared[root]), shared[root], units, restructured=True)


def renew_reopened(*, unit: OrgUnit, period: Period) -> None:
    """Works out anew what was closed with the unit's period, in the structure that the period has by now."""
    indicators = Indicator.objects.select_related("unit").filter(
        unit__path__gte=unit.path, unit__path__lt=unit.path_end
    )
    indicators = indicators.order_by("pk")
    take_turn(indicators.values_list("pk", flat=True))
    for indicator in indicators:
        kind = PeriodKind(indicator.period)
        rows = Figure.objects.filter(indicator=indicator, unit_id=indicator.unit_id, period_kind=kind.value)
        inside = [each for each in map(period_in, rows.filter(year=period.year)) if each.overlaps(period)]
        trees = trees_of(indicator)
        work_out(indicator, _open(inside, trees), trees, restructured=True)


def renew_by_who_is_asked(indicator: Indicator) -> None:
    """Works out anew how many are to hand the indicator in, since it is another kind of unit by now."""
    kind = PeriodKind(indicator.period)
    take_turn([indicator.pk])
    rows = Figure.objects.filter(indicator=indicator, unit_id=indicator.unit_id, period_kind=kind.value)
    trees = trees_of(indicator)
    work_out(indicator, _open([period_in(row) for row in rows], trees), trees, restructured=True)


def _open(periods: Sequence[Period], trees: Trees) -> list[Period]:
    """Those that are not accepted for the whole: for the root of the trees, or for a unit above it."""
    closed = closed_among((period, trees, [trees.root_id]) for period in periods)
    return [period for period in periods if (trees.root_id, period) not in closed]
