"""Puts a backup back in an empty place, and shuts what may have been revoked since it was made."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.models import ApiToken
from samsvar.platform.access.services import revoke_token
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.administration.backups import postgresql_copy, sqlite_copy
from samsvar.platform.administration.backups.evidence_check import EVIDENCE, check_evidence
from samsvar.platform.administration.backups.making import applied_migrations
from samsvar.platform.administration.backups.manifest import Manifest, check_files, read_manifest
from samsvar.platform.administration.backups.problem import BackupProblem
from samsvar.platform.administration.events import RESTORED
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.anchors import Anchor, ReadAnchors
from samsvar.platform.audit.services import record
from samsvar.platform.audit.verification import Finding, verify
from samsvar.platform.delivery.services import hold_outbox
from samsvar.platform.evidence.services import digests_kept
from samsvar.platform.imports.models import TO_DO, ImportRun, ImportStatus
from samsvar.platform.links.services import revoke_open_links


@dataclass(frozen=True)
class Gap:
    """A chain that an anchor knows longer than the backup has it: what came after `size` is lost."""

    chain: str
    size: int
    anchored_size: int
    anchored_at: str


@dataclass(frozen=True)
class Restored:
    """What was put back, what was shut, what is lost for certain, and what else the trail tells."""

    manifest: Manifest
    tokens: int
    links: int
    import_runs: int
    messages: int
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]


def restore_backup(
    folder: Path, *, by: Actor, at: datetime, anchors: ReadAnchors, despite_findings: bool = False
) -> Restored:
    """Verify the backup, put it back, end sessions, revoke links and tokens, and record the gap to the anchors.

    The database and the evidence folder must be empty. On SQLite the database gets its name last of all; on PostgreSQL
    its content comes in one transaction and what is shut in the next, so until this has returned nobody must be let
    in. Raises BackupProblem.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest.files)
    _check_place(manifest)
    evidence = _put_evidence_beside(folder)
    try:
        if manifest.engine == "sqlite":
            restored = _into_sqlite(folder, manifest, by, at, anchors, despite_findings)
        else:
            postgresql_copy.copy_in(folder / manifest.database)
            restored = _settle(manifest, by, at, anchors, despite_findings)
        if evidence:
            os.replace(evidence, settings.EVIDENCE_FOLDER)
    except OSError as error:
        raise BackupProblem("no_place", folder=str(settings.VAR), reason=str(error)) from error
    finally:
        if evidence:
            shutil.rmtree(evidence, ignore_errors=True)
    return restored


def _check_place(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupProblem("other_engine", backup=manifest.engine, here=connection.vendor)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if known != set(manifest.migrations):
        raise BackupProblem("other_release", version=manifest.versions.get("samsvar", "unknown"))
    if not (sqlite_copy if manifest.engine == "sqlite" else postgresql_copy).is_empty():
        raise BackupProblem("database_not_empty")
    found = settings.EVIDENCE_FOLDER
    if found.exists() and any(found.iterdir()):
        raise BackupProblem("evidence_not_empty", folder=str(found))


def _put_evidence_beside(folder: Path) -> Path | None:
    """A copy of the evidence beside its place, to be renamed when the database is there."""
    if not (folder / EVIDENCE).is_dir():
        return None
    final = Path(settings.EVIDENCE_FOLDER)
    waiting = final.with_name(f"{final.name}.restoring-{os.getpid()}")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(folder / EVIDENCE, waiting)
        if final.exists():
            final.rmdir()
    except OSError as error:
        raise BackupProblem("no_place", folder=str(final), reason=str(error)) from error
    return waiting


def _into_sqlite(folder: Path, manifest: Manifest, *rest: Any) -> Restored:
    final = sqlite_copy.place()
    waiting = sqlite_copy.copy_in(folder / manifest.database)
    try:
        restored = _settle(manifest, *rest)
        sqlite_copy.put_in_place(waiting, final)
    except BaseException:
        sqlite_copy.give_up(waiting, final)
        raise
    return restored


@transaction.atomic
def _settle(manifest: Manifest, by: Actor, at: datetime, anchors: ReadAnchors, despite_findings: bool) -> Restored:
    """What was revoked after the backup is not known any more, so all that was open is shut. Recorded last."""
    show_to(operator(on=oslo_day(at)))
    if set(applied_migrations()) != set(manifest.migrations):
        raise BackupProblem("copy_broken", reason="django_migrations")
    findings, gaps = _against(anchors)
    if not despite_findings:
        check_evidence(dict(digests_kept()), manifest.files)
    if findings and not despite_findings:
        raise BackupProblem("trail_altered", count=len(findings))
    Session.objects.all().delete()
    tokens = list(ApiToken.objects.filter(revoked_at__isnull=True).select_related("enterprise").order_by("pk"))
    for token in tokens:
        revoke_token(token=token, by=by, at=at)
    links = revoke_open_links(by=by, at=at)
    messages = hold_outbox(by=by, at=at)
    runs = ImportRun.objects.filter(status__in=(*TO_DO, ImportStatus.CHECKED)).update(
        status=ImportStatus.DROPPED, stored_name="", lease="", lease_until=None, updated_at=at
    )
    about = {
        "findings": len(findings),
        "gaps": [vars(gap) for gap in gaps],
        "links": links,
        "made_at": manifest.made_at,
        "messages": messages,
        "tokens": len(tokens),
    }
    record(RESTORED, by=by, at=at, enterprise=None, about=about)
    return Restored(manifest, len(tokens), links, runs, messages, gaps, findings)


def _against(read: ReadAnchors) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    """What the trail tells, apart from being shorter than anchors say, which is what a restore means."""
    found = verify(anchors=read.anchors)
    for code, at, key in read.wrong:
        found.tell(code, anchored_at=at, public_key=key)
    gaps = _gaps(found.sizes, read.anchors)
    findings = tuple(each for each in found.findings if not _is_the_gap(each, {gap.chain for gap in gaps}))
    return findings, gaps


def _gaps(sizes: dict[str, int], anchors: Sequence[Anchor]) -> tuple[Gap, ...]:
    longest: dict[str, Anchor] = {}
    for each in anchors:
        if each.size > max(sizes.get(each.chain, 0), longest[each.chain].size if each.chain in longest else 0):
            longest[each.chain] = each
    return tuple(Gap(key, sizes.get(key, 0), each.size, each.at) for key, each in sorted(longest.items()))


def _is_the_gap(finding: Finding, chains: set[str]) -> bool:
    told_by = finding.facts.get("told_by")
    return finding.chain in chains and (
        finding.code == "chain_removed" or (finding.code == "cut_tail" and told_by == "file")
    )
