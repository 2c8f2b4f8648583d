"""The annual wheel: activities that recur, and each time that one is held."""

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import allowed_somewhere, one, people_to_name, referred, units_seen, version_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import (
    LEFT_OUT,
    Asked,
    Day,
    Given,
    Key,
    Named,
    OneOf,
    Prose,
    Shown,
    Version,
    Year,
    answers,
    page,
)
from samsvar.front.api.words import message
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.clock import now, today
from samsvar.registers.wheel.models import Activity, ActivityPhase, Occurrence, OccurrenceState
from samsvar.registers.wheel.selectors import answers_for, readable_occurrences
from samsvar.registers.wheel.services.occurrences import (
    begin_occurrence,
    cancel_occurrence,
    finish_occurrence,
    open_occurrence,
    write_occurrence,
)

router = Router(tags=["annual wheel"])
SORTS = {"due_on": Sort("due_on", date), "year": Sort("year", int)}
ACTIVITY_SORTS = {"number": Sort("number", int), "name": Sort("name_nb")}
_STATES = tuple(state for state in OccurrenceState.values if state != OccurrenceState.WITHDRAWN)


class ActivityShown(Shown):
    """Something that recurs each year. `timing`: its days as rules; empty where each trust sets its own."""

    key: str
    enterprise: str
    code: str
    number: int
    name: str
    about: str | None
    phase: str
    result: str
    role: str | None
    timing: dict[str, Any]
    fixed: bool
    only_here: bool
    from_year: int | None
    to_year: int | None
    version: int


class OccurrenceShown(Shown):
    """One time that an activity is held. `late` is worked out from the day and the state."""

    key: str
    enterprise: str
    activity: Named
    year: int
    slot: str | None
    opens_on: date | None
    due_on: date | None
    state: str
    late: bool
    role: str | None
    responsible: Named | None
    notes: str | None
    evidence: str | None
    reason: str | None
    done_on: date | None
    fixed: bool
    version: int


class ActivitiesAsked(Asked):
    sort: Literal["number", "name", "-number", "-name"] = "number"
    phase: Annotated[str, OneOf(ActivityPhase.values)] | None = None
    enterprise: Key | None = None


class OccurrencesAsked(Asked):
    sort: Literal["due_on", "year", "-due_on", "-year"] = "due_on"
    year: Year | None = None
    state: Annotated[str, OneOf(_STATES)] | None = None
    late: bool | None = None
    mine: bool = False
    enterprise: Key | None = None
    activity: Key | None = None


class OccurrenceChange(Given):
    """Only the fields given are changed."""

    version: Version | None = None
    notes: Prose = LEFT_OUT
    evidence: Prose = LEFT_OUT
    responsible: Key | None = None


class OccurrenceStanding(Shown):
    state: str
    late: bool
    done_on: date | None
    reason: str | None
    version: int


class OccurrenceMove(Given):
    """`done` needs the day, and notes or evidence; `cancelled` the reason; `not_begun` opens what was ended again."""

    state: Literal["under_way", "done", "cancelled", "not_begun"]
    done_on: Day | None = None
    notes: Prose = ""
    evidence: Prose = ""
    reason: Prose = ""
    version: Version | None = None


@router.get("/activities", response=answers(page(ActivityShown)), summary=_("List activities of the annual wheel"))
def list_activities(request: CalledRequest, asked: Query[ActivitiesAsked]) -> dict[str, Any]:
    """Those of the enterprises you see, and those set above them."""
    viewer = allowed_somewhere(request, Permission.VIEW_WHEEL)
    rows = _activities(request)
    if asked.phase:
        rows = rows.filter(phase=asked.phase)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    return page_of(request, rows, asked, ACTIVITY_SORTS, lambda row: _activity(row, viewer), asked.sort)


@router.get("/activities/{key}", response=answers(ActivityShown), summary=_("Get an activity"))
def get_activity(request: CalledRequest, key: str) -> dict[str, Any]:
    return _activity(one(_activities(request), key), viewer_of_request(request))


@router.get("/occurrences", response=answers(page(OccurrenceShown)), summary=_("List when activities are held"))
def list_occurrences(request: CalledRequest, asked: Query[OccurrencesAsked]) -> dict[str, Any]:
    """The nearest day first; those without one last."""
    viewer = allowed_somewhere(request, Permission.VIEW_WHEEL)
    rows = _seen(request)
    for column in ("year", "state"):
        if getattr(asked, column) is not None:
            rows = rows.filter(**{column: getattr(asked, column)})
    if asked.late is not None:
        late = Q(due_on__lt=today(), state__in=_GOING)
        rows = rows.filter(late) if asked.late else rows.exclude(late)
    if asked.mine:
        rows = rows.filter(responsible=viewer.person)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.activity:
        rows = rows.filter(activity=referred(_activities(request), asked.activity, "activity"))
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer), asked.sort)


