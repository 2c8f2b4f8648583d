"""People and the roles they hold."""

from datetime import date
from typing import Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Named, Search, Shown, answers, page
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.administration.selectors import people_seen, roles_seen
from samsvar.platform.organisation.models import Person

router = Router(tags=["people"])
SORTS = {"name": Sort("name"), "email": Sort("email")}


class HeldRole(Shown):
    role: str
    unit: Named
    valid_from: date
    valid_to: date | None


class PersonShown(Shown):
    key: str
    name: str
    title: str | None
    email: str
    active: bool
    roles: list[HeldRole]


class PeopleAsked(Asked):
    sort: Literal["name", "email", "-name", "-email"] = "name"
    q: Search = ""
    active: bool | None = None


def shown(person: Person, roles: list[RoleAssignment]) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "title": person.title or None,
        "email": person.email,
        "active": person.is_active,
        "roles": [
            {
                "role": held.role,
                "unit": {"key": held.unit.key, "name": held.unit.name_nb},
                "valid_from": held.valid_from,
                "valid_to": held.valid_to,
            }
            for held in roles
        ],
    }


@router.get("/people", response=answers(page(PersonShown)), summary=_("List people"))
def list_people(request: CalledRequest, asked: Query[PeopleAsked]) -> dict[str, Any]:
    """People of the enterprises where you have `view_people`, with the roles they hold there."""
    viewer = allowed_somewhere(request, Permission.VIEW_PEOPLE)
    rows = people_seen(viewer)
    if asked.active is not None:
        rows = rows.filter(is_active=asked.active)
    if asked.q:
        rows = rows.filter(name__icontains=asked.q) | rows.filter(email__iexact=asked.q)
    roles: dict[int, list[RoleAssignment]] = {}

    def read_roles(people: list[Person]) -> None:
        roles.update(roles_seen(viewer, people))

    def present(person: Person) -> dict[str, Any]:
        return shown(person, roles.get(person.pk, []))

    return page_of(request, rows, asked, SORTS, present, asked.sort, prepare=read_roles)


@router.get("/people/{key}", response=answers(PersonShown), summary=_("Get a person"))
def get_person(request: CalledRequest, key: str) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    person: Person = one(people_seen(viewer), key)
    return shown(person, roles_seen(viewer, [person]).get(person.pk, []))
