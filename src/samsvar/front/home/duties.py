"""What the managing director answers for: the duties of the enterprise by area, and one area with what answers each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.rules.duties import ALWAYS_SHOWN, DutyArea, DutyState, area_state
from samsvar.front.home.standing import StatementState, next_statement
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.subjects.governance.presenters.duties import AREAS, StateShown, Words, duty_lines, state_shown, told
from samsvar.subjects.governance.selectors.duties import AreaStanding, Duty, answering_at, duties_of, duty_areas


@dataclass(frozen=True)
class AreaLine:
    """An area of duties: how it stands, in words and numbers, and where its duties are."""

    area: DutyArea
    name: Words
    state: DutyState
    shown: StateShown
    numbers: str
    href: str


def answers_for(viewer: Viewer, enterprise: OrgUnit) -> bool:
    """Whether the viewer answers for the enterprise as a whole: director, board, and whoever prepares it for them."""
    wanted = (Permission.APPROVE_STATEMENT, Permission.PUBLISH_STATEMENT)
    return viewer.may(Permission.VIEW_DOCUMENTS, enterprise) and any(viewer.may(each, enterprise) for each in wanted)


def areas_of(viewer: Viewer, enterprise: OrgUnit, statement: StatementState, day: date) -> list[AreaLine]:
    """The areas in which the enterprise has duties, in order; with the statement that is due. One query."""
    return _lines(duty_areas(viewer, enterprise, day), statement, day)


def _lines(standings: Iterable[AreaStanding], statement: StatementState, day: date) -> list[AreaLine]:
    counts = {each.area: Counter(each.counts) for each in standings}
    if _statement_is_late(statement, day) and DutyArea.TRANSPARENCY_ACT in counts:
        counts[DutyArea.TRANSPARENCY_ACT][DutyState.LATE] += 1
    found = []
    for area in DutyArea:
        if area in counts or area in ALWAYS_SHOWN:
            held = counts.get(area, Counter())
            state = area_state(held)
            href = f"{reverse('home:duties')}?area={area}"
            found.append(AreaLine(area, AREAS[area], state, state_shown(state), told(held), href))
    return found


def _statement_is_late(statement: StatementState, day: date) -> bool:
    """Last year's statement is not out, and its day has passed (the Transparency Act § 5)."""
    return not statement.published and statement.due_on < day


def finding(lines: Iterable[AreaLine]) -> str:
    """In a sentence, how many areas lack something."""
    every = list(lines)
    late = sum(each.state is DutyState.LATE for each in every)
    lacking = sum(each.state is DutyState.WITHOUT_EVIDENCE for each in every)
    if late:
        words = ngettext(
            "%(n)d of %(all)d areas has duties that are late", "%(n)d of %(all)d areas have duties that are late", late
        )
        return words % {"n": late, "all": len(every)}
    if lacking:
        words = ngettext(
            "No duty is late, but %(n)d of %(all)d areas lacks evidence",
            "No duty is late, but %(n)d of %(all)d areas lack evidence",
            lacking,
        )
        return words % {"n": lacking, "all": len(every)}
    return _("All duties that are registered are met")


@signed_in
def duties(request: ViewerRequest) -> HttpResponse:
    """The duties of the chosen enterprise, one area at a time."""
    viewer, enterprise, day = request.viewer, chosen_enterprise(request), today()
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("area", "")
    if asked and asked not in list(DutyArea):
        raise BadRequest("area")
    every = duties_of(viewer, enterprise, day)
    statement = next_statement(viewer, enterprise, day)
    lines = _lines(_standings(every), statement, day)
    pressing = sorted(lines, key=lambda line: list(DutyState).index(line.state))
    area = DutyArea(asked) if asked else pressing[0].area
    answering = answering_at(enterprise, day)
    late = area is DutyArea.TRANSPARENCY_ACT and _statement_is_late(statement, day)
    context = {
        "area": area,
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, enterprise),
        "director": answering.director,
        "duties": duty_lines([each for each in every if each.area is area], enterprise, answering.delegated),
        "enterprise": enterprise,
        "finding": finding(lines),
        "late_statement": statement if late else None,
        "lines": lines,
        "name": AREAS[area],
    }
    return render(request, "home/duties.html", context)


def _standings(found: Iterable[Duty]) -> list[AreaStanding]:
    counts: dict[DutyArea, Counter[DutyState]] = {}
    for each in found:
        counts.setdefault(each.area, Counter())[each.state] += 1
    return [AreaStanding(area, area_state(held), held) for area, held in counts.items()]
