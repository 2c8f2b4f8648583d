"""Measurements: draft, confirmed, corrected. A correction stands in the old one's place and keeps it.

A draft may be changed; what is confirmed is only ever superseded, with a reason. So every figure that was shown can be
found again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from samsvar.core.rules.indicators.definition import CorrectedEnergy, Definition, Problem, Ratio, ShareOfUnits
from samsvar.core.rules.indicators.formulas import Figures, energy_steps
from samsvar.core.rules.indicators.periods import Period
from samsvar.core.rules.org import UnitFacts


class MeasurementStatus(StrEnum):
    """`corrected`: confirmed in the place of an earlier one."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Measurement:
    """A unit's figures of one indicator in a period. `supersedes` is the one it stands instead of, if any."""

    id: str
    unit_id: str
    period: Period
    figures: Figures
    status: MeasurementStatus
    recorded_at: datetime
    source: str = ""
    supersedes: str | None = None
    reason: str = ""


def correct(
    old: Measurement, figures: Figures, *, id: str, reason: str, at: datetime, source: str = ""
) -> Measurement | Problem:
    """The correction of a confirmed or corrected measurement; the old one is left as it is.

    `draft_is_changed` (a draft has nothing to keep), `correction_without_reason`, `nothing_changed`.
    """
    if old.status is MeasurementStatus.DRAFT:
        return Problem("draft_is_changed", old.unit_id, old.period.code, old.id)
    if not reason.strip():
        return Problem("correction_without_reason", old.unit_id, old.period.code, old.id)
    if figures == old.figures:
        return Problem("nothing_changed", old.unit_id, old.period.code, old.id)
    corrected = replace(old, id=id, figures=figures, status=MeasurementStatus.CORRECTED, recorded_at=at)
    return replace(corrected, source=source or old.source, supersedes=old.id, reason=reason.strip())


def in_force(measurements: Iterable[Measurement], *, drafts: bool = False) -> tuple[Measurement, ...]:
    """Those that nothing supersedes, by unit and period; drafts only where asked for.

    A draft correction supersedes nothing until it is confirmed.
    """
    every = {each.id: each for each in measurements}
    counting = [each for each in every.values() if drafts or each.status is not MeasurementStatus.DRAFT]
    superseded = {each.supersedes for each in counting if each.supersedes is not None}
    return tuple(sorted((each for each in counting if each.id not in superseded), key=_place))


def figures_in(measurements: Iterable[Measurement], period: Period, *, drafts: bool = False) -> dict[str, Figures]:
    """The figures in force of every unit for exactly this period; of two the newest (`check_measurements` tells)."""
    return {each.unit_id: each.figures for each in in_force(measurements, drafts=drafts) if each.period == period}


