"""Reads: a process with its steps, what each step found, where its promises stand, and what is public of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from samsvar.core.catalogues.strategy import process_steps
from samsvar.core.rules import materiality
from samsvar.core.rules.indicators.periods import PeriodKind, last_over
from samsvar.core.rules.materiality import Axis, Position, PromiseFacts, PromiseStanding, Score
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.registers.indicators.selectors.pages import standings_of
from samsvar.subjects.strategy.models import (
    ChosenGoal,
    Contribution,
    DrawsFrom,
    Edition,
    MappedArea,
    Point,
    Promise,
    Stakeholder,
    Step,
    SustainabilityProcess,
    Topic,
    TopicScore,
)

#: What a step that is one's own, or of an unknown kind, holds: its text alone.
OWN = ""


def results_of(process: SustainabilityProcess) -> dict[str, str]:
    """What each shipped step of the process comes to, by the step's code: training, areas, matrix, goals …"""
    return {each.code: each.result for each in process_steps(process.method)}


def steps_of(process: SustainabilityProcess) -> list[Step]:
    """The steps in their order. One query."""
    return list(process.steps.order_by("number", "pk"))


def steps_seen(viewer: Viewer, key: str) -> list[Step]:
    """The steps of the process with the key, each with it; none where it may not be seen. One query."""
    seen = SustainabilityProcess.objects.readable_by(viewer).filter(key=key)
    rows = Step.objects.filter(process__in=seen).select_related("process__enterprise")
    return list(rows.order_by("number", "pk"))


def standings(enterprise: OrgUnit, indicators: Iterable[Indicator], today: date) -> dict[int, Shown]:
    """How indicators stand at a unit in their last period that is over, by the indicator's id. Three queries."""
    every = list({each.pk: each for each in indicators}.values())
    if not every:
        return {}
    found = standings_of(enterprise, last_over(today, PeriodKind.TERTIAL), today, every)
    return {each.indicator.pk: each for each in found}


def areas_of(process: SustainabilityProcess) -> list[MappedArea]:
    """The mapped areas with their goals and indicators. Three queries.

    `in_analysis`: whether a point of a situation analysis comes from it. `strategy_key` and `edition_year`: the newest
    edition that may be written on, where the area may be taken.
    """
    editions = Edition.objects.filter(strategy__enterprise=process.enterprise_id, approved_on__isnull=True)
    newest = editions.order_by("-year", "strategy__name")
    rows = process.areas.annotate(
        in_analysis=Exists(Point.objects.filter(area=OuterRef("pk"))),
        strategy_key=Subquery(newest.values("strategy__key")[:1]),
        edition_year=Subquery(newest.values("year")[:1]),
    )
    return list(rows.prefetch_related("goals", "indicators").order_by("dimension", "name", "pk"))


def from_climate_account(process: SustainabilityProcess) -> list[Indicator]:
    """The indicators that hold for the enterprise and have the climate account as their source. One query."""
    rows = Indicator.objects.filter(unit__key__in=process.enterprise.line_keys, source=DrawsFrom.CLIMATE_ACCOUNT)
    return list(rows.filter(retired=False).order_by("-prioritised", "number", "name_nb"))


@dataclass(frozen=True)
class ScoredTopics:
    """The topics in the order of what they come to, each with its place and whether it is material."""

    topics: Sequence[tuple[Topic, Position, bool | None]]
    stakeholders: Sequence[Stakeholder]
    answered: frozenset[int]


def scored_topics(process: SustainabilityProcess) -> ScoredTopics:
    """The topics of a process, the weightiest first, those that nobody has scored last. Three queries."""
    topics = list(process.topics.order_by("pk"))
    stakeholders = list(process.stakeholders.order_by("group", "name", "pk"))
    by_id = {each.pk: each for each in stakeholders}
    rows = list(TopicScore.objects.filter(topic__in=topics)) if topics else []
    scores = [
        Score(str(row.topic_id), Axis(row.axis), str(row.stakeholder_id), by_id[row.stakeholder_id].group, row.value)
        for row in rows
    ]
    weights: dict[str, int] = {}
    for each in stakeholders:
        weights[each.group] = max(each.weight, weights.get(each.group, 0))
    places = materiality.position_topics([str(each.pk) for each in topics], scores, weights)
    threshold = Fraction(process.threshold)
    found = [
        (topic, place, materiality.is_material(place, threshold, either=process.either))
        for topic, place in zip(topics, places, strict=True)
    ]
    found.sort(key=lambda each: _weight(each[1]), reverse=True)
    return ScoredTopics(found, stakeholders, frozenset(row.stakeholder_id for row in rows))


def _weight(place: Position) -> tuple[bool, Fraction]:
    known = [axis.mean for axis in (place.impact, place.importance) if axis.mean is not None]
    return place.cell is not None, sum(known, Fraction(0))


