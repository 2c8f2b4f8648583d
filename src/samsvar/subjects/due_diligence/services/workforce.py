"""The enterprise as an employer: the year's record, positions assessed for security, and differential treatment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from samsvar.core.rules.due_diligence import CRITERIA, may_mark_documented
from samsvar.core.rules.due_diligence import DifferentialTreatment as TreatmentFacts
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
)
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup

Kept = TypeVar("Kept", OwnWorkforceYear, PositionGroup, DifferentialTreatment)
YEAR = frozenset(
    {
        *("risk_level", "risk_reason", "working_time_breaches", "breach_seriousness", "breaches_followed_up"),
        *("code_of_ethics_signed", "code_of_ethics_asked", "whistleblowing_cases", "whistleblowing_closed"),
        *("equality_statement_link", "equality_figures", "measures", "requirements_of_law"),
    }
)
POSITIONS = frozenset({"name", "positions", "assessed", "critical", "interviews"})
TREATMENT = frozenset({"position", "assessed_on", "advertised_on", "unit", *CRITERIA})
_PARTS_OF_WHOLES = (
    ("breaches_followed_up", "working_time_breaches"),
    ("code_of_ethics_signed", "code_of_ethics_asked"),
    ("whistleblowing_closed", "whistleblowing_cases"),
    ("assessed", "positions"),
    ("critical", "assessed"),
    ("interviews", "assessed"),
)


class NotDocumented(Hindered):
    """The case lacks a text on one or more criteria of the law; `reasons` are their codes."""


@transaction.atomic
def save_year(
    *,
    enterprise: OrgUnit,
    year: int,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> OwnWorkforceYear:
    """Write the year's record, made with the first save. Raises StaleVersion and NotAllowed: `part_over_whole`,
    `level_without_reason`."""
    values = known_fields(fields, YEAR)
    row = OwnWorkforceYear.objects.filter(enterprise=enterprise, year=year).first()
    new = row is None
    row = row or OwnWorkforceYear(enterprise=enterprise, year=year, created_at=at, updated_at=at)
    _check_parts(values, row)
    if values.get("risk_level", row.risk_level) and not str(values.get("risk_reason", row.risk_reason)).strip():
        raise NotAllowed("level_without_reason")
    if not new:
        return _changed(row, values, events.WORKFORCE_SAVED, by, at, version, {"year": year})
    for column, value in values.items():
        setattr(row, column, value)
    row.save()
    about = {"year": year}
    record(
        events.WORKFORCE_SAVED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row)], about=about
    )
    return row


@transaction.atomic
def save_positions(
    *,
    enterprise: OrgUnit,
    year: int,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    group: PositionGroup | None = None,
    version: int | None = None,
) -> PositionGroup:
    """Write a group of positions assessed for security. Raises StaleVersion and NotAllowed: `part_over_whole`."""
    values = known_fields(fields, POSITIONS)
    _check_parts(values, group)
    if group is not None:
        return _changed(group, values, events.POSITIONS_SAVED, by, at, version, {"year": year})
    group = PositionGroup.objects.create(enterprise=enterprise, year=year, created_at=at, updated_at=at, **values)
    about = {"year": year}
    owner = enterprise_key(enterprise)
    record(events.POSITIONS_SAVED, by=by, at=at, enterprise=owner, rows=[changed(group)], about=about)
    return group


@transaction.atomic
def remove_positions(*, group: PositionGroup, by: Actor, at: datetime) -> None:
    """Take away a group of positions."""
    gone, enterprise, about = removed(group), group.enterprise, {"year": group.year}
    group.delete()
    record(events.POSITIONS_REMOVED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[gone], about=about)


@transaction.atomic
def save_treatment(
    *,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    case: DifferentialTreatment | None = None,
    version: int | None = None,
) -> DifferentialTreatment:
    """Write a case of differential treatment. One that loses a text is no longer documented. Raises StaleVersion."""
    values = known_fields(fields, TREATMENT)
    if case is None:
        case = DifferentialTreatment(
            enterprise=enterprise, created_at=at, updated_at=at, **{"unit": enterprise, **values}
        )
        case.save()
        owner = enterprise_key(enterprise)
        record(events.TREATMENT_SAVED, by=by, at=at, enterprise=owner, rows=[changed(case)])
        return case
    texts = {criterion: values.get(criterion, getattr(case, criterion)) for criterion in CRITERIA}
    if case.documented_on is not None and not may_mark_documented(TreatmentFacts(**texts)).allowed:
        values["documented_on"] = None
    return _changed(case, values, events.TREATMENT_SAVED, by, at, version)


@transaction.atomic
def mark_documented(
    *, case: DifferentialTreatment, by: Actor, at: datetime, today: date, version: int | None = None
) -> DifferentialTreatment:
    """Mark the case as documented. Raises NotDocumented with the criteria that lack a text, StaleVersion."""
    decision = may_mark_documented(facts_of(case))
    if not decision.allowed:
        raise NotDocumented(decision.reasons)
    return _changed(case, {"documented_on": today}, events.TREATMENT_DOCUMENTED, by, at, version)


def facts_of(case: DifferentialTreatment) -> TreatmentFacts:
    """The case as the rules see it."""
    texts = {criterion: getattr(case, criterion) for criterion in CRITERIA}
    return TreatmentFacts(**texts, assessed_on=case.assessed_on, advertised_on=case.advertised_on)


def _check_parts(values: Mapping[str, Any], row: Any) -> None:
    for part, whole in _PARTS_OF_WHOLES:
        counted = values.get(part, getattr(row, part, None))
        of = values.get(whole, getattr(row, whole, None))
        if counted is not None and of is not None and counted > of:
            raise NotAllowed("part_over_whole", part=part, whole=whole)


def _changed(
    row: Kept,
    values: Mapping[str, Any],
    kind: str,
    by: Actor,
    at: datetime,
    version: int | None,
    about: Mapping[str, Any] | None = None,
) -> Kept:
    enterprise = row.enterprise
    return save_changed(row, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version, about=about)
