"""Indicators, targets and measurements from files: all rows or none, and the same file again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.indicators import IndicatorRow
from samsvar.core.readers.measurements import MeasurementRow
from samsvar.core.readers.results import RowError, shown_errors
from samsvar.core.readers.targets import TargetRow
from samsvar.core.rules.indicators.definition import (
    SMALLEST_GROUP,
    Definition,
    Direction,
    OverTime,
    Problem,
    RollUp,
    check_definition,
    formula_as_data,
    read_formula,
)
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.targets import TargetKind, check_targets
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.indicators import events
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorTarget, Measurement
from samsvar.registers.indicators.reading import definition_of, target_of
from samsvar.registers.indicators.services.batches import New, Told
from samsvar.registers.indicators.services.definitions import FIXED_ONCE_MEASURED, ONLY_TOLD, WrongTarget, set_target
from samsvar.registers.indicators.services.deliveries import Delivered, Faulty, deliver
from samsvar.registers.indicators.services.lookups import ByWords, Missed
from samsvar.registers.indicators.services.masking import mask_by_new_limit
from samsvar.registers.indicators.services.turns import take_turn

_FIELD_OF = {
    "denominator_zero": "denominator",
    "part_above_whole": "numerator",
    "persons_missing": "persons",
    "correction_without_reason": "reason",
    "change_without_reason": "reason",
    "change_without_source": "source",
}
_EXAMPLE = {"month": "2025-03", "tertial": "2025T1", "year": "2025"}
"""A period of each kind, as it is written."""
_ROLL_UP_OF = {
    "given": RollUp.SUM,
    "ratio": RollUp.RATIO,
    "share_of_units": RollUp.SHARE_OF_UNITS,
    "change_from_base": RollUp.SUM,
    "corrected_energy": RollUp.SUM,
}
_LEFT_WITHOUT_COLUMN = {
    **{name: name for name in ("name_nn", "name_en", "decimals", "roll_up", "over_time", "minimum_persons", "goal")},
    **{name: name for name in ("theme", "base_year", "warning_band", "sites", "source")},
    "definition": "definition_nb",
}
"""The field of a file, and the column of an indicator that stays as it is where the file has no such field."""


@transaction.atomic
def import_measurements(
    *,
    enterprise: OrgUnit,
    rows: Sequence[MeasurementRow],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Hands in what the rows say for the enterprise; by the operator's commands also for the enterprises under it.

    Where another figure counts already, a row is its correction and must give a reason. Rows of one source and reason
    are one delivery. Errors: those of `ByWords` and
    of `services.deliveries.deliver`, at the row and column they stand in.
    """
    known = ByWords(enterprise, within_wall=bool(by.person_key))
    errors: list[RowError] = []
    news: list[New] = []
    for row in rows:
        indicator, unit = known.indicator(row.indicator), known.unit(row.unit)
        if isinstance(indicator, Indicator) and isinstance(unit, OrgUnit):
            figures = Figures(row.value, row.numerator, row.denominator, row.persons, row.weight, energy=row.energy)
            news.append(New(indicator, unit.id, row.period, figures))
            continue
        for found, field in ((indicator, "indicator"), (unit, "unit")):
            if isinstance(found, Missed):
                errors.append(RowError(row.row, None, found.code, found.facts, field))
    if errors:
        return ImportOutcome(errors=shown_errors(errors))
    groups: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault((row.source, row.reason), []).append(place)
    who: dict[str, Any] = {"unit": enterprise, "by": by, "at": at, "today": on}
    take_turn({row.indicator.pk for row in news})
    told = _standing_twice(news) if len(groups) > 1 else []
    done: list[Delivered] = []
    # Of several deliveries none is written before all have been looked at.
    for looking in (True, False) if len(groups) > 1 and not dry_run else (dry_run,):
        done = [] if told else [_delivered(news, places, told, looking, *why, **who) for why, places in groups.items()]
    if told:
        told.sort(key=lambda each: each[0])
        return ImportOutcome(errors=shown_errors(_row_error(problem, rows[place]) for place, problem in told))
    return ImportOutcome(
        created=sum(each.created for each in done),
        changed=sum(each.corrected for each in done),
        unchanged=sum(each.unchanged for each in done),
        warnings=tuple(_about_few(news, rows, fields)) if any(each.created or each.corrected for each in done) else (),
    )


