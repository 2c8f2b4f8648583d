"""What an assessment is made from and what it answers: plain, frozen values.

Those that every contract has one of are named tuples, which are made in a fraction of the time.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Ownership(StrEnum):
    """Whose agreement it is. Own and shared ones are assessed; the others never get a level."""

    OWN = "own"
    SHARED = "shared"
    USED = "used"
    ASSISTED = "assisted"


class Kind(StrEnum):
    """What is bought."""

    GOODS = "goods"
    SERVICES = "services"
    BOTH = "both"
    LEASE = "lease"


class Nature(StrEnum):
    """Whether an adverse impact has happened or may happen."""

    ACTUAL = "actual"
    POTENTIAL = "potential"


class Finding(StrEnum):
    """How sure the enterprise is of an adverse impact."""

    ALLEGED = "alleged"
    CONFIRMED = "confirmed"
    DISPROVED = "disproved"


@dataclass(frozen=True, slots=True)
class ImpactFacts:
    """An adverse impact recorded in, or shared with, the enterprise that assesses.

    `contract_ids` are the contracts it is linked to; `whole_supplier` says that it concerns the supplier as such.
    `risk_kinds` are codes of the catalogue of risk kinds. Dates are Oslo days; an impact without `known_on` is known.
    """

    id: str
    nature: Nature
    finding: Finding
    contract_ids: frozenset[str] = frozenset()
    whole_supplier: bool = False
    risk_kinds: frozenset[str] = frozenset()
    known_on: date | None = None
    closed_on: date | None = None

    def is_open(self, on: date) -> bool:
        """Known and not closed on the day. A disproved impact is not open."""
        if self.finding == Finding.DISPROVED or (self.known_on is not None and self.known_on > on):
            return False
        return self.closed_on is None or self.closed_on > on

    def concerns(self, contract_id: str) -> bool:
        """Linked to the contract, or to the supplier as a whole."""
        return self.whole_supplier or contract_id in self.contract_ids


class QuestionnaireFacts(NamedTuple):
    """One questionnaire to a supplier. `open_gaps` counts what is not settled in the answer; None is not known."""

    asked_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None
    open_gaps: int | None = None

    def is_answered(self, on: date) -> bool:
        """Answered on or before the day."""
        return self.answered_on is not None and self.answered_on <= on

    def is_overdue(self, on: date) -> bool:
        """The day for answering has passed without an answer; on the day itself it is not overdue."""
        return self.due_on is not None and self.due_on < on and not self.is_answered(on)


def questionnaires_of(
    asked_on: date | None, due_on: date | None, answered_on: date | None, open_gaps: int | None
) -> tuple[QuestionnaireFacts, ...]:
    """The questionnaires that a supplier's plain record tells of: none, one, or two.

    Two where it was asked again after its answer: that answer stands with its gaps, and the new one is waited for.
    """
    if not (asked_on or due_on or answered_on or open_gaps is not None):
        return ()
    if asked_on and answered_on and answered_on < asked_on:
        return (QuestionnaireFacts(answered_on=answered_on, open_gaps=open_gaps), QuestionnaireFacts(asked_on, due_on))
    return (QuestionnaireFacts(asked_on, due_on, answered_on, open_gaps),)


class SupplierFacts(NamedTuple):
    """What is known of the supplier.

    `code_in_force` is the version of the supplier code of conduct that holds on the day of assessment, None where the
    enterprise has none. `open_screening_hits` counts hits not yet cleared; None is not screened.
    """

    id: str
    code_in_force: str | None = None
    code_accepted_version: str | None = None
    code_accepted_on: date | None = None
    questionnaires: tuple[QuestionnaireFacts, ...] = ()
    open_screening_hits: int | None = None


class ContractFacts(NamedTuple):
    """What is known of a contract.

    `countries` of production or performance: ISO 3166 alpha-3 codes, `?` for one that is not known. `service_sector`:
    a code of the minimum-wage catalogue, `none`, or None where nobody has said. `value_ore`: excluding VAT, in øre.
    `impacts`: every impact the enterprise may see that touches the supplier, also those on other contracts.
    `open_breaches`: identifiers of confirmed, open breaches of wages or working conditions found on this contract by
    other means than a recorded impact, e.g. a spot check.
    """

    id: str
    ownership: Ownership
    kind: Kind
    cpv_codes: tuple[str, ...] = ()
    high_risk_category: str | None = None
    service_sector: str | None = None
    countries: tuple[str, ...] = ()
    value_ore: int | None = None
    supplier: SupplierFacts = SupplierFacts(id="")
    impacts: tuple[ImpactFacts, ...] = ()
    open_breaches: tuple[str, ...] = ()
    owner_asked_on: date | None = None
    owner_answer: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """A published figure that was used: which edition, by whom, about what, and what it says."""

    publisher: str
    edition: str
    subject: str
    value: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with what it concerns: a country, an impact, a date in ISO form; empty where the code says all."""

    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One factor. `level` None is unknown; `rule` is the code of the rule that set it; `missing` what was not held.

    `adjustment` is for the supplier factor only; its level is None unless an impact sets the result outright, and the
    adjustment is then what leads from the inherent risk to that result.
    """

    name: str
    level: int | None
    rule: str
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    adjustment: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a contract's facts come to. Contracts with the same facts share one.

    `goods_level` and `service_level` are the two inherent levels that `inherent` is the higher of. `stood_in` names the
    factors that were unknown and counted as the method's stand-in. `limit` says why the sum of inherent risk and
    adjustment was not the level: `impact`, `floor`, `highest`, `lowest` or empty. `open_impacts` show beside any
    contract.
    """

    level: int | None
    inherent: int | None
    factors: tuple[FactorResult, ...]
    reasons: tuple[Reason, ...] = ()
    goods_level: int | None = None
    service_level: int | None = None
    stood_in: tuple[str, ...] = ()
    limit: str = ""
    open_impacts: tuple[str, ...] = ()


class ContractAssessment(NamedTuple):
    """The answer for one contract, with its rank in the order of work (None: no level, or assessed alone)."""

    id: str
    ownership: Ownership
    outcome: Outcome
    rank: int | None = None

    @property
    def level(self) -> int | None:
        """1 to 4; None where the contract is not ours to assess."""
        return self.outcome.level

    @property
    def inherent(self) -> int | None:
        """The level before the supplier's adjustment."""
        return self.outcome.inherent

    @property
    def factors(self) -> tuple[FactorResult, ...]:
        """The factors that apply, in the order product, country, service, supplier."""
        return self.outcome.factors

    def factor(self, name: str) -> FactorResult | None:
        """The factor of that name, None where it does not apply to the contract."""
        return next((factor for factor in self.outcome.factors if factor.name == name), None)
