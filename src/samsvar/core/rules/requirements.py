"""Requirements taken from documents' clauses: of whom they are asked, what stands behind them, who answers for them.

Sources: internkontrollforskriften § 5 (what must be in writing), forskrift om ledelse og kvalitetsforbedring §§ 6–9
(plan, do, evaluate, correct), and a regional guideline that makes implementing a leader's responsibility.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from samsvar.core.rules.dates import add_months
from samsvar.core.rules.org import ENTERPRISE_KINDS, UnitFacts, ancestors


class Phase(StrEnum):
    """The four phases of the management system: planlegge, gjennomføre, evaluere, korrigere."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"


class Answer(StrEnum):
    """What may stand behind a requirement."""

    ACTIVITY = "activity"
    ACTION = "action"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"


class Strength(StrEnum):
    """A duty, a strong recommendation in the law's words, or what an owner expects."""

    MUST = "must"
    SHOULD = "should"
    EXPECTED = "expected"


class Asked(StrEnum):
    """Of which units something is asked: the regional authority, each enterprise, each unit below it."""

    REGION = "region"
    ENTERPRISE = "enterprise"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """A requirement as its coverage is judged. `every_months`: how old what answers it may be; None: no age set.

    `from_employees`: asked from so many employees on. `applies_to` is its last day.
    """

    id: str
    document_id: str
    asks_of: frozenset[Asked]
    answered_by: frozenset[Answer] = frozenset(Answer)
    every_months: int | None = None
    from_employees: int | None = None
    applies_from: date | None = None
    applies_to: date | None = None


_ASKED_AS: Mapping[str, frozenset[Asked]] = {
    "national": frozenset(),
    "rhf": frozenset({Asked.REGION, Asked.ENTERPRISE}),
    **{kind: frozenset({Asked.ENTERPRISE}) for kind in ENTERPRISE_KINDS - {"rhf"}},
}
_BELOW = frozenset({Asked.UNIT})


def kinds_asked(kind: str) -> frozenset[Asked]:
    """What a unit of a kind is, when requirements are asked. A national unit is asked nothing."""
    return _ASKED_AS.get(kind, _BELOW)


class Applies(StrEnum):
    """Whether something is asked of a unit. Unknown: the number of employees decides it and is not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def applies(
    requirement: RequirementFacts,
    unit: UnitFacts,
    valid_documents: Collection[str],
    on: date,
    employees: int | None = None,
) -> Applies:
    """Whether a requirement is asked of a unit on a day: its document holds there, its time has come, its kind fits."""
    if requirement.document_id not in valid_documents or requirement.asks_of.isdisjoint(kinds_asked(unit.kind)):
        return Applies.NO
    begun = requirement.applies_from is None or requirement.applies_from <= on
    ended = requirement.applies_to is not None and requirement.applies_to < on
    if not begun or ended or not unit.lives_on(on):
        return Applies.NO
    if requirement.from_employees is None:
        return Applies.YES
    if employees is None:
        return Applies.UNKNOWN
    return Applies.YES if employees >= requirement.from_employees else Applies.NO


@dataclass(frozen=True, slots=True)
class Backing:
    """Something that answers a requirement for a unit, and, where `for_subtree`, for those under it.

    `made_on`: when it was made or last done or measured, None where not known. `valid_to`: its last day where it has
    one. What is cancelled, withdrawn or thrown away is not handed in.
    """

    requirement_id: str
    unit_id: str
    kind: Answer
    target: str
    made_on: date | None = None
    valid_to: date | None = None
    for_subtree: bool = False


class Cover(StrEnum):
    """How well a requirement is answered. Undated: something is there, but nobody knows whether it is too old."""

    ANSWERED = "answered"
    OLD = "old"
    UNDATED = "undated"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A requirement at a unit.

    `newest_on` is the newest dated backing; `fresh_until` the last day any of them was fresh, where all are old;
    `lacking` the kinds that would answer it and of which none is fresh; `unsure`: whether it is asked at all depends on
    a number of employees that is not known.
    """

    requirement_id: str
    unit_id: str
    cover: Cover
    targets: tuple[str, ...] = ()
    newest_on: date | None = None
    fresh_until: date | None = None
    lacking: frozenset[Answer] = frozenset()
    unsure: bool = False


