"""Actions put in plans, changed there, tied to goals and indicators, and taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import OPEN, Action, ActionStatus
from samsvar.registers.actions.services import Collaborator, Details, Part, Reason
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.plans import events
from samsvar.subjects.plans.models import Plan, PlannedAction, PlannedGoal, PlannedIndicator
from samsvar.subjects.plans.services.plans import must_be_open
from samsvar.subjects.plans.services.quality import judge_plans


@dataclass(frozen=True, slots=True)
class Ties:
    """What a planned action serves. `estimate`: how much it should move the indicators, in words."""

    goals: Sequence[Goal] = ()
    indicators: Sequence[Indicator] = ()
    estimate: str = ""
    under: Action | None = None


_NO_TIES = Ties()


@transaction.atomic
def plan_action(
    *,
    plan: Plan,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    ties: Ties = _NO_TIES,
    reasons: Sequence[Reason] = (),
    effects: Sequence[str] = (),
    collaborators: Sequence[Collaborator] = (),
    parts: Sequence[Part] = (),
    helped: Sequence[OrgUnit] = (),
) -> PlannedAction:
    """A new action in a plan; a deadline without a reason has the plan as its reason.

    Raises NotAllowed: `accepted`, and what `create_action` raises.
    """
    must_be_open(plan)
    given = with_due_reason(plan, fields)
    action = register.create_action(
        enterprise=plan.enterprise,
        unit=plan.unit,
        fields=given,
        by=by,
        at=at,
        reasons=reasons,
        effects=effects,
        collaborators=collaborators,
        parts=parts,
        helped=helped,
    )
    return _placed(plan, action, ties, by, at)


@transaction.atomic
def take_in_action(*, plan: Plan, action: Action, by: Actor, at: datetime, ties: Ties = _NO_TIES) -> PlannedAction:
    """Put an action that is there already in the plan. Raises NotAllowed: `accepted`, `planned_already`."""
    must_be_open(plan)
    if PlannedAction.objects.filter(plan=plan, action=action).exists():
        raise NotAllowed("planned_already")
    return _placed(plan, action, ties, by, at)


@transaction.atomic
def edit_planned(
    *,
    planned: PlannedAction,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
    ties: Ties | None = None,
    details: Details | None = None,
) -> PlannedAction:
    """Change the action and what it serves. `version` is the action's.

    Raises StaleVersion, what `edit_action` does, and NotAllowed `accepted` where what it serves is changed in a plan
    that is accepted: the work goes on, but not towards something else than was accepted.
    """
    given = with_due_reason(planned.plan, fields)
    register.edit_action(
        action=planned.action, fields=given, by=by, at=at, version=version, details=details or Details()
    )
    if ties is not None:
        rows = write_ties(planned, ties, at)
        if rows:
            must_be_open(planned.plan)
            rows.append(save_values(planned.action, {}, at=at))  # whoever has the form open must see this too
            _record(planned.plan, events.ACTION_TIED, rows, by, at)
    judge_of(planned.action, by=by, at=at)
    return planned


@transaction.atomic
def take_out(*, planned: PlannedAction, by: Actor, at: datetime) -> None:
    """Take an action out of a plan; the action itself stays. Raises NotAllowed: `accepted`."""
    plan = planned.plan
    must_be_open(plan)
    ties: list[Any] = [*PlannedGoal.objects.filter(planned=planned)]
    ties += PlannedIndicator.objects.filter(planned=planned)
    rows = [removed(planned), *(removed(tie) for tie in ties)]
    planned.delete()
    _record(plan, events.ACTION_TAKEN_OUT, rows, by, at)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What several actions get at once; None leaves it as it is."""

    responsible: Person | None = None
    due_on: date | None = None
    status: str | None = None
    cost_kind: str | None = None


