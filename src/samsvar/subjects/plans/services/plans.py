"""Plans begun, changed, anchored, handed in and accepted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_values,
    standing,
)
from samsvar.registers.indicators.models import Goal
from samsvar.subjects.plans import events
from samsvar.subjects.plans.models import Plan, PlanGoal, PlanState
from samsvar.subjects.plans.services.quality import judge_plans

EDITABLE = frozenset({"title", "about", "from_on", "to_on", "anchored_on", "anchored_in"})


@transaction.atomic
def create_plan(
    *,
    unit: OrgUnit,
    year: int,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    goals: Iterable[Goal] = (),
    follows: Plan | None = None,
) -> Plan:
    """Begin a plan for a unit. `fields`: title, and from_on and to_on where it is not the calendar year.

    Raises NotAllowed: `no_enterprise`, `period_backwards`, `plan_twice`.
    """
    if unit.enterprise is None:
        raise NotAllowed("no_enterprise")
    period = {"from_on": date(year, 1, 1), "to_on": date(year, 12, 31)}
    given = {name: value for name, value in known_fields(fields, EDITABLE).items() if value is not None}
    plan = Plan(enterprise=unit.enterprise, unit=unit, year=year, follows=follows, **{**period, **given})
    _check(plan)
    plan.created_at = plan.updated_at = at
    plan.save()
    rows = [changed(plan), *_write_goals(plan, goals, at)]
    return _recorded(plan, events.PLAN_CREATED, rows, by, at)


@transaction.atomic
def edit_plan(
    *,
    plan: Plan,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
    goals: Iterable[Goal] | None = None,
) -> Plan:
    """Change what a plan is about, which goals it answers, and the meeting that anchored it.

    Raises StaleVersion, NotAllowed as in `create_plan`, and `accepted`.
    """
    must_be_open(plan)
    values = known_fields(fields, EDITABLE)
    held = {name: getattr(plan, name) for name in ("title", "from_on", "to_on", "anchored_on", "anchored_in")}
    _check(Plan(pk=plan.pk, unit=plan.unit, **{**held, **{n: v for n, v in values.items() if n in held}}))
    first = save_values(plan, values, at=at, version=version)
    rows = [first, *(_write_goals(plan, goals, at) if goals is not None else [])]
    return _recorded(plan, events.PLAN_CHANGED, rows, by, at)


@transaction.atomic
def confirm_plan(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Say that the plan still holds as it is."""
    rows = [save_values(plan, {"confirmed_on": oslo_day(at)}, at=at)]
    return _recorded(plan, events.PLAN_CONFIRMED, rows, by, at)


@transaction.atomic
def submit_plan(*, plan: Plan, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """Hand the plan in to the level above. Raises NotAllowed: `accepted`, `no_actions`."""
    must_be_open(plan)
    if not plan.planned.exists():
        raise NotAllowed("no_actions")
    values = {"state": PlanState.SUBMITTED, "submitted_on": oslo_day(at), "state_reason": ""}
    return _recorded(plan, events.PLAN_SUBMITTED, [save_values(plan, values, at=at, version=version)], by, at)


@transaction.atomic
def accept_plan(*, plan: Plan, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """The level above takes the plan into its own. Raises NotAllowed: `not_submitted`."""
    if plan.state != PlanState.SUBMITTED:
        raise NotAllowed("not_submitted")
    values = {"state": PlanState.ACCEPTED, "accepted_on": oslo_day(at), "state_reason": ""}
    return _recorded(plan, events.PLAN_ACCEPTED, [save_values(plan, values, at=at, version=version)], by, at)


@transaction.atomic
def return_plan(*, plan: Plan, reason: str, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """Send a plan back with what lacks. Raises NotAllowed: `not_submitted`, `no_reason`."""
    if plan.state != PlanState.SUBMITTED:
        raise NotAllowed("not_submitted")
    return _with_reason(plan, PlanState.RETURNED, reason, events.PLAN_RETURNED, by, at, version)


@transaction.atomic
def reopen_plan(*, plan: Plan, reason: str, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """Take up again a plan that was accepted. Raises NotAllowed: `not_accepted`, `no_reason`."""
    if plan.state != PlanState.ACCEPTED:
        raise NotAllowed("not_accepted")
    return _with_reason(plan, PlanState.DRAFT, reason, events.PLAN_REOPENED, by, at, version)


def _with_reason(
    plan: Plan, state: PlanState, reason: str, kind: str, by: Actor, at: datetime, version: int | None
) -> Plan:
    if not reason.strip():
        raise NotAllowed("no_reason")
    values = {"state": state, "state_reason": reason.strip(), "accepted_on": None, "submitted_on": None}
    return _recorded(plan, kind, [save_values(plan, values, at=at, version=version)], by, at)


def must_be_open(plan: Plan) -> None:
    """Raises NotAllowed `accepted` where the plan is accepted, and so is not changed."""
    if standing(plan, "state") == PlanState.ACCEPTED:
        raise NotAllowed("accepted")


def _check(plan: Plan) -> None:
    if plan.from_on > plan.to_on:
        raise NotAllowed("period_backwards")
    if bool(plan.anchored_on) != bool(plan.anchored_in.strip()):
        raise NotAllowed("anchored_half")
    same = Plan.objects.filter(unit=plan.unit, from_on=plan.from_on, title=plan.title).exclude(pk=plan.pk)
    if same.exists():
        raise NotAllowed("plan_twice")


def _write_goals(plan: Plan, goals: Iterable[Goal], at: datetime) -> list[RowChange]:
    wanted = {goal.pk: goal for goal in goals}
    held = {tie.goal_id: tie for tie in PlanGoal.objects.filter(plan=plan)}
    rows = []
    for gone in held.keys() - wanted.keys():
        rows.append(removed(held[gone]))
        held[gone].delete()
    for new in wanted.keys() - held.keys():
        tie = PlanGoal(plan=plan, goal=wanted[new], created_at=at, updated_at=at)
        tie.save()
        rows.append(changed(tie))
    return rows


def _recorded(plan: Plan, kind: str, rows: list[RowChange], by: Actor, at: datetime) -> Plan:
    judge_plans(enterprise=plan.enterprise, plans=[plan], today=oslo_day(at), by=by, at=at)
    record(kind, by=by, at=at, enterprise=enterprise_key(plan.enterprise), rows=rows)
    return plan
