"""What an assessment is made from: contracts with their suppliers, impacts and the answers of owners, as plain values.

Everything is read set by set, never contract by contract: at most eight queries for enterprises of any size and number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet

from samsvar.core.rules.risk import (
    ContractFacts,
    Finding,
    ImpactFacts,
    Kind,
    Nature,
    Ownership,
    SupplierFacts,
    questionnaires_of,
)
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, Supplier
from samsvar.subjects.due_diligence.models import ImpactLink, ImpactShare
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.due_diligence.selectors.supplier_codes import codes_in_force

#: The name of a breach that somebody ticked off on the contract itself, without an impact of its own.
NOTED_ON_CONTRACT = "contract"

Columns = tuple[str, ...]
_CONTRACT: Columns = (
    "enterprise_id",
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
_SUPPLIER += ("questionnaire_answered_on", "open_gaps", "open_screening_hits", "listed_hits")
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
) -> list[tuple[int, ContractFacts]]:
    """The primary key and facts of the enterprise's contracts, all or those named, in no order. At most eight queries.

    Questionnaires, impacts and owners' answers count as they stand in the records; `on` decides which version of the
    supplier code is in force, which shares have ended and which questions had been asked.
    """
    return facts_of_several([enterprise], on, contracts)[enterprise.pk]


def facts_of_several(
    enterprises: Sequence[OrgUnit], on: date, contracts: Collection[int] | None = None
) -> dict[int, list[tuple[int, ContractFacts]]]:
    """As `facts_for`, by enterprise: each by its own records alone, and as few queries as for one."""
    ids = [enterprise.pk for enterprise in enterprises]
    asked = _of_contracts(Contract.objects.filter(enterprise__in=ids), "pk", contracts).order_by()
    codes = codes_in_force(ids, on)
    without = {enterprise: SupplierFacts("", code) for enterprise, code in codes.items()}
    suppliers = _supplier_facts(codes, contracts)
    impacts = impacts_by_supplier(ids, on)
    answers = _owner_answers(ids, on, contracts)
    breaches = set(asked.filter(wage_breach_open=True).values_list("pk", flat=True))
    parts = _Parts()
    found: dict[int, list[tuple[int, ContractFacts]]] = {enterprise: [] for enterprise in ids}
    for row in asked.values_list(*_CONTRACT).iterator(2_000):
        enterprise, pk, number, ownership, kind, cpv, category, sector, countries, value_ore, supplier = row
        facts = ContractFacts(
            number,
            _OWNERSHIPS[ownership],
            _KINDS[kind],
            parts[cpv],
            category or None,
            sector or None,
            parts[countries],
            value_ore,
            suppliers[enterprise].get(supplier) or without[enterprise],
            impacts[enterprise].get(supplier, ()),
            _NOTED if pk in breaches else (),
            *answers.get(pk, _NOT_ASKED),
        )
        found[enterprise].append((pk, facts))
    return found


class _Parts(dict[str, tuple[str, ...]]):
    """The parts of columns that hold lists, each made once."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        found = self[text] = parted(text)
        return found


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
    enterprise = contract.enterprise_id
    impacts = _by_supplier(rows, enterprise, _ours_by_number({enterprise: rows})[enterprise])
    return ContractFacts(
        id=contract.number,
        ownership=_OWNERSHIPS[contract.ownership],
        kind=_KINDS[contract.kind],
        cpv_codes=parted(contract.cpv_codes),
        high_risk_category=contract.high_risk_category or None,
        service_sector=contract.service_sector or None,
        countries=parted(contract.countries),
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
    supplier, enterprise = contract.supplier, contract.enterprise_id
    question = ("links touching", enterprise, on, bool(supplier.orgnr))
    build = partial(_links_touching, enterprise, on, bool(supplier.orgnr))
    return ask(question, build, supplier=supplier.pk, orgnr=supplier.orgnr)


def _links_touching(enterprise: int, on: date, numbered: bool) -> QuerySet[ImpactLink]:
    """The links, the supplier and its organisation number given when it is asked."""
    supplier, orgnr = Given("supplier", BigIntegerField()), Given("orgnr", CharField())
    own = Q(supplier=supplier) | Q(supplier__merged_into=supplier)
    own |= Q(contract__supplier=supplier) | Q(contract__supplier__merged_into=supplier)
    found = Q(own, impact__enterprise=enterprise)
    others = Q(supplier=supplier) | Q(contract__supplier=supplier)
    if numbered:
        others |= Q(supplier_orgnr=orgnr)
    found |= Q(others, impact__in=_shared([enterprise], on).values("impact"))
    # Says nothing new, but leads the database to the few links in question; the rest is asked of those.
    same = Supplier.objects.filter(Q(pk=supplier) | Q(merged_into=supplier)).values("pk")
    every = ImpactLink.objects.order_by()
    near = [every.filter(supplier__in=same), every.filter(contract__supplier__in=same)]
    if numbered:
        near.append(every.filter(supplier_orgnr=orgnr))
    few = near[0].values("pk").union(*(each.values("pk") for each in near[1:]))
    links = ImpactLink.objects.filter(pk__in=few).filter(found).order_by("impact_id", "pk")
    return links.select_related("impact__unit", "contract__supplier", "supplier")


def asked_of_owner(inquiries: Iterable[OwnerInquiry], on: date) -> tuple[date | None, str | None]:
    """The day the owner was last asked by `on`, and what was answered by then; None where there is nothing."""
    asked = [inquiry for inquiry in inquiries if inquiry.asked_on <= on]
    if not asked:
        return _NOT_ASKED
    last = max(asked, key=lambda inquiry: (inquiry.asked_on, inquiry.pk))
    answered = last.answered_on is not None and last.answered_on <= on
    return last.asked_on, (last.answer or None) if answered else None


def impacts_by_supplier(enterprises: Collection[int], on: date) -> dict[int, dict[int, tuple[ImpactFacts, ...]]]:
    """By enterprise: every impact of it, or shared with it, by the suppliers it touches. At most three queries.

    A shared impact touches the enterprise's own row of the supplier by organisation number. Contracts of others are
    never among the contracts it is linked to.
    """
    shares = _shared(enterprises, on)
    found = ImpactLink.objects.filter(
        Q(impact__enterprise__in=enterprises) | Q(impact__in=shares.values("impact"))
    ).order_by("impact_id", "pk")
    links: dict[int, list[tuple[Any, ...]]] = {enterprise: [] for enterprise in enterprises}
    if len(links) == 1:
        links = {enterprise: list(found.values_list(*_LINK)) for enterprise in links}
    else:
        shown = defaultdict(set)
        for impact, enterprise in shares.values_list("impact_id", "enterprise_id"):
            shown[impact].add(enterprise)
        for row in found.values_list(*_LINK):
            for enterprise in {row[8], *shown.get(row[0], ())} & links.keys():
                links[enterprise].append(row)
    ours = _ours_by_number(links)
    return {enterprise: _by_supplier(rows, enterprise, ours[enterprise]) for enterprise, rows in links.items()}


def _shared(enterprises: Collection[int], on: date) -> QuerySet[ImpactShare]:
    """What others share with the enterprises on the day."""
    shares = ImpactShare.objects.filter(enterprise__in=enterprises)
    return shares.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


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
    codes: Mapping[int, str | None], contracts: Collection[int] | None
) -> dict[int, dict[int, SupplierFacts]]:
    """By enterprise, facts of its suppliers of whom anything is known. `codes` are those in force, by enterprise."""
    known = (
        Q(code_accepted_on__isnull=False)
        | ~Q(code_accepted_version="")
        | Q(questionnaire_asked_on__isnull=False)
        | Q(questionnaire_due_on__isnull=False)
        | Q(questionnaire_answered_on__isnull=False)
        | Q(open_gaps__isnull=False)
        | Q(open_screening_hits__isnull=False)
        | Q(listed_hits__isnull=False)
    )
    rows = Supplier.objects.filter(known, enterprise__in=codes)
    if contracts is not None:
        rows = rows.filter(pk__in=Contract.objects.filter(pk__in=list(contracts)).values("supplier"))
    found: dict[int, dict[int, SupplierFacts]] = {enterprise: {} for enterprise in codes}
    for enterprise, *values in rows.values_list("enterprise_id", *_SUPPLIER):
        found[enterprise][values[0]] = _supplier_of(codes[enterprise], *values)
    return found


