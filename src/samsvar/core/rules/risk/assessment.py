"""Putting the four factors together, and the order in which contracts are worked on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from samsvar.core.rules.risk.country import Rated, country_factor
from samsvar.core.rules.risk.facts import (
    ContractAssessment,
    ContractFacts,
    FactorResult,
    ImpactFacts,
    Kind,
    Outcome,
    Reason,
    SupplierFacts,
)
from samsvar.core.rules.risk.method import LEVELS, Method
from samsvar.core.rules.risk.product import Looked, product_factor
from samsvar.core.rules.risk.service import SectorsSeen, breaches_on, service_factor
from samsvar.core.rules.risk.sources import RiskCatalogues
from samsvar.core.rules.risk.supplier import supplier_factor, what_counts

_WITH_GOODS = frozenset({Kind.GOODS, Kind.BOTH})
_WITH_SERVICES = frozenset({Kind.SERVICES, Kind.LEASE, Kind.BOTH})


@dataclass(frozen=True, slots=True)
class _Inherent:
    """The risk before the supplier counts. `very_high`: product or country is, which keeps the level from falling."""

    level: int
    goods_level: int | None
    service_level: int | None
    stood_in: tuple[str, ...]
    very_high: bool


@dataclass(frozen=True, slots=True)
class _Touched:
    """What a supplier's impacts come to for some of its contracts."""

    supplier: SupplierFacts
    impacts: tuple[ImpactFacts, ...]
    factor: FactorResult
    open_impacts: tuple[str, ...]


#: Product, country and service; product or service is None where the contract has no such part.
_Factors = tuple[FactorResult | None, FactorResult, FactorResult | None]


