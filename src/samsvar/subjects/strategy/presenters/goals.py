"""The chosen UN goals by dimension: as lines, as a picture, and what the picture says in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.strategy import dimensions, un_goals
from samsvar.core.documents.strategy_drawing import GoalColumn, goals_by_dimension
from samsvar.core.documents.svg import Svg
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.ui.language import current_language
from samsvar.subjects.strategy.models import ChosenGoal


@dataclass(frozen=True)
class GoalName:
    """A UN goal as the pages say it."""

    number: int
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


@dataclass(frozen=True)
class DimensionGoals:
    """A dimension with the goals that were chosen in it, each with its name."""

    code: str
    name: str
    goals: Sequence[tuple[ChosenGoal, GoalName]]


def dimension_choices() -> list[tuple[str, str]]:
    """The three dimensions by code."""
    return [(each.code, title_in(each.name, current_language())) for each in dimensions()]


def dimension_name(code: str) -> str:
    """A dimension in words."""
    return dict(dimension_choices()).get(code, code)


def goal_choices() -> list[tuple[str, str]]:
    """The seventeen by code."""
    return [(code, str(name)) for code, name in _names().items()]


def goal_name(code: str) -> GoalName:
    """A UN goal by its code; a code that no longer ships stands as it is."""
    return _names().get(code) or GoalName(0, code)


def goal_names(written: str) -> list[GoalName]:
    """The goals of a column written `;a;b;`."""
    return [goal_name(code) for code in parted(written)]


def _names() -> dict[str, GoalName]:
    language = current_language()
    return {each.code: GoalName(each.number, title_in(each.name, language)) for each in un_goals()}


def by_dimension(goals: Sequence[ChosenGoal]) -> list[DimensionGoals]:
    """All three dimensions, also one in which nothing is chosen."""
    return [
        DimensionGoals(code, name, [(goal, goal_name(goal.un_goal)) for goal in goals if goal.dimension == code])
        for code, name in dimension_choices()
    ]


@dataclass(frozen=True)
class GoalPicture:
    """The picture, wide and narrow, and what it says."""

    wide: Svg
    narrow: Svg
    words: str


def goal_picture(found: Sequence[tuple[str, Sequence[GoalName]]]) -> GoalPicture:
    """The picture of (dimension, goals); its words name every goal, so that nothing is in the drawing alone."""
    nothing = _("No goal is chosen here.")
    columns = [GoalColumn(name, [(each.number, each.name) for each in goals], nothing) for name, goals in found]
    said = [
        f"{name}: {', '.join(str(each) for each in goals)}." if goals else f"{name}: {nothing}" for name, goals in found
    ]
    return GoalPicture(goals_by_dimension(columns), goals_by_dimension(columns, narrow=True), " ".join(said))
