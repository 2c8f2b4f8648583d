"""Actions on the pages of goals and indicators, which stand in a register that knows no plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.platform.access.permissions import Permission
from samsvar.platform.ui.sections import Section
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.sections import Asked, register_actions, register_section
from samsvar.subjects.plans.models import PlannedGoal, PlannedIndicator
from samsvar.subjects.plans.selectors.served import action_counts, ties_to
from samsvar.subjects.plans.services.measuring import CODE


@dataclass(frozen=True, slots=True)
class Served:
    """An action as a row: itself, the plan's unit, who answers for it, by how much it should move the indicator."""

    action: Any
    unit: Any
    responsible: str
    estimate: str
    late: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """What the section shows. `more`: how many there are beside; `of_goal`: whether it stands on a goal's page;
    `of_plans`: whether the indicator is told by the plans themselves, so that its figure leads down to them."""

    rows: list[Served]
    more: int
    of_goal: bool
    today: date
    can_plan: bool
    unit: Any
    of_plans: bool = False


def actions(asked: Asked, found: Goal | Indicator) -> Section | None:
    """The actions of the unit and those under it; an empty list says that there are none. None: may see no actions."""
    if not asked.viewer.may(Permission.VIEW_ACTIONS, asked.unit):
        return None
    ties, count = ties_to(asked.viewer, found, asked.unit, asked.today)
    rows = [_served(each, asked.today) for each in ties]
    told = Actions(
        rows,
        count - len(rows),
        isinstance(found, Goal),
        asked.today,
        asked.viewer.may(Permission.MANAGE_ACTIONS, asked.unit),
        asked.unit,
        of_plans=isinstance(found, Indicator) and found.code == CODE,
    )
    return Section("plans/served.html", told)


def _served(tie: PlannedGoal | PlannedIndicator, today: date) -> Served:
    action = tie.planned.action
    return Served(
        action,
        tie.planned.plan.unit,
        action.whose,
        getattr(tie, "estimate", ""),
        action.is_late(today),
    )


def counts(asked: Asked, indicators: Iterable[int]) -> Mapping[int, int]:
    """How many actions each indicator has."""
    return action_counts(asked.viewer, asked.unit, asked.today, indicators)


def declare() -> None:
    """Tell the register what to show."""
    register_section(actions)
    register_actions(counts)
