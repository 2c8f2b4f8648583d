"""The service factor: sectors with a generally applicable minimum wage, and confirmed breaches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from samsvar.core.rules.risk.facts import ContractFacts, FactorResult, Figure, Finding, Nature, Reason
from samsvar.core.rules.risk.method import Method
from samsvar.core.rules.risk.sources import CPV_TO_SECTOR, MINIMUM_WAGE, RiskCatalogues, plain_cpv_codes

NO_SECTOR = "none"
"""The sector code of a contract that someone has looked at and found to be in none of the sectors."""


@dataclass(frozen=True, slots=True)
class Sectors:
    """Sectors by their codes, with where they were found."""

    codes: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SectorsSeen:
    """What CPV codes lead to in one set of editions; nothing but the sectors where it is not `explained`."""

    explained: bool = True
    coded: dict[str, Sectors] = field(default_factory=dict)
    rated: dict[tuple[str, ...], FactorResult] = field(default_factory=dict)


_IN_NONE = Sectors(())


def breaches_on(contract: ContractFacts, method: Method, on: date) -> tuple[str, ...]:
    """Identifiers of confirmed, open breaches of wages or working conditions on this very contract, sorted."""
    impacts = {
        impact.id
        for impact in contract.impacts
        if impact.nature == Nature.ACTUAL
        and impact.finding == Finding.CONFIRMED
        and contract.id in impact.contract_ids
        and impact.risk_kinds & method.breach_kinds
        and impact.is_open(on)
    }
    return tuple(sorted(impacts | set(contract.open_breaches)))


def service_factor(
    sector: str | None,
    cpv_codes: tuple[str, ...],
    breaches: tuple[str, ...],
    method: Method,
    catalogues: RiskCatalogues,
    seen: SectorsSeen | None = None,
) -> FactorResult:
    """The method's level for one of the sectors, lower for none, and the highest for a confirmed open breach.

    Rules: `confirmed_breach`, `minimum_wage_sector`, `no_sector`, `cpv_in_no_sector`; unknown: `sector_not_held`,
    `source_not_held`, `no_service`. `seen` keeps what CPV codes lead to, for the next call with the same catalogues.
    """
    plain = _without_breach(sector, cpv_codes, method, catalogues, seen or SectorsSeen())
    if not breaches:
        return plain
    reasons = (*(Reason("confirmed_breach", breach) for breach in breaches), *plain.reasons)
    return FactorResult("service", method.breach_level, "confirmed_breach", plain.figures, plain.missing, reasons)


def _without_breach(
    sector: str | None,
    cpv_codes: tuple[str, ...],
    method: Method,
    catalogues: RiskCatalogues,
    seen: SectorsSeen,
) -> FactorResult:
    given = (sector or "").strip().casefold()
    codes = plain_cpv_codes(cpv_codes)
    if given == NO_SECTOR:
        return FactorResult("service", method.no_sector_level, "no_sector", reasons=(Reason("no_sector"),))
    if given:
        return _rate(Sectors((given,), reasons=(Reason("sector_given", given),)), method, catalogues)
    if not codes:
        return FactorResult("service", None, "no_service", missing=("service_sector",))
    if catalogues.held(CPV_TO_SECTOR) is None:
        return FactorResult("service", None, "source_not_held", missing=(CPV_TO_SECTOR,))
    found = _from_cpv(codes, catalogues, seen)
    if seen.explained:
        return _of_sectors(found, codes, method, catalogues)
    rated = seen.rated.get(found.codes)
    if rated is None:
        rated = seen.rated[found.codes] = _of_sectors(found, codes, method, catalogues)
    return rated


def _of_sectors(found: Sectors, codes: Sequence[str], method: Method, catalogues: RiskCatalogues) -> FactorResult:
    if found.codes:
        return _rate(found, method, catalogues)
    reasons = tuple(Reason("cpv_in_no_sector", code) for code in codes)
    return FactorResult("service", method.no_sector_level, "cpv_in_no_sector", reasons=reasons)


def _from_cpv(codes: Sequence[str], catalogues: RiskCatalogues, seen: SectorsSeen) -> Sectors:
    known = seen.coded
    for code in codes:
        if code not in known:
            known[code] = _of_code(code, catalogues)
    found = [sectors for code in codes if (sectors := known[code]).codes]
    if not found:
        return _IN_NONE
    if len(found) == 1:
        return found[0]
    return Sectors(
        codes=tuple(sorted({name for each in found for name in each.codes})),
        figures=tuple(figure for each in found for figure in each.figures),
        reasons=tuple(reason for each in found for reason in each.reasons),
    )


def _of_code(code: str, catalogues: RiskCatalogues) -> Sectors:
    targets = catalogues.sectors_of(code)
    return Sectors(
        codes=tuple(sorted({target.name for target in targets})),
        figures=tuple(Figure(t.publisher, t.edition, f"CPV {code}", f"{t.prefix}: {t.name}") for t in targets),
        reasons=tuple(Reason("sector_from_cpv", f"{code} {target.name}") for target in targets),
    )


def _rate(sectors: Sectors, method: Method, catalogues: RiskCatalogues) -> FactorResult:
    edition = catalogues.held(MINIMUM_WAGE)
    if edition is None:
        missing = (MINIMUM_WAGE, *(f"sector:{sector}" for sector in sectors.codes))
        return FactorResult("service", None, "source_not_held", sectors.figures, missing, sectors.reasons)
    figures, missing_codes, reasons = list(sectors.figures), [], list(sectors.reasons)
    held = False
    for sector in sectors.codes:
        row = edition.rows.get(sector)
        if row is None:
            missing_codes.append(f"sector:{sector}")
            continue
        held = True
        rate = row.get("rate_ore")
        if rate is None:
            missing_codes.append(f"rate:{sector}")
        figures.append(Figure(edition.publisher, edition.edition, sector, _rate_text(rate)))
        if row.get("hms_card") == "yes":
            reasons.append(Reason("hms_card", sector))
    level = method.sector_level if held else None
    rule = "minimum_wage_sector" if held else "sector_not_held"
    return FactorResult("service", level, rule, tuple(figures), tuple(missing_codes), tuple(reasons))


def _rate_text(rate_ore: str | int | None) -> str:
    """A rate as kroner per hour in plain figures, e.g. `236.54 NOK/h`."""
    return "rate_not_held" if rate_ore is None else f"{int(rate_ore) // 100}.{int(rate_ore) % 100:02d} NOK/h"
