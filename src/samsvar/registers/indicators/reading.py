"""Between the rows of the database and what the rules read: definitions, targets, figures in millionths, sums."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from samsvar.core.rules.indicators.definition import (
    ChangeFromBase,
    CorrectedEnergy,
    Definition,
    Direction,
    GivenValue,
    OverTime,
    Ratio,
    RollUp,
    ShareOfUnits,
    read_formula,
)
from samsvar.core.rules.indicators.formulas import EnergyFacts, Figures
from samsvar.core.rules.indicators.numbers import Number, exact, rounded
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.roll_up import Sums, sums_of
from samsvar.core.rules.indicators.targets import Target, TargetKind
from samsvar.registers.indicators.models import MILLIONTHS, Figure, Indicator, IndicatorTarget, Measurement

_PLACES = 6
MOST = 2**63 - 1
"""The largest number of millionths that the database holds."""


class Stored(NamedTuple):
    """The columns of a stored figure that a page reads, of which there may be thousands."""

    indicator_id: int
    unit_id: int
    period_kind: str
    year: int
    number: int
    numerator: int | None
    denominator: int | None
    persons: int | None
    left_out: int
    delivered: int
    expected: int
    hidden: bool


class StoredTarget(NamedTuple):
    """The columns of a target that the rules read; a page of many indicators reads some hundred."""

    indicator_id: int
    unit_id: int
    key: str
    year: int
    kind: str
    set_at: datetime
    number: Decimal | None
    base_year: int | None
    warning_band: Decimal | None
    words: str
    reason: str
    source: str
    inherited: bool


class BrokenFormula(ValueError):
    """A stored formula that cannot be read; it was checked when it was saved."""


def definition_of(indicator: Indicator) -> Definition:
    """The indicator as the rules read it. Raises BrokenFormula."""
    formula = read_formula(indicator.formula)
    if isinstance(formula, tuple):
        raise BrokenFormula(formula[0].code)
    return Definition(
        code=indicator.code,
        unit=indicator.unit_of_measure,
        decimals=indicator.decimals,
        direction=Direction(indicator.direction),
        period=PeriodKind(indicator.period),
        roll_up=RollUp(indicator.roll_up),
        formula=formula,
        minimum_persons=indicator.minimum_persons,
        covers_below=indicator.covers_below,
        over_time=OverTime(indicator.over_time),
        sites=tuple(each.strip() for each in indicator.sites.split(";") if each.strip()),
    )


def target_of(row: IndicatorTarget | StoredTarget) -> Target:
    """The target as the rules read it."""
    return Target(
        id=row.key,
        unit_id=str(row.unit_id),
        year=row.year,
        kind=TargetKind(row.kind),
        set_at=row.set_at,
        number=row.number,
        base_year=row.base_year,
        warning_band=row.warning_band,
        words=row.words,
        reason=row.reason,
        source=row.source,
        inherited=row.inherited,
    )


def period_in(row: Measurement | Figure | Stored) -> Period:
    """The period of a row."""
    return Period(PeriodKind(row.period_kind), row.year, row.number)


@lru_cache(maxsize=50_000)  # measurements come by the million, and their numbers again and again
def in_millionths(number: Number | None) -> int | None:
    """A number as it is stored: whole millionths, halves away from zero. None stays unknown."""
    if number is None:
        return None
    if isinstance(number, int):
        return number * MILLIONTHS
    if isinstance(number, Decimal):
        scaled = number.scaleb(_PLACES)
        if scaled == scaled.to_integral_value():  # nearly all: nothing to round
            return int(scaled)
    return int(rounded(exact(number) * MILLIONTHS, 0))


def from_millionths(stored: int | None) -> Decimal | None:
    """The number that is stored, exact."""
    return None if stored is None else Decimal(stored).scaleb(-_PLACES)


def facts_as_data(energy: EnergyFacts | None) -> dict[str, str] | None:
    """What energy is corrected by, as text by name; None where nothing is told."""
    if energy is None:
        return None
    told = {field.name: getattr(energy, field.name) for field in fields(energy)}
    return {name: str(value) for name, value in told.items() if value is not None} or None


def energy_in(facts: Mapping[str, str] | None) -> EnergyFacts | None:
    """What `facts_as_data` made, as the rules read it."""
    return EnergyFacts(**{name: Decimal(value) for name, value in facts.items()}) if facts else None


def figures_in(row: Measurement) -> Figures:
    """What was handed in, as the rules read it."""
    return Figures(
        value=from_millionths(row.value),
        numerator=from_millionths(row.numerator),
        denominator=from_millionths(row.denominator),
        persons=row.persons,
        weight=from_millionths(row.weight),
        energy=energy_in(row.facts),
    )


class Added(NamedTuple):
    """What a measurement adds up the tree: two sums in millionths, and whether it counts as delivered or left out."""

    numerator: int | None
    denominator: int | None
    delivers: bool
    left_out: bool


def added_by(
    definition: Definition, figures: Figures, value: int | None, numerator: int | None, denominator: int | None
) -> Added:
    """What figures add, by the rules' own `sums_of`; the plain cases, by the million, without its fractions.

    `value`, `numerator`, `denominator`: the figures' own in millionths, as they are stored.
    """
    if numerator is not None and denominator and isinstance(definition.formula, Ratio):
        return Added(numerator, denominator, True, False)
    if value is not None and definition.roll_up is RollUp.SUM and isinstance(definition.formula, GivenValue):
        return Added(value, None, True, False)
    sums = sums_of(definition, figures)
    upper, lower = _parts_of(definition, sums)
    return Added(in_millionths(upper), in_millionths(lower), bool(sums.delivered), bool(sums.left_out))


def _parts_of(definition: Definition, sums: Sums) -> tuple[Number | None, Number | None]:
    match definition.formula:
        case Ratio():
            return sums.numerator, sums.denominator
        case ShareOfUnits():
            return sums.met, sums.counted
        case CorrectedEnergy():
            return sums.value, sums.raw
    if definition.roll_up is RollUp.WEIGHTED:
        return sums.weighted, sums.weight
    return sums.value, None


def sums_in(definition: Definition, row: Figure | Stored) -> Sums:
    """The sums that a stored figure stands for: `core.rules.indicators.roll_up.sum_up` gives the same."""
    numerator, denominator = _fraction(row.numerator), _fraction(row.denominator)
    told = Sums(persons=row.persons, left_out=row.left_out, delivered=row.delivered, expected=row.expected)
    return _with_parts(definition, told, numerator, denominator)


def _with_parts(definition: Definition, told: Sums, numerator: Fraction | None, denominator: Fraction | None) -> Sums:
    counts = (told.persons, 0, 0, told.left_out, told.delivered, told.expected)
    match definition.formula:
        case Ratio():
            return Sums(None, None, numerator, denominator, None, None, *counts)
        case ShareOfUnits():
            units = (told.persons, int(numerator or 0), int(denominator or 0), *counts[3:])
            return Sums(None, None, None, None, None, None, *units)
        case CorrectedEnergy():
            return Sums(numerator, denominator, None, None, None, None, *counts)
        case ChangeFromBase():
            return Sums(numerator, None, None, None, None, None, *counts)
    if definition.roll_up is RollUp.WEIGHTED:
        return Sums(None, None, None, None, numerator, denominator, *counts)
    return Sums(numerator, None, None, None, None, None, *counts)


def _fraction(stored: int | None) -> Fraction | None:
    return None if stored is None else Fraction(stored, MILLIONTHS)
