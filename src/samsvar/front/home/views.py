"""The start page, all deadlines, and search."""

from django.http import HttpResponse
from django.shortcuts import render

from samsvar.front.home import presenters, standing
from samsvar.front.home.changes import latest_changes
from samsvar.front.home.deadlines import waiting, with_documents, with_reports, with_statements
from samsvar.front.home.duties import answers_for, areas_of, finding
from samsvar.front.home.own_unit import own_unit
from samsvar.front.home.search import find
from samsvar.front.reporting.transparency_statement.years import years_without
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.audit.unchanged import as_recorded
from samsvar.platform.ui.clock import today


@signed_in
def start(request: ViewerRequest) -> HttpResponse:
    """What must I do, what changed, how do we stand."""
    allow_methods(request, "GET", "HEAD")
    viewer, day = request.viewer, today()
    if not viewer.grants:
        return render(request, "home/no_role.html")
    enterprise = chosen_enterprise(request)
    whole = viewer.may(Permission.VIEW_UNITS, enterprise)
    writes = viewer.may(Permission.WRITE_STATEMENT, enterprise)
    recorded = as_recorded(enterprise.key, above=enterprise.line_keys[:-1])
    due = with_documents(waiting(viewer, enterprise, day, recorded), viewer, day)
    due = with_reports(due, viewer, chosen_unit(request), day, recorded)
    if writes:
        due = with_statements(due, years_without(enterprise, day), day)
    concerned = whole or viewer.may_anywhere(Permission.APPROVE_STATEMENT)
    statement = standing.next_statement(viewer, enterprise, day) if concerned else None
    duties = areas_of(viewer, enterprise, statement, day) if statement and answers_for(viewer, enterprise) else []
    in_chain = whole or viewer.may_anywhere(Permission.MANAGE_CONTRACTS)
    counted = standing.standing_of(viewer, enterprise, day, recorded) if in_chain else standing.NOTHING_COUNTED
    return render(
        request,
        "home/start.html",
        {
            "title": presenters.day_title(due, statement, day),
            "own": None if whole else own_unit(viewer, chosen_unit(request), day),
            "groups": _groups(request, due),
            "duties": duties,
            "duties_finding": finding(duties) if duties else "",
            "changes": latest_changes(viewer, enterprise),
            "levels": counted.levels,
            "levels_words": presenters.levels_sentence(counted.levels),
            "statement": statement,
            "statement_figure": presenters.statement_figure(statement, day) if statement else "",
            "statement_unit": presenters.statement_unit(statement, day) if statement else "",
            "answers": counted.answers,
            "impacts": counted.impacts,
            "sees_chain": in_chain and standing.sees(viewer, Permission.VIEW_CONTRACTS, enterprise),
            "sees_impacts": in_chain and standing.sees(viewer, Permission.VIEW_IMPACTS, enterprise),
            "writes": writes,
            "enterprise": enterprise,
            "day": day,
        },
    )


@signed_in
def deadlines(request: ViewerRequest) -> HttpResponse:
    """Everything with a deadline, however far ahead."""
    enterprise, day = chosen_enterprise(request), today()
    allow_methods(request, "GET", "HEAD")
    recorded = as_recorded(enterprise.key, above=enterprise.line_keys[:-1])
    due = waiting(request.viewer, enterprise, day, recorded, until=None)
    due = with_documents(due, request.viewer, day, until=None)
    due = with_reports(due, request.viewer, chosen_unit(request), day, recorded, until=None)
    if request.viewer.may(Permission.WRITE_STATEMENT, enterprise):
        due = with_statements(due, years_without(enterprise, day), day, until=None)
    context = {"groups": _groups(request, due), "count": due.count, "enterprise": enterprise}
    return render(request, "home/deadlines.html", context)


@signed_in
def search(request: ViewerRequest) -> HttpResponse:
    """Records whose name, number or supplier holds the text."""
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    return render(
        request,
        "home/search.html",
        {"asked": asked, "groups": find(request.viewer, asked)},
    )


def _groups(request: ViewerRequest, due: object) -> list[tuple[str, list[presenters.DeadlineLine]]]:
    viewer = request.viewer
    named = (("over", "over"), ("this_week", "week"), ("next_two_weeks", "later"))
    return [(name, presenters.deadline_lines(getattr(due, column), viewer)) for column, name in named]
