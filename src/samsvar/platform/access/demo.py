"""Whether this is a demo: the setting alone is not enough, the database itself must say that all in it is made up."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from samsvar.platform.access.models import DemoMark
from samsvar.platform.access.permissions import ROLES, Role
from samsvar.platform.organisation.models import Person

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def mark_demo_database(at: datetime) -> None:
    """Say that everything in this database is made up. `samsvar demo` does, in a database it has just made."""
    DemoMark.objects.get_or_create(pk=1, defaults={"made_at": at})


def is_demo_database() -> bool:
    """True where `samsvar demo` filled the database."""
    return DemoMark.objects.exists()


def demo_sign_in_is_open(request: HttpRequest) -> bool:
    """Demo people may be chosen only in a demo, in a demo's database, at a name of this machine itself."""
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return bool(settings.DEMO) and not settings.PRODUCTION and name in LOCAL_NAMES and is_demo_database()


def demo_people(language: str) -> list[dict[str, str]]:
    """The demo's people in the order they were made, with their enterprise and first role in words. Two queries."""
    people = Person.objects.filter(demo_only=True, is_active=True).order_by("pk").select_related("enterprise")
    people = people.prefetch_related("roles")
    found = []
    for person in people:
        held = next(iter(person.roles.all()), None)
        if held is not None:
            rights = ROLES[Role(held.role)]
            found.append(
                {
                    "code": held.role,
                    "key": person.key,
                    "name": person.name,
                    "enterprise": person.enterprise.name(language) if person.enterprise else "",
                    "role": str(rights.name),
                    "does": str(rights.does),
                }
            )
    return found
