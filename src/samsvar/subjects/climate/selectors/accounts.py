"""An account worked out: its lines as amounts, its factors, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from samsvar.core.catalogues.climate import activities, factors
from samsvar.core.rules.climate import Amount, Basis, Factor, Fed, Inventory, fed_by, inventory
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.climate.models import AccountState, ActivityLine, ClimateAccount, LineQuerySet, OwnFactor


@dataclass(frozen=True, slots=True)
class Found:
    """An account or a part of it: the amounts by activity, the factors, and what they come to.

    `inventory` is market-based, as the common account of the health trusts has it; `located` location-based. `fed` is
    empty for a part of an account. `lines` is how many lines stand behind each activity's amount.
    """

    year: int
    gwp_set: str
    amounts: Sequence[Amount]
    factors: Sequence[Factor]
    inventory: Inventory
    located: Inventory
    fed: Sequence[Fed] = ()
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def has_lines(self) -> bool:
        return bool(self.amounts)


def inventory_of(account: ClimateAccount) -> Found:
    """The whole account of the enterprise. Two queries."""
    rows = ActivityLine.objects.counting().filter(account=account)
    own = own_factors(account.enterprise_id)
    amounts, lines = _summed(rows)
    return worked_out(account.year, account.gwp_set, amounts, own, lines, whole=True)


def worked_out(
    year: int,
    gwp_set: str,
    amounts: Sequence[Amount],
    own: Sequence[Factor],
    lines: dict[str, int] | None = None,
    *,
    whole: bool = False,
) -> Found:
    """What amounts come to in a year. `whole`: they are an enterprise's whole account, which can fill indicators."""
    every, known = (*own, *factors()), activities()
    return Found(
        year,
        gwp_set,
        amounts,
        every,
        inventory(amounts, year, Basis.MARKET, gwp_set, every, known),
        inventory(amounts, year, Basis.LOCATION, gwp_set, every, known),
        fed_by(amounts, year, gwp_set, every, known) if whole else (),
        lines or {},
    )


def _summed(rows: LineQuerySet) -> tuple[list[Amount], dict[str, int]]:
    summed = list(rows.order_by().values_list("activity").annotate(Sum("amount"), Count("pk")).order_by("activity"))
    amounts = [Amount(activity, activity, Decimal(amount)) for activity, amount, _ in summed]
    return amounts, {activity: count for activity, _, count in summed}


def history_of(viewer: Viewer, unit: OrgUnit) -> dict[int, Found]:
    """What the lines of the unit with all under it come to, by year. Two queries."""
    rows = visible_lines(viewer).counting().beneath(unit).order_by()
    named = rows.values_list("account__year", "account__gwp_set", "activity")
    summed = list(named.annotate(Sum("amount"), Count("pk")).order_by("account__year", "activity"))
    if not summed:
        return {}
    weights = {year: gwp_set for year, gwp_set, *_ in summed}
    amounts: dict[int, list[Amount]] = {year: [] for year in weights}
    lines: dict[int, dict[str, int]] = {year: {} for year in weights}
    for year, _gwp_set, activity, amount, count in summed:
        amounts[year].append(Amount(activity, activity, Decimal(amount)))
        lines[year][activity] = count
    whole, own = unit.enterprise_id == unit.pk, own_factors(unit.enterprise_id)
    return {
        year: worked_out(year, weights[year], amounts[year], own, lines[year], whole=whole) for year in sorted(weights)
    }


@dataclass(frozen=True, slots=True)
class Beside:
    """An enterprise under a region, and what its account of the year comes to; None where it has no lines."""

    enterprise: OrgUnit
    account: ClimateAccount
    found: Found | None


def enterprises_beneath(viewer: Viewer, unit: OrgUnit, year: int) -> list[Beside]:
    """The accounts of the enterprises under the unit that the viewer may see. Three queries."""
    inside = {"enterprise__path__gt": unit.path, "enterprise__path__lt": unit.path_end}
    seen = ClimateAccount.objects.visible_to(viewer, Permission.VIEW_INDICATORS).filter(year=year, **inside)
    accounts = list(seen.exclude(enterprise=unit).select_related("enterprise").order_by("enterprise__name_nb", "pk"))
    if not accounts:
        return []
    lines = ActivityLine.objects.counting().filter(account__in=accounts)
    summed = lines.order_by().values_list("account_id", "activity").annotate(Sum("amount"))
    amounts: dict[int, list[Amount]] = {}
    for account, activity, amount in summed.order_by("account_id", "activity"):
        amounts.setdefault(account, []).append(Amount(activity, activity, Decimal(amount)))
    own: dict[int, list[Factor]] = {}
    for row in OwnFactor.objects.filter(enterprise__in={each.enterprise_id for each in accounts}):
        own.setdefault(row.enterprise_id, []).append(as_factor(row))

    def worked(each: ClimateAccount) -> Found | None:
        held = amounts.get(each.pk)
        return worked_out(year, each.gwp_set, held, own.get(each.enterprise_id, ()), whole=True) if held else None

    return [Beside(each.enterprise, each, worked(each)) for each in accounts]


def expected() -> list[str]:
    """Codes of the activities that every account is to have a word on."""
    return [code for code, each in activities().items() if each.expected]


def own_factors(enterprise_id: int | None) -> list[Factor]:
    """The factors that the enterprise has set itself. One query."""
    return [as_factor(row) for row in OwnFactor.objects.filter(enterprise_id=enterprise_id)]


def as_factor(row: OwnFactor) -> Factor:
    """An enterprise's own factor as the rules read it; its `code` is its key."""
    return Factor(
        code=row.key,
        activity=row.activity,
        from_year=row.from_year,
        to_year=row.to_year,
        kg_co2e=row.kg_co2e,
        basis=Basis(row.basis) if row.basis else None,
        gwp_set="",
        biogenic_kg=None,
        publisher="",
        source=row.source,
        own=True,
    )


def accounts_of(enterprise: OrgUnit) -> dict[int, ClimateAccount]:
    """The enterprise's accounts by year. One query."""
    rows = ClimateAccount.objects.filter(enterprise=enterprise).select_related("enterprise", "settled_by")
    return {row.year: row for row in rows.order_by("year")}


def settled_accounts(viewer: Viewer, enterprise: OrgUnit) -> dict[int, ClimateAccount]:
    """The enterprise's settled accounts that the viewer may see, by year. One query."""
    rows = ClimateAccount.objects.visible_to(viewer, Permission.VIEW_INDICATORS)
    return {row.year: row for row in rows.filter(enterprise=enterprise, state=AccountState.SETTLED).order_by("year")}


def visible_lines(viewer: Viewer) -> LineQuerySet:
    """Lines that the viewer may see, withdrawn ones too."""
    found: LineQuerySet = ActivityLine.objects.visible_to(viewer, Permission.VIEW_INDICATORS)
    return found
