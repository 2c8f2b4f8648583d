"""The risk picture: goods by product and country, the countries that are bought from, and what an edition moved."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from samsvar.core.rules.risk import Assessor, FactorResult, Method, RiskCatalogues
from samsvar.core.rules.risk.country import country_factor
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.audit.unchanged import ANEW, AsRecorded
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.models import Edition
from samsvar.registers.catalogues.selectors import editions, risk_catalogues
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.selectors.assessments import latest_run
from samsvar.subjects.due_diligence.selectors.contracts import ASSESSED, contracts_of
from samsvar.subjects.due_diligence.selectors.facts import facts_for
from samsvar.subjects.due_diligence.selectors.methods import method_in_use

#: The sources that set the level of a country.
COUNTRY_SOURCES = ("freedom-house", "ituc")
Cell = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Goods contracts by (product, country), None for unknown; those at level 4 before and after the supplier."""

    cells: dict[Cell, int]
    inherent_very_high: int
    very_high: int

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def unknown(self) -> int:
        return sum(count for cell, count in self.cells.items() if None in cell)


@dataclass(frozen=True, slots=True)
class Country:
    """A country goods are bought from: its factor, contracts, those of level 3 and 4, their value, the level before."""

    code: str
    factor: FactorResult
    contracts: int
    high: int
    value_ore: int | None
    previous: int | None


@dataclass(frozen=True, slots=True)
class MovedContract:
    """A contract whose level differs between two editions."""

    key: int
    number: str
    was: int
    now: int


def goods(viewer: Viewer, unit: OrgUnit) -> QuerySet[Contract]:
    """Goods contracts that we assess ourselves and that have a level."""
    ours = contracts_of(viewer, unit).filter(kind__in=("goods", "both"), ownership__in=ASSESSED)
    return ours.filter(assessment__level__isnull=False)


def matrix_of(viewer: Viewer, unit: OrgUnit, recorded: AsRecorded = ANEW) -> Matrix:
    """The matrix of the unit's goods contracts, counted anew where anything is recorded since; one query."""
    asked = ("matrix", viewer.sight, unit.pk, unit.path)
    return recorded.unless_changed(asked, lambda: _matrix_of(viewer, unit))


def _matrix_of(viewer: Viewer, unit: OrgUnit) -> Matrix:
    rows = (
        goods(viewer, unit)
        .order_by()
        .values_list("assessment__product", "assessment__country")
        .annotate(
            count=Count("pk"),
            inherent=Count("pk", filter=Q(assessment__inherent=4)),
            level=Count("pk", filter=Q(assessment__level=4)),
        )
    )
    cells: dict[Cell, int] = {}
    inherent = level = 0
    for product, country, count, at_inherent, at_level in rows:
        cells[product, country] = count
        inherent, level = inherent + at_inherent, level + at_level
    return Matrix(cells, inherent, level)


def countries_of(
    viewer: Viewer,
    unit: OrgUnit,
    method: Method,
    catalogues: RiskCatalogues,
    before: RiskCatalogues | None,
    recorded: AsRecorded = ANEW,
) -> list[Country]:
    """The countries of the unit's goods, those with most contracts of level 3 and 4 first. At most one query.

    A contract with several countries counts in each of them.
    """
    asked = ("countries of goods", viewer.sight, unit.pk, unit.path)
    counted = recorded.unless_changed(asked, lambda: _by_country(viewer, unit))
    countries = [
        Country(
            code=code,
            factor=country_factor((code,), method, catalogues),
            previous=country_factor((code,), method, before).level if before is not None else None,
            contracts=contracts,
            high=high,
            value_ore=value_ore,
        )
        for code, contracts, high, value_ore in counted
    ]
    return sorted(countries, key=lambda country: (-country.high, -country.contracts, country.code))


def _by_country(viewer: Viewer, unit: OrgUnit) -> tuple[tuple[str, int, int, int | None], ...]:
    """By country: contracts, those of level 3 and 4, and their value."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"contracts": 0, "high": 0, "value_ore": None})
    rows = (
        goods(viewer, unit)
        .order_by()
        .values_list("countries")
        .annotate(count=Count("pk"), high=Count("pk", filter=Q(assessment__level__gte=3)), value=Sum("value_ore"))
    )
    for codes, count, high, value in rows:
        for code in set(parted(codes)):
            kept = found[code]
            kept["contracts"] += count
            kept["high"] += high
            if value is not None:
                kept["value_ore"] = (kept["value_ore"] or 0) + int(value)
    return tuple((code, kept["contracts"], kept["high"], kept["value_ore"]) for code, kept in found.items())


def catalogues_and_those_before(held: list[Edition] | None = None) -> tuple[RiskCatalogues, RiskCatalogues | None]:
    """The newest catalogues, and the same with the country sources' editions before those, where there are any."""
    names: dict[str, list[str]] = defaultdict(list)
    found = editions() if held is None else held
    for edition in found:
        names[edition.source].append(edition.edition)
    before = {source: names[source][1] for source in COUNTRY_SOURCES if len(names[source]) > 1}
    return risk_catalogues(None, found), risk_catalogues(before, found) if before else None


def contracts_moved(
    viewer: Viewer, unit: OrgUnit, source: str, edition_a: str, edition_b: str, on: date
) -> list[MovedContract]:
    """The unit's contracts whose level differs by which of two editions of a source is used; the worst first.

    Worked out once per process for each state of the records. Raises EditionNotHeld.
    """
    enterprise: OrgUnit = unit.enterprise or unit
    run = latest_run(enterprise)
    changed_at = Contract.objects.filter(enterprise=enterprise).aggregate(at=Max("updated_at"))["at"]
    moved = _moved(enterprise, (source, edition_a, edition_b), on, run.pk if run else 0, changed_at)
    seen = set(contracts_of(viewer, unit).filter(pk__in=[each.key for each in moved]).values_list("pk", flat=True))
    return [each for each in moved if each.key in seen]


@lru_cache(maxsize=64)
def _moved(
    enterprise: OrgUnit, compared: tuple[str, str, str], on: date, run: int, changed_at: datetime | None
) -> tuple[MovedContract, ...]:
    """`run` and `changed_at` stand for the state of the records."""
    source, edition_a, edition_b = compared
    method = method_in_use(enterprise)
    held = editions()
    earlier, later = (risk_catalogues({source: name}, held) for name in (edition_a, edition_b))
    keys = {facts.id: (pk, facts) for pk, facts in facts_for(enterprise, on)}
    was, now = Assessor(method, earlier, on), Assessor(method, later, on)
    found = []
    for number, (pk, facts) in keys.items():
        before, after = was.outcome(facts).level, now.outcome(facts).level
        if before is not None and after is not None and before != after:
            found.append(MovedContract(pk, number, before, after))
    return tuple(sorted(found, key=lambda each: (-each.now, each.was, each.number)))
