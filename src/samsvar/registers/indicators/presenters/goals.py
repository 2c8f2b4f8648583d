"""A goal's facts, and its line upward."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_date
from samsvar.core.rules.indicators.definition import ChangeFromBase, Definition
from samsvar.core.rules.indicators.numbers import rounded
from samsvar.core.rules.indicators.status import Standing, grade, judge
from samsvar.core.rules.indicators.targets import Target, TargetKind, path_in_percent
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import Goal
from samsvar.registers.indicators.presenters.own_words import dimension_words, theme_words
from samsvar.registers.indicators.presenters.parents import as_target
from samsvar.registers.indicators.presenters.words import StatusWords, shown, source_words, status_words
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.words import OwnWords


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


def facts(goal: Goal, own: OwnWords) -> list[tuple[str, str]]:
    """Names and values, those that are known."""
    language = current_language()
    found = [
        (_("Set by"), goal.unit.name(language)),
        (_("Level"), str(goal.get_level_display()) if goal.level else ""),
        (_("Takes over"), goal.takes_over.name(language) if goal.takes_over else ""),
        (_("Responsible"), goal.responsible.name if goal.responsible else goal.responsible_name),
        (_("Deadline"), format_date(goal.due_on, language) if goal.due_on else ""),
        (_("Dimension"), dimension_words(goal.dimension, own) if goal.dimension else ""),
        (_("Theme"), theme_words(goal.theme, own)),
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


@dataclass(frozen=True, slots=True)
class OnThePath:
    """Where a goal's figure stands against the straight path to it: the sentence, and how it is judged, as drawn."""

    words: str
    standing: Standing | None = None
    mark: StatusWords | None = None


def on_the_path(goal: Goal, definition: Definition | None, series: Sequence[Shown]) -> OnThePath | None:
    """How far the goal's change has come, year by year. None where the goal asks for no change from a base year.

    `definition` and `series` are of an indicator that tells the same change by year; None where there is none.
    """
    wanted = as_target(goal)
    if wanted is None:
        return None
    now = next((each for each in reversed(series) if each.number is not None), None)
    path = path_in_percent(wanted, now.period.year) if now else None
    if definition is None or now is None or path is None:
        return OnThePath(_("No indicator tells the change from %(base)s yet.") % {"base": wanted.base_year})
    of_year: Target = replace(wanted, year=now.period.year, number=rounded(path, 1), kind=TargetKind.VALUE)
    standing = judge(definition, now.result, of_year)
    told = {
        "year": now.period.year,
        "path": shown(rounded(path, 1), "percent", 1),
        "figure": shown(now.number, "percent", 1),
    }
    words = _("The path from %(base)s lies at %(path)s in %(year)s. The figure is %(figure)s.")
    mark = status_words(grade(standing, definition.direction), standing.status, standing.reason)
    return OnThePath(words % {**told, "base": wanted.base_year}, standing, mark)


def tells_the_change(goal: Goal, definition: Definition) -> bool:
    """Whether an indicator tells the change that the goal asks for: from the same base year."""
    return isinstance(definition.formula, ChangeFromBase) and definition.formula.base_year == goal.base_year
