"""Measurements to hand in, by indicator and period: what stands there already, and what is wrong with each.

The rules are those of `core.rules.indicators.measurements`; what a batch has in common is asked once, since there
may be millions.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Cast

from samsvar.core.rules.indicators.definition import Definition, Problem, Ratio
from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.core.rules.indicators.measurements import wrong_figures, wrong_life, wrong_period
from samsvar.core.rules.indicators.periods import Period
from samsvar.core.rules.org import UnitFacts
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.codes import MeasurementState
from samsvar.registers.indicators.models import Indicator, Measurement
from samsvar.registers.indicators.reading import MOST, definition_of, energy_in, facts_as_data, in_millionths
from samsvar.registers.indicators.services.closed import closed_among
from samsvar.registers.indicators.trees import Trees, trees_of

LARGEST = MOST // 1_000
"""In millionths. A larger figure could not be added a thousand times."""
_FEW_UNITS = 200
_AT_A_TIME = 5_000

Stored = tuple[int | None, int | None, int | None, int | None, int | None, EnergyFacts | None]
"""Value, numerator, denominator and weight in millionths; persons; what energy is corrected by."""
_STORED = ("value", "numerator", "denominator", "weight", "persons")

Told = tuple[int, Problem]
"""The place of a row, and what is wrong with it."""


class New(NamedTuple):
    """One measurement to hand in: of a unit (its id), in a period."""

    indicator: Indicator
    unit_id: int
    period: Period
    figures: Figures


class Line(NamedTuple):
    """One measurement within its batch. `at_row`: its place among all that is handed in."""

    at_row: int
    unit_id: int
    figures: Figures
    stored: Stored


class There(NamedTuple):
    """What stands for a unit already."""

    pk: int
    stored: Stored


@dataclass(frozen=True, slots=True)
class Batch:
    """What is handed in of one indicator for one period, with what stands there by unit: what counts, and drafts."""

    indicator: Indicator
    definition: Definition
    trees: Trees
    period: Period
    lines: list[Line] = field(default_factory=list)
    counting: dict[int, There] = field(default_factory=dict)
    drafts: dict[int, There] = field(default_factory=dict)

    def without_same(self, *, draft: bool) -> "Batch":
        """The batch without the lines that say what stands there already."""
        standing = self.drafts if draft else self.counting
        if not standing:
            return self
        fresh = [
            line for line in self.lines if (there := standing.get(line.unit_id)) is None or there.stored != line.stored
        ]
        return replace(self, lines=fresh)


def batches_of(rows: Sequence[New]) -> list[Batch]:
    """The rows by indicator and period, with what stands where they would. One query, and two for each indicator."""
    found: dict[tuple[int, Period], Batch] = {}
    shared: dict[int, tuple[Definition, Trees]] = {}
    trees: dict[tuple[int, str], Trees] = {}
    last: tuple[Indicator | None, Period | None] = (None, None)
    lines: list[Line] = []
    for at_row, (indicator, unit_id, period, figures) in enumerate(rows):
        if indicator is not last[0] or period is not last[1]:  # a file mostly has one after the other
            last = (indicator, period)
            if indicator.id not in shared:
                root = (indicator.unit_id, indicator.expected_kind)
                if root not in trees:
                    trees[root] = trees_of(indicator)
                shared[indicator.id] = (definition_of(indicator), trees[root])
            if (indicator.id, period) not in found:
                found[indicator.id, period] = Batch(indicator, *shared[indicator.id], period)
            lines = found[indicator.id, period].lines
        lines.append(Line(at_row, unit_id, figures, _as_stored(figures)))
    _find_standing(found)
    return list(found.values())


def _as_stored(given: Figures) -> Stored:
    value, numerator, denominator, weight = given.value, given.numerator, given.denominator, given.weight
    energy = given.energy
    return (
        None if value is None else in_millionths(value),
        None if numerator is None else in_millionths(numerator),
        None if denominator is None else in_millionths(denominator),
        None if weight is None else in_millionths(weight),
        given.persons,
        None if energy is None or facts_as_data(energy) is None else energy,
    )


def _find_standing(batches: dict[tuple[int, Period], Batch]) -> None:
    """What is current where the lines would stand."""
    rows = Measurement.objects.filter(
        current=True,
        indicator_id__in={indicator for indicator, _ in batches},
        period_kind__in={period.kind.value for _, period in batches},
        year__in={period.year for _, period in batches},
        number__in={period.number for _, period in batches},
    )
    units = {line.unit_id for batch in batches.values() for line in batch.lines}
    if len(units) <= _FEW_UNITS:
        rows = rows.filter(unit_id__in=units)
    else:
        rows = rows.filter(_among(units), unit_id__gte=min(units), unit_id__lte=max(units))
    by_place = {(pk, period.kind.value, period.year, period.number): batch for (pk, period), batch in batches.items()}
    names = ("indicator_id", "period_kind", "year", "number", "unit_id", "status", "pk", *_STORED, "told")
    told = rows.annotate(told=Cast("facts", TextField())).values_list(*names)
    for indicator, kind, year, number, unit, status, pk, *numbers, facts in told.iterator(_AT_A_TIME):
        batch = by_place.get((indicator, kind, year, number))
        if batch is not None:
            there = batch.drafts if status == MeasurementState.DRAFT else batch.counting
            value, numerator, denominator, weight, persons = numbers
            energy = None if facts is None else energy_in(json.loads(facts))
            there[unit] = There(pk, (value, numerator, denominator, weight, persons, energy))


def _among(units: Collection[int]) -> Q | Func:
    """So many ids that they are handed over as one value, and looked up there by each row.

    PostgreSQL keeps the values of such an array at hand by their hash. A list that is selected it joins to the rows,
    each to each where it knows nothing of a new year's rows yet: that took most of the time of reading a file again.
    """
    if connection.vendor != "postgresql":
        listed = Func(Value(json.dumps(list(units))), template="(SELECT value FROM json_each(%(expressions)s))")
        return Q(unit_id__in=listed)
    array = Value(f"{{{','.join(map(str, units))}}}")
    joined = " = ANY(("
    return Func(
        F("unit_id"), array, arg_joiner=joined, template="%(expressions)s)::bigint[])", output_field=BooleanField()
    )


def check_batches(batches: Sequence[Batch], today: date, *, draft: bool, reason: str) -> list[Told]:
    """Everything wrong, in the order of the rows."""
    closed = closed_among((each.period, each.trees, [line.unit_id for line in each.lines]) for each in batches)
    found: list[Told] = []
    for batch in batches:
        found += _wrong_in(batch, today, draft=draft)
        if not draft and not reason.strip() and batch.counting:
            found += _told(batch, "correction_without_reason", batch.counting)
        shut = closed.get((batch.trees.root_id, batch.period))
        if shut:
            found += _told(batch, "period_closed", shut)
    return sorted(found)


def _told(batch: Batch, code: str, units: Iterable[int]) -> list[Told]:
    """The code, of each line whose unit is among those."""
    among = frozenset(units)
    return [
        (line.at_row, Problem(code, str(line.unit_id), batch.period.code))
        for line in batch.lines
        if line.unit_id in among
    ]


def _wrong_in(batch: Batch, today: date, *, draft: bool) -> list[Told]:
    """What the rules find, line by line, and what cannot be added up."""
    definition, standing = batch.definition, batch.trees.of(batch.period).parents
    ratio = isinstance(definition.formula, Ratio)
    of_all = wrong_period(definition, batch.period, today, draft=draft)
    found: list[tuple[int, int, str, str]] = []
    seen: set[int] = set()
    for at_row, unit, figures, stored in batch.lines:
        told = wrong_figures(definition, figures, draft=draft)
        if of_all:
            told = [*of_all, *told]
        if unit in seen:
            told.append(("measured_twice", batch.period.code))
        seen.add(unit)
        value, numerator, denominator, _weight, _persons, _energy = stored
        if numerator is denominator is None and (ratio or value is None):
            told.append(("parts_missing", ""))  # of a ratio, the percent alone cannot be added up
        if _is_too_large(stored):
            told.append(("number_too_large", ""))
        if unit not in standing:
            told.append(("", ""))
        if told:
            found += [(at_row, unit, code, other) for code, other in told]
    elsewhere = _lives({unit for _, unit, code, _ in found if not code})
    return [
        (at_row, Problem(code or _why_not(elsewhere.get(unit), batch.period), str(unit), batch.period.code, other))
        for at_row, unit, code, other in found
    ]


def _is_too_large(stored: Stored) -> bool:
    value, numerator, denominator, weight, _persons, _energy = stored
    return not (
        (value is None or -LARGEST <= value <= LARGEST)
        and (numerator is None or -LARGEST <= numerator <= LARGEST)
        and (denominator is None or -LARGEST <= denominator <= LARGEST)
        and (weight is None or -LARGEST <= weight <= LARGEST)
    )


def _why_not(life: UnitFacts | None, period: Period) -> str:
    """Why a unit does not stand in the period's tree: it did not live, or it is not under the indicator's owner."""
    codes = [code for code, _ in wrong_life(life, period) if code != "unit_not_whole_period"]
    return codes[0] if codes else "unit_not_under_owner"


def _lives(units: Collection[int]) -> dict[int, UnitFacts]:
    if not units:  # as ever
        return {}
    return {
        each.pk: UnitFacts(
            id=str(each.pk), kind=each.kind, parent_id=None, valid_from=each.valid_from, valid_to=each.valid_to
        )
        for each in OrgUnit.objects.filter(pk__in=units)
    }
