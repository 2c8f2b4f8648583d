"""Which editions are held, what stands in them, and the lookups an assessment makes in them.

Invariant: an edition's rows never change, and its digest covers rows, publisher and completeness. So what is built from
a set of editions can be kept for as long as the process lives, by their digests.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from samsvar.core.catalogues import Edition as CoreEdition
from samsvar.core.rules.risk import EditionNotHeld, RiskCatalogues
from samsvar.core.rules.risk.coverage import Shortfall, shortfall
from samsvar.core.rules.risk.sources import SOURCES, TABLES, Values, edition_order
from samsvar.platform.access.prepared import ask
from samsvar.registers.catalogues.listed import WATCHLIST
from samsvar.registers.catalogues.models import Edition, EditionRow

#: The sets of editions kept made ready: the newest, and a few pairs that somebody compares.
_KEPT = 8
_AT_A_TIME = 500
_making = Lock()


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row that differs between two editions; `was` or `now` is None where only one of them holds it."""

    code: str
    was: Values | None
    now: Values | None


def editions() -> list[Edition]:
    """Every edition held, by source and then newest first. One query."""
    return ask("editions", lambda: Edition.objects.order_by("source", "-order"))


def editions_of(source: str) -> list[Edition]:
    """The editions held of one source, newest first. One query."""
    return list(Edition.objects.filter(source=source).order_by("-order"))


def newest_editions(held: Iterable[Edition] | None = None) -> dict[str, Edition]:
    """The newest edition of each source. One query, none where `held` is given."""
    found: dict[str, Edition] = {}
    for edition in editions() if held is None else held:
        kept = found.get(edition.source)
        if kept is None or edition_order(edition.edition) > edition_order(kept.edition):
            found[edition.source] = edition
    return found


def risk_catalogues(wanted: Mapping[str, str] | None = None, loaded: Iterable[Edition] | None = None) -> RiskCatalogues:
    """What an assessment looks up, by the editions named in `wanted` (source key → edition), else the newest held.

    One query, none where the editions are given in `loaded`; two more the first time a process meets a set of them.
    Raises EditionNotHeld for a named edition that is not loaded, also of a source that assessments do not use.
    """
    found = editions() if loaded is None else loaded
    held = [edition for edition in found if edition.source in SOURCES or edition.source in TABLES]
    chosen = newest_editions(held)
    for source, name in (wanted or {}).items():
        if source not in SOURCES:
            raise EditionNotHeld(source, name, ())
        chosen[source] = _named(source, name, held)
    key = tuple(sorted((edition.sha256, edition.pk) for edition in chosen.values()))
    with _making:
        return _made_ready(key)


def risk_catalogues_with(new: CoreEdition) -> RiskCatalogues:
    """What an assessment would look up once the edition is held: the newest of each source. Two queries."""
    chosen = newest_editions(each for each in editions() if each.source in SOURCES or each.source in TABLES)
    kept = chosen.get(new.source)
    if kept is not None and edition_order(kept.edition) > edition_order(new.edition):
        return risk_catalogues()
    chosen.pop(new.source, None)
    rows = _rows_of(chosen.values())
    return RiskCatalogues([*(as_core(edition, rows[edition.pk]) for edition in chosen.values()), new])


def watchlists() -> list[Edition]:
    """The newest edition of each list to screen against, by list. One query."""
    held = newest_editions(Edition.objects.filter(source__startswith=WATCHLIST).order_by("source", "-order"))
    return [held[source] for source in sorted(held)]


def entries_of(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a list by code, one by one."""
    rows = EditionRow.objects.filter(edition=edition).order_by("code").values_list("code", "values")
    yield from rows.iterator(chunk_size=2_000)


def entries_named(edition: Edition, codes: Collection[str]) -> dict[str, dict[str, Any]]:
    """The named entries of a list."""
    wanted = sorted(codes)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        rows = EditionRow.objects.filter(edition=edition, code__in=wanted[start : start + _AT_A_TIME])
        found.update(rows.values_list("code", "values"))
    return found


def entries_shown(edition: Edition, asked: str, most: int) -> tuple[list[tuple[str, Values]], int]:
    """The first entries of a list whose name holds the text, and how many do. Two queries, however long the list."""
    rows = EditionRow.objects.filter(edition=edition)
    if asked:
        rows = rows.filter(values__name__icontains=asked)
    return list(rows.order_by("code").values_list("code", "values")[:most]), rows.count()


def rows_of(edition: Edition) -> dict[str, Values]:
    """An edition's rows by code. One query."""
    return dict(EditionRow.objects.filter(edition=edition).order_by("code").values_list("code", "values"))


def edition_before(source: str, edition: str) -> Edition | None:
    """The newest edition held of the source that is older than the named one, held or not. One query."""
    older = [each for each in editions_of(source) if edition_order(each.edition) < edition_order(edition)]
    return max(older, key=lambda each: edition_order(each.edition), default=None)


def short_of_before(source: str, edition: str, codes: Collection[str]) -> Shortfall | None:
    """How few codes of the edition before it an edition holds, where they are markedly fewer. Two queries."""
    before = edition_before(source, edition)
    if before is None:
        return None
    was = EditionRow.objects.filter(edition=before).values_list("code", flat=True)
    return shortfall(source, before.edition, list(was), codes)


def what_moved(source: str, edition_a: str, edition_b: str) -> list[MovedRow]:
    """The rows that differ from one edition to another, by code. Raises EditionNotHeld where one is not loaded."""
    held = editions_of(source)
    was = rows_of(_named(source, edition_a, held))
    now = rows_of(_named(source, edition_b, held))
    return [
        MovedRow(code, was.get(code), now.get(code))
        for code in sorted(was.keys() | now.keys())
        if was.get(code) != now.get(code)
    ]


def as_core(edition: Edition, rows: Mapping[str, Values]) -> CoreEdition:
    """An edition with its rows in the form that `core` reads."""
    return CoreEdition(
        source=edition.source,
        edition=edition.edition,
        publisher=edition.publisher,
        rows=rows,
        licence=edition.licence,
        url=edition.url,
        complete=not edition.incomplete,
    )


def _named(source: str, name: str, held: Iterable[Edition]) -> Edition:
    of_source = [edition for edition in held if edition.source == source]
    for edition in of_source:
        if edition.edition == name:
            return edition
    raise EditionNotHeld(source, name, tuple(sorted((e.edition for e in of_source), key=edition_order)))


@lru_cache(maxsize=_KEPT)
def _made_ready(key: tuple[tuple[str, int], ...]) -> RiskCatalogues:
    chosen = Edition.objects.in_bulk([pk for _, pk in key])
    rows = _rows_of(chosen.values())
    return RiskCatalogues([as_core(edition, rows[pk]) for pk, edition in chosen.items()])


def _rows_of(chosen: Iterable[Edition]) -> dict[int, dict[str, Values]]:
    """The rows of several editions, by primary key and code. One query."""
    rows: dict[int, dict[str, Values]] = {edition.pk: {} for edition in chosen}
    found = EditionRow.objects.filter(edition__in=rows).values_list("edition_id", "code", "values")
    for edition_id, code, values in found:
        rows[edition_id][code] = values
    return rows
