"""Plans carried on to the next period, and model plans copied into them."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.plans import carry_forward
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.actions.models import Action, CostKind
from samsvar.registers.actions.services import Reason, continue_action
from samsvar.subjects.plans import events
from samsvar.subjects.plans.models import ModelAction, ModelPlan, Plan, PlannedAction
from samsvar.subjects.plans.selectors.facts import facts_of, planned_rows
from samsvar.subjects.plans.services.planned import Ties, plan_action, take_in_action
from samsvar.subjects.plans.services.plans import create_plan, must_be_open


@transaction.atomic
def carry_plan(*, plan: Plan, year: int, title: str, by: Actor, at: datetime) -> Plan:
    """The unit's next plan with what is open in this one as continued actions; what has ended stays behind.

    A deadline that has passed is not carried on. Goals, indicators, reasons, effects, collaborators and open parts are.
    Raises NotAllowed: `plan_twice`, `carried_already`.
    """
    if plan.followed_by.exists():
        raise NotAllowed("carried_already")
    goals = [tie.goal for tie in plan.goal_ties.select_related("goal")]
    new = create_plan(unit=plan.unit, year=year, fields={"title": title}, by=by, at=at, goals=goals, follows=plan)
    rows = list(planned_rows([plan]))
    facts = facts_of(plan, rows, [], parts=False)
    carried = carry_forward(facts.actions, new_ids={each.id: each.id for each in facts.actions}, today=oslo_day(at))
    going = {each.continued_from: each for each in carried if each.parent is None}
    for row in rows:
        each = going.get(row.action.key)
        if each is not None:
            _carry(row, each.due_on, new, by, at)
    record(events.PLAN_CARRIED, by=by, at=at, enterprise=enterprise_key(plan.enterprise), rows=[changed(new)])
    return new


def _carry(row: PlannedAction, due_on: date | None, new: Plan, by: Actor, at: datetime) -> None:
    former = row.action
    next_one = Action.objects.filter(continued_from=former).first()
    if next_one is None:
        reason = former.due_reason if due_on else ""
        next_one = continue_action(action=former, due_on=due_on, due_reason=reason, by=by, at=at)
    indicators = list(row.indicator_ties.all())
    ties = Ties(
        goals=[tie.goal for tie in row.goal_ties.all()],
        indicators=[tie.indicator for tie in indicators],
        estimate=indicators[0].estimate if indicators else "",
        under=row.under,
    )
    take_in_action(plan=new, action=next_one, by=by, at=at, ties=ties)


@transaction.atomic
def copy_model(*, model: ModelPlan, plan: Plan, by: Actor, at: datetime) -> int:
    """Put the model plan's actions in the plan as new ones, with the model as their reason; how many.

    An action that came from the model before is not put in again. Raises NotAllowed: `accepted`.
    """
    must_be_open(plan)
    taken = set(
        PlannedAction.objects.filter(plan=plan, action__comes_from__of_key=model.key).values_list(
            "action__title", flat=True
        )
    )
    count = 0
    for each in ModelAction.objects.filter(model_plan=model):
        if each.title in taken:
            continue
        fields = {
            "title": each.title,
            "responsible_name": each.responsible_role,
            "due_on": _month_end(plan.year, each.due_month),
            "cost_kind": CostKind(each.cost_kind),
        }
        reasons = [Reason("model_plan", model.title, model.key)]
        effects = [each.effect] if each.effect else []
        plan_action(plan=plan, fields=fields, reasons=reasons, effects=effects, by=by, at=at)
        count += 1
    return count


def _month_end(year: int, month: int | None) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if month else None


@transaction.atomic
def save_model(
    *,
    enterprise: OrgUnit,
    model: ModelPlan | None,
    title: str,
    for_kind: str,
    about: str,
    actions: Sequence[ModelAction],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> ModelPlan:
    """Make or change a model plan; its actions are those given. Raises StaleVersion, NotAllowed: `model_twice`."""
    same = ModelPlan.objects.filter(enterprise=enterprise, title=title)
    if (same.exclude(pk=model.pk) if model else same).exists():
        raise NotAllowed("model_twice")
    rows: list[RowChange] = []
    if model is None:
        model = ModelPlan(enterprise=enterprise, title=title, for_kind=for_kind, about=about)
        model.created_at = model.updated_at = at
        model.save()
        rows.append(changed(model))
    else:
        values = {"title": title, "for_kind": for_kind, "about": about}
        rows.append(save_values(model, values, at=at, version=version))
    for gone in ModelAction.objects.filter(model_plan=model):
        rows.append(removed(gone))
        gone.delete()
    for number, each in enumerate(actions, 1):
        each.model_plan, each.number, each.created_at, each.updated_at = model, number, at, at
        each.save()
        rows.append(changed(each))
    record(events.MODEL_CHANGED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return model
