"""Leaving a supplier over a case: written as a draft, decided only when nothing lacks, and never changed afterwards."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.cases import may_leave
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import Hindered, NotAllowed, known_fields, save_changed, save_new
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, Leaving
from samsvar.subjects.due_diligence.selectors.shared_cases import leaving_case
from samsvar.subjects.due_diligence.services.impacts.dialogue import takes_part

FIELDS = frozenset(
    {
        *("ends", "ground", "tried", "workers", "asked_affected", "alternatives", "contractual_ground"),
        *("reasons_given", "notice_on", "ends_on", "decided_by"),
    }
)


class MayNotLeave(Hindered):
    """Leaving is not documented well enough. `reasons` are the codes of what lacks."""


@transaction.atomic
def save_leaving(
    *,
    impact: AdverseImpact,
    enterprise: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
    decided_on: date | None = None,
) -> Leaving:
    """Write the draft, or change it; with a day it is decided too, where the rule finds that nothing lacks.

    Raises MayNotLeave (and nothing is saved), StaleVersion and NotAllowed: `leaving_decided`, `not_sharing`.
    """
    known_fields(fields, FIELDS)
    if not takes_part(impact, enterprise):
        raise NotAllowed("not_sharing")
    row = Leaving.objects.filter(impact=impact, enterprise=enterprise).first()
    if row is not None and row.decided_on is not None:
        raise NotAllowed("leaving_decided")
    if row is None:
        made = Leaving(impact=impact, enterprise=enterprise, **fields)
        row = save_new(made, kind=events.LEAVING_SAVED, enterprise=enterprise, by=by, at=at)
    else:
        kind = events.LEAVING_SAVED
        save_changed(row, fields, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
    return row if decided_on is None else _decide(row, decided_on, by, at)


def _decide(row: Leaving, on: date, by: Actor, at: datetime) -> Leaving:
    decision = may_leave(leaving_case(row))
    if not decision.allowed:
        raise MayNotLeave(decision.reasons)
    kind, enterprise = events.LEAVING_DECIDED, row.enterprise
    return save_changed(row, {"decided_on": on}, kind=kind, enterprise=enterprise, by=by, at=at)
