"""Due diligence: how severe, what response, in which order, how far, and whether a case may be closed.

Sources: OECD Due Diligence Guidance for Responsible Business Conduct (2018); UN Guiding Principles 19, 22 and 24;
åpenhetsloven § 4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.risk.facts import Finding, Nature, Ownership

WORST = 5
"""Severity and likelihood run from 1 to 5."""


class Step(StrEnum):
    """The six steps of the OECD's guidance, in order."""

    EMBED = "embed"
    IDENTIFY = "identify"
    MITIGATE = "mitigate"
    TRACK = "track"
    COMMUNICATE = "communicate"
    REMEDIATE = "remediate"


class Involvement(StrEnum):
    """How the enterprise is involved in an impact."""

    CAUSED = "caused"
    CONTRIBUTED = "contributed"
    LINKED = "linked"


RESPONSES: dict[Involvement, tuple[str, ...]] = {
    Involvement.CAUSED: ("cease", "prevent", "remediate"),
    Involvement.CONTRIBUTED: ("cease_own_part", "prevent", "use_leverage", "remediate_own_share"),
    Involvement.LINKED: ("use_leverage", "mitigate", "may_help_to_remediate"),
}
"""What is expected of an enterprise by its involvement (OECD guidance, steps 3 and 6; Guiding Principles 19 and 22)."""

REMEDY_DUTY = frozenset({Involvement.CAUSED, Involvement.CONTRIBUTED})


@dataclass(frozen=True, slots=True)
class Severity:
    """The highest of scale, scope and irremediability, 1 to 5, and which of them set it.

    None: none of them is rated. `at_least`: one of them is not rated, so that the severity may be higher.
    """

    level: int | None
    set_by: tuple[str, ...] = ()
    at_least: bool = False


def severity(scale: int | None, scope: int | None, irremediability: int | None) -> Severity:
    """Severity as the highest of its three parts; a part that is not rated is left out and said.

    Raises ValueError for a rating outside 1 to 5.
    """
    parts = {"scale": scale, "scope": scope, "irremediability": irremediability}
    rated = {name: level for name, level in parts.items() if level is not None}
    if any(not 1 <= level <= WORST for level in rated.values()):
        raise ValueError("a rating is a whole number from 1 to 5")
    if not rated:
        return Severity(None)
    level = max(rated.values())
    set_by = tuple(name for name, part in rated.items() if part == level)
    return Severity(level, set_by, at_least=len(rated) < len(parts) and level < WORST)


@dataclass(frozen=True, slots=True)
class RatedImpact:
    """What the order of priority is made from."""

    id: str
    nature: Nature
    severity: Severity
    likelihood: int | None = None


@dataclass(frozen=True, slots=True)
class Priority:
    """A place in the order, with the figures used. `stood_in` names what was not rated and counted as the worst."""

    place: int
    id: str
    severity: int
    likelihood: int
    stood_in: tuple[str, ...] = ()


def prioritise(impacts: Iterable[RatedImpact]) -> list[Priority]:
    """By severity, then by likelihood, then by identifier: likelihood never outweighs severity.

    An actual impact has happened and counts as the most likely. What is not rated counts as the worst, so that it is
    looked at first rather than last, and is named.
    """
    used = sorted((_used(impact) for impact in impacts), key=lambda each: (-each[1], -each[2], each[0]))
    return [Priority(place, *each) for place, each in enumerate(used, start=1)]


def _used(impact: RatedImpact) -> tuple[str, int, int, tuple[str, ...]]:
    level = impact.severity.level
    likelihood = WORST if impact.nature == Nature.ACTUAL else impact.likelihood
    rated = {"severity": level, "likelihood": likelihood}
    stood_in = tuple(name for name, rating in rated.items() if rating is None)
    return impact.id, WORST if level is None else level, WORST if likelihood is None else likelihood, stood_in


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done. `reasons` are the codes of what stands in the way; empty where it may."""

    reasons: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Nothing stands in the way."""
        return not self.reasons


