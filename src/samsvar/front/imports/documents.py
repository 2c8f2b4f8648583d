"""The file of governing documents."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.documents import document_format, read_documents
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.services.importing import import_documents


def _read(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_documents(source, name, progress)


def _save(
    *,
    enterprise: OrgUnit,
    rows: Sequence[Any],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    on: date,
    dry_run: bool,
    sha256: str,
) -> ImportOutcome:
    return import_documents(
        enterprise=enterprise, rows=rows, fields=fields, by=by, at=at, dry_run=dry_run, sha256=sha256
    )


DOCUMENTS = ImportKind(
    word="documents",
    name=_("Governing documents"),
    about=_("Documents with kind, number, who decided them in which case, and how often they are reviewed."),
    read=_read,
    save=_save,
    permission=Permission.MANAGE_DOCUMENTS,
    columns=tuple(
        (column.suggested, column.mandatory)
        for column in sorted(document_format().columns, key=lambda column: not column.mandatory)
    ),
    listed="governance:documents",
)
