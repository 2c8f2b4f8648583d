"""Writes of internal controls: set up, changed, carried out, and what was done about a deviation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, save_changed, save_new
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import ControlOutcome, ControlResult, InternalControl


@transaction.atomic
def add_control(*, unit: OrgUnit, fields: Mapping[str, Any], by: Actor, at: datetime) -> InternalControl:
    """Something looked after at a unit: `title`, `description`, `requirement`, `responsible` or `responsible_name`,
    `every_months`, `begins_on`.

    Raises NotAllowed: `above_enterprises`, `no_responsible`, `interval_out_of_range`.
    """
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    _check(fields)
    made = InternalControl(enterprise=unit.enterprise, unit=unit, **fields)
    return save_new(made, kind=events.CONTROL_ADDED, enterprise=unit.enterprise, by=by, at=at)


@transaction.atomic
def edit_control(
    *, control: InternalControl, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> InternalControl:
    """Change it, or say when it ended (`ended_on`). Raises StaleVersion, and NotAllowed as `add_control`."""
    _check(fields)
    chain = control.enterprise
    return save_changed(control, fields, kind=events.CONTROL_CHANGED, enterprise=chain, by=by, at=at, version=version)


@transaction.atomic
def note_result(
    *, control: InternalControl, done_on: date, outcome: str, by: Actor, at: datetime, found: str = ""
) -> ControlResult:
    """The control was carried out. A deviation says what was found. Raises NotAllowed: `in_the_future`,
    `nothing_found`."""
    if done_on > oslo_day(at):
        raise NotAllowed("in_the_future")
    if outcome == ControlOutcome.DEVIATION and not found:
        raise NotAllowed("nothing_found")
    made = ControlResult(control=control, done_on=done_on, outcome=outcome, found=found)
    return save_new(made, kind=events.CONTROL_DONE, enterprise=control.enterprise, by=by, at=at)


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
