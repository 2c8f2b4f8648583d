"""The file of lines of the climate account, of one year or of several."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.climate import activities
from samsvar.core.readers.climate_lines import ClimateLineRow, climate_line_format, read_climate_lines
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, suggested
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.services.importing import import_lines

WORD = "climate"


def climate_kind(year: int | None = None) -> ImportKind:
    """The kind that reads lines. `year`: of the rows that do not say theirs; else each row must."""

    def read(
        source: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None
    ) -> ReadResult[ClimateLineRow]:
        return read_climate_lines(source, name, activities(), year, progress)

    return ImportKind(
        word=WORD,
        name=_("Lines of the climate account"),
        about=_(
            "How much each unit used of electricity, fuels, travel, gases and the like in a year. Write 0 where there "
            "was none."
        ),
        read=read,
        save=save_lines,
        permission=Permission.MANAGE_INDICATORS,
        columns=suggested(climate_line_format(activities(), year).columns),
        listed="climate:account",
    )


@transaction.atomic
def save_lines(
    *,
    enterprise: OrgUnit,
    rows: Sequence[ClimateLineRow],
    fields: Mapping[str, str],
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    sha256: str = "",
    **_other: Any,
) -> ImportOutcome:
    """Reads the rows into the account of each year they name: all years or none."""
    by_year: dict[int, list[ClimateLineRow]] = {}
    for row in rows:
        given = f"{row.given}. {row.note}".rstrip(". ") if row.given else row.note
        by_year.setdefault(row.year, []).append(row._replace(note=given))

    def saved(only_tried: bool) -> ImportOutcome:
        parts = [
            import_lines(enterprise=enterprise, year=year, rows=some, by=by, at=at, dry_run=only_tried, sha256=sha256)
            for year, some in sorted(by_year.items())
        ]
        return _together(parts)

    tried = saved(only_tried=True)
    if tried.errors:
        told = [replace(each, column=fields.get(each.field or "")) for each in tried.errors]
        return ImportOutcome(errors=tuple(sorted(told, key=lambda each: each.row or 0)))
    return tried if dry_run else saved(only_tried=False)


def _together(parts: Sequence[ImportOutcome]) -> ImportOutcome:
    return ImportOutcome(
        created=sum(each.created for each in parts),
        changed=sum(each.changed for each in parts),
        unchanged=sum(each.unchanged for each in parts),
        errors=tuple(error for each in parts for error in each.errors),
    )


CLIMATE = climate_kind()
