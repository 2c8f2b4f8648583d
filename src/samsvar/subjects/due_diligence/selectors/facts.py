"""What an assessment is made from: contracts with their suppliers, impacts and the answers of owners, as plain values.

Everything is read set by set, never contract by contract: at most eight queries for an enterprise, however many contracts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samsvar.core.rules.risk import (
    ContractFacts,
    Finding,
    ImpactFacts,
    Kind,
    Nature,
    Ownership,
    QuestionnaireFacts,
    SupplierFacts,
)
from samsvar.core.rules.risk.sources import edition_order
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, Supplier, SupplierCode
from samsvar.subjects.due_diligence.models import ImpactLink, ImpactShare
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus

#: The name of a breach that somebody ticked off on the contract itself, without an impact of its own.
NOTED_ON_CONTRACT = "contract"

_CONTRACT = ("pk", "number", "ownership", "kind", "cpv_codes", "high_risk_category", "service_sector", "countries")
_CONTRACT += ("value_ore", "supplier_id")
_SUPPLIER = ("pk", "code_accepted_version", "code_accepted_on", "questionnaire_asked_on", "questionnaire_due_on")
_SUPPLIER += ("questionnaire_answered_on", "open_gaps", "open_screening_hits")
_LINK = ("impact_id", "impact__key", "impact__actuality", "impact__verification", "impact__status")
_LINK += ("impact__risk_kinds", "impact__known_on", "impact__closed_on", "impact__enterprise_id", "contract__number")
_LINK += ("contract__enterprise_id", "contract__supplier_id", "contract__supplier__orgnr", "supplier_id")
_LINK += ("supplier__enterprise_id", "supplier__orgnr", "contract__supplier__merged_into_id")
_LINK += ("supplier__merged_into_id",)

_NOTED = (NOTED_ON_CONTRACT,)
_NOT_ASKED = (None, None)

_OWNERSHIPS = {ownership.value: ownership for ownership in Ownership}
_KINDS = {kind.value: kind for kind in Kind}


def facts_for(
    enterprise: OrgUnit, on: date, contracts: Collection[int] | None = None
) -> Iterator[tuple[int, ContractFacts]]:
    """The primary key and facts of the enterprise's contracts, all or those named, in no order. At most eight queries.

    Questionnaires, impacts and owners' answers count as they stand in the records; `on` decides which version of the
    supplier code is in force, which shares have ended and which questions had been asked.
    """
    asked = _of_contracts(Contract.objects.filter(enterprise=enterprise), "pk", contracts)
    code = code_in_force(enterprise, on)
    without = SupplierFacts(id="", code_in_force=code)
    suppliers = _supplier_facts(enterprise, code, contracts)
    impacts = impacts_by_supplier(enterprise, on)
    answers = _owner_answers(enterprise, on, contracts)
    breaches = set(asked.filter(wage_breach_open=True).values_list("pk", flat=True))
    for row in asked.values_list(*_CONTRACT).iterator(2_000):
        pk, number, ownership, kind, cpv, category, sector, countries, value_ore, supplier_id = row
        yield (
            pk,
            ContractFacts(
                number,
                _OWNERSHIPS[ownership],
                _KINDS[kind],
                tuple(cpv[1:-1].split(";")) if cpv else (),
                category or None,
                sector or None,
                tuple(countries[1:-1].split(";")) if countries else (),
                value_ore,
                suppliers.get(supplier_id, without),
                impacts.get(supplier_id, ()),
                _NOTED if pk in breaches else (),
                *answers.get(pk, _NOT_ASKED),
            ),
        )


def listed(text: str) -> tuple[str, ...]:
    """The parts of a column that holds a list, written `;a;b;`."""
    return tuple(text[1:-1].split(";")) if text else ()


def code_in_force(enterprise: OrgUnit, on: date) -> str | None:
    """The version of the enterprise's code for suppliers that is in force on the day.

    Where the enterprise has not recorded its code, the newest version that any of its suppliers has accepted by then
    is the one that holds: it must have been in force, and an older acceptance cannot count. None: nobody has any.
    """
    recorded = SupplierCode.objects.filter(enterprise=enterprise)
    found = recorded.filter(in_force_from__lte=on).order_by("-in_force_from", "-pk").values_list("code_version").first()
    if found is not None:
        return str(found[0])
    if recorded.exists():
        return None
    accepted = Supplier.objects.filter(enterprise=enterprise, code_accepted_on__lte=on).exclude(
        code_accepted_version=""
    )
    versions = set(accepted.order_by().values_list("code_accepted_version", flat=True).distinct())
    return max(versions, key=edition_order, default=None)


def impacts_by_supplier(enterprise: OrgUnit, on: date) -> dict[int, tuple[ImpactFacts, ...]]:
    """Every impact of the enterprise, or shared with it, by the suppliers it touches. Two queries, three with shares.

    A shared impact touches the enterprise's own row of the supplier by organisation number. Contracts of others are
    never among the contracts it is linked to.
    """
    shared = ImpactShare.objects.filter(enterprise=enterprise).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    links = list(
        ImpactLink.objects.filter(Q(impact__enterprise=enterprise) | Q(impact__in=shared.values("impact")))
        .order_by("impact_id", "pk")
        .values_list(*_LINK)
    )
    ours = _ours_by_number(enterprise, links)
    found: dict[int, dict[str, ImpactFacts]] = defaultdict(dict)
    for gathered in _gathered(links, enterprise.pk, ours):
        for supplier_id, (whole, numbers, impact) in gathered.items():
            found[supplier_id][impact["id"]] = ImpactFacts(
                **impact, whole_supplier=whole, contract_ids=frozenset(numbers)
            )
    return {supplier_id: tuple(impacts.values()) for supplier_id, impacts in found.items()}


def _of_contracts(rows: QuerySet[Any], column: str, contracts: Collection[int] | None) -> QuerySet[Any]:
    return rows if contracts is None else rows.filter(**{f"{column}__in": list(contracts)})


def _supplier_facts(
    enterprise: OrgUnit, code: str | None, contracts: Collection[int] | None
) -> dict[int, SupplierFacts]:
    """Facts of the suppliers of whom anything is known; the rest are left out."""
    known = (
        Q(code_accepted_on__isnull=False)
        | ~Q(code_accepted_version="")
        | Q(questionnaire_asked_on__isnull=False)
        | Q(questionnaire_due_on__isnull=False)
        | Q(questionnaire_answered_on__isnull=False)
        | Q(open_gaps__isnull=False)
        | Q(open_screening_hits__isnull=False)
    )
    rows = Supplier.objects.filter(known, enterprise=enterprise)
    if contracts is not None:
        rows = rows.filter(pk__in=Contract.objects.filter(pk__in=list(contracts)).values("supplier"))
    found = {}
    for pk, version, accepted_on, asked_on, due_on, answered_on, gaps, hits in rows.values_list(*_SUPPLIER):
        sent = asked_on or due_on or answered_on or gaps is not None
        found[pk] = SupplierFacts(
            id=str(pk),
            code_in_force=code,
            code_accepted_version=version or None,
            code_accepted_on=accepted_on,
            questionnaires=(QuestionnaireFacts(asked_on, due_on, answered_on, gaps),) if sent else (),
            open_screening_hits=hits,
        )
    return found


def _ours_by_number(enterprise: OrgUnit, links: list[tuple[Any, ...]]) -> dict[str, int]:
    """Our suppliers by organisation number, for those that impacts of other enterprises name."""
    others = {row[12] or row[15] for row in links if row[8] != enterprise.pk} - {"", None}
    if not others:
        return {}
    rows = Supplier.objects.filter(enterprise=enterprise, orgnr__in=others, merged_into__isnull=True)
    return dict(rows.values_list("orgnr", "pk"))


def _gathered(
    links: list[tuple[Any, ...]], enterprise_id: int, ours: dict[str, int]
) -> Iterator[dict[int, tuple[bool, set[str], dict[str, Any]]]]:
    """Per impact: the suppliers it touches, whether as a whole, and the numbers of our contracts it is linked to."""
    impacts: dict[int, dict[int, tuple[bool, set[str], dict[str, Any]]]] = defaultdict(dict)
    numbers: dict[int, set[str]] = defaultdict(set)
    for row in links:
        contract_number, contract_enterprise, contract_supplier, contract_orgnr = row[9:13]
        supplier_id, supplier_enterprise, supplier_orgnr, contract_merged, supplier_merged = row[13:]
        whole = supplier_id is not None
        owner, touched, orgnr = (
            (supplier_enterprise, supplier_merged or supplier_id, supplier_orgnr)
            if whole
            else (contract_enterprise, contract_merged or contract_supplier, contract_orgnr)
        )
        if owner != enterprise_id:
            touched = ours.get(orgnr)
        if touched is None:
            continue
        if contract_enterprise == enterprise_id:
            numbers[row[0]].add(contract_number)
        before = impacts[row[0]].get(touched, (False, set(), {}))[0]
        impacts[row[0]][touched] = (before or whole, numbers[row[0]], _impact_of(row))
    yield from impacts.values()


def _impact_of(row: tuple[Any, ...]) -> dict[str, Any]:
    closed_on = (row[7] or date.min) if row[4] == ImpactStatus.CLOSED else None
    return {
        "id": row[1],
        "nature": Nature(row[2]),
        "finding": Finding(row[3]),
        "risk_kinds": frozenset(listed(row[5])),
        "known_on": row[6],
        "closed_on": closed_on,
    }


def _owner_answers(
    enterprise: OrgUnit, on: date, contracts: Collection[int] | None
) -> dict[int, tuple[date, str | None]]:
    """By contract: the day its owner was last asked, and what was answered by `on`."""
    through = OwnerInquiry.contracts.through.objects.filter(
        ownerinquiry__enterprise=enterprise, ownerinquiry__asked_on__lte=on
    )
    rows = _of_contracts(through, "contract_id", contracts).order_by("ownerinquiry__asked_on", "ownerinquiry_id")
    columns = ("contract_id", "ownerinquiry__asked_on", "ownerinquiry__answered_on", "ownerinquiry__answer")
    return {
        contract_id: (asked_on, answer or None if answered_on is not None and answered_on <= on else None)
        for contract_id, asked_on, answered_on, answer in rows.values_list(*columns)
    }
