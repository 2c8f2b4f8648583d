"""Indicators and their figures as XLSX or CSV: what the person may take out, hidden where it is hidden in the pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from samsvar.core.documents.spreadsheets import SheetColumn, write_csv, write_xlsx
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.core.rules.indicators.status import grade
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.own_words import dimension_words, theme_words
from samsvar.registers.indicators.presenters.standing import target_words
from samsvar.registers.indicators.presenters.words import period_name, source_words, status_words, unit_words
from samsvar.registers.indicators.selectors.definitions import indicators_for
from samsvar.registers.indicators.selectors.figures import Shown, series_of
from samsvar.registers.indicators.selectors.pages import over_years, standings_of
from samsvar.registers.indicators.selectors.words import OwnWords, words_for
from samsvar.registers.indicators.views.pages import chosen_kind, span
from samsvar.registers.indicators.views.places import Place, indicator_of, place_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
def indicators(request: ViewerRequest, ending: str) -> HttpResponse:
    """The table of the unit's indicators: how each stands in the period, and its target in each year that has one."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    require(viewer, Permission.EXPORT, place.unit)
    allow_methods(request, "GET", "HEAD")
    every = indicators_for(place.unit)
    found = standings_of(place.unit, place.period, place.today, every)
    years, own = over_years(place.unit, every, place.today), words_for(place.unit)
    columns = [
        SheetColumn(_("Indicator"), width=40),
        SheetColumn(_("Goal"), width=40),
        SheetColumn(_("Dimension")),
        SheetColumn(_("Theme")),
        *_figure_columns(),
        SheetColumn(_("Counted in")),
        SheetColumn(_("Direction")),
        SheetColumn(_("Owner"), width=30),
        SheetColumn(_("Source"), width=30),
        *(SheetColumn(_("Target %(year)s") % {"year": year}) for year in years.years),
    ]

    def row(each: Shown) -> Sequence[Any]:
        targets = [_target(years.cells, each, year) for year in years.years]
        return (*_about(each, own), *_figure(each), *_more(each.indicator), *targets)

    return _file(columns, map(row, found), ending, _("indicators"), place, viewer)


@signed_in
def figures(request: ViewerRequest, key: str, ending: str) -> HttpResponse:
    """One indicator's figures of the unit, period by period, as its page shows them."""
    viewer: Viewer = request.viewer
    place = place_of(request)
    found = indicator_of(place, key)
    require(viewer, Permission.EXPORT, place.unit)
    allow_methods(request, "GET", "HEAD")
    kind: PeriodKind = chosen_kind(found, request.GET.get("by", ""))
    series = series_of(found, place.unit, *span(found, kind, place))
    columns = [*_figure_columns(), SheetColumn(_("Counted in"))]
    rows = ((*_figure(each), unit_words(found.unit_of_measure)) for each in series)
    return _file(columns, rows, ending, found.name(current_language())[:60], place, viewer)


def _about(each: Shown, own: OwnWords) -> tuple[str, str | None, str | None, str | None]:
    language, goal = current_language(), each.indicator.goal
    dimension = dimension_words(goal.dimension, own) if goal and goal.dimension else None
    theme = theme_words(each.indicator.theme, own) if each.indicator.theme else None
    return each.indicator.name(language), goal.name(language) if goal else None, dimension, theme


def _figure_columns() -> list[SheetColumn]:
    return [
        SheetColumn(_("Period")),
        SheetColumn(_("Figure"), "decimal"),
        SheetColumn(_("Numerator"), "decimal"),
        SheetColumn(_("Denominator"), "decimal"),
        SheetColumn(_("Target")),
        SheetColumn(_("Status"), width=26),
        SheetColumn(_("Handed in"), "integer"),
        SheetColumn(_("Asked to hand in"), "integer"),
    ]


def _figure(each: Shown) -> Sequence[Any]:
    status = status_words(
        grade(each.standing, Direction(each.indicator.direction)), each.standing.status, each.standing.reason
    )
    return (
        period_name(each.period),
        "*" if each.masked else each.number,
        _part(each, "numerator"),
        _part(each, "denominator"),
        target_words(each.target, each.indicator) if each.target else None,
        status.words,
        each.delivered,
        each.expected,
    )


def _part(each: Shown, name: str) -> str | Decimal | None:
    return "*" if each.masked else each.part(name)


def _more(indicator: Indicator) -> Sequence[Any]:
    return (
        unit_words(indicator.unit_of_measure),
        str(indicator.get_direction_display()),
        indicator.unit.name(current_language()),
        source_words(indicator.source) or None,
    )


def _target(cells: Any, each: Shown, year: int) -> str | None:
    target = cells[each.indicator.pk, year].target
    return target_words(target, each.indicator) if target else None


def _file(
    columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]], ending: str, name: str, place: Place, viewer: Viewer
) -> HttpResponse:
    if ending == "xlsx":
        sheet = _("Indicators")
        title = f"{place.unit.name(current_language())}, {period_name(place.period)}"
        return as_file(write_xlsx(columns, rows, sheet_name=sheet, title=title), f"{name}.xlsx", XLSX)
    if ending == "csv":
        return as_file("\ufeff" + write_csv(columns, rows, viewer.language), f"{name}.csv", "text/csv; charset=utf-8")
    raise Http404
