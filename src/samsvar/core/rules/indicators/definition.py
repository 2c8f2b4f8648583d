"""What an indicator is: unit of measure, decimals, direction, period, formula as data, and how it rolls up.

An enterprise makes its own without code, so a formula is data that is read and checked. `docs/method/indicators.md`
tells each formula with its source.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from samsvar.core.rules.indicators.periods import PeriodKind

MOST_DECIMALS = 6
SMALLEST_GROUP = 5
"""Persons under which a figure is masked: NAV's limit for statistics that are not about persons."""


class Direction(StrEnum):
    """Which way is better. `none`: watched only, never met nor missed."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class RollUp(StrEnum):
    """How the figures of units become their parent's."""

    SUM = "sum"
    WEIGHTED = "weighted"
    RATIO = "ratio"
    SHARE_OF_UNITS = "share_of_units"
    NONE = "none"


class OverTime(StrEnum):
    """How a unit's months become its tertial and year: added, or the last of them (a count or share of a moment)."""

    SUM = "sum"
    LAST = "last"


class Correction(StrEnum):
    """What corrected energy is corrected for."""

    TEMPERATURE = "temperature"
    AREA = "area"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong, as a code with the unit and period it concerns and what else it touches."""

    code: str
    unit_id: str = ""
    period: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class GivenValue:
    """The figure as it is handed in."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`numerator × base / denominator`; where `complement` the rest, `base − that` (attendance of absence).

    `numerator` and `denominator` name what is counted, as codes. `base` is 100 for percent, 1,000,000 for injury rates
    per million hours, 200,000 for those per hundred full-time workers, 1 for an intensity.
    """

    numerator: str
    denominator: str
    base: int = 100
    complement: bool = False


@dataclass(frozen=True, slots=True)
class ShareOfUnits:
    """The percent of units whose own figure meets a threshold: `at least`, or `at most` where lower is better.

    A unit's own figure is its numerator in percent of its denominator, or the value it hands in. A unit with fewer
    than `minimum_group` persons counts neither as meeting nor as a unit; None: every unit counts (a yes or no about the
    unit, handed in as 100 or 0, not about its people).
    """

    threshold: Decimal
    at_most: bool = False
    minimum_group: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeFromBase:
    """The amount's change from the same unit's in the base year, in percent: −25 is a quarter less."""

    base_year: int


@dataclass(frozen=True, slots=True)
class CorrectedEnergy:
    """Energy use as it would have been in a normal year, with the base year's area and activity. In kWh.

    `heat_share` is the part of the use that follows outdoor temperature and `activity_share` the part that follows
    activity, both 0–1.
    """

    corrections: frozenset[Correction]
    heat_share: Decimal = Decimal(0)
    activity_share: Decimal = Decimal(0)


Formula = GivenValue | Ratio | ShareOfUnits | ChangeFromBase | CorrectedEnergy

SICKNESS_ABSENCE = Ratio("lost_person_days", "agreed_person_days")
"""Sickness days × position share × degree of incapacity, in percent of agreed days (Statistics Norway, NAV)."""

ATTENDANCE = Ratio("lost_person_days", "agreed_person_days", complement=True)
"""100 − sickness absence."""

H1 = Ratio("lost_time_injuries", "hours_worked", 1_000_000)
"""Lost-time injuries per million hours worked (LTIR)."""

H2 = Ratio("recordable_injuries", "hours_worked", 1_000_000)
"""Lost-time and other recordable injuries (medical treatment, restricted work) per million hours (TRIR, S1-14)."""

F = Ratio("days_lost_to_injury", "hours_worked", 1_000_000)
"""Days lost to injury, those in other work included, per million hours worked."""

STANDARD_FORMULAS: Mapping[str, Ratio] = {
    "sickness_absence": SICKNESS_ABSENCE,
    "attendance": ATTENDANCE,
    "h1": H1,
    "h2": H2,
    "f": F,
}
"""Formulas with a published definition, by code."""

_KINDS: Mapping[type[Any], str] = {
    GivenValue: "given",
    Ratio: "ratio",
    ShareOfUnits: "share_of_units",
    ChangeFromBase: "change_from_base",
    CorrectedEnergy: "corrected_energy",
}
_ROLL_UPS: Mapping[str, frozenset[RollUp]] = {
    "given": frozenset({RollUp.SUM, RollUp.WEIGHTED, RollUp.NONE}),
    "ratio": frozenset({RollUp.RATIO, RollUp.NONE}),
    "share_of_units": frozenset({RollUp.SHARE_OF_UNITS, RollUp.NONE}),
    "change_from_base": frozenset({RollUp.SUM, RollUp.NONE}),
    "corrected_energy": frozenset({RollUp.SUM, RollUp.NONE}),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator. `unit` is a code for the unit of measure (`percent`, `tonnes_co2e`, `kwh`, `count` …).

    `minimum_persons`: a figure about fewer is masked; None where figures are not about persons (tonnes, kWh).
    `covers_below`: a unit's own figure is about all units under it too, and stands instead of theirs; otherwise it is
    about what the unit has beside them, and is added. `over_time`: how months become a year. `sites`: the places it is
    limited to; none is everywhere.
    """

    code: str
    unit: str
    decimals: int
    direction: Direction
    period: PeriodKind
    roll_up: RollUp
    formula: Formula
    minimum_persons: int | None = None
    covers_below: bool = False
    over_time: OverTime = OverTime.SUM
    sites: tuple[str, ...] = ()

    @property
    def is_percent_of_whole(self) -> bool:
        """Whether its figures are a part of a whole in percent, so that each is from 0 to 100."""
        formula = self.formula
        return isinstance(formula, ShareOfUnits) or (isinstance(formula, Ratio) and formula.base == 100)


