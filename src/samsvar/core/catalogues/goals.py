"""The goals, indicators and targets that ship, as pages take them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.cells import Row, Texts, must_be_among, rows_of
from samsvar.core.catalogues.editions import FOLDER, title_in
from samsvar.core.rules.indicators.definition import (
    Definition,
    Direction,
    Formula,
    OverTime,
    RollUp,
    check_definition,
    read_formula,
)
from samsvar.core.rules.indicators.periods import PeriodKind
from samsvar.core.rules.indicators.targets import Target, TargetKind


class Level(StrEnum):
    """Who set a goal; it is inherited downward."""

    NATIONAL = "national"
    REGION = "region"
    TRUST = "trust"


@dataclass(frozen=True, slots=True)
class ShippedGoal:
    """A goal with its stable key. `parent`: the goal above it in its set; `takes_over`: the national goal it carries.

    `change_percent`: from the base year to the target year, negative for a cut. `main`: the one goal above a strategy.
    """

    code: str
    set: str
    level: Level
    parent: str
    takes_over: str
    main: bool
    dimension: str
    theme: str
    document: str
    valid_from: int | None
    base_year: int | None
    target_year: int | None
    change_percent: Decimal | None
    name: Texts
    about: Texts


@dataclass(frozen=True, slots=True)
class ShippedIndicator:
    """An indicator with its definition (`core/rules/indicators`) and what pages show beside it.

    `goals`: the goal it is first of all of, then others. `number`: its place among those prioritised. `warning_band`:
    proposed for its targets. `also_period`: it is also told by this. `words_only`: its targets are words. `source`:
    where its figures come from. `base_year`: what it is held against.
    """

    definition: Definition
    goals: tuple[str, ...]
    number: int | None
    prioritised: bool
    also_period: PeriodKind | None
    times_a_year: int | None
    base_year: int | None
    warning_band: Decimal | None
    words_only: bool
    source: str
    name: Texts
    numerator: Texts
    denominator: Texts
    footnote: Texts

    @property
    def code(self) -> str:
        """Its stable key."""
        return self.definition.code


@dataclass(frozen=True, slots=True)
class ShippedTarget:
    """A target. Kind `empty` is a dash in the source: no target that year, never zero.

    `year` None: the source does not say when; whoever takes it in chooses. `number` as in `rules.indicators.Target`.
    `series`: `printed` as the table has it, `raised`, or `yearly` beside an end target. `replaces`: the target it takes
    over for, which is kept, with the `reason`. `document`: where it stands; `origin`: the assignment it comes from.
    """

    code: str
    indicator: str
    year: int | None
    series: str
    kind: TargetKind
    number: Decimal | None
    base_year: int | None
    document: str
    origin: str
    replaces: str
    words: Texts
    reason: Texts


@cache
def shipped_goals(folder: Path = FOLDER) -> tuple[ShippedGoal, ...]:
    """Every goal that ships, each after its parent. Raises CatalogueMissing, and CatalogueBroken for a broken row."""
    documents = {row.code: row for row in rows_of("governing-documents", folder)}
    dimensions = {row.code: row for row in rows_of("dimensions", folder)}
    rows = rows_of("goals", folder)
    known: dict[str, Row] = {}
    for row in rows:
        must_be_among(row, "parent", known)
        must_be_among(row, "takes_over", known)
        must_be_among(row, "document", documents)
        must_be_among(row, "dimension", dimensions)
        known[row.code] = row
    return tuple(_goal(row) for row in rows)


def _goal(row: Row) -> ShippedGoal:
    return ShippedGoal(
        code=row.code,
        set=row.text("set"),
        level=row.one_of(Level, "level"),
        parent=row.text("parent"),
        takes_over=row.text("takes_over"),
        main=row.yes("main"),
        dimension=row.text("dimension"),
        theme=row.text("theme"),
        document=row.text("document"),
        valid_from=row.whole("valid_from"),
        base_year=row.whole("base_year"),
        target_year=row.whole("target_year"),
        change_percent=row.decimal("change_percent"),
        name=row.texts("name"),
        about=row.texts("about"),
    )


@cache
def shipped_indicators(folder: Path = FOLDER) -> tuple[ShippedIndicator, ...]:
    """Every indicator that ships, those of the strategy first. Raises as `shipped_goals`."""
    goals = {goal.code: goal for goal in shipped_goals(folder)}
    return tuple(_indicator(row, goals) for row in rows_of("indicators", folder))


def _indicator(row: Row, goals: Mapping[str, ShippedGoal]) -> ShippedIndicator:
    definition = _definition(row)
    for problem in check_definition(definition):
        raise row.broken(problem.code, problem.other)
    return ShippedIndicator(
        definition=definition,
        goals=(*must_be_among(row, "goal", goals), *must_be_among(row, "goals_also", goals)),
        number=row.whole("number"),
        prioritised=row.yes("prioritised"),
        also_period=row.one_of(PeriodKind, "also_period") if row.text("also_period") else None,
        times_a_year=row.whole("times_a_year"),
        base_year=row.whole("base_year"),
        warning_band=row.decimal("warning_band"),
        words_only=row.yes("words_only"),
        source=row.text("source"),
        name=row.texts("name"),
        numerator=row.texts("numerator"),
        denominator=row.texts("denominator"),
        footnote=row.texts("footnote"),
    )


def _definition(row: Row) -> Definition:
    counts_units = row.text("formula") == "share_of_units"
    return Definition(
        code=row.code,
        unit=row.text("unit"),
        decimals=row.whole("decimals") or 0,
        direction=row.one_of(Direction, "direction"),
        period=row.one_of(PeriodKind, "period"),
        roll_up=row.one_of(RollUp, "roll_up"),
        formula=_formula(row),
        minimum_persons=None if counts_units else row.whole("minimum_group"),
        over_time=row.one_of(OverTime, "over_time"),
        sites=row.parts("sites"),
    )


def _formula(row: Row) -> Formula:
    kind = row.text("formula")
    told: dict[str, object] = {"kind": kind}
    if kind == "ratio":
        told |= {"numerator": row.text("numerator_code"), "denominator": row.text("denominator_code")}
    elif kind == "share_of_units":
        told["threshold"] = row.text("threshold") or "100"
        if (smallest := row.whole("minimum_group")) is not None:
            told["minimum_group"] = smallest
    elif kind == "change_from_base":
        told["base_year"] = row.whole("base_year")
    elif kind == "corrected_energy":
        told |= {"corrections": row.parts("corrections")}
        told |= {name: row.text(name) for name in ("heat_share", "activity_share") if row.text(name)}
    found = read_formula(told)
    if isinstance(found, tuple):
        raise row.broken(found[0].code, found[0].other)
    return found


@cache
def shipped_targets(folder: Path = FOLDER) -> tuple[ShippedTarget, ...]:
    """Every target that ships, as the sources have them. Raises as `shipped_goals`."""
    documents = {row.code: row for row in rows_of("governing-documents", folder)}
    indicators = {each.code: each for each in shipped_indicators(folder)}
    rows = rows_of("targets", folder)
    known = {row.code: row for row in rows}
    for row in rows:
        must_be_among(row, "indicator", indicators)
        must_be_among(row, "replaces", known)
        must_be_among(row, "document", documents)
        must_be_among(row, "origin", documents)
    return tuple(_target(row) for row in rows)


def _target(row: Row) -> ShippedTarget:
    return ShippedTarget(
        code=row.code,
        indicator=row.text("indicator"),
        year=row.whole("year"),
        series=row.text("series"),
        kind=row.one_of(TargetKind, "kind"),
        number=row.decimal("number"),
        base_year=row.whole("base_year"),
        document=row.text("document"),
        origin=row.text("origin"),
        replaces=row.text("replaces"),
        words=row.texts("words"),
        reason=row.texts("reason"),
    )


def target_for(
    shipped: ShippedTarget, indicator: ShippedIndicator, unit_id: str, set_at: datetime, language: str, year: int
) -> Target:
    """The target as the rules read it, set for a unit. `year` counts where the shipped one says none."""
    return Target(
        id=shipped.code,
        unit_id=unit_id,
        year=shipped.year or year,
        kind=shipped.kind,
        set_at=set_at,
        number=shipped.number,
        base_year=shipped.base_year,
        warning_band=indicator.warning_band if shipped.number is not None else None,
        words=title_in(shipped.words, language),
        reason=title_in(shipped.reason, language),
        source=shipped.origin or shipped.document,
    )


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What the indicator table has for a year. `printed` None is a dash. `holds` is what counts: the raised target
    where there is one, else the printed."""

    printed: Decimal | None
    holds: Decimal | None


def target_table(first: int, last: int, document: str, folder: Path = FOLDER) -> Mapping[str, Mapping[int, YearTarget]]:
    """The targets of a document by indicator and year, in figures. Those in words, and those for each year beside an
    end target, are not here, nor years without a row."""
    found: dict[str, dict[int, YearTarget]] = {}
    targets = [each for each in shipped_targets(folder) if each.document == document]
    raised = {each.replaces: each for each in targets if each.replaces}
    for each in targets:
        if each.kind in _IN_FIGURES and not each.replaces and each.year is not None and first <= each.year <= last:
            holds = raised.get(each.code, each).number
            found.setdefault(each.indicator, {})[each.year] = YearTarget(each.number, holds)
    return found


_IN_FIGURES = frozenset({TargetKind.VALUE, TargetKind.FROM_BASE_YEAR, TargetKind.EMPTY})
