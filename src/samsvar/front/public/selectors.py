"""What the public pages gather: statements by year, the enterprise's own texts, and numbers that may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from samsvar.core.rules.complaints import publishable
from samsvar.platform.access.viewer import operator
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import SupplierCode
from samsvar.subjects.complaints.presenters.cases import YearLine, year_line
from samsvar.subjects.complaints.selectors import numbers as complaint_numbers
from samsvar.subjects.complaints.selectors import years as complaint_years
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.information_requests.selectors import figures
from samsvar.subjects.information_requests.selectors import years as request_years
from samsvar.subjects.statements.models import Statement, StatementStatus

MOST_YEARS = 10


@dataclass(frozen=True)
class RequestYear:
    """A year's requests for information as anyone may see them. None where the number would tell of fewer than five."""

    year: int
    total: int | None
    answered: int | None
    late: int | None


def published_statements(enterprise: OrgUnit) -> list[Statement]:
    """The newest published edition of each year, the newest year first."""
    out = [StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED]
    rows = Statement.objects.filter(enterprise=enterprise, status__in=out, published_at__isnull=False)
    newest: dict[int, Statement] = {}
    for each in rows.defer("frozen", "levels", "left_out").order_by("-year", "-edition"):
        newest.setdefault(each.year, each)
    return list(newest.values())


def assessed_on(enterprise: OrgUnit) -> date | None:
    """The last day any of the enterprise's contracts was assessed."""
    found: date | None = ContractAssessment.objects.filter(contract__enterprise=enterprise).aggregate(last=Max("on"))[
        "last"
    ]
    return found


def supplier_code_of(enterprise: OrgUnit, today: date) -> SupplierCode | None:
    """The enterprise's guidelines for suppliers that are in force."""
    rows = SupplierCode.objects.filter(enterprise=enterprise, in_force_from__lte=today)
    return rows.order_by("-in_force_from", "-pk").first()


def complaints_by_year(enterprise: OrgUnit, today: date) -> Sequence[YearLine]:
    """The years that are over, from the first with a complaint; a year without one is told of too."""
    held = [year for year in complaint_years(enterprise) if year < today.year]
    if not held:
        return ()
    shown = range(today.year - 1, max(min(held), today.year - MOST_YEARS) - 1, -1)
    return [year_line(year, complaint_numbers(enterprise, year, today)) for year in shown]


def requests_by_year(enterprise: OrgUnit, today: date) -> Sequence[RequestYear]:
    """Requests for information in the years that are over."""
    viewer, lines = operator(on=today), []
    for year in request_years(viewer, enterprise)[:MOST_YEARS]:
        if year < today.year:
            (*_acts, held) = figures(viewer, enterprise, year, today)
            total = publishable({"all": held.received}).total
            lines.append(RequestYear(year, total, _told(held.answered, held.received), _told(held.late, held.received)))
    return lines


def _told(count: int, total: int) -> int | None:
    """A part of a whole, where neither it nor the rest tells of fewer than five."""
    shown = publishable({"part": count, "rest": total - count})
    return count if shown.total is not None and shown.rest == 0 else None
