"""A trail to tamper with: three units written through `record`, one of them changed and one event with three rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.kinds import KINDS, register_kind
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.audit.triggers import install, remove
from samsvar.platform.organisation.models import OrgUnit, Person

AT = datetime(2025, 5, 20, 8, 0, tzinfo=UTC)
KARI = Actor(person_key="kari000000000000", name="Kari Liksom", via="web")
ENTERPRISE = "demodata00000000"

if "tried" not in KINDS:
    register_kind("tried", "Tried %(object)s %(count)d times")
    register_kind("tried_person", "Wrote down %(object)s", personal_fields=("name", "email"))


@dataclass
class Trail:
    """The units, and the events that tell of them, oldest first."""

    units: list[OrgUnit]
    events: list[Event]


def make_unit(number: str) -> OrgUnit:
    """A saved unit, without an event."""
    unit = OrgUnit(number=number, name_nb=f"Enhet {number}", kind="section", created_at=AT, updated_at=AT)
    unit.path, unit.path_end = f"{unit.key}.", f"{unit.key}/"
    unit.save()
    return unit


def make_person(name: str) -> Person:
    person = Person(key=name[:3].lower() + "0" * 13, email=f"{name.split()[0].lower()}@example.org", name=name)
    person.created_at = AT
    person.save()
    return person


def rename(unit: OrgUnit, name: str, enterprise: str | None = ENTERPRISE) -> Event:
    """One service's worth: change, save, record."""
    with transaction.atomic():
        was = snapshot(unit)
        unit.name_nb, unit.version = name, unit.version + 1
        unit.save()
        return record("tried", by=KARI, at=AT, enterprise=enterprise, rows=[changed(unit, was=was)])


def lay_trail() -> Trail:
    """Six events in the enterprise's chain: three units added together, then renamed one after the other."""
    with transaction.atomic():
        units = [make_unit(number) for number in ("11", "12", "13")]
        events = [record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=map(changed, units))]
    for turn in range(5):
        events.append(rename(units[turn % 2], f"Påfunn {turn}"))
    return Trail(units, events)


@pytest.fixture
def trail(db: None) -> Trail:
    return lay_trail()


@pytest.fixture
def tamper() -> Callable[..., None]:
    """`tamper(sql, …)`: SQL by somebody who owns the database and has taken the triggers off."""

    def run(statement: str, *values: Any) -> None:
        with triggers_off(), connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


@contextmanager
def triggers_off() -> Iterator[None]:
    """On PostgreSQL for this session only: a trigger cannot be dropped while foreign keys wait to be checked."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
        else:
            remove(connection.vendor, cursor.execute)
            yield
            install(connection.vendor, cursor.execute)
