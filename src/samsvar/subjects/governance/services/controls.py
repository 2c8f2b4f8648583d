"""Writes of internal controls: set up, changed, carried out and judged, and what was done about a deviation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.controls import next_due
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_new,
    save_values,
)
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.services import Reason, create_action
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import ControlOutcome, ControlResult, InternalControl, Judgement


@transaction.atomic
def add_control(*, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime) -> InternalControl:
    """Something looked after at a unit: `title`, `description`, `requirement`, `responsible` or `responsible_name`,
    `every_months`, `begins_on`, `monitoring`.

    Raises NotAllowed: `above_enterprises`, `no_responsible`, `interval_out_of_range`.
    """
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    _check(fields)
    made = InternalControl(enterprise=unit.enterprise, unit=unit, **fields)
    made.due_on = made.begins_on
    return save_new(made, kind=events.CONTROL_ADDED, enterprise=unit.enterprise, by=by, at=at)


@transaction.atomic
def edit_control(
    *, control: InternalControl, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> InternalControl:
    """Change it, or say when it ended (`ended_on`). Raises StaleVersion, and NotAllowed as `add_control`."""
    _check(fields)
    chain = control.enterprise
    done = control.results.values_list("done_on", flat=True)
    begins_on = fields.get("begins_on", control.begins_on)
    due_on = next_due(begins_on, fields.get("every_months", control.every_months), done)
    return save_changed(
        control,
        {**fields, "due_on": due_on},
        kind=events.CONTROL_CHANGED,
        enterprise=chain,
        by=by,
        at=at,
        version=version,
    )


@transaction.atomic
def note_result(
    *,
    control: InternalControl,
    done_on: date,
    outcome: str,
    by: Actor,
    at: datetime,
    found: str = "",
    judged: Mapping[str, Any] | None = None,
) -> ControlResult:
    """The control was carried out, and is due again from that day. A deviation says what was found.

    A monitoring is `judged`: `judgement`, `judged_with`, `judgement_reason`, `good_practice`, and, where an action is
    needed, `action_title` and `action_due_on`: it is opened with it, for whoever answers for the control.

    Raises NotAllowed: `in_the_future`, `nothing_found`, `no_judgement`, `no_guidance`, `no_action_title`.
    """
    if done_on > oslo_day(at):
        raise NotAllowed("in_the_future")
    if outcome == ControlOutcome.DEVIATION and not found:
        raise NotAllowed("nothing_found")
    held = InternalControl.objects.select_for_update().get(pk=control.pk)
    said = {name: value for name, value in (judged or {}).items() if name in _JUDGED} if held.monitoring else {}
    if held.monitoring and not said.get("judgement"):
        raise NotAllowed("no_judgement")
    if said.get("judgement") == Judgement.GUIDANCE and not said.get("judgement_reason"):
        raise NotAllowed("no_guidance")
    action = _needed(control, judged or {}, by, at) if said.get("judgement") == Judgement.ACTION else None
    made = ControlResult(control=held, done_on=done_on, outcome=outcome, found=found, action=action, **said)
    made.created_at = made.updated_at = at
    made.save()
    due_on = next_due(held.begins_on, held.every_months, held.results.values_list("done_on", flat=True))
    rows = [changed(made), save_values(held, {"due_on": due_on}, at=at)]
    record(events.CONTROL_DONE, by=by, at=at, enterprise=enterprise_key(control.enterprise), rows=rows)
    return made


_JUDGED = ("judgement", "judged_with", "judgement_reason", "good_practice")


def _needed(control: InternalControl, judged: Mapping[str, Any], by: Actor, at: datetime) -> Action:
    """The action that a judgement asks for."""
    if not judged.get("action_title"):
        raise NotAllowed("no_action_title")
    fields = {
        "title": judged["action_title"],
        "description": judged.get("judgement_reason", ""),
        "responsible": control.responsible,
        "responsible_name": control.responsible_name,
        "due_on": judged.get("action_due_on"),
        "due_reason": control.title[:250] if judged.get("action_due_on") else "",
    }
    came_from = [Reason("other", control.title, control.key)]
    return create_action(
        enterprise=control.enterprise, unit=control.unit, fields=fields, reasons=came_from, by=by, at=at
    )


@transaction.atomic
def correct_deviation(
    *, control: InternalControl, corrected: str, corrected_on: date, by: Actor, at: datetime
) -> list[ControlResult]:
    """What was done about what stands open. Raises NotAllowed: `no_correction`, `no_deviation`, `in_the_future`."""
    if not corrected:
        raise NotAllowed("no_correction")
    if corrected_on > oslo_day(at):
        raise NotAllowed("in_the_future")
    rows = list(control.results.filter(outcome=ControlOutcome.DEVIATION, corrected_on=None))
    if not rows:
        raise NotAllowed("no_deviation")
    values = {"corrected": corrected, "corrected_on": corrected_on}
    chain = control.enterprise
    return [save_changed(row, values, kind=events.CONTROL_CORRECTED, enterprise=chain, by=by, at=at) for row in rows]


def _check(fields: Mapping[str, Any]) -> None:
    if fields.get("responsible") is None and not fields.get("responsible_name"):
        raise NotAllowed("no_responsible")
    if not 1 <= (fields.get("every_months") or 0) <= 120:
        raise NotAllowed("interval_out_of_range")
