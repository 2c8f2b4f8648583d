"""`samsvar backup` and `samsvar restore`: a drill on made data, and what is refused, each with words."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from samsvar.front.cli import main
from samsvar.platform.administration.backups import BackupProblem, read_manifest
from samsvar.platform.administration.backups.evidence_check import check_evidence
from samsvar.platform.administration.backups.manifest import HeldFile, check_files
from tests.front.cli.installation import (
    COUNTS,
    KEEP_FILE,
    LAY_ROOMS,
    OPEN_THINGS,
    ROOT,
    ROWS,
    Installation,
    cut,
    flip,
    lay_evidence,
    replace_in,
)


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
    made.shown = made.python(LAY_ROOMS)
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


def test_every_table_and_the_files_of_documents_come_back_whole(installation: Installation, backup: Path) -> None:
    """Whatever room a row belongs to; only the trail has grown, and letters are held until somebody lets them go."""
    other = Installation(backup.parent / "whole")
    assert other.samsvar("restore", str(backup))[0] == 0
    before, after = (json.loads(each.python(ROWS)) for each in (installation, other))
    grown = {table for table in before if before[table] != after[table]}
    assert {table for table in grown if not table.startswith("audit.")} == {"delivery.OutboxHold"}
    rooms = {"governance.GoverningDocument", "governance.Signer", "indicators.Measurement", "indicators.Figure"}
    rooms |= {"plans.PlannedAction", "strategy.Point", "strategy.Point_actions", "evidence.Evidence"}
    assert [table for table in sorted(rooms) if not after[table]] == []
    assert (other.var / "evidence" / installation.shown).read_bytes() == b"Vi er hederlige"


def test_the_manifest_tells_of_every_file_and_of_what_is_left_out(installation: Installation, backup: Path) -> None:
    manifest = read_manifest(backup)
    evidence = {"evidence/ab/abcd", f"evidence/{installation.kept}", f"evidence/{installation.shown}"}
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
        (lambda folder: cut(folder / "manifest.json"), "not_a_backup"),
        (lambda folder: replace_in(folder / "manifest.json", b'"findings": 0', b'"findings": 1'), "manifest_changed"),
        (lambda folder: cut(folder / "database.sqlite3"), "file_changed"),
        (lambda folder: flip(folder / "database.sqlite3"), "file_changed"),
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


def test_the_files_are_compared_by_content(backup: Path, broken: Path) -> None:
    check_files(broken, read_manifest(backup).files)
    flip(broken / "evidence/ab/abcd")
    with pytest.raises(BackupProblem, match="file_changed"):
        check_files(broken, read_manifest(backup).files)
