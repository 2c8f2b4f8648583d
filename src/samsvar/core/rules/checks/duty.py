"""Which contracts are under the duty to control wages and working conditions, and which need HSE cards.

Sources: the regulations that make a minimum wage generally applicable, one per sector (catalogue `minimum-wage`);
anskaffelsesloven §§ 5 e, 5 f and 5 i as from 1 July 2026; FOR-2008-02-08-112 for contracts announced earlier;
arbeidsmiljøloven § 4-1 (8) and Arbeidstilsynet's list of trades with HSE cards (catalogue `hms-cards`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samsvar.core.rules.risk.facts import Kind, Ownership
from samsvar.core.rules.risk.service import NO_SECTOR
from samsvar.core.rules.risk.sources import MINIMUM_WAGE, RiskCatalogues, Values, plain_cpv_codes

NEW_ACT_FROM = date(2026, 7, 1)
"""The day §§ 5 a–5 p of anskaffelsesloven came into force (lov 6 March 2026 no. 8)."""
THRESHOLD_ORE = 130_000_000
"""NOK 1.3 million without VAT: the national threshold of announcement (FOR-2016-08-12-974), and the state's in the
older regulation."""
OLDER_THRESHOLD_ORE = 205_000_000
"""NOK 2.05 million: the threshold of the older regulation for others than the state."""
NEW_ACT = "anskaffelsesloven §§ 5 e, 5 i"
OLDER_TEXT = "FOR-2008-02-08-112"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a duty holds, does not, or is not settled.

    `rule` is a code, `subject` what it concerns (a sector, a CPV code, a day), `source` where it is written and
    `edition` which edition of the catalogue said so.
    """

    rule: str
    subject: str = ""
    source: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether a duty holds (None: not settled, for want of a fact), and why."""

    applies: bool | None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What is known of a contract. `inner_sectors`: of services inside it, e.g. the cleaning in a lease.

    `sector`: a code of the minimum-wage catalogue, `none`, or None where nobody has said. `value_ore` without VAT.
    """

    kind: Kind
    ownership: Ownership
    sector: str | None = None
    cpv_codes: tuple[str, ...] = ()
    inner_sectors: tuple[str, ...] = ()
    value_ore: int | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardRules:
    """The trades that need HSE cards: rows of the catalogue `hms-cards`, and the edition they stand in."""

    edition: str
    rows: Mapping[str, Values]


_SERVES = (Kind.SERVICES, Kind.BOTH)
_NOT_OURS = Duty(False, (Ground("not_our_contract"),))


def sectors_of(facts: DutyFacts, catalogues: RiskCatalogues) -> dict[str, str]:
    """The sectors a contract is in, each with how it is known: `sector_given`, `sector_from_cpv` or `inner_service`.

    What somebody has said goes before what the CPV codes say.
    """
    given = (facts.sector or "").strip().casefold()
    found: dict[str, str] = {}
    if given and given != NO_SECTOR:
        found[given] = "sector_given"
    elif not given and facts.kind in _SERVES:
        for code in plain_cpv_codes(facts.cpv_codes):
            for target in catalogues.sectors_of(code):
                found.setdefault(target.name, "sector_from_cpv")
    for sector in facts.inner_sectors:
        if sector and sector != NO_SECTOR:
            found.setdefault(sector, "inner_service")
    return found


def wage_duty(facts: DutyFacts, catalogues: RiskCatalogues) -> Duty:
    """Whether wages and working conditions on the contract are to be controlled.

    They are where the service is in a sector with a generally applicable minimum wage, and where a service reaches the
    threshold of public contracts. Grounds: `sector`, `public_contract`, `older_public_contract`; not settled:
    `sector_not_held`, `no_service_sector`, `value_unknown`, `between_thresholds`; not: `goods`, `no_sector`,
    `below_threshold`, `not_our_contract`.
    """
    if facts.ownership == Ownership.ASSISTED:
        return _NOT_OURS
    grounds, unsettled = _by_sector(facts, catalogues)
    if facts.kind in _SERVES:
        public, open_question = _by_value(facts)
        grounds += public
        unsettled += open_question
    if grounds:
        return Duty(True, tuple(grounds))
    if unsettled:
        return Duty(None, tuple(unsettled))
    if facts.kind in _SERVES:
        return Duty(False, (Ground("no_sector"), Ground("below_threshold")))
    return Duty(False, (Ground("goods" if facts.kind == Kind.GOODS else "no_sector"),))


