"""Strategies with their yearly editions and situation analysis, and what has been promised."""

from datetime import date
from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one, referred, units_seen
from samsvar.front.api.numbers import text_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, Search, Shown, Year, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.subjects.strategy.models import Edition, Promise, Strategy, SustainabilityProcess
from samsvar.subjects.strategy.selectors.editions import WholeEdition
from samsvar.subjects.strategy.selectors.process import promises_of

router = Router(tags=["strategies"])
_SEEN = Permission.VIEW_STRATEGY
SORTS = {"name": Sort("name"), "from_year": Sort("from_year", int)}
PROMISE_SORTS = {"number": Sort("number", int)}


class StrategyShown(Shown):
    """A strategy and its period. `parent`: the one that stands above it."""

    key: str
    enterprise: str
    unit: Named
    kind: str
    name: str
    area: str | None
    parent: str | None
    from_year: int
    to_year: int
    main_goal: str | None
    version: int


class EditionLine(Shown):
    year: int
    approved_on: date | None


class StrategyWhole(StrategyShown):
    editions: list[EditionLine]


class PointShown(Shown):
    """A point of the situation analysis: strength, weakness, opportunity or challenge. `actions`: keys."""

    key: str
    quadrant: str
    text: str
    site: str | None
    requirement: str | None
    goal: str | None
    actions: list[str]


class FactShown(Shown):
    """What somebody outside has found, with its source."""

    text: str
    figure: str | None
    unit_of_measure: str | None
    source: str
    year: int | None
    link: str | None


class EditionIndicatorShown(Shown):
    indicator: str
    code: str
    number: int
    prioritised: bool
    ambition: str | None
    source_document: str | None
    chapter: str | None
    footnote: str | None


class EditionActionShown(Shown):
    """An action that the edition holds, by key and title, with the keys of the indicators it is to move."""

    action: str
    title: str
    status: str
    indicators: list[str]


class EditionShown(EditionLine):
    strategy: str
    introduction: str | None
    improvement: str | None
    approver_title: str | None
    case_number: str | None
    points: list[PointShown]
    facts: list[FactShown]
    indicators: list[EditionIndicatorShown]
    actions: list[EditionActionShown]
    version: int


class PromiseShown(Shown):
    """A promise, and what it rests on. `actions` and `indicators` by key."""

    key: str
    enterprise: str
    year: int
    number: int
    text: str
    dimension: str
    un_goals: list[str]
    mission: str | None
    owner_expectation: str | None
    law: str | None
    actions: list[str]
    indicators: list[str]
    version: int


class StrategiesAsked(Asked):
    sort: Literal["name", "from_year", "-name", "-from_year"] = "name"
    q: Search = ""
    enterprise: Key | None = None


class PromisesAsked(Asked):
    sort: Literal["number", "-number"] = "number"
    year: Year | None = None
    enterprise: Key | None = None


@router.get("/strategies", response=answers(page(StrategyShown)), summary=_("List strategies"))
def list_strategies(request: CalledRequest, asked: Query[StrategiesAsked]) -> dict[str, Any]:
    viewer = allowed_somewhere(request, _SEEN)
    rows = _seen(request)
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.q:
        rows = rows.filter(name__icontains=asked.q)
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer), asked.sort)


@router.get("/strategies/{key}", response=answers(StrategyWhole), summary=_("Get a strategy with its editions"))
def get_strategy(request: CalledRequest, key: str) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    found = one(_seen(request), key)
    rows = found.editions.order_by("-year")
    editions = [{"year": each.year, "approved_on": each.approved_on} for each in rows]
    return {**_shown(found, viewer), "editions": editions}


@router.get("/strategies/{key}/editions/{year}", response=answers(EditionShown), summary=_("Get a year’s edition"))
def get_edition_of(request: CalledRequest, key: str, year: str) -> dict[str, Any]:
    """The situation analysis, the indicators and the actions of the year."""
    viewer = viewer_of_request(request)
    strategy = one(_seen(request), key)
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Http404
    rows = Edition.objects.readable_by(viewer).select_related("strategy__enterprise", "strategy__unit")
    found = rows.filter(strategy=strategy, year=int(year)).first()
    if found is None:
        raise Http404
    return _edition(found)


@router.get("/promises", response=answers(page(PromiseShown)), summary=_("List promises"))
def list_promises(request: CalledRequest, asked: Query[PromisesAsked]) -> dict[str, Any]:
    """Of the sustainability processes that you see. `year`: the year the process began."""
    viewer = allowed_somewhere(request, _SEEN)
    processes = SustainabilityProcess.objects.readable_by(viewer)
    if asked.enterprise:
        processes = processes.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    if asked.year:
        processes = processes.filter(year=asked.year)
    rows = promises_of(processes)
    return page_of(request, rows, asked, PROMISE_SORTS, _promise, asked.sort)


def _seen(request: CalledRequest) -> Any:
    rows = Strategy.objects.readable_by(viewer_of_request(request))
    return rows.select_related("enterprise", "unit", "parent")


_PLAIN = ("key", "kind", "name", "from_year", "to_year", "version")


def _shown(row: Strategy, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in _PLAIN},
        **{column: getattr(row, column) or None for column in ("area", "main_goal")},
        "enterprise": row.enterprise.key,
        "unit": {"key": row.unit.key, "name": row.unit.name(viewer.language)},
        "parent": row.parent.key if row.parent else None,
    }


_EDITION_TEXTS = ("introduction", "improvement", "approver_title", "case_number")
_TIE_TEXTS = ("ambition", "source_document", "chapter", "footnote")


def _edition(row: Edition) -> dict[str, Any]:
    whole = WholeEdition(row)
    return {
        **{column: getattr(row, column) for column in ("year", "approved_on", "version")},
        **{column: getattr(row, column) or None for column in _EDITION_TEXTS},
        "strategy": row.strategy.key,
        "points": [_point(each) for points in whole.points.values() for each in points],
        "facts": [
            {
                **{name: getattr(each, name) for name in ("text", "source", "year")},
                **{name: getattr(each, name) or None for name in ("unit_of_measure", "link")},
                "figure": text_of(each.figure),
            }
            for each in whole.facts
        ],
        "indicators": [
            {
                **{name: getattr(each, name) for name in ("number", "prioritised")},
                **{name: getattr(each, name) or None for name in _TIE_TEXTS},
                "indicator": each.indicator.key,
                "code": each.indicator.code,
            }
            for each in whole.indicators
        ],
        "actions": [
            {
                "action": each.action.key,
                "title": each.action.title,
                "status": each.action.status,
                "indicators": [indicator.key for indicator in each.indicators.all()],
            }
            for each in whole.actions
        ],
    }


def _point(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("key", "quadrant", "text")},
        "site": row.site.name if row.site else None,
        "requirement": row.requirement or None,
        "goal": row.goal.key if row.goal else None,
        "actions": [each.key for each in row.actions.all()],
    }


def _promise(row: Promise) -> dict[str, Any]:
    texts = ("mission", "owner_expectation", "law")
    return {
        **{name: getattr(row, name) for name in ("key", "number", "text", "dimension", "version")},
        **{name: getattr(row, name) or None for name in texts},
        "enterprise": row.process.enterprise.key,
        "year": row.process.year,
        "un_goals": parted(row.un_goals),
        "actions": [each.key for each in row.actions.all()],
        "indicators": [each.key for each in row.indicators.all()],
    }
