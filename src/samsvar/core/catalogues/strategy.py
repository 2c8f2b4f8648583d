"""The sustainability process, the UN's goals, the criteria of plans and the example strategy that ship."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.cells import Row, Texts, must_be_among, rows_of
from samsvar.core.catalogues.editions import FOLDER, title_in
from samsvar.core.catalogues.goals import shipped_indicators
from samsvar.core.rules.plans import MEASURES, Continuity, Cost, CostKind, CriteriaSet, Criterion, PlanAction


@dataclass(frozen=True, slots=True)
class UnGoal:
    """One of the seventeen. `dimension` is a proposal that an enterprise may change."""

    code: str
    number: int
    dimension: str
    name: Texts


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the three dimensions, with other words for it."""

    code: str
    name: Texts
    other_name: Texts


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a process, in its order. `result`: training, areas, matrix, goals, promises or report."""

    code: str
    process: str
    number: int
    result: str
    name: Texts
    about: Texts


@dataclass(frozen=True, slots=True)
class Area:
    """An area an enterprise may work in, or a service (`is_service`) that contributes. `draws_from`: contracts or
    climate_account, where its figures come by themselves."""

    code: str
    is_service: bool
    dimension: str
    un_goals: tuple[str, ...]
    draws_from: str
    name: Texts


@cache
def un_goals(folder: Path = FOLDER) -> tuple[UnGoal, ...]:
    """The seventeen, in their order. Raises CatalogueMissing, and CatalogueBroken for a broken row."""
    known = {each.code: each for each in dimensions(folder)}
    rows = rows_of("un-goals", folder)
    for row in rows:
        must_be_among(row, "dimension", known)
    return tuple(UnGoal(row.code, row.whole("number") or 0, row.text("dimension"), row.texts("name")) for row in rows)


@cache
def dimensions(folder: Path = FOLDER) -> tuple[Dimension, ...]:
    """The three dimensions, in their order. Raises as `un_goals`."""
    return tuple(
        Dimension(row.code, row.texts("name"), row.texts("other_name")) for row in rows_of("dimensions", folder)
    )


@cache
def process_steps(process: str = "five-steps", folder: Path = FOLDER) -> tuple[Step, ...]:
    """The steps of `five-steps` (Norsk helsenett's) or `sdg-compass`; none for another. Raises as `un_goals`."""
    rows = (row for row in rows_of("sustainability-steps", folder) if row.text("process") == process)
    steps = (
        Step(row.code, process, row.whole("number") or 0, row.text("result"), row.texts("name"), row.texts("about"))
        for row in rows
    )
    return tuple(sorted(steps, key=lambda step: step.number))


@cache
def shipped_areas(folder: Path = FOLDER) -> tuple[Area, ...]:
    """Areas and services to choose from. Raises as `un_goals`."""
    goals = {each.code: each for each in un_goals(folder)}
    known = {each.code: each for each in dimensions(folder)}
    rows = rows_of("sustainability-areas", folder)
    for row in rows:
        must_be_among(row, "dimension", known)
    return tuple(
        Area(
            code=row.code,
            is_service=row.text("kind") == "service",
            dimension=row.text("dimension"),
            un_goals=must_be_among(row, "un_goals", goals),
            draws_from=row.text("draws_from"),
            name=row.texts("name"),
        )
        for row in rows
    )


@cache
def shipped_criteria(folder: Path = FOLDER) -> tuple[Criterion, ...]:
    """The criteria of plans we propose. Their names: `criterion_names`. Raises as `un_goals`."""
    return tuple(_criterion(row) for row in rows_of("plan-criteria", folder))


def _criterion(row: Row) -> Criterion:
    if row.code not in MEASURES:
        raise row.broken("unknown_code", "code")
    least = row.whole("least_percent")
    return Criterion(row.code, row.one_of(CriteriaSet, "set"), 100 if least is None else least, row.whole("months"))


@cache
def criterion_names(folder: Path = FOLDER) -> Mapping[str, Texts]:
    """What each criterion is called, by code and language."""
    return {row.code: row.texts("name") for row in rows_of("plan-criteria", folder)}


class Quadrant(StrEnum):
    """Strengths are kept, weaknesses solved, opportunities used, challenges handled."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    CHALLENGE = "challenge"


WHAT_TO_DO: Mapping[Quadrant, str] = {
    Quadrant.STRENGTH: "keep",
    Quadrant.WEAKNESS: "solve",
    Quadrant.OPPORTUNITY: "use",
    Quadrant.CHALLENGE: "handle",
}


@dataclass(frozen=True, slots=True)
class ExamplePoint:
    """A point of the situation analysis, for the demo. `figure` in the point's own unit, over `population` if any."""

    code: str
    quadrant: Quadrant
    site: str
    year: int | None
    figure: Decimal | None
    population: int | None
    source: str
    due_on: date | None
    requirements: tuple[str, ...]
    actions: tuple[str, ...]
    name: Texts


@dataclass(frozen=True, slots=True)
class ExampleAction:
    """An action of the strategy, for the demo. `responsible`, `collaborators` and `proposed_by` are codes of posts and
    groups; `outside` names other organisations; `part` its number within `parent`. `responsible` empty: none named."""

    code: str
    parent: str
    part: int | None
    indicators: tuple[str, ...]
    responsible: str
    collaborators: tuple[str, ...]
    outside: tuple[str, ...]
    proposed_by: tuple[str, ...]
    due_on: date | None
    reconsider_on: date | None
    cost: CostKind
    continuity: Continuity
    requirements: tuple[str, ...]
    name: Texts
    effect: Texts


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """A fact that a strategy may cite. `figure` in per cent, None where the fact is words alone."""

    code: str
    figure: Decimal | None
    year: int | None
    source: str
    name: Texts


@dataclass(frozen=True, slots=True)
class ExampleAmbition:
    """What the trust wants under some indicators, with the document and chapter it comes from; empty where not told."""

    code: str
    indicators: tuple[str, ...]
    document: str
    chapter: str
    name: Texts


@cache
def example_ambitions(folder: Path = FOLDER) -> tuple[ExampleAmbition, ...]:
    """The ambitions of the demo's strategy. Raises as `un_goals`."""
    indicators = {each.code: each for each in shipped_indicators(folder)}
    documents = {row.code: row for row in rows_of("governing-documents", folder)}
    rows = rows_of("strategy-example-ambitions", folder)
    for row in rows:
        must_be_among(row, "indicators", indicators)
        must_be_among(row, "document", documents)
    return tuple(
        ExampleAmbition(row.code, row.parts("indicators"), row.text("document"), row.text("chapter"), row.texts("name"))
        for row in rows
    )


@cache
def example_points(folder: Path = FOLDER) -> tuple[ExamplePoint, ...]:
    """The situation analysis of the demo. Raises as `un_goals`."""
    actions = {row.code: row for row in rows_of("strategy-example-actions", folder)}
    requirements = {row.code: row for row in rows_of("requirements", folder)}
    return tuple(
        ExamplePoint(
            code=row.code,
            quadrant=row.one_of(Quadrant, "quadrant"),
            site=row.text("site"),
            year=row.whole("year"),
            figure=row.decimal("figure"),
            population=row.whole("population"),
            source=row.text("source"),
            due_on=_day(row, "due_on"),
            requirements=must_be_among(row, "requirements", requirements),
            actions=must_be_among(row, "actions", actions),
            name=row.texts("name"),
        )
        for row in rows_of("strategy-example-points", folder)
    )


@cache
def example_actions(folder: Path = FOLDER) -> tuple[ExampleAction, ...]:
    """The actions of the demo's strategy, each after its parent. Raises as `un_goals`."""
    indicators = {each.code: each for each in shipped_indicators(folder)}
    requirements = {row.code: row for row in rows_of("requirements", folder)}
    rows = rows_of("strategy-example-actions", folder)
    known = {row.code: row for row in rows}
    return tuple(_example_action(row, known, indicators, requirements) for row in rows)


def _example_action(
    row: Row, actions: Mapping[str, object], indicators: Mapping[str, object], requirements: Mapping[str, object]
) -> ExampleAction:
    must_be_among(row, "parent", actions)
    return ExampleAction(
        code=row.code,
        parent=row.text("parent"),
        part=row.whole("part"),
        indicators=must_be_among(row, "indicators", indicators),
        responsible=row.text("responsible"),
        collaborators=row.parts("collaborators"),
        outside=row.parts("outside"),
        proposed_by=row.parts("proposed_by"),
        due_on=_day(row, "due_on"),
        reconsider_on=_day(row, "reconsider_on"),
        cost=row.one_of(CostKind, "cost"),
        continuity=row.one_of(Continuity, "continuity"),
        requirements=must_be_among(row, "requirements", requirements),
        name=row.texts("name"),
        effect=row.texts("effect"),
    )


@cache
def example_facts(folder: Path = FOLDER) -> tuple[ExampleFact, ...]:
    """The facts the demo's strategy cites. Raises as `un_goals`."""
    return tuple(
        ExampleFact(row.code, row.decimal("figure"), row.whole("year"), row.text("source"), row.texts("name"))
        for row in rows_of("strategy-example-facts", folder)
    )


def as_plan_action(example: ExampleAction, unit_id: str, language: str, folder: Path = FOLDER) -> PlanAction:
    """An action of the example as the rules of plans read it. Its goals are those of its indicators."""
    goals = {each.code: each.goals[0] for each in shipped_indicators(folder)}
    return PlanAction(
        id=example.code,
        unit_id=unit_id,
        goals=frozenset(goals[indicator] for indicator in example.indicators),
        indicators=frozenset(example.indicators),
        responsible=example.responsible,
        due_on=example.due_on,
        effect=title_in(example.effect, language),
        continuity=example.continuity,
        cost=Cost(example.cost),
        parent=example.parent or None,
    )


def _day(row: Row, column: str) -> date | None:
    text = row.text(column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise row.broken("not_a_day", column) from error