@transaction.atomic
def edit_many(*, plan: Plan, keys: Iterable[str], bulk: Bulk, by: Actor, at: datetime) -> int:
    """Change several actions of a plan alike; how many were changed. All or none.

    Raises NotAllowed: `none_chosen`, `nothing_to_change`, `ended` for one that is over, and what `edit_action` raises.
    """
    rows = PlannedAction.objects.filter(plan=plan, action__key__in=list(keys)).select_related("action__enterprise")
    chosen = list(rows)
    if not chosen:
        raise NotAllowed("none_chosen")
    written = {"responsible": bulk.responsible, "due_on": bulk.due_on, "cost_kind": bulk.cost_kind}
    fields: dict[str, Any] = {name: value for name, value in written.items() if value is not None}
    if "cost_kind" in fields:
        fields["cost_ore"] = None
    if not fields and bulk.status is None:
        raise NotAllowed("nothing_to_change")
    for planned in chosen:
        if fields:
            register.edit_action(action=planned.action, fields=with_due_reason(plan, fields), by=by, at=at)
        if bulk.status is not None:
            set_status(planned.action, bulk.status, by=by, at=at)
    judge_plans(enterprise=plan.enterprise, plans=[plan], today=oslo_day(at), by=by, at=at)
    return len(chosen)


def set_status(action: Action, status: str, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Move an action to `not_started` or `in_progress`, taking up again what was over. Raises ValueError for others."""
    if status not in OPEN:
        raise ValueError(status)
    if action.has_ended:
        register.reopen_action(action=action, by=by, at=at, version=version)
        version = None
    if status == ActionStatus.IN_PROGRESS:
        register.start_action(action=action, by=by, at=at, version=version)
    else:
        register.put_back_action(action=action, by=by, at=at, version=version)


@transaction.atomic
def move_action(*, action: Action, status: str, by: Actor, at: datetime, version: int | None = None) -> None:
    """Move a card of the board to another column that asks for nothing more. Raises StaleVersion."""
    set_status(action, status, by=by, at=at, version=version)
    judge_of(action, by=by, at=at)


def judge_of(action: Action, *, by: Actor, at: datetime) -> None:
    """Judge anew the plans that an action stands in."""
    plans = list(Plan.objects.filter(planned__action=action).select_related("enterprise"))
    for plan in plans:
        judge_plans(enterprise=plan.enterprise, plans=[plan], today=oslo_day(at), by=by, at=at)


def with_due_reason(plan: Plan, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, where a deadline without its own reason has the plan as its reason."""
    given = dict(fields)
    if given.get("due_on") and not given.get("due_reason"):
        given["due_reason"] = plan.title[:250]
    return given


def _placed(plan: Plan, action: Action, ties: Ties, by: Actor, at: datetime) -> PlannedAction:
    planned = PlannedAction(plan=plan, action=action, under=ties.under, created_at=at, updated_at=at)
    planned.save()
    rows = [changed(planned), *write_ties(planned, ties, at)]
    _record(plan, events.ACTION_PLANNED, rows, by, at)
    return planned


def write_ties(planned: PlannedAction, ties: Ties, at: datetime) -> list[RowChange]:
    """Make what a planned action serves as asked for; the changes, for the caller's event."""
    rows: list[RowChange] = []
    if planned.under != ties.under:
        rows.append(save_values(planned, {"under": ties.under}, at=at))
    held: list[Any] = list(PlannedGoal.objects.filter(planned=planned))
    rows += _changed_ties(held, "goal_id", [PlannedGoal(planned=planned, goal=goal) for goal in ties.goals], at)
    held = list(PlannedIndicator.objects.filter(planned=planned))
    wanted = [PlannedIndicator(planned=planned, indicator=each, estimate=ties.estimate) for each in ties.indicators]
    return rows + _changed_ties(held, "indicator_id", wanted, at)


def _changed_ties(held: list[Any], column: str, wanted: Sequence[Model], at: datetime) -> list[RowChange]:
    rows = []
    asked: dict[int, Any] = {getattr(each, column): each for each in wanted}
    for tie in held:
        new = asked.pop(getattr(tie, column), None)
        if new is None:
            rows.append(removed(tie))
            tie.delete()
        elif getattr(new, "estimate", "") != getattr(tie, "estimate", ""):
            rows.append(save_values(tie, {"estimate": new.estimate}, at=at))
    for new in asked.values():
        new.created_at = new.updated_at = at
        new.save()
        rows.append(changed(new))
    return rows


def _record(plan: Plan, kind: str, rows: Iterable[RowChange], by: Actor, at: datetime) -> None:
    judge_plans(enterprise=plan.enterprise, plans=[plan], today=oslo_day(at), by=by, at=at)
    record(kind, by=by, at=at, enterprise=enterprise_key(plan.enterprise), rows=rows)
