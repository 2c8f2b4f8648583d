"""Which contracts are under the duty to control wages, which need HSE cards, and when each was last controlled."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet

from samsvar.core.catalogues import risk_catalogues
from samsvar.core.catalogues.checks import card_rules
from samsvar.core.rules.checks import (
    CheckKind,
    Duty,
    DutyFacts,
    PlanContract,
    Proposal,
    card_duty,
    propose_checks,
    sectors_of,
    wage_duty,
)
from samsvar.core.rules.risk import Kind, Ownership
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, ContractService
from samsvar.subjects.due_diligence.models import Check, CheckFinding
from samsvar.subjects.due_diligence.models.checks import CheckStatus

#: The kinds of finished checks that count as a control of wages and working conditions.
CONTROLS_WAGES = (CheckKind.WAGE_DUTY, CheckKind.SPOT_CHECK, CheckKind.AUDIT)


@dataclass(frozen=True, slots=True)
class UnderDuty:
    """A contract with its duties, the day of its last finished check of each kind, and what the year holds.

    `controlled` and `carded`: finished within the year. `coming`: planned and not finished.
    """

    contract: Contract
    wage: Duty
    cards: Duty
    last: dict[str, date] = field(default_factory=dict)
    controlled: bool = False
    carded: bool = False
    coming: bool = False

    @property
    def lacks_control(self) -> bool:
        """Under the wage duty, and no control in the year."""
        return self.wage.applies is True and not self.controlled

    @property
    def lacks_cards(self) -> bool:
        """Cards are needed, and none were looked at in the year."""
        return self.cards.applies is True and not self.carded

    @property
    def unsettled(self) -> bool:
        """A fact is missing, so that nobody can say whether a duty holds."""
        return self.wage.applies is None or self.cards.applies is None

    @property
    def last_on(self) -> date | None:
        """The day of the last finished check of any kind."""
        return max(self.last.values(), default=None)


def in_force(viewer: Viewer, enterprise: OrgUnit, year: int) -> QuerySet[Contract]:
    """The contracts that run in the year and are ours to follow up, in the order of work."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(enterprise=enterprise)
    running = rows.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=date(year, 12, 31)),
        Q(ends_on__isnull=True) | Q(ends_on__gte=date(year, 1, 1)),
    ).exclude(ownership=Ownership.ASSISTED)
    ordered = running.order_by(F("assessment__rank").asc(nulls_last=True), "title", "pk")
    return ordered.select_related("supplier", "assessment")


def facts_of(contract: Contract, inner: Iterable[str] = ()) -> DutyFacts:
    """A contract as the rules of the duties read it."""
    return DutyFacts(
        kind=Kind(contract.kind),
        ownership=Ownership(contract.ownership),
        sector=contract.service_sector or None,
        cpv_codes=parted(contract.cpv_codes),
        inner_sectors=tuple(inner),
        value_ore=contract.value_ore,
        starts_on=contract.starts_on,
    )


def duties_of(contract: Contract, on: date, inner: Collection[str] | None = None) -> tuple[Duty, Duty]:
    """Both duties of one contract: wages, and HSE cards. One query for a lease, none for others.

    `inner`, the sectors of the services inside it, spares the query where they are read already.
    """
    known = _inner_sectors([contract]).get(contract.pk, []) if inner is None else inner
    return _duties(contract, known, on)


def sectors_on(contract: Contract) -> list[str]:
    """The sectors a contract is in, for the choice beside a line of wages. One query for a lease."""
    inner = _inner_sectors([contract]).get(contract.pk, ())
    return sorted(sectors_of(facts_of(contract, inner), risk_catalogues()))


