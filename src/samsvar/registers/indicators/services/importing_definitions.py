"""Indicators from files, set up or changed by their code: all rows or none, and the same file again changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.indicators import IndicatorRow
from samsvar.core.readers.results import RowError, shown_errors
from samsvar.core.rules.indicators.definition import (
    Definition,
    Direction,
    OverTime,
    RollUp,
    check_definition,
    formula_as_data,
    read_formula,
)
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key, save_values
from samsvar.registers.indicators import events
from samsvar.registers.indicators.models import Goal, Indicator, Measurement
from samsvar.registers.indicators.services.definitions import FIXED_ONCE_MEASURED, renew_as_defined
from samsvar.registers.indicators.trees import EVERY_UNIT

_ROLL_UP_OF = {
    "given": RollUp.SUM,
    "ratio": RollUp.RATIO,
    "share_of_units": RollUp.SHARE_OF_UNITS,
    "change_from_base": RollUp.SUM,
    "corrected_energy": RollUp.SUM,
}
_ASKED = {"every": EVERY_UNIT, "lowest": ""}
_LEFT_WITHOUT_COLUMN = {
    **{name: name for name in ("name_nn", "name_en", "decimals", "roll_up", "over_time", "minimum_persons", "goal")},
    **{name: name for name in ("covers_below", "expected_kind")},
    **{name: name for name in ("theme", "base_year", "warning_band", "sites", "source")},
    "definition": "definition_nb",
}
"""The field of a file, and the column of an indicator that stays as it is where the file has no such field."""


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
            renew_as_defined(indicator, told.keys())
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
        covers_below=row.covers_below,
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
        "covers_below": row.covers_below,
        "expected_kind": _ASKED.get(row.expected_kind, row.expected_kind),
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
