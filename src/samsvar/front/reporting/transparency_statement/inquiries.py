"""Who was asked about a risk area, who answered, and what they said (R001-84)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from samsvar.front.reporting.transparency_statement.records import Asked, ContractLine
from samsvar.registers.suppliers.codes import AnswerFinding
from samsvar.registers.suppliers.models import OwnerInquiry, Supplier, SupplierInquiry
from samsvar.subjects.statements.models import Statement


def asked_about(
    statement: Statement, members: Mapping[int, Sequence[ContractLine]], told_on: date
) -> defaultdict[int, Asked]:
    """For each risk area: suppliers and owners of its contracts asked since the period began, up to `told_on`."""
    suppliers = _suppliers_asked(statement, told_on)
    owners = _owners_asked(statement, told_on)
    found: defaultdict[int, Asked] = defaultdict(Asked)
    for area_id, contracts in members.items():
        concerned = {line.supplier_id for line in contracts if line.ownership in ("own", "shared")}
        told = [suppliers[supplier] for supplier in sorted(concerned) if supplier in suppliers]
        contract_ids = {line.pk for line in contracts}
        inquiries = [owner for owner in owners if owner[0] & contract_ids]
        every = [*told, *((answered, finding, name) for _, answered, finding, name, _ in inquiries)]
        found[area_id] = Asked(
            asked=len(every),
            answered=sum(answered for answered, _, _ in every),
            breaches_minor=sum(finding == AnswerFinding.MINOR for _, finding, _ in every),
            breaches_serious=sum(finding == AnswerFinding.SERIOUS for _, finding, _ in every),
            silent=tuple(sorted(name for answered, _, name in every if not answered)),
            owner_answers=tuple((name, answer) for _, answered, _, name, answer in inquiries if answered and answer),
        )
    return found


_Told = tuple[bool, str, str]


def _suppliers_asked(statement: Statement, told_on: date) -> dict[int, _Told]:
    """Supplier → (answered, finding, name). A supplier counts once, however often asked; the worst finding wins."""
    found: dict[int, _Told] = {}
    questionnaires = Supplier.objects.filter(
        enterprise=statement.enterprise,
        questionnaire_asked_on__range=(statement.period_from, told_on),
        merged_into__isnull=True,
    ).values_list("pk", "name", "questionnaire_asked_on", "questionnaire_answered_on")
    for pk, name, asked_on, answered_on in questionnaires:
        found[pk] = (answered_on is not None and asked_on <= answered_on <= told_on, "", name)
    questions = SupplierInquiry.objects.filter(
        enterprise=statement.enterprise, asked_on__range=(statement.period_from, told_on)
    ).values_list("supplier_id", "supplier__name", "answered_on", "finding")
    worst = ["", AnswerFinding.NONE, AnswerFinding.MINOR, AnswerFinding.SERIOUS]
    for pk, name, answered_on, finding in questions:
        answered = answered_on is not None and answered_on <= told_on
        before = found.get(pk, (answered, "", name))
        said = max(before[1], finding if answered else "", key=worst.index)
        found[pk] = (before[0] or answered, said, name)
    return found


def _owners_asked(statement: Statement, told_on: date) -> list[tuple[set[int], bool, str, str, str]]:
    """(contracts, answered, finding, name, answer) for each owner asked."""
    rows = (
        OwnerInquiry.objects.filter(enterprise=statement.enterprise, asked_on__range=(statement.period_from, told_on))
        .select_related("partner")
        .prefetch_related("contracts")
        .order_by("asked_on")
    )
    return [
        (
            {contract.pk for contract in row.contracts.all()},
            row.answered_on is not None and row.answered_on <= told_on,
            row.finding,
            row.partner.name,
            row.answer,
        )
        for row in rows
    ]
