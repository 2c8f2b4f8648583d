"""Reads contracts with their levels, the year's risk areas, services inside others' contracts, and talks held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from samsvar.front.reporting.transparency_statement.inquiries import Question, asked_about
from samsvar.front.reporting.transparency_statement.records import (
    ActionLine,
    AreaLine,
    CheckLine,
    ContractLine,
    ServiceLine,
)
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import held_on
from samsvar.registers.suppliers.codes import MembershipKind
from samsvar.registers.suppliers.models import Contract, ContractService, ContractTerm, DialogueEntry, Membership
from samsvar.subjects.due_diligence.models import AreaContract, Check, RiskArea, Vulnerability
from samsvar.subjects.statements.models import Statement


def contracts_of(statement: Statement, worked: Any) -> tuple[ContractLine, ...]:
    """Contracts that held on a day of the period, with their levels at its end. One query."""
    by_number = {assessment.id: assessment for assessment in worked.assessments}
    rows = (
        Contract.objects.filter(enterprise=statement.enterprise)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=statement.period_to))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=statement.period_from))
        .values_list(
            "pk", "key", "number", "title", "ownership", "kind", "value_ore", "supplier_id", "supplier__name",
            "agreement_owner__name",
        )
    )  # fmt: skip
    return tuple(sorted((_contract(row, by_number[row[2]]) for row in rows), key=lambda line: line.number))


def _contract(row: tuple[Any, ...], assessment: Any) -> ContractLine:
    factors = {factor.name: factor for factor in assessment.factors}

    def level(name: str) -> int | None:
        return factors[name].level if name in factors else None

    pk, key, number, title, ownership, kind, value_ore, supplier_id, supplier, owner = row
    return ContractLine(
        pk=pk,
        key=key,
        number=number,
        title=title,
        ownership=ownership,
        kind=kind,
        value_ore=value_ore,
        supplier_id=supplier_id,
        supplier=supplier,
        owner=owner or "",
        level=assessment.level,
        product=level("product"),
        country=level("country"),
        service=level("service"),
        adjustment=factors["supplier"].adjustment if "supplier" in factors else None,
        unknown=tuple(name for name, factor in factors.items() if name != "supplier" and factor.level is None),
        factors=tuple(factors),
    )


def services_of(statement: Statement) -> tuple[ServiceLine, ...]:
    """Services inside others' contracts that held in the period. One query."""
    rows = (
        ContractService.objects.filter(contract__enterprise=statement.enterprise)
        .filter(Q(contract__starts_on__isnull=True) | Q(contract__starts_on__lte=statement.period_to))
        .filter(Q(contract__ends_on__isnull=True) | Q(contract__ends_on__gte=statement.period_from))
        .values_list(
            "contract_id", "contract__title", "description", "followed_up_by", "minor_deviations",
            "serious_deviations", "solution",
        )
    )  # fmt: skip
    return tuple(sorted((ServiceLine(*row) for row in rows), key=lambda line: (line.contract, line.service)))


def checks_of(statement: Statement, told_on: date) -> tuple[CheckLine, ...]:
    """Checks finished in the period (R001-78), with findings, and how many are open still on `told_on`. One query."""
    still = Q(findings__closed_on__isnull=True) | Q(findings__closed_on__gt=told_on)
    rows = Check.objects.filter(
        enterprise=statement.enterprise, judged_on__range=(statement.period_from, statement.period_to)
    ).annotate(found=Count("findings"), still=Count("findings", filter=still))
    return tuple(
        sorted((CheckLine(*row) for row in rows.values_list("number", "contract_id", "found", "still")), key=_number)
    )


def _number(line: CheckLine) -> str:
    return line.number


def talks_of(statement: Statement) -> list[tuple[str, int]]:
    """The log of talks with suppliers in the period (R001-91), as reference and supplier. One query."""
    rows = DialogueEntry.objects.filter(
        supplier__enterprise=statement.enterprise, held_on__range=(statement.period_from, statement.period_to)
    ).values_list("key", "supplier_id")
    return sorted((f"dialogue:{key}", supplier) for key, supplier in rows)


