"""What matters: topics scored by stakeholders on two axes, the matrix, chosen goals and promises.

Sources: Norsk helsenett's process (what matters to stakeholders, where we can influence; promises with actions tied to
the UN's goals), and ESRS 1 for double materiality: impact is scale + scope (+ irremediability where it is negative),
weighed by likelihood where it is potential; financial is size by likelihood; a topic is material if either is. ESRS
sets no scale: 1–5 and the threshold are the enterprise's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.indicators.status import Status

LOWEST, HIGHEST = 1, 5
"""The scale of every score."""


class Axis(StrEnum):
    """The two axes. Impact: where the enterprise can influence, or its impact. Importance: to stakeholders, or, in
    double materiality, to the enterprise's finances."""

    IMPACT = "impact"
    IMPORTANCE = "importance"


@dataclass(frozen=True, slots=True)
class Score:
    """One stakeholder's score of a topic on an axis, 1–5. `value` None: asked, and did not know. `group`: whom they
    speak for (staff, patients, local communities …). Raises ValueError for a value off the scale."""

    topic_id: str
    axis: Axis
    stakeholder_id: str
    group: str
    value: int | None

    def __post_init__(self) -> None:
        if self.value is not None and not LOWEST <= self.value <= HIGHEST:
            raise ValueError("a score is 1 to 5")


@dataclass(frozen=True, slots=True)
class AxisScore:
    """A topic on one axis. `mean` None: nobody has said. `lowest` and `highest` show how far apart they stand;
    `did_not_know` counts those who were asked in vain."""

    mean: Fraction | None
    lowest: int | None
    highest: int | None
    answers: int
    did_not_know: int


@dataclass(frozen=True, slots=True)
class Position:
    """A topic on both axes. `cell`: column (impact) and row (importance), 1–5; None where either is unknown."""

    topic_id: str
    impact: AxisScore
    importance: AxisScore
    cell: tuple[int, int] | None


def position_topics(
    topic_ids: Iterable[str], scores: Iterable[Score], weights: Mapping[str, int] | None = None
) -> tuple[Position, ...]:
    """Each topic with its place, in the order handed in.

    The mean of an axis is the weighted mean of the groups' means, so that a group of many does not drown one of few.
    `weights` by group, 1 where none is set; a weight of 0 leaves a group out of the mean. Of several scores by one
    stakeholder for the same topic and axis only distinct ones count; saving a newer one in place of an older is the
    caller's.
    """
    gathered: dict[tuple[str, Axis], set[Score]] = {}
    for score in scores:
        gathered.setdefault((score.topic_id, score.axis), set()).add(score)
    return tuple(_position(topic_id, gathered, weights or {}) for topic_id in dict.fromkeys(topic_ids))


def _position(topic_id: str, gathered: Mapping[tuple[str, Axis], set[Score]], weights: Mapping[str, int]) -> Position:
    impact, importance = (_axis(gathered.get((topic_id, axis), set()), weights) for axis in Axis)
    if impact.mean is None or importance.mean is None:
        return Position(topic_id, impact, importance, None)
    return Position(topic_id, impact, importance, (_nearest(impact.mean), _nearest(importance.mean)))


def _axis(scores: Iterable[Score], weights: Mapping[str, int]) -> AxisScore:
    by_group: dict[str, list[int]] = {}
    unknown = 0
    for score in scores:
        if score.value is None:
            unknown += 1
        else:
            by_group.setdefault(score.group, []).append(score.value)
    values = [value for group in by_group.values() for value in group]
    weighed = {group: weights.get(group, 1) for group in by_group}
    whole = sum(weighed.values())
    total = sum((weighed[group] * Fraction(sum(each), len(each)) for group, each in by_group.items()), Fraction(0))
    mean = total / whole if whole else None
    return AxisScore(mean, min(values, default=None), max(values, default=None), len(values), unknown)


