"""What a plan and its actions are, as the rules of plans read them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an action has come. Late is computed, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})


def is_late(status: str, due_on: date | None, today: date) -> bool:
    """Whether what has come so far (a code of `Status`) is still open, and its last day has passed."""
    return status in OPEN and due_on is not None and due_on < today


class Continuity(StrEnum):
    """Whether an action came with this plan or goes on from an earlier one."""

    NEW = "new"
    CONTINUED = "continued"


class CostKind(StrEnum):
    """What is known of the cost beyond the budget: nothing, that there is none, that nobody reckoned it, an amount."""

    UNKNOWN = "unknown"
    NONE = "none"
    NOT_CALCULATED = "not_calculated"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost beyond the budget. `ore`: whole øre, for an amount alone. Raises ValueError where the two do not agree."""

    kind: CostKind = CostKind.UNKNOWN
    ore: int | None = None

    def __post_init__(self) -> None:
        if (self.kind is CostKind.AMOUNT) != (self.ore is not None):
            raise ValueError("an amount has its øre, and nothing else has")


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action as plans are judged. Texts are empty and days None where nothing is written.

    `goals` and `indicators` are what it serves; `noted_on` the day of its newest note; `parent` the action it is a part
    of; `under` the action of a higher level's plan that it carries out; `same_as` the action elsewhere that this is the
    very same as (shared by two units), which is then counted once.
    """

    id: str
    unit_id: str
    goals: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    responsible: str = ""
    due_on: date | None = None
    effect: str = ""
    status: Status = Status.NOT_STARTED
    noted_on: date | None = None
    continuity: Continuity = Continuity.NEW
    continued_from: str | None = None
    cost: Cost = Cost()
    parent: str | None = None
    under: str | None = None
    same_as: str | None = None

    @property
    def identity(self) -> str:
        """What it is counted by, so that a shared action is counted once."""
        return self.same_as or self.id

    def is_late(self, today: date) -> bool:
        """Whether it is still open and its last day has passed."""
        return is_late(self.status, self.due_on, today)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The actions of a unit for a period, from its first to its last day.

    `goals`: what the unit has set itself to answer in the period. `touched_on`: the last day anything in it was changed
    or confirmed, None where not known. `anchored_on`: the day a meeting anchored it.
    """

    id: str
    unit_id: str
    from_on: date
    to_on: date
    goals: frozenset[str] = frozenset()
    actions: tuple[PlanAction, ...] = ()
    touched_on: date | None = None
    anchored_on: date | None = None
