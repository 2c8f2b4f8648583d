"""What hangs on an adverse impact: its links, and the news about it."""

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Status

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, stale_told
from samsvar.front.api.finding import one, version_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.impacts import CertaintyCode, LinkFields, impacts_seen, to_manage, wanted
from samsvar.front.api.schemas import Asked, Day, Given, Line, Named, Shown, SomeProse, TextLine, Version, answers, page
from samsvar.front.api.words import message
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.models import ImpactLink, ImpactStatusEntry
from samsvar.subjects.due_diligence.services.impacts.cases import add_status_entry
from samsvar.subjects.due_diligence.services.impacts.links import edit_link, link_impact, unlink_impact

router = Router(tags=["impacts"])


class LinkShown(Shown):
    """A tie to a contract or a supplier; both null where you may not see contracts."""

    key: str
    contract: Named | None
    supplier: Named | None
    certainty: str
    reason: str
    version: int


class LinkChange(Given):
    certainty: CertaintyCode
    reason: SomeProse
    version: Version | None = None


class EntryShown(Shown):
    key: str
    noted_on: date
    channel: str
    text: str
    partners: str | None


class EntryNew(Given):
    noted_on: Day
    channel: Annotated[str, Line(100)]
    text: SomeProse
    partners: Annotated[str, TextLine(300)] = ""


class ListAsked(Asked):
    """In one order only."""


@router.get("/impacts/{key}/links", response=answers(page(LinkShown)), summary=_("List what an impact hangs on"))
def list_links(request: CalledRequest, key: str, asked: Query[ListAsked]) -> dict[str, Any]:
    """Contracts and suppliers of your own enterprise; an impact shared with you shows none of its owner's."""
    viewer = viewer_of_request(request)
    rows = _links(request, key)
    return page_of(request, rows, asked, {"key": Sort("key")}, lambda row: _link(row, viewer))


@router.post("/impacts/{key}/links", response=answers(LinkShown, 201), summary=_("Link an impact"))
def add_link(request: CalledRequest, key: str, body: LinkFields) -> Status[dict[str, Any]]:
    """To one contract, or to one supplier as a whole."""
    viewer = viewer_of_request(request)
    impact = to_manage(request, key)
    if (body.contract is None) == (body.supplier is None):
        raise Refusal(422, "invalid", fields={"contract": message("missing")})
    link = wanted(viewer, body, impact.unit, "body")
    made = link_impact(impact=impact, link=link, by=viewer.actor, at=now(), today=today())
    return Status(201, _link(made, viewer))


@router.get("/impacts/{key}/links/{link}", response=answers(LinkShown), summary=_("Get a link of an impact"))
def get_link(request: CalledRequest, key: str, link: str) -> dict[str, Any]:
    return _link(one(_links(request, key), link), viewer_of_request(request))


@router.patch("/impacts/{key}/links/{link}", response=answers(LinkShown), summary=_("Change how certain a link is"))
def change_link(request: CalledRequest, key: str, link: str, body: LinkChange) -> dict[str, Any]:
    viewer = viewer_of_request(request)
    row = one(_links(request, key), link)
    to_manage(request, key)
    version = version_of(request, body.version)
    with stale_told(lambda stale: _link(stale, viewer), body.model_dump(exclude_unset=True)):
        edit_link(link=row, certainty=body.certainty, reason=body.reason, by=viewer.actor, at=now(), version=version)
    return _link(row, viewer)


@router.delete("/impacts/{key}/links/{link}", response=answers(None, 204), summary=_("Take away a link of an impact"))
def remove_link(request: CalledRequest, key: str, link: str) -> Status[None]:
    row = one(_links(request, key), link)
    to_manage(request, key)
    unlink_impact(link=row, by=viewer_of_request(request).actor, at=now(), today=today())
    return Status(204, None)


@router.get("/impacts/{key}/entries", response=answers(page(EntryShown)), summary=_("List the news about an impact"))
def list_entries(request: CalledRequest, key: str, asked: Query[ListAsked]) -> dict[str, Any]:
    """The newest first."""
    rows = ImpactStatusEntry.objects.filter(impact=one(impacts_seen(request), key))
    return page_of(request, rows, asked, {"noted_on": Sort("noted_on", date)}, _entry, "-noted_on")


@router.post("/impacts/{key}/entries", response=answers(EntryShown, 201), summary=_("Note news about an impact"))
def add_entry(request: CalledRequest, key: str, body: EntryNew) -> Status[dict[str, Any]]:
    impact = to_manage(request, key)
    by = viewer_of_request(request).actor
    return Status(201, _entry(add_status_entry(impact=impact, **body.model_dump(), by=by, at=now(), today=today())))


def _links(request: CalledRequest, key: str) -> Any:
    impact = one(impacts_seen(request), key)
    rows = ImpactLink.objects.visible_to(viewer_of_request(request), Permission.VIEW_IMPACTS).filter(impact=impact)
    return rows.select_related("contract", "contract__unit", "supplier", "supplier__enterprise", "impact__enterprise")


def _link(link: ImpactLink, viewer: Viewer) -> dict[str, Any]:
    contract, supplier = link.contract, link.supplier
    sees_contract = contract is not None and viewer.may(Permission.VIEW_CONTRACTS, contract.unit)
    sees_supplier = supplier is not None and viewer.may(Permission.VIEW_CONTRACTS, supplier.enterprise)
    return {
        "key": link.key,
        "contract": {"key": contract.key, "name": contract.title} if contract and sees_contract else None,
        "supplier": {"key": supplier.key, "name": supplier.name} if supplier and sees_supplier else None,
        "certainty": link.certainty,
        "reason": link.reason,
        "version": link.version,
    }


def _entry(entry: ImpactStatusEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "noted_on": entry.noted_on,
        "channel": entry.channel,
        "text": entry.text,
        "partners": entry.partners or None,
    }