def _about_few(news: Sequence[New], rows: Sequence[MeasurementRow], fields: Mapping[str, str]) -> Iterable[RowError]:
    """The first row about few people of each indicator that hides nothing."""
    told = set()
    for (indicator, _unit, _period, figures), row in zip(news, rows, strict=True):
        hides = indicator.minimum_persons is not None or indicator.formula.get("minimum_group") is not None
        few = figures.persons is not None and figures.persons < SMALLEST_GROUP
        if few and not hides and indicator.pk not in told:
            told.add(indicator.pk)
            yield RowError(row.row, fields.get("persons"), "few_not_hidden", {"indicator": row.indicator}, "persons")


def _delivered(
    news: Sequence[New], places: Sequence[int], told: list[Told], dry_run: bool, source: str, reason: str, **who: Any
) -> Delivered:
    """What came of handing in the rows at the places; what is wrong with them is added to what is told."""
    try:
        return deliver([news[place] for place in places], source=source, reason=reason, dry_run=dry_run, **who)
    except Faulty as faulty:
        told += [(places[at], problem) for problem, at in zip(faulty.problems, faulty.at, strict=True)]
        return Delivered(None)


def _standing_twice(news: Sequence[New]) -> list[Told]:
    """The places of what stands before already: two deliveries would take the second for a correction of the first."""
    seen: set[tuple[int, int, Period]] = set()
    found = []
    for place, (indicator, unit_id, period, _figures) in enumerate(news):
        if (indicator.pk, unit_id, period) in seen:
            found.append((place, Problem("measured_twice", str(unit_id), period.code, period.code)))
        seen.add((indicator.pk, unit_id, period))
    return found


def _row_error(problem: Problem, row: MeasurementRow) -> RowError:
    field = _FIELD_OF.get(problem.code) or (
        problem.other if problem.code in ("negative", "missing_part") else row.field
    )
    facts = {"unit": row.unit, "period": row.period.code, "indicator": row.indicator}
    if problem.code == "wrong_period_kind":
        facts["example"] = _EXAMPLE[problem.other]
    return RowError(row.row, None, problem.code, facts, field if row.field in ("value", "numerator") else row.field)


