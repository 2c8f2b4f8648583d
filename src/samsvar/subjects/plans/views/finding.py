"""A plan, an action and its place in a plan, found among what the viewer may see; else 404."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Subquery

from samsvar.core.rules.plans import PlanFacts, PlanQuality, judge_plan
from samsvar.platform.access.guards import ask_or_404, find_or_404, require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.registers.actions.models import Action
from samsvar.subjects.plans.models import Plan, PlanGoal, PlannedAction
from samsvar.subjects.plans.selectors.facts import criteria_of, facts_of, goals_of, planned_rows, ties
from samsvar.subjects.plans.selectors.plans import meetings_in_words, visible_plans


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan with its actions, what they say, and how good it is."""

    plan: Plan
    planned: list[Any]
    goals: list[PlanGoal]
    facts: PlanFacts
    quality: PlanQuality


def found_plan(viewer: Viewer, key: str) -> Plan:
    """The plan, or 404. `meeting_key`: of the meeting that anchored it, where it is one that is registered."""

    def build() -> Any:
        meeting = meetings_in_words(viewer).values("key")[:1]
        return visible_plans(viewer).annotate(meeting_key=Subquery(meeting)).filter(key=Given("key", CharField()))

    plan: Plan = ask_or_404(("plan with its meeting", viewer.sight), build, key=key)
    return plan


def managed_plan(request: ViewerRequest, key: str) -> Plan:
    """The plan, 404 where it may not be seen, 403 where it may not be changed."""
    plan = found_plan(request.viewer, key)
    require(request.viewer, Permission.MANAGE_ACTIONS, plan.unit)
    return plan


def loaded(plan: Plan, today: date) -> Loaded:
    """The plan with all that hangs on it: nine queries."""
    planned, goals = list(planned_rows([plan])), goals_of([plan])
    facts = facts_of(plan, planned, goals)
    return Loaded(plan, planned, goals, facts, judge_plan(facts, criteria_of(plan.enterprise), today))


def found_action(viewer: Viewer, key: str) -> Action:
    """The action with `next_key` and `next_title` of the one it goes on as, or 404."""
    rows: Any = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
    next_one = Action.objects.filter(continued_from=OuterRef("pk")).order_by("pk")
    rows = rows.annotate(
        next_key=Subquery(next_one.values("key")[:1]), next_title=Subquery(next_one.values("title")[:1])
    )
    action: Action = find_or_404(rows.select_related("responsible", "enterprise", "unit", "continued_from"), key=key)
    return action


def managed_action(request: ViewerRequest, key: str) -> Action:
    """The action, 404 where it may not be seen, 403 where it may not be changed."""
    action = found_action(request.viewer, key)
    require(request.viewer, Permission.MANAGE_ACTIONS, action.unit)
    return action


def places_of(viewer: Viewer, action: Action) -> list[PlannedAction]:
    """Where the action stands, as far as the viewer may see, the newest plan first."""
    rows = PlannedAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(action=action)
    rows = rows.select_related("plan__unit", "plan__enterprise", "under__unit").order_by("-plan__from_on", "pk")
    return list(rows.prefetch_related(*ties()))