class LinkCertainty(StrEnum):
    """How sure it is that an impact concerns a contract. It is shown and told of; it changes no level."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNKNOWN = "unknown"


def may_record_link(certainty: LinkCertainty | None, reason: str) -> Decision:
    """A link between an impact and a contract needs its certainty and the reason for it."""
    reasons = () if certainty is not None else ("certainty_missing",)
    return Decision(reasons if reason.strip() else (*reasons, "reason_missing"))


@dataclass(frozen=True, slots=True)
class ImpactCase:
    """What closing an impact is judged by.

    `open_actions` counts actions not done or cancelled; `done_without_result` those done without a noted result;
    `remedied` None: nothing is recorded of remediation. `conclusion` is the text that says how it ended.
    """

    nature: Nature
    finding: Finding
    involvement: Involvement | None
    known_on: date | None
    done_actions: int = 0
    open_actions: int = 0
    done_without_result: int = 0
    remedied: bool | None = None
    remedy_verified: bool = False
    conclusion: str = ""


def may_close_impact(case: ImpactCase, closed_on: date, today: date) -> Decision:
    """Whether a case may be closed.

    An allegation is first confirmed or disproved. A confirmed actual impact needs its involvement, at least one action
    done, none open, results noted, and, where the enterprise caused or contributed (Guiding Principle 22),
    remediation that has been verified. A risk needs its actions done with results. All need a conclusion.
    """
    reasons = []
    if not case.conclusion.strip():
        reasons.append("no_conclusion")
    if closed_on > today:
        reasons.append("closed_in_the_future")
    if case.known_on is not None and closed_on < case.known_on:
        reasons.append("closed_before_known")
    if case.finding == Finding.ALLEGED and case.nature == Nature.ACTUAL:
        reasons.append("not_settled")
    if case.open_actions:
        reasons.append("actions_open")
    if case.finding == Finding.CONFIRMED or (case.nature == Nature.POTENTIAL and case.finding != Finding.DISPROVED):
        reasons += _lacking(case)
    return Decision(tuple(reasons))


def _lacking(case: ImpactCase) -> list[str]:
    reasons = []
    if not case.done_actions:
        reasons.append("no_action_done")
    if case.done_without_result:
        reasons.append("result_missing")
    if case.nature == Nature.ACTUAL and case.finding == Finding.CONFIRMED:
        if case.involvement is None:
            reasons.append("involvement_missing")
        if case.involvement in REMEDY_DUTY and not case.remedied:
            reasons.append("remediation_missing")
        elif case.involvement in REMEDY_DUTY and not case.remedy_verified:
            reasons.append("remediation_not_verified")
    return reasons


@dataclass(frozen=True, slots=True)
class Remediation:
    """What is expected about remedy. `duty`: `own`, `own_share`, `none_but_may_help`, `none` or `not_decided`."""

    duty: str
    provision: str = "åpenhetsloven § 4 f"


def remediation_duty(nature: Nature, finding: Finding, involvement: Involvement | None) -> Remediation:
    """Who owes remedy: the one who caused, for the whole; the one who contributed, for their share.

    Only an actual and confirmed impact gives a duty; one that is alleged is not decided.
    """
    if nature == Nature.POTENTIAL or finding == Finding.DISPROVED:
        return Remediation("none")
    if finding == Finding.ALLEGED or involvement is None:
        return Remediation("not_decided")
    duties = {
        Involvement.CAUSED: "own",
        Involvement.CONTRIBUTED: "own_share",
        Involvement.LINKED: "none_but_may_help",
    }
    return Remediation(duties[involvement])


class Stage(StrEnum):
    """How far a contract has come, in order."""

    SCREENED = "screened"
    ASSESSED = "assessed"
    ASKED = "asked"
    ANSWERED = "answered"
    CONCLUDED = "concluded"


@dataclass(frozen=True, slots=True)
class Progress:
    """The furthest stage reached (None: none), those done with their day, and the next one (None: all are done)."""

    stage: Stage | None
    done: tuple[tuple[Stage, date], ...]
    next: Stage | None


def contract_progress(ownership: Ownership, reached: dict[Stage, date], on: date) -> Progress:
    """How far a contract has come by the day: screened, assessed, asked, answered, concluded.

    A stage may be left out on the way (a low risk is concluded without asking). On another's agreement only the owner
    is asked; what is only assisted is not assessed and has no stages.
    """
    stages = tuple(Stage)
    if ownership == Ownership.USED:
        stages = (Stage.ASKED, Stage.ANSWERED, Stage.CONCLUDED)
    elif ownership == Ownership.ASSISTED:
        stages = ()
    done = tuple((stage, reached[stage]) for stage in stages if stage in reached and reached[stage] <= on)
    if not done:
        return Progress(None, (), stages[0] if stages else None)
    furthest = done[-1][0]
    after = stages[stages.index(furthest) + 1 :]
    return Progress(furthest, done, after[0] if after else None)


class CodeAcceptance(StrEnum):
    """How a contract stands to the duty to accept the supplier code of conduct."""

    NOT_REQUIRED = "not_required"
    ACCEPTED = "accepted"
    ACCEPTED_VOLUNTARILY = "accepted_voluntarily"
    DEVIATION = "deviation"
    NOT_KNOWN = "not_known"


def code_acceptance(
    starts_on: date | None, accepted_on: date | None, required_from: date | None, on: date
) -> CodeAcceptance:
    """A contract that starts on or after `required_from` needs the supplier's acceptance of the code.

    `required_from` is the enterprise's own decision (Norsk helsenett: 1 February 2025); None: it demands none. A
    contract without a start day is not known rather than free of the duty.
    """
    accepted = accepted_on is not None and accepted_on <= on
    if required_from is not None and starts_on is None:
        return CodeAcceptance.ACCEPTED if accepted else CodeAcceptance.NOT_KNOWN
    required = required_from is not None and starts_on is not None and starts_on >= required_from
    if accepted:
        return CodeAcceptance.ACCEPTED if required else CodeAcceptance.ACCEPTED_VOLUNTARILY
    return CodeAcceptance.DEVIATION if required else CodeAcceptance.NOT_REQUIRED


CRITERIA = ("objective_purpose", "necessary", "proportionate", "decisive_trait")
"""Likestillings- og diskrimineringsloven § 9: all four, the last one in employment."""


@dataclass(frozen=True, slots=True)
class DifferentialTreatment:
    """A case of lawful differential treatment: the text on each criterion, and its days."""

    objective_purpose: str = ""
    necessary: str = ""
    proportionate: str = ""
    decisive_trait: str = ""
    assessed_on: date | None = None
    advertised_on: date | None = None


def may_mark_documented(case: DifferentialTreatment) -> Decision:
    """A case is documented when all four criteria have a text; the codes name those that lack one."""
    return Decision(tuple(criterion for criterion in CRITERIA if not getattr(case, criterion).strip()))


def treatment_flags(case: DifferentialTreatment) -> tuple[str, ...]:
    """What is flagged on a case: `assessed_after_advertised`, or `advertised_without_assessment`.

    The assessment comes before the position is advertised. Days tell no hours, so the same day is not flagged.
    """
    if case.advertised_on is None:
        return ()
    if case.assessed_on is None:
        return ("advertised_without_assessment",)
    return ("assessed_after_advertised",) if case.assessed_on > case.advertised_on else ()
