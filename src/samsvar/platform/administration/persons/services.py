"""Forgetting a person: what may go is emptied here and in the trail, what must stay is named with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import models, transaction

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.privacy import Fate
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.services import deactivate_person
from samsvar.platform.administration import events
from samsvar.platform.administration.persons.finding import find_person, held_about, rows_about, rows_to_empty
from samsvar.platform.administration.persons.holdings import holdings
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import Record, Recorded
from samsvar.platform.audit.services import changed, forget_person, forget_row, record
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import revoke_link
from samsvar.platform.organisation.models import OrgUnit, Person, held_on
from samsvar.platform.organisation.services import NotAllowed, enterprise_key

#: Ways in that the sign-in library keeps. All go.
WAYS_IN: tuple[tuple[type[models.Model], str], ...] = (
    (EmailAddress, "user"),
    (Authenticator, "user"),
    (SocialAccount, "user"),
    (UserSession, "user"),
)


@dataclass
class WouldForget:
    """What is emptied and what is kept, in rows by table, why that is kept, and where the same name is written."""

    emptied: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    why_kept: dict[str, object] = field(default_factory=dict)
    same_name: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.emptied or self.kept)


def would_forget(email: str, *, at: datetime) -> WouldForget | None:
    """What `forget` would do; None where nobody is known by the address. Raises NotAllowed as it does."""
    person = _free_to_go(email, at)
    told = WouldForget(same_name=held_about(email).same_name)
    for model, held in holdings().items():
        if not held.of_persons:
            continue
        rows = {row.pk for row in rows_about(model, held, email, person)}
        goes = rows_to_empty(model, held, email, person) if held.fate == Fate.BLANKED else ()
        emptied = {row.pk for row in goes}
        if emptied:
            told.emptied[model._meta.label] = len(emptied)
        if rows - emptied:
            told.kept[model._meta.label] = len(rows - emptied)
            told.why_kept[model._meta.label] = held.why_kept
    return told or None


@transaction.atomic
def forget(*, email: str, by: Actor, at: datetime) -> WouldForget | None:
    """Forget whom the address names, with or without an account; None where nobody is known by it.

    An account's name and address become a pseudonym made of its key, every way in is removed, and the trail loses what
    it says of the person. Raises NotAllowed (`has_roles`) while the person has a role: somebody must take over first.
    """
    person = _free_to_go(email, at)
    done = would_forget(email, at=at)
    if done is None:
        return None
    for model, held in holdings().items():
        if held.of_persons and held.fate == Fate.BLANKED and model is not Person:
            for row in list(rows_to_empty(model, held, email, person)):
                _empty_row(row, held.blanked, by, at)
    if person is not None:
        _forget_account(person, by, at)
    return done


def _free_to_go(email: str, at: datetime) -> Person | None:
    """The account of the address, if it has one. Raises NotAllowed (`has_roles`)."""
    person = find_person(email)
    if person is not None and RoleAssignment.objects.filter(held_on(oslo_day(at)), person=person).exists():
        raise NotAllowed("has_roles")
    return person


def _empty_row(row: models.Model, names: Iterable[str], by: Actor, at: datetime) -> None:
    """Empty the columns here and everything the trail has of the row, and record what is left of it."""
    if isinstance(row, SingleLink):
        revoke_link(link=row, by=by, at=at)
        row.refresh_from_db()
    for name in names:
        setattr(row, name, None if row._meta.get_field(name).null else "")
    if isinstance(row, Record):
        row.version += 1
        row.updated_at = at
    row.save()
    if isinstance(row, Recorded):
        forget_row(row._meta.db_table, str(getattr(row, "key", row.pk)), by=by, at=at)
        record(events.PERSON_FORGOTTEN, by=by, at=at, enterprise=_chain(row), rows=[changed(row)])


def _forget_account(person: Person, by: Actor, at: datetime) -> None:
    deactivate_person(person=person, by=by, at=at)
    for model, column in WAYS_IN:
        model._default_manager.filter(**{column: person}).delete()
    person.email = f"{person.key}@forgotten.invalid"
    person.name = f"Tidligere bruker {person.key[:4]}"
    person.title = ""
    person.last_login = person.last_seen_at = None
    person.save()
    forget_person(person.key, by=by, at=at, as_actor=True)
    home = enterprise_key(person.enterprise) if person.enterprise else None
    record(events.PERSON_FORGOTTEN, by=by, at=at, enterprise=home, rows=[changed(person)])


def _chain(row: models.Model) -> str | None:
    enterprise = getattr(row, "enterprise", None)
    return enterprise_key(enterprise) if isinstance(enterprise, OrgUnit) else None
