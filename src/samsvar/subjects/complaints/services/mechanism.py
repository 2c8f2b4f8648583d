"""The mechanism itself: what is promised, and the year's own check of the eight criteria."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.complaints import Criterion
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, known_fields, save_changed, save_new
from samsvar.subjects.complaints import events
from samsvar.subjects.complaints.models import ComplaintPromise, CriterionCheck

LONGEST_DAYS = 730


@transaction.atomic
def set_promise(
    *,
    enterprise: OrgUnit,
    first_answer_days: int,
    conclusion_days: int,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ComplaintPromise:
    """Set what is promised from now on; complaints that have come keep what they were promised.

    Raises NotAllowed: `not_in_order` (1 ≤ first answer ≤ conclusion ≤ 730 days); StaleVersion.
    """
    if not 1 <= first_answer_days <= conclusion_days <= LONGEST_DAYS:
        raise NotAllowed("not_in_order", most=LONGEST_DAYS)
    values = {"first_answer_days": first_answer_days, "conclusion_days": conclusion_days}
    held = ComplaintPromise.objects.filter(enterprise=enterprise).first()
    kind = events.PROMISED
    if held is not None:
        return save_changed(held, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    return save_new(ComplaintPromise(enterprise=enterprise, **values), kind=kind, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def judge_criterion(
    *,
    enterprise: OrgUnit,
    year: int,
    criterion: Criterion,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> CriterionCheck:
    """Write a year's judgement of one criterion (`met`, `shown_by`, `plan`). Raises StaleVersion."""
    known_fields(fields, {"met", "shown_by", "plan"})
    kind = events.JUDGED
    held = CriterionCheck.objects.filter(enterprise=enterprise, year=year, criterion=criterion).first()
    if held is not None:
        return save_changed(held, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    new = CriterionCheck(enterprise=enterprise, year=year, criterion=criterion.value, **fields)
    return save_new(new, kind=kind, enterprise=enterprise, by=by, at=at)
