"""The audit trail: what was done, by whom and when."""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, LPad
from django.http import Http404
from ninja import Query, Router

from samsvar.core.rules.dates import day_starts_at
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Day, Instant, Key, Search, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.column_words import column_words
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.presenters import Change, sentence_of, words_for
from samsvar.platform.audit.selectors import events_visible
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract

router = Router(tags=["audit trail"])
SORTS = {"at": Sort("at", datetime, key="place")}
ROWS_SHOWN = 200
#: Settles the order of events of one instant: by their place in the chain, and between chains by hash.
_PLACE = Concat(LPad(Cast("sequence", CharField()), 15, Value("0")), "hash", output_field=CharField())

#: What one must have, besides the trail itself, to read what stood in a row of these tables.
NEEDED: dict[str, Permission] = {
    "suppliers_": Permission.VIEW_CONTRACTS,
    "due_diligence_differentialtreatment": Permission.VIEW_WORKFORCE_CASES,
    "due_diligence_ownworkforceyear": Permission.VIEW_WORKFORCE,
    "due_diligence_positiongroup": Permission.VIEW_WORKFORCE,
    "due_diligence_contractassessment": Permission.VIEW_CONTRACTS,
    "due_diligence_": Permission.VIEW_IMPACTS,
    "actions_": Permission.VIEW_ACTIONS,
    "plans_": Permission.VIEW_ACTIONS,
    "indicators_": Permission.VIEW_INDICATORS,
    "wheel_": Permission.VIEW_WHEEL,
    "meetings_": Permission.VIEW_WHEEL,
    "governance_": Permission.VIEW_DOCUMENTS,
    "strategy_": Permission.VIEW_STRATEGY,
    "statements_": Permission.VIEW_DRAFT_STATEMENTS,
    "organisation_person": Permission.VIEW_PEOPLE,
    "access_": Permission.VIEW_PEOPLE,
}


class About(Shown):
    """The row that the event is about; its label is null where it is forgotten, or not for you to see."""

    table: str
    key: str
    label: str | None


class EventShown(Shown):
    """An event by its hash. `sequence` is its place in the enterprise's chain."""

    hash: str
    enterprise: str
    sequence: int
    at: Instant
    kind: str
    words: str
    actor_key: str | None
    actor_name: str | None
    via: str
    about: About | None


class ChangeShown(Shown):
    """A column as it was and as it is, in words. What needs a permission that you lack is left out."""

    table: str
    key: str
    field: str
    was: str | int | None
    now: str | int | None


class EventWhole(EventShown):
    changes: list[ChangeShown]


class EventsAsked(Asked):
    sort: Literal["at", "-at"] = "-at"
    kind: Search = ""
    enterprise: Key | None = None
    first: Day | None = None
    last: Day | None = None


@router.get("/events", response=answers(page(EventShown)), summary=_("List events of the audit trail"))
def list_events(request: CalledRequest, asked: Query[EventsAsked]) -> dict[str, Any]:
    """Of the enterprises where you have `view_trail`. `first` and `last` are days in Norway, both included."""
    viewer = allowed_somewhere(request, Permission.VIEW_TRAIL)
    enterprises = _enterprises(viewer)
    rows = events_visible([key for key in enterprises if asked.enterprise in (None, key)]).annotate(place=_PLACE)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.first:
        rows = rows.filter(at__gte=day_starts_at(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=day_starts_at(asked.last + timedelta(days=1)))
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer, enterprises), asked.sort)


@router.get("/events/{hash}", response=answers(EventWhole), summary=_("Get an event with what it changed"))
def get_event(request: CalledRequest, hash: str) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    enterprises = _enterprises(viewer)
    found = events_visible(enterprises).filter(hash=hash).first() if hash.isalnum() else None
    if found is None:
        raise Http404
    enterprise = enterprises[found.enterprise]
    sees_prices = viewer.may(Permission.VIEW_PRICES, enterprise)
    _words, changes = words_for(found, viewer.language, rows=ROWS_SHOWN)
    kept = [
        {
            "table": change["table"],
            "key": change["key"],
            "field": change["field"],
            "was": _plain(change["was"]),
            "now": _plain(change["is"]),
        }
        for change in changes
        if _may_read(viewer, change["table"], enterprise) and (sees_prices or not _is_price(change))
    ]
    return {**_shown(found, viewer, enterprises), "changes": kept}


def _is_price(change: Change) -> bool:
    table = Contract._meta.db_table
    return (change["table"], change["field"]) == (table, column_words(table, "value_ore"))


def _enterprises(viewer: Viewer) -> dict[str, OrgUnit]:
    """By key, the enterprises whose whole trail the viewer may read."""
    seen = units_seen(viewer).enterprises()
    return {unit.key: unit for unit in seen if viewer.may(Permission.VIEW_TRAIL, unit)}


def _may_read(viewer: Viewer, table: str, enterprise: OrgUnit) -> bool:
    needed = next((permission for start, permission in NEEDED.items() if table.startswith(start)), None)
    return needed is None or viewer.may(needed, enterprise)


def _plain(value: Any) -> str | int | None:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _shown(event: Event, viewer: Viewer, enterprises: dict[str, OrgUnit]) -> dict[str, Any]:
    label = event.object_label if _may_read(viewer, event.object_table, enterprises[event.enterprise]) else ""
    about = {"table": event.object_table, "key": event.object_key, "label": label or None}
    return {
        "hash": event.hash,
        "enterprise": event.enterprise,
        "sequence": event.sequence,
        "at": event.at,
        "kind": event.kind,
        "words": sentence_of(event),
        "actor_key": event.actor_key or None,
        "actor_name": event.actor_name or None,
        "via": event.via,
        "about": about if event.object_table else None,
    }
