"""Actions that answer an impact, a risk area or a contract: planned here, kept in the register of actions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.services import continue_action, create_action
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactAction, RiskArea


@transaction.atomic
def plan_follow_up(
    *,
    enterprise: OrgUnit,
    unit: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    impact: AdverseImpact | None = None,
    area: RiskArea | None = None,
    contract: Contract | None = None,
) -> Action:
    """Plan an action and tie it to what it answers: at least one of impact, risk area and contract.

    Raises ValueError without any of them, and what `create_action` raises.
    """
    if impact is None and area is None and contract is None:
        raise ValueError("an action answers an impact, a risk area or a contract")
    action = create_action(enterprise=enterprise, unit=unit, fields=fields, by=by, at=at)
    link = _tie(action, impact, area, contract, at)
    rows = [changed(link)]
    record(events.FOLLOW_UP_PLANNED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return action


@transaction.atomic
def continue_follow_up(*, action: Action, due_on: date, due_reason: str, by: Actor, at: datetime) -> Action:
    """Continue an action with a new deadline, tied to the same; raises what `continue_action` raises.

    An action for a risk area of one year stays with that year's area; next year's copy is tied by `copy_areas`.
    """
    new = continue_action(action=action, due_on=due_on, due_reason=due_reason, by=by, at=at)
    ties = list(ImpactAction.objects.filter(action=action).select_related("impact", "area", "contract"))
    rows = [changed(_tie(new, tie.impact, tie.area, tie.contract, at)) for tie in ties]
    if rows:
        record(events.FOLLOW_UP_PLANNED, by=by, at=at, enterprise=enterprise_key(new.enterprise), rows=rows)
    return new


def _tie(
    action: Action, impact: AdverseImpact | None, area: RiskArea | None, contract: Contract | None, at: datetime
) -> ImpactAction:
    return ImpactAction.objects.create(
        action=action, impact=impact, area=area, contract=contract, created_at=at, updated_at=at
    )
