"""Actions: who does what by when, and what came of it."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Status
from pydantic import Field

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import (
    allowed_somewhere,
    enterprise_of,
    inside,
    one,
    people_to_name,
    referred,
    unit_within,
    version_of,
)
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.contracts import contracts_seen
from samsvar.front.api.resources.impacts import impacts_seen
from samsvar.front.api.schemas import (
    LEFT_OUT,
    Asked,
    Day,
    Given,
    Key,
    Line,
    Named,
    OneOf,
    Ore,
    Prose,
    Search,
    Shown,
    TextLine,
    Version,
    answers,
    page,
)
from samsvar.front.api.words import message
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.actions.models import OPEN, Action, ActionStatus, CostKind
from samsvar.registers.actions.services import (
    Details,
    cancel_action,
    complete_action,
    create_action,
    edit_action,
    report_result,
    start_action,
)
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from samsvar.subjects.plans.models import PlannedAction
from samsvar.subjects.plans.selectors.facts import ties

router = Router(tags=["actions"])
SORTS = {"due_on": Sort("due_on", date), "title": Sort("title")}


class ActionShown(Shown):
    """An action. `late` is worked out from the deadline and the status."""

    key: str
    enterprise: str
    unit: Named
    title: str
    description: str
    responsible: Named | None
    responsible_name: str | None
    starts_on: date | None
    due_on: date | None
    due_reason: str | None
    expected_result: str | None
    result: str | None
    status: str
    late: bool
    done_on: date | None
    continuity: str
    continued_from: str | None
    cost_kind: str
    cost_ore: int | None
    immediate: bool
    reconsider_on: date | None
    note: str | None
    noted_on: date | None
    version: int


class PartShown(Shown):
    """A part of the action; null responsible and deadline are the action's own."""

    number: int
    title: str
    effect: str | None
    responsible: Named | None
    responsible_name: str | None
    due_on: date | None
    status: str
    done_on: date | None


class CollaboratorShown(Shown):
    """Somebody who works on it too; `outside`: from another organisation."""

    name: str
    outside: bool


class ReasonShown(Shown):
    """What the action comes from. `label` and `key` are null where you lack the right to see such records."""

    kind: str
    label: str | None
    key: str | None


class PlaceShown(Shown):
    """A plan that the action stands in, and what it serves there."""

    plan: str
    title: str
    unit: Named
    goals: list[Named]
    indicators: list[Named]


class ActionWhole(ActionShown):
    effects: list[str]
    parts: list[PartShown]
    collaborators: list[CollaboratorShown]
    comes_from: list[ReasonShown]
    plans: list[PlaceShown]


class ActionsAsked(Asked):
    sort: Literal["due_on", "title", "-due_on", "-title"] = "due_on"
    q: Search = ""
    unit: Key | None = None
    status: Annotated[str, OneOf(ActionStatus.values)] | None = None
    late: bool | None = None
    mine: bool = False


Effects = Annotated[list[Annotated[str, Line(500)]], Field(max_length=50)]


class ActionNew(Given):
    """`impact` and `contract` say what it answers; without `unit` it gets theirs, else your only enterprise."""

    unit: Key | None = None
    impact: Key | None = None
    contract: Key | None = None
    title: Annotated[str, Line(300)]
    description: Prose = ""
    responsible: Key | None = None
    responsible_name: Annotated[str, TextLine(150)] = ""
    starts_on: Day | None = None
    due_on: Day | None = None
    due_reason: Annotated[str, TextLine(250)] = ""
    expected_result: Prose = ""
    effects: Effects = []
    cost_kind: Annotated[str, OneOf(CostKind.values)] = CostKind.UNKNOWN
    cost_ore: Ore | None = None
    immediate: bool = False
    reconsider_on: Day | None = None


class ActionChange(Given):
    """Only the fields given are changed."""

    version: Version | None = None
    title: Annotated[str, Line(300)] = LEFT_OUT
    description: Prose = LEFT_OUT
    responsible: Key | None = None
    responsible_name: Annotated[str, TextLine(150)] = LEFT_OUT
    starts_on: Day | None = None
    due_on: Day | None = None
    due_reason: Annotated[str, TextLine(250)] = LEFT_OUT
    expected_result: Prose = LEFT_OUT
    effects: Effects = LEFT_OUT
    cost_kind: Annotated[str, OneOf(CostKind.values)] = LEFT_OUT
    cost_ore: Ore | None = None
    immediate: bool = LEFT_OUT
    reconsider_on: Day | None = None


