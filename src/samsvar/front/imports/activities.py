"""The file of activities of the annual wheel."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.activities import activity_format, read_activities
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.wheel.services.importing import import_activities


def _read(source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
    return read_activities(source, name, progress)


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
    return import_activities(
        enterprise=enterprise, rows=rows, fields=fields, by=by, at=at, dry_run=dry_run, sha256=sha256
    )


ACTIVITIES = ImportKind(
    word="activities",
    name=_("Activities of the annual wheel"),
    about=_("Activities with phase, when in the year, and responsible role."),
    read=_read,
    save=_save,
    permission=Permission.MANAGE_WHEEL,
    columns=tuple(
        (column.suggested, column.mandatory)
        for column in sorted(activity_format().columns, key=lambda column: not column.mandatory)
    ),
    listed="wheel:activities",
)
