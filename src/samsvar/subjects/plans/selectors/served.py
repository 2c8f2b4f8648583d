"""The actions that serve a goal or shall move an indicator, as its own page lists them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, DateField, QuerySet, Subquery

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.subjects.plans.models import PlannedGoal, PlannedIndicator

MOST_SHOWN = 20


def ties_to(
    viewer: Viewer, found: Goal | Indicator, unit: OrgUnit, today: date
) -> tuple[list[PlannedGoal | PlannedIndicator], int]:
    """The actions that the viewer may see in plans of the unit and those under it whose period is not over, each once,
    by deadline; those of the unit's own plans first. And how many. One query.
    """
    model = PlannedGoal if isinstance(found, Goal) else PlannedIndicator
    name = "goal" if isinstance(found, Goal) else "indicator"

    def build() -> QuerySet[Any]:
        path = OrgUnit._meta.get_field("path")
        rows = model.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(
            **{name: Given("found", BigIntegerField())},
            planned__plan__unit__path__gte=Given("path", path),
            planned__plan__unit__path__lt=Given("path_end", path),
            planned__plan__to_on__gte=Given("today", DateField()),
        )
        counted = rows.order_by().values(name).annotate(each=Count("planned__action", distinct=True)).values("each")
        in_order = rows.order_by("planned__plan__unit__path", "planned__action__due_on", "pk")
        first = in_order.values("pk")[: MOST_SHOWN * 2]  # a thousand may serve it: only these are read whole
        read = model.objects.filter(pk__in=first).select_related("planned__action__responsible", "planned__plan__unit")
        return read.annotate(every=Subquery(counted)).order_by(*in_order.query.order_by)

    here = {"path": unit.path, "path_end": unit.path_end, "today": today}
    every = 0
    each_once: dict[int, PlannedGoal | PlannedIndicator] = {}
    for row in ask(("actions that serve", name, viewer.sight), build, found=found.pk, **here):
        each_once.setdefault(row.planned.action_id, row)
        every = row.every
    return list(each_once.values())[:MOST_SHOWN], every


def action_counts(viewer: Viewer, unit: OrgUnit, today: date, indicators: Iterable[int]) -> dict[int, int]:
    """How many actions each indicator has, by its id. One query."""
    rows = PlannedIndicator.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(
        indicator_id__in=list(indicators),
        planned__plan__unit__path__gte=unit.path,
        planned__plan__unit__path__lt=unit.path_end,
        planned__plan__to_on__gte=today,
    )
    counted = rows.order_by().values("indicator_id").annotate(n=Count("planned__action", distinct=True))
    return {each["indicator_id"]: each["n"] for each in counted}
