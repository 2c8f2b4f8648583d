"""Who holds a permission: whom something is told to where it is nobody's in particular."""

from datetime import date

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission
from samsvar.platform.organisation.models import OrgUnit, Person, held_on


def has_role(person: Person, enterprise: OrgUnit, today: date) -> bool:
    """Whether the person may sign in and holds a role in the enterprise today. One query."""
    held = RoleAssignment.objects.filter(held_on(today), person=person, unit__enterprise=enterprise)
    return person.is_active and held.exists()


def holders_of(permission: Permission, enterprise: OrgUnit, today: date) -> list[Person]:
    """Those who have the permission in the enterprise as a whole today, and may sign in. One query."""
    roles = [role.value for role, rights in ROLES.items() if permission in rights.own]
    held = RoleAssignment.objects.filter(held_on(today), unit=enterprise, role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
