"""Import runs from the pages: sent in, checked, confirmed, saved. Small files at once, large ones by a worker.

A run is claimed with a conditional update and held by a lease, so that two workers never save the same run, and a
killed one's is taken over. What is saved is saved in one transaction together with the run's last state, so a run that
is repeated after a kill either has not been saved or is done.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from samsvar.core.readers.results import RowError
from samsvar.platform.access.viewer import Viewer, viewer_of
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.imports import storage
from samsvar.platform.imports.models import TO_DO, ImportRun, ImportStatus
from samsvar.platform.imports.outcome import ChangedMeanwhile
from samsvar.platform.imports.reading import FileIn, FileReport, import_files
from samsvar.platform.imports.registry import KINDS, ImportKind
from samsvar.platform.organisation.models import OrgUnit

LEASE = timedelta(minutes=10)
ATTEMPTS = 3
KEPT = timedelta(hours=24)
SMALL_BYTES = 40_000
"""A file up to this size is read while the person waits; some 200 rows."""
SMALL_ROWS = 200

Clock = Callable[[], datetime]


def take_in(
    *,
    kind: ImportKind,
    uploaded: "UploadedFile[bytes]",
    enterprise: OrgUnit,
    viewer: Viewer,
    at: datetime,
    answers: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep a file that somebody sent in, to be checked, with what they answered beside it."""
    name = storage.keep(uploaded)
    stored = FileIn(storage.path_of(name), uploaded.name or "")
    return ImportRun.objects.create(
        enterprise=enterprise,
        kind=kind.word,
        file_name=(uploaded.name or "")[-250:],
        sha256=stored.sha256(),
        person=viewer.person,
        status=ImportStatus.WAITING_CHECK,
        stored_name=name,
        answers=dict(answers or {}),
        created_at=at,
        updated_at=at,
    )


def confirm(*, run: ImportRun, at: datetime) -> bool:
    """Ask for a checked run to be saved; False where it is no longer waiting for that."""
    changed = ImportRun.objects.filter(pk=run.pk, status=ImportStatus.CHECKED)
    return changed.update(status=ImportStatus.WAITING, attempts=0, updated_at=at) == 1


def drop(*, run: ImportRun, at: datetime) -> bool:
    """Give up a run that is not saved; its file is removed."""
    waiting = (ImportStatus.CHECKED, ImportStatus.WAITING_CHECK)
    free = ImportRun.objects.filter(pk=run.pk, status__in=waiting, lease="")
    dropped = free.update(status=ImportStatus.DROPPED, stored_name="", updated_at=at) == 1
    if dropped:
        storage.remove(run.stored_name)
    return dropped


def is_small(run: ImportRun) -> bool:
    """Whether the run can be done while the person waits."""
    if run.status == ImportStatus.WAITING_CHECK:
        path = storage.path_of(run.stored_name)
        return path.exists() and path.stat().st_size <= SMALL_BYTES
    return run.created + run.changed <= SMALL_ROWS


def work_on(run: ImportRun, *, clock: Clock, on: date) -> ImportRun:
    """Claim the run and do what waits: check it, or save it. Nothing happens where somebody else holds it."""
    lease = _claim(run, clock())
    if lease is None:
        return run
    run.refresh_from_db()
    try:
        _do(run, lease, clock, on)
    except (ChangedMeanwhile, IntegrityError):
        _finish(run, lease, clock(), status=ImportStatus.FAILED, errors=[_plain("changed_meanwhile")])
    except Exception:
        _release(run, lease, clock())
        raise
    run.refresh_from_db()
    return run


