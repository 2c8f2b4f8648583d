"""Writes of what owners expect and assign: registered with its receivers; each receiver's assessment and answer.

Invariant: only the giver changes what is asked; only a receiver writes its own assessment, status and answer.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_changed, save_values
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import Assignment, AssignmentReceiver, ReceiverStatus


@transaction.atomic
def register_assignment(
    *, enterprise: OrgUnit, fields: Mapping[str, Any], receivers: Iterable[OrgUnit], by: Actor, at: datetime
) -> Assignment:
    """What is expected or assigned in a year, and to which enterprises: the giver's own or those beneath it.

    `fields`: `document`, `kind`, `code`, `giver`, `year`, `clause`, `text`, `due_on`. Raises NotAllowed:
    `no_receivers`, `outside_the_enterprise`.
    """
    made = Assignment(enterprise=enterprise, created_at=at, updated_at=at, **fields)
    made.save()
    rows: list[RowChange] = [changed(made), *_received(made, list(receivers), at)]
    record(events.ASSIGNED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return made


@transaction.atomic
def edit_assignment(
    *,
    assignment: Assignment,
    fields: Mapping[str, Any],
    receivers: Iterable[OrgUnit],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Assignment:
    """Change what is asked and of whom. A receiver that has written something stays.

    Raises StaleVersion, and NotAllowed as `register_assignment` and `received_already`.
    """
    rows = [save_values(assignment, fields, at=at, version=version)]
    wanted = {each.pk: each for each in receivers}
    held = {each.enterprise_id: each for each in assignment.receivers.all()}
    for pk in held.keys() - wanted.keys():
        if held[pk].assessment or held[pk].answer or held[pk].status != ReceiverStatus.NOT_BEGUN:
            raise NotAllowed("received_already")
        rows.append(removed(held[pk]))
        held[pk].delete()
    new = [each for pk, each in wanted.items() if pk not in held]
    rows += _received(assignment, new, at, some_held=bool(held.keys() & wanted.keys()))
    record(events.ASSIGNMENT_CHANGED, by=by, at=at, enterprise=enterprise_key(assignment.enterprise), rows=rows)
    return assignment


def _received(
    assignment: Assignment, enterprises: list[OrgUnit], at: datetime, *, some_held: bool = False
) -> list[RowChange]:
    giver = assignment.enterprise
    if not enterprises and not some_held:
        raise NotAllowed("no_receivers")
    if any(not each.is_enterprise or not giver.contains(each) for each in enterprises):
        raise NotAllowed("outside_the_enterprise")
    made = [
        AssignmentReceiver(enterprise=each, assignment=assignment, created_at=at, updated_at=at) for each in enterprises
    ]
    rows: list[Record] = list(AssignmentReceiver.objects.bulk_create(made))
    return [changed(each) for each in rows]


@transaction.atomic
def assess_assignment(
    *, receiver: AssignmentReceiver, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> AssignmentReceiver:
    """A receiver's assessment with its case, its status and its answer: `assessment`, `assessed_on`, `body`,
    `case_number`, `status`, `answer`, `answered_on`.

    Raises StaleVersion, and NotAllowed: `no_assessment`, `no_case_day`, `no_answer`, `in_the_future`.
    """
    if fields.get("assessed_on") and not fields.get("assessment"):
        raise NotAllowed("no_assessment")
    if fields.get("assessment") and not fields.get("assessed_on"):
        raise NotAllowed("no_case_day")
    if fields.get("answered_on") and not fields.get("answer"):
        raise NotAllowed("no_answer")
    if any(fields.get(name) and fields[name] > oslo_day(at) for name in ("assessed_on", "answered_on")):
        raise NotAllowed("in_the_future")
    return save_changed(
        receiver, fields, kind=events.ASSESSED, enterprise=receiver.enterprise, by=by, at=at, version=version
    )
