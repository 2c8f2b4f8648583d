"""Who is looking: a person, a token or the command line, with the rights they have today."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.http import HttpRequest

from samsvar.core.documents.model import Language
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission, Role, only_reads
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.audit.actor import Actor
from samsvar.platform.organisation.models import OrgUnit, Person, keys_in
from samsvar.platform.ui.language import as_language


@dataclass(frozen=True)
class Grant:
    """One role on one subtree. `enterprise_id` is the enterprise of the role's unit (none above the regions).

    `unit` is the role's unit as it was read with the role; it is not there for a grant made without one.
    """

    role: Role
    unit_id: int
    enterprise_id: int | None
    path: str
    path_end: str
    whole_enterprise: bool
    own: frozenset[Permission]
    below: frozenset[Permission]
    unit: OrgUnit | None = field(default=None, compare=False, repr=False)

    @property
    def line_keys(self) -> list[str]:
        """Keys of the role's unit and those above it, outermost first."""
        return keys_in(self.path)


@dataclass(frozen=True)
class Viewer:
    """The one who looks. `everything` is the command line of the installation's operator."""

    actor: Actor
    on: date
    person: Person | None = None
    grants: tuple[Grant, ...] = ()
    everything: bool = False
    language: Language = "nb"

    @cached_property
    def sight(self) -> tuple[Any, ...]:
        """All that decides which rows the viewer sees: two with the same see the same rows of the same records."""
        return self.everything, tuple(
            (grant.enterprise_id, grant.path, grant.path_end, grant.whole_enterprise, grant.own, grant.below)
            for grant in self.grants
        )

    def may(self, permission: Permission, unit: OrgUnit) -> bool:
        """True where the permission holds on the unit (a row's unit, or the enterprise)."""
        return self.everything or any(_holds(grant, permission, unit) for grant in self.grants)

    def may_anywhere(self, permission: Permission) -> bool:
        """True where the permission holds on some unit: decides what the menu shows."""
        return self.everything or any(permission in grant.own or permission in grant.below for grant in self.grants)

    @property
    def only_reads(self) -> bool:
        """True for somebody with roles that change nothing (an auditor)."""
        return bool(self.grants) and all(only_reads(grant.role) for grant in self.grants)

    @property
    def needs_two_factors(self) -> bool:
        """True for everybody with more than reading rights."""
        return any(not only_reads(grant.role) for grant in self.grants)

    def narrowed(self, permissions: frozenset[Permission], enterprise_id: int) -> "Viewer":
        """The same person with these permissions only, in one enterprise only."""
        grants = tuple(
            replace(grant, own=grant.own & permissions, below=frozenset())
            for grant in self.grants
            if grant.enterprise_id == enterprise_id
        )
        return replace(self, grants=grants)


class MetRequest(HttpRequest):
    """A request that `ViewerMiddleware` has met. `viewer` is None for those not signed in."""

    viewer: Viewer | None


class ViewerRequest(MetRequest):
    """A request of somebody signed in: what a view under `guards.signed_in` is given."""

    viewer: Viewer
    user: Person


def _holds(grant: Grant, permission: Permission, unit: OrgUnit) -> bool:
    if not grant.path <= unit.path < grant.path_end:
        return False
    same = unit.enterprise_id == grant.enterprise_id
    return permission in (grant.own if same else grant.below)


#: On a person who was read together with the roles: the day they hold on, and the roles.
_HELD = "_held_on_a_day"


def held_with_person(person_id: int, *, on: date) -> Person | None:
    """The person, read with the roles that hold on the day, which `viewer_of` then need not ask for. One query.

    None where nobody has the id, or no role holds.
    """
    held: list[RoleAssignment] = ask("roles", _held, person=person_id, on=on)
    if not held:
        return None
    person = held[0].person
    setattr(person, _HELD, (on, held))
    return person


def viewer_of(person: Person, *, on: date, via: str = "web") -> Viewer:
    """The person with the roles that hold on the day. One query, or none. A deactivated person has none."""
    held: Iterable[RoleAssignment] = ()
    if person.is_active:
        day, known = getattr(person, _HELD, (None, ()))
        held = known if day == on else ask("roles", _held, person=person.pk, on=on)
    return Viewer(
        actor=Actor(person_key=person.key, name=person.name, via=via),
        on=on,
        person=person,
        grants=tuple(grant_of(Role(row.role), row.unit) for row in held),
        language=as_language(person.language),
    )


def _held() -> QuerySet[RoleAssignment]:
    """The roles of a person on a day, both given when it is asked."""
    on, person = Given("on", DateField()), Given("person", BigIntegerField())
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    held = RoleAssignment.objects.filter(lasts, valid_from__lte=on, person=person)
    return held.select_related("person", "unit").order_by("id")


def grant_of(role: Role, unit: OrgUnit) -> Grant:
    """The grant a role gives on a unit."""
    rights = ROLES[role]
    return Grant(
        role=role,
        unit_id=unit.pk,
        enterprise_id=unit.enterprise_id,
        path=unit.path,
        path_end=unit.path_end,
        whole_enterprise=unit.enterprise_id == unit.pk,
        own=rights.own,
        below=rights.below,
        unit=unit,
    )


def operator(*, on: date, language: Language = "nb") -> Viewer:
    """The operator at the command line, who sees the whole installation."""
    return Viewer(actor=Actor(person_key="", name="samsvar", via="cli"), on=on, everything=True, language=language)
