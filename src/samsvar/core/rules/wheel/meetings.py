"""Bodies' meetings, their cases and decisions, and the actions that a decision becomes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BodyKind(StrEnum):
    """Kinds of bodies. The directors' meeting is of the region's managing directors; AMU: arbeidsmiljøloven ch. 7."""

    BOARD = "board"
    DIRECTORS_MEETING = "directors_meeting"
    AMU = "amu"
    MANAGEMENT = "management"
    ENTERPRISE_MEETING = "enterprise_meeting"
    WORKING_GROUP = "working_group"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body's meeting. `number` is its place among the body's ordinary meetings of the year, also before it has a
    day; None is an extraordinary meeting, on which nothing hangs. `held_on` None: not dated yet."""

    body: str
    year: int
    number: int | None
    held_on: date | None = None
    cancelled: bool = False


def faults_in_meetings(meetings: Iterable[Meeting]) -> tuple[tuple[str, str, int], ...]:
    """What is wrong, as (code, body, year), in order: `two_of_one_number`, `numbers_out_of_order` (a later number on
    an earlier day), `number_below_one`. Cancelled meetings keep their number, so that no other moves."""
    found: set[tuple[str, str, int]] = set()
    by_year: dict[tuple[str, int], list[Meeting]] = {}
    for meeting in meetings:
        if meeting.number is not None:
            by_year.setdefault((meeting.body, meeting.year), []).append(meeting)
    for (body, year), of_year in by_year.items():
        numbers = Counter(meeting.number for meeting in of_year)
        dated = sorted((m.number or 0, m.held_on) for m in of_year if m.held_on and not m.cancelled)
        days = [day for _, day in dated]
        if max(numbers.values()) > 1:
            found.add(("two_of_one_number", body, year))
        if days != sorted(days):
            found.add(("numbers_out_of_order", body, year))
        if min(number or 0 for number in numbers) < 1:
            found.add(("number_below_one", body, year))
    return tuple(sorted(found))


def numbered(body: str, year: int, days: Iterable[date]) -> tuple[Meeting, ...]:
    """Meetings on the given days, numbered as they fall: what a body that has dated its whole year needs."""
    return tuple(Meeting(body, year, number, day) for number, day in enumerate(sorted(set(days)), start=1))


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a meeting, by its number as the body writes it (`40/23`)."""

    number: str
    body: str
    year: int
    meeting: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a decision asks somebody to do. None is not said."""

    what: str
    responsible: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: `key` names it for good; `occurrence` is the wheel's, `case` the body's, where there is one."""

    key: str
    text: str
    decided_on: date
    case: str | None = None
    occurrence: str | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action that a decision asks for. `key` stays, so that the same decision never makes the same action twice.

    `missing` names what a person must fill in (`responsible`, `due_on`)."""

    key: str
    what: str
    responsible: str | None
    due_on: date | None
    decision: str
    missing: tuple[str, ...]


def actions_from(decisions: Sequence[Decision], made: Iterable[str] = ()) -> tuple[ActionDraft, ...]:
    """The actions that decisions ask for and that are not made yet (`made` are the keys of those that are), in order.

    A decision without steps asks for nothing.
    """
    there = frozenset(made)
    drafts = (
        _draft(f"{decision.key}/{number}", step, decision.key)
        for decision in decisions
        for number, step in enumerate(decision.steps, start=1)
    )
    return tuple({draft.key: draft for draft in drafts if draft.key not in there}.values())


def _draft(key: str, step: Step, decision: str) -> ActionDraft:
    missing = tuple(name for name in ("responsible", "due_on") if not getattr(step, name))
    return ActionDraft(key, step.what, step.responsible, step.due_on, decision, missing)
