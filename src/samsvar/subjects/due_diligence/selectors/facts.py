"""What an assessment is made from: contracts with their suppliers, impacts and the answers of owners, as plain values.

Everything is read set by set, never contract by contract: at most eight queries for an enterprise of any size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet, Value

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

Columns = tuple[str, ...]
_CONTRACT: Columns = (
    "pk",
    "number",
    "ownership",
    "kind",
    "cpv_codes",
    "high_risk_category",
    "service_sector",
    "countries",
)
_CONTRACT += ("value_ore", "supplier_id")
_SUPPLIER: Columns = (
    "pk",
    "code_accepted_version",
    "code_accepted_on",
    "questionnaire_asked_on",
    "questionnaire_due_on",
)
_SUPPLIER += ("questionnaire_answered_on", "open_gaps", "open_screening_hits")
_LINK: Columns = ("impact_id", "impact__key", "impact__actuality", "impact__verification", "impact__status")
_LINK += ("impact__risk_kinds", "impact__known_on", "impact__closed_on", "impact__enterprise_id", "contract__number")
_LINK += ("contract__enterprise_id", "contract__supplier_id", "supplier_orgnr", "supplier_id")
_LINK += ("supplier__enterprise_id", "supplier_orgnr", "contract__supplier__merged_into_id")
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


def facts_of(
    contract: Contract,
    *,
    code: str | None,
    links: Sequence[ImpactLink],
    owner_asked: tuple[date | None, str | None],
) -> ContractFacts:
    """The facts of one contract whose supplier and enterprise are already read: the same as `facts_for` gives.

    `links` are those of `links_touching`, `owner_asked` what `asked_of_owner` makes of the inquiries, `code` the
    version that is in force. No query, one with impacts shared by others.
    """
    supplier = tuple(getattr(contract.supplier, column) for column in _SUPPLIER)
    rows = [_row_of(link) for link in links]
    impacts = _by_supplier(rows, contract.enterprise_id, _ours_by_number(contract.enterprise, rows))
    return ContractFacts(
        id=contract.number,
        ownership=_OWNERSHIPS[contract.ownership],
        kind=_KINDS[contract.kind],
        cpv_codes=listed(contract.cpv_codes),
        high_risk_category=contract.high_risk_category or None,
        service_sector=contract.service_sector or None,
        countries=listed(contract.countries),
        value_ore=contract.value_ore,
        supplier=_supplier_of(code, *supplier),
        impacts=impacts.get(contract.supplier_id, ()),
        open_breaches=_NOTED if contract.wage_breach_open else (),
        owner_asked_on=owner_asked[0],
        owner_answer=owner_asked[1],
    )


def links_touching(contract: Contract, on: date) -> list[ImpactLink]:
    """The links of every impact that touches the contract's supplier: the enterprise's own and those shared with it.

    Each with its impact, contract and supplier. One query.
    """
    supplier = contract.supplier
    own = Q(supplier=supplier) | Q(supplier__merged_into=supplier)
    own |= Q(contract__supplier=supplier) | Q(contract__supplier__merged_into=supplier)
    found = Q(own, impact__enterprise=contract.enterprise_id)
    others = Q(supplier=supplier) | Q(contract__supplier=supplier)
    if supplier.orgnr:
        others |= Q(supplier_orgnr=supplier.orgnr)
    found |= Q(others, impact__in=_shared(contract.enterprise, on))
    # Says nothing new, but leads the database to the few links in question; the rest is asked of those.
    same = Supplier.objects.filter(Q(pk=supplier.pk) | Q(merged_into=supplier)).values("pk")
    near = Q(supplier__in=same) | Q(contract__in=Contract.objects.filter(supplier__in=same).values("pk"))
    if supplier.orgnr:
        near |= Q(supplier_orgnr=supplier.orgnr)
    links = ImpactLink.objects.filter(near).filter(found).order_by("impact_id", "pk")
    return list(links.select_related("impact__unit", "contract__supplier", "supplier"))


def asked_of_owner(inquiries: Iterable[OwnerInquiry], on: date) -> tuple[date | None, str | None]:
    """The day the owner was last asked by `on`, and what was answered by then; None where there is nothing."""
    asked = [inquiry for inquiry in inquiries if inquiry.asked_on <= on]
    if not asked:
        return _NOT_ASKED
    last = max(asked, key=lambda inquiry: (inquiry.asked_on, inquiry.pk))
    answered = last.answered_on is not None and last.answered_on <= on
    return last.asked_on, (last.answer or None) if answered else None


def listed(text: str) -> tuple[str, ...]:
    """The parts of a column that holds a list, written `;a;b;`."""
    return tuple(text[1:-1].split(";")) if text else ()


def code_in_force(enterprise: OrgUnit, on: date) -> str | None:
    """The version of the enterprise's code for suppliers that is in force on the day.

    Where the enterprise has not recorded its code, the newest version that any of its suppliers has accepted by then
    is the one that holds: it must have been in force, and an older acceptance cannot count. None: nobody has any.
    """
    recorded = SupplierCode.objects.filter(enterprise=enterprise).order_by()
    accepted = Supplier.objects.filter(enterprise=enterprise, code_accepted_on__lte=on).order_by()
    rows = recorded.values_list("in_force_from", "code_version").union(
        accepted.annotate(never=Value(None, output_field=DateField())).values_list("never", "code_accepted_version")
    )
    found = list(rows)
    from_days = [(day, version) for day, version in found if day is not None]
    if from_days:
        return max(((day, version) for day, version in from_days if day <= on), default=(on, None))[1]
    return max((version for _, version in found if version), key=edition_order, default=None)


def impacts_by_supplier(enterprise: OrgUnit, on: date) -> dict[int, tuple[ImpactFacts, ...]]:
    """Every impact of the enterprise, or shared with it, by the suppliers it touches. One query, two with shares.

    A shared impact touches the enterprise's own row of the supplier by organisation number. Contracts of others are
    never among the contracts it is linked to.
    """
    found = ImpactLink.objects.filter(Q(impact__enterprise=enterprise) | Q(impact__in=_shared(enterprise, on)))
    rows = list(found.order_by("impact_id", "pk").values_list(*_LINK))
    return _by_supplier(rows, enterprise.pk, _ours_by_number(enterprise, rows))


def _shared(enterprise: OrgUnit, on: date) -> QuerySet[Any, Any]:
    """The impacts of others that are shared with the enterprise on the day."""
    shares = ImpactShare.objects.filter(enterprise=enterprise)
    return shares.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).values("impact")


def _by_supplier(
    rows: Sequence[tuple[Any, ...]], enterprise_id: int, ours: Mapping[str, int]
) -> dict[int, tuple[ImpactFacts, ...]]:
    found: dict[int, dict[str, ImpactFacts]] = defaultdict(dict)
    for gathered in _gathered(rows, enterprise_id, ours):
        for supplier_id, (whole, numbers, impact) in gathered.items():
            found[supplier_id][impact["id"]] = ImpactFacts(
                **impact, whole_supplier=whole, contract_ids=frozenset(numbers)
            )
    return {supplier_id: tuple(impacts.values()) for supplier_id, impacts in found.items()}


def _row_of(link: ImpactLink) -> tuple[Any, ...]:
    """A link as the row that `_LINK` reads."""
    return tuple(_along(link, path.split("__")) for path in _LINK)


def _along(row: Any, path: Sequence[str]) -> Any:
    for step in path:
        row = getattr(row, step) if row is not None else None
    return row


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
    return {row[0]: _supplier_of(code, *row) for row in rows.values_list(*_SUPPLIER)}


def _supplier_of(
    code: str | None,
    pk: int,
    version: str,
    accepted_on: date | None,
    asked_on: date | None,
    due_on: date | None,
    answered_on: date | None,
    gaps: int | None,
    hits: int | None,
) -> SupplierFacts:
    sent = asked_on or due_on or answered_on or gaps is not None
    return SupplierFacts(
        id=str(pk),
        code_in_force=code,
        code_accepted_version=version or None,
        code_accepted_on=accepted_on,
        questionnaires=(QuestionnaireFacts(asked_on, due_on, answered_on, gaps),) if sent else (),
        open_screening_hits=hits,
    )


def _ours_by_number(enterprise: OrgUnit, links: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Our suppliers by organisation number, for those that impacts of other enterprises name."""
    others = {row[12] or row[15] for row in links if row[8] != enterprise.pk} - {"", None}
    if not others:
        return {}
    rows = Supplier.objects.filter(enterprise=enterprise, orgnr__in=others, merged_into__isnull=True)
    return dict(rows.values_list("orgnr", "pk"))


def _gathered(
    links: Sequence[tuple[Any, ...]], enterprise_id: int, ours: Mapping[str, int]
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
