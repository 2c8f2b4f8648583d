"""Which tests run on which database. Decision 0028 tells why.

A run that has one database runs every test on it. A run that has both, less `--all`, shares them: PostgreSQL runs what
touches SQL, SQLite runs the rest, the commands, and the long ones, with every page's row of the permission table.
"""

import os
from enum import StrEnum
from pathlib import PurePosixPath

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
#: Long, and the same on both databases: on PostgreSQL with --all alone.
LONG = (
    "tests/bench/",
    "tests/front/api/test_fuzz.py",
    "tests/front/api/test_hostile.py",
    # On SQLite, where no wall in the database can hide what the queries themselves let through.
    "tests/pages/",
    "tests/front/reporting/test_publishing.py::test_a_statement_of_five_hundred_agreements_is_a_pdf",
    # These look into SQLite's file from outside.
    "tests/front/reporting/test_publishing_killed.py",
    "tests/platform/organisation/test_migrate.py::test_killed",
    "tests/platform/audit/test_bulk.py",
    "tests/platform/delivery/test_killed.py",
    "tests/subjects/due_diligence/test_answering_killed.py",
    "tests/subjects/due_diligence/test_campaign_killed.py",
    "tests/platform/organisation/test_imports.py::test_twelve_thousand_units_are_read_once",
)


class Part(StrEnum):
    """Which part of the tests a process runs, as `SAMSVAR_TEST_PART` says; all of them without it."""

    TOUCHES_SQL = "touches_sql"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def runs_here(item: pytest.Item) -> bool:
    """Whether the test belongs to the part of the tests that this process runs."""
    part = os.environ.get("SAMSVAR_TEST_PART")
    if part == Part.TOUCHES_SQL:
        return uses_database(item)
    if part == Part.POSTGRESQL:
        return uses_database(item) and not is_long(item.nodeid)
    if part == Part.SQLITE:
        return not uses_database(item) or is_long(item.nodeid) or is_command(item)
    return True


def uses_database(item: pytest.Item) -> bool:
    """The rest does not know which database it is."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or fixtures & DATABASE_FIXTURES)


def is_long(test: str) -> bool:
    """Whether the test, as pytest names it, stands in `LONG`."""
    return test.startswith(LONG)


def is_command(item: pytest.Item) -> bool:
    """Whether it shows what a command does: most of them are run on SQLite, by those who try Samsvar."""
    return PurePosixPath(item.nodeid).is_relative_to("tests/front/cli")