class Standing(Shown):
    status: str
    late: bool
    result: str | None
    done_on: date | None
    version: int


class StandingChange(Given):
    """`in_progress` may bring a result so far, `done` needs result and day, `cancelled` the reason as its result."""

    status: Literal["in_progress", "done", "cancelled"]
    result: Prose = ""
    done_on: Day | None = None
    version: Version | None = None


_PLAIN = (
    *("key", "title", "description", "starts_on", "due_on", "status", "done_on", "continuity", "version"),
    *("cost_kind", "cost_ore", "immediate", "reconsider_on", "noted_on"),
)
_TEXTS = ("responsible_name", "due_reason", "expected_result", "result", "note")
#: What one must have, besides the action itself, to read what it comes from.
NEEDED: dict[str, Permission] = {
    **dict.fromkeys(("goal", "indicator"), Permission.VIEW_INDICATORS),
    **dict.fromkeys(("risk", "impact"), Permission.VIEW_IMPACTS),
    **dict.fromkeys(("requirement", "document", "assignment"), Permission.VIEW_DOCUMENTS),
    **dict.fromkeys(("review", "decision", "meeting", "activity", "finding", "deviation"), Permission.VIEW_WHEEL),
    **dict.fromkeys(("swot", "promise"), Permission.VIEW_STRATEGY),
}


def shown(action: Action, viewer: Viewer) -> dict[str, Any]:
    person = action.responsible
    return {
        **{column: getattr(action, column) for column in _PLAIN},
        **{column: getattr(action, column) or None for column in _TEXTS},
        "enterprise": action.enterprise.key,
        "unit": {"key": action.unit.key, "name": action.unit.name(viewer.language)},
        "responsible": {"key": person.key, "name": person.name} if person else None,
        "late": _late(action),
        "continued_from": action.continued_from.key if action.continued_from else None,
    }


@router.get("/actions", response=answers(page(ActionShown)), summary=_("List actions"))
def list_actions(request: CalledRequest, asked: Query[ActionsAsked]) -> dict[str, Any]:
    """The nearest deadline first; those without one last."""
    viewer = allowed_somewhere(request, Permission.VIEW_ACTIONS)
    rows = inside(_seen(request), viewer, asked.unit)
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.late is not None:
        late = rows.filter(due_on__lt=today(), status__in=OPEN)
        rows = late if asked.late else rows.exclude(pk__in=late.values("pk"))
    if asked.mine:
        rows = rows.filter(responsible=viewer.person)
    if asked.q:
        rows = rows.filter(title__icontains=asked.q)
    return page_of(request, rows, asked, SORTS, lambda row: shown(row, viewer), asked.sort)


@router.post("/actions", response=answers(ActionShown, 201), summary=_("Plan an action"))
def add_action(request: CalledRequest, body: ActionNew) -> Status[dict[str, Any]]:
    """Needs `manage_actions` on the unit."""
    viewer = viewer_of_request(request)
    impact = referred(impacts_seen(request), body.impact, "impact")
    contract = referred(contracts_seen(request), body.contract, "contract")
    answered = impact or contract
    unit = unit_within(viewer, body.unit or (answered.unit.key if answered else None), Permission.MANAGE_ACTIONS)
    for field, row in (("impact", impact), ("contract", contract)):
        if row is not None and row.enterprise_id != unit.enterprise_id:
            raise Refusal(422, "invalid", fields={field: message("other_enterprise")})
    fields = _columns(body.model_dump(exclude={"unit", "impact", "contract", "effects"}), viewer, unit)
    enterprise, by, at = enterprise_of(unit), viewer.actor, now()
    if answered:
        made = plan_follow_up(
            enterprise=enterprise, unit=unit, fields=fields, by=by, at=at, impact=impact, contract=contract
        )
        edit_action(action=made, fields={}, details=Details(effects=body.effects), by=by, at=at)
    else:
        made = create_action(enterprise=enterprise, unit=unit, fields=fields, by=by, at=at, effects=body.effects)
    return Status(201, shown(made, viewer))


@router.get("/actions/{key}", response=answers(ActionWhole), summary=_("Get an action"))
def get_action(request: CalledRequest, key: str) -> dict[str, Any]:
    """With its parts and effects, what it comes from, and the plans it stands in."""
    rows = _seen(request).prefetch_related("effects", "parts__responsible", "collaborators__person", "comes_from")
    return _whole(one(rows, key), viewer_of_request(request))


