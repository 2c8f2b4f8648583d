"""What the page of an edition shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.plans import EditionComparison
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.presenters.standing import Line, line_of
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.strategy.models import Edition, EditionAction, EditionIndicator, OutsideFact, Point
from samsvar.subjects.strategy.presenters.words import TO_DO, Words, action_pill
from samsvar.subjects.strategy.selectors.editions import WholeEdition


@dataclass(frozen=True)
class ActionLine:
    """An action on a line: its state, who answers for it, what it is to move."""

    action: Action
    kind: str
    state: Words
    tie: EditionAction | None = None
    indicators: Sequence[str] = ()

    @property
    def responsible(self) -> str:
        """The person's or the role's name; empty where nobody is named."""
        return self.action.whose

    @property
    def carried_on(self) -> bool:
        """Whether it goes on from an earlier year."""
        return self.action.continuity == "continued"


@dataclass(frozen=True)
class PointLine:
    """A point with the actions that answer it."""

    point: Point
    goal: str
    actions: Sequence[ActionLine]


@dataclass(frozen=True)
class QuadrantBox:
    """A quadrant: its heading and what it asks for."""

    code: str
    heading: Words
    to_do: Words
    points: Sequence[PointLine]
    wants_actions: bool


def action_line(action: Action, today: date, tie: EditionAction | None = None) -> ActionLine:
    """An action as the pages show it."""
    language = current_language()
    indicators = [each.name(language) for each in tie.indicators.all()] if tie else ()
    return ActionLine(action, *action_pill(action, today), tie, indicators)


def quadrants(whole: WholeEdition, today: date) -> list[QuadrantBox]:
    """The four, with their points."""
    language = current_language()
    return [
        QuadrantBox(
            quadrant.value,
            quadrant.label,
            TO_DO[quadrant],
            [
                PointLine(
                    point,
                    point.goal.name(language) if point.goal else "",
                    [action_line(action, today) for action in point.actions.all()],
                )
                for point in points
            ],
            quadrant.value != "strength",
        )
        for quadrant, points in whole.points.items()
    ]


def indicator_lines(ties: Iterable[EditionIndicator]) -> list[tuple[EditionIndicator, str]]:
    """Each indicator with its name."""
    language = current_language()
    return [(tie, tie.indicator.name(language)) for tie in ties]


def fact_lines(whole: WholeEdition, own: Mapping[int, Shown]) -> list[tuple[OutsideFact, Line | None]]:
    """Each fact with the enterprise's own figure beside it, where an indicator is named and has one."""
    unit = whole.edition.strategy.unit
    found = [(fact, own.get(fact.indicator_id or 0)) for fact in whole.facts]
    return [(fact, line_of(shown, unit) if shown else None) for fact, shown in found]


def lacking_actions(whole: WholeEdition) -> dict[str, int]:
    """How many open actions have nobody who answers, no deadline, or no wanted effect."""
    ties = [tie for tie in whole.actions if not tie.action.has_ended]
    actions = [tie.action for tie in ties]
    return {
        "nobody": sum(1 for each in actions if not each.responsible_id and not each.responsible_name),
        "no_day": sum(1 for each in actions if each.due_on is None),
        "no_effect": sum(1 for each in ties if not each.action.expected_result and not each.has_effects),
    }


def comparison_groups(
    comparison: EditionComparison, actions: dict[str, Action], today: date
) -> dict[str, list[ActionLine]]:
    """The actions of two editions by what became of them; one that goes on is shown as the later edition holds it."""
    keys = {
        "new": comparison.new,
        "continued": tuple(after for _before, after in comparison.continued),
        "dropped": comparison.dropped,
        "finished": comparison.finished,
    }
    return {group: [action_line(actions[key], today) for key in found] for group, found in keys.items()}


def author_lines(edition: Edition) -> list[str]:
    """Who wrote it, a line each."""
    return [line.strip() for line in edition.authors.splitlines() if line.strip()]