@dataclass(frozen=True)
class PromiseHeld:
    """A promise with its actions, its indicators as they stand, and where it stands by them."""

    promise: Promise
    actions: Sequence[Action]
    indicators: Sequence[Shown]
    standing: PromiseStanding
    lacks: Sequence[str]


@dataclass(frozen=True)
class Promised:
    """What was chosen and promised, and what hangs in the air.

    `goals_without_action`: the codes of chosen goals that no action that is not cancelled serves, straight or by a
    promise. `dimensions_without_goal`: those in which nothing is chosen.
    """

    goals: Sequence[ChosenGoal]
    promises: Sequence[PromiseHeld]
    goals_without_action: Sequence[str]
    dimensions_without_goal: Sequence[str]


def promises_standing(process: SustainabilityProcess, today: date) -> list[PromiseHeld]:
    """The promises with where they stand, without their actions: what anyone may read. Five queries."""
    promises = list(process.promises.prefetch_related("indicators").order_by("number", "pk"))
    shown = standings(process.enterprise, (each for row in promises for each in row.indicators.all()), today)
    return [_held(each, shown, (), ()) for each in promises]


def promised(process: SustainabilityProcess, today: date, dimensions: Sequence[str]) -> Promised:
    """Chosen goals and promises with where they stand, and what hangs in the air. Seven queries."""
    actions = Prefetch("actions", Action.objects.order_by("pk"))
    own = ChosenGoal.actions.through._default_manager.filter(chosengoal=OuterRef("pk"))
    own = own.exclude(action__status=ActionStatus.CANCELLED)
    goals = list(process.chosen_goals.annotate(served=Exists(own)).order_by("dimension", "pk"))
    promises = list(process.promises.prefetch_related(actions, "indicators").order_by("number", "pk"))
    shown = standings(process.enterprise, (each for row in promises for each in row.indicators.all()), today)
    facts = [_facts(each) for each in promises]
    lacking = dict(materiality.lacking_promises(facts))
    served = {goal for each in facts if each.actions for goal in each.un_goals}
    served |= {goal.un_goal for goal in goals if goal.served}
    choices = [materiality.ChosenGoal(each.un_goal, each.dimension, each.reason) for each in goals]
    return Promised(
        goals,
        [_held(each, shown, list(each.actions.all()), lacking.get(each.key, ())) for each in promises],
        materiality.goals_without_action(choices, served),
        materiality.dimensions_without_goal(dimensions, choices),
    )


def _facts(promise: Promise) -> PromiseFacts:
    return PromiseFacts(
        promise.key,
        frozenset(parted(promise.un_goals)),
        frozenset(_live(promise.actions.all())),
        frozenset(each.key for each in promise.indicators.all()),
    )


def _live(actions: Iterable[Action]) -> list[str]:
    return [each.key for each in actions if each.status != ActionStatus.CANCELLED]


def _held(promise: Promise, shown: dict[int, Shown], actions: Sequence[Action], lacks: Sequence[str]) -> PromiseHeld:
    found = [shown[each.pk] for each in promise.indicators.all() if each.pk in shown]
    standing = materiality.stand_promise(each.standing.status for each in found)
    return PromiseHeld(promise, actions, found, standing, lacks)


def contributions_of(process: SustainabilityProcess, today: date) -> list[tuple[Contribution, Shown | None]]:
    """Services delivered, each with its indicator of effect as it stands where the effect is measured.

    One query, and three for each unit at which an effect is measured.
    """
    rows = list(process.contributions.select_related("indicator", "unit").order_by("pk"))
    by_unit: dict[int, list[Contribution]] = {}
    for each in rows:
        if each.indicator is not None:
            by_unit.setdefault(each.unit_id or process.enterprise_id, []).append(each)
    found: dict[int, Shown] = {}
    for held in by_unit.values():
        unit = held[0].unit or process.enterprise
        at_unit = standings(unit, [each.indicator for each in held if each.indicator], today)
        found |= {each.pk: at_unit[each.indicator_id] for each in held if each.indicator_id in at_unit}
    return [(each, found.get(each.pk)) for each in rows]


def published_of(enterprise: OrgUnit) -> SustainabilityProcess | None:
    """The newest round of which anything is public; None where nothing is. One query."""
    rows = SustainabilityProcess.objects.filter(enterprise=enterprise, published_at__isnull=False)
    found: SustainabilityProcess | None = rows.order_by("-year").first()
    return found


def promises_of(processes: QuerySet[SustainabilityProcess]) -> QuerySet[Promise]:
    """What was promised in the processes, with the actions and indicators that it rests on."""
    rows = Promise.objects.filter(process__in=processes.values("pk")).select_related("process__enterprise")
    return rows.prefetch_related("actions", "indicators")
