"""The statement under åpenhetsloven § 5: what it must tell of, what it lacks, and how it comes to be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samsvar.core.rules.dates import Deadline, oslo_day
from samsvar.core.rules.due_diligence import Decision
from samsvar.core.rules.risk.facts import Finding, Nature

SIGNIFICANT_SEVERITY = 4
"""A possible impact of this severity (1–5) or more is a significant risk; one that is not rated is told of as well."""


class Status(StrEnum):
    """The life of one edition of a statement."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure on an impact or a risk area; `result` is what came of it, `expected_result` what is hoped for."""

    id: str
    result: str = ""
    expected_result: str = ""

    @property
    def has_result(self) -> bool:
        """A result or an expected result is noted."""
        return bool(self.result.strip() or self.expected_result.strip())


@dataclass(frozen=True, slots=True)
class StatedImpact:
    """An impact as the statement meets it. `told` says that a section of the draft tells of it."""

    id: str
    nature: Nature
    finding: Finding
    severity: int | None = None
    known_on: date | None = None
    closed_on: date | None = None
    told: bool = False
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedArea:
    """A risk area of the year. An area without `status` is told of as one without status, never left out."""

    id: str
    status: str = ""
    told: bool = False
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What completeness is judged by. Texts are the draft's own; blank is missing."""

    enterprise: str
    period_from: date
    period_to: date
    organisation: str = ""
    area_of_operation: str = ""
    guidelines: str = ""
    routines: str = ""
    role_holder: str = ""
    impacts: tuple[StatedImpact, ...] = ()
    areas: tuple[StatedArea, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Something that must be told of: `kind` impact or area, and why.

    Reasons: `actual_impact`, `alleged_impact`, `significant_risk`, `severity_not_rated`, `risk_area`,
    `risk_area_without_status`.
    """

    kind: str
    id: str
    reason: str
    is_told: bool


def must_be_told(facts: StatementFacts) -> tuple[Told, ...]:
    """§ 5 b: actual impacts, alleged ones as such, significant risks, and every risk area of the year.

    An impact belongs to the period when it was known by its last day and not closed before its first.
    """
    impacts = [
        Told("impact", impact.id, reason, impact.told)
        for impact in sorted(facts.impacts, key=lambda each: each.id)
        if _in_period(impact, facts) and (reason := _why_told(impact))
    ]
    areas = [
        Told("area", area.id, "risk_area" if area.status.strip() else "risk_area_without_status", area.told)
        for area in sorted(facts.areas, key=lambda each: each.id)
    ]
    return (*impacts, *areas)


def _in_period(impact: StatedImpact, facts: StatementFacts) -> bool:
    known = impact.known_on is None or impact.known_on <= facts.period_to
    return known and (impact.closed_on is None or impact.closed_on >= facts.period_from)


def _why_told(impact: StatedImpact) -> str:
    if impact.finding == Finding.DISPROVED:
        return ""
    if impact.nature == Nature.ACTUAL:
        return "actual_impact" if impact.finding == Finding.CONFIRMED else "alleged_impact"
    if impact.severity is None:
        return "severity_not_rated"
    return "significant_risk" if impact.severity >= SIGNIFICANT_SEVERITY else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that § 5 asks for, by code, and the record it concerns: an impact, an area or the enterprise."""

    code: str
    record: str


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """What is present and what is missing under one letter of § 5."""

    letter: str
    present: tuple[Item, ...]
    missing: tuple[Item, ...]


def completeness(facts: StatementFacts) -> tuple[LetterCheck, LetterCheck, LetterCheck]:
    """§ 5 first paragraph, letter by letter.

    a: `organisation`, `area_of_operation`, `guidelines`, `routines`, and `role_holder`: who answers for due diligence,
    so that a vacancy cannot be hidden. b: everything that must be told of, by the codes of `must_be_told`. c: what is
    told of has a `measure`, and each measure a `result` or an expected one.
    """
    return _letter_a(facts), _letter_b(facts), _letter_c(facts)


def _letter_a(facts: StatementFacts) -> LetterCheck:
    parts = ("organisation", "area_of_operation", "guidelines", "routines", "role_holder")
    return _split("a", [(Item(part, facts.enterprise), bool(getattr(facts, part).strip())) for part in parts])


def _letter_b(facts: StatementFacts) -> LetterCheck:
    return _split("b", [(Item(told.reason, told.id), told.is_told) for told in must_be_told(facts)])


def _letter_c(facts: StatementFacts) -> LetterCheck:
    measures = {("impact", impact.id): impact.measures for impact in facts.impacts}
    measures |= {("area", area.id): area.measures for area in facts.areas}
    found: list[tuple[Item, bool]] = []
    for told in must_be_told(facts):
        of_it = measures[(told.kind, told.id)]
        found.append((Item("measure", told.id), bool(of_it)))
        found += [(Item("result", measure.id), measure.has_result) for measure in of_it]
    return _split("c", found)


def _split(letter: str, items: Iterable[tuple[Item, bool]]) -> LetterCheck:
    kept = list(items)
    return LetterCheck(
        letter,
        tuple(item for item, present in kept if present),
        tuple(item for item, present in kept if not present),
    )


def untold_known_impacts(facts: StatementFacts) -> tuple[str, ...]:
    """Known actual impacts that the draft is silent about, by identifier: they may not be held back (§ 6 (3))."""
    return tuple(told.id for told in must_be_told(facts) if told.reason == "actual_impact" and not told.is_told)


class Act(StrEnum):
    """What can be done with an edition."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"


TRANSITIONS: Mapping[tuple[Status, Act], Status] = {
    (Status.DRAFT, Act.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Act.RETURN): Status.DRAFT,
    (Status.SUBMITTED, Act.APPROVE): Status.APPROVED,
    (Status.APPROVED, Act.RETURN): Status.DRAFT,
    (Status.APPROVED, Act.PUBLISH): Status.PUBLISHED,
    (Status.PUBLISHED, Act.SUPERSEDE): Status.SUPERSEDED,
}
"""Every step there is. What is published is never changed: a new edition supersedes it."""

NEEDED_RIGHT: Mapping[Act, str] = {
    Act.SUBMIT: "prepare",
    Act.RETURN: "approve",
    Act.APPROVE: "approve",
    Act.PUBLISH: "publish",
    Act.SUPERSEDE: "publish",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody wants to do something with an edition.

    `rights`: those of prepare, approve and publish that the person has. `four_eyes`: the enterprise wants another to
    approve than the one who submitted. `awaiting`: signatories under regnskapsloven § 3-5 who have not approved yet,
    the person of the attempt aside. `reason`: why a new edition is made.
    """

    act: Act
    person: str
    rights: frozenset[str]
    submitted_by: str = ""
    four_eyes: bool = True
    awaiting: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    reason: str = ""


def may(status: Status, attempt: Attempt) -> Decision:
    """Whether a step may be taken, with all that stands in the way.

    Codes: `no_such_step`, `lacks_right`, `same_person_submitted`, `signatures_missing`, `known_impacts_untold`,
    `no_reason` (a return or a new edition says why). Missing items of § 5 other than known impacts do not stop it: the
    check shows them and the enterprise answers for them.
    """
    if (status, attempt.act) not in TRANSITIONS:
        return Decision(("no_such_step",))
    checks = {
        "lacks_right": NEEDED_RIGHT[attempt.act] not in attempt.rights,
        "same_person_submitted": attempt.four_eyes
        and attempt.act == Act.APPROVE
        and attempt.person == attempt.submitted_by,
        "signatures_missing": attempt.act == Act.PUBLISH and bool(attempt.awaiting),
        "known_impacts_untold": attempt.act in (Act.SUBMIT, Act.PUBLISH) and bool(attempt.untold),
        "no_reason": attempt.act in (Act.RETURN, Act.SUPERSEDE) and not attempt.reason.strip(),
    }
    return Decision(tuple(code for code, stands_in_the_way in checks.items() if stands_in_the_way))


def after(status: Status, act: Act) -> Status:
    """The status a step leads to. Raises ValueError for a step that is not there."""
    if (status, act) not in TRANSITIONS:
        raise ValueError(f"{act} is no step from {status}")
    return TRANSITIONS[(status, act)]


@dataclass(frozen=True, slots=True)
class Approval:
    """A signatory's approval (regnskapsloven § 3-5: every board member and the managing director), with its instant."""

    signatory: str
    approved_at: datetime | None = None


def awaiting_approval(approvals: Iterable[Approval]) -> tuple[str, ...]:
    """The signatories who have not approved, in the order given."""
    return tuple(approval.signatory for approval in approvals if approval.approved_at is None)


def publication_deadline(period_to: date) -> Deadline:
    """§ 5 second paragraph: 30 June, the first one after the period's last day."""
    year = period_to.year if period_to < date(period_to.year, 6, 30) else period_to.year + 1
    return Deadline(date(year, 6, 30), "statement_published", "åpenhetsloven § 5 (2)")


@dataclass(frozen=True, slots=True)
class Change:
    """Something since publication that calls for an update, with the record and the levels before and now.

    Codes: `risk_jumped`, `new_contract_at_risk`, `new_actual_impact`. A level of None was unknown or not there.
    """

    code: str
    record: str
    before: int | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class UpdateLimits:
    """What counts as a significant change on the scale 1–4: so many levels up, or reaching `reaches` from below."""

    jump: int = 2
    reaches: int = 4
    unknown_counts_as: int = 3


UPDATE_LIMITS = UpdateLimits()


def update_needed(
    published_at: datetime,
    before: Mapping[str, int | None],
    now: Mapping[str, int | None],
    impacts: Iterable[StatedImpact] = (),
    limits: UpdateLimits = UPDATE_LIMITS,
) -> tuple[Change, ...]:
    """§ 5 second paragraph: significant changes in the risk assessments since publication; empty where there are none.

    `before` and `now`: levels by contract at publication and today. A contract that has come since counts when it is
    at the highest limit; a confirmed actual impact counts when it became known after the day of publication.
    """
    changes = []
    for contract, level in sorted(now.items()):
        if level is None:
            continue
        earlier = before.get(contract)
        used = limits.unknown_counts_as if earlier is None else earlier
        if contract not in before:
            if level >= limits.reaches:
                changes.append(Change("new_contract_at_risk", contract, None, level))
        elif level - used >= limits.jump or used < limits.reaches <= level:
            changes.append(Change("risk_jumped", contract, earlier, level))
    day = oslo_day(published_at)
    changes += [
        Change("new_actual_impact", impact.id)
        for impact in sorted(impacts, key=lambda each: each.id)
        if _why_told(impact) == "actual_impact" and impact.known_on is not None and impact.known_on > day
    ]
    return tuple(changes)
