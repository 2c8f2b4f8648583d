"""Editions of lists of companies as a kind of file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.results import Progress, ReadResult, RowError, Source
from samsvar.core.readers.watchlist import Watchlist, read_watchlist
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.forms.fields import Day, Text
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, only_as_asked
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
        notes = _notes(found, bool(done.created)) if dry_run else ()
        return ImportOutcome(created=done.created, unchanged=done.unchanged, notes=notes)

    return ImportKind(word=WORD, name=_("List to screen against"), read=read, save=save, of_enterprise=False)


def _notes(found: Watchlist, new: bool) -> tuple[RowError, ...]:
    """What is left out of the list, and when it is used."""
    others = found.passed.others
    notes = [RowError(None, None, "watchlist_others", {"others": others})] if others else []
    return (*notes, RowError(None, None, "watchlist_used_by_night")) if new else tuple(notes)


def _as_asked(answers: Mapping[str, str]) -> ImportKind:
    day = answers["published_on"]
    words = {name: answers[name] for name in ("name", "edition", "publisher", "licence")}
    return watchlist_kind(Said(**words, published_on=date.fromisoformat(day) if day else None))


def _word(label: Any, form: re.Pattern[str], help_text: Any) -> forms.RegexField:
    return forms.RegexField(
        rf"\A{form.pattern}\Z",
        label=label,
        max_length=20,
        required=False,
        help_text=help_text,
        error_messages={"invalid": _("Write small letters a to z, figures, - and _, for example eu_fsf.")},
    )


def _asked() -> Mapping[str, forms.Field]:
    """What the command line takes as options. All may be left out where the publisher is the format's own."""
    return {
        "name": _word(
            _("What the list is called"),
            _NAME,
            _("For example eu_fsf. Empty: uflpa or opensanctions, by what the file is."),
        ),
        "edition": _word(_("Edition"), _EDITION, _("For example 2025-06-01. Empty: the newest day in the file.")),
        "publisher": Text(
            label=_("Publisher"), required=False, max_length=200, help_text=_("If not the format’s own publisher.")
        ),
        "licence": Text(
            label=_("Terms of use"), required=False, max_length=200, help_text=_("If not the publisher’s usual ones.")
        ),
        "published_on": Day(label=_("Published"), required=False),
    }


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


WATCHLISTS = ImportKind(
    word=WORD,
    name=_("List to screen against"),
    about=_(
        "An edition of a list of companies: the one under the Uyghur Forced Labor Prevention Act as a table, or "
        "OpenSanctions’ targets.simple.csv or entities.ftm.json. Larger files than 50 MB are read in at the command "
        "line. OpenSanctions is free for non-commercial use only."
    ),
    read=only_as_asked,
    save=only_as_asked,
    permission=Permission.MANAGE_EDITIONS,
    of_enterprise=False,
    endings=(".csv", ".xlsx", ".ods", ".json"),
    listed="due_diligence:screening",
    asked=_asked,
    as_asked=_as_asked,
)
