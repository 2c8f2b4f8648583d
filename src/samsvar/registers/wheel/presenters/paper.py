"""A year's wheel as a document: the picture, and the same as a table."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Column, Document, Picture, Row, Section, Table, row
from samsvar.core.documents.numbers import format_days_left
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.presenters.wheel import GROUPS, Line, finding, picture_of


def document_of(lines: Sequence[Line], enterprise: OrgUnit, year: int, today: date) -> Document:
    """The wheel on one page, the list on the next, as on the page of the year."""
    picture = picture_of(lines, year, today, links=False)
    title, said = _("Annual wheel %(year)s") % {"year": year}, finding(lines, year)
    return Document(
        title=title,
        enterprise=enterprise.name(current_language()),
        language=current_language(),
        year=year,
        from_on=date(year, 1, 1),
        to_on=date(year, 12, 31),
        subtitle=said,
        status="published",  # the wheel as it is now: nothing that waits for approval
        opening=(Picture(picture.svg, said, _("The year’s activities by phase; the numbers are those of the list.")),),
        sections=(Section("list", "", _("The activities"), (_table(lines, said, today),)),),
    )


def _table(lines: Sequence[Line], caption: str, today: date) -> Table:
    columns = (
        Column(_("No."), "number"),
        Column(_("Activity"), row_header=True, width=2.4),
        Column(_("Days"), width=1.6),
        Column(_("Phase")),
        Column(_("Responsible"), width=1.4),
        Column(_("State"), width=1.2),
    )
    return Table(caption, columns, tuple(_row(line, today) for line in lines))


def _row(line: Line, today: date) -> Row:
    due = line.row.due_on
    stands = format_days_left(due, today, current_language()) if line.is_late and due else line.state
    return row(
        str(line.number), line.name, line.days, line.phase, line.whose or "–", stands or str(GROUPS[line.standing])
    )
