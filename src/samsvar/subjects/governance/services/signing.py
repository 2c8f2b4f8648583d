"""Writes of rounds: opened and ended, who is asked, signatures, and who was at a meeting.

Invariants: a version has one round; a round for a later version ends those before it. Whoever signs in signs for
themselves; a signature is noted only for somebody who cannot, and says by whom.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from samsvar.core.rules.acknowledgements import State
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Role
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.models import BodyKind, BodyMember, OrgUnit, Person, held_on
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    save_changed,
    save_new,
    save_values,
)
from samsvar.subjects.governance import events
from samsvar.subjects.governance.models import (
    AcknowledgementRound,
    Attendance,
    DocumentStanding,
    DocumentVersion,
    Signature,
    Signer,
    SignerGroup,
)
from samsvar.subjects.governance.selectors.signing import Asked, asked_of_person

_LEADERS = (Role.LEADER.value, Role.MANAGING_DIRECTOR.value)


@transaction.atomic
def open_round(
    *, document_version: DocumentVersion, fields: Mapping[str, Any], by: Actor, at: datetime
) -> AcknowledgementRound:
    """Ask groups to read and confirm a version, or tell them of it: `kind`, `groups`, `days_at_start`,
    `days_at_new_version`, `message`. Whoever has a role or a seat is gathered at the document's enterprise.

    Raises NotAllowed: `not_in_force`, `not_begun_yet`, `opened_already`, `no_groups`.
    """
    document, today = document_version.document, oslo_day(at)
    if document.standing != DocumentStanding.IN_FORCE:
        raise NotAllowed("not_in_force")
    if document_version.in_force_from and document_version.in_force_from > today:
        raise NotAllowed("not_begun_yet")
    if not fields.get("groups"):
        raise NotAllowed("no_groups")
    if AcknowledgementRound.objects.filter(document_version=document_version).exists():
        raise NotAllowed("opened_already")
    earlier = AcknowledgementRound.objects.filter(document_version__document=document, ended_on=None)
    rows = [save_values(each, {"ended_on": today}, at=at) for each in earlier]
    made = AcknowledgementRound(
        document_version=document_version, opened_on=today, created_at=at, updated_at=at, **fields
    )
    made.save()
    rows.append(changed(made))
    record(events.ROUND_OPENED, by=by, at=at, enterprise=enterprise_key(document.enterprise), rows=rows)
    gather_signers(enterprise=document.enterprise, by=by, at=at)
    return made


@transaction.atomic
def end_round(*, one: AcknowledgementRound, by: Actor, at: datetime) -> AcknowledgementRound:
    """Ask nobody any more. What was signed stays."""
    chain = one.document_version.document.enterprise
    return save_changed(one, {"ended_on": oslo_day(at)}, kind=events.ROUND_ENDED, enterprise=chain, by=by, at=at)


@transaction.atomic
def gather_signers(*, enterprise: OrgUnit, by: Actor, at: datetime) -> int:
    """Find employees and leaders by their roles and board members by their seats; how many came, moved or left.

    A role's first day stands for the day somebody began: that is the nearest that is known here.
    """
    today = oslo_day(at)
    wanted = _found_at(enterprise, today)
    held = {_who(each): each for each in Signer.objects.filter(enterprise=enterprise, gathered=True, left_on=None)}
    new = [each for who, each in wanted.items() if who not in held]
    for each in new:
        each.created_at = each.updated_at = at
    rows = [changed(each) for each in Signer.objects.bulk_create(new)]
    for who, signer in held.items():
        found = wanted.get(who)
        if found is None:
            rows.append(save_values(signer, {"left_on": today - timedelta(days=1)}, at=at))
        elif (found.unit_id, found.name) != (signer.unit_id, signer.name):
            rows.append(save_values(signer, {"unit": found.unit, "name": found.name}, at=at))
    if rows:
        record(events.SIGNERS_GATHERED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return len(rows)


Who = tuple[int | None, str, str]


def _who(signer: Signer) -> Who:
    return signer.person_id, "" if signer.person_id else signer.name, signer.group


def _found_at(enterprise: OrgUnit, today: date) -> dict[Who, Signer]:
    """Who has a role or a seat on the board today. Two queries."""
    found: dict[Who, Signer] = {}

    def take(group: SignerGroup, unit: OrgUnit, person: Person | None, name: str, began_on: date | None) -> None:
        signer = Signer(
            enterprise=enterprise, unit=unit, group=group, person=person, name=name, began_on=began_on, gathered=True
        )
        found.setdefault(_who(signer), signer)

    roles = RoleAssignment.objects.filter(
        held_on(today), unit__enterprise=enterprise, person__enterprise=enterprise, person__is_active=True
    )
    for each in roles.select_related("person", "unit").order_by("valid_from", "pk"):
        if each.role == Role.BOARD_MEMBER:
            continue
        take(SignerGroup.EMPLOYEES, each.unit, each.person, each.person.name, each.valid_from)
        if each.role in _LEADERS:
            take(SignerGroup.LEADERS, each.unit, each.person, each.person.name, each.valid_from)
    seats = BodyMember.objects.filter(held_on(today), body__enterprise=enterprise, body__kind=BodyKind.BOARD)
    for seat in seats.select_related("person").order_by("valid_from", "pk"):
        take(SignerGroup.BOARD_MEMBERS, enterprise, seat.person, seat.name, seat.valid_from)
    return found


@transaction.atomic
def add_signers(
    *,
    unit: OrgUnit,
    group: str,
    names: Iterable[str],
    by: Actor,
    at: datetime,
    began_on: date | None = None,
    left_on: date | None = None,
) -> list[Signer]:
    """Write in those who do not sign in here, by name: hired-in staff, representatives, partners.

    Whoever stands there already is left alone. Raises NotAllowed: `above_enterprises`, `ends_before_it_begins`,
    `no_names`.
    """
    if unit.enterprise is None:
        raise NotAllowed("above_enterprises")
    if began_on and left_on and left_on < began_on:
        raise NotAllowed("ends_before_it_begins")
    wanted = list(dict.fromkeys(name for name in names if name))
    if not wanted:
        raise NotAllowed("no_names")
    mine = Signer.objects.filter(enterprise=unit.enterprise, unit=unit, group=group, person=None, left_on=None)
    held = set(mine.values_list("name", flat=True))
    made = [
        Signer(
            enterprise=unit.enterprise, unit=unit, group=group, name=name, began_on=began_on, left_on=left_on,
            created_at=at, updated_at=at,
        )
        for name in wanted
        if name not in held
    ]  # fmt: skip
    rows = Signer.objects.bulk_create(made)
    if rows:
        record(events.SIGNER_ADDED, by=by, at=at, enterprise=enterprise_key(unit), rows=map(changed, rows))
    return rows


@transaction.atomic
def end_signer(*, signer: Signer, left_on: date, by: Actor, at: datetime) -> Signer:
    """They are there no more after the day. Raises NotAllowed: `found_by_role`, `ends_before_it_begins`."""
    if signer.gathered:
        raise NotAllowed("found_by_role")
    if signer.began_on and left_on < signer.began_on:
        raise NotAllowed("ends_before_it_begins")
    values = {"left_on": left_on}
    return save_changed(signer, values, kind=events.SIGNER_ENDED, enterprise=signer.enterprise, by=by, at=at)


@transaction.atomic
def sign_document(*, person: Person, key: str, by: Actor, at: datetime) -> int:
    """The person has read the version they are asked of and accepts it, in every group they are asked in.

    How many signatures are new. Raises NotAllowed: `not_a_signer`.
    """
    today = oslo_day(at)
    asked = next(iter(asked_of_person(person, today, key)), None)
    if asked is None:
        raise NotAllowed("not_a_signer")
    owed = [int(each.signer.id) for each in asked.duties if each.state is not State.SIGNED]
    signers = Signer.objects.filter(pk__in=owed).select_related("enterprise")
    for signer in signers:
        made = Signature(signer=signer, document_version=asked.round.document_version, signed_on=today)
        save_new(made, kind=events.SIGNED, enterprise=signer.enterprise, by=by, at=at)
    return len(owed)


@transaction.atomic
def note_signatures(
    *, asked: Asked, signers: Iterable[Signer], signed_on: date, noted_by: Person | None, by: Actor, at: datetime
) -> int:
    """Note that some have confirmed on paper or otherwise; how many are new.

    Raises NotAllowed: `in_the_future`, `not_a_signer`, `signs_here`.
    """
    version, chosen = asked.round.document_version, _chosen(asked, signers, signed_on, at)
    if any(each.person_id for each in chosen):
        raise NotAllowed("signs_here")
    held = set(
        Signature.objects.filter(document_version=version, signer__in=chosen).values_list("signer_id", flat=True)
    )
    made = [
        Signature(signer=each, document_version=version, signed_on=signed_on, noted_by=noted_by)
        for each in chosen
        if each.pk not in held
    ]
    return _kept(Signature, made, events.SIGNED, by, at)


@transaction.atomic
def note_attendance(
    *, asked: Asked, signers: Iterable[Signer], held_on: date, occasion: str, by: Actor, at: datetime
) -> int:
    """Note who was at a meeting where the version was gone through; how many are new.

    Raises NotAllowed: `in_the_future`, `not_a_signer`.
    """
    version, chosen = asked.round.document_version, _chosen(asked, signers, held_on, at)
    mine = Attendance.objects.filter(document_version=version, signer__in=chosen, held_on=held_on)
    held = set(mine.values_list("signer_id", flat=True))
    made = [
        Attendance(signer=each, document_version=version, held_on=held_on, occasion=occasion)
        for each in chosen
        if each.pk not in held
    ]
    return _kept(Attendance, made, events.ATTENDED, by, at)


def _chosen(asked: Asked, signers: Iterable[Signer], on: date, at: datetime) -> list[Signer]:
    """Those chosen, each asked by the round on a day that has come."""
    chosen = list(signers)
    if on > oslo_day(at):
        raise NotAllowed("in_the_future")
    in_round = {each.signer.id for each in asked.duties}
    if not chosen or any(str(each.pk) not in in_round for each in chosen):
        raise NotAllowed("not_a_signer")
    return chosen


def _kept(model: Any, made: list[Any], kind: str, by: Actor, at: datetime) -> int:
    """New rows of one enterprise's signers, recorded together."""
    for each in made:
        each.created_at = each.updated_at = at
    rows: list[Record] = model.objects.bulk_create(made)
    if rows:
        chain = enterprise_key(made[0].signer.enterprise)
        record(kind, by=by, at=at, enterprise=chain, rows=map(changed, rows))
    return len(rows)
