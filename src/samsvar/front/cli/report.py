"""Write a unit's tertial or annual report to a file, or tell of it: what is met, what is late, what changed.

Examples:
  samsvar report tertial --unit HF-2 --period 2025T1 --out report.pdf
  samsvar report tertial --unit HF-2-3 --period 2025T1 --reader amu --out amu.docx
  samsvar report annual --unit HF-2 --period 2024 --out owner.xlsx --reader owner
  samsvar report annual --unit RHF-1 --period 2024 --json

`--unit` is the unit's number, key or organisation number. A report that is handed in is written as it was handed in,
with what must be hidden since masked; else it is drawn from the records as they are. Nothing is changed. The file is
whole or not there.
"""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from samsvar.core.documents.as_json import as_values
from samsvar.core.documents.model import Document
from samsvar.core.rules.indicators.periods import Period, PeriodKind, parse_period
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import unit_named
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.writing import form_of, write_whole
from samsvar.front.reporting.tertial.asked import Asked
from samsvar.front.reporting.tertial.document import figures_handed_in, pack_document
from samsvar.front.reporting.tertial.files import FORMS, file_of
from samsvar.front.reporting.tertial.handing_in import frozen_document
from samsvar.front.reporting.tertial.kept import figures_now
from samsvar.platform.access.viewer import operator
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import as_language
from samsvar.subjects.reports.models import Pack, Reader, Report

_KINDS = {"tertial": PeriodKind.TERTIAL, "annual": PeriodKind.YEAR}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which pack, unit and period, and where to."""
    parser.add_argument("pack", choices=tuple(_KINDS), metavar="PACK", help="tertial or annual")
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit's number, key or organisation number")
    parser.add_argument("--period", required=True, metavar="PERIOD", help="2025T2 of a tertial, 2025 of a year")
    parser.add_argument("--reader", choices=[each.value for each in Reader], help="only what is for this reader")
    parser.add_argument("--out", type=Path, metavar="FILE", help="ends in .html, .pdf, .docx, .xlsx or .json")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file, where one is asked for, and tell of the report."""
    otherwise = _("--out must end in .html, .pdf, .docx, .xlsx or .json, for example report.pdf")
    form = form_of(arguments.out, FORMS, otherwise) if arguments.out else ""
    unit, period, on = unit_named(arguments.unit), _period(arguments), today()
    language = as_language(console.language)
    asked = Asked(operator(on=on, language=language), unit, period, on, language, arguments.reader or "")
    handed_in = None if arguments.reader else _handed_in(unit, period, arguments.pack)
    document = (frozen_document(handed_in) if handed_in else None) or pack_document(asked)
    if arguments.out:
        write_whole(arguments.out, file_of(document, form))
        console.say(_("Wrote %(file)s: %(title)s.") % {"file": arguments.out, "title": document.title})
    console.say(f"{document.enterprise}: {document.title}")
    if console.as_json:
        console.document(_told(arguments, document, handed_in, asked))
    return 0


def _told(
    arguments: argparse.Namespace, document: Document, handed_in: Report | None, asked: Asked
) -> dict[str, object]:
    return {
        "document": as_values(document),
        "file": str(arguments.out) if arguments.out else None,
        "indicators": figures_now([handed_in])[handed_in.pk] if handed_in else figures_handed_in(asked),
        "pack": arguments.pack,
        "period": asked.period.code,
        "reader": arguments.reader,
        "sha256": handed_in.frozen_sha256 if handed_in else None,
        "state": str(handed_in.state) if handed_in else None,
        "unit": asked.unit.number,
        "unit_key": asked.unit.key,
    }


def _period(arguments: argparse.Namespace) -> Period:
    found = parse_period(arguments.period)
    if found is None or found.kind is not _KINDS[arguments.pack]:
        words = {
            "tertial": _("%(period)s is not a tertial. Write it like this: 2025T2."),
            "annual": _("%(period)s is not a year. Write it like this: 2025."),
        }
        raise CommandError(words[arguments.pack] % {"period": arguments.period}, code="not_a_period")
    return found


def _handed_in(unit: OrgUnit, period: Period, pack: str) -> Report | None:
    """The report as it was handed in; of several kinds the one asked for highest up."""
    rows = Report.objects.filter(unit=unit, kind__pack=Pack(pack), year=period.year, number=period.number)
    return rows.filter(frozen__isnull=False).order_by("kind__unit__path", "pk").first()