class Assessor:
    """Assesses contracts by one method, one set of editions and one day, and remembers factors it has seen.

    One that is not `explained` answers by the same rules, but leaves out figures, reasons, what was missing and open
    impacts. Most contracts then share their outcome with thousands of others.
    """

    def __init__(self, method: Method, catalogues: RiskCatalogues, on: date, *, explained: bool = True) -> None:
        self.method = method
        self.catalogues = catalogues
        self.on = on
        self.explained = explained
        self._inherents: dict[object, _Inherent] = {}
        self._products: dict[object, FactorResult] = {}
        self._looked = Looked(explained)
        self._countries: dict[tuple[str, ...], FactorResult] = {}
        self._rated: dict[str, Rated] = {}
        self._services: dict[object, FactorResult] = {}
        self._sectors = SectorsSeen(explained)
        self._suppliers: dict[object, FactorResult] = {}
        self._met: dict[int, tuple[SupplierFacts, FactorResult]] = {}
        self._touched: dict[object, _Touched] = {}
        self._same: dict[object, FactorResult] = {}
        self._outcomes: dict[tuple[int, int, int, int, tuple[str, ...]], Outcome] = {}
        self._owners: dict[object, Outcome] = {}

    def assess(self, contract: ContractFacts) -> ContractAssessment:
        """The assessment of one contract, without a rank."""
        return ContractAssessment(contract.id, contract.ownership, self.outcome(contract))

    def assess_all(self, contracts: Iterable[ContractFacts]) -> list[ContractAssessment]:
        """As the function of that name; what one enterprise's contracts share with another's is worked out once."""
        found = [(contract, self.outcome(contract)) for contract in contracts]
        if len({contract.id for contract, _ in found}) != len(found):
            raise ValueError("a contract identifier is given more than once")
        found.sort(key=_order_of_work)
        return [
            ContractAssessment(contract.id, contract.ownership, outcome, None if outcome.level is None else place)
            for place, (contract, outcome) in enumerate(found, start=1)
        ]

    def outcome(self, contract: ContractFacts) -> Outcome:
        """What the contract's facts come to. Contracts that share inherent risk and adjustment share the outcome."""
        if contract.ownership not in self.method.assessed:
            return self._out_of_scope(contract)
        product, country, service = factors = self._factors(contract)
        open_impacts: tuple[str, ...] = ()
        if contract.impacts:
            touched = self._touched_by_impacts(contract)
            supplier, open_impacts = touched.factor, touched.open_impacts
        else:
            supplier = self._supplier(contract)
        # Every factor is kept for as long as the assessor lives, so that its identity stands for it.
        key = (id(product), id(country), id(service), id(supplier), open_impacts)
        found = self._outcomes.get(key)
        if found is None:
            found = self._outcomes[key] = self._adjusted(factors, supplier, open_impacts)
        return found

    def _factors(self, contract: ContractFacts) -> _Factors:
        kind = contract.kind
        service = None
        if kind in _WITH_SERVICES:
            may_have = contract.impacts or contract.open_breaches
            service = self._service(contract, breaches_on(contract, self.method, self.on) if may_have else ())
        product = self._product(contract) if kind in _WITH_GOODS else None
        return product, self._country(contract), service

    def _inherent(self, factors: _Factors) -> _Inherent:
        product, country, service = factors
        key = (product and (product.level,), country.level, service and (service.level,))
        found = self._inherents.get(key)
        if found is None:
            found = self._inherents[key] = self._rate(product, country, service)
        return found

    def _rate(self, product: FactorResult | None, country: FactorResult, service: FactorResult | None) -> _Inherent:
        method = self.method
        goods_level = method.goods_risk(product.level, country.level) if product else None
        service_level = method.service_risk(service.level, country.level) if service else None
        return _Inherent(
            level=max(level for level in (goods_level, service_level) if level is not None),
            goods_level=goods_level,
            service_level=service_level,
            stood_in=tuple(factor.name for factor in (product, country, service) if factor and factor.level is None),
            very_high=method.very_high in (country.level, product.level if product else None),
        )

    def _product(self, contract: ContractFacts) -> FactorResult:
        key = (contract.high_risk_category, contract.cpv_codes)
        found = self._products.get(key)
        if found is None:
            found = product_factor(*key, self.method, self.catalogues, self._looked)
            found = self._products[key] = self._kept(found)
        return found

    def _country(self, contract: ContractFacts) -> FactorResult:
        given = contract.countries
        found = self._countries.get(given)
        if found is None:
            key = tuple(sorted(given))
            found = self._countries.get(key)
            if found is None:
                found = self._kept(country_factor(key, self.method, self.catalogues, self._rated))
            self._countries[given] = self._countries[key] = found
        return found

    def _service(self, contract: ContractFacts, breaches: tuple[str, ...]) -> FactorResult:
        key = (contract.service_sector, contract.cpv_codes, breaches)
        found = self._services.get(key)
        if found is None:
            found = service_factor(*key, self.method, self.catalogues, self._sectors)
            found = self._services[key] = self._kept(found)
        return found

    def _supplier(self, contract: ContractFacts) -> FactorResult:
        """The factor of a supplier that no impact touches."""
        supplier = contract.supplier
        # What is kept holds on to the supplier, so that its identity stands for it.
        met = self._met.get(id(supplier))
        if met is not None:
            return met[1]
        counts = what_counts(supplier, self.on)
        found = self._suppliers.get(counts)
        if found is None:
            found = self._suppliers[counts] = self._kept(supplier_factor(contract, self.method, self.on))
        self._met[id(supplier)] = supplier, found
        return found

    def _touched_by_impacts(self, contract: ContractFacts) -> "_Touched":
        """The same for all contracts of a supplier that the same ones of its impacts concern."""
        supplier, impacts, number = contract.supplier, contract.impacts, contract.id
        # What is kept holds on to both, so that their identities stand for them.
        key = (id(supplier), id(impacts), *[impact.concerns(number) for impact in impacts])
        found = self._touched.get(key)
        if found is None:
            factor = self._kept(supplier_factor(contract, self.method, self.on))
            found = self._touched[key] = _Touched(supplier, impacts, factor, self._open_impacts(contract))
        return found

    def _kept(self, factor: FactorResult) -> FactorResult:
        """The same factor for equal ones."""
        if self.explained:
            return self._same.setdefault(factor, factor)
        key = (factor.name, factor.level, factor.rule, factor.adjustment)
        found = self._same.get(key)
        if found is None:
            name, level, rule, adjustment = key
            found = self._same[key] = FactorResult(name, level, rule, adjustment=adjustment)
        return found

    def _open_impacts(self, contract: ContractFacts) -> tuple[str, ...]:
        """Identifiers of the open impacts on the contract or its whole supplier, sorted."""
        if not self.explained:
            return ()
        return tuple(sorted({i.id for i in contract.impacts if i.concerns(contract.id) and i.is_open(self.on)}))

    def _adjusted(self, factors: _Factors, supplier: FactorResult, open_impacts: tuple[str, ...]) -> Outcome:
        inherent = self._inherent(factors)
        level, limit = self._limited(inherent, supplier)
        if limit == "impact":
            supplier = replace(supplier, adjustment=level - inherent.level)
        return Outcome(
            level=level,
            inherent=inherent.level,
            factors=tuple([factor for factor in (*factors, supplier) if factor is not None]),
            goods_level=inherent.goods_level,
            service_level=inherent.service_level,
            stood_in=inherent.stood_in,
            limit=limit,
            open_impacts=open_impacts,
        )

    def _limited(self, inherent: _Inherent, supplier: FactorResult) -> tuple[int, str]:
        """The level, and why it is not the plain sum: `impact`, `floor`, `highest`, `lowest` or empty."""
        if supplier.level is not None:
            return supplier.level, "impact"
        adjustment = supplier.adjustment or 0
        plain = inherent.level + adjustment
        if adjustment < 0 and inherent.very_high and plain < self.method.floor_when_very_high:
            return self.method.floor_when_very_high, "floor"
        if plain > LEVELS[-1]:
            return LEVELS[-1], "highest"
        if plain < LEVELS[0]:
            return LEVELS[0], "lowest"
        return plain, ""

    def _out_of_scope(self, contract: ContractFacts) -> Outcome:
        open_impacts = self._open_impacts(contract) if contract.impacts else ()
        key = (contract.ownership, contract.owner_asked_on, contract.owner_answer, open_impacts)
        found = self._owners.get(key)
        if found is None:
            reasons = self._owner_reasons(contract)
            found = self._owners[key] = Outcome(None, None, (), reasons=reasons, open_impacts=open_impacts)
        return found

    def _owner_reasons(self, contract: ContractFacts) -> tuple[Reason, ...]:
        if contract.ownership not in self.method.ask_owner:
            return (Reason("not_assessed_by_us"),)
        if contract.owner_asked_on is None:
            return Reason("ask_owner"), Reason("owner_not_asked")
        answer = contract.owner_answer
        return (
            Reason("ask_owner"),
            Reason("owner_asked_on", contract.owner_asked_on.isoformat()),
            Reason("owner_answered", answer) if answer else Reason("owner_not_answered"),
        )


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
    return Assessor(method, catalogues, on).assess_all(contracts)


def _order_of_work(pair: tuple[ContractFacts, Outcome]) -> tuple[bool, int, bool, int, str]:
    contract, outcome = pair
    if outcome.level is None:
        return True, 0, True, 0, contract.id
    value = contract.value_ore
    return False, -outcome.level, value is None, 0 if value is None else -(value // 100), contract.id
