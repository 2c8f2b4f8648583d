"""Editions of published risk sources as kinds of files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import Edition, load_source, title_in
from samsvar.core.readers.cpi import read_cpi
from samsvar.core.readers.dfo import read_dfo
from samsvar.core.readers.dol import read_dol
from samsvar.core.readers.figures import FigureRow
from samsvar.core.readers.freedom_house import read_freedom_house
from samsvar.core.readers.ituc import read_ituc
from samsvar.core.readers.results import Progress, ReadResult, RowError, Source
from samsvar.core.rules.risk.coverage import Shortfall
from samsvar.core.rules.risk.sources import Values
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, only_as_asked
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.catalogues.selectors import edition_before, risk_catalogues, risk_catalogues_with, rows_of
from samsvar.registers.catalogues.services import EditionDiffers, EditionMeta, figures, import_edition
from samsvar.registers.suppliers.lookups import catalogue_lookups
from samsvar.subjects.due_diligence.selectors.method_trial import Trial, what_sources_would_move
from samsvar.subjects.due_diligence.services.assessing_all import assess_all
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise


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
        notes = _what_moves(chosen.catalogue, named, values, meta, enterprise, on) if done.created and dry_run else ()
        if done.created and not dry_run:
            _renew(enterprise, by=by, at=at, on=on)
        return ImportOutcome(
            created=done.created, unchanged=done.unchanged, notes=notes, warnings=_warnings(done.shortfall)
        )

    return ImportKind(word=word, name=_("Published risk figures"), read=read, save=save, of_enterprise=False)


def _as_asked(answers: Mapping[str, str]) -> ImportKind:
    source = answers["source"]
    kind = edition_kind(SOURCES[source].word, source, answers["edition"])
    if kind is None:
        raise ValueError(source)
    return kind


def _asked() -> Mapping[str, forms.Field]:
    """Which source it is, by its title, and which edition."""
    titles = {word: title_in(load_source(each.catalogue).title, current_language()) for word, each in SOURCES.items()}
    return {
        "source": forms.ChoiceField(
            label=_("Source"), choices=[("", _("Choose")), *sorted(titles.items(), key=lambda each: each[1].casefold())]
        ),
        "edition": forms.RegexField(
            r"\A[0-9A-Za-z][0-9A-Za-z._-]{0,19}\Z",
            label=_("Edition"),
            max_length=20,
            help_text=_("As the publisher calls it, most often the year, for example 2025."),
            error_messages={"invalid": _("Write letters a to z, figures, full stop, - and _, for example 2025.")},
        ),
    }


EDITIONS = ImportKind(
    word="editions",
    name=_("Editions of the sources"),
    about=_(
        "A new edition of country or product risk, in the publisher’s own file. It stands beside those held, and is "
        "used from when it is saved if it is the newest."
    ),
    read=only_as_asked,
    save=only_as_asked,
    permission=Permission.MANAGE_EDITIONS,
    of_enterprise=False,
    listed="catalogues:editions",
    asked=_asked,
    as_asked=_as_asked,
)


def _renew(enterprise: OrgUnit | None, *, by: Actor, at: datetime, on: date) -> None:
    """The levels: of all where the operator reads in; else of whose reader it is, and the others' the next night."""
    if enterprise is None:
        assess_all(by=by, at=at, on=on)
    else:
        assess_enterprise(enterprise=enterprise, by=by, at=at, on=on)


def _what_moves(
    source: str, edition: str, values: Mapping[str, Values], meta: EditionMeta, enterprise: OrgUnit | None, on: date
) -> tuple[RowError, ...]:
    """What the edition would move: rows against the edition before, and levels of the enterprise's contracts."""
    notes = []
    before = edition_before(source, edition)
    if before is not None:
        was = rows_of(before)
        facts = {
            "before": before.edition,
            "added": len(values.keys() - was.keys()),
            "altered": sum(1 for code in values.keys() & was.keys() if figures(values[code]) != figures(was[code])),
            "gone": len(was.keys() - values.keys()),
        }
        notes.append(RowError(None, None, "edition_rows_move", facts))
    if enterprise is not None:
        new = Edition(source=source, edition=edition, publisher=meta.publisher, rows=values)
        trial = what_sources_would_move(enterprise, risk_catalogues_with(new), on)
        notes.append(_levels(trial))
    return tuple(notes)


def _warnings(found: Shortfall | None) -> tuple[RowError, ...]:
    if found is None:
        return ()
    facts = {"before": found.before, "held": found.held, "of": found.of}
    return (RowError(None, None, f"fewer_{found.counted}", facts),)


def _levels(trial: Trial) -> RowError:
    if not trial.up and not trial.down:
        return RowError(None, None, "edition_moves_no_level")
    first = [f"{each.number} ({each.was or '–'} → {each.now or '–'})" for each in trial.first]
    facts = {"contracts": trial.contracts, "up": trial.up, "down": trial.down}
    return RowError(None, None, "edition_levels_move", {**facts, "first": first + ["…"] * bool(trial.rest)})


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
