"""Writes to requirements: taken out of a document, answered by something, delegated to somebody.

Invariants: only the level that set a document takes requirements out of it; any level ties what is its own. After each
tie the enterprise's coverage of the requirement is worked out anew.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record, removed
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_new,
    take_version,
)
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import (
    BackingKind,
    GoverningDocument,
    Requirement,
    RequirementBacking,
    RequirementDelegation,
)
from samsvar.subjects.governance.services.coverage import work_out_coverage

_TARGETS = {
    BackingKind.ACTIVITY: ("activity",),
    BackingKind.ACTION: ("action",),
    BackingKind.INDICATOR: ("indicator", "goal"),
    BackingKind.EVIDENCE: ("document", "contract", "label", "link"),
}
_EVERY = tuple(name for names in _TARGETS.values() for name in names)


@transaction.atomic
def add_requirement(*, document: GoverningDocument, fields: Mapping[str, Any], by: Actor, at: datetime) -> Requirement:
    """Take a requirement out of a clause. Raises NotAllowed: `asked_of_nobody`, `answered_by_nothing`."""
    made = Requirement(document=document, **fields)
    _check(made)
    save_new(made, kind=events.REQUIREMENT_ADDED, enterprise=document.enterprise, by=by, at=at)
    work_out_coverage(enterprise=document.enterprise, at=at, requirements=[made])
    return made


@transaction.atomic
def edit_requirement(
    *, requirement: Requirement, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Requirement:
    """Change what is asked. Raises StaleVersion, and NotAllowed as `add_requirement`."""
    chain = requirement.document.enterprise
    for name in ("asks_of", "answered_by"):
        if not fields.get(name, "kept"):
            raise NotAllowed("asked_of_nobody" if name == "asks_of" else "answered_by_nothing")
    row = save_changed(
        requirement, fields, kind=events.REQUIREMENT_CHANGED, enterprise=chain, by=by, at=at, version=version
    )
    work_out_coverage(enterprise=chain, at=at, requirements=[row])
    return row


@transaction.atomic
def back_requirement(
    *, requirement: Requirement, unit: OrgUnit, kind: str, fields: Mapping[str, Any], by: Actor, at: datetime
) -> RequirementBacking:
    """Tie what answers a requirement at a unit: an activity, an action, a goal or indicator, or evidence.

    `fields`: the target of its kind (`activity`, `action`, `indicator` or `goal`; of evidence `document`, `contract`,
    `label` or `link`), and `made_on`, `valid_to`, `for_subtree`, `note`. Raises NotAllowed: `above_enterprises`,
    `no_target`, `not_answered_so`, `tied_already`.
    """
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    if f";{kind};" not in requirement.answered_by:
        raise NotAllowed("not_answered_so")
    targets = _TARGETS[BackingKind(kind)]
    values = {name: value for name, value in fields.items() if name not in _EVERY or name in targets}
    given = {name: values[name] for name in targets if values.get(name)}
    if not given:
        raise NotAllowed("no_target")
    same = RequirementBacking.objects.filter(requirement=requirement, unit=unit, kind=kind, **given)
    if same.exists():
        raise NotAllowed("tied_already")
    made = RequirementBacking(requirement=requirement, enterprise=unit.enterprise, unit=unit, kind=kind, **values)
    save_new(made, kind=events.BACKED, enterprise=unit.enterprise, by=by, at=at)
    work_out_coverage(enterprise=unit.enterprise, at=at, requirements=[requirement])
    return made


@transaction.atomic
def unback_requirement(*, backing: RequirementBacking, by: Actor, at: datetime, version: int | None = None) -> None:
    """Take away what was tied. Raises StaleVersion."""
    take_version(backing, version, at)
    change, enterprise, requirement = removed(backing), backing.enterprise, backing.requirement
    backing.delete()
    work_out_coverage(enterprise=enterprise, at=at, requirements=[requirement])
    record(events.UNBACKED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[change])


@transaction.atomic
def delegate_requirement(
    *,
    requirement: Requirement,
    unit: OrgUnit,
    person: Person,
    from_on: date,
    by: Actor,
    at: datetime,
    to_on: date | None = None,
) -> RequirementDelegation:
    """Let somebody other than the unit's leader answer for a requirement there.

    Raises NotAllowed: `above_enterprises`, `ends_before_it_begins`.
    """
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    if to_on is not None and to_on < from_on:
        raise NotAllowed("ends_before_it_begins")
    made = RequirementDelegation(
        enterprise=unit.enterprise, unit=unit, requirement=requirement, person=person, from_on=from_on, to_on=to_on
    )
    return save_new(made, kind=events.DELEGATED, enterprise=unit.enterprise, by=by, at=at)


def _check(requirement: Requirement) -> None:
    if not requirement.asks_of:
        raise NotAllowed("asked_of_nobody")
    if not requirement.answered_by:
        raise NotAllowed("answered_by_nothing")
