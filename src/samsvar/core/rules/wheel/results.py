"""What comes out of an occurrence: decisions on documents, events with participation, and the input of reviews.

Sources: forskrift om ledelse og kvalitetsforbedring (FOR-2016-10-28-1250) §§ 6 and 8; internkontrollforskriften
(FOR-1996-12-06-1127) § 5; ISO 14001:2015 clauses 9.2 and 9.3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class DocumentDecision(StrEnum):
    """What the yearly review of governing documents decides of each."""

    KEEP = "keep"
    CHANGE = "change"
    WITHDRAW = "withdraw"


def undecided(due: Iterable[str], decided: Mapping[str, DocumentDecision | None]) -> tuple[str, ...]:
    """The documents due for review that no decision is taken on, in order."""
    return tuple(sorted(document for document in set(due) if not decided.get(document)))


@dataclass(frozen=True, slots=True)
class Participation:
    """A unit at an event: how many took part of how many asked. None is unknown."""

    unit: str
    took_part: int | None
    asked: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """One of the things that an activity is made of (`dilemma_training`, `dialogue_meeting`)."""

    code: str
    held_on: date | None
    participation: tuple[Participation, ...] = ()


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part over all units that told both figures; `share` None where none did. `untold`: the others."""

    took_part: int
    asked: int
    share: Fraction | None
    untold: tuple[str, ...]


def turnout(event: Event) -> Turnout:
    """The event's participation. A unit that has not told is named, never counted as nobody."""
    told = [(each.took_part, each.asked) for each in event.participation]
    sums = [(part, asked) for part, asked in told if part is not None and asked is not None]
    part, asked = sum(part for part, _ in sums), sum(asked for _, asked in sums)
    untold = {each.unit for each in event.participation if each.took_part is None or each.asked is None}
    return Turnout(part, asked, Fraction(part, asked) if asked else None, tuple(sorted(untold)))


class ReviewKind(StrEnum):
    """Occurrences that gather their input by themselves."""

    MANAGEMENT_REVIEW = "management_review"
    ENVIRONMENTAL_AUDIT = "environmental_audit"
    INTERNAL_CONTROL = "internal_control"


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One thing that must be on the table: a code, and the rules that ask for it."""

    code: str
    sources: tuple[str, ...]


_KV = "forskrift om ledelse og kvalitetsforbedring"
_IK = "internkontrollforskriften § 5"
_ISO = "ISO 14001:2015"

_MANAGEMENT_REVIEW = (
    AgendaPoint("last_decisions", (f"{_ISO} 9.3 a",)),
    AgendaPoint("changes_in_context_and_requirements", (f"{_ISO} 9.3 b", f"{_KV} § 6 c")),
    AgendaPoint("goals_and_indicators", (f"{_KV} § 8 a", f"{_ISO} 9.3 c", f"{_ISO} 9.3 d")),
    AgendaPoint("late_actions", (f"{_KV} § 8 a",)),
    AgendaPoint("late_activities", (f"{_KV} § 8 a",)),
    AgendaPoint("effect_of_measures", (f"{_KV} § 8 b", f"{_KV} § 8 c")),
    AgendaPoint("requirements_without_evidence", (f"{_KV} § 8 c", f"{_ISO} 9.3 d")),
    AgendaPoint("user_experience", (f"{_KV} § 8 d",)),
    AgendaPoint("deviations_and_incidents", (f"{_KV} § 8 e", f"{_KV} § 6 g", f"{_ISO} 9.3 d")),
    AgendaPoint("audit_findings", (f"{_ISO} 9.3 d",)),
    AgendaPoint("risk_areas", (f"{_KV} § 6 d", f"{_KV} § 8 f", f"{_ISO} 9.3 b")),
    AgendaPoint("resources", (f"{_ISO} 9.3 e",)),
    AgendaPoint("complaints_and_inquiries", (f"{_KV} § 6 g", f"{_ISO} 9.3 f")),
    AgendaPoint("chances_to_improve", (f"{_KV} § 6 d", f"{_ISO} 9.3 g")),
)
_ENVIRONMENTAL_AUDIT = (
    AgendaPoint("scope_and_criteria", (f"{_ISO} 9.2.2 a",)),
    AgendaPoint("last_audit_findings", (f"{_ISO} 9.2.2",)),
    AgendaPoint("environmental_requirements", (f"{_ISO} 9.1.2",)),
    AgendaPoint("requirements_without_evidence", (f"{_ISO} 9.1.2",)),
    AgendaPoint("environmental_goals_and_indicators", (f"{_ISO} 9.1.1",)),
    AgendaPoint("environmental_deviations", (f"{_ISO} 10.2",)),
    AgendaPoint("late_environmental_actions", (f"{_ISO} 6.2.2",)),
)
_INTERNAL_CONTROL = (
    AgendaPoint("hse_laws_known", (f"{_IK} (2) 1",)),
    AgendaPoint("hse_training", (f"{_IK} (2) 2",)),
    AgendaPoint("employee_participation", (f"{_IK} (2) 3",)),
    AgendaPoint("hse_goals", (f"{_IK} (2) 4",)),
    AgendaPoint("responsibilities_and_authority", (f"{_IK} (2) 5",)),
    AgendaPoint("hse_risks_and_plans", (f"{_IK} (2) 6",)),
    AgendaPoint("routines_for_breaches", (f"{_IK} (2) 7",)),
    AgendaPoint("deviations_and_incidents", (f"{_IK} (2) 7",)),
    AgendaPoint("last_decisions", (f"{_IK} (2) 8",)),
    AgendaPoint("late_actions", (f"{_IK} (2) 8",)),
)
AGENDAS: Mapping[ReviewKind, tuple[AgendaPoint, ...]] = {
    ReviewKind.MANAGEMENT_REVIEW: _MANAGEMENT_REVIEW,
    ReviewKind.ENVIRONMENTAL_AUDIT: _ENVIRONMENTAL_AUDIT,
    ReviewKind.INTERNAL_CONTROL: _INTERNAL_CONTROL,
}
#: Points of the internal-control review that must be in writing (internkontrollforskriften § 5 (2)).
IN_WRITING = frozenset(
    {"hse_goals", "responsibilities_and_authority", "hse_risks_and_plans", "routines_for_breaches"}
    | {"last_decisions", "late_actions", "deviations_and_incidents"}
)


def not_gathered(kind: ReviewKind, gathered: Mapping[str, int | None]) -> Sequence[AgendaPoint]:
    """The points that nothing is known of: absent or None. None found (0) is known."""
    return tuple(point for point in AGENDAS[kind] if gathered.get(point.code) is None)