@router.patch("/actions/{key}", response=answers(ActionShown), summary=_("Change an action"))
def change_action(request: CalledRequest, key: str, body: ActionChange) -> dict[str, Any]:
    """What is planned. Its status has an address of its own."""
    viewer = viewer_of_request(request)
    action = _to_manage(request, key)
    given = body.model_dump(exclude_unset=True, exclude={"version", "effects"})
    details = Details(effects=body.effects if "effects" in body.model_fields_set else None)
    version = version_of(request, body.version)
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        fields = _columns(given, viewer, action.unit)
        edit_action(action=action, fields=fields, details=details, by=viewer.actor, at=now(), version=version)
    return shown(action, viewer)


@router.get("/actions/{key}/status", response=answers(Standing), summary=_("See how an action stands"))
def get_status(request: CalledRequest, key: str) -> dict[str, Any]:
    return _standing(one(_seen(request), key))


@router.post("/actions/{key}/status", response=answers(Standing), summary=_("Start, complete or cancel an action"))
def set_status(request: CalledRequest, key: str, body: StandingChange) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    action = _to_manage(request, key)
    version = version_of(request, body.version)
    by: dict[str, Any] = {"by": viewer.actor, "at": now(), "version": version}
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        if body.status == "done":
            if body.done_on is None:
                raise Refusal(422, "invalid", fields={"done_on": message("missing")})
            complete_action(action=action, result=body.result, done_on=body.done_on, today=today(), **by)
        elif body.status == "cancelled":
            cancel_action(action=action, reason=body.result, **by)
        elif body.result:
            report_result(action=action, result=body.result, **by)
        else:
            start_action(action=action, **by)
    return _standing(action)


def _seen(request: CalledRequest) -> Any:
    rows = Action.objects.visible_to(viewer_of_request(request), Permission.VIEW_ACTIONS)
    return rows.select_related("enterprise", "unit", "responsible", "continued_from")


def _to_manage(request: CalledRequest, key: str) -> Action:
    action: Action = one(_seen(request), key)
    require(viewer_of_request(request), Permission.MANAGE_ACTIONS, action.unit)
    return action


def _columns(fields: dict[str, Any], viewer: Viewer, unit: OrgUnit) -> dict[str, Any]:
    if "responsible" in fields:
        fields["responsible"] = referred(people_to_name(viewer, unit), fields["responsible"], "responsible")
    return fields


def _late(action: Action) -> bool:
    return action.is_late(today())


def _standing(action: Action) -> dict[str, Any]:
    return {
        "status": action.status,
        "late": _late(action),
        "result": action.result or None,
        "done_on": action.done_on,
        "version": action.version,
    }


def _whole(action: Any, viewer: Viewer) -> dict[str, Any]:
    places = PlannedAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(action=action)
    places = places.select_related("plan__unit").prefetch_related(*ties()).order_by("-plan__from_on", "pk")
    return {
        **shown(action, viewer),
        "effects": [effect.text for effect in action.effects.all()],
        "parts": [_part(part) for part in action.parts.all()],
        "collaborators": [{"name": str(each), "outside": each.outside} for each in action.collaborators.all()],
        "comes_from": [_reason(each, viewer, action.unit) for each in action.comes_from.all()],
        "plans": [_place(each, viewer) for each in places],
    }


def _part(part: Any) -> dict[str, Any]:
    person = part.responsible
    return {
        **{name: getattr(part, name) for name in ("number", "title", "due_on", "status", "done_on")},
        **{name: getattr(part, name) or None for name in ("effect", "responsible_name")},
        "responsible": {"key": person.key, "name": person.name} if person else None,
    }


def _reason(reason: Any, viewer: Viewer, unit: OrgUnit) -> dict[str, Any]:
    needed = NEEDED.get(reason.kind)
    seen = needed is None or viewer.may(needed, unit)
    return {
        "kind": reason.kind,
        "label": reason.label if seen else None,
        "key": (reason.of_key or None) if seen else None,
    }


def _place(row: Any, viewer: Viewer) -> dict[str, Any]:
    return {
        "plan": row.plan.key,
        "title": row.plan.title,
        "unit": {"key": row.plan.unit.key, "name": row.plan.unit.name(viewer.language)},
        "goals": [{"key": tie.goal.key, "name": tie.goal.name(viewer.language)} for tie in row.goal_ties.all()],
        "indicators": [
            {"key": tie.indicator.key, "name": tie.indicator.name(viewer.language)} for tie in row.indicator_ties.all()
        ],
    }
