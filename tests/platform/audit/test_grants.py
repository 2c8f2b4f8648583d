"""The GRANTs in docs/security/audit.md suffice for recording and forgetting, and for nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from samsvar.platform.audit.services import changed, forget_person, record
from samsvar.platform.audit.verification import verify

from .conftest import AT, KARI, Trail, make_person

PAGE = Path(__file__).parents[3] / "docs" / "security" / "audit.md"
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def application(trail: Trail) -> Iterator[None]:
    """From here on the session is the application's own role, which owns nothing."""
    grants = re.findall(r"^GRANT [^;]+;", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(grants) == 5
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE samsvar_app")
        cursor.execute("GRANT SELECT ON organisation_orgunit, organisation_person TO samsvar_app")
        for grant in grants:
            cursor.execute(grant)
        cursor.execute("SET ROLE samsvar_app")
        yield
        cursor.execute("RESET ROLE")


def test_the_application_may_record_verify_and_forget(application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        person = make_person("Ingrid Prøve")
        cursor.execute("SET ROLE samsvar_app")
    record("tried_person", by=KARI, at=AT, enterprise="ny00000000000000", rows=[changed(person)])
    assert forget_person(person.key, by=KARI, at=AT) == 1
    assert verify().findings == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET body = 'x'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_eventrow",
        "TRUNCATE audit_event CASCADE",
        "DROP TRIGGER audit_event_kept ON audit_event",
        "UPDATE audit_chain SET key = 'x'",
    ],
)
def test_the_application_may_not_touch_what_stands(application: None, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
