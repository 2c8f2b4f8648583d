"""An empty database gets at once what Django's own way through all migrations gives it, which takes a minute."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests import postgresql
from tests.conftest import ALL, HERE
from tests.ended import ended_before

KILLS = 40 if ALL else 2

#: Makes the tables, by Django's own executor where `own` is asked for, and tells all that the database then holds.
TELL = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from samsvar.platform.organisation.management.commands import migrate as ours
if sys.argv[1] == "own":
    migrate.MigrationExecutor = MigrationExecutor
call_command(ours.Command(), verbosity=0, interactive=False)
asked = connection.introspection
with connection.cursor() as cursor:
    names = asked.table_names(cursor)
    told = {
        name: [
            sorted(map(repr, asked.get_table_description(cursor, name))),
            # What has no name of its own is counted as it stands among the columns, whose order may differ.
            sorted(
                ("" if each.startswith(("__unnamed", "fk_")) else each, repr(sorted(facts.items())))
                for each, facts in asked.get_constraints(cursor, name).items()
            ),
        ]
        for name in names
    }
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    told["triggers"] = sorted(name for (name,) in cursor.fetchall())
    for name in ("django_migrations", "auth_permission", "django_content_type"):
        cursor.execute(f"SELECT COUNT(*) FROM {name}")
        told[f"{name}: rows"] = cursor.fetchone()[0]
print(json.dumps(told))
"""


def told(way: str, address: str, folder: Path) -> dict[str, object]:
    environment = dict(
        os.environ,
        PYTHONPATH=str(HERE.parent / "src"),
        DJANGO_SETTINGS_MODULE="samsvar.config.settings",
        SAMSVAR_DATABASE_URL=address,
        SAMSVAR_VAR=str(folder),
    )
    done = subprocess.run([sys.executable, "-c", TELL, way], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def assert_alike(ours: dict[str, object], own: dict[str, object]) -> None:
    assert len(own) > 150
    assert {name: ours.get(name) for name in own | ours if ours.get(name) != own.get(name)} == {}


if ALL:

    def test_the_tables_of_an_sqlite_file_are_those_that_djangos_own_way_makes(tmp_path: Path) -> None:
        ours, own = (told(way, f"sqlite:///{tmp_path}/{way}.sqlite3", tmp_path) for way in ("ours", "own"))
        assert_alike(ours, own)

    @pytest.mark.postgresql
    def test_the_tables_on_postgresql_are_those_that_djangos_own_way_makes(tmp_path: Path) -> None:
        clusters = postgresql.start(), postgresql.start()
        try:
            ours, own = (told(way, at.url, tmp_path) for way, at in zip(("ours", "own"), clusters, strict=True))
        finally:
            for at in clusters:
                at.stop()
        assert_alike(ours, own)


def test_killed_in_its_middle_it_leaves_all_tables_or_none_and_the_next_one_goes_on(tmp_path: Path, db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the file of SQLite is looked into from outside")
    file, chosen = tmp_path / "samsvar.sqlite3", random.Random(11)
    for _ in range(KILLS):
        file.unlink(missing_ok=True)
        assert ended_before(chosen.randrange(8, 900), file, migrate)
        found = tables(file)
        applied = migrations(file) if found else 0
        assert (len(found) <= 1 and not applied) or (len(found) > 150 and applied > 70)
    assert not ended_before(1_000_000, file, migrate)
    assert {"suppliers_contract", "audit_event", "indicators_goal"} <= tables(file)
    assert migrations(file) > 70


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as opened:
        found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name for (name,) in found}


def migrations(file: Path) -> int:
    with closing(sqlite3.connect(file)) as opened:
        (count,) = opened.execute("SELECT COUNT(*) FROM django_migrations").fetchone()
        return int(count)