def _supplier_of(
    code: str | None,
    pk: int,
    version: str,
    accepted_on: date | None,
    asked_on: date | None,
    due_on: date | None,
    answered_on: date | None,
    gaps: int | None,
    written_hits: int | None,
    listed_hits: int | None,
) -> SupplierFacts:
    questionnaires = questionnaires_of(asked_on, due_on, answered_on, gaps)
    hits = written_hits if listed_hits is None else (written_hits or 0) + listed_hits
    return SupplierFacts(str(pk), code, version or None, accepted_on, questionnaires, hits)


def _ours_by_number(links: Mapping[int, Sequence[tuple[Any, ...]]]) -> dict[int, dict[str, int]]:
    """By enterprise, its suppliers by organisation number: those that the links of others' impacts name.

    `links` by enterprise. One query, none where no impact is another's.
    """
    named = {
        enterprise: {row[12] or row[15] for row in rows if row[8] != enterprise} - {"", None}
        for enterprise, rows in links.items()
    }
    ours: dict[int, dict[str, int]] = {enterprise: {} for enterprise in links}
    if not any(named.values()):
        return ours
    rows = Supplier.objects.filter(
        enterprise__in=links, merged_into__isnull=True, orgnr__in=set().union(*named.values())
    )
    for enterprise, orgnr, pk in rows.values_list("enterprise_id", "orgnr", "pk"):
        if orgnr in named[enterprise]:
            ours[enterprise][orgnr] = pk
    return ours


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
        "risk_kinds": frozenset(parted(row[5])),
        "known_on": row[6],
        "closed_on": closed_on,
    }


def _owner_answers(
    enterprises: Collection[int], on: date, contracts: Collection[int] | None
) -> dict[int, tuple[date, str | None]]:
    """By contract: the day its owner was last asked by the enterprise, and what was answered by `on`."""
    through = OwnerInquiry.contracts.through.objects.filter(
        ownerinquiry__enterprise__in=enterprises,
        contract__enterprise=F("ownerinquiry__enterprise"),
        ownerinquiry__asked_on__lte=on,
    )
    rows = _of_contracts(through, "contract_id", contracts).order_by("ownerinquiry__asked_on", "ownerinquiry_id")
    columns = ("contract_id", "ownerinquiry__asked_on", "ownerinquiry__answered_on", "ownerinquiry__answer")
    return {
        contract_id: (asked_on, answer or None if answered_on is not None and answered_on <= on else None)
        for contract_id, asked_on, answered_on, answer in rows.values_list(*columns)
    }
