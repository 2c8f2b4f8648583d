"""An indicator's page for a unit, its units, the heat map, and what changed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.changes import Seen
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import Period, PeriodKind, last_over
from samsvar.core.rules.indicators.targets import targets_by_year
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters import changes as change_words
from samsvar.registers.indicators.presenters import indicator as told
from samsvar.registers.indicators.presenters import parents, standing
from samsvar.registers.indicators.presenters.charts import chart_of, control_chart_of
from samsvar.registers.indicators.presenters.forecasts import Told, is_own
from samsvar.registers.indicators.presenters.forecasts import told as forecast_told
from samsvar.registers.indicators.presenters.heat import Column, finding, heat_table, key_of_grades, key_of_shades
from samsvar.registers.indicators.presenters.words import bare, period_name, unit_words
from samsvar.registers.indicators.reading import target_of
from samsvar.registers.indicators.sections import Asked, sections_of
from samsvar.registers.indicators.selectors.definitions import indicators_for, line_in, targets_for
from samsvar.registers.indicators.selectors.entry import recent_corrections
from samsvar.registers.indicators.selectors.figures import (
    series_of,
    small_multiples,
    what_changed,
)
from samsvar.registers.indicators.selectors.forecasts import outlook_of
from samsvar.registers.indicators.selectors.pages import standings_below
from samsvar.registers.indicators.selectors.words import words_for
from samsvar.registers.indicators.views.lists import steering, tabs
from samsvar.registers.indicators.views.places import Place, indicator_of, place_of

PERIODS_DRAWN = {PeriodKind.MONTH: 36, PeriodKind.TERTIAL: 15, PeriodKind.YEAR: 8}
UNITS_ON_A_PAGE = 40
MOST_ACROSS = 24


@signed_in
def indicator(request: ViewerRequest, key: str) -> HttpResponse:
    """One indicator of the unit: how it stands, its chart, figures down to measurements, targets, and what it is."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    allow_methods(request, "GET", "HEAD")
    kind = chosen_kind(found, request.GET.get("by", ""))
    first, last = span(found, kind, place)
    rows = targets_for(found, place.unit)
    series = series_of(found, place.unit, first, last, rows)
    line = [str(each) for each in line_in(rows, place.unit)]
    years = range(first.year, max([last.year, *(row.year for row in rows)]) + 1)
    every = [target_of(row) for row in rows]
    of_years, yearly = targets_by_year(every, line, years), targets_by_year(every, line, years, yearly=True)
    in_force = {each.year: each.target for each in of_years if each.target is not None}
    each_year = {each.year: each.target for each in yearly if each.target is not None}
    now = told.latest(series)
    ahead = Told()
    if is_own(found, kind):
        ahead = forecast_told(found, outlook_of(found, place.unit, series), {**each_year, **in_force})
    context = {
        **steering(viewer, place),
        "indicator": found,
        "name": found.name(current_language()),
        "goal_name": found.goal.name(current_language()) if found.goal else "",
        "about": found.definition(current_language()),
        "title": told.title(found, now, series),
        "now": standing.line_of(now, place.unit) if now else None,
        "now_period": period_name(now.period) if now else "",
        "facts": told.facts(found, words_for(place.unit)),
        "chart": chart_of(found, series, parents.drawn_above(found, in_force), ahead.drawn),
        "ahead": ahead,
        "above": parents.above(found, in_force),
        "conflicts": parents.conflicts(found, of_years, yearly),
        "control": control_chart_of(found, series),
        "figures": told.figures(found, series, place.unit),
        "parts": told.part_names(found),
        "targets": told.targets(found, of_years, yearly, rows, line),
        "corrections": told.corrections(
            found,
            recent_corrections(found, place.unit, at_most=5),
            {each.period for each in series if each.masked},
        ),
        "kinds": told.kinds(found, kind),
        "kind": kind.value,
        "sections": sections_of(Asked(viewer, place.unit, place.today), found),
        "can_change": viewer.may(Permission.MANAGE_INDICATORS, found.unit),
    }
    return render(request, "indicators/indicator.html", context)


def chosen_kind(indicator: Indicator, asked: str) -> PeriodKind:
    """The kind of period that figures are shown by: the indicator's own, or a longer one."""
    own = PeriodKind(indicator.period)
    kinds = list(PeriodKind)
    return PeriodKind(asked) if asked in kinds and kinds.index(PeriodKind(asked)) >= kinds.index(own) else own


def span(indicator: Indicator, kind: PeriodKind, place: Place) -> tuple[Period, Period]:
    """The first and last period that are drawn: back to the base year where years are."""
    last = last_over(place.today, kind)
    first = last.moved(1 - PERIODS_DRAWN[kind])
    if kind is PeriodKind.YEAR and indicator.base_year and indicator.base_year < first.year:
        first = Period(kind, max(indicator.base_year, last.year - 20))
    return first, last


