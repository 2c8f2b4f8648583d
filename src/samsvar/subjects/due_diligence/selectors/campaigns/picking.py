"""Whom a campaign asks: the contracts in play, those wanted, and the supplier of each with whom to write to there."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from samsvar.core.catalogues import risk_catalogues
from samsvar.core.rules.campaigns import Candidate, Wanted, by_supplier
from samsvar.core.rules.checks import sectors_of
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import (
    AreaContract,
    CampaignRecipient,
    QuestionnaireVersion,
    RiskArea,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.selectors.contracts import ASSESSED
from samsvar.subjects.due_diligence.selectors.duties import facts_of

#: What a category begins with: the first two figures of the product code, or the sector of the service.
CPV, SECTOR = "cpv:", "sector:"
_OF_CATEGORY = ("cpv_codes", "service_sector", "kind", "ownership", "value_ore", "starts_on")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a letter to a supplier goes to, as far as an earlier campaign knows."""

    name: str = ""
    address: str = ""
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class Picked:
    """A supplier that would be asked, the contracts it is about, and whom the letter goes to."""

    supplier: Supplier
    contracts: tuple[Contract, ...]
    contact: Contact


def wanted_of(plain: Mapping[str, Any]) -> Wanted:
    """Whom a campaign asks, from how it is kept."""
    since = plain.get("not_answered_since")
    return Wanted(
        levels=frozenset(plain.get("levels", ())),
        with_unknown_level=bool(plain.get("with_unknown_level")),
        categories=frozenset(plain.get("categories", ())),
        countries=frozenset(plain.get("countries", ())),
        areas=frozenset(plain.get("areas", ())),
        not_answered_since=date.fromisoformat(since) if since else None,
    )


def wanted_kept(wanted: Wanted) -> dict[str, Any]:
    """How it is kept whom a campaign asks; what is not asked for is not there."""
    since = wanted.not_answered_since
    plain: dict[str, Any] = {
        "levels": sorted(wanted.levels),
        "with_unknown_level": wanted.with_unknown_level,
        "categories": sorted(wanted.categories),
        "countries": sorted(wanted.countries),
        "areas": sorted(wanted.areas),
        "not_answered_since": since.isoformat() if since else "",
    }
    return {name: value for name, value in plain.items() if value}


def contracts_in_play(unit: OrgUnit, today: date) -> QuerySet[Contract]:
    """The contracts of the unit and those beneath it that have not ended and are not another's."""
    rows = Contract.objects.filter(enterprise=unit.enterprise_id, ownership__in=ASSESSED)
    if unit.pk != unit.enterprise_id:
        rows = rows.filter(unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))


def categories_of(contract: Contract) -> tuple[str, ...]:
    """The categories a contract may be picked by."""
    found = {CPV + code[:2] for code in parted(contract.cpv_codes)}
    found |= {SECTOR + sector for sector in sectors_of(facts_of(contract, ()), risk_catalogues())}
    return tuple(sorted(found)) or ("",)


def categories_in_play(unit: OrgUnit, today: date) -> list[str]:
    """The categories that any contract in play has. One query."""
    rows = contracts_in_play(unit, today).only(*_OF_CATEGORY)
    return sorted({code for row in rows for code in categories_of(row) if code})


def areas_in_play(enterprise: OrgUnit) -> list[tuple[str, str]]:
    """The enterprise's risk areas, newest year first: key, and title with year. One query."""
    rows = RiskArea.objects.filter(enterprise=enterprise).order_by("-year", "title")
    return [(row.key, f"{row.title} {row.year}") for row in rows[:60]]


def picked(
    unit: OrgUnit, version: QuestionnaireVersion, wanted: Wanted, today: date, leave_out: frozenset[int] = frozenset()
) -> list[Picked]:
    """The suppliers wanted, by name, but those (primary keys) left out. A constant number of queries."""
    contracts = {
        contract.key: contract
        for contract in contracts_in_play(unit, today).select_related("supplier", "assessment", "supplier__merged_into")
    }
    found = by_supplier(_candidates(contracts, version, unit), wanted)
    suppliers = {str(_standing(each.supplier).pk): _standing(each.supplier) for each in contracts.values()}
    known = contacts_of(unit, {suppliers[pk].pk for pk in found})
    rows = [
        Picked(suppliers[pk], tuple(contracts[key] for key in keys), known.get(suppliers[pk].pk, Contact()))
        for pk, keys in found.items()
        if suppliers[pk].pk not in leave_out
    ]
    return sorted(rows, key=lambda row: (row.supplier.name_folded, row.supplier.key))


def contacts_of(unit: OrgUnit, suppliers: set[int]) -> dict[int, Contact]:
    """Whom the newest campaign wrote to at each supplier. One query, none where nobody is asked for."""
    if not suppliers:
        return {}
    rows = CampaignRecipient.objects.filter(enterprise=unit.enterprise_id).exclude(address="")
    return {
        supplier: Contact(name, address, language)
        for supplier, name, address, language in rows.order_by("updated_at", "pk").values_list(
            "supplier_id", "name", "address", "language"
        )
        if supplier in suppliers
    }


def _candidates(contracts: Mapping[str, Contract], version: QuestionnaireVersion, unit: OrgUnit) -> Iterator[Candidate]:
    """One for each category of each contract: the rule gathers them."""
    areas: dict[int, set[str]] = {}
    of_areas = AreaContract.objects.filter(area__enterprise=unit.enterprise_id)
    for contract_id, area in of_areas.values_list("contract_id", "area__key"):
        areas.setdefault(contract_id, set()).add(area)
    answered = _answered_on(version, unit)
    for key, contract in contracts.items():
        assessment = getattr(contract, "assessment", None)
        supplier = _standing(contract.supplier)
        for category in categories_of(contract):
            yield Candidate(
                contract=key,
                supplier=str(supplier.pk),
                level=assessment.level if assessment else None,
                category=category,
                countries=frozenset(parted(contract.countries)),
                areas=frozenset(areas.get(contract.pk, ())),
                answered_on=answered.get(supplier.pk),
            )


def _answered_on(version: QuestionnaireVersion, unit: OrgUnit) -> dict[int, date]:
    """The day each supplier last answered the questionnaire, whichever version. One query."""
    rows = SupplierAnswer.objects.filter(
        enterprise=unit.enterprise_id,
        submitted_at__isnull=False,
        questionnaire_version__questionnaire=version.questionnaire_id,
    )
    last = rows.order_by().values_list("recipient__supplier").annotate(last=Max("submitted_at"))
    return {supplier: oslo_day(at) for supplier, at in last}


def _standing(supplier: Supplier) -> Supplier:
    return supplier.merged_into or supplier


def suppliers_called(enterprise: OrgUnit, words: Collection[str]) -> dict[str, list[str]]:
    """The suppliers that have one of the words, case-folded, as name or key: each by its organisation number, or by its
    key where it has none. A query for each 500 words."""
    standing = Supplier.objects.filter(enterprise=enterprise, merged_into=None).order_by("pk")
    wanted, found = sorted(words), defaultdict[str, list[str]](list)
    for start in range(0, len(wanted), 500):
        portion = wanted[start : start + 500]
        rows = standing.filter(Q(name_folded__in=portion) | Q(key__in=portion))
        for name, key, orgnr in rows.values_list("name_folded", "key", "orgnr"):
            for word in {name, key} & set(portion):
                found[word].append(orgnr or key)
    return dict(found)
