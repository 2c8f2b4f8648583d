"""Partners: other organisations that own agreements, or that cases are shared with."""

from typing import Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Search, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.registers.suppliers.models import Partner

router = Router(tags=["suppliers"])


class PartnerShown(Shown):
    key: str
    enterprise: str
    name: str
    orgnr: str | None
    purchasing_body: bool
    version: int


class PartnersAsked(Asked):
    sort: Literal["name", "-name"] = "name"
    q: Search = ""


@router.get("/partners", response=answers(page(PartnerShown)), summary=_("List partners"))
def list_partners(request: CalledRequest, asked: Query[PartnersAsked]) -> dict[str, Any]:
    allowed_somewhere(request, Permission.VIEW_CONTRACTS)
    rows = _seen(request)
    if asked.q:
        rows = rows.filter(name__icontains=asked.q)
    return page_of(request, rows, asked, {"name": Sort("name")}, _shown, asked.sort)


@router.get("/partners/{key}", response=answers(PartnerShown), summary=_("Get a partner"))
def get_partner(request: CalledRequest, key: str) -> dict[str, Any]:
    return _shown(one(_seen(request), key))


def _seen(request: CalledRequest) -> Any:
    viewer = viewer_of_request(request)
    return Partner.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("enterprise")


def _shown(partner: Partner) -> dict[str, Any]:
    plain = ("key", "name", "purchasing_body", "version")
    return {
        **{column: getattr(partner, column) for column in plain},
        "enterprise": partner.enterprise.key,
        "orgnr": partner.orgnr or None,
    }
