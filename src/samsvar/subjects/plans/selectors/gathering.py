"""A plan gathered with the plans beneath it, and two plans compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.core.rules.plans import (
    Continuity,
    Cost,
    CostKind,
    EditionComparison,
    GatheredPlan,
    PlanAction,
    PlanFacts,
    Status,
    compare_editions,
    gather_plans,
)
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.plans.models import Plan, PlannedAction, PlanState
from samsvar.subjects.plans.selectors.facts import planned_rows
from samsvar.subjects.plans.selectors.plans import units_of, visible_plans


@dataclass(frozen=True, slots=True)
class Gathered:
    """The gathered plan, with the rows behind its identifiers: actions by key and units by number."""

    plan: GatheredPlan
    actions: dict[str, Any]
    units: dict[str, OrgUnit]


def gathered(viewer: Viewer, plan: Plan, on: date) -> Gathered:
    """The plan with the accepted plans of the units right under its unit: three queries.

    An action that stands in several plans is counted once. Units without an accepted plan are named.
    """
    units = {str(unit.pk): unit for unit in units_of(viewer, plan.unit, on).filter(parent=plan.unit)}
    below = visible_plans(viewer).filter(unit__in=units.values(), year=plan.year, state=PlanState.ACCEPTED)
    plans = [plan, *below.order_by("unit__path", "title")]
    rows = PlannedAction.objects.filter(plan__in=plans).select_related("action__responsible", "under")
    by_plan: dict[int, list[PlannedAction]] = {}
    for row in rows.order_by("action__due_on", "pk"):
        by_plan.setdefault(row.plan_id, []).append(row)
    facts = [_facts(each, by_plan.get(each.pk, [])) for each in plans]
    found = gather_plans(facts[0], facts[1:], list(units), on)
    return Gathered(found, {row.action.key: row.action for some in by_plan.values() for row in some}, units)


def _facts(plan: Plan, rows: Sequence[PlannedAction]) -> PlanFacts:
    """A plan's whole actions with what is summed of them and what they carry out."""
    actions = tuple(_placed(plan, row) for row in rows)
    return PlanFacts(plan.key, str(plan.unit_id), plan.from_on, plan.to_on, frozenset(), actions)


def _placed(plan: Plan, row: PlannedAction) -> PlanAction:
    action = row.action
    return PlanAction(
        id=action.key,
        unit_id=str(plan.unit_id),
        responsible=action.whose,
        due_on=action.due_on,
        status=Status(action.status),
        cost=Cost(CostKind(action.cost_kind), action.cost_ore),
        under=row.under.key if row.under else None,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """What came, went on, was dropped and was finished, as actions."""

    new: list[Any]
    continued: list[tuple[Any, Any]]
    dropped: list[Any]
    finished: list[Any]


def compared(former: Plan, later: Plan) -> Compared:
    """Two plans of a unit, the former first."""
    rows = list(planned_rows([former, later]))
    before = {row.action.key: row.action for row in rows if row.plan_id == former.pk}
    after = {row.action.key: row.action for row in rows if row.plan_id == later.pk}
    froms = {each.pk: each.key for each in before.values()}
    found: EditionComparison = compare_editions(
        [_known(each, froms) for each in before.values()], [_known(each, froms) for each in after.values()]
    )
    return Compared(
        new=[after[key] for key in found.new],
        continued=[(before[first], after[then]) for first, then in found.continued],
        dropped=[before[key] for key in found.dropped],
        finished=[before[key] for key in found.finished],
    )


def _known(action: Any, froms: dict[int, str]) -> PlanAction:
    return PlanAction(
        id=action.key,
        unit_id=str(action.unit_id),
        status=Status(action.status),
        continuity=Continuity(action.continuity),
        continued_from=froms.get(action.continued_from_id),
    )
