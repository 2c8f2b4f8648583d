"""People: added without a password, changed, and shut out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation import events
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.organisation.services.writing import enterprise_key, known_fields

_EDITABLE = frozenset({"name", "title", "email", "language"})


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    by: Actor,
    at: datetime,
    enterprise: OrgUnit | None = None,
    language: str = "nb",
    **more: Any,
) -> Person:
    """Add somebody who may sign in; without a password until they set one through their link."""
    person = Person(key=new_key(), email=email.strip().lower(), name=name, language=language, created_at=at, **more)
    person.enterprise = enterprise
    person.set_unusable_password()
    person.save()
    _record(events.PERSON_CREATED, person, None, by, at)
    return person


def take_in_person(
    *, email: str, name: str, by: Actor, at: datetime, enterprise: OrgUnit | None = None, **more: Any
) -> tuple[Person, bool]:
    """The person with the e-mail address, added if there is none. Returns the person and whether they are new."""
    known = Person.objects.filter(email=email.strip().lower()).first()
    if known:
        return known, False
    return create_person(email=email, name=name, by=by, at=at, enterprise=enterprise, **more), True


@transaction.atomic
def edit_person(*, person: Person, fields: Mapping[str, Any], by: Actor, at: datetime) -> Person:
    """Change name, title, e-mail address or language."""
    known_fields(fields, _EDITABLE)
    was = snapshot(person)
    for column, value in fields.items():
        setattr(person, column, value)
    person.email = person.email.strip().lower()
    person.save()
    _record(events.PERSON_CHANGED, person, was, by, at)
    return person


@transaction.atomic
def set_active(*, person: Person, active: bool, by: Actor, at: datetime) -> Person:
    """Shut somebody out, or let them in again.

    Whoever is shut out loses the password: every session is bound to it and ends for good.
    """
    was = snapshot(person)
    person.is_active = active
    if not active:
        person.set_unusable_password()
    person.save()
    _record(events.PERSON_ACTIVATED if active else events.PERSON_DEACTIVATED, person, was, by, at)
    return person


def _record(kind: str, person: Person, was: dict[str, Any] | None, by: Actor, at: datetime) -> None:
    home = enterprise_key(person.enterprise) if person.enterprise else None
    record(kind, by=by, at=at, enterprise=home, rows=[changed(person, was=was)])
