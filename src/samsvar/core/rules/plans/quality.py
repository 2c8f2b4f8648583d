"""Whether a plan is active and of the wanted quality, by criteria that the enterprise sets.

Source: an HSE strategy (Sykehuset Østfold, indicator 5: the share of units with active action plans of the wanted
quality). It names the two without saying what they are; the criteria are data, and those that ship are our proposal.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.dates import add_months
from samsvar.core.rules.plans.actions import OPEN, PlanAction, PlanFacts, Status


class CriteriaSet(StrEnum):
    """What a criterion tells of: that the plan lives, or that it is good."""

    ACTIVE = "active"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as an enterprise sets it. `code` names one of `MEASURES`; `least_percent` of what it looks at must
    keep it; `months` is for those that ask about age."""

    code: str
    belongs_to: CriteriaSet
    least_percent: int = 100
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a criterion looked at: `failing` of `looked_at`, by identifier. `known` False: it cannot be told."""

    looked_at: int
    failing: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """A criterion for one plan. `met` None: it cannot be told. `share` None: there was nothing to look at."""

    code: str
    belongs_to: CriteriaSet
    met: bool | None
    share: Fraction | None
    failing: tuple[str, ...]


Measure = Callable[[PlanFacts, Criterion, date], Measured]


def _of_plan(plan: PlanFacts, met: bool, known: bool = True) -> Measured:
    return Measured(1, () if met or not known else (plan.id,), known)


def _in_period(plan: PlanFacts, _: Criterion, today: date) -> Measured:
    return _of_plan(plan, plan.from_on <= today <= plan.to_on)


def _has_actions(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    return _of_plan(plan, any(action.status is not Status.CANCELLED for action in plan.actions))


def _has_goals(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    return _of_plan(plan, bool(plan.goals))


def _touched(plan: PlanFacts, criterion: Criterion, today: date) -> Measured:
    if plan.touched_on is None:
        return _of_plan(plan, met=False, known=False)
    return _of_plan(plan, criterion.months is None or add_months(plan.touched_on, criterion.months) >= today)


def _anchored(plan: PlanFacts, _: Criterion, today: date) -> Measured:
    return _of_plan(plan, plan.anchored_on is not None and plan.anchored_on <= today)


def _each_goal_has_action(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    served = {goal for action in plan.actions if action.status is not Status.CANCELLED for goal in action.goals}
    return Measured(len(plan.goals), tuple(sorted(plan.goals - served)))


def _each_action(plan: PlanFacts, read: Callable[[PlanAction], str | date | None]) -> Measured:
    """Whether actions that are not cancelled have something, themselves or from the action they are a part of.

    An action divided into parts is left out: its parts are looked at.
    """
    by_id = {action.id: action for action in plan.actions}
    divided = {action.parent for action in plan.actions}
    looked_at = [each for each in plan.actions if each.status is not Status.CANCELLED and each.id not in divided]
    wholes = {each.id: by_id.get(each.parent or "", each) for each in looked_at}
    lacking = [each.id for each in looked_at if not (_written(read(each)) or _written(read(wholes[each.id])))]
    return Measured(len(looked_at), tuple(sorted(lacking)))


def _written(value: str | date | None) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _each_has_responsible(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    return _each_action(plan, lambda action: action.responsible)


def _each_has_deadline(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    return _each_action(plan, lambda action: action.due_on)


def _each_has_effect(plan: PlanFacts, _: Criterion, __: date) -> Measured:
    return _each_action(plan, lambda action: action.effect)


def _no_overdue_without_note(plan: PlanFacts, _: Criterion, today: date) -> Measured:
    looked_at = [action for action in plan.actions if action.status in OPEN]
    late = (each for each in looked_at if each.is_late(today))
    silent = (each.id for each in late if each.noted_on is None or (each.due_on and each.noted_on <= each.due_on))
    return Measured(len(looked_at), tuple(sorted(silent)))


MEASURES: Mapping[str, Measure] = {
    "in_period": _in_period,
    "has_goals": _has_goals,
    "has_actions": _has_actions,
    "touched_lately": _touched,
    "anchored": _anchored,
    "each_goal_has_action": _each_goal_has_action,
    "each_action_has_responsible": _each_has_responsible,
    "each_action_has_deadline": _each_has_deadline,
    "each_action_has_effect": _each_has_effect,
    "no_overdue_without_note": _no_overdue_without_note,
}
"""Every criterion that an enterprise may choose. A note counts where it came after the day that passed."""


@dataclass(frozen=True, slots=True)
class PlanQuality:
    """A plan by all the criteria. `active` and `good` None: what decides it cannot be told, or no criterion is set."""

    plan_id: str
    unit_id: str
    results: tuple[Result, ...]
    active: bool | None
    good: bool | None


def judge_plan(plan: PlanFacts, criteria: Iterable[Criterion], today: date) -> PlanQuality:
    """A plan criterion by criterion, in their order. Raises KeyError for a criterion that is none of `MEASURES`."""
    results = tuple(_result(plan, criterion, today) for criterion in criteria)
    return PlanQuality(
        plan.id, plan.unit_id, results, _met(results, CriteriaSet.ACTIVE), _met(results, CriteriaSet.QUALITY)
    )


def _result(plan: PlanFacts, criterion: Criterion, today: date) -> Result:
    found = MEASURES[criterion.code](plan, criterion, today)
    if not found.known:
        return Result(criterion.code, criterion.belongs_to, None, None, ())
    share = Fraction(found.looked_at - len(found.failing), found.looked_at) if found.looked_at else None
    met = share is None or share >= Fraction(criterion.least_percent, 100)
    return Result(criterion.code, criterion.belongs_to, met, share, found.failing)


def _met(results: Iterable[Result], belongs_to: CriteriaSet) -> bool | None:
    answers = [result.met for result in results if result.belongs_to is belongs_to]
    if not answers or (None in answers and False not in answers):
        return None
    return False not in answers


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Units whose plan is active and good, of all units (Østfold's indicator 5). Units whose plan cannot be told of are
    in neither number, and named. `share` None: there is no unit to count. `lacking`: how many have no plan, those that
    are not named in `without_plan` too."""

    numerator: int
    denominator: int
    share: Fraction | None
    without_plan: tuple[str, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    met: tuple[str, ...] = ()
    lacking: int = 0


def count_units(unit_ids: Iterable[str], qualities: Iterable[PlanQuality], *, others: int = 0) -> UnitCount:
    """Østfold's indicator 5. A unit without a plan counts as not met; of several plans one that is both is enough.

    `others`: how many units there are beside those, none with a plan.
    """
    by_unit: dict[str, list[bool | None]] = {}
    for each in qualities:
        by_unit.setdefault(each.unit_id, []).append(is_kept(each.active, each.good))
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    without = []
    for unit_id in sorted(set(unit_ids)):
        answers = by_unit.get(unit_id, [])
        if not answers:
            without.append(unit_id)
        else:
            found[True if True in answers else None if None in answers else False].append(unit_id)
    lacking = len(without) + others
    denominator = len(found[True]) + len(found[False]) + lacking
    share = Fraction(len(found[True]), denominator) if denominator else None
    lists = (tuple(without), tuple(found[False]), tuple(found[None]), tuple(found[True]))
    return UnitCount(len(found[True]), denominator, share, *lists, lacking)


def is_kept(active: bool | None, good: bool | None) -> bool | None:
    """Whether a plan is both active and of the wanted quality; None where it cannot be told."""
    if active is False or good is False:
        return False
    return None if active is None or good is None else True
