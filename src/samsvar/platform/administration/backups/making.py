"""Makes a backup: a copy of one moment, examined, and only then given its name."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from samsvar.platform.administration.backups import postgresql_copy, sqlite_copy
from samsvar.platform.administration.backups.evidence_check import EVIDENCE, check_evidence
from samsvar.platform.administration.backups.manifest import NAME, Manifest, files_in, write_manifest
from samsvar.platform.administration.backups.problem import BackupProblem
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.anchors import NoAnchorKey
from samsvar.platform.audit.hashing import plain_value
from samsvar.platform.audit.services import anchor
from samsvar.platform.audit.verification import verify
from samsvar.platform.evidence.services import digests_kept

CHECKPOINT = "checkpoint.json"


@dataclass(frozen=True)
class Made:
    """A backup that counts: where it is and what it holds."""

    folder: Path
    manifest: Manifest

    @property
    def size(self) -> int:
        """All bytes but the manifest's."""
        return sum(file.size for file in self.manifest.files)


def make_backup(folder: Path, *, by: Actor, at: datetime, despite_findings: bool = False) -> Made:
    """Copy database and evidence to `folder`, which must be empty or not there, and check what was copied.

    It is written under another name beside `folder` and renamed last, so a backup that was stopped halfway has no
    manifest and not the name. With `despite_findings` a trail that was altered does not stop it; the manifest says so.
    Raises BackupProblem.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupProblem("not_empty", folder=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    except OSError as error:
        raise BackupProblem("no_place", folder=str(folder), reason=str(error)) from error
    try:
        manifest = _fill(partial, by, at, despite_findings)
        _to_disk(partial)
        if folder.exists():
            folder.rmdir()
        os.rename(partial, folder)
        _sync(folder.parent)
    except OSError as error:
        raise BackupProblem("no_place", folder=str(folder), reason=str(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Made(folder, manifest)


def _fill(partial: Path, by: Actor, at: datetime, despite_findings: bool) -> Manifest:
    try:
        checkpoint = anchor(by=by, at=at)
    except NoAnchorKey:
        checkpoint = None
    if checkpoint:
        (partial / CHECKPOINT).write_text(json.dumps(checkpoint, sort_keys=True) + "\n", encoding="utf-8")
    migrations = applied_migrations()
    kept = dict(digests_kept())  # before the copy: what is removed meanwhile lies on the disk for a day
    findings, checks = (_copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql)(partial)
    if findings and not despite_findings:
        raise BackupProblem("trail_altered", count=findings)
    if settings.EVIDENCE_FOLDER.is_dir():
        shutil.copytree(settings.EVIDENCE_FOLDER, partial / EVIDENCE, symlinks=True)
    files = tuple(files_in(partial))
    if not despite_findings:
        check_evidence(kept, files)
    manifest = Manifest(
        made_at=str(plain_value(at)),
        engine=connection.vendor,
        database=sqlite_copy.FILE if connection.vendor == "sqlite" else postgresql_copy.FILE,
        versions=_versions(),
        migrations=migrations,
        checks=(*checks, "evidence"),
        checkpoint=checkpoint,
        findings=findings,
        files=files,
    )
    write_manifest(partial, manifest)
    return manifest


def _copy_sqlite(partial: Path) -> tuple[int, tuple[str, ...]]:
    """The copy itself is examined, by a process of its own that has it as its database."""
    copy = partial / sqlite_copy.FILE
    sqlite_copy.copy_out(copy)
    sqlite_copy.check(copy)
    environment = {**os.environ, "SAMSVAR_VAR": str(settings.VAR), "SAMSVAR_DATABASE_URL": f"sqlite:///{copy}"}
    command = [sys.executable, "-m", "samsvar.front.cli.main", "audit", "verify", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
        findings = sum(found["counts"].values())
    except (ValueError, KeyError) as error:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["audit verify"]
        raise BackupProblem("copy_broken", reason=reason[0]) from error
    sqlite_copy.check(copy)
    return findings, ("integrity_check", "foreign_key_check", "audit_verify")


def _copy_postgresql(partial: Path) -> tuple[int, tuple[str, ...]]:
    """The state is examined in the snapshot that is then dumped; the dump is read through."""
    findings = 0

    def examine() -> None:
        nonlocal findings
        findings = sum(verify().counts.values())

    copy = partial / postgresql_copy.FILE
    postgresql_copy.copy_out(copy, examine)
    postgresql_copy.check(copy)
    return findings, ("audit_verify", "dump_read_through")


def applied_migrations() -> tuple[str, ...]:
    """The migrations the tables have been through, as `app.name`."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        engine = cursor.fetchone()[0]
    try:
        ours = version("samsvar")
    except PackageNotFoundError:
        ours = "unknown"
    return {connection.vendor: engine, "django": django.get_version(), "python": platform.python_version()} | {
        "samsvar": ours
    }


def _to_disk(folder: Path) -> None:
    """Everything beneath the folder, before its name says that it is whole."""
    for root, _folders, names in os.walk(folder):
        for name in names:
            if name != NAME:
                _sync(Path(root) / name)
        _sync(Path(root))


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
