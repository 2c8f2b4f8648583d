"""Activities of the annual wheel: what the region sets, what each trust makes of it, and what is wrong with them.

Sources: the regional guidelines for social responsibility of Helse Midt-Norge, "Årshjul" (twelve activities; the
trusts' deadlines differ); forskrift om ledelse og kvalitetsforbedring §§ 6–9 (the four phases).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from samsvar.core.rules.requirements import Phase
from samsvar.core.rules.wheel.timing import DayOfYear, Distance, FromActivity, FromMeeting, FromPeriodEnd, Point, When
from samsvar.core.rules.wheel.timing import periods_in_year as _periods


class ResultKind(StrEnum):
    """What comes out of an occurrence, as the wheel's page opens it."""

    ASSIGNMENTS_TAKEN_IN = "assignments_taken_in"
    ASSIGNMENTS_GIVEN = "assignments_given"
    JOINT_REPORT = "joint_report"
    ANNUAL_REPORT = "annual_report"
    STATEMENT = "statement"
    SURVEY_AND_HSE_PLAN = "survey_and_hse_plan"
    DIRECTORS_REPORT = "directors_report"
    OWNERSHIP_REPORT = "ownership_report"
    DOCUMENT_DECISIONS = "document_decisions"
    FINDINGS = "findings"
    REVIEW_DECISIONS = "review_decisions"
    EVENTS = "events"
    NOTE = "note"


#: Result of each activity that ships, by its code in the catalogue (`annual_wheel`). Own activities give a note.
RESULTS: Mapping[str, ResultKind] = {
    "owner-assignments": ResultKind.ASSIGNMENTS_TAKEN_IN,
    "steering-requirements": ResultKind.ASSIGNMENTS_GIVEN,
    "joint-report": ResultKind.JOINT_REPORT,
    "annual-report": ResultKind.ANNUAL_REPORT,
    "due-diligence": ResultKind.STATEMENT,
    "improvement-and-hse": ResultKind.SURVEY_AND_HSE_PLAN,
    "annual-accounts": ResultKind.DIRECTORS_REPORT,
    "ownership-report": ResultKind.OWNERSHIP_REPORT,
    "document-review": ResultKind.DOCUMENT_DECISIONS,
    "environmental-audit": ResultKind.FINDINGS,
    "management-review": ResultKind.REVIEW_DECISIONS,
    "campaign-week": ResultKind.EVENTS,
}


@dataclass(frozen=True, slots=True)
class Activity:
    """A recurring activity. `set_by` is the unit that owns it; `when` None: each trust must set its own date.

    `fixed`: the day is a law's; `occurrences.fixed_day_passed` tells of a later one. `to_year` None: still held.
    `counts_from`: what is due before that day was before the wheel was taken in, and owed by nobody; None: all counts.
    """

    code: str
    phase: Phase
    result: ResultKind
    role: str
    set_by: str
    when: When | None = None
    fixed: bool = False
    from_year: int | None = None
    to_year: int | None = None
    counts_from: date | None = None

    def holds_in(self, year: int) -> bool:
        """Whether the activity is held in the year."""
        return (self.from_year or year) <= year <= (self.to_year or year)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a trust has made of an activity of the region; None keeps the region's.

    `left_out`: the trust does not hold it, which the region sees with its reason.
    """

    activity: str
    enterprise: str
    when: When | None = None
    role: str | None = None
    left_out: bool = False
    counts_from: date | None = None


class DateSource(StrEnum):
    """Whose date an activity has at a trust."""

    OWN = "own"
    REGION = "region"
    NONE = "none"


def source_of(activity: Activity, choice: Choice | None) -> DateSource:
    """Whose date holds: the trust's own before the region's."""
    if choice and choice.when:
        return DateSource.OWN
    return DateSource.REGION if activity.when else DateSource.NONE


def as_held(activity: Activity, choice: Choice | None) -> Activity | None:
    """The activity as the trust holds it; None where it is left out."""
    if choice is None:
        return activity
    if choice.left_out:
        return None
    return replace(
        activity,
        when=choice.when or activity.when,
        role=choice.role or activity.role,
        counts_from=choice.counts_from or activity.counts_from,
    )


def held_by(enterprise: str, activities: Iterable[Activity], choices: Iterable[Choice]) -> tuple[Activity, ...]:
    """All activities as one trust holds them, by code. The order of activities and choices changes nothing."""
    chosen = {choice.activity: choice for choice in choices if choice.enterprise == enterprise}
    held = (as_held(activity, chosen.get(activity.code)) for activity in activities)
    return tuple(sorted((each for each in held if each), key=lambda each: each.code))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as a code, and the activities it is about, in order."""

    code: str
    activities: tuple[str, ...]


