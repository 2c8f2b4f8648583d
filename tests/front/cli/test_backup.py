"""`samsvar backup` and `samsvar restore`: a drill on made data, and what is refused, each with words."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from samsvar.front.cli import main
from samsvar.platform.administration.backups import BackupProblem, make_backup, read_manifest
from samsvar.platform.administration.backups.evidence_check import check_evidence
from samsvar.platform.administration.backups.manifest import HeldFile, check_files
from samsvar.platform.audit.actor import Actor
from tests import postgresql
from tests.cast import NOW

ROOT = Path(__file__).resolve().parents[3]
INSTALL = ROOT / "docs" / "operations" / "install.md"


class Installation:
    """An installation of its own in a folder, reached by the command line as an operator would."""

    def __init__(self, var: Path, url: str = "", key: Path | None = None) -> None:
        self.var, self.kept = var, ""
        var.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMSVAR_")}
        self.environment = {**kept, "SAMSVAR_VAR": str(var), "SAMSVAR_NOW": "2025-05-20T10:00:00+02:00"}
        self.environment |= {"DJANGO_SETTINGS_MODULE": "samsvar.config.settings", "SAMSVAR_PROCESS": "command"}
        self.environment |= {"SAMSVAR_DATABASE_URL": url} if url else {}
        self.environment |= {"SAMSVAR_ANCHOR_KEY_FILE": str(key)} if key else {}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "samsvar.front.cli.main", *words]

    def samsvar(self, *words: str) -> tuple[int, Any]:
        """Exit code and the JSON document."""
        done = subprocess.run(self.command(*words, "--json"), env=self.environment, cwd=ROOT, capture_output=True)
        assert done.stdout, done.stderr.decode()
        return done.returncode, json.loads(done.stdout)

    def python(self, text: str) -> str:
        """What a few lines of Python print, with Django set up for this installation."""
        opening = "import django; django.setup()"
        command = [sys.executable, "-c", f"{opening}\n{text}"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def make_data(self) -> None:
        subprocess.run(
            [sys.executable, str(ROOT / "bench" / "make_data.py"), "--scale", "0.002"],
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
        )


OPEN_THINGS = """
from datetime import timedelta
from django.contrib.sessions.backends.db import SessionStore
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.services import create_token
from samsvar.platform.access.models import RoleAssignment
from samsvar.platform.access.viewer import viewer_of
from samsvar.platform.links.services import make_sign_in_link
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.services import Recipient
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.ui.clock import now, today
from django.db import transaction
held = RoleAssignment.objects.filter(role='csr_adviser').select_related('person', 'unit__enterprise').first()
viewer = viewer_of(held.person, on=today())
make_sign_in_link(person=held.person, by=viewer.actor, at=now())
create_token(enterprise=held.unit.enterprise, name='Liksom', owner=viewer, permissions=[Permission.VIEW_CONTRACTS],
    ends_on=today() + timedelta(days=30), at=now())
session = SessionStore(); session['a'] = 1; session.create()
with transaction.atomic():
    queue_test(to=Recipient('kari@example.org'), enterprise=held.unit.enterprise, by=viewer.actor, at=now())
"""
COUNTS = """
import json
from django.contrib.sessions.models import Session
from samsvar.platform.access.models import ApiToken
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.audit.models import Event
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.links.models import SingleLink
from samsvar.platform.ui.clock import today
from samsvar.registers.suppliers.models import Contract
from django.db import transaction
with transaction.atomic():
    show_to(operator(on=today()))
    print(json.dumps({
        'contracts': sorted(Contract.objects.values_list('number', 'title', 'value_ore')),
        'messages': list(OutgoingMessage.objects.values_list('status', flat=True)),
        'sessions': Session.objects.count(),
        'open': ApiToken.objects.filter(revoked_at=None).count() + SingleLink.objects.filter(revoked_at=None).count(),
        'restored': [event.about for event in Event.objects.filter(kind='backup_restored')],
    }))
"""


KEEP_FILE = """
from samsvar.core.readers.attachments import Attachment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.evidence import storage
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
unit = OrgUnit.objects.enterprises().first()
file = keep_file(enterprise=unit, unit=unit, upload=Attachment('txt', 'notat.txt', b'Lonn betalt'),
    about=Owner('impact', 'en'), permission=Permission.VIEW_IMPACTS, by=Actor('', 'samsvar', 'cli'), at=now())
