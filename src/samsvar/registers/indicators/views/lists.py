"""Goals and indicators of a unit, and a goal's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal
from samsvar.registers.indicators.presenters import goals as goal_words
from samsvar.registers.indicators.presenters import standing
from samsvar.registers.indicators.presenters.words import period_name
from samsvar.registers.indicators.selectors.definitions import goals_for, indicators_for
from samsvar.registers.indicators.selectors.pages import standings_of
from samsvar.registers.indicators.views.places import Place, place_of

VIEWS = ("prioritised", "all")


@signed_in
def indicators(request: ViewerRequest) -> HttpResponse:
    """The unit's goals and indicators by dimension: the prioritised, or all."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    allow_methods(request, "GET", "HEAD")
    every = indicators_for(place.unit)
    prioritised = [each for each in every if each.prioritised]
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS and (prioritised or asked == "all") else "prioritised" if prioritised else "all"
    found = standings_of(place.unit, place.period, place.today, prioritised if view == "prioritised" else every)
    goals = goals_for(place.unit)
    if view == "prioritised":
        told_of = {each.goal_id for each in prioritised}
        shown_goals = [each for each in goals if each.pk in told_of]
    else:
        shown_goals = goals
    lines = [standing.line_of(each, place.unit) for each in found]
    language = current_language()
    names = {each.unit_id: each.unit.name(language) for each in goals}
    context = {
        **steering(viewer, place),
        "finding": standing.finding(lines),
        "dimensions": standing.by_dimension(shown_goals, found, place.unit, names),
        "view": view,
        "counts": {"prioritised": len(prioritised), "all": len(every)},
        "tabs": tabs(len(prioritised), len(every), view),
        "has_any": bool(goals or every),
    }
    return render(request, "indicators/indicators.html", context)


@signed_in
def goal(request: ViewerRequest, key: str) -> HttpResponse:
    """One goal: what it says, its line upward, its parts, who carries it further, and its indicators."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    goals = goals_for(place.unit)
    found = found_goal(goals, key)
    allow_methods(request, "GET", "HEAD")
    further = [row.indicator_id for row in found.other_indicators.all()]
    of_goal = [each for each in indicators_for(place.unit) if each.goal_id == found.pk or each.pk in further]
    carried = Goal.objects.visible_to(viewer, Permission.VIEW_INDICATORS).filter(takes_over=found)
    context = {
        **steering(viewer, place),
        "goal": found,
        "name": found.name(current_language()),
        "about": found.about(current_language()),
        "upward": goal_words.named(goal_words.upward(found, goals)),
        "parts": goal_words.named(each for each in goals if each.parent_id == found.pk),
        "carried_by": goal_words.named(carried.select_related("unit").order_by("unit__path", "pk")[:50]),
        "facts": goal_words.facts(found),
        "lines": [
            standing.line_of(each, place.unit) for each in standings_of(place.unit, place.period, place.today, of_goal)
        ],
        "can_change": viewer.may(Permission.MANAGE_INDICATORS, found.unit),
    }
    return render(request, "indicators/goal.html", context)


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
