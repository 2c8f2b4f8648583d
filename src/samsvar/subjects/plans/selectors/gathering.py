"""A plan gathered with the plans beneath it, and two plans compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.core.rules.plans import (
    Continuity,
    EditionComparison,
    GatheredPlan,
    PlanAction,
    PlanFacts,
    compare_editions,
    gather_plans,
)
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.subjects.plans.models import Plan, PlannedAction, PlanState
from samsvar.subjects.plans.selectors.facts import facts_of, planned_rows
from samsvar.subjects.plans.selectors.plans import units_of, visible_plans


@dataclass(frozen=True, slots=True)
class Gathered:
    """The gathered plan, with the rows behind its identifiers: actions by key and units by number."""

    plan: GatheredPlan
    actions: dict[str, Any]
    units: dict[str, OrgUnit]


def gathered(viewer: Viewer, plan: Plan, on: date) -> Gathered:
    """The plan with the accepted plans of the units right under its unit: nine queries.

    An action that stands in several plans is counted once. Units without an accepted plan are named.
    """
    units = {str(unit.pk): unit for unit in units_of(viewer, plan.unit, on).filter(parent=plan.unit)}
    below = visible_plans(viewer).filter(unit__in=units.values(), year=plan.year, state=PlanState.ACCEPTED)
    plans = [plan, *below.order_by("unit__path", "title")]
    rows = list(planned_rows(plans))
    under = _under(rows)
    facts = [_with_under(facts_of(each, _own(each, rows), [], parts=False), under, each) for each in plans]
    found = gather_plans(facts[0], facts[1:], list(units), on)
    return Gathered(found, {row.action.key: row.action for row in rows}, units)


def _own(plan: Plan, rows: Sequence[Any]) -> list[Any]:
    own = [row for row in rows if row.plan_id == plan.pk]
    for row in own:
        row.plan = plan
    return own


def _under(rows: Sequence[PlannedAction]) -> dict[tuple[int, str], str]:
    keys = dict(Action.objects.filter(pk__in=[row.under_id for row in rows if row.under_id]).values_list("pk", "key"))
    return {(row.plan_id, row.action.key): keys[row.under_id] for row in rows if row.under_id}


def _with_under(facts: PlanFacts, under: dict[tuple[int, str], str], plan: Plan) -> PlanFacts:
    actions = tuple(_placed(each, under.get((plan.pk, each.id))) for each in facts.actions)
    return PlanFacts(facts.id, facts.unit_id, facts.from_on, facts.to_on, facts.goals, actions)


def _placed(action: PlanAction, under: str | None) -> PlanAction:
    return PlanAction(
        id=action.id,
        unit_id=action.unit_id,
        responsible=action.responsible,
        due_on=action.due_on,
        status=action.status,
        cost=action.cost,
        under=under,
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
        status=_status(action),
        continuity=Continuity(action.continuity),
        continued_from=froms.get(action.continued_from_id),
    )


def _status(action: Any) -> Any:
    return type(PlanAction("", "").status)(action.status)
