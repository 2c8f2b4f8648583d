"""Figures renewed when units move, merge, end or begin: each period is added up in its own structure.

Only what those units and the ones above them come to is renewed; what they have handed in stays where it is.
"""

from collections.abc import Collection
from datetime import date

from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.platform.organisation.models import OrgUnit, keys_in
from samsvar.registers.indicators.models import Figure, Indicator
from samsvar.registers.indicators.reading import period_in
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
            work_out(indicator, renewed, shared[root], units, restructured=True)