def card_duty(facts: DutyFacts, catalogues: RiskCatalogues, cards: CardRules, on: date) -> Duty:
    """Whether those who work on the contract must carry HSE cards on the day.

    Grounds: `card_trade` (its subject is the trade, its source the provision), `approval` where the firm must also be
    approved; not settled: `no_service_sector`; not: `not_yet` (its subject is the first day), `no_trade`,
    `not_our_contract`.
    """
    if facts.ownership == Ownership.ASSISTED:
        return _NOT_OURS
    sectors = sectors_of(facts, catalogues)
    codes = plain_cpv_codes(facts.cpv_codes) if facts.kind in _SERVES else []
    grounds: list[Ground] = []
    later: list[Ground] = []
    for trade, row in sorted(cards.rows.items()):
        if row.get("sector") not in sectors and not _in_trade(codes, row):
            continue
        source = str(row.get("provision") or "")
        starts = row.get("applies_from")
        if starts and date.fromisoformat(str(starts)) > on:
            later.append(Ground("not_yet", str(starts), source, cards.edition))
            continue
        grounds.append(Ground("card_trade", trade, source, cards.edition))
        if row.get("approval") == "yes":
            grounds.append(Ground("approval", trade, "arbeidsmiljøloven § 4-1 (8)", cards.edition))
    if grounds:
        return Duty(True, tuple(grounds))
    if _nobody_has_said(facts, sectors, codes):
        return Duty(None, (Ground("no_service_sector"),))
    return Duty(False, tuple(later) or (Ground("no_trade"),))


def _in_trade(codes: Iterable[str], row: Values) -> bool:
    prefixes = tuple(prefix for prefix in str(row.get("cpv_prefixes") or "").split("|") if prefix)
    return bool(prefixes) and any(code.startswith(prefixes) for code in codes)


def _nobody_has_said(facts: DutyFacts, sectors: Mapping[str, str], codes: Iterable[str]) -> bool:
    return facts.kind in _SERVES and not sectors and not (facts.sector or "").strip() and not list(codes)


def _by_sector(facts: DutyFacts, catalogues: RiskCatalogues) -> tuple[list[Ground], list[Ground]]:
    held = catalogues.held(MINIMUM_WAGE)
    edition = held.edition if held is not None else ""
    sectors = sectors_of(facts, catalogues)
    grounds, unsettled = [], []
    for sector in sorted(sectors):
        row = catalogues.row(MINIMUM_WAGE, sector)
        if row is None:
            unsettled.append(Ground("sector_not_held", sector))
        else:
            grounds.append(Ground("sector", sector, str(row.get("regulation") or ""), edition))
    if _nobody_has_said(facts, sectors, plain_cpv_codes(facts.cpv_codes)):
        unsettled.append(Ground("no_service_sector"))
    return grounds, unsettled


def _by_value(facts: DutyFacts) -> tuple[list[Ground], list[Ground]]:
    """The duty of public contracts. The day a contract starts stands for the day it was announced, which nobody holds.

    The older text has one threshold for the state and one for others, so a value between them settles nothing.
    """
    value, starts = facts.value_ore, facts.starts_on
    if value is None:
        return [], [Ground("value_unknown", "", NEW_ACT)]
    if value < THRESHOLD_ORE:
        return [], []
    if starts is not None and starts >= NEW_ACT_FROM:
        return [Ground("public_contract", "", NEW_ACT)], []
    if value >= OLDER_THRESHOLD_ORE:
        return [Ground("older_public_contract", "", OLDER_TEXT)], []
    return [], [Ground("between_thresholds", "", OLDER_TEXT)]
