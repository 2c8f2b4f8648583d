"""Reads: an edition whole, two editions compared, its targets, and own figures beside those of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import BigIntegerField, Exists, OuterRef, Prefetch, QuerySet

from samsvar.core.rules.indicators.periods import PeriodKind, last_over
from samsvar.core.rules.indicators.targets import TargetOfYear, targets_by_year
from samsvar.core.rules.plans import Continuity, EditionComparison, PlanAction, Status, compare_editions
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action, ActionCollaborator, ActionEffect
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
    """An edition with all that hangs on it; each part is read when it is first asked for, and only then.

    A page thus pays for what it shows, and all of it takes ten queries.
    """

    edition: Edition

    @cached_property
    def points(self) -> dict[Quadrant, list[Point]]:
        """The points by quadrant, in the order of `IN_ORDER`, with their actions and facts. Three queries."""
        rows = self.edition.points.select_related("goal", "site")
        found = list(rows.prefetch_related(Prefetch("actions", Action.objects.order_by("pk")), "facts").order_by("pk"))
        return {quadrant: [point for point in found if point.quadrant == quadrant] for quadrant in IN_ORDER}

    @cached_property
    def actions(self) -> list[EditionAction]:
        """The actions with the indicators they are to move, and whether effects are told of. Two queries."""
        rows = self.edition.action_ties.select_related("action__responsible", "action__continued_from")
        rows = rows.annotate(**{"has_effects": Exists(ActionEffect.objects.filter(action=OuterRef("action")))})
        return list(rows.prefetch_related("indicators").order_by("pk"))

    @cached_property
    def indicators(self) -> list[EditionIndicator]:
        """The indicators, those prioritised first. One query."""
        rows = self.edition.indicator_ties.select_related("indicator")
        return list(rows.order_by("-prioritised", "number", "pk"))

    @cached_property
    def facts(self) -> list[OutsideFact]:
        """What others have found. One query."""
        return list(self.edition.facts.select_related("indicator").order_by("pk"))

    @cached_property
    def units(self) -> list[PrioritisedUnit]:
        """The units that get help first, with the actions that help and who works on them. Three queries."""
        with_whom = Prefetch("collaborators", ActionCollaborator.objects.select_related("person"))
        helps = Prefetch("actions", Action.objects.prefetch_related(with_whom).order_by("pk"))
        rows = self.edition.prioritised_units.select_related("unit").prefetch_related(helps)
        return list(rows.order_by("unit__path"))

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

    def count_points_without_action(self) -> int:
        """How many `points_without_action` there are, where the points are not shown. One query."""
        return self.edition.points.exclude(quadrant=Quadrant.STRENGTH).filter(actions=None).count()


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

    def build() -> QuerySet[EditionIndicator]:
        reads = readable(viewer, enterprise="edition__strategy__enterprise_id", path="edition__strategy__unit__path")
        rows = EditionIndicator.objects.filter(reads, indicator=Given("indicator", BigIntegerField()))
        rows = rows.exclude(ambition="").select_related("edition__strategy")
        return rows.order_by("-edition__year", "-pk")[:1]

    found: list[EditionIndicator] = ask(("ambition", viewer.sight), build, indicator=indicator.pk)
    return next(iter(found), None)