def history_of(measurement: Measurement, measurements: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """The measurement and all it has superseded, newest first."""
    by_id = {each.id: each for each in measurements}
    found = [measurement]
    seen = {measurement.id}
    while (earlier := by_id.get(found[-1].supersedes or "")) is not None and earlier.id not in seen:
        found.append(earlier)
        seen.add(earlier.id)
    return tuple(found)


def check_measurements(
    definition: Definition,
    measurements: Iterable[Measurement],
    units: Mapping[str, UnitFacts],
    today: date,
) -> tuple[Problem, ...]:
    """Everything wrong with an indicator's measurements, sorted; `other` is the other measurement or the field.

    `wrong_period_kind`, `period_not_over`, `unit_unknown`, `unit_not_in_period` (it did not live any day of it),
    `unit_not_whole_period` (it lived only a part: to be looked at), `denominator_zero`, `negative`, `part_above_whole`
    (a percent's numerator above its denominator), `missing_part`, `persons_missing` (where the definition masks),
    `fact_missing` (of what energy use is corrected by; a draft may lack it), `fact_zero` (it is divided by),
    `measured_twice`, `overlaps`, `supersedes_unknown`, `superseded_twice`, `supersedes_other_unit_or_period`,
    `correction_without_reason`.
    """
    every = sorted({each.id: each for each in measurements}.values(), key=_place)
    problems: set[Problem] = set()
    for each in every:
        draft = each.status is MeasurementStatus.DRAFT
        codes = [
            *wrong_period(definition, each.period, today, draft=draft),
            *wrong_life(units.get(each.unit_id), each.period),
            *wrong_figures(definition, each.figures, draft=draft),
        ]
        problems.update(Problem(code, each.unit_id, each.period.code, other) for code, other in codes)
    problems |= set(_wrong_chains(every)) | set(_overlapping(in_force(every, drafts=True)))
    return tuple(sorted(problems))


def _place(each: Measurement) -> tuple[str, Period, datetime, str]:
    return each.unit_id, each.period, each.recorded_at, each.id


def wrong_period(definition: Definition, period: Period, today: date, *, draft: bool) -> list[tuple[str, str]]:
    """What is wrong with handing in for a period at all: codes of `check_measurements`, each with its `other`."""
    found: list[tuple[str, str]] = []
    if period.kind is not definition.period:
        found.append(("wrong_period_kind", definition.period))
    if not draft and not period.is_over(today):
        found.append(("period_not_over", ""))
    return found


def wrong_life(unit: UnitFacts | None, period: Period) -> list[tuple[str, str]]:
    """Whether the unit lived in the period: codes of `check_measurements`, each with its `other`."""
    if unit is None:
        return [("unit_unknown", "")]
    begins, ends = unit.valid_from or date.min, unit.valid_to or date.max
    if begins > period.last_day or ends < period.first_day:
        return [("unit_not_in_period", "")]
    if begins > period.first_day or ends < period.last_day:
        return [("unit_not_whole_period", "")]
    return []


def wrong_figures(definition: Definition, figures: Figures, *, draft: bool = False) -> list[tuple[str, str]]:
    """What is wrong with the figures by themselves: codes of `check_measurements`, each with its `other`."""
    found: list[tuple[str, str]] = []
    formula, part, whole = definition.formula, figures.numerator, figures.denominator
    weight, persons = figures.weight, figures.persons
    ratio = isinstance(formula, Ratio)
    if ratio and (part is None) is not (whole is None):
        found.append(("missing_part", "numerator" if part is None else "denominator"))
    if not whole and whole is not None and (ratio or isinstance(formula, ShareOfUnits)):
        found.append(("denominator_zero", ""))
    # Written out: this is asked of millions.
    if part is not None and part < 0:
        found.append(("negative", "numerator"))
    if whole is not None and whole < 0:
        found.append(("negative", "denominator"))
    if weight is not None and weight < 0:
        found.append(("negative", "weight"))
    if persons is not None and persons < 0:
        found.append(("negative", "persons"))
    if part is not None and whole is not None and part > whole > 0 and definition.is_percent_of_whole:
        found.append(("part_above_whole", ""))
    if definition.minimum_persons is not None and persons is None:
        found.append(("persons_missing", ""))
    if isinstance(formula, CorrectedEnergy):
        found += _wrong_energy(formula, figures, draft=draft)
    return found


def _wrong_energy(formula: CorrectedEnergy, figures: Figures, *, draft: bool) -> Iterable[tuple[str, str]]:
    """A confirmed use of energy that cannot be corrected would count as not handed in; a negative one, as a gain."""
    if figures.value is not None and figures.value < 0:
        yield "negative", "value"
    for step in energy_steps(formula, figures):
        for name, known in ((step.actual, step.measured), (step.wanted, step.normal)):
            if known is None and not draft:
                yield "fact_missing", name
            elif known is not None and known < 0:
                yield "negative", name
        if step.measured == 0:
            yield "fact_zero", step.actual


def _wrong_chains(every: Iterable[Measurement]) -> Iterable[Problem]:
    by_id = {each.id: each for each in every}
    taken: dict[str, str] = {}
    for each in by_id.values():
        if each.status is MeasurementStatus.CORRECTED and not each.reason.strip():
            yield Problem("correction_without_reason", each.unit_id, each.period.code, each.id)
        if each.supersedes is None:
            continue
        old = by_id.get(each.supersedes)
        if old is None:
            yield Problem("supersedes_unknown", each.unit_id, each.period.code, each.supersedes)
        elif (old.unit_id, old.period) != (each.unit_id, each.period):
            yield Problem("supersedes_other_unit_or_period", each.unit_id, each.period.code, old.id)
        if taken.setdefault(each.supersedes, each.id) != each.id:
            yield Problem("superseded_twice", each.unit_id, each.period.code, each.supersedes)


def _overlapping(current: Iterable[Measurement]) -> Iterable[Problem]:
    by_unit: dict[str, list[Measurement]] = {}
    for each in current:
        by_unit.setdefault(each.unit_id, []).append(each)
    for unit_id, own in by_unit.items():
        open_ones: list[Measurement] = []
        for each in own:
            open_ones = [earlier for earlier in open_ones if earlier.period.last_day >= each.period.first_day]
            for earlier in open_ones:
                code = "measured_twice" if earlier.period == each.period else "overlaps"
                yield Problem(code, unit_id, each.period.code, earlier.period.code)
            open_ones.append(each)
