"""Goals and indicators of a unit, and a goal's page."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over, periods_between
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.presenters import goals as goal_words
from samsvar.registers.indicators.presenters import own_words, standing
from samsvar.registers.indicators.presenters.charts import chart_of
from samsvar.registers.indicators.presenters.parents import as_target
from samsvar.registers.indicators.presenters.words import DIMENSIONS, period_name
from samsvar.registers.indicators.presenters.years import year_rows
from samsvar.registers.indicators.reading import definition_of
from samsvar.registers.indicators.sections import Asked, actions_of, sections_of
from samsvar.registers.indicators.selectors.definitions import goals_for, indicators_for
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.pages import (
    goals_offered,
    indicators_of_goal,
    over_years,
    standings_of,
    standings_with_years,
)
from samsvar.registers.indicators.selectors.words import words_for
from samsvar.registers.indicators.views.places import Place, place_of

VIEWS = ("prioritised", "all")
GROUPINGS = ("dimension", "theme", "years")


@signed_in
def indicators(request: ViewerRequest) -> HttpResponse:
    """The unit's goals and indicators, the prioritised or all: by dimension, by theme, or over a strategy's years."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    allow_methods(request, "GET", "HEAD")
    every = indicators_for(place.unit)
    prioritised = [each for each in every if each.prioritised]
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS and (prioritised or asked == "all") else "prioritised" if prioritised else "all"
    by = request.GET.get("by", "")
    by = by if by in GROUPINGS else "dimension"
    chosen = prioritised if view == "prioritised" else every
    context = {
        **steering(viewer, place),
        "view": view,
        "by": by,
        "groupings": _groupings(by),
        "counts": {"prioritised": len(prioritised), "all": len(every)},
        "tabs": tabs(len(prioritised), len(every), view),
        "can_name": viewer.may(Permission.MANAGE_INDICATORS, place.unit.enterprise or place.unit),
        **(_over_years(place, chosen) if by == "years" else _grouped(viewer, place, chosen, view, by)),
        "has_any": bool(every) or goals_offered(place.unit).exists(),
    }
    return render(request, "indicators/indicators.html", context)


def _groupings(by: str) -> list[tuple[str, str, bool]]:
    words = (("dimension", _("By dimension")), ("theme", _("By theme")), ("years", _("Over the years")))
    return [(code, said, code == by) for code, said in words]


def _over_years(place: Place, chosen: list[Indicator]) -> dict[str, object]:
    found = over_years(place.unit, chosen, place.today)
    return {
        "finding": _("Targets and figures over the years"),
        "years": found.years,
        "rows": year_rows(chosen, found, place.unit),
    }


def _grouped(viewer: Viewer, place: Place, chosen: list[Indicator], view: str, by: str) -> dict[str, object]:
    found = standings_of(place.unit, place.period, place.today, chosen)
    actions = actions_of(Asked(viewer, place.unit, place.today), [each.pk for each in chosen])
    lines = [(each, standing.line_of(each, place.unit, actions)) for each in found]
    own = words_for(place.unit)
    told: dict[str, object] = {
        "finding": standing.finding([line for _each, line in lines]),
        "without_action": sum(line.no_action for _each, line in lines),
    }
    if by == "theme":
        return {**told, "dimensions": standing.by_theme(lines, own_words.themes(own))}
    goals = goals_for(place.unit)
    language = current_language()
    names = {each.unit_id: each.unit.name(language) for each in goals}
    told_of = {each.goal_id for each in chosen}
    shown_goals = goals if view == "all" else [each for each in goals if each.pk in told_of]
    held = {each.dimension for each in goals}
    empty = [code for code in DIMENSIONS if code and code not in held] if goals else []
    words = own_words.dimensions(own)
    return {**told, "dimensions": standing.by_dimension(shown_goals, lines, names, words, empty=empty)}


@signed_in
def goal(request: ViewerRequest, key: str) -> HttpResponse:
    """One goal: what it says, its path, its line upward, its parts, who carries it further, and its indicators."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    goals = goals_for(place.unit)
    found = found_goal(goals, key)
    allow_methods(request, "GET", "HEAD")
    of_goal = indicators_of_goal(place.unit, found)
    carried = Goal.objects.visible_to(viewer, Permission.VIEW_INDICATORS).filter(takes_over=found)
    asked = Asked(viewer, place.unit, place.today)
    years = _years_of(found, place)
    standings, by_year = standings_with_years(place.unit, place.period, place.today, of_goal, years)
    context = {
        **steering(viewer, place),
        "goal": found,
        "name": found.name(current_language()),
        "about": found.about(current_language()),
        "upward": goal_words.named(goal_words.upward(found, goals)),
        "parts": goal_words.named(each for each in goals if each.parent_id == found.pk),
        "carried_by": goal_words.named(carried.select_related("unit").order_by("unit__path", "pk")[:50]),
        "facts": goal_words.facts(found, words_for(place.unit)),
        "path": _path(found, of_goal, years, by_year),
        "lines": [standing.line_of(each, place.unit) for each in standings],
        "sections": sections_of(asked, found),
        "can_change": viewer.may(Permission.MANAGE_INDICATORS, found.unit),
    }
    return render(request, "indicators/goal.html", context)


def _years_of(found: Goal, place: Place) -> list[Period]:
    """The years from the goal's base year to the last that is over; none where it asks for no change from one."""
    last = last_over(place.today, PeriodKind.YEAR)
    if as_target(found) is None or not found.base_year or found.base_year > last.year:
        return []
    return list(periods_between(Period(PeriodKind.YEAR, max(found.base_year, last.year - 20)), last))


def _path(
    found: Goal, of_goal: list[Indicator], years: list[Period], by_year: Mapping[tuple[int, int], Shown]
) -> dict[str, object] | None:
    """The goal's straight path with the figures of an indicator that tells the same change, and a chart of both."""
    target = as_target(found)
    if target is None:
        return None
    told = next((each for each in of_goal if goal_words.tells_the_change(found, definition_of(each))), None)
    if told is None or not years:
        return {"told": goal_words.on_the_path(found, None, ()), "chart": None}
    series = [by_year[told.pk, year.year] for year in years]
    return {
        "told": goal_words.on_the_path(found, definition_of(told), series),
        "chart": chart_of(told, series, {target.year: target}),
    }


def tabs(prioritised: int, every: int, view: str) -> list[tuple[str, str, int, bool]]:
    """The saved views: code, words, how many, and whether it is the one shown."""
    found = [("prioritised", _("Prioritised"), prioritised, view == "prioritised")] if prioritised else []
    return [*found, ("all", pgettext("indicators", "All"), every, view == "all")]


def found_goal(goals: list[Goal], key: str) -> Goal:
    """The goal with the key among those that hold. Raises Http404."""
    found = next((each for each in goals if each.key == key), None)
    if found is None:
        raise Http404
    return found


def steering(viewer: Viewer, place: Place) -> dict[str, object]:
    """What every page of the room shows: unit, period, and what the viewer may do."""
    return {
        "unit": place.unit,
        "period": place.period,
        "period_name": period_name(place.period),
        "periods": [(each.code, period_name(each)) for each in place.periods],
        "can_manage": place.may(viewer, Permission.MANAGE_INDICATORS),
        "can_enter": place.may(viewer, Permission.ENTER_MEASUREMENTS),
        "can_export": place.may(viewer, Permission.EXPORT),
        "today": place.today,
    }