def check_definition(definition: Definition) -> tuple[Problem, ...]:
    """Everything wrong with a definition, sorted; `other` holds the field or kind. Empty: it can be used.

    `missing_code`, `missing_unit`, `decimals_out_of_range`, `mean_of_means` (a ratio's percents added or averaged
    though its denominators are known), `roll_up_does_not_fit`, `not_added_over_time`, `minimum_group_too_small`, and
    those of the formula: `base_not_positive`, `same_numerator_and_denominator`, `share_out_of_range`, `no_correction`,
    `share_not_used`, `share_missing`.
    """
    kind = _KINDS[type(definition.formula)]
    problems = set(check_formula(definition.formula))
    if not definition.code.strip():
        problems.add(Problem("missing_code"))
    if not definition.unit.strip():
        problems.add(Problem("missing_unit"))
    if not 0 <= definition.decimals <= MOST_DECIMALS:
        problems.add(Problem("decimals_out_of_range", other=str(definition.decimals)))
    if definition.roll_up not in _ROLL_UPS[kind]:
        means = kind in ("ratio", "share_of_units") and definition.roll_up in (RollUp.SUM, RollUp.WEIGHTED)
        problems.add(Problem("mean_of_means" if means else "roll_up_does_not_fit", other=definition.roll_up))
    if kind == "share_of_units" and definition.over_time is OverTime.SUM:
        problems.add(Problem("not_added_over_time", other=kind))
    if definition.minimum_persons is not None and definition.minimum_persons < 1:
        problems.add(Problem("minimum_group_too_small", other=str(definition.minimum_persons)))
    return tuple(sorted(problems))


def check_formula(formula: Formula) -> tuple[Problem, ...]:
    """Everything wrong with a formula by itself, sorted. Codes: see `check_definition`."""
    match formula:
        case Ratio():
            found = _wrong_ratio(formula)
        case ShareOfUnits():
            too_small = formula.minimum_group is not None and formula.minimum_group < 1
            found = [Problem("minimum_group_too_small", other=str(formula.minimum_group))] if too_small else []
        case CorrectedEnergy():
            found = _wrong_energy(formula)
        case _:
            found = []
    return tuple(sorted(found))


def _wrong_ratio(formula: Ratio) -> list[Problem]:
    found = [] if formula.base > 0 else [Problem("base_not_positive", other=str(formula.base))]
    if formula.numerator == formula.denominator:
        found.append(Problem("same_numerator_and_denominator", other=formula.numerator))
    return found


def _wrong_energy(formula: CorrectedEnergy) -> list[Problem]:
    shares = {"heat_share": formula.heat_share, "activity_share": formula.activity_share}
    of = {"heat_share": Correction.TEMPERATURE, "activity_share": Correction.ACTIVITY}
    found = [] if formula.corrections else [Problem("no_correction")]
    for name, share in shares.items():
        used = of[name] in formula.corrections
        if not 0 <= share <= 1:
            found.append(Problem("share_out_of_range", other=name))
        elif used and not share:
            found.append(Problem("share_missing", other=name))
        elif share and not used:
            found.append(Problem("share_not_used", other=name))
    return found


def formula_as_data(formula: Formula) -> dict[str, object]:
    """The formula as plain values for JSON: `kind` and its fields, decimals as text. `read_formula` reads it back."""
    told: dict[str, object] = {"kind": _KINDS[type(formula)]}
    for name in (field.name for field in fields(formula)):
        value = getattr(formula, name)
        if isinstance(value, frozenset):
            value = sorted(value)
        told[name] = str(value) if isinstance(value, Decimal) else value
    return told


def read_formula(told: Mapping[str, object]) -> Formula | tuple[Problem, ...]:
    """The formula that plain values stand for, or everything wrong with them.

    `unknown_formula` (`other`: the kind), `unknown_field`, `missing_field` and `wrong_value` (`other`: the field), then
    those of `check_formula`.
    """
    made = next((each for each, kind in _KINDS.items() if kind == told.get("kind")), None)
    if made is None:
        return (Problem("unknown_formula", other=str(told.get("kind", ""))[:40]),)
    known = {field.name: field.type for field in fields(made)}
    unknown = told.keys() - known.keys() - {"kind"}
    problems = {Problem("unknown_field", other=str(name)[:40]) for name in unknown}
    values: dict[str, object] = {}
    for name, type_of in known.items():
        if name in told:
            try:
                values[name] = _READ[type_of](told[name])
            except (TypeError, ValueError, InvalidOperation):
                problems.add(Problem("wrong_value", other=name))
        elif name in _NEEDED[made]:
            problems.add(Problem("missing_field", other=name))
    if problems:
        return tuple(sorted(problems))
    formula: Formula = made(**values)
    return check_formula(formula) or formula


_NEEDED: Mapping[type[Any], frozenset[str]] = {
    GivenValue: frozenset(),
    Ratio: frozenset({"numerator", "denominator"}),
    ShareOfUnits: frozenset({"threshold"}),
    ChangeFromBase: frozenset({"base_year"}),
    CorrectedEnergy: frozenset({"corrections"}),
}


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError
    return number


def _corrections(value: object) -> frozenset[Correction]:
    if not isinstance(value, list | tuple | frozenset | set):
        raise TypeError
    return frozenset(Correction(each) for each in value)


_READ: Mapping[object, Callable[[object], object]] = {
    str: _text,
    int: _whole,
    int | None: _whole_or_none,
    bool: _flag,
    Decimal: _decimal,
    frozenset[Correction]: _corrections,
}
