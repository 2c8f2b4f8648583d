"""The year's meetings with what waits, a body, and a meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of
from samsvar.platform.forms.versioned import begun
from samsvar.platform.organisation.models import BodyKind
from samsvar.platform.ui.clock import now, today
from samsvar.registers.wheel.services.meetings import save_meeting
from samsvar.subjects.meetings.forms import MeetingForm
from samsvar.subjects.meetings.presenters.words import finding_of_meetings, meeting_name
from samsvar.subjects.meetings.sections import sections_of
from samsvar.subjects.meetings.selectors import bodies as selectors
from samsvar.subjects.meetings.views.finding import WRITTEN, find_body, find_meeting, require_sight
from samsvar.subjects.meetings.views.saving import form_page, page_under

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


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """Plan a meeting of a body, or register one that was held."""
    found, viewer = find_body(request, key), request.viewer
    require(viewer, WRITTEN, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = MeetingForm(request.POST or None, initial={"year": today().year})

    def save() -> str:
        made = save_meeting(body=found, fields=form.written, by=viewer.actor, at=now())
        return reverse("meetings:meeting", args=[made.key])

    above = ((reverse("meetings:body", args=[found.key]), found.name_nb),)
    page = page_under(above, _("Register a meeting"), _("Save the meeting"), _("The meeting is saved."))
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change when and where a meeting is."""
    found, viewer = find_meeting(request, key), request.viewer
    require(viewer, WRITTEN, found.body.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = MeetingForm(request.POST or None, initial=begun(MeetingForm, found))

    def save() -> None:
        about: dict[str, Any] = {"fields": form.written, "version": form.version_sent}
        save_meeting(body=found.body, meeting=found, **about, by=viewer.actor, at=now())

    above = (
        (reverse("meetings:body", args=[found.body.key]), found.body.name_nb),
        (reverse("meetings:meeting", args=[found.key]), meeting_name(found)),
    )
    page = page_under(above, _("Change the meeting"), _("Save the meeting"), _("The meeting is saved."))
    return form_page(request, page, form, save)
