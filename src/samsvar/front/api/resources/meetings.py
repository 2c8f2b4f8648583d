"""Bodies with their meetings and cases, and what was decided."""

from datetime import date
from typing import Any, Literal

from django.db.models import Q
from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one, referred, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, Search, Shown, Year, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body
from samsvar.registers.wheel.models import Meeting
from samsvar.registers.wheel.selectors import readable_bodies
from samsvar.subjects.meetings.models import Case, Decision
from samsvar.subjects.meetings.selectors.bodies import with_all

router = Router(tags=["meetings"])
_SEEN = Permission.VIEW_WHEEL
BODY_SORTS = {"name": Sort("name_nb")}
MEETING_SORTS = {"held_on": Sort("held_on", date), "year": Sort("year", int)}
CASE_SORTS = {"number": Sort("number"), "year": Sort("year", int)}
DECISION_SORTS = {"decided_on": Sort("decided_on", date)}


class BodyShown(Shown):
    """A board, a committee, a group. Who sits in it is not told here."""

    key: str
    enterprise: str
    name: str
    kind: str
    version: int


class MeetingShown(Shown):
    """A body's meeting. `number`: among the year's ordinary ones; null: an extraordinary one."""

    key: str
    enterprise: str
    body: Named
    year: int
    number: int | None
    held_on: date | None
    place: str | None
    cancelled: bool
    version: int


class CaseShown(Shown):
    """A case, by the number that the body writes (40/23)."""

    key: str
    enterprise: str
    body: Named
    meeting: str | None
    number: str
    year: int
    title: str
    summary: str | None
    link: str | None
    version: int


class StepShown(Shown):
    """What a decision asks somebody to do. `action`: what it became, where you may see it."""

    what: str
    unit: Named
    responsible: Named | None
    due_on: date | None
    action: str | None


class DecisionShown(Shown):
    """What was decided in a case, agreed in a meeting without one, or decided in a review; and how it was weighed."""

    key: str
    enterprise: str
    case: str | None
    meeting: str | None
    review: str | None
    text: str
    decided_on: date
    weighed_climate: str | None
    weighed_social: str | None
    weighed_economy: str | None
    steps: list[StepShown]
    version: int


class BodiesAsked(Asked):
    sort: Literal["name", "-name"] = "name"
    enterprise: Key | None = None


class MeetingsAsked(Asked):
    sort: Literal["held_on", "year", "-held_on", "-year"] = "-held_on"
    year: Year | None = None
    body: Key | None = None


class CasesAsked(Asked):
    sort: Literal["number", "year", "-number", "-year"] = "-year"
    q: Search = ""
    year: Year | None = None
    body: Key | None = None
    meeting: Key | None = None


class DecisionsAsked(Asked):
    sort: Literal["decided_on", "-decided_on"] = "-decided_on"
    case: Key | None = None
    meeting: Key | None = None


@router.get("/bodies", response=answers(page(BodyShown)), summary=_("List boards, committees and groups"))
def list_bodies(request: CalledRequest, asked: Query[BodiesAsked]) -> dict[str, Any]:
    viewer = allowed_somewhere(request, _SEEN)
    rows = readable_bodies(viewer)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    return page_of(request, rows, asked, BODY_SORTS, lambda row: _body(row, viewer), asked.sort)