@router.get("/occurrences/{key}", response=answers(OccurrenceShown), summary=_("Get one time an activity is held"))
def get_occurrence(request: CalledRequest, key: str) -> dict[str, Any]:
    return _shown(one(_seen(request), key), viewer_of_request(request))


@router.patch("/occurrences/{key}", response=answers(OccurrenceShown), summary=_("Note what came of an activity"))
def note_occurrence(request: CalledRequest, key: str, body: OccurrenceChange) -> dict[str, Any]:
    """Needs `manage_wheel`; by session, whoever is responsible for it may too."""
    viewer = viewer_of_request(request)
    found = _to_work(request, key)
    fields = body.model_dump(exclude_unset=True, exclude={"version"})
    if "responsible" in fields:
        people = people_to_name(viewer, found.enterprise)
        fields["responsible"] = referred(people, fields["responsible"], "responsible")
    version = version_of(request, body.version)
    with stale_told(lambda row: _shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        write_occurrence(occurrence=found, fields=fields, by=viewer.actor, at=now(), version=version)
    return _shown(found, viewer)


@router.get("/occurrences/{key}/state", response=answers(OccurrenceStanding), summary=_("See how far it has come"))
def get_state(request: CalledRequest, key: str) -> dict[str, Any]:
    return _standing(one(_seen(request), key))


@router.post(
    "/occurrences/{key}/state",
    response=answers(OccurrenceStanding),
    summary=_("Begin, finish, cancel or open it again"),
)
def set_state(request: CalledRequest, key: str, body: OccurrenceMove) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    found = _to_work(request, key)
    who: dict[str, Any] = {"by": viewer.actor, "at": now(), "version": version_of(request, body.version)}
    with stale_told(lambda row: _shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        if body.state == "done":
            if body.done_on is None:
                raise Refusal(422, "invalid", fields={"done_on": message("missing")})
            said: dict[str, Any] = {"notes": body.notes or found.notes, "evidence": body.evidence or found.evidence}
            finish_occurrence(occurrence=found, done_on=body.done_on, **said, **who)
        elif body.state == "cancelled":
            cancel_occurrence(occurrence=found, reason=body.reason, **who)
        elif body.state == "under_way":
            begin_occurrence(occurrence=found, **who)
        else:
            open_occurrence(occurrence=found, **who)
    return _standing(found)


_GOING = (OccurrenceState.NOT_BEGUN, OccurrenceState.UNDER_WAY)


def _activities(request: CalledRequest) -> Any:
    return Activity.objects.readable_by(viewer_of_request(request)).select_related("enterprise")


def _seen(request: CalledRequest) -> Any:
    return readable_occurrences(viewer_of_request(request)).exclude(state=OccurrenceState.WITHDRAWN)


def _to_work(request: CalledRequest, key: str) -> Occurrence:
    """The occurrence, to be changed: by right, or in one's own session as one who answers for it.

    A token does no more than its permissions say, whoever owns it.
    """
    found: Occurrence = one(_seen(request), key)
    viewer = viewer_of_request(request)
    if request.caller.by_token or not answers_for(viewer, found):
        require(viewer, Permission.MANAGE_WHEEL, found.enterprise)
    return found


def _is_late(row: Occurrence) -> bool:
    return row.due_on is not None and row.due_on < today() and row.state in _GOING


_ACTIVITY = ("key", "code", "number", "phase", "result", "timing", "fixed", "only_here", "from_year", "to_year")
_PLAIN = ("key", "year", "opens_on", "due_on", "state", "done_on", "fixed", "version")
_TEXTS = ("slot", "role", "notes", "evidence", "reason")


def _activity(row: Activity, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in (*_ACTIVITY, "version")},
        "enterprise": row.enterprise.key,
        "name": row.name(viewer.language),
        "about": row.about(viewer.language) or None,
        "role": row.role or None,
    }


def _shown(row: Occurrence, viewer: Viewer) -> dict[str, Any]:
    person = row.responsible
    return {
        **{column: getattr(row, column) for column in _PLAIN},
        **{column: getattr(row, column) or None for column in _TEXTS},
        "enterprise": row.enterprise.key,
        "activity": {"key": row.activity.key, "name": row.activity.name(viewer.language)},
        "late": _is_late(row),
        "responsible": {"key": person.key, "name": person.name} if person else None,
    }


def _standing(row: Occurrence) -> dict[str, Any]:
    return {
        "state": row.state,
        "late": _is_late(row),
        "done_on": row.done_on,
        "reason": row.reason or None,
        "version": row.version,
    }
