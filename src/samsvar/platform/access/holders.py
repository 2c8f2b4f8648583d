"""Who holds a permission: whom something is told to where it is nobody's in particular."""

from collections.abc import Iterable
from datetime import date

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission
from samsvar.platform.organisation.models import OrgUnit, Person, held_on


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
