"""Finds what is held about a person, whom an e-mail address names: an account, or somebody without one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from samsvar.core.rules.privacy import Holding
from samsvar.platform.administration.persons.holdings import holdings
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.rows import snapshot
from samsvar.platform.organisation.models import Person

MASKED = "*"


@dataclass(frozen=True)
class HeldRow:
    """One row about the person. Columns about others, and free text that may name them, are masked."""

    table: str
    key: str
    columns: dict[str, Any]


@dataclass
class HeldAbout:
    """All that is held. `same_name` counts rows by table where only a written name is alike: it may be another's."""

    person: Person | None
    rows: list[HeldRow] = field(default_factory=list)
    same_name: dict[str, int] = field(default_factory=dict)
    acts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nobody of that address is known."""
        return self.person is None and not self.rows


def find_person(email: str) -> Person | None:
    """The account of the address, in whatever case it is written."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def held_about(email: str) -> HeldAbout:
    """What is held about the person of the address: rows of every table, and what they did by the trail."""
    person = find_person(email)
    found = HeldAbout(person)
    for model, held in holdings().items():
        if not held.of_persons:
            continue
        for row in rows_about(model, held, email, person):
            found.rows.append(HeldRow(model._meta.label, _key_of(row), _shown(row, held, email, person)))
        same = _same_name(model, held, email, person)
        if same:
            found.same_name[model._meta.label] = same
    if person is not None:
        acts = Event.objects.filter(actor_key=person.key).order_by("at", "pk")
        told = acts.values_list("at", "kind", "object_table", "object_key").iterator()
        found.acts = [
            {"at": at.isoformat(), "kind": kind, "object": key, "table": table} for at, kind, table, key in told
        ]
    return found


def rows_about(model: type[models.Model], held: Holding, email: str, person: Person | None) -> Iterator[models.Model]:
    """The rows of a table that are the person's: by account, or by address."""
    return model._default_manager.filter(_theirs(model, held, email, person)).order_by("pk").iterator()


def rows_to_empty(
    model: type[models.Model], held: Holding, email: str, person: Person | None
) -> Iterator[models.Model]:
    """Those of them whose written names and addresses are the person's, and not another's whom they only handled."""
    return rows_about(model, held, email, None if held.of_others else person)


def _theirs(model: type[models.Model], held: Holding, email: str, person: Person | None) -> Q:
    mine = Q(pk__in=[])
    for column in held.address:
        mine |= Q(**{f"{column}__iexact": email.strip()})
    if person is not None:
        if model is Person:
            return Q(pk=person.pk)
        for column in (*held.about, *held.through):
            mine |= Q(**{column: person.pk})
    return mine


def _same_name(model: type[models.Model], held: Holding, email: str, person: Person | None) -> int:
    if person is None or model is Person or not held.names:
        return 0
    named = Q(pk__in=[])
    for column in held.names:
        named |= Q(**{f"{column}__iexact": person.name})
    return model._default_manager.filter(named).exclude(_theirs(model, held, email, person)).count()


def _shown(row: models.Model, held: Holding, email: str, person: Person | None) -> dict[str, Any]:
    """The row's columns as plain values; what is neither harmless nor the person's own is masked."""
    values = snapshot(row)
    addressed = any(str(getattr(row, each) or "").casefold() == email.strip().casefold() for each in held.address)
    written = addressed if held.of_others else _is_theirs_alone(held)
    own = set(held.address) | set(held.names) | set(held.blanked) if written else set()
    for column in held.about:
        if person is not None and getattr(row, column) == person.pk:
            own.add(column)
    shown = held.harmless | own
    return {name: value if name in shown or value in (None, "") else MASKED for name, value in values.items()}


def _is_theirs_alone(held: Holding) -> bool:
    """Whether written names and addresses of a row belong to the same person as the row."""
    return bool(held.address or held.blanked) or bool(held.about and held.names)


def _key_of(row: models.Model) -> str:
    return str(getattr(row, "key", None) or row.pk)