print(storage.place_of(file.stored_name))
"""


def lay_evidence(installation: Installation) -> None:
    folder = installation.var / "evidence" / "ab"
    folder.mkdir(parents=True)
    (folder / "abcd").write_bytes(b"oppdiktet bevis")


@pytest.fixture(scope="session")  # its tests run at different times, and it takes long
def installation(tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any) -> Installation:
    """Demo-sized data on SQLite in a file, begun from the migrated tables of the test run."""
    if connection.vendor != "sqlite":
        pytest.skip("the drill on PostgreSQL is a test of its own")
    made = Installation(tmp_path_factory.mktemp("installation"))
    with django_db_blocker.unblock(), closing(sqlite3.connect(made.var / "samsvar.sqlite3")) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
    made.make_data()
    made.python(OPEN_THINGS)
    lay_evidence(made)
    made.kept = made.python(KEEP_FILE)
    return made


@pytest.fixture(scope="session")  # its tests run at different times, and it takes long
def backup(installation: Installation, tmp_path_factory: Any) -> Path:
    folder = tmp_path_factory.mktemp("backups") / "today"
    code, document = installation.samsvar("backup", str(folder))
    assert (code, document["folder"]) == (0, str(folder))
    return folder


@pytest.fixture
def broken(backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup to spoil."""
    return Path(shutil.copytree(backup, tmp_path / "broken"))


def test_what_is_put_back_is_what_was_there_and_nobody_gets_in(installation: Installation, backup: Path) -> None:
    before = json.loads(installation.python(COUNTS))
    anchors = backup.parent / "anchors.json"
    installation.samsvar("audit", "anchor", "--out", str(anchors))
    other = Installation(backup.parent / "other", key=installation.var / "anchor-key.pem")
    code, document = other.samsvar("restore", str(backup), "--anchors", str(anchors))
    after = json.loads(other.python(COUNTS))
    assert (code, document["findings"]) == (0, [])
    assert after["contracts"] == before["contracts"]
    assert len(after["contracts"]) == 120
    assert (before["sessions"], before["open"]) == (1, 2)
    assert (after["sessions"], after["open"]) == (0, 0)
    assert (document["links_revoked"], document["tokens_revoked"], document["messages_held"]) == (1, 1, 1)
    assert (before["messages"], after["messages"]) == (["queued"], ["held"])
    assert (other.var / "evidence" / "ab" / "abcd").read_bytes() == b"oppdiktet bevis"
    assert (other.var / "evidence" / installation.kept).read_bytes() == b"Lonn betalt"
    # The anchor was written after the backup, so the installation's chain is one event longer than what came back.
    assert [(gap["chain"], gap["anchored_size"] - gap["size"]) for gap in document["gaps"]] == [("installation", 1)]
    assert after["restored"][0]["gaps"] == document["gaps"]
    assert other.samsvar("audit", "verify", "--records")[0] == 0


def test_the_manifest_tells_of_every_file_and_of_what_is_left_out(installation: Installation, backup: Path) -> None:
    manifest = read_manifest(backup)
    evidence = {"evidence/ab/abcd", f"evidence/{installation.kept}"}
    assert {file.path for file in manifest.files} == {"checkpoint.json", "database.sqlite3"} | evidence
    assert manifest.checks == ("integrity_check", "foreign_key_check", "audit_verify", "evidence")
    assert "suppliers.0001_initial" in manifest.migrations
    assert manifest.document()["left_out"] == ["sessions", "signing keys", "settings", "import files"]
    key = (installation.var / "anchor-key.pem").read_bytes()
    assert all(key not in path.read_bytes() for path in backup.rglob("*") if path.is_file())
    code, verified = installation.samsvar("audit", "verify", "--anchors", str(backup / "checkpoint.json"))
    assert (code, verified["anchors"]) == (0, len(verified["chains"]))


def test_without_a_file_that_a_record_refers_to_it_does_not_count(installation: Installation, tmp_path: Path) -> None:
    kept = installation.var / "evidence" / installation.kept
    os.rename(kept, tmp_path / "away")
    try:
        code, document = installation.samsvar("backup", str(tmp_path / "none"))
    finally:
        os.rename(tmp_path / "away", kept)
    assert (code, document["error"]["code"]) == (1, "evidence_missing")
    assert installation.kept in document["error"]["message"]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("kept", "code"),
    [({"ab/en": "1"}, ""), ({"ab/to": "1"}, "evidence_missing"), ({"ab/en": "2"}, "evidence_changed")],
)
def test_each_kept_file_is_compared_with_what_its_record_says(kept: dict[str, str], code: str) -> None:
    files = [HeldFile("evidence/ab/en", 1, "1"), HeldFile("evidence/ab/left-over", 1, "x")]
    if not code:
        check_evidence(kept, files)
        return
    with pytest.raises(BackupProblem) as found:
        check_evidence(kept, files)
    assert found.value.code == code


def test_a_session_is_not_in_the_file_either(installation: Installation, backup: Path) -> None:
    key = installation.python("from django.contrib.sessions.models import Session; print(Session.objects.get().pk)")
    assert key.encode() not in (backup / "database.sqlite3").read_bytes()


