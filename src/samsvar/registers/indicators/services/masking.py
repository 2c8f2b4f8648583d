"""Which stored figures must not be told: the whole table of an indicator and year is masked at once, and kept.

The rule is `core.rules.indicators.masking`: all that anybody may see at once, over all units, and over a year with its
parts. Years are masked apart: no total over years is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from samsvar.core.rules.indicators.masking import Cell, mask, relations_in
from samsvar.core.rules.indicators.periods import MONTHS_IN, Period, PeriodKind
from samsvar.registers.indicators.codes import OverTimeWord
from samsvar.registers.indicators.models import Figure, Indicator, Measurement
from samsvar.registers.indicators.trees import Trees, trees_of

_AT_A_TIME = 5_000
_FEW_UNITS = 500
_Place = tuple[int, str, int, int]
"""Unit, kind of period, year and number."""


@dataclass(frozen=True, slots=True)
class Before:
    """How the figures that are to be renewed stood: few or enough persons, and what was hidden.

    `units` None: all are masked anew. What is hidden hangs only on who has a figure and on how many persons it is
    about, counted no further than the limit. So where those are as they were, what was hidden still protects.
    """

    units: frozenset[int] | None
    years: tuple[int, ...]
    counts: Mapping[_Place, int | None]
    hidden: frozenset[_Place]

    @classmethod
    def of(cls, indicator: Indicator, periods: Iterable[Period], units: frozenset[int] | None) -> "Before":
        """As it stands now; nothing is read of an indicator that hides nothing."""
        years = tuple(sorted({each.year for each in periods}))
        if indicator.minimum_persons is None or units is None or len(units) > _FEW_UNITS:
            return cls(None, years, {}, frozenset())
        counts, hidden = _counts(indicator, years, units)
        return cls(units, years, counts, hidden)


def _counts(
    indicator: Indicator, years: Iterable[int], units: frozenset[int]
) -> tuple[dict[_Place, int | None], frozenset[_Place]]:
    most = indicator.minimum_persons or 0
    rows = Figure.objects.filter(indicator=indicator, year__in=list(years), unit_id__in=units)
    counts: dict[_Place, int | None] = {}
    hidden = set()
    names = ("unit_id", "period_kind", "year", "number", "persons", "hidden")
    for unit, kind, year, number, persons, is_hidden in rows.values_list(*names):
        counts[unit, kind, year, number] = None if persons is None else min(persons, most)
        if is_hidden:
            hidden.add((unit, kind, year, number))
    return counts, frozenset(hidden)


def mask_again(indicator: Indicator, before: Before, trees: Trees) -> None:
    """Hides anew what must be hidden after figures were renewed. In the caller's transaction."""
    if indicator.minimum_persons is None:
        return
    if before.units is not None and _counts(indicator, before.years, before.units)[0] == before.counts:
        _hide(indicator, before.hidden, before.years, before.units)
        return
    for year in before.years:
        _hide(indicator, hidden_in(indicator, year, trees), [year], None)


def mask_by_new_limit(indicator: Indicator) -> None:
    """Hides anew in every year, since the number of people that figures must be about is another."""
    trees = trees_of(indicator)
    for year in Figure.objects.filter(indicator=indicator).order_by("year").values_list("year", flat=True).distinct():
        places = frozenset() if indicator.minimum_persons is None else hidden_in(indicator, year, trees)
        _hide(indicator, places, [year], None)


def hidden_in(indicator: Indicator, year: int, trees: Trees) -> frozenset[_Place]:
    """The figures of a year that must be hidden, by the rule, of all that is stored."""
    persons: dict[Cell, int | None] = {}
    places: dict[Cell, _Place] = {}
    rows = Figure.objects.filter(indicator=indicator, year=year)
    for unit, kind, number, count in rows.values_list("unit_id", "period_kind", "number", "persons"):
        cell = Cell(str(unit), Period(PeriodKind(kind), year, number).code)
        persons[cell], places[cell] = count, (unit, kind, year, number)
    own = PeriodKind(indicator.period)
    periods = Period(PeriodKind.YEAR, year).parts(own)
    for period in periods:
        persons |= _beside_those_under(indicator, period, trees)
    fewest = indicator.minimum_persons or 0
    if not any(count is None or 0 < count < fewest for count in persons.values()):
        return frozenset()  # nobody to protect, so no need to know what is a part of what
    pairs = {period.code: trees.of(period).pairs() for period in periods}
    longer = [kind for kind in PeriodKind if MONTHS_IN[kind] > MONTHS_IN[own]]
    totals = [part for kind in longer for part in Period(PeriodKind.YEAR, year).parts(kind)]
    # A longer period's units are read in the tree of its last part: the others' sums are of the same persons.
    pairs |= {total.code: trees.of(total.parts(own)[-1]).pairs() for total in totals}
    spans = _spans(indicator, year, own, longer)
    found = mask(persons, relations_in(pairs, spans, persons.keys()), fewest)
    return frozenset(places[cell] for cell in found.hidden if cell in places)


def _spans(indicator: Indicator, year: int, own: PeriodKind, longer: list[PeriodKind]) -> dict[str, list[str]]:
    """The parts that each longer period is the sum of; none where the last part alone counts."""
    if indicator.over_time == OverTimeWord.LAST:
        return {}
    spans: dict[str, list[str]] = {}
    kinds = [own, *sorted(longer, key=lambda kind: MONTHS_IN[kind])]
    for shorter, kind in pairwise(kinds):
        for total in Period(PeriodKind.YEAR, year).parts(kind):
            spans[total.code] = [part.code for part in total.parts(shorter)]
    return spans


def _beside_those_under(indicator: Indicator, period: Period, trees: Trees) -> dict[Cell, int | None]:
    """What units have handed in beside the figures of those under them: a part of their totals like any other."""
    parents = {parent for parent in trees.of(period).parents.values() if parent is not None}
    rows = Measurement.objects.in_force().filter(
        indicator=indicator, unit_id__in=parents, period_kind=period.kind.value, year=period.year, number=period.number
    )
    return {Cell(str(unit), period.code, own=True): persons for unit, persons in rows.values_list("unit_id", "persons")}


def _hide(indicator: Indicator, places: Iterable[_Place], years: Iterable[int], units: frozenset[int] | None) -> None:
    rows = Figure.objects.filter(indicator=indicator, year__in=list(years))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    rows.filter(hidden=True).update(hidden=False)
    wanted = set(places)
    if not wanted:
        return
    names = ("pk", "unit_id", "period_kind", "year", "number")
    ids = [pk for pk, *place in rows.values_list(*names) if tuple(place) in wanted]
    for start in range(0, len(ids), _AT_A_TIME):
        Figure.objects.filter(pk__in=ids[start : start + _AT_A_TIME]).update(hidden=True)
