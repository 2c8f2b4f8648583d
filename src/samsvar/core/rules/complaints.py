"""Complaints from anyone affected: how a case goes, by when the enterprise has promised to answer, what may be told.

Source: the United Nations' Guiding Principles on Business and Human Rights (2011), principle 29 (operational-level
mechanisms) and 31 (criteria a to h). No Norwegian Act sets deadlines here: an enterprise promises its own times and
publishes them (31 c, predictable). Numbers are published (31 e, transparent) only where nobody can be told from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from samsvar.core.rules.dates import Deadline
from samsvar.core.rules.due_diligence import Decision

SMALLEST_SHOWN = 5
"""A number of cases between one and this is never published: who complained could be told from it."""


class Status(StrEnum):
    """How far a complaint has come."""

    RECEIVED = "received"
    IN_DIALOGUE = "in_dialogue"
    CONCLUDED = "concluded"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.RECEIVED, Status.IN_DIALOGUE})
MOVES: Mapping[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.IN_DIALOGUE, Status.CONCLUDED, Status.PASSED_ON, Status.WITHDRAWN}),
    Status.IN_DIALOGUE: frozenset({Status.CONCLUDED, Status.PASSED_ON, Status.WITHDRAWN}),
    Status.CONCLUDED: frozenset({Status.IN_DIALOGUE}),
    Status.PASSED_ON: frozenset({Status.IN_DIALOGUE}),
    Status.WITHDRAWN: frozenset({Status.IN_DIALOGUE}),
}


class Outcome(StrEnum):
    """What the enterprise concluded."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    NOT_CLEAR = "not_clear"


class Topic(StrEnum):
    """What a complaint is about; the ILO's core conventions first, then what else suppliers' workers meet."""

    FORCED_LABOUR = "forced_labour"
    CHILD_LABOUR = "child_labour"
    DISCRIMINATION = "discrimination"
    ASSOCIATION = "association"
    HEALTH_AND_SAFETY = "health_and_safety"
    WAGES = "wages"
    WORKING_HOURS = "working_hours"
    HOUSING = "housing"
    LAND_AND_COMMUNITY = "land_and_community"
    ENVIRONMENT = "environment"
    REPRISAL = "reprisal"
    OTHER = "other"


#: Taken on at once, whatever was promised: somebody may be hurt while it waits.
URGENT = frozenset({Topic.FORCED_LABOUR, Topic.CHILD_LABOUR, Topic.REPRISAL})


def may_move(now: Status, to: Status) -> bool:
    """Whether a complaint that stands at `now` may go to `to`. One that has ended may be taken up again."""
    return to in MOVES[now]


@dataclass(frozen=True, slots=True)
class Promise:
    """The times an enterprise has published, in days from receipt. The day of receipt is not counted."""

    first_answer_days: int = 14
    conclusion_days: int = 90


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules need to know of a complaint. `answered_on`: the first answer in words, not the receipt."""

    status: Status
    topic: Topic
    received_on: date
    answered_on: date | None = None
    ended_on: date | None = None


def first_answer_deadline(received_on: date, promise: Promise) -> Deadline:
    """The last day of the first answer, by the enterprise's own promise."""
    return Deadline(received_on + timedelta(days=promise.first_answer_days), "first_answer", "UNGP 31 c")


def conclusion_deadline(received_on: date, promise: Promise) -> Deadline:
    """The last day of the conclusion, by the enterprise's own promise."""
    return Deadline(received_on + timedelta(days=promise.conclusion_days), "conclusion", "UNGP 31 c")


def next_deadline(case: Case, promise: Promise) -> Deadline | None:
    """What is owed next: the first answer, then the conclusion; nothing where the case has ended."""
    if case.status not in OPEN:
        return None
    if case.answered_on is None:
        return first_answer_deadline(case.received_on, promise)
    return conclusion_deadline(case.received_on, promise)


def may_conclude(case: Case, outcome: str, conclusion: str, told: bool) -> Decision:
    """Whether a complaint may be concluded; reasons are the codes of what is lacking.

    Whoever complained hears first (31 d, equitable): `told` is that the conclusion goes to them, or that they left no
    way to be reached.
    """
    reasons = []
    if case.status not in OPEN:
        reasons.append("ended")
    if outcome not in set(Outcome):
        reasons.append("no_outcome")
    if not conclusion.strip():
        reasons.append("no_conclusion")
    if not told:
        reasons.append("complainant_not_told")
    return Decision(tuple(reasons))


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """A year of complaints. Days are medians, None where nothing has been answered or ended."""

    received: int
    ended: int
    open_at_end: int
    answered_in_time: int
    answered_late: int
    days_to_answer: float | None
    days_to_end: float | None
    by_topic: Mapping[str, int]
    by_outcome: Mapping[str, int]


