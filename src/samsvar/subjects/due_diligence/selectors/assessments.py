"""Contracts assessed: worked out anew from the records, or read as they were stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.risk import (
    Assessor,
    ContractAssessment,
    ContractFacts,
    Method,
    Mover,
    RiskCatalogues,
    movers,
)
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.models import Contract, OwnerInquiry
from samsvar.subjects.due_diligence.models import AssessmentRun, ImpactLink
from samsvar.subjects.due_diligence.selectors.facts import (
    asked_of_owner,
    facts_for,
    facts_of,
    facts_of_several,
    links_touching,
)
from samsvar.subjects.due_diligence.selectors.methods import method_in_use
from samsvar.subjects.due_diligence.selectors.supplier_codes import code_in_force


@dataclass(frozen=True, slots=True)
class Worked:
    """An enterprise's contracts assessed in the order of work, with what they were assessed by.

    `keys` gives the primary key of a contract by its number.
    """

    enterprise: OrgUnit
    on: date
    method: Method
    catalogues: RiskCatalogues
    assessments: tuple[ContractAssessment, ...]
    keys: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Explained:
    """One contract assessed for its page: the answer, what it was made from, and what would move it."""

    facts: ContractFacts
    assessment: ContractAssessment
    movers: tuple[Mover, ...]
    method: Method
    catalogues: RiskCatalogues
    on: date


def work_out(
    enterprise: OrgUnit,
    *,
    on: date,
    editions: Mapping[str, str] | None = None,
    method: Method | None = None,
) -> Worked:
    """Assess every contract of the enterprise as of the day, by the editions named, else the newest. Stores nothing.

    Raises EditionNotHeld for a named edition that is not loaded.
    """
    return work_out_with(enterprise, Assessor(method or method_in_use(enterprise), risk_catalogues(editions), on))


def work_out_with(enterprise: OrgUnit, assessor: Assessor) -> Worked:
    """Assess every contract of the enterprise by an assessor that others may share, since it remembers its factors."""
    return _worked(enterprise, facts_for(enterprise, assessor.on), assessor)


def work_out_several(assessors: Mapping[OrgUnit, Assessor], on: date) -> Iterator[Worked]:
    """The same for several enterprises, each by its assessor of that day: in as few queries as for one."""
    found = facts_of_several(list(assessors), on)
    for enterprise, assessor in assessors.items():
        yield _worked(enterprise, found.pop(enterprise.pk), assessor)


def _worked(enterprise: OrgUnit, found: Sequence[tuple[int, ContractFacts]], assessor: Assessor) -> Worked:
    keys = {contract.id: pk for pk, contract in found}
    assessments = tuple(assessor.assess_all([contract for _, contract in found]))
    return Worked(enterprise, assessor.on, assessor.method, assessor.catalogues, assessments, keys)


def assess_some(enterprise: OrgUnit, contracts: Collection[int], *, on: date) -> list[tuple[int, ContractAssessment]]:
    """The named contracts of the enterprise assessed by the newest editions, without rank."""
    assessor = Assessor(method_in_use(enterprise), risk_catalogues(), on)
    return [(pk, assessor.assess(facts)) for pk, facts in facts_for(enterprise, on, contracts)]


def explain(
    contract: Contract,
    on: date,
    *,
    method: Method | None = None,
    links: Sequence[ImpactLink] | None = None,
    inquiries: Iterable[OwnerInquiry] | None = None,
) -> Explained:
    """The contract's assessment worked out anew, with its facts and what would move it.

    At most five queries; `method`, `links` (of `links_touching`) and `inquiries` spare one each where already read.
    """
    by = method or method_in_use(contract.enterprise)
    asked = contract.owner_inquiries.all() if inquiries is None else inquiries
    facts = facts_of(
        contract,
        code=code_in_force(contract.enterprise, on) if contract.ownership in by.assessed else None,
        links=links_touching(contract, on) if links is None else links,
        owner_asked=asked_of_owner(asked, on) if contract.ownership in by.ask_owner else (None, None),
    )
    catalogues = risk_catalogues()
    assessment = Assessor(by, catalogues, on).assess(facts)
    return Explained(facts, assessment, movers(facts, by, catalogues, on), by, catalogues, on)


def latest_run(enterprise: OrgUnit) -> AssessmentRun | None:
    """When the enterprise was last assessed as a whole, None before the first time. One query."""
    return AssessmentRun.objects.filter(enterprise=enterprise).order_by("-at").first()