@transaction.atomic
def import_targets(
    *,
    enterprise: OrgUnit,
    rows: Sequence[TargetRow],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Sets the targets that the rows ask for, as `import_measurements` for whom. One that stands already is left;
    another takes over and keeps the old.

    Errors: those of `ByWords` and of `core.rules.indicators.targets.check_targets`.
    """
    known = ByWords(enterprise, within_wall=bool(by.person_key))
    errors: list[RowError] = []
    warnings: tuple[RowError, ...] = ()
    set_now: dict[tuple[Indicator, OrgUnit], dict[str, TargetRow]] = {}
    created = changes = 0
    with transaction.atomic():
        for row in rows:
            indicator, unit = known.indicator(row.indicator), known.unit(row.unit)
            for found, field in ((indicator, "indicator"), (unit, "unit")):
                if isinstance(found, Missed):
                    errors.append(RowError(row.row, None, found.code, found.facts, field))
            if isinstance(indicator, Missed) or isinstance(unit, Missed):
                continue
            standing = _standing_target(indicator, unit, row)
            wanted = _wanted_target(indicator, row)
            if standing is not None and all(getattr(standing, name) == wanted[name] for name in _COMPARED):
                continue
            errors += _set(indicator, unit, row, wanted, by=by, at=at)
            set_now.setdefault((indicator, unit), {})[str(row.year)] = row
            created, changes = created + (standing is None), changes + (standing is not None)
        if not errors:
            warnings = tuple(_to_look_at(set_now, fields))
        if errors or dry_run:
            transaction.set_rollback(True)
    if errors:
        return ImportOutcome(errors=shown_errors(errors))
    outcome = ImportOutcome(created, changes, len(rows) - created - changes, warnings=warnings)
    if outcome.writes and not dry_run:
        about = outcome.about(sha256)
        record(events.TARGETS_IMPORTED, by=by, at=at, enterprise=enterprise_key(enterprise), about=about)
    return outcome


def _to_look_at(
    set_now: Mapping[tuple[Indicator, OrgUnit], Mapping[str, TargetRow]], fields: Mapping[str, str]
) -> Iterable[RowError]:
    """What stops nobody in the targets that were set: a later year that asks less, a yearly one that is not enough."""
    for (indicator, unit), rows in set_now.items():
        held = [target_of(each) for each in IndicatorTarget.objects.filter(indicator=indicator, unit=unit)]
        for problem in check_targets(definition_of(indicator), held):
            row = rows.get(problem.period)
            if problem.code in ONLY_TOLD and row is not None:
                facts = {"indicator": row.indicator, "year": row.year}
                yield RowError(row.row, fields.get(row.field), problem.code, facts, row.field)


_COMPARED = ("kind", "number", "base_year", "warning_band", "words")


def _standing_target(indicator: Indicator, unit: OrgUnit, row: TargetRow) -> IndicatorTarget | None:
    rows = IndicatorTarget.objects.filter(indicator=indicator, unit=unit, year=row.year)
    yearly = row.kind == TargetKind.FROM_YEAR_BEFORE
    found = [each for each in rows.order_by("set_at", "pk") if (each.kind == TargetKind.FROM_YEAR_BEFORE) == yearly]
    return found[-1] if found else None


def _wanted_target(indicator: Indicator, row: TargetRow) -> dict[str, Any]:
    base = row.base_year or (indicator.base_year if row.kind == TargetKind.FROM_BASE_YEAR else None)
    band = row.warning_band if row.warning_band is not None else indicator.warning_band
    return {
        "year": row.year,
        "kind": row.kind,
        "number": row.number,
        "base_year": base,
        "warning_band": band if row.number is not None else None,
        "words": row.words,
        "reason": row.reason,
        "source": row.source,
    }


def _set(
    indicator: Indicator, unit: OrgUnit, row: TargetRow, wanted: Mapping[str, Any], *, by: Actor, at: datetime
) -> list[RowError]:
    try:
        with transaction.atomic():
            set_target(indicator=indicator, unit=unit, fields=wanted, by=by, at=at)
    except NotAllowed as refused:
        return [RowError(row.row, None, refused.code, {"unit": row.unit, "indicator": row.indicator}, "unit")]
    except WrongTarget as wrong:
        facts = {"indicator": row.indicator, "year": row.year}
        return [
            RowError(row.row, None, problem.code, facts, _FIELD_OF.get(problem.code, row.field))
            for problem in wrong.problems
        ]
    return []


@transaction.atomic
def import_indicators(
    *,
    enterprise: OrgUnit,
    rows: Sequence[IndicatorRow],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Sets up the enterprise's own indicators by code, and changes those whose row says something else.

    What the file has no column for stays as it is; an empty cell empties.
    Errors: those of `check_definition` and `read_formula`, `unknown_goal`, `fixed_once_measured`.
    """
    standing = {each.code: each for each in Indicator.objects.filter(unit=enterprise)}
    goals = {each.code: each for each in Goal.objects.filter(unit=enterprise)}
    measured = set(
        Measurement.objects.filter(indicator__unit=enterprise).values_list("indicator", flat=True).distinct()
    )
    left = {column for field, column in _LEFT_WITHOUT_COLUMN.items() if field not in fields}
    errors: list[RowError] = []
    to_create: list[Indicator] = []
    to_change: list[tuple[Indicator, dict[str, Any]]] = []
    for row in rows:
        wanted, wrong = _wanted_indicator(row, goals)
        there = standing.get(row.code)
        if not wrong and there is not None:
            told = {name: value for name, value in wanted.items() if name not in left and getattr(there, name) != value}
            fixed = sorted(FIXED_ONCE_MEASURED & told.keys()) if there.pk in measured else []
            wrong = [RowError(row.row, None, "fixed_once_measured", {"fields": fixed}, "code")] if fixed else []
            if told and not fixed:
                to_change.append((there, told))
        elif not wrong:
            to_create.append(Indicator(enterprise_id=enterprise.enterprise_id, unit=enterprise, **wanted))
        errors += wrong
    if errors:
        return ImportOutcome(errors=shown_errors(errors))
    outcome = ImportOutcome(len(to_create), len(to_change), len(rows) - len(to_create) - len(to_change))
    if outcome.writes and not dry_run:
        changes = [_created(each, at) for each in to_create] + [save_values(*each, at=at) for each in to_change]
        for indicator, told in to_change:
            if "minimum_persons" in told:
                mask_by_new_limit(indicator)
        about = outcome.about(sha256)
        told_to = enterprise_key(enterprise)
        record(events.INDICATORS_IMPORTED, by=by, at=at, enterprise=told_to, rows=changes, about=about)
    return outcome


def _created(indicator: Indicator, at: datetime) -> RowChange:
    indicator.created_at = indicator.updated_at = at
    indicator.save()
    return changed(indicator)


def _wanted_indicator(row: IndicatorRow, goals: Mapping[str, Goal]) -> tuple[dict[str, Any], list[RowError]]:
    """The columns that a row asks for, or what is wrong with it."""
    errors = []
    goal = goals.get(row.goal)
    if row.goal and goal is None:
        errors.append(RowError(row.row, None, "unknown_goal", {"value": row.goal}, "goal"))
    formula = read_formula(_formula(row))
    if isinstance(formula, tuple):
        return {}, [*errors, *(RowError(row.row, None, each.code, {}, "formula") for each in formula)]
    share = row.formula == "share_of_units"
    definition = Definition(
        code=row.code,
        unit=row.unit_of_measure,
        decimals=row.decimals,
        direction=Direction(row.direction),
        period=PeriodKind(row.period),
        roll_up=RollUp(row.roll_up) if row.roll_up else _ROLL_UP_OF[row.formula],
        formula=formula,
        minimum_persons=row.minimum_persons,
        over_time=OverTime.LAST if share else OverTime(row.over_time),
    )
    errors += [RowError(row.row, None, each.code, {}, "roll_up") for each in check_definition(definition)]
    wanted = {
        "code": row.code,
        "name_nb": row.name,
        "name_nn": row.name_nn,
        "name_en": row.name_en,
        "definition_nb": row.definition,
        "unit_of_measure": row.unit_of_measure,
        "decimals": row.decimals,
        "direction": row.direction,
        "period": row.period,
        "roll_up": definition.roll_up.value,
        "over_time": definition.over_time.value,
        "formula": formula_as_data(formula),
        "minimum_persons": row.minimum_persons,
        "goal": goal,
        "theme": row.theme,
        "monitored_only": row.direction == "none",
        "base_year": row.base_year,
        "warning_band": row.warning_band,
        "sites": row.sites,
        "source": row.source,
    }
    return wanted, errors


def _formula(row: IndicatorRow) -> dict[str, object]:
    match row.formula:
        case "ratio":
            parts = {"numerator": row.numerator, "denominator": row.denominator, "base": row.base}
            return {"kind": "ratio", **parts}
        case "share_of_units":
            threshold = {"threshold": str(row.threshold), "at_most": row.direction == "lower"}
            return {"kind": "share_of_units", **threshold, "minimum_group": row.minimum_group}
        case "change_from_base":
            return {"kind": "change_from_base", "base_year": row.base_year}
        case "corrected_energy":
            shares = {"heat_share": row.heat_share, "activity_share": row.activity_share}
            told = {name: str(share) for name, share in shares.items() if share is not None}
            return {"kind": "corrected_energy", "corrections": list(row.corrections), **told}
    return {"kind": row.formula}
