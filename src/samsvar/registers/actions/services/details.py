"""What hangs on an action: effects, collaborators, parts, and what it comes from. All change the action's version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, known_fields, save_values
from samsvar.registers.actions import events
from samsvar.registers.actions.models import (
    Action,
    ActionCollaborator,
    ActionEffect,
    ActionHelpedUnit,
    ActionPart,
    ActionReason,
    ActionStatus,
    ReasonKind,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What an action comes from: a kind of `ReasonKind`, what it is called, and the key of its record if it has one."""

    kind: str
    label: str
    key: str = ""


def reason_of_words(words: str) -> Reason:
    """What somebody wrote that an action comes from: a law's clause is a requirement, a case or a decision of a body
    is a decision, and what is neither is something else."""
    text = words.strip()
    first = text.casefold().split(" ", 1)[0]
    kind = "requirement" if "§" in text else "decision" if first in _OF_BODIES else "other"
    return Reason(kind, text[:300])


_OF_BODIES = frozenset({"sak", "styresak", "vedtak", "case", "decision"})


@dataclass(frozen=True, slots=True)
class Collaborator:
    """Who works on it too: a person with an account, or a name; `outside` for another organisation.

    `speaks_for`: a code of `Representative`, for one who takes part as that.
    """

    name: str = ""
    person: Person | None = None
    outside: bool = False
    speaks_for: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an action as it is planned. Empty responsible and deadline mean the action's own."""

    title: str
    effect: str = ""
    responsible: Person | None = None
    responsible_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What hangs on an action; None leaves a list as it is."""

    reasons: Sequence[Reason] | None = None
    effects: Sequence[str] | None = None
    collaborators: Sequence[Collaborator] | None = None
    parts: Sequence[Part] | None = None
    helped: Sequence[OrgUnit] | None = None


def write_details(action: Action, details: Details, at: datetime) -> list[RowChange]:
    """Make what hangs on the action as asked for; the changes, for the caller's event. Parts are only added here."""
    found: list[RowChange] = []
    if details.effects is not None:
        effects = [text.strip() for text in details.effects if text.strip()]
        if effects != [effect.text for effect in ActionEffect.objects.filter(action=action)]:
            rows = [ActionEffect(action=action, number=number, text=text) for number, text in enumerate(effects, 1)]
            found += _replace(ActionEffect.objects.filter(action=action), rows, at)
    if details.collaborators is not None:
        wanted = sorted(
            ((each.person, each.name.strip(), each.outside, each.speaks_for) for each in details.collaborators),
            key=lambda each: each[2],
        )
        there = ActionCollaborator.objects.filter(action=action)
        if wanted != [(each.person, each.name, each.outside, each.speaks_for) for each in there]:
            made = [
                ActionCollaborator(action=action, person=who, name=name, outside=out, speaks_for=speaks_for)
                for who, name, out, speaks_for in wanted
            ]
            found += _replace(there, made, at)
    if details.helped is not None:
        held = ActionHelpedUnit.objects.filter(action=action)
        if [each.pk for each in details.helped] != [each.unit_id for each in held]:
            found += _replace(held, [ActionHelpedUnit(action=action, unit=unit) for unit in details.helped], at)
    if details.reasons is not None:
        found += _write_reasons(action, details.reasons, at)
    if details.parts is not None:
        first = ActionPart.objects.filter(action=action).count() + 1
        for number, part in enumerate(details.parts, first):
            found.append(_saved(_part(action, number, part), at))
    return found


@transaction.atomic
def add_reason(*, action: Action, reason: Reason, by: Actor, at: datetime) -> None:
    """Note one more thing that the action comes from. Nothing happens where it is noted already."""
    held = list(ActionReason.objects.filter(action=action))
    if any((each.kind, each.of_key or each.label) == (reason.kind, reason.key or reason.label) for each in held):
        return
    rows = [_saved(_reason(action, reason), at)]
    _record(action, events.ACTION_CHANGED, rows, by, at, None)


