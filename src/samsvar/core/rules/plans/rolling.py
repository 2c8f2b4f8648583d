"""Plans carried on to the next period, gathered up the tree, and two editions compared."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samsvar.core.rules.plans.actions import OPEN, Continuity, Cost, CostKind, PlanAction, PlanFacts, Status


def carry_forward(actions: Iterable[PlanAction], *, new_ids: Mapping[str, str], today: date) -> tuple[PlanAction, ...]:
    """The open actions as continued ones for the next plan, in their order, with identifiers from `new_ids`.

    Each names the action it goes on from. A whole goes on where one of its parts does, as under way; a part whose whole
    is not there stands alone. A deadline that has passed is not carried on: somebody must set a new one. Raises
    KeyError where an identifier is missing.
    """
    every = list(actions)
    going_on = {each.id for each in every if each.status in OPEN}
    wholes = {each.parent for each in every if each.id in going_on} & {each.id for each in every}
    kept = going_on | wholes
    return tuple(
        replace(
            each,
            id=new_ids[each.id],
            status=each.status if each.status in OPEN else Status.IN_PROGRESS,
            continuity=Continuity.CONTINUED,
            continued_from=each.id,
            parent=new_ids[each.parent] if each.parent is not None and each.parent in kept else None,
            due_on=None if each.due_on is not None and each.due_on < today else each.due_on,
            noted_on=None,
        )
        for each in every
        if each.id in kept
    )


@dataclass(frozen=True, slots=True)
class CostSum:
    """Costs beyond the budget of actions, each counted once.

    `ore` sums the amounts alone; the rest are counted, so that a sum with something unknown is not read as the whole.
    """

    ore: int
    amounts: int
    none: int
    not_calculated: int
    unknown: int

    @property
    def complete(self) -> bool:
        """Every action has an amount or none."""
        return not self.not_calculated and not self.unknown


_KNOWN_FIRST = (CostKind.AMOUNT, CostKind.NONE, CostKind.NOT_CALCULATED, CostKind.UNKNOWN)


def sum_costs(actions: Iterable[PlanAction]) -> CostSum:
    """What actions cost beyond the budget. An action under several indicators, or shared by units, is counted once; of
    several accounts of the same action the one that knows most counts, and of two amounts the larger.

    Cancelled actions cost nothing. A whole whose own cost is unknown is left to its parts, where it has any.
    """
    every = [each for each in actions if each.status is not Status.CANCELLED]
    divided = {each.parent for each in every}
    counted: dict[str, Cost] = {}
    for each in every:
        if each.id in divided and each.cost.kind is CostKind.UNKNOWN:
            continue
        former = counted.get(each.identity)
        counted[each.identity] = each.cost if former is None else min(former, each.cost, key=_best_known)
    kinds = [cost.kind for cost in counted.values()]
    return CostSum(
        ore=sum(cost.ore or 0 for cost in counted.values()),
        amounts=kinds.count(CostKind.AMOUNT),
        none=kinds.count(CostKind.NONE),
        not_calculated=kinds.count(CostKind.NOT_CALCULATED),
        unknown=kinds.count(CostKind.UNKNOWN),
    )


def _best_known(cost: Cost) -> tuple[int, int]:
    return (_KNOWN_FIRST.index(cost.kind), -(cost.ore or 0))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An action of the gathering plan with the actions below that carry it out, sorted by identifier."""

    action: PlanAction
    below: tuple[PlanAction, ...]


@dataclass(frozen=True, slots=True)
class GatheredPlan:
    """A region's plan with its trusts' under it. `own_of_trusts`: their actions that carry out none of the region's, by
    unit. `count`: all actions, each once. `not_delivered`: units expected that have no plan here."""

    lines: tuple[PlanLine, ...]
    own_of_trusts: tuple[tuple[str, tuple[PlanAction, ...]], ...]
    count: int
    late: int
    costs: CostSum
    not_delivered: tuple[str, ...]


def gather_plans(above: PlanFacts, below: Iterable[PlanFacts], expected: Iterable[str], today: date) -> GatheredPlan:
    """A higher level's plan gathered from those below it, nothing counted twice.

    `below` are the plans that count, for example the accepted ones, each once. An action that is the very same as the
    region's (`same_as`) is a line's own action and does not stand under it.
    """
    plans = list({plan.id: plan for plan in sorted(below, key=lambda plan: plan.id)}.values())
    own = list(above.actions)
    identities = {action.identity for action in own}
    lower = [action for plan in plans for action in plan.actions if action.identity not in identities]
    places = {action.id for action in own} | identities
    under: dict[str, list[PlanAction]] = {}
    alone: dict[str, list[PlanAction]] = {}
    for action in _once(lower, places):
        if action.under in places:
            under.setdefault(str(action.under), []).append(action)
        else:
            alone.setdefault(action.unit_id, []).append(action)
    lines = tuple(PlanLine(each, _by_id([*under.get(each.id, ()), *_also(each, under)])) for each in own)
    everything = [*own, *(action for plan in plans for action in plan.actions)]
    late = {each.identity for each in everything if each.is_late(today)}
    return GatheredPlan(
        lines=lines,
        own_of_trusts=tuple((unit, _by_id(actions)) for unit, actions in sorted(alone.items())),
        count=len({each.identity for each in everything if each.status is not Status.CANCELLED}),
        late=len(late),
        costs=sum_costs(everything),
        not_delivered=tuple(sorted(set(expected) - {plan.unit_id for plan in plans})),
    )


def _also(action: PlanAction, under: Mapping[str, list[PlanAction]]) -> list[PlanAction]:
    return [] if action.identity == action.id else under.get(action.identity, [])


def _once(actions: Iterable[PlanAction], places: Collection[str]) -> list[PlanAction]:
    """Each action once; of shared ones that which stands under the region's plan, then the first by identifier."""
    found: dict[str, PlanAction] = {}
    for action in sorted(actions, key=lambda each: (each.under not in places, each.id)):
        found.setdefault(action.identity, action)
    return list(found.values())


def _by_id(actions: Iterable[PlanAction]) -> tuple[PlanAction, ...]:
    return tuple(sorted(actions, key=lambda action: action.id))


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions of a plan or strategy, by identifier: `continued` pairs the former with the one that goes on;
    `finished` were done or cancelled in the former; `dropped` were open and do not go on."""

    new: tuple[str, ...]
    continued: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    finished: tuple[str, ...]


def compare_editions(former: Sequence[PlanAction], later: Sequence[PlanAction]) -> EditionComparison:
    """What came, what went on, what was dropped between two editions, each in its own edition's order."""
    earlier = {each.id for each in former}
    pairs = [(_goes_on_from(each, earlier), each.id) for each in later]
    continued = tuple((before, after) for before, after in pairs if before is not None)
    gone = [each for each in former if each.id not in {before for before, _ in continued}]
    return EditionComparison(
        new=tuple(after for before, after in pairs if before is None),
        continued=continued,
        dropped=tuple(each.id for each in gone if each.status in OPEN),
        finished=tuple(each.id for each in gone if each.status not in OPEN),
    )


def _goes_on_from(action: PlanAction, earlier: set[str]) -> str | None:
    return next((each for each in (action.continued_from, action.id) if each in earlier), None)