def numbers_of(
    cases: Iterable[tuple[Case, str]], year: int, promise: Promise, today: date | None = None
) -> YearNumbers:
    """The numbers of the complaints received in a year. Each case comes with its outcome, empty where it has none.

    Late is answered after the promised day, and not answered though it has passed by `today`.
    """
    received = [(case, outcome) for case, outcome in cases if case.received_on.year == year]
    answered = [case for case, _ in received if case.answered_on is not None]
    ended = [case for case, _ in received if case.ended_on is not None]
    in_time = sum(_in_time(case, promise) for case in answered)
    silent = sum(
        case.answered_on is None and case.ended_on is None and _is_past(case, promise, today) for case, _ in received
    )
    topics: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for case, outcome in received:
        topics[case.topic.value] = topics.get(case.topic.value, 0) + 1
        if outcome:
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return YearNumbers(
        received=len(received),
        ended=len(ended),
        open_at_end=len(received) - len(ended),
        answered_in_time=in_time,
        answered_late=len(answered) - in_time + silent,
        days_to_answer=_median([(case.answered_on - case.received_on).days for case in answered if case.answered_on]),
        days_to_end=_median([(case.ended_on - case.received_on).days for case in ended if case.ended_on]),
        by_topic=topics,
        by_outcome=outcomes,
    )


def _in_time(case: Case, promise: Promise) -> bool:
    due_on = first_answer_deadline(case.received_on, promise).due_on
    return case.answered_on is not None and case.answered_on <= due_on


def _is_past(case: Case, promise: Promise, today: date | None) -> bool:
    return today is not None and today > first_answer_deadline(case.received_on, promise).due_on


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if days else None


@dataclass(frozen=True, slots=True)
class Published:
    """Numbers as anyone may see them. `total` None: fewer than five, so nothing is told but that.

    `shown` are the parts that can be told, the largest first; `rest` is all others together, 0 where there are none.
    """

    total: int | None
    shown: tuple[tuple[str, int], ...] = ()
    rest: int = 0


def publishable(parts: Mapping[str, int]) -> Published:
    """The numbers of a whole by its parts, so that no number from one to four can be read or worked out.

    Small parts are put together. Is what they make still small, the smallest part that was to be shown joins them: else
    the whole less what is shown would give it away.
    """
    total = sum(parts.values())
    if 0 < total < SMALLEST_SHOWN:
        return Published(None)
    ordered = sorted(((count, name) for name, count in parts.items() if count), key=lambda each: (-each[0], each[1]))
    shown = [(name, count) for count, name in ordered if count >= SMALLEST_SHOWN]
    rest = total - sum(count for _, count in shown)
    while 0 < rest < SMALLEST_SHOWN and shown:
        _, count = shown.pop()
        rest += count
    return Published(total, tuple(shown), rest)


class Criterion(StrEnum):
    """What makes a mechanism effective, by UNGP 31 a to h. The last holds for one that an enterprise runs itself."""

    LEGITIMATE = "legitimate"
    ACCESSIBLE = "accessible"
    PREDICTABLE = "predictable"
    EQUITABLE = "equitable"
    TRANSPARENT = "transparent"
    RIGHTS_COMPATIBLE = "rights_compatible"
    LEARNING = "learning"
    DIALOGUE = "dialogue"


class Met(StrEnum):
    """How far a criterion is met, by the enterprise's own judgement."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Checked:
    """One criterion as the enterprise has judged it. `met` None: not judged, which is neither yes nor no."""

    criterion: Criterion
    met: Met | None
    shown_by: str = ""
    plan: str = ""


def lacking_in(checked: Iterable[Checked]) -> dict[Criterion, str]:
    """What each criterion still lacks: `not_judged`, `nothing_shows_it` (yes or partly without what shows it) or
    `no_plan` (partly or no without what is to be done). A criterion that lacks nothing is left out.
    """
    told = {each.criterion: each for each in checked}
    found: dict[Criterion, str] = {}
    for criterion in Criterion:
        each = told.get(criterion)
        if each is None or each.met is None:
            found[criterion] = "not_judged"
        elif each.met != Met.NO and not each.shown_by.strip():
            found[criterion] = "nothing_shows_it"
        elif each.met != Met.YES and not each.plan.strip():
            found[criterion] = "no_plan"
    return found
