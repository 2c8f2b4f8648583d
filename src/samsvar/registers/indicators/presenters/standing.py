"""How an indicator stands, as a row of a list and as the facts of its page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.numbers import format_number
from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.periods import Period
from samsvar.core.rules.indicators.status import Course, Grade, grade
from samsvar.core.rules.indicators.targets import Target, TargetKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.indicators.presenters.words import (
    COURSES,
    DIMENSIONS,
    StatusWords,
    difference,
    period_name,
    shown,
    status_words,
)
from samsvar.registers.indicators.selectors.figures import Shown

_OUTSIDE = frozenset({Grade.FAR, Grade.MISSED})


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in a list: name and page, figure and target as shown, status, trend, and who has handed in."""

    name: str
    href: str
    figure: str
    target: str
    status: StatusWords
    trend: str
    trend_kind: str
    delivered: str
    period: str
    prioritised: bool
    outside: bool
    no_action: bool = False


@dataclass(frozen=True, slots=True)
class GoalLines:
    """A goal with the indicators that tell of it. `goal` None: indicators without a goal."""

    goal: Goal | None
    name: str
    set_by: str
    carries: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class DimensionLines:
    """A dimension, or a theme, with its goals. `empty`: nobody has set a goal in it."""

    code: str
    name: str
    goals: Sequence[GoalLines]
    empty: bool = False


def target_words(target: Target | None, indicator: Indicator, *, worked_out: object = None) -> str:
    """A target as it was set: `7,0 %`, `−25 % fra 2019`, or its words; a dash where there is none."""
    if target is None or target.kind is TargetKind.EMPTY:
        return "–"
    if target.kind is TargetKind.WORDS:
        return target.words
    if target.number is None:
        return "–"
    if target.kind is TargetKind.VALUE:
        return shown(target.number, indicator.unit_of_measure, _decimals(target, indicator))
    percent = shown(target.number, "percent", _decimals(target, indicator))
    if target.kind is TargetKind.FROM_YEAR_BEFORE:
        return _("%(percent)s each year") % {"percent": percent}
    return _("%(percent)s from %(year)s") % {"percent": percent, "year": target.base_year}


def _decimals(target: Target, indicator: Indicator) -> int:
    number = target.number.normalize() if target.number is not None else None
    exponent = number.as_tuple().exponent if number is not None else 0
    return max(indicator.decimals, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


def line_of(found: Shown, unit: OrgUnit, actions: Mapping[int, int] | None = None) -> Line:
    """An indicator's row in a list of a unit. `actions`: how many each indicator has, by id; None is not known."""
    indicator = found.indicator
    graded = grade(found.standing, Direction(indicator.direction))
    kind, words = COURSES[found.trend.course]
    trend = ""
    if found.trend.course is not Course.UNKNOWN:
        trend = str(words)
        if found.trend.change:
            trend = f"{difference(found.trend.change, indicator.unit_of_measure, indicator.decimals)}, {words}"
    return Line(
        name=indicator.name(current_language()),
        href=page_of(indicator, unit),
        figure="*" if found.masked else shown(found.number, indicator.unit_of_measure, indicator.decimals),
        target=target_words(found.target, indicator),
        status=status_words(graded, found.standing.status, found.standing.reason),
        trend=trend,
        trend_kind=kind,
        delivered=handed_in_words(found.delivered, found.expected),
        period=period_name(found.period),
        prioritised=indicator.prioritised,
        outside=graded in _OUTSIDE,
        no_action=actions is not None and not actions.get(indicator.pk),
    )


def handed_in_words(delivered: int, expected: int) -> str:
    """Who has handed in: `38 av 40`; empty where nobody is asked."""
    if not expected:
        return ""
    language = current_language()
    numbers = {"n": format_number(delivered, language, 0), "of": format_number(expected, language, 0)}
    return _("%(n)s of %(of)s") % numbers


def page_of(indicator: Indicator, unit: OrgUnit | None = None, period: Period | None = None) -> str:
    """The address of an indicator's page for a unit."""
    address = reverse("indicators:indicator", args=[indicator.key])
    asked = [f"unit={unit.key}"] if unit is not None else []
    asked += [f"p={period.code}"] if period is not None else []
    return f"{address}?{'&'.join(asked)}" if asked else address


def by_dimension(
    goals: Iterable[Goal],
    found: Iterable[tuple[Shown, Line]],
    names: Mapping[int, str],
    words: Mapping[str, str],
    *,
    empty: Collection[str] = (),
) -> list[DimensionLines]:
    """Goals and indicators by dimension, each goal with its own; those without a goal last. `names`: units by id.

    `words`: what dimensions are called; `empty`: those without any goal, which are pointed out.
    """
    language = current_language()
    by_goal: dict[int | None, list[Line]] = {}
    for each, line in found:
        by_goal.setdefault(each.indicator.goal_id, []).append(line)
    groups: dict[str, list[GoalLines]] = {}
    known = set()
    for goal in goals:
        known.add(goal.pk)
        lines = by_goal.get(goal.pk, [])
        carries = goal.takes_over.name(language) if goal.takes_over else ""
        told = GoalLines(goal, goal.name(language), names.get(goal.unit_id, ""), carries, lines)
        groups.setdefault(goal.dimension, []).append(told)
    loose = [line for goal_id, lines in by_goal.items() if goal_id not in known for line in lines]
    if loose:
        groups.setdefault("", []).append(GoalLines(None, _("Without a goal"), "", "", loose))
    order = [*[code for code in DIMENSIONS if code], *sorted(groups.keys() - DIMENSIONS.keys()), ""]
    return [
        DimensionLines(code, words.get(code, code), groups.get(code, ()), empty=code in empty)
        for code in order
        if code in groups or code in empty
    ]


def by_theme(found: Iterable[tuple[Shown, Line]], words: Mapping[str, str]) -> list[DimensionLines]:
    """Indicators by theme, in the order of `words`; those of themes nobody has named, and without a theme, last."""
    groups: dict[str, list[Line]] = {}
    for each, line in found:
        groups.setdefault(each.indicator.theme, []).append(line)
    order = [*words, *sorted(code for code in groups if code and code not in words), ""]
    return [
        DimensionLines(code, words.get(code, code) or _("Without a theme"), [GoalLines(None, "", "", "", groups[code])])
        for code in order
        if code in groups
    ]


def finding(lines: Sequence[Line]) -> str:
    """The sentence on top of the list."""
    judged = [each for each in lines if each.status.cell != "none"]
    outside = sum(each.outside for each in judged)
    if not lines:
        return _("Goals and indicators")
    if not judged:
        return _("No indicator has a figure to judge yet")
    if not outside:
        return _("No indicator is outside its warning band")
    said = ngettext(
        "%(count)s indicator is outside its warning band",
        "%(count)s indicators are outside their warning band",
        outside,
    )
    return said % {"count": outside}
