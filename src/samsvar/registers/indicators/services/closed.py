"""Which units a period is closed for."""

from collections.abc import Collection, Iterable

from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Submission
from samsvar.registers.indicators.trees import Trees


def closed_among(
    places: Iterable[tuple[Period, Trees, Collection[int]]],
) -> dict[tuple[int, Period], set[int]]:
    """Those of the units that are closed in each period: by an accepted submission of their own or of one above them.

    By the root of the trees and the period; one with no unit closed is not there.
    """
    asked = list(places)
    rows = Submission.objects.closed().filter(year__in={period.year for period, _, _ in asked})
    closed: dict[int, list[Period]] = {}
    for unit, kind, year, number in rows.values_list("unit_id", "period_kind", "year", "number"):
        closed.setdefault(unit, []).append(Period(PeriodKind(kind), year, number))
    if not closed:
        return {}
    above = _above_roots({trees.root_id for _, trees, _ in asked})
    found: dict[tuple[int, Period], set[int]] = {}
    for period, trees, units in asked:
        shut = {unit for unit, periods in closed.items() if any(each.overlaps(period) for each in periods)}
        if not shut:
            continue
        tree, all_shut = trees.of(period), not shut.isdisjoint(above.get(trees.root_id, ()))
        inside = {unit for unit in units if all_shut or not shut.isdisjoint(tree.line(unit) or (unit,))}
        if inside:
            found.setdefault((trees.root_id, period), set()).update(inside)
    return found


def _above_roots(roots: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the units above each root."""
    rows = OrgUnit.objects.in_bulk(list(roots))
    keys = {pk: unit.line_keys[:-1] for pk, unit in rows.items()}
    ids = dict(OrgUnit.objects.filter(key__in={key for each in keys.values() for key in each}).values_list("key", "pk"))
    return {pk: [ids[key] for key in each if key in ids] for pk, each in keys.items()}