@signed_in
def units(request: ViewerRequest, key: str) -> HttpResponse:
    """The same indicator for each unit under the chosen one, drawn small on one scale."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    allow_methods(request, "GET", "HEAD")
    kind = chosen_kind(found, request.GET.get("by", ""))
    _first, last = span(found, kind, place)
    first = last.moved(1 - min(PERIODS_DRAWN[kind], 12))
    every = small_multiples(found, place.unit, first, last, viewer)
    page = Paginator(told.multiples(found, every), UNITS_ON_A_PAGE).get_page(request.GET.get("page") or 1)
    context = {
        **steering(viewer, place),
        "indicator": found,
        "name": found.name(current_language()),
        "page": page,
        "first": period_name(first),
        "last": period_name(last),
        "scale": told.scale_words(found, every),
    }
    return render(request, "indicators/units.html", context)


@signed_in
def heat(request: ViewerRequest) -> HttpResponse:
    """The units under the chosen one against its indicators, opening at the weakest."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    allow_methods(request, "GET", "HEAD")
    every = indicators_for(place.unit)
    prioritised = [each for each in every if each.prioritised]
    asked = request.GET.get("view", "")
    view = "all" if asked == "all" or not prioritised else "prioritised"
    chosen = every if view == "all" else prioritised
    found = standings_below(place.unit, place.period, place.today, viewer, chosen[:MOST_ACROSS])
    columns = {key: _column(each, place, found.whole.get(key)) for key, each in found.indicators.items()}
    cells = [
        Seen(indicator_key, unit_key, Direction(each.indicator.direction), each.standing)
        for (unit_key, indicator_key), each in found.cells.items()
    ]
    own = str(place.unit.pk)
    cells += [Seen(key, own, Direction(each.indicator.direction), each.standing) for key, each in found.whole.items()]
    known = {each.indicator for each in cells if each.now.figure is not None or each.now.reason == "masked"}
    shown = {key: each for key, each in columns.items() if key in known or not known}
    language = current_language()
    by_key = {**found.units, own: place.unit}
    names = {key: (each.name(language), _heat_of(each.key, place)) for key, each in by_key.items()}
    table = heat_table(
        cells,
        names,
        shown,
        lambda unit, each: standing.page_of(found.indicators[each], by_key[unit]),
        whole=own,
    )
    page = Paginator(table.rows, UNITS_ON_A_PAGE).get_page(request.GET.get("page") or 1)
    context = {
        **steering(viewer, place),
        "finding": finding(table),
        "table": table,
        "page": page,
        "key": key_of_grades(),
        "shades": key_of_shades(table),
        "left_out": len(columns) - len(shown),
        "view": view,
        "tabs": tabs(len(prioritised), len(every), view),
        "show_all": request.GET.get("calm") == "1",
    }
    return render(request, "indicators/heat.html", context)


def _heat_of(key: str, place: Place) -> str:
    return f"?unit={key}&p={place.period.code}"


def _column(each: Indicator, place: Place, whole: Any) -> Column:
    name = f"{each.name(current_language())}, {unit_words(each.unit_of_measure)}"
    if each.unit_of_measure in ("percent", "count"):
        name = each.name(current_language()) + (", %" if each.unit_of_measure == "percent" else "")
    target = whole.standing.target if whole is not None else None
    if target is None and whole is not None and whole.target is not None and whole.target.kind == "value":
        target = whole.target.number
    words = bare(target, each.decimals) if target is not None else "–"
    return Column(
        str(each.pk), name, standing.page_of(each, place.unit), words, each.decimals, Direction(each.direction)
    )


@signed_in
def changes(request: ViewerRequest) -> HttpResponse:
    """What changed for the unit since the period before, the most pressing first."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    allow_methods(request, "GET", "HEAD")
    before = place.period.previous()
    found = what_changed(place.unit, place.period, before)
    language = current_language()
    names = {
        each.change.seen.indicator: change_words.Named(
            each.now.indicator.name(language), each.now.indicator.unit_of_measure, each.now.indicator.decimals
        )
        for each in found
    }
    addresses = {
        (each.change.seen.unit_id, each.change.seen.indicator): standing.page_of(each.now.indicator, place.unit)
        for each in found
    }
    context = {
        **steering(viewer, place),
        "before": period_name(before),
        "lines": change_words.change_lines([each.change for each in found], names, {}, addresses),
        "title": told.changes_title(found, _("since %(period)s") % {"period": period_name(before)}),
    }
    return render(request, "indicators/changes.html", context)
