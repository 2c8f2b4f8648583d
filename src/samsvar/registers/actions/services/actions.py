"""Actions planned, changed, done, cancelled and continued.

Invariants: an action that is done has the day it was done and a result; one that is cancelled has a result that says
why; `continued_from` is set if and only if the action is continued; a note has the day it was written.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_values,
)
from samsvar.registers.actions import events
from samsvar.registers.actions.models import (
    ENDED,
    Action,
    ActionCollaborator,
    ActionEffect,
    ActionHelpedUnit,
    ActionPart,
    ActionReason,
    ActionStatus,
    Continuity,
    CostKind,
)
from samsvar.registers.actions.services.details import Collaborator, Details, Part, Reason, write_details

EDITABLE = frozenset(
    {
        "title",
        "description",
        "responsible",
        "responsible_name",
        "starts_on",
        "due_on",
        "due_reason",
        "expected_result",
        "unit",
        "cost_kind",
        "cost_ore",
        "immediate",
        "reconsider_on",
    }
)
_AS_PLANNED = Details()


@transaction.atomic
def create_action(
    *,
    enterprise: OrgUnit,
    unit: OrgUnit,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    reasons: Sequence[Reason] = (),
    effects: Sequence[str] = (),
    collaborators: Sequence[Collaborator] = (),
    parts: Sequence[Part] = (),
    helped: Sequence[OrgUnit] = (),
) -> Action:
    """Plan an action. `fields` by column: title, description, responsible, due_on, due_reason, expected_result …

    `reasons` are what it comes from. Raises NotAllowed: `due_before_start`, `due_without_reason`,
    `cost_without_amount`, `amount_without_cost`; ValueError for a kind of reason that is none of `ReasonKind`.
    """
    action = Action(enterprise=enterprise, unit=unit, **known_fields(fields, EDITABLE))
    return _made(action, Details(reasons, effects, collaborators, parts, helped), events.ACTION_CREATED, by, at)


@transaction.atomic
def edit_action(
    *,
    action: Action,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    version: int | None = None,
    details: Details = _AS_PLANNED,
) -> Action:
    """Change what is planned, and what hangs on it. Nothing happens where all is as it was.

    Raises StaleVersion, NotAllowed as in `create_action`, and `ended` for what is over.
    """
    _must_be_open(action)
    values = known_fields(fields, EDITABLE)
    names = ("starts_on", "due_on", "due_reason", "cost_kind", "cost_ore")
    _check(Action(**{name: values.get(name, getattr(action, name)) for name in names}))
    with transaction.atomic():
        same = all(getattr(action, name) == value for name, value in values.items())
        first = save_values(action, values, at=at, version=version)
        rows = write_details(action, details, at)
        if same and not rows:
            transaction.set_rollback(True)
    if same and not rows:
        action.refresh_from_db(fields=["version", "updated_at"])
        return action
    record(events.ACTION_CHANGED, by=by, at=at, enterprise=enterprise_key(action.enterprise), rows=[first, *rows])
    return action


@transaction.atomic
def explain_delay(
    *, action: Action, note: str, today: date, by: Actor, at: datetime, version: int | None = None
) -> Action:
    """Note why it is late, or how it goes. An empty note takes it away. Raises NotAllowed: `ended`."""
    _must_be_open(action)
    values = {"note": note.strip(), "noted_on": today if note.strip() else None}
    return _changed(action, values, events.ACTION_EXPLAINED, by, at, version)


@transaction.atomic
def start_action(*, action: Action, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Somebody has begun. Raises NotAllowed: `ended`."""
    _must_be_open(action)
    return _changed(action, {"status": ActionStatus.IN_PROGRESS}, events.ACTION_STARTED, by, at, version)


