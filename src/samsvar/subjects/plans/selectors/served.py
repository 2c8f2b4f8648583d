"""The actions that serve a goal or shall move an indicator, as its own page lists them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Subquery

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.plans.models import PlannedGoal, PlannedIndicator

MOST_SHOWN = 20


def _of_plans(viewer: Viewer, unit: OrgUnit, today: date) -> dict[str, object]:
    """Those in plans of the unit and the units under it whose period is not over."""
    return {
        "planned__plan__unit__path__gte": unit.path,
        "planned__plan__unit__path__lt": unit.path_end,
        "planned__plan__to_on__gte": today,
    }


def ties_to(
    viewer: Viewer, found: Goal | Indicator, unit: OrgUnit, today: date
) -> tuple[list[PlannedGoal | PlannedIndicator], int]:
    """The actions that the viewer may see, each once, by deadline; those of the unit's own plans first. And how many.

    One query.
    """
    model = PlannedGoal if isinstance(found, Goal) else PlannedIndicator
    name = "goal" if isinstance(found, Goal) else "indicator"
    rows = model.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(
        **{name: found}, **_of_plans(viewer, unit, today)
    )
    counted = rows.order_by().values(name).annotate(each=Count("planned__action", distinct=True)).values("each")
    chosen = rows.select_related("planned__action__responsible", "planned__plan__unit").order_by(
        "planned__plan__unit__path", "planned__action__due_on", "pk"
    )
    every = 0
    each_once: dict[int, PlannedGoal | PlannedIndicator] = {}
    for row in chosen.annotate(every=Subquery(counted))[: MOST_SHOWN * 2]:
        each_once.setdefault(row.planned.action_id, row)
        every = row.every
    return list(each_once.values())[:MOST_SHOWN], every


def action_counts(viewer: Viewer, unit: OrgUnit, today: date, indicators: Iterable[int]) -> dict[int, int]:
    """How many actions each indicator has, by its id. One query."""
    rows = PlannedIndicator.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(
        indicator_id__in=list(indicators), **_of_plans(viewer, unit, today)
    )
    counted = rows.order_by().values("indicator_id").annotate(n=Count("planned__action", distinct=True))
    return {each["indicator_id"]: each["n"] for each in counted}
