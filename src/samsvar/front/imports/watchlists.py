"""Editions of lists of companies as a kind of file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.results import Progress, ReadResult, RowError, Source
from samsvar.core.readers.watchlist import Watchlist, read_watchlist
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.catalogues.services import EditionDiffers, EditionMeta, import_watchlist
from samsvar.registers.suppliers.lookups import catalogue_lookups

WORD = "watchlist"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a kind of list, and on which terms. None of them ships with Samsvar."""

    name: str
    title: str
    publisher: str
    licence: str
    url: str


_UFLPA = Publisher(
    "uflpa",
    "UFLPA Entity List",
    "US Department of Homeland Security, Forced Labor Enforcement Task Force",
    "Public domain (US)",
    "https://www.dhs.gov/uflpa-entity-list",
)
_OPENSANCTIONS = Publisher(
    "opensanctions", "OpenSanctions", "OpenSanctions", "CC BY-NC 4.0", "https://www.opensanctions.org/licensing/"
)
PUBLISHERS: Mapping[str, Publisher] = {
    "uflpa": _UFLPA,
    "opensanctions_table": _OPENSANCTIONS,
    "opensanctions_entities": _OPENSANCTIONS,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever reads the list in says of it. Empty: the format's own publisher, and the newest day in the file."""

    name: str = ""
    edition: str = ""
    publisher: str = ""
    licence: str = ""
    published_on: date | None = None

    def faults(self) -> list[str]:
        """Which of name and edition cannot be used."""
        found = [("name", self.name, _NAME), ("edition", self.edition, _EDITION)]
        return [which for which, text, form in found if text and not form.fullmatch(text)]


def watchlist_kind(said: Said) -> ImportKind:
    """The kind that reads one edition of a list."""

    def read(file: Source, name: str, enterprise: OrgUnit | None, progress: Progress | None) -> ReadResult[Any]:
        found = read_watchlist(file, name, catalogue_lookups(risk_catalogues()), progress)
        if found.rows and not (said.edition or found.rows[0].newest):
            return ReadResult((), (RowError(None, None, "missing_edition"),))
        return found

    def save(
        *,
        enterprise: OrgUnit | None,
        rows: Sequence[Watchlist],
        fields: Mapping[str, str],
        by: Actor,
        at: datetime,
        on: date,
        dry_run: bool,
        sha256: str,
    ) -> ImportOutcome:
        [found] = rows
        edition = said.edition or found.newest
        name, meta = _described(said, found)
        try:
            done = import_watchlist(name=name, edition=edition, found=found, meta=meta, by=by, at=at, dry_run=dry_run)
        except EditionDiffers:
            return ImportOutcome(errors=(RowError(None, None, "edition_differs", {"edition": edition}),))
        return ImportOutcome(created=done.created, unchanged=done.unchanged)

    return ImportKind(word=WORD, name=_("List to screen against"), read=read, save=save, of_enterprise=False)


def _described(said: Said, found: Watchlist) -> tuple[str, EditionMeta]:
    own = PUBLISHERS[found.kind]
    name = said.name or own.name
    same = name == own.name
    published = said.published_on
    if published is None and len(found.newest) == 10:
        published = date.fromisoformat(found.newest)
    return name, EditionMeta(
        title=own.title if same else f"{said.publisher or own.title}: {name}",
        publisher=said.publisher or own.publisher,
        licence=said.licence or own.licence,
        url=own.url if not said.publisher else "",
        published_on=published,
    )
