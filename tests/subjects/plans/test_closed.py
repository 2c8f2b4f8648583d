"""What was accepted while somebody had it open is not written on: what counts is how it stands, not how it was read."""

from collections.abc import Callable
from typing import Any

import pytest

from samsvar.platform.organisation.services import NotAllowed
from samsvar.registers.indicators.services.definitions import create_goal
from samsvar.subjects.plans.models import Plan, PlanGoal, PlannedAction
from samsvar.subjects.plans.services import planned, plans
from samsvar.subjects.plans.services.planned import Ties
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.actor("kari"), "at": NOW}


@pytest.fixture
def opened(cast: Cast, by: dict[str, Any]) -> Plan:
    """A plan as somebody has it open, accepted since."""
    plan = plans.create_plan(unit=cast.enterprise, year=2025, fields={"title": "HMS-plan"}, **by)
    planned.plan_action(plan=plan, fields={"title": "Øve"}, **by)
    read = Plan.objects.select_related("enterprise", "unit").get()
    plans.submit_plan(plan=plan, **by)
    plans.accept_plan(plan=plan, **by)
    assert read.state == "draft"
    return read


WRITES: list[Callable[[Plan, dict[str, Any]], object]] = [
    lambda plan, by: planned.plan_action(plan=plan, fields={"title": "For sent"}, **by),
    lambda plan, by: planned.take_out(planned=PlannedAction.objects.select_related("plan").get(), **by),
    lambda plan, by: plans.edit_plan(plan=plan, fields={"title": "Ny"}, **by),
    lambda plan, by: plans.submit_plan(plan=plan, **by),
]


@pytest.mark.parametrize("write", WRITES)
def test_an_accepted_plan_is_not_written_on_by_whoever_opened_it_before(
    opened: Plan, by: dict[str, Any], write: Callable[[Plan, dict[str, Any]], object]
) -> None:
    with pytest.raises(NotAllowed, match="accepted"):
        write(opened, by)
    assert PlannedAction.objects.get().action.title == "Øve"


def test_what_the_actions_of_an_accepted_plan_serve_is_not_changed_though_the_work_goes_on(
    cast: Cast, opened: Plan, by: dict[str, Any]
) -> None:
    goal = create_goal(unit=cast.enterprise, name_nb="Lavere fravær", **by)
    row = PlannedAction.objects.select_related("plan__enterprise", "action__enterprise").get()
    with pytest.raises(NotAllowed, match="accepted"):
        planned.edit_planned(planned=row, fields={}, ties=Ties(goals=[goal]), **by)
    planned.edit_planned(planned=row, fields={"title": "Øve to ganger"}, ties=Ties(), **by)
    assert not PlanGoal.objects.exists()