def freshness(backing: Backing, every_months: int | None, on: date) -> Cover:
    """Whether one backing still answers: its last day has not passed, and it is no older than is asked.

    What is dated after the day asked about is not there yet.
    """
    if backing.made_on is not None and backing.made_on > on:
        return Cover.NOTHING
    if backing.valid_to is not None and backing.valid_to < on:
        return Cover.OLD
    if every_months is None:
        return Cover.ANSWERED
    if backing.made_on is None:
        return Cover.UNDATED
    return Cover.ANSWERED if add_months(backing.made_on, every_months) >= on else Cover.OLD


_BEST_FIRST = (Cover.ANSWERED, Cover.UNDATED, Cover.OLD, Cover.NOTHING)


def coverage(
    requirements: Iterable[RequirementFacts],
    unit_id: str,
    by_id: Mapping[str, UnitFacts],
    backings: Iterable[Backing],
    valid_documents: Collection[str],
    on: date,
    employees: int | None = None,
) -> tuple[Coverage, ...]:
    """Each requirement asked of a unit with what stands behind it, in the order handed in. The best backing decides.

    `valid_documents`: those that hold for the unit (`documents.documents_for`). Backings may be those of the whole
    tree; only the unit's own, and those for a subtree it lies in, count. Raises KeyError for an unknown unit.
    """
    counted = {} if employees is None else {unit_id: employees}
    return coverage_of_units(requirements, [unit_id], by_id, backings, {unit_id: valid_documents}, on, counted)


def coverage_of_units(
    requirements: Iterable[RequirementFacts],
    unit_ids: Iterable[str],
    by_id: Mapping[str, UnitFacts],
    backings: Iterable[Backing],
    valid_documents: Mapping[str, Collection[str]],
    on: date,
    employees: Mapping[str, int] | None = None,
) -> tuple[Coverage, ...]:
    """`coverage` of many units, unit by unit, with the backings gone through once. A unit that is not among
    `valid_documents` has none; one not among `employees` has not counted them."""
    every, by_unit = list(requirements), _by_unit(backings)
    return tuple(
        found
        for unit_id in unit_ids
        for found in _coverage(
            every,
            by_id[unit_id],
            _reaching(unit_id, by_id, by_unit),
            valid_documents.get(unit_id, ()),
            on,
            (employees or {}).get(unit_id),
        )
    )


def _coverage(
    requirements: Iterable[RequirementFacts],
    unit: UnitFacts,
    reaching: Mapping[str, Collection[Backing]],
    valid_documents: Collection[str],
    on: date,
    employees: int | None,
) -> Iterable[Coverage]:
    for each in requirements:
        answer = applies(each, unit, valid_documents, on, employees)
        if answer is not Applies.NO:
            yield _covered(each, unit.id, reaching.get(each.id, ()), on, unsure=answer is Applies.UNKNOWN)


def _by_unit(backings: Iterable[Backing]) -> dict[str, list[Backing]]:
    found: dict[str, list[Backing]] = {}
    for backing in backings:
        found.setdefault(backing.unit_id, []).append(backing)
    return found


def _reaching(
    unit_id: str, by_id: Mapping[str, UnitFacts], by_unit: Mapping[str, list[Backing]]
) -> dict[str, list[Backing]]:
    """What reaches a unit, by requirement: its own, and those above it that are for their subtree."""
    found: dict[str, list[Backing]] = {}
    for place in {unit.id for unit in ancestors(unit_id, by_id)}:
        for backing in by_unit.get(place, ()):
            if backing.for_subtree or place == unit_id:
                found.setdefault(backing.requirement_id, []).append(backing)
    return found


