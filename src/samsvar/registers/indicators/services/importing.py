"""Targets and measurements from files: all rows or none, and the same file again changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.measurements import MeasurementRow
from samsvar.core.readers.results import RowError, shown_errors
from samsvar.core.readers.targets import TargetRow
from samsvar.core.rules.indicators.definition import SMALLEST_GROUP, Problem, RollUp
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period
from samsvar.core.rules.indicators.targets import TargetKind, check_targets
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit, keys_in
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key
from samsvar.registers.indicators import events
from samsvar.registers.indicators.models import Figure, Indicator, IndicatorTarget
from samsvar.registers.indicators.reading import definition_of, period_in, target_of
from samsvar.registers.indicators.services.batches import New, Told
from samsvar.registers.indicators.services.definitions import ONLY_TOLD, WrongTarget, set_target
from samsvar.registers.indicators.services.deliveries import Delivered, Faulty, deliver
from samsvar.registers.indicators.services.lookups import ByWords, Missed
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
    kept: list[MeasurementRow] = []
    for row in rows:
        indicator, unit = known.indicator(row.indicator), known.unit(row.unit)
        if isinstance(indicator, Indicator) and isinstance(unit, OrgUnit):
            figures = Figures(row.value, row.numerator, row.denominator, row.persons, row.weight, energy=row.energy)
            news.append(New(indicator, unit.id, row.period, figures))
            kept.append(row)
            continue
        for found, field in ((indicator, "indicator"), (unit, "unit")):
            if isinstance(found, Missed):
                errors.append(RowError(row.row, None, found.code, found.facts, field))
    groups: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(kept):
        groups.setdefault((row.source, row.reason), []).append(place)
    who: dict[str, Any] = {"unit": enterprise, "by": by, "at": at, "today": on}
    take_turn({row.indicator.pk for row in news})
    told = _standing_twice(news) if len(groups) > 1 else []
    done: list[Delivered] = []
    only_look = dry_run or bool(errors)
    # Of several deliveries none is written before all have been looked at.
    for looking in (True, False) if len(groups) > 1 and not only_look else (only_look,):
        done = [] if told else [_delivered(news, places, told, looking, *why, **who) for why, places in groups.items()]
    if told or errors:
        told.sort(key=lambda each: each[0])
        errors += [_row_error(problem, kept[place]) for place, problem in told]
        return ImportOutcome(errors=shown_errors(errors))
    writes = any(each.created or each.corrected for each in done)
    looked = (*_about_few(news, rows, fields), *_added_to_those_below(news, rows, fields, enterprise)) if writes else ()
    return ImportOutcome(
        created=sum(each.created for each in done),
        changed=sum(each.corrected for each in done),
        unchanged=sum(each.unchanged for each in done),
        warnings=looked,
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


def _added_to_those_below(
    news: Sequence[New], rows: Sequence[MeasurementRow], fields: Mapping[str, str], enterprise: OrgUnit
) -> Iterable[RowError]:
    """The first row of each indicator whose unit's own figure is added to others under it: a sum may be among them."""
    under = OrgUnit.objects.under(enterprise)
    paths = dict(under.filter(pk__in=under.exclude(parent=None).values("parent")).values_list("pk", "path"))
    added = {at for at, row in enumerate(news) if row.unit_id in paths and _is_added(row.indicator)}
    if not added:
        return
    told: set[int] = set()
    standing = _with_others_under({news[at] for at in added})
    above = _above_those_in(news, paths.values())
    for at in sorted(added):
        indicator, unit, period, _figures = news[at]
        place = indicator.pk, unit, period
        if indicator.pk not in told and (place in standing or (indicator.pk, paths[unit], period) in above):
            told.add(indicator.pk)
            facts = {"unit": rows[at].unit, "period": period.code}
            yield RowError(rows[at].row, fields.get(rows[at].field), "added_to_those_below", facts, rows[at].field)


def _is_added(indicator: Indicator) -> bool:
    return not indicator.covers_below and indicator.roll_up != RollUp.NONE


def _with_others_under(given: Collection[New]) -> set[tuple[int, int, Period]]:
    """Indicator, unit and period of the figures that more than one has handed in for."""
    rows = Figure.objects.filter(
        indicator__in={each.indicator for each in given},
        unit_id__in={each.unit_id for each in given},
        year__in={each.period.year for each in given},
        delivered__gt=1,
    )
    return {(row.indicator_id, row.unit_id, period_in(row)) for row in rows}


def _above_those_in(news: Sequence[New], paths: Iterable[str]) -> set[tuple[int, str, Period]]:
    """Indicator, path of a unit and period, where what is handed in holds a unit under it."""
    by_key = {keys_in(path)[-1]: path for path in paths}
    own = dict(OrgUnit.objects.filter(pk__in={each.unit_id for each in news}).values_list("pk", "path"))
    over = {unit: [by_key[key] for key in keys_in(path)[:-1] if key in by_key] for unit, path in own.items()}
    return {(row.indicator.pk, path, row.period) for row in news for path in over[row.unit_id]}


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
        problem.other if problem.code in ("negative", "missing_part", "fact_missing", "fact_zero") else row.field
    )
    facts = {"unit": row.unit, "period": row.period.code, "indicator": row.indicator}
    if problem.code == "wrong_period_kind":
        facts["example"] = _EXAMPLE[problem.other]
    code = "unit_elsewhere_in_period" if problem.code == "unit_not_under_owner" else problem.code
    return RowError(row.row, None, code, facts, field if row.field in ("value", "numerator") else row.field)


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
                    missed = RowError(row.row, None, found.code, found.facts, field)
                    errors += (
                        [missed] if missed not in errors[-2:] else []
                    )  # told once of a row, not of each year in it
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
