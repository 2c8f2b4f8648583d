"""Goals, indicators and targets: what is wanted, how it is measured, and how much is wanted in which year."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, inside, one, referred, units_seen
from samsvar.front.api.numbers import text_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, Search, Shown, Year, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorTarget
from samsvar.registers.indicators.selectors.definitions import (
    goals_read_by,
    indicators_read_by,
    of_goal,
    targets_read_by,
)

router = Router(tags=["goals and indicators"])
SORTS = {"code": Sort("code"), "name": Sort("name_nb")}
TARGET_SORTS = {"year": Sort("year", int), "set_at": Sort("set_at", datetime)}
_SEEN = Permission.VIEW_INDICATORS


class GoalShown(Shown):
    """A goal. `takes_over`: the goal from above that it carries further. `change_percent`: negative for a cut."""

    key: str
    enterprise: str | None
    unit: Named
    code: str
    name: str
    about: str | None
    dimension: str | None
    theme: str | None
    parent: str | None
    takes_over: str | None
    main: bool
    base_year: int | None
    change_percent: str | None
    from_year: int | None
    to_year: int | None
    case: str | None
    source: str | None
    version: int


class IndicatorShown(Shown):
    """An indicator. `goals`: the keys of all it tells of, first the one it is first of all of."""

    key: str
    enterprise: str | None
    unit: Named
    code: str
    name: str
    definition: str | None
    unit_of_measure: str
    decimals: int
    direction: str
    period: str
    roll_up: str
    over_time: str
    formula: dict[str, Any]
    minimum_persons: int | None
    goals: list[str]
    theme: str | None
    prioritised: bool
    monitored_only: bool
    number: int | None
    base_year: int | None
    warning_band: str | None
    source: str | None
    retired: bool
    version: int


class TargetShown(Shown):
    """A target that was set for a unit and a year. Of several for the same, the one set last holds; all are kept."""

    key: str
    indicator: str
    unit: Named
    year: int
    kind: str
    number: str | None
    base_year: int | None
    warning_band: str | None
    words: str | None
    reason: str | None
    source: str | None
    inherited: bool
    set_at: datetime


class GoalsAsked(Asked):
    sort: Literal["code", "name", "-code", "-name"] = "code"
    q: Search = ""
    unit: Key | None = None


class IndicatorsAsked(GoalsAsked):
    goal: Key | None = None
    prioritised: bool | None = None
    retired: bool = False


class TargetsAsked(Asked):
    sort: Literal["year", "set_at", "-year", "-set_at"] = "-year"
    indicator: Key | None = None
    unit: Key | None = None
    year: Year | None = None


@router.get("/goals", response=answers(page(GoalShown)), summary=_("List goals"))
def list_goals(request: CalledRequest, asked: Query[GoalsAsked]) -> dict[str, Any]:
    """Those of the units you see, and those set above them. `unit`: set there or beneath."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = inside(goals_read_by(viewer_of_request(request)), viewer, asked.unit)
    if asked.q:
        rows = rows.filter(Q(name_nb__icontains=asked.q) | Q(code__icontains=asked.q))
    return page_of(request, rows, asked, SORTS, lambda row: _goal(row, viewer), asked.sort)


@router.get("/goals/{key}", response=answers(GoalShown), summary=_("Get a goal"))
def get_goal(request: CalledRequest, key: str) -> dict[str, Any]:
    return _goal(one(goals_read_by(viewer_of_request(request)), key), viewer_of_request(request))


@router.get("/indicators", response=answers(page(IndicatorShown)), summary=_("List indicators"))
def list_indicators(request: CalledRequest, asked: Query[IndicatorsAsked]) -> dict[str, Any]:
    """Those of the units you see, and those set above them. Those no longer measured only where `retired` asks."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = inside(indicators_read_by(viewer_of_request(request)), viewer, asked.unit)
    if not asked.retired:
        rows = rows.filter(retired=False)
    if asked.prioritised is not None:
        rows = rows.filter(prioritised=asked.prioritised)
    if asked.goal:
        goal = referred(goals_read_by(viewer_of_request(request)), asked.goal, "goal")
        rows = of_goal(rows, goal)
    if asked.q:
        rows = rows.filter(Q(name_nb__icontains=asked.q) | Q(code__icontains=asked.q))
    return page_of(request, rows, asked, SORTS, lambda row: _indicator(row, viewer), asked.sort)


@router.get("/indicators/{key}", response=answers(IndicatorShown), summary=_("Get an indicator"))
def get_indicator(request: CalledRequest, key: str) -> dict[str, Any]:
    return _indicator(one(indicators_read_by(viewer_of_request(request)), key), viewer_of_request(request))


@router.get("/targets", response=answers(page(TargetShown)), summary=_("List targets"))
def list_targets(request: CalledRequest, asked: Query[TargetsAsked]) -> dict[str, Any]:
    """Set for units you see or above them, replaced ones too. `unit`: set for that unit."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = targets_read_by(viewer)
    if asked.indicator:
        rows = rows.filter(
            indicator=referred(indicators_read_by(viewer_of_request(request)), asked.indicator, "indicator")
        )
    if asked.unit:
        rows = rows.filter(unit=referred(units_seen(viewer), asked.unit, "unit"))
    if asked.year:
        rows = rows.filter(year=asked.year)
    return page_of(request, rows, asked, TARGET_SORTS, lambda row: _target(row, viewer), asked.sort)


_GOAL = ("key", "code", "main", "base_year", "from_year", "to_year", "version")
_GOAL_TEXTS = ("dimension", "theme", "case", "source")
_INDICATOR = (
    *("key", "code", "unit_of_measure", "decimals", "direction", "period", "roll_up", "over_time", "formula"),
    *("minimum_persons", "prioritised", "monitored_only", "number", "base_year", "retired", "version"),
)


def _goal(row: Goal, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in _GOAL},
        **{column: getattr(row, column) or None for column in _GOAL_TEXTS},
        "enterprise": row.enterprise.key if row.enterprise else None,
        "unit": {"key": row.unit.key, "name": row.unit.name(viewer.language)},
        "name": row.name(viewer.language),
        "about": row.about(viewer.language) or None,
        "parent": row.parent.key if row.parent else None,
        "takes_over": row.takes_over.key if row.takes_over else None,
        "change_percent": text_of(row.change_percent),
    }


def _indicator(row: Indicator, viewer: Viewer) -> dict[str, Any]:
    further = [each.goal.key for each in row.other_goals.all()]
    return {
        **{column: getattr(row, column) for column in _INDICATOR},
        "theme": row.theme or None,
        "source": row.source or None,
        "enterprise": row.enterprise.key if row.enterprise else None,
        "unit": {"key": row.unit.key, "name": row.unit.name(viewer.language)},
        "name": row.name(viewer.language),
        "definition": row.definition(viewer.language) or None,
        "goals": [*([row.goal.key] if row.goal else []), *further],
        "warning_band": text_of(row.warning_band),
    }


def _target(row: IndicatorTarget, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in ("key", "year", "kind", "base_year", "inherited", "set_at")},
        **{column: getattr(row, column) or None for column in ("words", "reason", "source")},
        "indicator": row.indicator.key,
        "unit": {"key": row.unit.key, "name": row.unit.name(viewer.language)},
        "number": text_of(row.number),
        "warning_band": text_of(row.warning_band),
    }