def under_duty(viewer: Viewer, enterprise: OrgUnit, year: int, on: date) -> list[UnderDuty]:
    """The year's contracts under a duty, or where it is not settled. Three queries.

    Those in a sector with a generally applicable minimum wage first, then in the order of work.
    """
    contracts = list(in_force(viewer, enterprise, year))
    inner = _inner_sectors(contracts)
    finished, coming = _checked(enterprise, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = []
    for contract in contracts:
        wage, cards = _duties(contract, inner.get(contract.pk, ()), on)
        if wage.applies is False and cards.applies is False:
            continue
        done = finished.get(contract.pk, {})
        in_year = {kind for kind, day in done.items() if first <= day <= last}
        found.append(
            UnderDuty(
                *(contract, wage, cards, done),
                controlled=bool(in_year.intersection(CONTROLS_WAGES)),
                carded=CheckKind.HMS_CARD in in_year,
                coming=contract.pk in coming,
            )
        )
    return sorted(found, key=lambda each: all(ground.rule != "sector" for ground in each.wage.grounds))


def proposals(viewer: Viewer, enterprise: OrgUnit, year: int, on: date) -> list[tuple[Contract, Proposal]]:
    """What the year's plan should have and does not, each with its contract. Four queries."""
    contracts = list(in_force(viewer, enterprise, year))
    inner = _inner_sectors(contracts)
    finished, coming = _checked(enterprise, year)
    findings = _open_findings(enterprise, on)
    wanted = []
    for contract in contracts:
        wage, cards = _duties(contract, inner.get(contract.pk, ()), on)
        assessment = getattr(contract, "assessment", None)
        still, late = findings.get(contract.pk, (0, 0))
        wanted.append(
            PlanContract(
                id=contract.key,
                level=assessment.level if assessment is not None else None,
                wage=wage.applies,
                cards=cards.applies,
                last=tuple((CheckKind(kind), day) for kind, day in finished.get(contract.pk, {}).items()),
                planned=frozenset(coming.get(contract.pk, ())),
                open_findings=still,
                overdue_findings=late,
            )
        )
    by_key = {contract.key: contract for contract in contracts}
    return [(by_key[proposal.contract], proposal) for proposal in propose_checks(wanted, year, on)]


def _duties(contract: Contract, inner: Iterable[str], on: date) -> tuple[Duty, Duty]:
    facts, catalogues = facts_of(contract, inner), risk_catalogues()
    return wage_duty(facts, catalogues), card_duty(facts, catalogues, card_rules(), on)


def _inner_sectors(contracts: Collection[Contract]) -> dict[int, list[str]]:
    leases = [contract.pk for contract in contracts if contract.kind == Kind.LEASE]
    found: dict[int, list[str]] = defaultdict(list)
    if leases:
        rows = ContractService.objects.filter(contract__in=leases).exclude(sector="")
        for contract, sector in rows.order_by("pk").values_list("contract_id", "sector"):
            found[contract].append(sector)
    return found


def _checked(enterprise: OrgUnit, year: int) -> tuple[dict[int, dict[str, date]], dict[int, set[CheckKind]]]:
    """The day of the last finished check by contract and kind, and the kinds that stand unfinished in the plan."""
    finished: dict[int, dict[str, date]] = defaultdict(dict)
    coming: dict[int, set[CheckKind]] = defaultdict(set)
    rows = Check.objects.filter(enterprise=enterprise).exclude(status=CheckStatus.CANCELLED)
    told = rows.values("contract", "kind").annotate(
        last=Max("judged_on"), going=Count("pk", filter=Q(judged_on__isnull=True, plan_year__lte=year))
    )
    for row in told.order_by():
        if row["last"] is not None:
            finished[row["contract"]][row["kind"]] = row["last"]
        if row["going"]:
            coming[row["contract"]].add(CheckKind(row["kind"]))
    return finished, coming


def _open_findings(enterprise: OrgUnit, on: date) -> dict[int, tuple[int, int]]:
    """How many findings are open on each contract, and how many of them over their deadline."""
    rows = CheckFinding.objects.filter(check_of__enterprise=enterprise, closed_on__isnull=True)
    told = rows.values("check_of__contract").annotate(still=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    return {row["check_of__contract"]: (row["still"], row["late"]) for row in told.order_by()}