def next_run(at: datetime) -> ImportRun | None:
    """The oldest run that waits for a worker, also one whose worker was killed."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    return ImportRun.objects.filter(free, status__in=TO_DO).order_by("created_at").first()


def remove_old(at: datetime) -> int:
    """Drop checked runs that nobody confirmed within a day, with their files."""
    old = ImportRun.objects.filter(status=ImportStatus.CHECKED, updated_at__lt=at - KEPT)
    return sum(drop(run=run, at=at) for run in old)


def stop_tired(at: datetime) -> int:
    """Fail the runs whose worker was killed each time it was tried, and remove their files; how many.

    A worker does the same when it comes to them; this is for when none does.
    """
    tired = ImportRun.objects.filter(status__in=TO_DO, attempts__gte=ATTEMPTS, lease_until__lt=at)
    names = list(tired.values_list("stored_name", flat=True))
    ended = {"status": ImportStatus.FAILED, "errors": [_plain("stopped")], "stored_name": "", "lease": ""}
    tired.update(**ended, lease_until=None, updated_at=at)
    for name in names:
        storage.remove(name)
    return len(names)


def _claim(run: ImportRun, at: datetime) -> str | None:
    lease = new_key()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
    rows = ImportRun.objects.filter(free, pk=run.pk, status__in=TO_DO)
    tired = rows.filter(attempts__gte=ATTEMPTS)
    tired.update(status=ImportStatus.FAILED, errors=[_plain("stopped")], lease="", lease_until=None, updated_at=at)
    taken = rows.update(lease=lease, lease_until=at + LEASE, attempts=run.attempts + 1, updated_at=at)
    return lease if taken == 1 else None


def _do(run: ImportRun, lease: str, clock: Clock, on: date) -> None:
    kind = KINDS[run.kind]
    file = FileIn(storage.path_of(run.stored_name), run.file_name)
    if not file.path.exists() or file.sha256() != run.sha256:
        _finish(run, lease, clock(), status=ImportStatus.FAILED, errors=[_plain("file_gone")])
        return
    actor = _actor(run, kind, on)
    if actor is None:
        _finish(run, lease, clock(), status=ImportStatus.FAILED, errors=[_plain("right_lost")])
        return
    save = run.status == ImportStatus.WAITING
    with transaction.atomic() if save else nullcontext():
        (report,) = import_files(
            kind=kind.answered(run.answers),
            files=[file],
            enterprise=run.enterprise,
            by=actor,
            at=clock(),
            on=on,
            dry_run=not save,
            progress=_progress(run, lease, clock) if not save else None,
        )
        _finish(run, lease, clock(), **_outcome(report, save))
    if run.status != ImportStatus.CHECKED:
        storage.remove(run.stored_name)


def _actor(run: ImportRun, kind: ImportKind, on: date) -> Actor | None:
    """The person who sent the file in, if they still may."""
    if run.person is None or run.enterprise is None or kind.permission is None:
        return None
    viewer = viewer_of(run.person, on=on)
    return viewer.actor if viewer.may(kind.permission, run.enterprise) else None


def _outcome(report: FileReport, saved: bool) -> dict[str, Any]:
    outcome = report.outcome
    done = ImportStatus.DONE if saved else ImportStatus.CHECKED
    return {
        "status": ImportStatus.REFUSED if outcome.errors else done,
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "errors": [_stored(error) for error in outcome.errors],
        "ignored_columns": list(report.ignored_columns),
        "notes": [_stored(note) for note in outcome.notes],
        "warnings": [_stored(warning) for warning in outcome.warnings],
    }


def _stored(error: RowError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, "code": error.code, "facts": dict(error.facts)}


def _plain(code: str) -> dict[str, Any]:
    return {"row": None, "column": None, "code": code, "facts": {}}


def _finish(run: ImportRun, lease: str, at: datetime, **values: Any) -> None:
    ImportRun.objects.filter(pk=run.pk, lease=lease).update(lease="", lease_until=None, updated_at=at, **values)
    run.status = values["status"]


def _release(run: ImportRun, lease: str, at: datetime) -> None:
    ImportRun.objects.filter(pk=run.pk, lease=lease).update(lease="", lease_until=None, updated_at=at)


def _progress(run: ImportRun, lease: str, clock: Clock) -> Callable[[int, int], None]:
    """Writes down once a second how far the reading has come, which also says that the worker lives."""
    written = [monotonic()]

    def progress(done: int, total: int) -> None:
        if monotonic() - written[0] < 1:
            return
        written[0] = monotonic()
        held = ImportRun.objects.filter(pk=run.pk, lease=lease)
        held.update(done_steps=done, total_steps=total, lease_until=clock() + LEASE)

    return progress
