"""Read files in: all rows or none. The same file twice changes nothing.

Examples:
  samsvar import org-units enheter.xlsx
  samsvar import contracts avtaler.xlsx --enterprise 912345674 --dry-run
  samsvar import suppliers leverandorer.csv --enterprise 912345674 --json
  samsvar import checks kontroller.xlsx --enterprise 912345674 --dry-run
  samsvar import answers svar.xlsx --enterprise 912345674 --dry-run
  samsvar import measurements maling.xlsx --enterprise 912345674 --dry-run
  samsvar import climate klimaregnskap.xlsx --enterprise 912345674 --year 2024 --dry-run
  samsvar import documents dokumenter.xlsx --enterprise 912345674 --dry-run
  samsvar import actions handlingsplan.xlsx --enterprise 912345674 --dry-run
  samsvar import eforms kunngjoringer/*.xml --enterprise 912345674
  samsvar import watchlist targets.simple.csv --list eu_fsf --edition 2025-06-01
  samsvar import country-risk --source freedom-house FIW_2025.xlsx --edition 2025
"""

import argparse
from datetime import date
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.readers.climate_lines import FIRST_YEAR, LAST_YEAR
from samsvar.core.readers.results import RowError
from samsvar.front.cli.console import Console
from samsvar.front.cli.outcome import CommandError
from samsvar.front.imports.climate import WORD as CLIMATE
from samsvar.front.imports.climate import climate_kind
from samsvar.front.imports.editions import SOURCES, edition_kind
from samsvar.front.imports.watchlists import WORD as WATCHLIST
from samsvar.front.imports.watchlists import Said, watchlist_kind
from samsvar.platform.audit.actor import Actor
from samsvar.platform.imports.messages import line_of, message_of
from samsvar.platform.imports.outcome import ChangedMeanwhile
from samsvar.platform.imports.reading import FileIn, FileReport, import_files
from samsvar.platform.imports.registry import KINDS, ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today

_BY = Actor(person_key="", name="samsvar", via="cli")
_SHOWN = 50
_EDITIONS = ("country-risk", "product-risk")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The kind of file, the files, and whose they are."""
    kinds = [*(word for word, kind in KINDS.items() if kind.as_asked is None), *_EDITIONS, WATCHLIST]
    parser.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a file; several of eforms, company-facts")
    parser.add_argument("--enterprise", metavar="ORGNR", help="the organisation number of the enterprise that owns it")
    parser.add_argument("--year", type=int, metavar="YEAR", help="the year of climate lines that do not say theirs")
    parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    parser.add_argument("--source", choices=sorted(SOURCES), help="who publishes the country or product risk")
    parser.add_argument("--edition", help="which edition it is, for example 2025; of a watchlist the newest day in it")
    parser.add_argument("--list", metavar="NAME", default="", help="what a watchlist is called, for example eu_fsf")
    parser.add_argument("--publisher", default="", help="who publishes a watchlist, if not the format's own publisher")
    parser.add_argument("--licence", default="", help="the terms of a watchlist, if not the publisher's usual ones")
    parser.add_argument("--published", metavar="DATE", help="the day a watchlist was published, YYYY-MM-DD")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Read, judge and save. Returns 1 where the file has errors; then nothing was saved."""
    kind = _kind(arguments)
    on = today()
    files = [FileIn(_file(path), str(path)) for path in _checked(arguments.files, kind)]
    try:
        reports = import_files(
            kind=kind,
            files=files,
            enterprise=_enterprise(arguments.enterprise, kind, on),
            by=_BY,
            at=now(),
            on=on,
            dry_run=arguments.dry_run,
            progress=lambda done, total: console.progress(done, total, _("Reading")),
        )
    except (ChangedMeanwhile, IntegrityError):
        message = _("Somebody saved the same rows at the same time. Nothing is saved. Run the command again.")
        raise CommandError(message, code="changed_meanwhile", exit_code=1) from None
    console.document(_document(reports))
    _tell(reports, console)
    return 1 if any(report.outcome.errors for report in reports) else 0


def _kind(arguments: argparse.Namespace) -> ImportKind:
    if arguments.kind == WATCHLIST:
        return watchlist_kind(_said(arguments))
    if arguments.kind == CLIMATE:
        if arguments.year is not None and not FIRST_YEAR <= arguments.year <= LAST_YEAR:
            raise CommandError(
                _("%(year)s is not a year. Write it as 2024.") % {"year": arguments.year}, code="not_a_year"
            )
        return climate_kind(arguments.year)
    if arguments.kind not in _EDITIONS:
        return KINDS[arguments.kind]
    if not arguments.source:
        message = _("Say which source and edition it is, for example --source %(source)s --edition 2025.")
        example = "freedom-house" if arguments.kind == "country-risk" else "dfo"
        raise CommandError(message % {"source": example}, code="no_source")
    kind = edition_kind(arguments.kind, arguments.source, arguments.edition or "")
    if kind is None:
        message = _("%(source)s is not a source for %(kind)s.") % {"source": arguments.source, "kind": arguments.kind}
        raise CommandError(message, code="wrong_source")
    return kind


