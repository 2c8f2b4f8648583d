"""What a statement is made from, as plain values gathered from every subject."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from samsvar.front.reporting.transparency_statement.templates_held import SHIPPED_DEFAULT, StatementTemplate
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
    """An action with what is expected of it and what came of it.

    `planned_before`: the statement before this one told of it as planned, or it carries such a one on.
    """

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
    planned_before: bool = False


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
class LeavingLine:
    """A decision to leave a supplier over an impact: what ends and when, why (a code), and the day it was decided."""

    ends: str
    ground: str
    decided_on: date
    ends_on: date | None


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
    certainty_reasons: tuple[str, ...]
    latest_news_on: date | None
    latest_news: str
    latest_channel: str
    partners: str
    remediation: tuple[RemediationLine, ...]
    leaving: LeavingLine | None


@dataclass(frozen=True)
class CheckLine:
    """A check of a contract finished in the period: its findings, and those open still on the day of drawing."""

    number: str
    contract_id: int
    findings: int
    still_open: int


@dataclass(frozen=True)
class ServiceLine:
    """A service inside somebody else's contract, such as a landlord's canteen, and who follows it up (R001-87)."""

    contract_id: int
    contract: str
    service: str
    followed_up_by: str
    minor: int | None
    serious: int | None
    solution: str


@dataclass(frozen=True)
class Respondent:
    """A supplier or an owner of agreements who was asked, and what they said by the day of drawing.

    `answered`: the newest question is answered. `finding` is the worst reported, empty where none is. `satisfactory`
    None: not judged. `minor`, `serious`: deviations told of, None where no number was given.
    """

    reference: str
    name: str
    owns: bool
    answered: bool
    finding: str
    satisfactory: bool | None
    minor: int | None
    serious: int | None
    solutions: tuple[str, ...]
    answers: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Suppliers and owners asked, each once, in the order of their names."""

    respondents: tuple[Respondent, ...] = ()

    def __len__(self) -> int:
        return len(self.respondents)

    @property
    def answered(self) -> tuple[Respondent, ...]:
        return tuple(each for each in self.respondents if each.answered)

    @property
    def silent(self) -> tuple[Respondent, ...]:
        return tuple(each for each in self.respondents if not each.answered)

    def found(self, finding: str) -> tuple[Respondent, ...]:
        """Those whose worst finding it is."""
        return tuple(each for each in self.respondents if each.finding == finding)

    @property
    def owners_heard(self) -> tuple[Respondent, ...]:
        """Owners of agreements who have said something."""
        return tuple(each for each in self.respondents if each.owns and each.answers)


@dataclass(frozen=True)
class AreaLine:
    """A risk area of the year with its contracts and what was asked about them.

    `memberships`: name, whether it is a label on products, and the suppliers that hold it, by reference.
    """

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
    with_terms: tuple[ContractLine, ...]
    memberships: tuple[tuple[str, bool, tuple[str, ...]], ...]
    services: tuple[ServiceLine, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class MeasureLine:
    """Something done in the period so that a governing document is known and followed (R001-26), in words."""

    document: str
    what: str
    on: date


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
    """Everything the sections are drawn from. `counted_on` is the period's end; `told_on` the day of drawing.

    `roles_set_up` are codes of duties with their first day. `services` are those of contracts in no risk area; `talks`
    the log of talks with suppliers in the period.
    """

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
    accepted: tuple[str, ...] = ()
    accepted_freely: tuple[str, ...] = ()
    workforce: OwnWorkforceYear | None = None
    measures: tuple[MeasureLine, ...] = ()
    positions: tuple[int | None, int | None, int | None] = (None, None, None)
    differential_cases: int = 0
    differential_documented: int = 0
    contracts: tuple[ContractLine, ...] = ()
    buyers: tuple[str, ...] = ()
    areas: tuple[AreaLine, ...] = ()
    asked: Asked = Asked()
    services: tuple[ServiceLine, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    talks: tuple[str, ...] = ()
    talked_with: int = 0
    impacts: tuple[ImpactLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    earlier: tuple[tuple[int, int, datetime | None], ...] = ()
    template: StatementTemplate = SHIPPED_DEFAULT
    narratives: dict[str, str] = field(default_factory=dict)

    def actions_on(self, impact: ImpactLine) -> tuple[ActionLine, ...]:
        """The actions that answer the impact."""
        return self._by_impact.get(impact.pk, ())

    @cached_property
    def _by_impact(self) -> dict[int, tuple[ActionLine, ...]]:
        found: dict[int, list[ActionLine]] = defaultdict(list)
        for action in self.actions:
            if action.impact_id is not None:
                found[action.impact_id].append(action)
        return {impact: tuple(actions) for impact, actions in found.items()}

    @cached_property
    def contract_by_pk(self) -> dict[int, ContractLine]:
        """The contracts of the period by their primary key."""
        return {line.pk: line for line in self.contracts}

    @property
    def assessed(self) -> tuple[ContractLine, ...]:
        """Own and shared agreements: those we assess ourselves."""
        return tuple(line for line in self.contracts if line.ownership in ("own", "shared"))
