"""The drill on PostgreSQL: the server's own programs, a role that owns and another that serves."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from samsvar.platform.administration.backups import BackupProblem, make_backup
from samsvar.platform.audit.actor import Actor
from tests import postgresql
from tests.cast import NOW
from tests.front.cli.installation import COUNTS, KEEP_FILE, OPEN_THINGS, ROOT, Installation, cut, lay_evidence

INSTALL = ROOT / "docs" / "operations" / "install.md"


@pytest.mark.postgresql
def test_the_drill_on_postgresql_by_a_role_that_is_no_superuser(tmp_path: Path) -> None:
    cluster = postgresql.start()
    try:
        _drill(cluster, tmp_path)
    finally:
        cluster.stop()


def _drill(cluster: postgresql.Cluster, tmp_path: Path) -> None:
    with psycopg.connect(host=str(cluster.folder), port=cluster.port, user="samsvar", autocommit=True) as link:
        link.execute("CREATE ROLE eier LOGIN")
        for name in ("forste", "andre"):
            link.execute(f"CREATE DATABASE {name} OWNER eier")
    where = f"?host={cluster.folder}&port={cluster.port}"
    first = Installation(tmp_path / "first", f"postgresql://eier@/forste{where}")
    second = Installation(tmp_path / "second", f"postgresql://eier@/andre{where}")
    first.make_data()
    first.python(OPEN_THINGS)
    first.python("from samsvar.platform.access.walls import raise_walls; assert raise_walls()")
    lay_evidence(first)
    kept = first.var / "evidence" / first.python(KEEP_FILE)
    os.rename(kept, tmp_path / "away")
    assert first.samsvar("backup", str(tmp_path / "none"))[1]["error"]["code"] == "evidence_missing"
    os.rename(tmp_path / "away", kept)
    folder = tmp_path / "backup"
    code, document = first.samsvar("backup", str(folder))
    assert (code, document.get("checks")) == (0, ["audit_verify", "dump_read_through", "evidence"]), document
    cut(Path(shutil.copytree(folder, tmp_path / "cut")) / "database.dump")
    assert second.samsvar("restore", str(tmp_path / "cut"))[1]["error"]["code"] == "file_changed"
    code, document = second.samsvar("restore", str(folder))
    assert (code, document.get("tokens_revoked"), document.get("links_revoked")) == (0, 1, 1), document
    before, after = json.loads(first.python(COUNTS)), json.loads(second.python(COUNTS))
    assert len(after["contracts"]) == 120
    assert after["contracts"] == before["contracts"]
    assert (after["sessions"], after["open"]) == (0, 0)
    unwalled = second.python("from samsvar.platform.access.walls import unwalled_tables; print(unwalled_tables())")
    assert unwalled == "[]"
    assert second.samsvar("restore", str(folder))[1]["error"]["code"] == "database_not_empty"
    _serve_as_another_role(cluster, second, tmp_path)


def _serve_as_another_role(cluster: postgresql.Cluster, restored: Installation, tmp_path: Path) -> None:
    """With the rights that the installation page gives, and no more, the daily run and the check go well."""
    grants = re.findall(r"^(?:GRANT|REVOKE) [^;]+ samsvar_app;", INSTALL.read_text(encoding="utf-8"), re.MULTILINE)
    grants = [each for each in grants if "ON DATABASE" not in each]
    assert len(grants) == 8
    with psycopg.connect(host=str(cluster.folder), port=cluster.port, user="samsvar", dbname="andre") as link:
        link.execute("CREATE ROLE samsvar_app LOGIN")
        for grant in grants:
            link.execute(grant)
    where = f"postgresql://samsvar_app@/andre?host={cluster.folder}&port={cluster.port}"
    serving = Installation(tmp_path / "second", where)
    code, document = serving.samsvar("daily", "--anchors", str(tmp_path / "anchors.json"))
    assert (code, document["failed"], document["done"]["anchored"]) == (0, {}, 4)
    _code, document = serving.samsvar("check", "--deploy")
    assert [each for each in document["findings"] if each["code"].startswith("postgresql")] == []
    with psycopg.connect(host=str(cluster.folder), port=cluster.port, user="samsvar_app", dbname="andre") as link:
        assert link.execute("SELECT count(*) FROM suppliers_contract").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("UPDATE audit_event SET body = 'x'")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_servers_programs_it_says_so(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupProblem, match="no_tool") as stopped:
        make_backup(tmp_path / "backup", by=Actor(person_key="", name="samsvar", via="cli"), at=NOW)
    assert stopped.value.facts == {"tool": "pg_dump"}
    assert settings.VAR.exists()
