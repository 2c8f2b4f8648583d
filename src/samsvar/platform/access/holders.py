"""Who holds a role or a permission: who may answer for something, and whom one tells of what is nobody's."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission
from samsvar.platform.organisation.models import OrgUnit, Person, held_on


def ids_at_work(enterprise: OrgUnit, today: date) -> "QuerySet[RoleAssignment, int]":
    """The ids of those who may sign in and hold a role in the enterprise today, for use within a query."""
    held = RoleAssignment.objects.filter(held_on(today), unit__enterprise=enterprise, person__is_active=True)
    return held.values_list("person_id", flat=True)


def at_work(people: Iterable[int | None], enterprise: OrgUnit, today: date) -> dict[int, Person]:
    """Those of the people (ids) who may sign in and hold a role in the enterprise today, by their id. One query."""
    held = RoleAssignment.objects.filter(held_on(today), unit__enterprise=enterprise)
    rows = Person.objects.filter(pk__in=[id for id in people if id is not None], is_active=True)
    return rows.filter(pk__in=held.values("person")).in_bulk()


def holders_of(permission: Permission, enterprise: OrgUnit, today: date) -> list[Person]:
    """Those who have the permission in the enterprise as a whole today, and may sign in. One query."""
    roles = [role.value for role, rights in ROLES.items() if permission in rights.own]
    held = RoleAssignment.objects.filter(held_on(today), unit=enterprise, role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))


def nameable(enterprise: OrgUnit | int | None) -> QuerySet[Person]:
    """Those with a role in the enterprise (itself, or its id), by name: who can be said to answer for something."""
    with_role = RoleAssignment.objects.filter(unit__enterprise=enterprise)
    return Person.objects.filter(is_active=True, pk__in=with_role.values("person")).order_by("name")
