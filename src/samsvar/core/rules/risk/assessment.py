"""Putting the four factors together, and the order in which contracts are worked on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from samsvar.core.rules.risk.country import country_factor
from samsvar.core.rules.risk.facts import ContractAssessment, ContractFacts, FactorResult, Kind, Reason
from samsvar.core.rules.risk.method import LEVELS, Method
from samsvar.core.rules.risk.product import product_factor
from samsvar.core.rules.risk.service import breaches_on, service_factor
from samsvar.core.rules.risk.sources import RiskCatalogues
from samsvar.core.rules.risk.supplier import supplier_factor

_WITH_GOODS = frozenset({Kind.GOODS, Kind.BOTH})
_WITH_SERVICES = frozenset({Kind.SERVICES, Kind.LEASE, Kind.BOTH})


class Assessor:
    """Assesses contracts by one method, one set of editions and one day, and remembers factors it has seen."""

    def __init__(self, method: Method, catalogues: RiskCatalogues, on: date) -> None:
        self.method = method
        self.catalogues = catalogues
        self.on = on
        self._products: dict[tuple[str | None, tuple[str, ...]], FactorResult] = {}
        self._countries: dict[tuple[str, ...], FactorResult] = {}
        self._services: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], FactorResult] = {}
        self._suppliers: dict[object, FactorResult] = {}

    def assess(self, contract: ContractFacts) -> ContractAssessment:
        """The assessment of one contract, without a rank."""
        open_impacts = tuple(sorted({i.id for i in contract.impacts if i.concerns(contract.id) and i.is_open(self.on)}))
        if contract.ownership not in self.method.assessed:
            return self._out_of_scope(contract, open_impacts)
        product = self._product(contract) if contract.kind in _WITH_GOODS else None
        country = self._country(contract)
        service = self._service(contract) if contract.kind in _WITH_SERVICES else None
        supplier = self._supplier(contract)
        factors = tuple(factor for factor in (product, country, service, supplier) if factor is not None)
        goods_level = self.method.goods_risk(product.level, country.level) if product else None
        service_level = self.method.service_risk(service.level, country.level) if service else None
        inherent = max(level for level in (goods_level, service_level) if level is not None)
        very_high = self.method.very_high in (country.level, product.level if product else None)
        level, limit = self._adjusted(inherent, supplier, very_high)
        if limit == "impact":
            factors = (*factors[:-1], replace(supplier, adjustment=level - inherent))
        return ContractAssessment(
            id=contract.id,
            ownership=contract.ownership,
            level=level,
            inherent=inherent,
            factors=factors,
            goods_level=goods_level,
            service_level=service_level,
            stood_in=tuple(factor.name for factor in factors if factor.level is None and factor.name != "supplier"),
            limit=limit,
            open_impacts=open_impacts,
            value_ore=contract.value_ore,
        )

    def _out_of_scope(self, contract: ContractFacts, open_impacts: tuple[str, ...]) -> ContractAssessment:
        if contract.ownership in self.method.ask_owner:
            asked = contract.owner_asked_on
            reasons = [Reason("ask_owner")]
            reasons.append(Reason("owner_asked_on", asked.isoformat()) if asked else Reason("owner_not_asked"))
            if asked:
                reasons.append(
                    Reason("owner_answered", contract.owner_answer)
                    if contract.owner_answer
                    else Reason("owner_not_answered")
                )
        else:
            reasons = [Reason("not_assessed_by_us")]
        return ContractAssessment(
            id=contract.id,
            ownership=contract.ownership,
            level=None,
            inherent=None,
            factors=(),
            reasons=tuple(reasons),
            open_impacts=open_impacts,
            value_ore=contract.value_ore,
        )

    def _adjusted(self, inherent: int, supplier: FactorResult, very_high: bool) -> tuple[int, str]:
        """The level, and why it is not the plain sum: `impact`, `floor`, `highest`, `lowest` or empty."""
        if supplier.level is not None:
            return supplier.level, "impact"
        adjustment = supplier.adjustment or 0
        plain = inherent + adjustment
        if adjustment < 0 and very_high and plain < self.method.floor_when_very_high:
            return self.method.floor_when_very_high, "floor"
        if plain > LEVELS[-1]:
            return LEVELS[-1], "highest"
        if plain < LEVELS[0]:
            return LEVELS[0], "lowest"
        return plain, ""

    def _product(self, contract: ContractFacts) -> FactorResult:
        key = (contract.high_risk_category, contract.cpv_codes)
        if key not in self._products:
            self._products[key] = product_factor(*key, self.method, self.catalogues)
        return self._products[key]

    def _country(self, contract: ContractFacts) -> FactorResult:
        key = contract.countries
        if key not in self._countries:
            self._countries[key] = country_factor(key, self.method, self.catalogues)
        return self._countries[key]

    def _service(self, contract: ContractFacts) -> FactorResult:
        breaches = breaches_on(contract, self.method, self.on) if contract.impacts or contract.open_breaches else ()
        key = (contract.service_sector, contract.cpv_codes, breaches)
        if key not in self._services:
            self._services[key] = service_factor(*key, self.method, self.catalogues)
        return self._services[key]

    def _supplier(self, contract: ContractFacts) -> FactorResult:
        if contract.impacts:
            return supplier_factor(contract, self.method, self.on)
        if contract.supplier not in self._suppliers:
            self._suppliers[contract.supplier] = supplier_factor(contract, self.method, self.on)
        return self._suppliers[contract.supplier]


def assess(contract: ContractFacts, method: Method, catalogues: RiskCatalogues, on: date) -> ContractAssessment:
    """One contract by the method, with the editions in `catalogues`, as of the day `on`. Its rank is None."""
    return Assessor(method, catalogues, on).assess(contract)


def assess_all(
    contracts: Iterable[ContractFacts], method: Method, catalogues: RiskCatalogues, on: date
) -> list[ContractAssessment]:
    """Every contract in the order of work, those with a level ranked from 1.

    Level descending, value in whole kroner descending (a missing value last), then identifier by code point;
    contracts without a level last, by identifier. Raises ValueError for the same identifier twice.
    """
    assessor = Assessor(method, catalogues, on)
    found = sorted(map(assessor.assess, contracts), key=_order_of_work)
    if len({assessment.id for assessment in found}) != len(found):
        raise ValueError("a contract identifier is given more than once")
    return [
        replace(assessment, rank=place) if assessment.level is not None else assessment
        for place, assessment in enumerate(found, start=1)
    ]


def _order_of_work(assessment: ContractAssessment) -> tuple[bool, int, bool, int, str]:
    if assessment.level is None:
        return True, 0, True, 0, assessment.id
    value = assessment.value_ore
    return False, -assessment.level, value is None, 0 if value is None else -(value // 100), assessment.id
