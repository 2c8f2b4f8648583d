"""How the unit's goals and indicators stand, the weakest first."""

from datetime import date

from samsvar.core.rules.indicators.periods import PeriodKind, last_over
from samsvar.core.rules.indicators.status import Status
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.selectors.definitions import indicators_for
from samsvar.registers.indicators.selectors.figures import Shown, figures_for
from samsvar.subjects.meetings.gathering import MOST_LINES, Gathered, Line
from samsvar.subjects.meetings.models import Review
from samsvar.subjects.plans.selectors.plans import goals_for

_WORDS = {
    Status.MISSED: "outside",
    Status.NEAR: "warning",
    Status.MET: "meets",
    Status.NO_TARGET: "no_target",
    Status.UNKNOWN: "unknown",
}
_ORDER = list(_WORDS)
ENVIRONMENT = "climate"


def indicators(review: Review, today: date) -> Gathered | None:
    """Every indicator of the unit in the last tertial that is over; None where none is set up."""
    return _gathered(review, indicators_for(review.unit), today)


def environmental_indicators(review: Review, today: date) -> Gathered | None:
    """Those of the dimension climate and environment."""
    every = indicators_for(review.unit)
    return _gathered(review, [each for each in every if _dimension(each).startswith(ENVIRONMENT)], today)


def hse_goals(review: Review, today: date) -> Gathered:
    """The social goals that hold for the unit in the year: its own and those set above it."""
    language = current_language()
    rows = goals_for(review.unit, review.year).filter(dimension="social")
    lines = tuple(Line(row.name(language), page_address("indicators:goal", row.key)) for row in rows[:MOST_LINES])
    return Gathered(rows.count(), lines)


def _dimension(indicator: Indicator) -> str:
    goal = indicator.goal
    return str(goal.dimension) if goal is not None else ""


def _gathered(review: Review, every: list[Indicator], today: date) -> Gathered | None:
    if not every:
        return None
    found = figures_for(review.unit, last_over(today, PeriodKind.TERTIAL), every)
    found.sort(key=lambda each: _ORDER.index(each.standing.status))
    lines = tuple(_line(each) for each in found[:MOST_LINES])
    return Gathered(len(found), lines, page_address("indicators:indicators"))


def _line(each: Shown) -> Line:
    address = page_address("indicators:indicator", each.indicator.key)
    return Line(each.indicator.name(current_language()), address, "", _WORDS[each.standing.status])
