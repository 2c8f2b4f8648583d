"""Reads: an edition whole, two editions compared, its targets, and own figures beside those of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from samsvar.core.rules.indicators.periods import PeriodKind, last_over
from samsvar.core.rules.indicators.targets import TargetOfYear, targets_by_year
from samsvar.core.rules.plans import Continuity, EditionComparison, PlanAction, Status, compare_editions
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.selectors.definitions import line_of, targets_by_indicator
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.pages import standings_of
from samsvar.subjects.strategy.models import (
    Edition,
    EditionAction,
    EditionIndicator,
    OutsideFact,
    Point,
    PrioritisedUnit,
    Quadrant,
)
from samsvar.subjects.strategy.models.reading import readable

#: Strengths beside weaknesses now, opportunities beside challenges to come.
IN_ORDER = (Quadrant.STRENGTH, Quadrant.OPPORTUNITY, Quadrant.WEAKNESS, Quadrant.CHALLENGE)


@dataclass(frozen=True)
class WholeEdition:
    """An edition with all that hangs on it. `points` by quadrant, in the order of `IN_ORDER`."""

    edition: Edition
    points: dict[Quadrant, list[Point]]
    actions: list[EditionAction]
    indicators: list[EditionIndicator]
    facts: list[OutsideFact]
    units: list[PrioritisedUnit]

    @property
    def points_without_action(self) -> list[Point]:
        """Weaknesses, opportunities and challenges that no action answers. Strengths are kept, and need none."""
        return [
            point
            for quadrant, points in self.points.items()
            if quadrant != Quadrant.STRENGTH
            for point in points
            if not point.actions.all()
        ]


#: What a page needs of an action, and what the document tells besides.
OF_ACTIONS = ("indicators", "action__effects")
ALL_OF_ACTIONS = (*OF_ACTIONS, "action__parts", "action__collaborators__person")


def whole_edition(edition: Edition, *, with_all: bool = False) -> WholeEdition:
    """All of an edition, in twelve queries; with the parts and collaborators of its actions in fifteen."""
    actions = Prefetch("actions", Action.objects.order_by("pk"))
    points = list(
        edition.points.select_related("goal", "site").prefetch_related(actions, "facts").order_by("pk"),
    )
    ties = edition.action_ties.select_related("action", "action__responsible", "action__continued_from")
    helps = Prefetch("actions", Action.objects.order_by("pk"))
    units = edition.prioritised_units.select_related("unit").prefetch_related(helps, "actions__collaborators__person")
    return WholeEdition(
        edition,
        {quadrant: [point for point in points if point.quadrant == quadrant] for quadrant in IN_ORDER},
        list(ties.prefetch_related(*ALL_OF_ACTIONS if with_all else OF_ACTIONS).order_by("pk")),
        list(edition.indicator_ties.select_related("indicator").order_by("-prioritised", "number", "pk")),
        list(edition.facts.select_related("indicator").order_by("pk")),
        list(units.order_by("unit__path")),
    )


def own_figures(whole: WholeEdition, today: date) -> dict[int, Shown]:
    """The own figure of each indicator that stands beside a fact, by the indicator's id. Three queries, or none."""
    every = list({fact.indicator_id: fact.indicator for fact in whole.facts if fact.indicator is not None}.values())
    if not every:
        return {}
    unit = whole.edition.strategy.unit
    found = standings_of(unit, last_over(today, PeriodKind.TERTIAL), today, every)
    return {each.indicator.pk: each for each in found}


def targets_in(
    indicators: Sequence[Indicator], unit: OrgUnit, years: Sequence[int]
) -> dict[int, tuple[TargetOfYear, ...]]:
    """The target in force for each indicator and year, by the indicator's id. Two queries."""
    line = line_of(unit)
    found = targets_by_indicator(indicators, line, years)
    units = [str(each) for each in line]
    return {each.pk: targets_by_year(found.get(each.pk, []), units, years) for each in indicators}


def compared(former: Edition, later: Edition) -> tuple[EditionComparison, dict[str, Action]]:
    """Which actions are new, continued, dropped and finished between two editions; and the actions by key.

    Two queries. By the rule of plans: an action goes on where the later edition holds it, or one that continues it.
    """
    held = [_actions(former), _actions(later)]
    comparison = compare_editions(*([_as_rule_reads(action) for action in actions] for actions in held))
    return comparison, {action.key: action for actions in held for action in actions}


def _actions(edition: Edition) -> list[Action]:
    ties = edition.action_ties.select_related("action", "action__continued_from", "action__responsible")
    return [tie.action for tie in ties.order_by("pk")]


def _as_rule_reads(action: Action) -> PlanAction:
    return PlanAction(
        id=action.key,
        unit_id=str(action.unit_id),
        status=Status(action.status),
        continuity=Continuity(action.continuity),
        continued_from=action.continued_from.key if action.continued_from else None,
    )


def ambition_for(viewer: Viewer, indicator: Indicator) -> EditionIndicator | None:
    """What the newest edition that the viewer reads wants under the indicator; None where none says. One query."""
    reads = readable(viewer, enterprise="edition__strategy__enterprise_id", path="edition__strategy__unit__path")
    rows = EditionIndicator.objects.filter(reads, indicator=indicator).exclude(ambition="")
    return rows.select_related("edition__strategy").order_by("-edition__year", "-pk").first()
