"""What the readers look up, from the catalogues that ship and the enterprise's own register."""

from collections.abc import Callable
from functools import lru_cache

from samsvar.core.catalogues import Match, country_name, match_country, match_cpv, match_high_risk_name
from samsvar.core.readers.results import Lookups, NotFound
from samsvar.core.rules.risk import RiskCatalogues
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.names import folded

#: How many different words of a file are kept with what they were taken to be: likening a country's name is costly.
_REMEMBERED = 8_192


def catalogue_lookups(catalogues: RiskCatalogues) -> Lookups:
    """Countries, CPV codes and the categories of the high-risk lists in force."""
    return Lookups(
        match_country=_matcher(match_country, lambda code: country_name(code, "nb")),
        match_cpv=_matcher(match_cpv, str),
        match_high_risk_category=_matcher(lambda text: match_high_risk_name(text, catalogues), str),
    )


def register_lookups(enterprise: OrgUnit, catalogues: RiskCatalogues) -> Lookups:
    """As above, with the contracts and suppliers that the enterprise has registered."""
    base = catalogue_lookups(catalogues)
    suppliers = Supplier.objects.filter(enterprise=enterprise).values_list("name", "orgnr")
    words: set[str] = set()
    for name, orgnr in suppliers.iterator():
        words.update((folded(name), name.casefold()))
        if orgnr:
            words.add(orgnr)
    return Lookups(
        match_country=base.match_country,
        match_cpv=base.match_cpv,
        match_high_risk_category=base.match_high_risk_category,
        known_contracts=frozenset(Contract.objects.filter(enterprise=enterprise).values_list("number", flat=True)),
        known_suppliers=words,
    )


def _matcher(match: Callable[[str], Match], named: Callable[[str], str]) -> Callable[[str], str | NotFound]:
    @lru_cache(maxsize=_REMEMBERED)
    def found(text: str) -> str | NotFound:
        answer = match(text)
        return answer.code if answer.code is not None else NotFound(tuple(map(named, answer.nearest)))

    return found
