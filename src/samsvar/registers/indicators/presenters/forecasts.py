"""A forecast in words and as it is drawn: what is likely at the target's year, by which method, or why none is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.core.documents.line_drawing import Foreseen
from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.indicators.forecasting import FEWEST_POINTS
from samsvar.core.rules.indicators.outlook import last_in, years_asked
from samsvar.core.rules.indicators.periods import Period, PeriodKind, parse_period
from samsvar.core.rules.indicators.targets import Target, TargetKind
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.codes import ForecastOutcome
from samsvar.registers.indicators.models import Forecast, Indicator
from samsvar.registers.indicators.presenters.words import bare, period_name, shown
from samsvar.registers.indicators.selectors.forecasts import Ahead, Outlook

_WHY: Mapping[str, str | Promise] = {
    ForecastOutcome.TOO_FEW: gettext_lazy(
        "Too few periods to tell where it is heading: a forecast needs at least %(count)s figures in a row."
    ),
    ForecastOutcome.NO_FIT: gettext_lazy("No forecast: the figures follow no course that the method finds."),
    ForecastOutcome.HIDDEN: gettext_lazy("No forecast: the newest figure is about too few people."),
    ForecastOutcome.NO_TARGET: gettext_lazy("No forecast: no target lies ahead. Set one, and it is worked out."),
    ForecastOutcome.TOO_FAR: gettext_lazy("No forecast: the target lies too far ahead to tell."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """`drawn`: for the chart. `sentences`: what is likely, one for each target ahead. `why`: why nothing is told."""

    drawn: Sequence[tuple[Period, Foreseen]] = ()
    sentences: Sequence[str] = ()
    method: str = ""
    why: str = ""


def told(indicator: Indicator, outlook: Outlook | None, targets: Mapping[int, Target]) -> Told:
    """The forecast of the page. `targets`: those in force, by year."""
    if outlook is None:
        words = _("No forecast yet. It is worked out for the unit that owns the indicator and two levels under it.")
        return Told(why=words)
    row = outlook.row
    if not outlook.holds:
        return Told(why=_("The figures have changed since the forecast was made. A new one is being worked out."))
    if row.outcome != ForecastOutcome.FOUND:
        return Told(why=str(_WHY[row.outcome]) % {"count": FEWEST_POINTS})
    steps = {each.period: each for each in outlook.steps}
    first, last = (parse_period(row.rests_on[at][0]) for at in (0, -1))
    if first is None or last is None:
        return Told()
    sentences = []
    for year in years_asked(targets, last):
        found = steps.get(last_in(year, last.kind))
        if found is not None:
            sentences.append(_sentence(indicator, found, targets[year]))
    drawn = [(each.period, Foreseen(each.value, each.low, each.high)) for each in outlook.steps]
    return Told(drawn, sentences, _method(row, first, last))


def _sentence(indicator: Indicator, found: Ahead, target: Target) -> str:
    words = _("Likely %(value)s in %(period)s, between %(low)s and %(high)s.") % {
        "value": shown(found.value, indicator.unit_of_measure, indicator.decimals),
        "period": period_name(found.period),
        "low": bare(found.low, indicator.decimals),
        "high": bare(found.high, indicator.decimals),
    }
    is_change = indicator.formula.get("kind") == "change_from_base"
    asked = target.kind is TargetKind.VALUE or (is_change and target.kind is TargetKind.FROM_BASE_YEAR)
    if target.number is None or not asked:
        return words
    wanted = shown(target.number, indicator.unit_of_measure, indicator.decimals)
    return words + " " + _("The target is %(target)s.") % {"target": wanted}


def _method(row: Forecast, first: Period, last: Period) -> str:
    return _(
        "80 of 100 would fall in the interval. Method: exponential smoothing with a trend that flattens out, "
        "%(method)s, worked out with %(library)s on %(day)s from the %(count)s figures of %(first)s to %(last)s. It "
        "does not know what actions will do."
    ) % {
        "method": row.method,
        "library": row.library,
        "day": format_date(oslo_day(row.worked_at), current_language(), "text"),
        "count": len(row.rests_on),
        "first": period_name(first),
        "last": period_name(last),
    }


def is_own(indicator: Indicator, kind: PeriodKind) -> bool:
    """Whether figures are shown in the kind of period that forecasts are made in."""
    return kind.value == indicator.period
