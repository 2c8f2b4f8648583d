"""What a statement is made from, as plain values gathered from every subject."""

from dataclasses import dataclass, field
from datetime import date, datetime

from samsvar.platform.organisation.models import EnterpriseProfile, OrgUnit
from samsvar.registers.suppliers.models import SupplierCode
from samsvar.subjects.due_diligence.models import OwnWorkforceYear
from samsvar.subjects.statements.models import Statement


@dataclass(frozen=True)
class ContractLine:
    """A contract that held in the period, with its levels at the period's end."""

    pk: int
    key: str
    number: str
    title: str
    ownership: str
    kind: str
    value_ore: int | None
    supplier_id: int
    supplier: str
    owner: str
    level: int | None
    product: int | None
    country: int | None
    service: int | None
    adjustment: int | None
    unknown: tuple[str, ...]
    factors: tuple[str, ...]


@dataclass(frozen=True)
class ActionLine:
    """An action with what is expected of it and what came of it."""

    key: str
    title: str
    responsible: str
    due_on: date | None
    expected: str
    result: str
    status: str
    done_on: date | None
    impact_id: int | None
    area_id: int | None
    starts_on: date | None = None
    continued_from: str = ""


@dataclass(frozen=True)
class RemediationLine:
    """Something made good: for whom, what, with whom, how many of how many (None: unknown), verified by whom."""

    who: str
    what: str
    agreed_by: str
    partners: str
    people: int | None
    reached: int | None
    verified_by: str


@dataclass(frozen=True)
class ImpactLine:
    """An adverse impact known on the day the text was drawn."""

    pk: int
    key: str
    number: str
    title: str
    description: str
    setting: str
    actuality: str
    verification: str
    status: str
    human_right: bool
    severity: int | None
    likelihood: int | None
    involvement: str
    risk_kinds: tuple[str, ...]
    countries: tuple[str, ...]
    affected: str
    facility: str
    source: str
    known_on: date | None
    closed_on: date | None
    conclusion: str
    contract_ids: tuple[int, ...]
    supplier_ids: tuple[int, ...]
    certainty: str
    certainty_reason: str
    latest_news_on: date | None
    latest_news: str
    latest_channel: str
    partners: str
    remediation: tuple[RemediationLine, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Asked:
    """How many suppliers and owners were asked, and what they said, by the day named."""

    asked: int = 0
    answered: int = 0
    breaches_minor: int = 0
    breaches_serious: int = 0
    silent: tuple[str, ...] = ()
    owner_answers: tuple[tuple[str, str], ...] = ()

    @property
    def not_answered(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True)
class AreaLine:
    """A risk area of the year with its contracts and what was asked about them."""

    pk: int
    key: str
    title: str
    rank: int
    significant: bool
    risk_kinds: tuple[str, ...]
    countries: tuple[str, ...]
    stages: tuple[str, ...]
    materials: tuple[str, ...]
    description: str
    source: str
    follow_up: str
    status: str
    vulnerabilities: tuple[tuple[str, str], ...]
    contracts: tuple[ContractLine, ...]
    asked: Asked
    terms: int
    memberships: tuple[tuple[str, int], ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class SiteLine:
    name: str
    place: str
    kind: str
    tenure: str


@dataclass(frozen=True)
class FigureLine:
    """A yearly key figure as stored (see `KeyFigure`), with the day it holds for and its source."""

    value: int
    on: date | None
    source: str


@dataclass(frozen=True)
class StatementRecords:
    """Everything the sections are drawn from. `counted_on` is the period's end; `told_on` the day of drawing."""

    enterprise: OrgUnit
    profile: EnterpriseProfile | None
    statement: Statement
    counted_on: date
    told_on: date
    editions: dict[str, str]
    method: str
    sites: tuple[SiteLine, ...] = ()
    key_figures: dict[str, FigureLine] = field(default_factory=dict)
    responsible: str = ""
    roles_set_up: tuple[tuple[str, date], ...] = ()
    code: SupplierCode | None = None
    codes_adopted: tuple[SupplierCode, ...] = ()
    accepted_required: int = 0
    accepted_freely: int = 0
    accepted_unsaid: int = 0
    workforce: OwnWorkforceYear | None = None
    positions: tuple[int | None, int | None, int | None] = (None, None, None)
    differential_cases: int = 0
    differential_documented: int = 0
    contracts: tuple[ContractLine, ...] = ()
    buyers: tuple[str, ...] = ()
    areas: tuple[AreaLine, ...] = ()
    impacts: tuple[ImpactLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    earlier: tuple[tuple[int, int, datetime | None], ...] = ()
    narratives: dict[str, str] = field(default_factory=dict)

    @property
    def assessed(self) -> tuple[ContractLine, ...]:
        """Own and shared agreements: those we assess ourselves."""
        return tuple(line for line in self.contracts if line.ownership in ("own", "shared"))