def test_killed_halfway_it_leaves_nothing_that_counts(installation: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    child = subprocess.Popen(installation.command("backup", str(folder)), env=installation.environment, cwd=ROOT)
    while not (begun := list(tmp_path.glob(".backup.*.partial"))) and child.poll() is None:
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert len(begun) == 1
    assert not folder.exists()
    with pytest.raises(BackupProblem, match="not_a_backup"):
        read_manifest(begun[0])


def refusal(capfdbinary: Any, *words: str) -> tuple[int, str, str]:
    """Exit code, code of the error, and its words."""
    code = main.main([*words, "--json", "--language", "en"])
    error = json.loads(capfdbinary.readouterr().out)["error"]
    return code, error["code"], error["message"]


@pytest.mark.parametrize(
    "spoil, code",
    [
        (lambda folder: (folder / "manifest.json").unlink(), "not_a_backup"),
        (lambda folder: _cut(folder / "manifest.json"), "not_a_backup"),
        (lambda folder: _replace(folder / "manifest.json", b'"findings": 0', b'"findings": 1'), "manifest_changed"),
        (lambda folder: _cut(folder / "database.sqlite3"), "file_changed"),
        (lambda folder: _flip(folder / "database.sqlite3"), "file_changed"),
        (lambda folder: (folder / "evidence/ab/abcd").write_bytes(b"oppdikta bevis!"), "file_changed"),
        (lambda folder: (folder / "evidence/ab/abcd").unlink(), "file_missing"),
        (lambda folder: (folder / "evidence/ab/more").write_bytes(b""), "file_unknown"),
    ],
)
def test_a_backup_that_is_not_as_it_was_made_is_refused(
    broken: Path, spoil: Any, code: str, capfdbinary: Any, db: None
) -> None:
    spoil(broken)
    exit_code, found, words = refusal(capfdbinary, "restore", str(broken))
    assert (exit_code, found) == (1, code)
    assert str(broken) in words or "evidence/ab" in words or "database.sqlite3" in words


def test_it_is_put_back_in_an_empty_place_only(installation: Installation, backup: Path, tmp_path: Path) -> None:
    code, document = installation.samsvar("restore", str(backup), "--language", "en")
    assert (code, document["error"]["code"]) == (2, "database_not_empty")
    assert "empty" in document["error"]["message"]
    other = Installation(tmp_path / "other")
    lay_evidence(other)
    code, document = other.samsvar("restore", str(backup))
    assert (code, document["error"]["code"]) == (2, "evidence_not_empty")
    assert not (other.var / "samsvar.sqlite3").exists()


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path: Path, capfdbinary: Any, db: None) -> None:
    (tmp_path / "note").write_text("mine")
    code, found, _words = refusal(capfdbinary, "backup", str(tmp_path))
    assert (code, found) == (2, "not_empty")
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_a_copy_with_a_broken_reference_does_not_count(installation: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path / "other")
    shutil.copy(installation.var / "samsvar.sqlite3", other.var)
    with closing(sqlite3.connect(other.var / "samsvar.sqlite3")) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        file.execute(
            "UPDATE suppliers_contract SET supplier_id = 999999 WHERE id = (SELECT min(id) FROM suppliers_contract)"
        )
        file.commit()
    code, document = other.samsvar("backup", str(tmp_path / "backup"))
    assert (code, document["error"]["code"]) == (1, "copy_broken")
    assert not (tmp_path / "backup").exists()
    assert list(tmp_path.glob(".backup*")) == []


def test_an_altered_trail_stops_it_unless_one_insists(installation: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path / "other")
    shutil.copy(installation.var / "samsvar.sqlite3", other.var)
    with closing(sqlite3.connect(other.var / "samsvar.sqlite3")) as file:
        file.execute("DROP TRIGGER audit_event_fixed")
        file.execute("UPDATE audit_event SET body = replace(body, 'created', 'kreated') WHERE sequence = 2")
        file.commit()
    code, document = other.samsvar("backup", str(tmp_path / "backup"))
    assert (code, document["error"]["code"]) == (1, "trail_altered")
    code, document = other.samsvar("backup", str(tmp_path / "backup"), "--despite-findings")
    assert code == 0
    assert document["findings"] > 0


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
    _cut(Path(shutil.copytree(folder, tmp_path / "cut")) / "database.dump")
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


@pytest.mark.django_db(transaction=True)
def test_without_the_servers_programs_it_says_so(tmp_path: Path, monkeypatch: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupProblem, match="no_tool") as stopped:
        make_backup(tmp_path / "backup", by=Actor(person_key="", name="samsvar", via="cli"), at=NOW)
    assert stopped.value.facts == {"tool": "pg_dump"}
    assert settings.VAR.exists()


def test_the_files_are_compared_by_content(backup: Path, broken: Path) -> None:
    check_files(broken, read_manifest(backup).files)
    _flip(broken / "evidence/ab/abcd")
    with pytest.raises(BackupProblem, match="file_changed"):
        check_files(broken, read_manifest(backup).files)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _replace(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
