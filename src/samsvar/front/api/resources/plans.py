"""Action plans: a unit's actions for a period, what they serve, and how good the plan is."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, inside, one, seen_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.actions import ActionShown
from samsvar.front.api.resources.actions import shown as action_shown
from samsvar.front.api.schemas import Asked, Key, Named, OneOf, Search, Shown, Year, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.subjects.plans.models import Plan, PlannedAction, PlanState
from samsvar.subjects.plans.selectors.facts import goals_of, planned_rows
from samsvar.subjects.plans.selectors.plans import visible_plans

router = Router(tags=["plans"])
SORTS = {"from_on": Sort("from_on", date), "title": Sort("title")}


class Quality(Shown):
    """What the enterprise's criteria said of the plan on a day. Null: it cannot be told."""

    active: bool | None
    good: bool | None
    judged_on: date
    actions: int
    late: int


class PlanShown(Shown):
    """A plan of a unit. `follows`: the plan that it was carried forward from."""

    key: str
    enterprise: str
    unit: Named
    title: str
    year: int
    from_on: date
    to_on: date
    about: str | None
    state: str
    state_reason: str | None
    submitted_on: date | None
    accepted_on: date | None
    anchored_on: date | None
    anchored_in: str | None
    confirmed_on: date | None
    follows: str | None
    quality: Quality | None
    version: int


class TiedIndicator(Named):
    """An indicator that an action shall move. `estimate`: by how much, in words."""

    estimate: str | None


class PlannedShown(Shown):
    """An action's place in a plan. `under`: the action of a higher level's plan that it carries out."""

    action: ActionShown
    goals: list[Named]
    indicators: list[TiedIndicator]
    under: str | None


class PlanWhole(PlanShown):
    """With the goals it answers, and its actions as far as you may see them."""

    goals: list[Named]
    actions: list[PlannedShown]


class PlansAsked(Asked):
    sort: Literal["from_on", "title", "-from_on", "-title"] = "-from_on"
    q: Search = ""
    unit: Key | None = None
    year: Year | None = None
    state: Annotated[str, OneOf(PlanState.values)] | None = None


@router.get("/plans", response=answers(page(PlanShown)), summary=_("List action plans"))
def list_plans(request: CalledRequest, asked: Query[PlansAsked]) -> dict[str, Any]:
    """Of the units you see. `unit`: its own and those beneath it."""
    viewer = allowed_somewhere(request, Permission.VIEW_ACTIONS)
    rows = inside(_seen(request), viewer, asked.unit)
    for column in ("year", "state"):
        if getattr(asked, column):
            rows = rows.filter(**{column: getattr(asked, column)})
    if asked.q:
        rows = rows.filter(title__icontains=asked.q)
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer), asked.sort)


@router.get("/plans/{key}", response=answers(PlanWhole), summary=_("Get an action plan with its actions"))
def get_plan(request: CalledRequest, key: str) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    plan = one(_seen(request), key)
    seen = seen_of(viewer, Permission.VIEW_ACTIONS, "action__enterprise_id", "action__unit__path")
    rows = (
        planned_rows([plan])
        .filter(seen)
        .select_related("action__responsible", "action__unit", "action__enterprise", "action__continued_from", "under")
    )
    return {
        **_shown(plan, viewer),
        "goals": [_named(tie.goal, viewer) for tie in goals_of([plan])],
        "actions": [_planned(row, viewer) for row in rows],
    }


def _seen(request: CalledRequest) -> Any:
    return visible_plans(viewer_of_request(request)).select_related("unit", "enterprise", "follows", "quality")


_PLAIN = ("key", "title", "year", "from_on", "to_on", "state", "submitted_on", "accepted_on", "anchored_on")
_TEXTS = ("about", "state_reason", "anchored_in")


def _shown(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    judged = getattr(plan, "quality", None)
    names = tuple(Quality.model_fields)
    return {
        **{column: getattr(plan, column) for column in (*_PLAIN, "confirmed_on", "version")},
        **{column: getattr(plan, column) or None for column in _TEXTS},
        "enterprise": plan.enterprise.key,
        "unit": _named(plan.unit, viewer),
        "follows": plan.follows.key if plan.follows else None,
        "quality": {name: getattr(judged, name) for name in names} if judged else None,
    }


def _planned(row: PlannedAction, viewer: Viewer) -> dict[str, Any]:
    return {
        "action": action_shown(row.action, viewer),
        "goals": [_named(tie.goal, viewer) for tie in row.goal_ties.all()],
        "indicators": [
            {**_named(tie.indicator, viewer), "estimate": tie.estimate or None} for tie in row.indicator_ties.all()
        ],
        "under": row.under.key if row.under else None,
    }


def _named(row: Any, viewer: Viewer) -> dict[str, str]:
    return {"key": row.key, "name": row.name(viewer.language)}
