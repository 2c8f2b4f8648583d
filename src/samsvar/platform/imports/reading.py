"""Reads a file and saves its rows, or tells what that would do: the one way in for pages and the command line."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction

from samsvar.core.readers.results import Progress, ReadResult, RowError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.messages import message_of
from samsvar.platform.imports.outcome import ChangedMeanwhile, ImportOutcome
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file to read: where it lies, and what the person calls it."""

    path: Path
    name: str

    def sha256(self) -> str:
        """Hex digest of the bytes."""
        with open(self.path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file."""

    name: str
    outcome: ImportOutcome
    ignored_columns: tuple[str, ...]
    dry_run: bool

    def document(self) -> dict[str, Any]:
        """The document that `import --json` prints, messages in the language now active.

        `notes` and `warnings` stand in it where there are any.
        """
        found = {
            "changed": self.outcome.changed,
            "created": self.outcome.created,
            "dry_run": self.dry_run,
            "errors": [error_document(error) for error in self.outcome.errors],
            "file": self.name,
            "ignored_columns": list(self.ignored_columns),
            "unchanged": self.outcome.unchanged,
        }
        for name, more in (("notes", self.outcome.notes), ("warnings", self.outcome.warnings)):
            if more:
                found[name] = [error_document(each) for each in more]
        return found


class _Refused(Exception):
    """Some file has errors: what the files before it wrote is taken back."""


def import_files(
    *,
    kind: ImportKind,
    files: Sequence[FileIn],
    enterprise: OrgUnit | None,
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[FileReport]:
    """Reads all files, judges all, then saves all in one transaction; with an error in any of them nothing is kept.

    Raises ChangedMeanwhile where somebody saved the same rows at the same time.
    """
    read = [kind.read(file.path, file.name, enterprise, progress) for file in files]
    wrong = any(result.errors for result in read)
    reports: list[FileReport] = []
    with _kept_or_not():
        if enterprise is not None and not dry_run:
            _wait_for_others(enterprise)
        for file, result in zip(files, read, strict=True):
            if wrong:
                outcome = ImportOutcome(errors=result.errors)
            else:
                outcome = _save(kind, file, result, enterprise, by, at, on, dry_run)
            reports.append(FileReport(file.name, _in_words(outcome, result), result.ignored_columns, dry_run))
        if any(report.outcome.errors for report in reports):
            reports = [_nothing_kept(report) for report in reports]
            raise _Refused
    return reports


@contextmanager
def _kept_or_not() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except _Refused:
        return


def _wait_for_others(enterprise: OrgUnit) -> None:
    """One file at a time is compared with what stands and saved: of rows without a number none keeps a second away.

    SQLite lets one write at a time as it is. Raises ChangedMeanwhile where the other takes longer than we may wait.
    """
    try:
        OrgUnit.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    except OperationalError:
        raise ChangedMeanwhile("another import is at work") from None


def _save(
    kind: ImportKind,
    file: FileIn,
    result: ReadResult[Any],
    enterprise: OrgUnit | None,
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool,
) -> ImportOutcome:
    return kind.save(
        enterprise=enterprise,
        rows=result.rows,
        fields=result.fields,
        by=by,
        at=at,
        on=on,
        dry_run=dry_run,
        sha256=file.sha256(),
    )


def _in_words(outcome: ImportOutcome, result: ReadResult[Any]) -> ImportOutcome:
    """Errors found while saving name their field; here they get the heading that stands in the file."""
    if not outcome.errors:
        return outcome
    headings: Mapping[str, str] = result.fields
    errors = tuple(
        RowError(error.row, headings.get(error.field or ""), error.code, error.facts, error.field)
        if error.column is None and error.field
        else error
        for error in outcome.errors
    )
    return ImportOutcome(errors=errors)


def _nothing_kept(report: FileReport) -> FileReport:
    return FileReport(report.name, ImportOutcome(errors=report.outcome.errors), report.ignored_columns, report.dry_run)


def error_document(error: RowError) -> dict[str, Any]:
    """An error with its words in the active language."""
    message, remedy = message_of(error)
    return {"code": error.code, "column": error.column, "message": message, "remedy": remedy, "row": error.row}
