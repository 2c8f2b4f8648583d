"""A unit's own figure in a period, worked out by the indicator's formula. What is not known stays unknown, with why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from samsvar.core.rules.indicators.definition import (
    ChangeFromBase,
    CorrectedEnergy,
    Correction,
    Formula,
    GivenValue,
    Ratio,
    ShareOfUnits,
)
from samsvar.core.rules.indicators.numbers import Number, change_in_percent, exact


@dataclass(frozen=True, slots=True)
class EnergyFacts:
    """What energy use is corrected by. None is unknown.

    Degree days are those of the period and of a normal one at the place (Statistics Norway: degrees by which the day's
    mean temperature is below 17 °C, summed). Areas in square metres; activity in whatever is counted (patient days,
    consultations), the same in both.
    """

    degree_days: Number | None = None
    normal_degree_days: Number | None = None
    area_m2: Number | None = None
    base_area_m2: Number | None = None
    activity: Number | None = None
    base_activity: Number | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a unit hands in for a period. None is unknown, never zero.

    `persons`: how many the figure is about. `weight`: staff, where a mean is weighted by them. `base_value`: the same
    amount in the base year.
    """

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    persons: int | None = None
    weight: Number | None = None
    base_value: Number | None = None
    energy: EnergyFacts | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A figure, exact, or None and why. `raw` is energy before correction.

    `reason`: empty where there is a figure; `not_delivered`, `missing_numerator`, `missing_denominator`,
    `denominator_zero`, `missing_base`, `base_zero`, `below_minimum_group`, `group_unknown`, `missing_degree_days`,
    `degree_days_zero`, `missing_area`, `area_zero`, `missing_activity`, `activity_zero`; of a roll-up also
    `not_rolled_up`, `missing_weight`, `weight_zero`, `no_units`, `not_all_delivered`.
    """

    number: Fraction | None
    reason: str = ""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    raw: Fraction | None = None


NOT_DELIVERED = Result(None, "not_delivered")


def figure_of(formula: Formula, figures: Figures | None) -> Result:
    """A unit's own figure by a formula. None handed in: `not_delivered`.

    Of a share of units, the unit's own figure is 100 where it meets the threshold and 0 where not, over one unit.
    """
    if figures is None:
        return NOT_DELIVERED
    return _WAYS[type(formula)](formula, figures)


def ratio_of(formula: Ratio, numerator: Fraction | None, denominator: Fraction | None) -> Result:
    """`numerator × base / denominator`, or the rest of the base; unknown where a part is, or nothing to divide by."""
    if numerator is None or denominator is None:
        if numerator is None and denominator is None:
            return NOT_DELIVERED
        reason = "missing_numerator" if numerator is None else "missing_denominator"
        return Result(None, reason, numerator, denominator)
    if denominator == 0:
        return Result(None, "denominator_zero", numerator, denominator)
    number = numerator * formula.base / denominator
    return Result(formula.base - number if formula.complement else number, "", numerator, denominator)


def change_of(now: Fraction | None, base: Fraction | None) -> Result:
    """The change from a base amount in percent; numerator is the amount now, denominator the base amount."""
    if now is None:
        return replace(NOT_DELIVERED, denominator=base)
    if base is None:
        return Result(None, "missing_base", now)
    change = change_in_percent(now, base)
    return Result(change, "" if change is not None else "base_zero", now, base)


def meets_threshold(formula: ShareOfUnits, figures: Figures) -> tuple[bool | None, str]:
    """Whether a unit's figures meet the threshold, or None and why the unit does not count."""
    if formula.minimum_group is not None:
        if figures.persons is None:
            return None, "group_unknown"
        if figures.persons < formula.minimum_group:
            return None, "below_minimum_group"
    own = _given(GivenValue(), figures) if figures.value is not None else ratio_of(_IN_PERCENT, *_parts(figures))
    if own.number is None:
        return None, own.reason
    threshold = exact(formula.threshold)
    return (own.number <= threshold if formula.at_most else own.number >= threshold), ""


_IN_PERCENT = Ratio("numerator", "denominator")


def _known(number: Number | None) -> Fraction | None:
    return None if number is None else exact(number)


def _parts(figures: Figures) -> tuple[Fraction | None, Fraction | None]:
    return _known(figures.numerator), _known(figures.denominator)


def _given(formula: GivenValue, figures: Figures) -> Result:
    return NOT_DELIVERED if figures.value is None else Result(exact(figures.value))


def _ratio(formula: Ratio, figures: Figures) -> Result:
    return ratio_of(formula, *_parts(figures))


def _share_of_units(formula: ShareOfUnits, figures: Figures) -> Result:
    meets, reason = meets_threshold(formula, figures)
    return Result(None, reason) if meets is None else Result(Fraction(100 * meets), "", Fraction(meets), Fraction(1))


def _change(formula: ChangeFromBase, figures: Figures) -> Result:
    return change_of(_known(figures.value), _known(figures.base_value))


@dataclass(frozen=True, slots=True)
class EnergyStep:
    """One of the things that energy use is corrected for: `(1 − share) + share × wanted / actual`.

    `wanted` and `actual` are the names of the facts in `EnergyFacts`, and `normal` and `measured` what they hold.
    """

    correction: Correction
    share: Fraction
    wanted: str
    actual: str
    normal: Fraction | None
    measured: Fraction | None

    @property
    def factor(self) -> Fraction | None:
        """What the use is multiplied by; None where a fact is unknown, or there is nothing to divide by."""
        if self.normal is None or not self.measured:
            return None
        return 1 - self.share + self.share * self.normal / self.measured


def energy_steps(formula: CorrectedEnergy, figures: Figures) -> tuple[EnergyStep, ...]:
    """What the formula corrects for, in its order, with what is known of each."""
    facts = figures.energy or EnergyFacts()
    every = (
        (Correction.TEMPERATURE, formula.heat_share, "normal_degree_days", "degree_days"),
        (Correction.AREA, 1, "base_area_m2", "area_m2"),
        (Correction.ACTIVITY, formula.activity_share, "base_activity", "activity"),
    )
    return tuple(
        EnergyStep(each, exact(share), wanted, actual, _known(getattr(facts, wanted)), _known(getattr(facts, actual)))
        for each, share, wanted, actual in every
        if each in formula.corrections
    )


_NAMED = {Correction.TEMPERATURE: "degree_days", Correction.AREA: "area", Correction.ACTIVITY: "activity"}


def _energy(formula: CorrectedEnergy, figures: Figures) -> Result:
    """Energy × temperature × area × activity, of those that are to be corrected for.

    Temperature (Statistics Norway, temperature corrected energy consumption): only the part that follows outdoor
    temperature is corrected, by the ratio of normal to actual degree days: `(1 − h) + h × normal / actual`.
    Area: base area / area. Activity: `(1 − a) + a × base activity / activity`. The two last bring the use back to the
    base year's; no published formula names them, so the enterprise says which it uses.
    """
    if figures.value is None:
        return NOT_DELIVERED
    raw = number = exact(figures.value)
    for step in energy_steps(formula, figures):
        if step.normal is None or step.measured is None:
            return Result(None, f"missing_{_NAMED[step.correction]}", raw=raw)
        if step.factor is None:
            return Result(None, f"{_NAMED[step.correction]}_zero", raw=raw)
        number *= step.factor
    return Result(number, raw=raw)


_WAYS: Mapping[type, Callable[..., Result]] = {
    GivenValue: _given,
    Ratio: _ratio,
    ShareOfUnits: _share_of_units,
    ChangeFromBase: _change,
    CorrectedEnergy: _energy,
}