@transaction.atomic
def add_part(*, action: Action, part: Part, by: Actor, at: datetime, version: int | None = None) -> ActionPart:
    """One more part, last. Raises StaleVersion, NotAllowed: `ended`."""
    _must_be_open(action)
    made = _part(action, ActionPart.objects.filter(action=action).count() + 1, part)
    rows = [_saved(made, at)]
    _record(action, events.ACTION_PARTS_CHANGED, rows, by, at, version)
    return made


@transaction.atomic
def edit_part(*, part: ActionPart, fields: dict[str, Any], by: Actor, at: datetime, version: int | None = None) -> None:
    """Change a part: title, effect, responsible, responsible_name, due_on. `version` is the part's own.

    Raises StaleVersion, NotAllowed: `ended`.
    """
    _must_be_open(part.action)
    known_fields(fields, {"title", "effect", "responsible", "responsible_name", "due_on"})
    if all(getattr(part, name) == value for name, value in fields.items()):
        return
    _record(part.action, events.ACTION_PARTS_CHANGED, [save_values(part, fields, at=at, version=version)], by, at, None)


@transaction.atomic
def set_part_status(*, part: ActionPart, status: str, by: Actor, at: datetime, today: date) -> None:
    """How far a part has come. A part that is done has the day. Raises NotAllowed: `ended`."""
    _must_be_open(part.action)
    if part.status == status:
        return
    values = {"status": ActionStatus(status), "done_on": today if status == ActionStatus.DONE else None}
    _record(part.action, events.ACTION_PARTS_CHANGED, [save_values(part, values, at=at)], by, at, None)


@transaction.atomic
def remove_part(*, part: ActionPart, by: Actor, at: datetime) -> None:
    """Take a part away; those after it move up. Raises NotAllowed: `ended`."""
    action = part.action
    _must_be_open(action)
    rows = [removed(part)]
    part.delete()
    for number, each in enumerate(ActionPart.objects.filter(action=action).order_by("number"), 1):
        if each.number != number:
            rows.append(save_values(each, {"number": number}, at=at))
    _record(action, events.ACTION_PARTS_CHANGED, rows, by, at, None)


def _write_reasons(action: Action, reasons: Iterable[Reason], at: datetime) -> list[RowChange]:
    wanted = [(ReasonKind(each.kind), each.label.strip()[:300], each.key) for each in reasons]
    if wanted == [(each.kind, each.label, each.of_key) for each in ActionReason.objects.filter(action=action)]:
        return []
    rows = [_reason(action, Reason(*each)) for each in dict.fromkeys(wanted)]
    return _replace(ActionReason.objects.filter(action=action), rows, at)


def _reason(action: Action, reason: Reason) -> ActionReason:
    return ActionReason(
        action=action, kind=ReasonKind(reason.kind), label=reason.label.strip()[:300], of_key=reason.key
    )


def _part(action: Action, number: int, part: Part) -> ActionPart:
    return ActionPart(
        action=action,
        number=number,
        title=part.title,
        effect=part.effect,
        responsible=part.responsible,
        responsible_name=part.responsible_name,
        due_on=part.due_on,
    )


def _replace(former: Iterable[Record], rows: Iterable[Record], at: datetime) -> list[RowChange]:
    gone = list(former)
    changes = [removed(each) for each in gone]
    for each in gone:
        each.delete()
    return changes + [_saved(each, at) for each in rows]


def _saved(row: Record, at: datetime) -> RowChange:
    row.created_at = row.updated_at = at
    row.save()
    return changed(row)


def _must_be_open(action: Action) -> None:
    if action.has_ended:
        raise NotAllowed("ended")


def _record(action: Action, kind: str, rows: Sequence[RowChange], by: Actor, at: datetime, version: int | None) -> None:
    """The action with a new version first, then what changed beneath it."""
    first = save_values(action, {}, at=at, version=version)
    record(kind, by=by, at=at, enterprise=enterprise_key(action.enterprise), rows=[first, *rows])
