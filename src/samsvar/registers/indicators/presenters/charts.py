"""The chart of an indicator and its control chart, with the words that say what is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.core.documents.line_drawing import Foreseen, Limits, LineChart, line_chart
from samsvar.core.documents.model import Language
from samsvar.core.documents.svg import Svg
from samsvar.core.rules.indicators.control_charts import (
    Charted,
    Footing,
    Point,
    Sign,
    Stretch,
    individuals_chart,
    p_chart,
)
from samsvar.core.rules.indicators.definition import Direction, ShareOfUnits
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.targets import Target, TargetKind, path_in_percent
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.presenters.words import FOOTINGS, SIGNS, period_name, shown
from samsvar.registers.indicators.reading import definition_of
from samsvar.registers.indicators.selectors.figures import Shown

INTERVAL = gettext_lazy("80 per cent interval")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart for wide and narrow pages, what it says when read aloud, and what is drawn."""

    wide: Svg
    narrow: Svg
    label: str
    caption: str


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A control chart: the picture, what it rests on, and each sign that chance alone would not give, with when."""

    drawn: Drawn
    footing: str
    signs: Sequence[tuple[str, str]]


def chart_of(
    indicator: Indicator,
    series: Sequence[Shown],
    targets: dict[int, Target],
    forecast: Sequence[tuple[Period, Foreseen]] = (),
) -> Drawn:
    """The indicator's figures with target, warning band and forecast. `targets`: those in force, by year.

    It begins at the first period that has a figure.
    """
    series = series[next((at for at, each in enumerate(series) if each.number is not None), 0) :]
    periods = [each.period for each in series]
    forecast = [(period, each) for period, each in forecast if not periods or period > periods[-1]]
    later = [period for period, _each in forecast]
    if series and series[0].period.kind is PeriodKind.YEAR:
        last = max([year for year, target in targets.items() if _value(indicator, target, year) is not None] or [0])
        at = (later or periods)[-1]
        while at.year < last and at.year < periods[-1].year + 10:
            at = at.following()
            later.append(at)
    every = [*periods, *later]
    asked = [targets.get(each.year) or _on_the_way(targets, each.year) for each in every]
    wanted = [_value(indicator, target, each.year) for each, target in zip(every, asked, strict=True)]
    band = [_band(indicator, target, value) for target, value in zip(asked, wanted, strict=True)]
    foreseen = dict(forecast)
    own: list[Decimal | None] = [each.number for each in series] + [None] * len(later)
    base = next((at for at, each in enumerate(every) if each.year == indicator.base_year), None)
    wide, narrow, caption = _pictured(
        tuple(period_name(each, short=True) for each in every),
        tuple(own),
        tuple(wanted) if any(value is not None for value in wanted) else (),
        tuple(band),
        tuple(foreseen.get(each) for each in every) if foreseen else (),
        base,
        frozenset(at for at, each in enumerate(series) if each.number is not None and not each.complete),
        indicator.unit_of_measure,
        indicator.decimals,
        current_language(),
    )
    return Drawn(wide, narrow, _label(indicator, series), caption)


@lru_cache(maxsize=100)
def _pictured(
    periods: tuple[str, ...],
    own: tuple[Decimal | None, ...],
    target: tuple[Decimal | Fraction | None, ...],
    band: tuple[Fraction | None, ...],
    forecast: tuple[Foreseen | None, ...],
    base: int | None,
    provisional: frozenset[int],
    unit: str,
    decimals: int,
    language: Language,
) -> tuple[Svg, Svg, str]:
    """The chart wide and narrow, and what is drawn in words: once for the same figures and language."""
    chart = LineChart(
        list(periods),
        own,
        lambda value: shown(value, unit, decimals),
        target=target,
        band=band,
        forecast=forecast,
        base=base,
        provisional=provisional,
        target_word=_("target"),
        forecast_word=_("forecast"),
    )
    return line_chart(chart), line_chart(chart, narrow=True), _caption(chart)


def _on_the_way(targets: dict[int, Target], year: int) -> Target | None:
    """The next target from a base year: a year without its own lies on the straight line to it."""
    later = [at for at, target in targets.items() if at > year and target.kind is TargetKind.FROM_BASE_YEAR]
    return targets[min(later)] if later else None


def _value(indicator: Indicator, target: Target | None, year: int) -> Decimal | Fraction | None:
    """The target as it lies on the figures' own scale; None where it is told in words or in another scale."""
    if target is None or target.number is None:
        return None
    is_change = indicator.formula.get("kind") == "change_from_base"
    if target.kind is TargetKind.VALUE or (is_change and target.kind is TargetKind.FROM_BASE_YEAR):
        return target.number if target.kind is TargetKind.VALUE else path_in_percent(target, year)
    return None


def _band(indicator: Indicator, target: Target | None, value: Decimal | Fraction | None) -> Fraction | None:
    if value is None or target is None or target.warning_band is None or indicator.direction == Direction.NONE:
        return None
    band = Fraction(target.warning_band)
    return Fraction(value) + (band if indicator.direction == Direction.LOWER else -band)


