"""What is wanted above an indicator's own targets, and where two targets of its own pull apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from samsvar.core.rules.indicators.definition import Direction
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.targets import (
    Target,
    TargetKind,
    TargetOfYear,
    path_in_percent,
    yearly_against_end,
)
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal, Indicator, IndicatorTarget
from samsvar.registers.indicators.presenters.standing import target_words
from samsvar.registers.indicators.presenters.words import bare, shown
from samsvar.registers.indicators.reading import target_of


@dataclass(frozen=True, slots=True)
class Above:
    """A goal above, as a line of the page: its key, name, who set it, and where its path lies."""

    key: str
    name: str
    level: str
    words: str


def goals_above(indicator: Indicator) -> list[Goal]:
    """The goals that the indicator's goal takes over, and those that these take over, the nearest first."""
    found: list[Goal] = []
    at = indicator.goal
    while at is not None and len(found) < 5:
        at = at.takes_over
        if at is None or at in found:
            break
        found.append(at)
    return found


def above(indicator: Indicator, targets: Mapping[int, Target]) -> list[Above]:
    """The goals above on the same path as the indicator's own target. `targets`: those in force, by year."""
    language = current_language()
    found = []
    for each in goals_above(indicator):
        level = str(each.get_level_display() or _("the goal above")).capitalize()
        found.append(Above(each.key, each.name(language), level, _on_the_path(indicator, each, targets)))
    return found


def as_target(goal: Goal) -> Target | None:
    """A goal's change from its base year as the rules read a target; None where it says no such change."""
    if goal.change_percent is None or goal.base_year is None or goal.to_year is None:
        return None
    when = datetime(1, 1, 1, tzinfo=UTC)
    return Target(
        goal.key, str(goal.unit_id), goal.to_year, TargetKind.FROM_BASE_YEAR, when, goal.change_percent, goal.base_year
    )


def drawn_above(indicator: Indicator, targets: Mapping[int, Target]) -> dict[int, Target]:
    """The targets in force with the path of the goals above, where the figure is a change from the same year."""
    found = dict(targets)
    if indicator.formula.get("kind") == "change_from_base":
        for goal in goals_above(indicator):
            target = as_target(goal)
            if target is not None and target.base_year == indicator.formula.get("base_year"):
                found.setdefault(target.year, target)
    return found


def _on_the_path(indicator: Indicator, goal: Goal, targets: Mapping[int, Target]) -> str:
    wanted = as_target(goal)
    if wanted is None:
        return ""
    words = _("%(percent)s by %(year)s, from %(base)s") % {
        "percent": shown(wanted.number, "percent", 0),
        "year": wanted.year,
        "base": wanted.base_year,
    }
    own = next((each for _year, each in sorted(targets.items()) if _is_on(each, wanted)), None)
    path = path_in_percent(wanted, own.year) if own else None
    if own is None or own.number is None or path is None:
        return words
    there = rounded(path, 1)
    gap = own.number - there
    if indicator.direction == Direction.HIGHER:
        gap = -gap
    told = {"year": own.year, "path": shown(there, "percent", 1), "own": shown(own.number, "percent", 1)}
    words += ". " + _("On a straight path that is %(path)s in %(year)s, where the target here is %(own)s") % told
    return words + (". " + _("That is %(points)s points short") % {"points": bare(gap, 1)} if gap > 0 else "")


def _is_on(own: Target, wanted: Target) -> bool:
    return own.kind is TargetKind.FROM_BASE_YEAR and own.base_year == wanted.base_year and own.year < wanted.year


def set_above(indicator: Indicator, rows: Iterable[IndicatorTarget], line: Sequence[str], own: Target) -> str:
    """What a unit above wants of the same year, where the target shown is a lower unit's own: figure and who set it."""
    at = line.index(own.unit_id) if own.unit_id in line else -1
    for unit_id in line[at + 1 :] if at >= 0 else ():
        for row in rows:
            target = target_of(row)
            if str(row.unit_id) == unit_id and row.year == own.year and target.yearly is own.yearly and row.inherited:
                return f"{target_words(target, indicator)} ({row.unit.name(current_language())})"
    return ""


def conflicts(indicator: Indicator, of_years: Iterable[TargetOfYear], yearly: Iterable[TargetOfYear]) -> list[str]:
    """Where keeping the change of each year does not reach the target at the end, in sentences."""
    each_year = [each.target for each in yearly if each.target is not None]
    ends = [each.target for each in of_years if each.target is not None]
    found = []
    for end in ends:
        kept = next((each for each in reversed(each_year) if each.year <= end.year), None)
        against = yearly_against_end(kept, end, Direction(indicator.direction)) if kept else None
        if kept is not None and against is not None and against.conflict:
            numbers = {
                "yearly": shown(kept.number, "percent", 0),
                "comes": shown(rounded(against.comes_to, 1), "percent", 1),
                "year": end.year,
                "asked": shown(end.number, "percent", 0),
            }
            words = _("%(yearly)s each year comes to %(comes)s in %(year)s. The target there is %(asked)s.")
            found.append(words % numbers)
    return found
