"""A publication that is killed in its middle has published nothing; the next one publishes."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from samsvar.subjects.statements import services
from tests.ended import ended_before
from tests.front.reporting.year import Year, approved_by_all, begun, submitted

FORMS = {"html": b"<p>Made up</p>", "pdf": b"%PDF-", "docx": b"PK", "json": b"{}"}


@pytest.mark.django_db(transaction=True)  # else what is laid here is not there to be copied
def test_killed_before_any_of_its_statements_all_of_it_is_published_or_nothing(year: Year, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the file of SQLite is looked into from outside")
    statement = approved_by_all(year, submitted(year, begun(year)))

    def publish() -> None:
        services.publish_statement(
            statement=statement,
            files=FORMS,
            untold=(),
            opened_version=statement.version,
            by=year.cast.actor("director"),
            at=datetime(2025, 6, 6, 8, 0, tzinfo=UTC),
        )

    file, number = tmp_path / "samsvar.sqlite3", 0
    with closing(sqlite3.connect(file)) as kept:
        connection.connection.backup(kept)
    assert held(file) == ("approved", 0, 0)
    while ended_before(number, file, publish):
        assert held(file) == ("approved", 0, 0)
        number += 1
    assert number > 6
    assert held(file) == ("published", len(FORMS), 1)


def held(file: Path) -> tuple[str, int, int]:
    """Its status, how many forms of it are published, and how many publications the trail tells of."""
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ((status, files, events),) = opened.execute(
            "SELECT status, (SELECT COUNT(*) FROM statements_publishedfile),"
            " (SELECT COUNT(*) FROM audit_event WHERE kind LIKE '%published') FROM statements_statement"
        ).fetchall()
        return status, files, events
