"""The year's meetings with what waits, a body, and a meeting."""

from django.http import HttpResponse
from django.shortcuts import render

from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of
from samsvar.platform.organisation.models import BodyKind
from samsvar.platform.ui.clock import today
from samsvar.subjects.meetings.presenters.words import finding_of_meetings, meeting_name
from samsvar.subjects.meetings.sections import sections_of
from samsvar.subjects.meetings.selectors import bodies as selectors
from samsvar.subjects.meetings.views.finding import WRITTEN, find_body, find_meeting, require_sight

LONGEST_SEARCH = 100


@signed_in
def meetings(request: ViewerRequest) -> HttpResponse:
    """Those ahead first; cases by search; what waits."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    year = asked_of(request, ())["year"] or today().year
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    rows = selectors.meetings_of(viewer, enterprise, year)
    owed = selectors.owed_of(viewer, enterprise)
    ahead = [row for row in rows if not row.cancelled and (row.held_on is None or row.held_on >= today())]
    context = {
        "ahead": ahead,
        "asked": asked,
        "bodies": selectors.bodies_of(enterprise),
        "can_manage": viewer.may(WRITTEN, enterprise),
        "cases": selectors.cases_found(viewer, enterprise, asked) if asked else [],
        "enterprise": enterprise,
        "finding": finding_of_meetings(owed.unweighed, owed.waiting),
        "held": [row for row in reversed(rows) if row not in ahead],
        "owed": owed,
        "year": year,
        "years": [(each, each == year) for each in range(today().year + 1, today().year - 4, -1)],
    }
    return render(request, "meetings/meetings.html", context)


@signed_in
def body(request: ViewerRequest, key: str) -> HttpResponse:
    """What a body has met, decided, proposed and anchored."""
    found, viewer = find_body(request, key), request.viewer
    allow_methods(request, "GET", "HEAD")
    context = {
        "body": found,
        "can_manage": viewer.may(WRITTEN, found.enterprise),
        "cases": list(selectors.cases_of(body=found)[:100]),
        "enterprise": found.enterprise,
        "is_outside": found.kind == BodyKind.OUTSIDE,
        "meetings": list(found.meetings.order_by("-year", "-held_on", "-number")[:24]),
        "members": selectors.members_on(found, today()),
        "proposals": selectors.proposals_of(found),
        "sections": sections_of(viewer, found),
    }
    return render(request, "meetings/body.html", context)


@signed_in
def meeting(request: ViewerRequest, key: str) -> HttpResponse:
    """A meeting's cases with what was decided, and what was agreed without a case."""
    found, viewer = find_meeting(request, key), request.viewer
    allow_methods(request, "GET", "HEAD")
    context = {
        "agreed": selectors.agreed_in(found),
        "body": found.body,
        "can_manage": viewer.may(WRITTEN, found.body.enterprise),
        "cases": list(selectors.cases_of(meeting=found).order_by("number")),
        "enterprise": found.body.enterprise,
        "is_outside": found.body.kind == BodyKind.OUTSIDE,
        "meeting": found,
        "name": meeting_name(found),
    }
    return render(request, "meetings/meeting.html", context)
