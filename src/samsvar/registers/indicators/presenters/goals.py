"""A goal's facts, and its line upward."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal
from samsvar.registers.indicators.presenters.words import dimension_words, shown, source_words, theme_words


@dataclass(frozen=True, slots=True)
class Named:
    """A goal as a line: its key, its name in the reader's language, and the unit that set it."""

    key: str
    name: str
    unit: OrgUnit


def named(goals: Iterable[Goal]) -> list[Named]:
    """Goals as lines."""
    language = current_language()
    return [Named(each.key, each.name(language), each.unit) for each in goals]


def upward(goal: Goal, goals: Iterable[Goal]) -> list[Goal]:
    """The goals above, the nearest first: the one it is a part of, or the one it carries further."""
    known = {each.pk: each for each in goals}
    found: list[Goal] = []
    at = known.get(goal.parent_id or goal.takes_over_id or 0)
    while at is not None and at not in found and at.pk != goal.pk:
        found.append(at)
        at = known.get(at.parent_id or at.takes_over_id or 0)
    return found


def facts(goal: Goal) -> list[tuple[str, str]]:
    """Names and values, those that are known."""
    found = [
        (_("Set by"), goal.unit.name(current_language())),
        (_("Dimension"), dimension_words(goal.dimension) if goal.dimension else ""),
        (_("Theme"), theme_words(goal.theme)),
        (_("Years"), _years(goal)),
        (_("Change"), _change(goal)),
        (_("Decided in"), goal.case),
        (_("Source"), source_words(goal.source)),
    ]
    return [(name, value) for name, value in found if value]


def _years(goal: Goal) -> str:
    if goal.from_year and goal.to_year:
        return f"{goal.from_year}–{goal.to_year}"
    if goal.from_year:
        return _("from %(year)s") % {"year": goal.from_year}
    return _("by %(year)s") % {"year": goal.to_year} if goal.to_year else ""


def _change(goal: Goal) -> str:
    if goal.change_percent is None:
        return ""
    change = shown(goal.change_percent.normalize() + 0, "percent", 0)
    return _("%(percent)s from %(year)s") % {"percent": change, "year": goal.base_year} if goal.base_year else change