class Areas:
    """The year's risk areas in their order, and what belongs to none of them. Five queries."""

    def __init__(
        self,
        statement: Statement,
        contracts: Sequence[ContractLine],
        actions: Sequence[ActionLine],
        questions: Sequence[Question],
        services: Sequence[ServiceLine],
    ) -> None:
        self.statement = statement
        self.actions = actions
        self.questions = questions
        self.services = services
        self.members = self._members({line.pk: line for line in contracts})
        self.traits = self._traits()
        self.with_terms = set(
            ContractTerm.objects.filter(contract__enterprise=statement.enterprise).values_list("contract_id", flat=True)
        )
        self.memberships = self._memberships()
        rows = RiskArea.objects.filter(enterprise=statement.enterprise, year=statement.year).order_by("rank", "title")
        self.lines = tuple(self._line(area) for area in rows)
        inside = {line.pk for area in self.lines for line in area.contracts}
        self.services_outside = tuple(line for line in services if line.contract_id not in inside)

    def _members(self, lines: dict[int, ContractLine]) -> dict[int, list[ContractLine]]:
        found: dict[int, list[ContractLine]] = defaultdict(list)
        links = AreaContract.objects.filter(area__enterprise=self.statement.enterprise, area__year=self.statement.year)
        for area_id, contract_id in links.values_list("area_id", "contract_id"):
            if contract_id in lines:
                found[area_id].append(lines[contract_id])
        for members in found.values():
            members.sort(key=lambda line: line.number)
        return found

    def _traits(self) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        rows = Vulnerability.objects.filter(area__enterprise=self.statement.enterprise, area__year=self.statement.year)
        for area_id, trait, source in sorted(rows.values_list("area_id", "trait", "source")):
            found[area_id].append((trait, source))
        return found

    def _memberships(self) -> list[tuple[str, bool, int, str]]:
        rows = Membership.objects.filter(
            held_on(self.statement.period_to), supplier__enterprise=self.statement.enterprise
        ).values_list("name", "kind", "supplier_id", "supplier__key")
        return sorted((name, kind == MembershipKind.LABEL, supplier, key) for name, kind, supplier, key in rows)

    def _held_by(self, contracts: Iterable[ContractLine]) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
        """Memberships and labels among the contracts' suppliers, the most held first."""
        suppliers = {line.supplier_id for line in contracts}
        held: dict[tuple[str, bool], dict[str, None]] = defaultdict(dict)
        for name, is_label, supplier, key in self.memberships:
            if supplier in suppliers:
                held[name, is_label][f"supplier:{key}"] = None
        found = [(name, is_label, tuple(by)) for (name, is_label), by in held.items()]
        return tuple(sorted(found, key=lambda each: (-len(each[2]), each[0], each[1])))

    def _line(self, area: RiskArea) -> AreaLine:
        members = tuple(self.members.get(area.pk, ()))
        numbers = {line.pk for line in members}
        return AreaLine(
            pk=area.pk,
            key=area.key,
            title=area.title,
            rank=area.rank,
            significant=area.significant,
            risk_kinds=parted(area.risk_kinds),
            countries=parted(area.countries),
            stages=parted(area.stages),
            materials=parted(area.materials),
            description=area.description,
            source=area.source,
            follow_up=area.follow_up,
            status=area.status,
            vulnerabilities=tuple(self.traits.get(area.pk, ())),
            contracts=members,
            asked=asked_about(self.questions, members),
            with_terms=tuple(line for line in members if line.pk in self.with_terms),
            memberships=self._held_by(members),
            services=tuple(line for line in self.services if line.contract_id in numbers),
            actions=tuple(action for action in self.actions if action.area_id == area.pk),
        )
