"""Figures that reports were handed in with, held against what may be told now.

A figure may come to be hidden after a report that shows it was handed in: a limit is set, or somebody is late with a
figure about few. The report keeps its bytes; what is drawn of them heeds what is hidden now (decision 31).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from samsvar.core.rules.indicators.periods import Period, parse_period
from samsvar.core.rules.reports import HiddenFor, why_hidden
from samsvar.front.reporting.tertial.document import as_values
from samsvar.platform.organisation.models import OrgUnit, UnitPlacement
from samsvar.registers.indicators.models import Figure, Indicator
from samsvar.registers.indicators.selectors.figures import Shown, figures_of
from samsvar.subjects.reports.models import Report

_TOLD = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure that a report shows: whose, of which indicator (its key) and period (its code), and its numbers as
    text, those of `value`, `numerator` and `denominator` that are told."""

    unit_id: int
    indicator: str
    period: str
    numbers: Mapping[str, str | None] = field(compare=False)


@dataclass(frozen=True)
class HiddenNow:
    """What must not be told of the figures asked about, and how the same figures stand now.

    `hiding`: keys of indicators with the years in which something is hidden at or beneath the units asked about.
    `limit`: the number of people that figures must be about, the highest of the indicators asked about.
    """

    why: Mapping[tuple[int, str, str], HiddenFor]
    now: Mapping[tuple[int, str, str], Shown]
    hiding: frozenset[tuple[str, int]]
    limit: int

    def hides_beneath(self, indicator: str, period: str) -> bool:
        """Whether something is hidden at or beneath the units asked about in the period's year."""
        found = parse_period(period)
        return found is not None and (indicator, found.year) in self.hiding

    def of(self, unit_id: int, indicator: str, period: str) -> HiddenFor | None:
        """Why it is hidden; None where it may be told."""
        return self.why.get((unit_id, indicator, period))


def kept_in(report: Report) -> list[Kept]:
    """The figures beside a report's document, those that it tells."""
    return [
        Kept(report.unit_id, each["indicator"], each["period"], {name: each[name] for name in _TOLD})
        for each in report.figures
        if "indicator" in each and not each["masked"] and each["value"] is not None
    ]


def hidden_now(kept: Sequence[Kept], besides: Iterable[tuple[int, str, str]] = ()) -> HiddenNow:
    """What of the figures must be hidden now. At most four queries, however many there are.

    `besides`: units, indicators and periods that are read too, as figures that those are compared with.
    """
    places = {(each.unit_id, each.indicator, each.period) for each in kept} | set(besides)
    every = Indicator.objects.filter(key__in={indicator for _, indicator, _ in places}).select_related("unit")
    indicators = {each.key: each for each in every}
    limit = max((each.minimum_persons or 0 for each in indicators.values()), default=0)
    if not limit:
        return HiddenNow({}, {}, frozenset(), 0)  # nothing is ever hidden of these
    now = _as_shown(places, indicators)
    changed = {
        (each.unit_id, each.indicator, each.period)
        for each in kept
        if (there := now.get((each.unit_id, each.indicator, each.period))) and not _unchanged(each, there)
    }
    hiding = _hiding_beneath(now, indicators)
    why = {}
    for place, there in now.items():
        beneath = (place[1], there.period.year) in hiding
        if found := why_hidden(masked=there.masked, unchanged=place not in changed, hides_beneath=beneath):
            why[place] = found
    return HiddenNow(why, now, hiding, limit)


def figures_now(reports: Sequence[Report]) -> dict[int, list[dict[str, Any]]]:
    """The figures beside each report's document, by its id, with those masked that are hidden now. Four queries."""
    found = hidden_now([each for report in reports for each in kept_in(report)])
    return {report.pk: [_masked(report, each, found) for each in report.figures] for report in reports}


def _masked(report: Report, held: Mapping[str, Any], found: HiddenNow) -> dict[str, Any]:
    if not found.of(report.unit_id, held.get("indicator", ""), held.get("period", "")):
        return dict(held)
    return {**held, **dict.fromkeys(_TOLD), "masked": True, "status": "unknown"}


def _as_shown(
    places: Iterable[tuple[int, str, str]], indicators: Mapping[str, Indicator]
) -> dict[tuple[int, str, str], Shown]:
    """How the figures stand where they are shown now, without targets. One query."""
    asked: dict[tuple[int, str, str], Period] = {}
    for place in places:
        period = parse_period(place[2])
        if period is not None and place[1] in indicators:
            asked[place] = period
    lines = {unit: [unit] for unit, _, _ in asked}
    found = figures_of(list(indicators.values()), lines, asked.values(), targets={})
    return {
        place: there
        for place, period in asked.items()
        if (there := found.get((indicators[place[1]].pk, place[0], period))) is not None
    }


def _unchanged(kept: Kept, there: Shown) -> bool:
    now = as_values(there)
    return all(now[name] == told for name, told in kept.numbers.items())


def _hiding_beneath(
    places: Iterable[tuple[int, str, str]], indicators: Mapping[str, Indicator]
) -> frozenset[tuple[str, int]]:
    """Keys of indicators with years in which something is hidden at one of the units, or at one ever beneath them.

    For many units it is asked of them all together. Two queries.
    """
    wanted = set(places)
    beneath = Q()
    for unit in OrgUnit.objects.filter(pk__in={unit for unit, _, _ in wanted}):
        once = UnitPlacement.objects.filter(path__contains=f"{unit.key}.").values("unit")
        beneath |= Q(unit__path__gte=unit.path, unit__path__lt=unit.path_end) | Q(unit__in=once)
    years = {period.year for _, _, code in wanted if (period := parse_period(code))}
    of = {indicators[key].pk: key for _, key, _ in wanted if indicators[key].minimum_persons}
    rows = Figure.objects.filter(beneath, hidden=True, indicator_id__in=list(of), year__in=years)
    return frozenset((of[pk], year) for pk, year in rows.order_by().values_list("indicator_id", "year").distinct())
