"""Writes to the register of actions.

Invariants: an action that is done has the day it was done and a result; one that is cancelled has a result that says
why; `continued_from` is set if and only if the action is continued.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new
from samsvar.registers.actions import events
from samsvar.registers.actions.models import Action, ActionStatus, Continuity

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
    }
)
ENDED = (ActionStatus.DONE, ActionStatus.CANCELLED)


@transaction.atomic
def create_action(*, enterprise: OrgUnit, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime) -> Action:
    """Plan an action. `fields` by column: title, description, responsible, due_on, due_reason, expected_result …

    Raises NotAllowed: `due_before_start`, `due_without_reason`.
    """
    action = Action(enterprise=enterprise, unit=unit, **_known(fields))
    _check(action)
    return save_new(action, kind=events.ACTION_CREATED, enterprise=enterprise, by=by, at=at)


@transaction.atomic
def edit_action(
    *, action: Action, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Action:
    """Change what is planned. Raises StaleVersion, NotAllowed as in `create_action`, and `ended` for what is over."""
    _must_be_open(action)
    values = _known(fields)
    _check(Action(**{name: values.get(name, getattr(action, name)) for name in ("starts_on", "due_on", "due_reason")}))
    return _changed(action, values, events.ACTION_CHANGED, by, at, version)


@transaction.atomic
def start_action(*, action: Action, by: Actor, at: datetime, version: int | None = None) -> Action:
    """Somebody has begun. Raises NotAllowed: `ended`."""
    _must_be_open(action)
    return _changed(action, {"status": ActionStatus.IN_PROGRESS}, events.ACTION_STARTED, by, at, version)


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
    if action.status not in ENDED:
        raise NotAllowed("not_ended")
    values = {"status": ActionStatus.IN_PROGRESS, "done_on": None}
    return _changed(action, values, events.ACTION_REOPENED, by, at, version)


@transaction.atomic
def continue_action(*, action: Action, due_on: date, due_reason: str, by: Actor, at: datetime) -> Action:
    """The same action with a new deadline, as a new row marked continued; the old one stands as it is.

    Raises NotAllowed: `continued_already`, `due_without_reason`.
    """
    if Action.objects.filter(continued_from=action).exists():
        raise NotAllowed("continued_already")
    kept = {name: getattr(action, name) for name in ("title", "description", "responsible", "responsible_name")}
    new = Action(
        enterprise=action.enterprise,
        unit=action.unit,
        **kept,
        expected_result=action.expected_result,
        due_on=due_on,
        due_reason=due_reason,
        continuity=Continuity.CONTINUED,
        continued_from=action,
    )
    _check(new)
    return save_new(new, kind=events.ACTION_CONTINUED, enterprise=action.enterprise, by=by, at=at)


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(f"not columns of an action that can be written: {sorted(unknown)}")
    return dict(fields)


def _check(action: Action) -> None:
    if action.due_on is not None and not action.due_reason.strip():
        raise NotAllowed("due_without_reason")
    if action.due_on is not None and action.starts_on is not None and action.due_on < action.starts_on:
        raise NotAllowed("due_before_start")


def _must_be_open(action: Action) -> None:
    if action.status in ENDED:
        raise NotAllowed("ended")


def _changed(
    action: Action, values: Mapping[str, Any], kind: str, by: Actor, at: datetime, version: int | None
) -> Action:
    return save_changed(action, values, kind=kind, enterprise=action.enterprise, by=by, at=at, version=version)
