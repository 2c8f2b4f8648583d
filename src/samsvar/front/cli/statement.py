"""Write the year's statement under the Transparency Act to a file.

Example: samsvar statement --enterprise 312345676 --year 2024 --out statement.pdf

A published statement is written as it was published, to the byte; a submitted one as it was sent to approval. Else it
is drawn from the records as they are. Where no statement is begun for the year, one is drawn without being kept.
"""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.outcome import CommandError
from samsvar.front.cli.writing import form_of, write_whole
from samsvar.front.reporting.transparency_statement.draft import unkept_statement
from samsvar.front.reporting.transparency_statement.files import FORMS, file_of
from samsvar.front.reporting.transparency_statement.publishing import drawn_on, frozen_document
from samsvar.front.reporting.transparency_statement.templates_held import template_names
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.subjects.statements.models import PublishedFile, Statement, StatementStatus


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which enterprise and year, and where to."""
    parser.add_argument("--enterprise", required=True, metavar="ORGNR", help="organisation number")
    parser.add_argument("--year", required=True, type=int, help="the year it accounts for, e.g. 2024")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="ends in .html, .pdf, .docx or .json")
    parser.add_argument("--template", choices=template_names(), help="where no statement is begun")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file. The file is whole or not there."""
    otherwise = _("--out must end in .html, .pdf, .docx or .json, for example statement.pdf")
    form = form_of(arguments.out, FORMS, otherwise)
    if not 2000 <= arguments.year <= today().year:
        raise CommandError(_("--year must be between 2000 and %(year)d") % {"year": today().year}, code="unknown_year")
    enterprise = enterprise_with(arguments.enterprise)
    content, told = _content(enterprise, arguments.year, form, console.language, arguments.template)
    write_whole(arguments.out, content)
    console.say(
        _("Wrote %(file)s: statement for %(year)d, %(status)s.")
        % {"file": arguments.out, "year": arguments.year, "status": StatementStatus(str(told["status"])).label}
    )
    console.document({"bytes": len(content), "file": str(arguments.out), "form": form, "year": arguments.year, **told})
    return 0


def _content(
    enterprise: OrgUnit, year: int, form: str, language: str, template: str | None
) -> tuple[bytes, dict[str, object]]:
    statement = (
        Statement.objects.filter(enterprise=enterprise, year=year)
        .exclude(status=StatementStatus.SUPERSEDED)
        .order_by("-edition")
        .first()
    )
    if statement is None:
        statement = unkept_statement(enterprise, year, language, template)
    told = {"edition": statement.edition, "status": str(statement.status)}
    if statement.status == StatementStatus.PUBLISHED:
        return bytes(PublishedFile.objects.get(statement=statement, form=form).content), told
    if statement.frozen:
        return file_of(frozen_document(statement), form), told
    return file_of(drawn_on(statement, today()).document, form), told
