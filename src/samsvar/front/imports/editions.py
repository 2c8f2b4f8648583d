"""Editions of published risk sources as kinds of files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import load_source, title_in
from samsvar.core.readers.cpi import read_cpi
from samsvar.core.readers.dfo import read_dfo
from samsvar.core.readers.dol import read_dol
from samsvar.core.readers.figures import FigureRow
from samsvar.core.readers.freedom_house import read_freedom_house
from samsvar.core.readers.ituc import read_ituc
from samsvar.core.readers.results import Progress, ReadResult, RowError, Source
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.catalogues.services import EditionDiffers, EditionMeta, import_edition
from samsvar.registers.suppliers.lookups import catalogue_lookups
from samsvar.subjects.due_diligence.services.assessments import assess_all


@dataclass(frozen=True, slots=True)
class RiskSource:
    """A source as the command line names it: what reads it, and the catalogue its editions belong to."""

    word: str
    catalogue: str
    read: Callable[..., ReadResult[FigureRow]]


SOURCES: Mapping[str, RiskSource] = {
    "freedom-house": RiskSource("country-risk", "freedom-house", read_freedom_house),
    "ituc": RiskSource("country-risk", "ituc", read_ituc),
    "cpi": RiskSource("country-risk", "cpi", read_cpi),
    "dol": RiskSource("product-risk", "dol-goods", read_dol),
    "dfo": RiskSource("product-risk", "dfo", read_dfo),
}


def edition_kind(word: str, source: str, edition: str) -> ImportKind | None:
    """The kind that reads one edition of a source; None where the source is not of that word.

    Without an edition the file must hold one only.
    """
    chosen = SOURCES[source]
    if chosen.word != word:
        return None

    def read(file: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
        found = chosen.read(file, name, catalogue_lookups(risk_catalogues()), edition, progress)
        found = _by_the_source(found, chosen)
        return found if found.errors else _of_edition(found, edition)

    def save(
        *,
        enterprise: OrgUnit | None,
        rows: Sequence[FigureRow],
        fields: Mapping[str, str],
        by: Actor,
        at: datetime,
        on: date,
        dry_run: bool,
        sha256: str,
    ) -> ImportOutcome:
        named = rows[0].edition
        about = load_source(chosen.catalogue)
        meta = EditionMeta(
            title=title_in(about.title, "nb"), publisher=about.publisher, licence=about.licence, url=about.url
        )
        values = {row.code: row.values for row in rows}
        try:
            done = import_edition(
                source=chosen.catalogue, edition=named, rows=values, meta=meta, by=by, at=at, dry_run=dry_run
            )
        except EditionDiffers:
            return ImportOutcome(errors=(RowError(None, None, "edition_differs", {"edition": named}),))
        if done.created and not dry_run:
            assess_all(by=by, at=at, on=on)
        return ImportOutcome(created=done.created, unchanged=done.unchanged)

    return ImportKind(word=word, name=_("Published risk figures"), read=read, save=save, of_enterprise=False)


def _by_the_source(found: ReadResult[FigureRow], source: RiskSource) -> ReadResult[FigureRow]:
    """The rows, or an error for each that says it is somebody's reading: such a row is never shown as the source's."""
    others = tuple(
        RowError(row.row, None, "other_publisher", {"source": source.catalogue})
        for row in found.rows
        if row.values.get("basis")
    )
    return ReadResult((), others, found.ignored_columns) if others else found


def _of_edition(found: ReadResult[FigureRow], edition: str) -> ReadResult[FigureRow]:
    """The rows of one edition of a file that may hold several."""
    held = sorted({row.edition for row in found.rows})
    wanted = edition or (held[0] if len(held) == 1 else "")
    rows = tuple(row for row in found.rows if row.edition == wanted)
    if rows:
        return ReadResult(rows, (), found.ignored_columns, found.ignored_sheets, found.fields)
    code = "edition_not_in_file" if wanted else "several_editions"
    error = RowError(None, None, code, {"edition": wanted, "held": held[-20:]})
    return ReadResult((), (error,), found.ignored_columns)