@router.get("/meetings", response=answers(page(MeetingShown)), summary=_("List meetings"))
def list_meetings(request: CalledRequest, asked: Query[MeetingsAsked]) -> dict[str, Any]:
    """The newest first; those without a day last."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = _meetings(request)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.body:
        rows = rows.filter(body=referred(readable_bodies(viewer), asked.body, "body"))
    return page_of(request, rows, asked, MEETING_SORTS, lambda row: _meeting(row, viewer), asked.sort)


@router.get("/meetings/{key}", response=answers(MeetingShown), summary=_("Get a meeting"))
def get_meeting(request: CalledRequest, key: str) -> dict[str, Any]:
    return _meeting(one(_meetings(request), key), viewer_of_request(request))


@router.get("/cases", response=answers(page(CaseShown)), summary=_("List cases"))
def list_cases(request: CalledRequest, asked: Query[CasesAsked]) -> dict[str, Any]:
    viewer = allowed_somewhere(request, _SEEN)
    rows = _cases(request)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.body:
        rows = rows.filter(body=referred(readable_bodies(viewer), asked.body, "body"))
    if asked.meeting:
        rows = rows.filter(meeting=referred(_meetings(request), asked.meeting, "meeting"))
    if asked.q:
        rows = rows.filter(Q(number__icontains=asked.q) | Q(title__icontains=asked.q))
    return page_of(request, rows, asked, CASE_SORTS, lambda row: _case(row, viewer), asked.sort)


@router.get("/decisions", response=answers(page(DecisionShown)), summary=_("List decisions"))
def list_decisions(request: CalledRequest, asked: Query[DecisionsAsked]) -> dict[str, Any]:
    """The newest first, each with what it asks for."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = _decisions(request)
    if asked.case:
        rows = rows.filter(case=referred(_cases(request), asked.case, "case"))
    if asked.meeting:
        meeting = referred(_meetings(request), asked.meeting, "meeting")
        rows = rows.filter(Q(meeting=meeting) | Q(case__meeting=meeting))
    return page_of(request, rows, asked, DECISION_SORTS, lambda row: _decision(row, viewer), asked.sort)


@router.get("/decisions/{key}", response=answers(DecisionShown), summary=_("Get a decision"))
def get_decision(request: CalledRequest, key: str) -> dict[str, Any]:
    return _decision(one(_decisions(request), key), viewer_of_request(request))


def _meetings(request: CalledRequest) -> Any:
    return Meeting.objects.visible_to(viewer_of_request(request), _SEEN).select_related("body__enterprise")


def _cases(request: CalledRequest) -> Any:
    rows = Case.objects.visible_to(viewer_of_request(request), _SEEN)
    return rows.select_related("enterprise", "body", "meeting")


def _decisions(request: CalledRequest) -> Any:
    return with_all(Decision.objects.visible_to(viewer_of_request(request), _SEEN))


def _body(row: Body, viewer: Viewer) -> dict[str, Any]:
    enterprise = row.enterprise.key
    return {"key": row.key, "enterprise": enterprise, **_called(row, viewer), "kind": row.kind, "version": row.version}


def _called(row: Body, viewer: Viewer) -> dict[str, str]:
    return {"name": row.name(viewer.language)}


def _named_body(row: Body, viewer: Viewer) -> dict[str, str]:
    return {"key": row.key, **_called(row, viewer)}


def _meeting(row: Meeting, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in ("key", "year", "number", "held_on", "cancelled", "version")},
        "enterprise": row.body.enterprise.key,
        "body": _named_body(row.body, viewer),
        "place": row.place or None,
    }


def _case(row: Case, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in ("key", "number", "year", "title", "version")},
        **{column: getattr(row, column) or None for column in ("summary", "link")},
        "enterprise": row.enterprise.key,
        "body": _named_body(row.body, viewer),
        "meeting": row.meeting.key if row.meeting else None,
    }


def _decision(row: Decision, viewer: Viewer) -> dict[str, Any]:
    weighed = ("weighed_climate", "weighed_social", "weighed_economy")
    return {
        **{column: getattr(row, column) for column in ("key", "text", "decided_on", "version")},
        **{column: getattr(row, column) or None for column in weighed},
        "enterprise": row.enterprise.key,
        "case": row.case.key if row.case else None,
        "meeting": row.meeting.key if row.meeting else None,
        "review": row.review.key if row.review else None,
        "steps": [_step(each, viewer) for each in row.steps.all()],
    }


def _step(row: Any, viewer: Viewer) -> dict[str, Any]:
    person, action = row.responsible, row.action
    seen = action is not None and viewer.may(Permission.VIEW_ACTIONS, row.unit)
    return {
        "what": row.what,
        "unit": {"key": row.unit.key, "name": row.unit.name(viewer.language)},
        "responsible": {"key": person.key, "name": person.name} if person else None,
        "due_on": row.due_on,
        "action": action.key if seen else None,
    }
