"""The region's trusts side by side: how each stands, and when each holds what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.wheel.activities import DateSource
from samsvar.core.rules.wheel.region import ActivityRow, Cell, TrustLine, trust_lines
from samsvar.core.rules.wheel.region import side_by_side as rows_of
from samsvar.core.rules.wheel.standing import Standing, standing_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.wheel.models import Activity
from samsvar.registers.wheel.presenters.words import role_words
from samsvar.registers.wheel.selectors import Beneath


@dataclass(frozen=True)
class TrustRow:
    """One trust at a glance."""

    enterprise: OrgUnit
    line: TrustLine
    next_name: str


@dataclass(frozen=True)
class SideCell:
    """One activity at one trust: its days, whose they are, and how it stands."""

    enterprise: OrgUnit
    days: str
    source: str
    is_late: bool
    is_missing: bool


@dataclass(frozen=True)
class SideRow:
    """One activity across the trusts."""

    activity: Activity
    name: str
    role: str
    cells: Sequence[SideCell]


def _rows(beneath: Beneath, activities: Sequence[Activity], year: int, today: date) -> Sequence[ActivityRow]:
    return rows_of(
        [activity.as_rule() for activity in activities if not activity.only_here],
        [each.key for each in beneath.enterprises],
        [choice.as_rule(choice.enterprise) for choice in beneath.choices],
        beneath.occurrences,
        year,
        today,
    )


def trust_rows(beneath: Beneath, activities: Sequence[Activity], year: int, today: date) -> list[TrustRow]:
    """The trusts, those with most late first."""
    names = {activity.key: activity.name(current_language()) for activity in activities}
    enterprises = {each.key: each for each in beneath.enterprises}
    return [
        TrustRow(
            enterprise=enterprises[line.enterprise],
            line=line,
            next_name=names.get(line.next_due.activity, "") if line.next_due else "",
        )
        for line in trust_lines(_rows(beneath, activities, year, today), today)
    ]


def side_rows(beneath: Beneath, activities: Sequence[Activity], year: int, today: date) -> list[SideRow]:
    """The activities in their order, each with a cell for every trust."""
    enterprises = {each.key: each for each in beneath.enterprises}
    found = {row.activity.code: row for row in _rows(beneath, activities, year, today)}
    return [
        SideRow(
            activity=activity,
            name=activity.name(current_language()),
            role=role_words(activity.role),
            cells=[_cell(cell, enterprises[cell.enterprise], today) for cell in found[activity.key].cells],
        )
        for activity in activities
        if activity.key in found
    ]


def _cell(cell: Cell, enterprise: OrgUnit, today: date) -> SideCell:
    days = [each.due_on for each in cell.occurrences if each.due_on]
    if cell.left_out:
        shown = _("not held")
    elif days:
        shown = ", ".join(format_date(day, current_language(), "table") for day in sorted(days))
    else:
        shown = _("no day yet")
    return SideCell(
        enterprise=enterprise,
        days=shown,
        source=_("own") if cell.source is DateSource.OWN and not cell.left_out else "",
        is_late=any(standing_of(each, today) is Standing.LATE for each in cell.occurrences),
        is_missing=cell.is_missing,
    )