def _nearest(mean: Fraction) -> int:
    """The nearest whole number; a half goes up, so that what may matter is not made less of."""
    return floor(mean + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by cell (column impact, row importance), and those that have no place yet."""

    cells: Mapping[tuple[int, int], tuple[str, ...]]
    unplaced: tuple[str, ...]


def draw_matrix(positions: Iterable[Position]) -> Matrix:
    """The 5 × 5 matrix; cells without topics are left out. Topics keep their order; an unknown one is never low."""
    cells: dict[tuple[int, int], tuple[str, ...]] = {}
    unplaced: list[str] = []
    for each in positions:
        if each.cell is None:
            unplaced.append(each.topic_id)
        else:
            cells[each.cell] = (*cells.get(each.cell, ()), each.topic_id)
    return Matrix(cells, tuple(unplaced))


def is_material(position: Position, threshold: Fraction, *, either: bool) -> bool | None:
    """Whether a topic matters enough. `either`: double materiality, one axis is enough; else both must reach it.

    None where it hangs on an axis that is unknown.
    """
    reached = [None if axis.mean is None else axis.mean >= threshold for axis in (position.impact, position.importance)]
    if either:
        return True if True in reached else None if None in reached else False
    return False if False in reached else None if None in reached else True


@dataclass(frozen=True, slots=True)
class Impact:
    """An impact in double materiality, each part 1–5 or None where unknown. `irremediability` is of negative impacts
    alone, `likelihood` of potential ones alone. Judged before what is done about it."""

    negative: bool
    potential: bool
    scale: int | None
    scope: int | None
    irremediability: int | None = None
    likelihood: int | None = None
    human_rights: bool = False


def weigh_impact(impact: Impact) -> Fraction | None:
    """An impact on the scale 1–5: the mean of its parts, weighed by likelihood / 5 where it is potential.

    For human rights severity goes before likelihood, so likelihood does not lessen it. Never under 1. None where a part
    that counts is unknown.
    """
    parts = [impact.scale, impact.scope, *([impact.irremediability] if impact.negative else [])]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    severity = Fraction(sum(known), len(known))
    if not impact.potential or (impact.human_rights and impact.negative):
        return severity
    if impact.likelihood is None:
        return None
    return max(Fraction(LOWEST), severity * impact.likelihood / HIGHEST)


def weigh_finance(size: int | None, likelihood: int | None) -> Fraction | None:
    """A financial effect on the scale 1–5: size × likelihood / 5, never under 1; None where either is unknown."""
    if size is None or likelihood is None:
        return None
    return max(Fraction(LOWEST), Fraction(size * likelihood, HIGHEST))


class Ground(StrEnum):
    """What a promise rests on."""

    UN_GOAL = "un_goal"
    MISSION = "mission"
    OWNER_EXPECTATION = "owner_expectation"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise with what is tied to it. `actions`: those that are not cancelled."""

    id: str
    un_goals: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    grounds: frozenset[Ground] = frozenset()


def lacking_promises(promises: Iterable[PromiseFacts]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Promises that hang in the air with what each lacks, in their order: `no_un_goal`, `no_action`."""
    found = (
        (
            each.id,
            tuple(
                code for code, lacks in (("no_un_goal", not each.un_goals), ("no_action", not each.actions)) if lacks
            ),
        )
        for each in promises
    )
    return tuple((promise, codes) for promise, codes in found if codes)


@dataclass(frozen=True, slots=True)
class PromiseStanding:
    """Where a promise stands by its indicators: the weakest that is judged; `unknown` where none is.

    `met` of `judged` meet their target; `indicators` counts those without a figure or a target too.
    """

    status: Status
    met: int
    judged: int
    indicators: int


_WEAKEST_FIRST = (Status.MISSED, Status.NEAR, Status.MET)


def stand_promise(statuses: Iterable[Status]) -> PromiseStanding:
    """Where a promise stands by the statuses of its indicators. One good figure never hides a bad one, and what is
    not judged is counted, never taken as met."""
    found = list(statuses)
    judged = [each for each in found if each in _WEAKEST_FIRST]
    weakest = min(judged, key=_WEAKEST_FIRST.index, default=Status.UNKNOWN)
    return PromiseStanding(weakest, judged.count(Status.MET), len(judged), len(found))


@dataclass(frozen=True, slots=True)
class ChosenGoal:
    """A UN goal or focus area that was chosen. `rests_on`: topics, mapped areas and dialogues it follows from."""

    id: str
    dimension: str
    reason: str
    rests_on: frozenset[str] = frozenset()


def may_choose(goal: ChosenGoal, *, earlier_steps_done: bool) -> Decision:
    """Whether a choice may be recorded: the steps before are done, and the reason is written and rests on something
    they found. Reasons: `earlier_steps_open`, `reason_missing`, `rests_on_nothing`."""
    lacks = (
        ("earlier_steps_open", not earlier_steps_done),
        ("reason_missing", not goal.reason.strip()),
        ("rests_on_nothing", not goal.rests_on),
    )
    return Decision(tuple(code for code, lacking in lacks if lacking))


def goals_without_action(goals: Iterable[ChosenGoal], served: Iterable[str]) -> tuple[str, ...]:
    """Chosen goals that no action serves, in their order. `served`: the goals that actions not cancelled name."""
    held = set(served)
    return tuple(goal.id for goal in goals if goal.id not in held)


def dimensions_without_goal(dimensions: Iterable[str], goals: Iterable[ChosenGoal]) -> tuple[str, ...]:
    """Dimensions in which nothing is chosen, in their order."""
    held = {goal.dimension for goal in goals}
    return tuple(each for each in dimensions if each not in held)