@transaction.atomic
def put_back_action(*, action: Action, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Nobody has begun after all. Raises NotAllowed: `ended`."""
    _must_be_open(action)
    return _changed(action, {"status": ActionStatus.NOT_STARTED}, events.ACTION_CHANGED, by, at, version)


@transaction.atomic
def report_result(*, action: Action, result: str, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Note what has come of the action, while it runs or after."""
    values: dict[str, Any] = {"result": result.strip()}
    if action.status == ActionStatus.NOT_STARTED:
        values["status"] = ActionStatus.IN_PROGRESS
    return _changed(action, values, events.ACTION_RESULT_REPORTED, by, at, version)


@transaction.atomic
def complete_action(
    *, action: Action, result: str, done_on: date, by: Actor, at: datetime, today: date, version: int | None = None
) -> Action:
    """The action is done, with its result. Raises NotAllowed: `ended`, `no_result`, `done_in_the_future`."""
    _must_be_open(action)
    if not result.strip():
        raise NotAllowed("no_result")
    if done_on > today:
        raise NotAllowed("done_in_the_future")
    values = {"status": ActionStatus.DONE, "result": result.strip(), "done_on": done_on}
    return _changed(action, values, events.ACTION_DONE, by, at, version)


@transaction.atomic
def cancel_action(*, action: Action, reason: str, by: Actor, at: datetime, version: int | None = None) -> Action:
    """The action will not be done; the reason stands as its result. Raises NotAllowed: `ended`, `no_reason`."""
    _must_be_open(action)
    if not reason.strip():
        raise NotAllowed("no_reason")
    values = {"status": ActionStatus.CANCELLED, "result": reason.strip()}
    return _changed(action, values, events.ACTION_CANCELLED, by, at, version)


@transaction.atomic
def reopen_action(*, action: Action, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Take up again what was done or cancelled; its result stays. Raises NotAllowed: `not_ended`."""
    if not action.has_ended:
        raise NotAllowed("not_ended")
    values = {"status": ActionStatus.IN_PROGRESS, "done_on": None}
    return _changed(action, values, events.ACTION_REOPENED, by, at, version)


@transaction.atomic
def continue_action(*, action: Action, due_on: date | None, due_reason: str, by: Actor, at: datetime) -> Action:
    """The same action with a new deadline, as a new row marked continued; the old one stands as it is.

    Its effects, collaborators, reasons and the parts that are not over go with it. Raises NotAllowed:
    `continued_already`, `due_without_reason`.
    """
    if Action.objects.filter(continued_from=action).exists():
        raise NotAllowed("continued_already")
    names = ("title", "description", "responsible", "responsible_name", "expected_result", "cost_kind", "cost_ore")
    new = Action(
        enterprise=action.enterprise,
        unit=action.unit,
        **{name: getattr(action, name) for name in (*names, "immediate")},
        reconsider_on=_still_ahead(action.reconsider_on, oslo_day(at)),
        due_on=due_on,
        due_reason=due_reason,
        continuity=Continuity.CONTINUED,
        continued_from=action,
    )
    return _made(new, _carried(action), events.ACTION_CONTINUED, by, at)


def _still_ahead(day: date | None, today: date) -> date | None:
    """A day to reconsider that has passed is not carried on: that the action goes on is what was decided."""
    return day if day is not None and day >= today else None


def _carried(action: Action) -> Details:
    going = [part for part in ActionPart.objects.filter(action=action).all() if part.status not in ENDED]
    return Details(
        reasons=[Reason(each.kind, each.label, each.of_key) for each in ActionReason.objects.filter(action=action)],
        effects=[effect.text for effect in ActionEffect.objects.filter(action=action)],
        collaborators=[
            Collaborator(each.name, each.person, each.outside, each.speaks_for)
            for each in ActionCollaborator.objects.filter(action=action)
        ],
        helped=[each.unit for each in ActionHelpedUnit.objects.filter(action=action).select_related("unit")],
        parts=[Part(each.title, each.effect, each.responsible, each.responsible_name, None) for each in going],
    )


def _made(action: Action, details: Details, kind: str, by: Actor, at: datetime) -> Action:
    _check(action)
    action.created_at = action.updated_at = at
    action.save()
    rows = [changed(action), *write_details(action, details, at)]
    record(kind, by=by, at=at, enterprise=enterprise_key(action.enterprise), rows=rows)
    return action


def _check(action: Action) -> None:
    if action.due_on is not None and not action.due_reason.strip():
        raise NotAllowed("due_without_reason")
    if action.due_on is not None and action.starts_on is not None and action.due_on < action.starts_on:
        raise NotAllowed("due_before_start")
    if action.cost_kind == CostKind.AMOUNT and action.cost_ore is None:
        raise NotAllowed("cost_without_amount")
    if action.cost_kind != CostKind.AMOUNT and action.cost_ore is not None:
        raise NotAllowed("amount_without_cost")


def _must_be_open(action: Action) -> None:
    if action.has_ended:
        raise NotAllowed("ended")


def _changed(
    action: Action, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None
) -> Action:
    return save_changed(action, values, kind=kind, enterprise=action.enterprise, by=by, at=at, version=version)
