"""Giving and ending roles, tokens for programs, and shutting somebody out."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access import events
from samsvar.platform.access.models import ApiToken, RoleAssignment
from samsvar.platform.access.permissions import Permission, Role
from samsvar.platform.access.viewer import Viewer, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services import NotAllowed, enterprise_key, set_active

TOKEN_PREFIX = "smv_"
LONGEST_TOKEN_LIFE = timedelta(days=366)
_SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def give_role(
    *,
    person: Person,
    unit: OrgUnit,
    role: Role,
    valid_from: date,
    giver: Viewer,
    at: datetime,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Give a role on a unit and all beneath it, first and last day included.

    Only who keeps people on that unit may, and never to themselves: else somebody could give more than they have.
    Raises NotAllowed (`not_yours_to_give`, `own_role`, `person_inactive`, `ends_before_start`, `role_held`).
    """
    if not giver.may(Permission.MANAGE_PEOPLE, unit):
        raise NotAllowed("not_yours_to_give")
    if giver.person is not None and giver.person.pk == person.pk:
        raise NotAllowed("own_role")
    if not person.is_active:
        raise NotAllowed("person_inactive")
    if valid_to and valid_to < valid_from:
        raise NotAllowed("ends_before_start")
    if _held_meanwhile(person, unit, role, valid_from, valid_to):
        raise NotAllowed("role_held")
    row = RoleAssignment(person=person, unit=unit, role=role.value, valid_from=valid_from, valid_to=valid_to)
    row.created_at = row.updated_at = at
    row.save()
    record(events.ROLE_GIVEN, by=giver.actor, at=at, enterprise=enterprise_key(unit), rows=[changed(row)])
    return row


@transaction.atomic
def end_role(*, held: RoleAssignment, last_day: date, giver: Viewer, at: datetime) -> RoleAssignment:
    """Give a role its last day; the day before today ends it at once.

    Nobody ends their own, so that the last who keeps people cannot shut everybody out. Raises NotAllowed
    (`not_yours_to_give`, `own_role_ends`).
    """
    if not giver.may(Permission.MANAGE_PEOPLE, held.unit):
        raise NotAllowed("not_yours_to_give")
    if giver.person is not None and giver.person.pk == held.person_id:
        raise NotAllowed("own_role_ends")
    was = snapshot(held)
    held.valid_to = last_day
    held.valid_from = min(held.valid_from, last_day)
    held.version += 1
    held.updated_at = at
    held.save()
    chain = enterprise_key(held.unit)
    record(events.ROLE_ENDED, by=giver.actor, at=at, enterprise=chain, rows=[changed(held, was=was)])
    return held


@transaction.atomic
def deactivate_person(*, person: Person, by: Actor, at: datetime) -> Person:
    """Shut somebody out at once: sessions end with the password, tokens are revoked, roles stop counting."""
    for token in ApiToken.objects.filter(owner=person, revoked_at__isnull=True).select_related("enterprise"):
        revoke_token(token=token, by=by, at=at)
    return set_active(person=person, active=False, by=by, at=at)


@transaction.atomic
def create_token(
    *, enterprise: OrgUnit, name: str, owner: Viewer, permissions: Iterable[Permission], ends_on: date, at: datetime
) -> tuple[ApiToken, str]:
    """Make a program's key to one enterprise. Returns the row and the token, which is shown once and not kept.

    Raises NotAllowed (`not_yours_to_give`: a permission the owner lacks there; `no_permissions`, `ends_too_late`:
    more than 366 days; `ended_already`).
    """
    wanted = sorted(set(permissions))
    today = oslo_day(at)
    if owner.person is None or not all(owner.may(permission, enterprise) for permission in wanted):
        raise NotAllowed("not_yours_to_give")
    if not wanted:
        raise NotAllowed("no_permissions")
    if ends_on < today:
        raise NotAllowed("ended_already")
    if ends_on > today + LONGEST_TOKEN_LIFE:
        raise NotAllowed("ends_too_late")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(enterprise=enterprise, name=name, owner=owner.person, ends_on=ends_on, digest=digest_of(secret))
    row.permissions = [permission.value for permission in wanted]
    row.created_at = row.updated_at = at
    row.save()
    record(events.TOKEN_CREATED, by=owner.actor, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row)])
    return row, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """End a token at once. One that is revoked already stays as it is."""
    if token.revoked_at:
        return token
    was = snapshot(token)
    token.revoked_at = token.updated_at = at
    token.version += 1
    token.save()
    chain = enterprise_key(token.enterprise)
    record(events.TOKEN_REVOKED, by=by, at=at, enterprise=chain, rows=[changed(token, was=was)])
    return token


def viewer_of_token(secret: str, *, at: datetime) -> Viewer | None:
    """The viewer a token stands for: its owner's roles today, narrowed to one enterprise and the chosen permissions.

    None for a token that is unknown, revoked, past its last day, or whose owner is shut out: all look alike.
    """
    if not secret.startswith(TOKEN_PREFIX):
        return None
    rows = ApiToken.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
    token = rows.select_related("owner", "enterprise").first()
    today = oslo_day(at)
    if token is None or token.ends_on < today or not token.owner.is_active:
        return None
    if token.last_used_at is None or at - token.last_used_at > _SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    chosen = frozenset(Permission(name) for name in token.permissions if name in set(Permission))
    return viewer_of(token.owner, on=today, via="api").narrowed(chosen, token.enterprise_id)


def digest_of(secret: str) -> str:
    """What is kept of a token."""
    return sha256(secret.encode()).hexdigest()


def _held_meanwhile(person: Person, unit: OrgUnit, role: Role, first: date, last: date | None) -> bool:
    rows = RoleAssignment.objects.filter(person=person, unit=unit, role=role.value)
    return any((row.valid_to or date.max) >= first and row.valid_from <= (last or date.max) for row in rows)
