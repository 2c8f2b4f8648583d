"""Reading editions in. An edition that is held is never changed: a correction is another edition beside it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction

from samsvar.core.catalogues import Edition as CoreEdition
from samsvar.core.catalogues import load_edition, load_source, source_ids, title_in
from samsvar.core.readers.watchlist import Watchlist
from samsvar.core.rules.risk.coverage import Shortfall
from samsvar.core.rules.risk.sources import Values, edition_order
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.registers.catalogues.events import EDITION_IMPORTED, EDITIONS_LOADED, WATCHLIST_IMPORTED
from samsvar.registers.catalogues.listed import WATCHLIST, values_of
from samsvar.registers.catalogues.models import Edition, EditionRow
from samsvar.registers.catalogues.selectors import short_of_before

_SYSTEM = Actor(person_key="", name="samsvar", via="cli")
_AT_A_TIME = 2_000
_WORDS_ABOUT = frozenset({"name", "note", "url"})


class EditionDiffers(ValueError):
    """The edition is held with other content, and an edition that is held is never changed."""

    def __init__(self, source: str, edition: str) -> None:
        super().__init__(f"{source} {edition} is held with other content")
        self.source = source
        self.edition = edition


@dataclass(frozen=True, slots=True)
class EditionMeta:
    """Who publishes an edition, when, and on which terms. `incomplete`: the publisher rates more than is held."""

    title: str
    publisher: str
    licence: str = ""
    url: str = ""
    published_on: date | None = None
    note: str = ""
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class EditionImport:
    """What reading an edition in did, or would do: `created` rows, or `unchanged` where it was held already.

    `shortfall` where it holds markedly fewer codes than the edition before it.
    """

    source: str
    edition: str
    created: int = 0
    unchanged: int = 0
    dry_run: bool = field(default=False)
    shortfall: Shortfall | None = None


@transaction.atomic
def load_shipped_editions(at: datetime, sources: Collection[str] | None = None) -> list[str]:
    """Load the editions that ship with Samsvar and are not held, all or those of `sources`; name them, sorted.

    Safe to repeat: what is held stays as it is.
    """
    held = set(Edition.objects.values_list("source", "edition"))
    loaded: list[str] = []
    for source in source_ids() if sources is None else sources:
        about = load_source(source)
        for name in about.editions:
            if (source, name) in held:
                continue
            shipped = load_edition(source, name)
            _store(source, name, shipped.rows, _shipped_meta(shipped, title_in(about.title, "nb")), at, shipped=True)
            loaded.append(f"{source} {name}")
    if loaded:
        _put_in_order({name.partition(" ")[0] for name in loaded})
        record(EDITIONS_LOADED, by=_SYSTEM, at=at, enterprise=None, about={"count": len(loaded)})
    return sorted(loaded)


@transaction.atomic
def import_edition(
    *,
    source: str,
    edition: str,
    rows: Mapping[str, Values],
    meta: EditionMeta,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> EditionImport:
    """Read in one edition beside those that are held. The same once more changes nothing.

    Raises EditionDiffers where the edition is held with other figures. A country spelt otherwise, or a note in other
    words than the edition that shipped has, is no other figure.
    """
    short = short_of_before(source, edition, rows)
    kept = Edition.objects.filter(source=source, edition=edition).first()
    if kept is not None:
        if kept.sha256 != _digest(rows, meta) and not _samefigures(kept, rows, meta):
            raise EditionDiffers(source, edition)
        return EditionImport(source, edition, unchanged=len(rows), dry_run=dry_run, shortfall=short)
    if not dry_run:
        stored = _store(source, edition, rows, meta, at)
        _put_in_order({source})
        about = {"source": source, "edition": edition, "rows": len(rows), "sha256": stored.sha256}
        record(EDITION_IMPORTED, by=by, at=at, enterprise=None, about=about)
    return EditionImport(source, edition, created=len(rows), dry_run=dry_run, shortfall=short)


@transaction.atomic
def import_watchlist(
    *, name: str, edition: str, found: Watchlist, meta: EditionMeta, by: Actor, at: datetime, dry_run: bool = False
) -> EditionImport:
    """Read in one edition of a list of companies beside those held. The same once more changes nothing.

    `name` is the list's own, e.g. `uflpa`. The entries are read through twice and never stand in memory as a whole.
    Raises EditionDiffers where the edition is held with other content.
    """
    source = f"{WATCHLIST}{name}"
    entries = ((row.id, values_of(row)) for row in found.entries())
    digest = sha256(json.dumps([meta.publisher]).encode())
    for entry in entries:
        digest.update(json.dumps(entry, ensure_ascii=False, sort_keys=True).encode())
    kept = Edition.objects.filter(source=source, edition=edition).first()
    if kept is not None:
        if kept.sha256 != digest.hexdigest():
            raise EditionDiffers(source, edition)
        return EditionImport(source, edition, unchanged=found.count, dry_run=dry_run)
    if not dry_run:
        stored = _edition(source, edition, meta, digest.hexdigest(), at)
        _store_rows(stored, ((row.id, values_of(row)) for row in found.entries()))
        _put_in_order({source})
        about = {"source": name, "edition": edition, "rows": found.count, "sha256": stored.sha256}
        record(WATCHLIST_IMPORTED, by=by, at=at, enterprise=None, about=about)
    return EditionImport(source, edition, created=found.count, dry_run=dry_run)


def _samefigures(kept: Edition, rows: Mapping[str, Values], meta: EditionMeta) -> bool:
    held = dict(EditionRow.objects.filter(edition=kept).values_list("code", "values"))
    return (
        kept.publisher == meta.publisher
        and held.keys() == rows.keys()
        and all(figures(held[code]) == figures(values) for code, values in rows.items())
    )


def figures(values: Values) -> Values:
    """What an edition says in a row, without the words about it: what tells whether two editions differ in it."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and name not in _WORDS_ABOUT and not name.startswith("note_")
    }


