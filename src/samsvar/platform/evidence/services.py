"""Keeping files with records, and removing them.

Invariants: a row's bytes lie in the folder of evidence from before its transaction ended until a day after it is gone;
what is read back has the row's SHA-256.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from samsvar.core.readers.attachments import Attachment, read_attachment
from samsvar.core.readers.results import RowError
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import operator
from samsvar.platform.access.walls import show_to
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, removed, snapshot
from samsvar.platform.evidence import events, storage
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.scanning import scan
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import NotAllowed, enterprise_key
from samsvar.platform.organisation.services.writing import take_version

SWEPT_AFTER = timedelta(days=1)
"""How long bytes lie that no row refers to: longer than a transaction lasts, and than a backup takes."""
MOST_OF_LINK = 200_000_000
"""Bytes that may come by one link."""
MOST_FILES_OF_OWNER = 200


def judge_file(upload: BinaryIO, name: str) -> Attachment:
    """The file as it may be kept; to be called before the transaction, since it takes a while (Django's uploads too).

    Raises NotAllowed: a code of `read_attachment` with its facts, `infected`, `not_scanned`.
    """
    found = read_attachment(upload, name)
    if isinstance(found, RowError):
        raise NotAllowed(found.code, **found.facts)
    told = scan(found.content)
    if told:
        raise NotAllowed(told)
    return found


@transaction.atomic
def keep_file(
    *,
    enterprise: OrgUnit,
    unit: OrgUnit,
    upload: BinaryIO | Attachment,
    about: Owner,
    permission: Permission,
    by: Actor,
    at: datetime,
    name: str = "",
    kind: str = "",
    issuer: str = "",
    note: str = "",
    link: str = "",
) -> Evidence:
    """Keep a file with a record. `upload` is an open file called `name`, or what `judge_file` made of one.

    `permission` shows it, on `unit`; `link` is the key of the link it came by. The same bytes twice with one record, by
    one link, are one file. Raises NotAllowed as `judge_file`, and `no_room` (facts `limit` in bytes), `too_many_files`.
    """
    judged = upload if isinstance(upload, Attachment) else judge_file(upload, name)
    digest = sha256(judged.content).hexdigest()
    held = Evidence.objects.filter(owner_kind=about.kind, owner_key=about.key, enterprise=enterprise)
    same = held.filter(sha256=digest, permission=permission.value, link=link).first()
    if same is not None:
        return same
    if held.count() >= MOST_FILES_OF_OWNER:
        raise NotAllowed("too_many_files", limit=MOST_FILES_OF_OWNER)
    _require_room(enterprise, link, len(judged.content))
    row = Evidence(
        enterprise=enterprise,
        unit=unit,
        owner_kind=about.kind,
        owner_key=about.key,
        label=judged.name,
        stored_name=storage.keep(judged.content),
        file_kind=judged.kind,
        size=len(judged.content),
        sha256=digest,
        permission=permission.value,
        kind=kind,
        issuer=issuer,
        note=note,
        link=link,
        created_at=at,
        updated_at=at,
    )
    row.save()
    record(events.EVIDENCE_KEPT, by=by, at=at, enterprise=enterprise_key(enterprise), rows=[changed(row)])
    return row


def _require_room(enterprise: OrgUnit, link: str, size: int) -> None:
    """Two at once may together go a file over: the bound guards the disk, no right."""
    of_enterprise = Evidence.objects.filter(enterprise=enterprise)
    bounds = [(of_enterprise, settings.EVIDENCE_QUOTA)]
    if link:
        bounds.append((of_enterprise.filter(link=link), MOST_OF_LINK))
    for rows, limit in bounds:
        if (rows.aggregate(held=Sum("size"))["held"] or 0) + size > limit:
            raise NotAllowed("no_room", limit=limit)


@transaction.atomic
def remove_file(*, file: Evidence, by: Actor, at: datetime, version: int | None = None) -> None:
    """Remove a file. The trail keeps that it was there, its label and its SHA-256. Raises StaleVersion."""
    take_version(file, version, at)
    change = removed(file)
    enterprise = enterprise_key(file.enterprise)
    file.delete()
    storage.let_go(file.stored_name)
    record(events.EVIDENCE_REMOVED, by=by, at=at, enterprise=enterprise, rows=[change])


@transaction.atomic
def move_files(*, about: Owner, unit: OrgUnit, by: Actor, at: datetime) -> int:
    """The record has moved to another unit of its enterprise, and its files with it; how many."""
    rows = list(Evidence.objects.filter(owner_kind=about.kind, owner_key=about.key).exclude(unit=unit))
    changes = []
    for row in rows:
        was = snapshot(row)
        take_version(row, None, at)
        row.unit = unit
        row.save()
        changes.append(changed(row, was=was))
    if rows:
        chain = enterprise_key(rows[0].enterprise)
        record(events.EVIDENCE_MOVED, by=by, at=at, enterprise=chain, rows=changes, about={"count": len(rows)})
    return len(rows)


def read_back(file: Evidence) -> bytes:
    """The bytes as they were kept. Raises DamagedFile where they are gone or other bytes."""
    try:
        content = storage.path_of(file.stored_name).read_bytes()
    except OSError as problem:
        raise DamagedFile(file.key) from problem
    if sha256(content).hexdigest() != file.sha256:
        raise DamagedFile(file.key)
    return content


class DamagedFile(Exception):
    """What lies in the folder of evidence is not what was kept."""


@transaction.atomic
def sweep_files(*, on: date) -> int:
    """Remove bytes that no row refers to any more or ever did; how many files. Sees every enterprise's rows."""
    show_to(operator(on=on))
    count = 0
    for path in storage.files_untouched_for(SWEPT_AFTER.total_seconds()):
        if not Evidence.objects.filter(stored_name=path.name).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count


def digests_kept() -> Iterable[tuple[str, str]]:
    """Of each file where it lies in the folder of evidence, and its SHA-256: what a backup must hold."""
    for name, digest in Evidence.objects.order_by("stored_name").values_list("stored_name", "sha256").iterator():
        yield storage.place_of(name), digest