def _covered(
    requirement: RequirementFacts, unit_id: str, backings: Collection[Backing], on: date, *, unsure: bool
) -> Coverage:
    if not backings:
        return Coverage(requirement.id, unit_id, Cover.NOTHING, lacking=requirement.answered_by, unsure=unsure)
    judged = [(freshness(each, requirement.every_months, on), each) for each in backings]
    there = [(state, each) for state, each in judged if state is not Cover.NOTHING]
    best = min((state for state, _ in there), key=_BEST_FIRST.index, default=Cover.NOTHING)
    fresh = {each.kind for state, each in there if state is Cover.ANSWERED}
    days = [each.made_on for _, each in there if each.made_on is not None]
    return Coverage(
        requirement_id=requirement.id,
        unit_id=unit_id,
        cover=best,
        targets=tuple(sorted({each.target for _, each in there})),
        newest_on=max(days, default=None),
        fresh_until=_fresh_until(requirement, [each for _, each in there]) if best is Cover.OLD else None,
        lacking=requirement.answered_by - fresh,
        unsure=unsure,
    )


def _fresh_until(requirement: RequirementFacts, backings: Iterable[Backing]) -> date | None:
    """The last day any of them was fresh; they are all known to be old, so each has at least one end."""
    lasts = []
    for each in backings:
        ends = [each.valid_to] if each.valid_to else []
        if requirement.every_months is not None and each.made_on is not None:
            ends.append(add_months(each.made_on, requirement.every_months))
        lasts.extend([min(ends)] if ends else [])
    return max(lasts, default=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements stand how. `share` is the answered part of those sure to be asked; None where none is."""

    counts: Mapping[Cover, int]
    unsure: int
    share: Fraction | None


def tally(coverages: Iterable[Coverage]) -> Tally:
    """The requirements of a unit, or of all units, counted. Those not sure to be asked are counted apart."""
    every = list(coverages)
    counts = Counter(each.cover for each in every if not each.unsure)
    asked = sum(counts.values())
    return Tally(
        {cover: counts[cover] for cover in Cover},
        len(every) - asked,
        Fraction(counts[Cover.ANSWERED], asked) if asked else None,
    )


def with_cover(coverages: Iterable[Coverage], *covers: Cover) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Requirement by requirement the units where it stands so, as those with nothing behind it. Sorted."""
    found: dict[str, set[str]] = {}
    for each in coverages:
        if each.cover in covers and not each.unsure:
            found.setdefault(each.requirement_id, set()).add(each.unit_id)
    return tuple((name, tuple(sorted(units))) for name, units in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Delegation:
    """Somebody other than the leader answers for a requirement at a unit. `to_on` is the last day."""

    requirement_id: str
    unit_id: str
    to_person: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for a requirement at a unit. `person` None: the post is vacant. `instead_of`: the leader, where it is
    delegated. `above`: the nearest leader above a vacant post, to be asked, never silently taken as responsible."""

    person: str | None
    delegated: bool = False
    instead_of: str | None = None
    above: str | None = None


def responsible_for(
    requirement_id: str,
    unit_id: str,
    by_id: Mapping[str, UnitFacts],
    leaders: Mapping[str, str],
    delegations: Iterable[Delegation],
    on: date,
) -> Responsible:
    """Who answers for a requirement: the unit's leader, unless it is delegated on that day. The newest delegation wins.

    `leaders` maps units to the person who leads them; a unit that is not there has a vacant post.
    """
    held = [
        each
        for each in delegations
        if (each.requirement_id, each.unit_id) == (requirement_id, unit_id)
        and each.from_on <= on <= (each.to_on or date.max)
    ]
    leader = leaders.get(unit_id)
    if held:
        newest = max(held, key=lambda each: (each.from_on, each.to_person))
        return Responsible(newest.to_person, delegated=True, instead_of=leader)
    if leader is not None:
        return Responsible(leader)
    above = (leaders[each.id] for each in ancestors(unit_id, by_id) if each.id in leaders)
    return Responsible(None, above=next(above, None))