def _store(
    source: str, name: str, rows: Mapping[str, Values], meta: EditionMeta, at: datetime, shipped: bool = False
) -> Edition:
    edition = _edition(source, name, meta, _digest(rows, meta), at, shipped)
    _store_rows(edition, rows.items())
    return edition


def _edition(source: str, name: str, meta: EditionMeta, digest: str, at: datetime, shipped: bool = False) -> Edition:
    return Edition.objects.create(
        source=source,
        edition=name,
        order=0,
        title=meta.title,
        publisher=meta.publisher,
        licence=meta.licence,
        url=meta.url,
        published_on=meta.published_on,
        note=meta.note,
        incomplete=meta.incomplete,
        sha256=digest,
        loaded_at=at,
        shipped=shipped,
    )


def _store_rows(edition: Edition, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    stream = (EditionRow(edition=edition, code=code, values=dict(values)) for code, values in rows)
    while portion := list(islice(stream, _AT_A_TIME)):
        EditionRow.objects.bulk_create(portion)


def _put_in_order(sources: Collection[str]) -> None:
    """Number the editions of the sources by name, the newest highest: an older one may come in after a newer."""
    held: dict[str, list[Edition]] = {}
    for edition in Edition.objects.filter(source__in=sources):
        held.setdefault(edition.source, []).append(edition)
    moved = []
    for found in held.values():
        for place, edition in enumerate(sorted(found, key=lambda e: edition_order(e.edition)), start=1):
            if edition.order != place:
                edition.order = place
                moved.append(edition)
    Edition.objects.bulk_update(moved, ["order"])


def _shipped_meta(shipped: CoreEdition, title: str) -> EditionMeta:
    return EditionMeta(
        title=title,
        publisher=shipped.publisher,
        licence=shipped.licence,
        url=shipped.url,
        published_on=date.fromisoformat(shipped.published_on) if len(shipped.published_on) == 10 else None,
        note=title_in(shipped.note, "nb"),
        incomplete=not shipped.complete,
    )


def _digest(rows: Mapping[str, Values], meta: EditionMeta) -> str:
    """SHA-256 over what an assessment can see: rows by code, publisher, completeness. Terms and notes may be mended."""
    content = [[code, dict(values)] for code, values in sorted(rows.items())]
    text = json.dumps([content, meta.publisher, meta.incomplete], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
