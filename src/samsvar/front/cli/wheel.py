"""Write an enterprise's annual wheel to a file: the picture, a calendar, or both picture and list on paper.

Example: samsvar wheel --enterprise 312345676 --year 2026 --out wheel.svg

The ending of the file decides: .svg is the picture, .ics a calendar to read in, .pdf the picture and the list.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Document
from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.writing import form_of, write_whole
from samsvar.front.reporting.transparency_statement.files import FONTS
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.registers.wheel import feeds, selectors
from samsvar.registers.wheel.presenters import paper, wheel
from samsvar.registers.wheel.presenters.words import body_words


@dataclass(frozen=True)
class _Year:
    """What the file is made from."""

    enterprise: OrgUnit
    year: int
    names: Mapping[str, str]
    lines: list[wheel.Line]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which enterprise and year, and where to."""
    parser.add_argument("--enterprise", required=True, metavar="ORGNR", help="organisation number")
    parser.add_argument("--year", required=True, type=int, help="the wheel's year, e.g. 2026")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="ends in .svg, .ics or .pdf")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file. The file is whole or not there."""
    form = form_of(arguments.out, _FORMS, _("--out must end in .svg, .ics or .pdf, for example wheel.svg"))
    if not 1900 <= arguments.year <= 2199:
        raise CommandError(_("--year must be between 1900 and 2199"), code="unknown_year")
    enterprise = enterprise_with(arguments.enterprise)
    with translation.override(console.language):
        held = _year(enterprise, arguments.year)
        content = _FORMS[form](held)
    write_whole(arguments.out, content)
    late = sum(1 for line in held.lines if line.is_late)
    count = len(held.lines)
    words = ngettext(
        "Wrote %(file)s: %(count)d activity in %(year)d, %(late)d late.",
        "Wrote %(file)s: %(count)d activities in %(year)d, %(late)d late.",
        count,
    )
    console.say(words % {"file": arguments.out, "count": count, "year": arguments.year, "late": late})
    told = {"activities": count, "bytes": len(content), "enterprise": enterprise.orgnr, "file": str(arguments.out)}
    console.document({**told, "form": form, "late": late, "year": arguments.year})
    return 0


def _year(enterprise: OrgUnit, year: int) -> _Year:
    names = body_words(selectors.bodies_of(enterprise))
    rows = selectors.occurrences_of(enterprise, year)
    return _Year(enterprise, year, names, wheel.lines_of(rows, enterprise, names, today()))


def _svg(held: _Year) -> bytes:
    return wheel.picture_of(held.lines, held.year, today(), links=False).svg.text.encode("utf-8")


def _ics(held: _Year) -> bytes:
    rows = [line.row for line in held.lines]
    name = feeds.calendar_name(held.enterprise, mine=False)
    return feeds.calendar_of(rows, name, held.names, subscribed=False).encode("utf-8")


def _pdf(held: _Year) -> bytes:
    """Whoever asks for another form need not wait for the typesetter to be loaded."""
    render: Callable[..., bytes] = import_module("samsvar.core.documents.pdf").render_pdf
    document: Document = paper.document_of(held.lines, held.enterprise, held.year, today())
    return render(document, font_folders=[FONTS] if FONTS.is_dir() else [])


_FORMS: Mapping[str, Callable[[_Year], bytes]] = {"svg": _svg, "ics": _ics, "pdf": _pdf}
