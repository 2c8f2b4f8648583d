"""The year's risk areas and what each gathers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action
from samsvar.registers.suppliers.codes import Ownership
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import AreaContract, ImpactAction, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.selectors.impacts import view_filters, visible_impacts

#: Agreements of ours, and agreements owned by others.
OURS = (Ownership.OWN, Ownership.SHARED)


@dataclass(frozen=True, slots=True)
class AreaRecords:
    """What a risk area gathers. Contracts are split by who owns the agreement."""

    ours: list[AreaContract]
    others: list[AreaContract]
    vulnerabilities: list[Vulnerability]
    actions: list[Action]

    @property
    def contracts(self) -> int:
        return len(self.ours) + len(self.others)


def areas_of(viewer: Viewer, enterprise: OrgUnit, year: int) -> QuerySet[RiskArea]:
    """The year's areas in order, with how many contracts and open actions each has."""
    going = ~Q(actions__action__status__in=ENDED)
    rows: QuerySet[RiskArea] = RiskArea.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    return (
        rows.filter(enterprise=enterprise, year=year)
        .annotate(
            contracts=Count("contract_links", distinct=True),
            open_actions=Count("actions", filter=going & Q(actions__isnull=False), distinct=True),
        )
        .order_by("rank", "pk")
    )


def years_of(viewer: Viewer, enterprise: OrgUnit) -> list[int]:
    """The years that have areas, the newest first. One query."""
    rows = RiskArea.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def records_of(viewer: Viewer, area: RiskArea) -> AreaRecords:
    """What the area gathers, as far as the viewer may see it. Three queries."""
    links = list(
        AreaContract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
        .filter(area=area)
        .select_related("contract__supplier", "contract__assessment", "contract__agreement_owner")
        .order_by("contract__assessment__rank", "contract__title", "pk")
    )
    ties = ImpactAction.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(area=area)
    actions = Action.objects.filter(pk__in=ties.values("action")).select_related("responsible")
    return AreaRecords(
        ours=[link for link in links if link.contract.ownership in OURS],
        others=[link for link in links if link.contract.ownership not in OURS],
        vulnerabilities=list(Vulnerability.objects.filter(area=area).order_by("pk")),
        actions=list(actions.order_by("due_on", "pk")),
    )


def impacts_in(viewer: Viewer, area: RiskArea, today: date) -> list[tuple[str, str]]:
    """Keys and titles of open impacts on the area's contracts. One query."""
    contracts = AreaContract.objects.filter(area=area).values("contract")
    rows = visible_impacts(viewer).filter(view_filters(today)["open"], links__contract__in=contracts)
    return list(rows.order_by("-severity", "number").values_list("key", "title").distinct())


def pickable(contracts: QuerySet[Contract], area: RiskArea, limit: int) -> tuple[list[Contract], set[int], bool]:
    """The first contracts, which of them the area has, and whether there are more. Two queries."""
    found = list(contracts[: limit + 1])
    held = set(AreaContract.objects.filter(area=area).values_list("contract_id", flat=True))
    return found[:limit], held, len(found) > limit