def _label(indicator: Indicator, series: Sequence[Shown]) -> str:
    known = [each for each in series if each.number is not None]
    if not known:
        return _("No figures to draw")
    first, last = known[0], known[-1]
    words = _("From %(first)s in %(first_period)s to %(last)s in %(last_period)s") % {
        "first": shown(first.number, indicator.unit_of_measure, indicator.decimals),
        "first_period": period_name(first.period),
        "last": shown(last.number, indicator.unit_of_measure, indicator.decimals),
        "last_period": period_name(last.period),
    }
    if last.standing.target is not None:
        target = shown(last.standing.target, indicator.unit_of_measure, indicator.decimals)
        words += ". " + _("The target is %(target)s") % {"target": target}
    return words


def _caption(chart: LineChart) -> str:
    told = [_("Solid: figures handed in and confirmed.")]
    if chart.provisional:
        told.append(_("Open points: not all have handed in."))
    if any(value is not None for value in chart.target):
        told.append(_("Dotted: the target."))
    if any(value is not None for value in chart.band):
        told.append(_("Tinted along the target: the warning band."))
    if any(each is not None for each in chart.forecast):
        told.append(_("Dashed with a band: the forecast with its 80 per cent interval."))
    if chart.base is not None:
        told.append(_("Dotted upright: the base year."))
    told.append(_("A period without a figure is a gap. The value axis need not begin at zero."))
    return " ".join(told)


def control_chart_of(indicator: Indicator, series: Sequence[Shown]) -> ControlChart | None:
    """The control chart of the series; None by year, and with fewer than six figures.

    A share of units is a p-chart; sickness absence and the like, where the same people recur, individuals.
    """
    if not series or series[0].period.kind is PeriodKind.YEAR:  # a year's course is a trend, not a process
        return None
    definition = definition_of(indicator)
    stands_alone = isinstance(definition.formula, ShareOfUnits)
    points = [
        Point(each.period, None if each.masked else each.result.number, *_parts(each, stands_alone)) for each in series
    ]
    direction = Direction(indicator.direction)
    lowest = None if indicator.formula.get("kind") == "change_from_base" else 0
    if stands_alone:
        stretches = p_chart(points, direction)
    else:
        highest = 100 if indicator.unit_of_measure == "percent" and lowest == 0 else None
        stretches = individuals_chart(points, direction, lowest=lowest, highest=highest)
    if not stretches or stretches[-1].footing is Footing.TOO_FEW:
        return None
    return _drawn(tuple(stretches), indicator.unit_of_measure, indicator.decimals, current_language())


def _parts(each: Shown, stands_alone: bool) -> tuple[Fraction | None, Fraction | None]:
    return (each.result.numerator, each.result.denominator) if stands_alone and not each.masked else (None, None)


def _periods_with(sign: Sign, charted: Sequence[Charted], words: Callable[[Fraction | None], str]) -> str:
    """The periods that bear a sign: one by itself with its figure, those in a row from the first to the last."""
    told = []
    for bears, run in groupby(charted, lambda point: sign in point.signs):
        points = list(run) if bears else []
        if len(points) == 1:
            told.append(f"{period_name(points[0].period)} ({words(points[0].figure)})")
        elif points:
            ends = {"first": period_name(points[0].period), "last": period_name(points[-1].period)}
            told.append(_("%(first)s to %(last)s") % ends)
    return "; ".join(told)


@lru_cache(maxsize=100)
def _drawn(stretches: tuple[Stretch, ...], unit: str, decimals: int, language: Language) -> ControlChart:
    """Drawn once for the same figures, in the language that is being spoken: it is a third of the page's work."""
    every = [point for stretch in stretches for point in stretch.points]
    charted = every[next((at for at, point in enumerate(every) if point.figure is not None), 0) :]
    signs = {at: str(SIGNS[point.signs[0]]) for at, point in enumerate(charted) if point.signs}

    def words(value: Decimal | Fraction | int | None) -> str:
        return shown(value, unit, decimals)

    chart = LineChart(
        [period_name(point.period, short=True) for point in charted],
        [point.figure for point in charted],
        words,
        limits=[
            Limits(point.mean, point.lower, point.upper)
            if point.mean is not None and point.lower is not None and point.upper is not None
            else None
            for point in charted
        ],
        marks=signs,
        mean_word=_("mean"),
    )
    said = ngettext(
        "%(count)s point is outside what chance alone would give",
        "%(count)s points are outside what chance alone would give",
        len(signs),
    ) % {"count": len(signs)}
    label = said if signs else _("All points lie within what chance alone would give")
    caption = _("Solid grey: the mean. Dashed grey: the limits. Ringed: a sign that something has changed.")
    borne = {sign for point in charted for sign in point.signs}
    found = [(str(SIGNS[sign]), _periods_with(sign, charted, words)) for sign in SIGNS if sign in borne]
    drawn = Drawn(line_chart(chart), line_chart(chart, narrow=True), label, caption)
    return ControlChart(drawn, str(FOOTINGS[stretches[-1].footing]), found)
