"""Years that ought to have a statement and assessments (R000-55), and lack them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from samsvar.core.rules.statement import publication_deadline
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import AssessmentRun
from samsvar.subjects.statements.models import Statement, StatementStatus

#: The Act came into force on 1 July 2022; the first statement covers that year.
FIRST_YEAR = 2022


@dataclass(frozen=True)
class MissingYear:
    """A year that the Act applied to without a published statement here, whether it is begun, and whether it is late.

    `assessed`: the contracts were assessed in the year or since.
    """

    year: int
    due_on: date
    begun: bool
    late: bool
    assessed: bool


def years_without(enterprise: OrgUnit, today: date) -> tuple[MissingYear, ...]:
    """Every ended year the Act has applied to without a published statement, newest first. Two queries.

    Years before the first one here do not count where an earlier statement elsewhere is named. None where the
    enterprise has judged that the Act does not apply; where it has not judged, last year only.
    """
    first_run = AssessmentRun.objects.filter(enterprise=OuterRef("pk")).order_by("on").values("on")
    columns = ("profile__act_applies", "profile__act_from_year", Subquery(first_run[:1]))
    applies, from_year, assessed_on = OrgUnit.objects.values_list(*columns).get(pk=enterprise.pk)
    if applies is False:
        return ()
    last = today.year - 1
    since = from_year if applies and from_year else last
    held = Statement.objects.filter(enterprise=enterprise).order_by("year", "edition")
    states: dict[int, set[str]] = {}
    for year, status, links in held.values_list("year", "status", "earlier_links"):
        states.setdefault(year, set()).add(status)
        if links.strip():
            since = max(since, min(states))
    out = {StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED}
    found = []
    for year in range(last, max(since, FIRST_YEAR) - 1, -1):
        if states.get(year, set()) & out:
            continue
        due_on = publication_deadline(date(year, 12, 31)).due_on
        assessed = assessed_on is not None and assessed_on.year <= year + 1
        found.append(MissingYear(year, due_on, year in states, due_on < today, assessed))
    return tuple(found)