def anchors_of(activity: Activity) -> frozenset[str]:
    """The other activities that this one's days hang on."""
    points = activity.when.points if activity.when else ()
    return frozenset(point.activity for point in points if isinstance(point, FromActivity))


def faults_in(activities: Sequence[Activity]) -> tuple[Fault, ...]:
    """Everything that keeps activities from being placed, in order; the order of the activities changes nothing.

    `two_of_one_code`, `unknown_activity` (hangs on one that is not held), `impossible_day`, `no_such_period`,
    `no_such_meeting` (a number below one), `distance_below_zero`, `several_in_opening` (the first day hangs on every
    meeting or period, the last on one), `cycle` (each waits for the next; all of the ring are named).
    """
    codes = [activity.code for activity in activities]
    found = {Fault("two_of_one_code", (code,)) for code in codes if codes.count(code) > 1}
    for activity in activities:
        if anchors_of(activity) - set(codes):
            found.add(Fault("unknown_activity", (activity.code,)))
        if activity.when:
            found |= {Fault(code, (activity.code,)) for code in _faults_of(activity.when)}
    found |= {Fault("cycle", ring) for ring in cycles_in(activities)}
    return tuple(sorted(found, key=lambda fault: (fault.code, fault.activities)))


def _faults_of(when: When) -> set[str]:
    found = {code for point in when.points for code in _faults_of_point(point)}
    if when.opens and slots_family(when.opens) and slots_family(when.opens) != slots_family(when.due):
        found.add("several_in_opening")
    return found


def _faults_of_point(point: Point) -> Iterable[str]:
    match point:
        case DayOfYear():
            if not point.is_possible():
                yield "impossible_day"
            return
        case FromMeeting() if point.number is not None and point.number < 1:
            yield "no_such_meeting"
        case FromPeriodEnd() if point.number is not None and not 1 <= point.number <= _periods(point.period):
            yield "no_such_period"
    if _distance(point).count < 0:
        yield "distance_below_zero"


def _distance(point: FromMeeting | FromPeriodEnd | FromActivity) -> Distance:
    return point.distance


def slots_family(point: Point) -> str | None:
    """What gives an activity several occurrences a year: every meeting of a body or every period; None for one."""
    if isinstance(point, FromMeeting) and point.number is None:
        return f"meeting:{point.body}"
    if isinstance(point, FromPeriodEnd) and point.number is None:
        return f"period:{point.period}"
    return None


def cycles_in(activities: Iterable[Activity]) -> tuple[tuple[str, ...], ...]:
    """Every set of activities that wait for each other, in order; an activity that hangs on itself is one."""
    hangs_on = {activity.code: anchors_of(activity) for activity in activities}
    reached = {code: _reached(code, hangs_on) for code in hangs_on}
    rings = {
        tuple(sorted(other for other in reached[code] if code in reached.get(other, ())))
        for code in hangs_on
        if code in reached[code]
    }
    return tuple(sorted(rings))


def _reached(code: str, hangs_on: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(hangs_on[code])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += hangs_on.get(other, ())
    return frozenset(found)
