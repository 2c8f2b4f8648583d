"""Plans as the rules read them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from samsvar.core.catalogues.strategy import shipped_criteria
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.plans import (
    OPEN,
    Continuity,
    Cost,
    CostKind,
    CriteriaSet,
    Criterion,
    PlanAction,
    PlanFacts,
    Status,
)
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.plans.models import Plan, PlanCriterion, PlanGoal, PlannedAction, PlannedGoal, PlannedIndicator


def planned_rows(plans: Iterable[Plan]) -> QuerySet[PlannedAction]:
    """The actions of plans with what the rules and the table need: six queries, however many plans."""
    rows = PlannedAction.objects.filter(plan__in=list(plans)).select_related("action__responsible", "action__unit")
    found: QuerySet[PlannedAction] = rows.prefetch_related(
        *ties(), "action__parts__responsible", "action__effects"
    ).order_by("action__due_on", "pk")
    return found


def ties() -> tuple[Any, Any]:
    """What planned actions serve, for `prefetch_related`: two queries."""
    goals = Prefetch("goal_ties", PlannedGoal.objects.select_related("goal"))
    return goals, Prefetch("indicator_ties", PlannedIndicator.objects.select_related("indicator"))


def goals_of(plans: Iterable[Plan]) -> list[PlanGoal]:
    """The goals that the plans answer. One query."""
    return list(PlanGoal.objects.filter(plan__in=list(plans)).select_related("goal").order_by("goal__code", "pk"))


def facts_of(plan: Plan, rows: Iterable[PlannedAction], goals: Iterable[PlanGoal], *, parts: bool = True) -> PlanFacts:
    """A plan with its actions as the rules read them; `rows` from `planned_rows`. `parts` False: the wholes alone.

    An action is known by its key, so that one that stands in several plans is counted once.
    """
    planned = [row for row in rows if row.plan_id == plan.pk]
    actions = [each for row in planned for each in _actions(row, parts)]
    days = [oslo_day(plan.updated_at), *(oslo_day(row.action.updated_at) for row in planned)]
    return PlanFacts(
        id=plan.key,
        unit_id=str(plan.unit_id),
        from_on=plan.from_on,
        to_on=plan.to_on,
        goals=frozenset(tie.goal.key for tie in goals if tie.plan_id == plan.pk),
        actions=tuple(actions),
        touched_on=max([*days, *([plan.confirmed_on] if plan.confirmed_on else [])]),
        anchored_on=plan.anchored_on,
    )


def effect_of(action: Any) -> str:
    """The effects an action is wanted to have, in one text."""
    return "; ".join(effect.text for effect in action.effects.all()) or str(action.expected_result)


def _actions(row: Any, parts: bool) -> list[PlanAction]:
    action = row.action
    whole = PlanAction(
        id=action.key,
        unit_id=str(row.plan.unit_id) if "plan" in row._state.fields_cache else str(action.unit_id),
        goals=frozenset(tie.goal.key for tie in row.goal_ties.all()),
        indicators=frozenset(tie.indicator.key for tie in row.indicator_ties.all()),
        responsible=action.whose,
        due_on=action.due_on,
        effect=effect_of(action),
        status=Status(action.status),
        noted_on=action.noted_on,
        continuity=Continuity(action.continuity),
        cost=Cost(CostKind(action.cost_kind), action.cost_ore),
    )
    return [whole, *(_part(whole, part) for part in action.parts.all())] if parts else [whole]


def _part(whole: PlanAction, part: Any) -> PlanAction:
    """A part; it is over where its whole is."""
    return PlanAction(
        id=part.key,
        unit_id=whole.unit_id,
        responsible=part.whose,
        due_on=part.due_on,
        effect=part.effect,
        status=Status(part.status) if whole.status in OPEN else whole.status,
        noted_on=whole.noted_on,
        parent=whole.id,
    )


def criteria_of(enterprise: OrgUnit) -> tuple[Criterion, ...]:
    """What the enterprise judges its plans by: its own criteria, or those that ship. One query."""
    own = PlanCriterion.objects.filter(enterprise=enterprise)
    found = tuple(Criterion(row.code, CriteriaSet(row.belongs_to), row.least_percent, row.months) for row in own)
    return found or shipped_criteria()