def _said(arguments: argparse.Namespace) -> Said:
    """What is said of a watchlist. Raises CommandError for a name, an edition or a day that cannot be."""
    published = None
    if arguments.published:
        try:
            published = date.fromisoformat(arguments.published)
        except ValueError:
            published = None
        if published is None or not 1900 <= published.year < 2200:
            message = _("%(text)s is not a day. Write it as 2025-12-31.") % {"text": arguments.published}
            raise CommandError(message, code="not_a_day")
    said = Said(arguments.list, arguments.edition or "", arguments.publisher, arguments.licence, published)
    if said.faults():
        message = _("Write --list and --edition with letters a to z, figures, - and _, at most 20 characters.")
        raise CommandError(message, code="name_not_understood")
    return said


def _checked(paths: list[Path], kind: ImportKind) -> list[Path]:
    if len(paths) > 1 and not kind.several_files:
        raise CommandError(_("Give one file at a time."), code="several_files")
    return paths


def _file(path: Path) -> Path:
    try:
        if path.is_file():
            with open(path, "rb"):
                return path
    except OSError:
        pass
    raise CommandError(_("There is no file %(path)s that can be read.") % {"path": path}, code="no_such_file")


def _enterprise(number: str | None, kind: ImportKind, on: date) -> OrgUnit | None:
    """The enterprise alive today that has the number."""
    if not kind.of_enterprise:
        return None
    if not number:
        raise CommandError(_("Say whose it is: --enterprise with the organisation number."), code="no_enterprise")
    digits = "".join(number.split())
    found = list(OrgUnit.objects.enterprises().alive(on).filter(orgnr=digits)[:2])
    if len(found) != 1:
        message = _("No enterprise has organisation number %(number)s today. Read in the units first.")
        raise CommandError(message % {"number": number}, code="enterprise_not_found")
    return found[0]


def _document(reports: list[FileReport]) -> dict[str, object]:
    """The document of one file; of several, their sums with each document under `files`."""
    documents = [report.document() for report in reports]
    if len(documents) == 1:
        return documents[0]
    return {
        "changed": sum(each["changed"] for each in documents),
        "created": sum(each["created"] for each in documents),
        "dry_run": reports[0].dry_run,
        "errors": [{**error, "file": each["file"]} for each in documents for error in each["errors"]],
        "file": ", ".join(str(each["file"]) for each in documents),
        "files": documents,
        "ignored_columns": sorted({column for each in documents for column in each["ignored_columns"]}),
        "unchanged": sum(each["unchanged"] for each in documents),
    }


def _tell(reports: list[FileReport], console: Console) -> None:
    refused = any(report.outcome.errors for report in reports)
    for report in reports:
        if report.ignored_columns:
            columns = ", ".join(report.ignored_columns)
            words = {"file": report.name, "columns": columns}
            console.say(_("%(file)s: columns that were not read: %(columns)s") % words)
        for warning in report.outcome.warnings:
            message, remedy = message_of(warning)
            placed = line_of(warning.row, warning.column, message)
            console.say(_("Note well: %(message)s. %(remedy)s") % {"message": placed, "remedy": remedy})
        for note in report.outcome.notes:
            console.say(message_of(note)[0] + ".")
        for error in report.outcome.errors[:_SHOWN]:
            console.say(_error_line(report, error, several=len(reports) > 1))
        more = len(report.outcome.errors) - _SHOWN
        if more > 0:
            console.say(ngettext("… and %(count)d more", "… and %(count)d more", more) % {"count": more})
    if refused:
        console.say(_("Nothing is saved."))
        return
    counts = {
        name: sum(getattr(report.outcome, name) for report in reports) for name in ("created", "changed", "unchanged")
    }
    line = _("%(created)d new, %(changed)d changed, %(unchanged)d as before.") % counts
    if reports[0].dry_run:
        console.say(_("This would happen: %(line)s Nothing is saved.") % {"line": line})
    elif not counts["created"] and not counts["changed"]:
        console.say(_("The file has been read before. Nothing is changed."))
    else:
        console.say(_("Done: %(line)s") % {"line": line})


def _error_line(report: FileReport, error: RowError, several: bool) -> str:
    message, remedy = message_of(error)
    line = f"{line_of(error.row, error.column, message)}. {remedy}"
    return f"{report.name}: {line}" if several else line
