"""Who holds a role or a permission: who may answer for something, and whom one tells of what is nobody's."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import ROLES, Permission, Role
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


def nearest_holders(permission: Permission, unit: OrgUnit, today: date, but: Person | None = None) -> list[Person]:
    """Those who have the permission on the unit by the roles held nearest to it: at it, else right above, and so on.

    `but` is left out: somebody who may not act here, so that those above are told. One query.
    """
    rows = RoleAssignment.objects.filter(held_on(today), unit__key__in=unit.line_keys, person__is_active=True)
    if but is not None:
        rows = rows.exclude(person=but)
    found: dict[int, Person] = {}
    place = ""
    for each in rows.select_related("unit", "person").order_by("-unit__path", "person"):
        rights = ROLES[Role(each.role)]
        if permission not in (rights.own if each.unit.enterprise_id == unit.enterprise_id else rights.below):
            continue
        if found and each.unit.path != place:
            break
        place, found[each.person_id] = each.unit.path, each.person
    return list(found.values())


def nearest_in(permission: Permission, enterprise: OrgUnit, today: date) -> dict[str, set[int]]:
    """The ids of those whose roles give the permission, by the path of the unit they hold it on. One query.

    Those who answer for a unit are found at the longest of these paths that its own begins with (`nearest_to`).
    """
    roles = [role.value for role, rights in ROLES.items() if permission in rights.own]
    held = RoleAssignment.objects.filter(
        held_on(today), unit__enterprise=enterprise, role__in=roles, person__is_active=True
    )
    found: dict[str, set[int]] = {}
    for path, person in held.values_list("unit__path", "person_id"):
        found.setdefault(path, set()).add(person)
    return found


def nearest_to(path: str, held: Mapping[str, set[int]]) -> set[int]:
    """Of what `nearest_in` found, the ids at the unit of the path or nearest above it."""
    above = [place for place in held if path.startswith(place)]
    return held[max(above, key=len)] if above else set()


def nameable(enterprise: OrgUnit | int | None) -> QuerySet[Person]:
    """Those with a role in the enterprise (itself, or its id), by name: who can be said to answer for something."""
    with_role = RoleAssignment.objects.filter(unit__enterprise=enterprise)
    return Person.objects.filter(is_active=True, pk__in=with_role.values("person")).order_by("name", "pk")
