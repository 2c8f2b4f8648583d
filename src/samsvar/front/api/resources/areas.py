"""The year's risk areas."""

from typing import Annotated, Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one, referred, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, OneOf, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.code_columns import parted
from samsvar.subjects.due_diligence.models import AreaContract, RiskArea, Vulnerability

router = Router(tags=["risk areas"])
SORTS = {"year": Sort("year", int), "rank": Sort("rank", int), "title": Sort("title")}


class AreaShown(Shown):
    """A risk area of a year. `status` no_status: none has been received."""

    key: str
    enterprise: str
    year: int
    rank: int
    title: str
    significant: bool
    risk_kinds: list[str]
    countries: list[str]
    stages: list[str]
    materials: list[str]
    description: str
    source: str | None
    follow_up: str
    status: str
    version: int


class Trait(Shown):
    trait: str
    source: str


class AreaWhole(AreaShown):
    contracts: list[Named]
    vulnerabilities: list[Trait]


class AreasAsked(Asked):
    sort: Literal["year", "rank", "title", "-year", "-rank", "-title"] = "-year"
    year: Annotated[str, OneOf(str(year) for year in range(2000, 2200))] | None = None
    enterprise: Key | None = None


def shown(area: RiskArea) -> dict[str, Any]:
    plain = ("key", "year", "rank", "title", "significant", "description", "follow_up", "status", "version")
    return {
        **{column: getattr(area, column) for column in plain},
        **{
            column: list(parted(getattr(area, column))) for column in ("risk_kinds", "countries", "stages", "materials")
        },
        "enterprise": area.enterprise.key,
        "source": area.source or None,
    }


@router.get("/risk-areas", response=answers(page(AreaShown)), summary=_("List risk areas"))
def list_areas(request: CalledRequest, asked: Query[AreasAsked]) -> dict[str, Any]:
    viewer = allowed_somewhere(request, Permission.VIEW_IMPACTS)
    rows = _seen(request)
    if asked.year:
        rows = rows.filter(year=int(asked.year))
    if asked.enterprise:
        rows = rows.filter(enterprise=referred(units_seen(viewer), asked.enterprise, "enterprise"))
    return page_of(request, rows, asked, SORTS, shown, asked.sort)


@router.get("/risk-areas/{key}", response=answers(AreaWhole), summary=_("Get a risk area"))
def get_area(request: CalledRequest, key: str) -> dict[str, Any]:
    """With the contracts gathered in it, as far as you see them, and what makes people there easier to exploit."""
    area = one(_seen(request), key)
    viewer = viewer_of_request(request)
    links = AreaContract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(area=area)
    traits = Vulnerability.objects.filter(area=area).order_by("pk")
    return {
        **shown(area),
        "contracts": [
            {"key": link.contract.key, "name": link.contract.title}
            for link in links.select_related("contract").order_by("contract__title", "pk")
        ],
        "vulnerabilities": [{"trait": each.trait, "source": each.source} for each in traits],
    }


def _seen(request: CalledRequest) -> Any:
    rows = RiskArea.objects.visible_to(viewer_of_request(request), Permission.VIEW_IMPACTS)
    return rows.select_related("enterprise")
