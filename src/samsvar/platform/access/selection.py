"""Which unit and year a page is about: they stand in the address, so that a link shows the sender's view."""

from django.db.models import CharField, QuerySet
from django.http import Http404

from samsvar.platform.access.guards import ask_or_404
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.organisation.models import OrgUnit

_KEPT = "unit"
_MEMO = "_chosen_unit"


def chosen_unit(request: ViewerRequest) -> OrgUnit:
    """The unit named by `?unit=<key>`; else the one chosen last; else the one of the person's first role.

    Raises Http404 for a unit the person may not see, as for one that does not exist. At most one query, once per
    request; none for the unit of the first role where that is an enterprise.
    """
    if not hasattr(request, _MEMO):
        setattr(request, _MEMO, _choose(request))
    found: OrgUnit = getattr(request, _MEMO)
    return found


def chosen_enterprise(request: ViewerRequest) -> OrgUnit:
    """The enterprise of the chosen unit. Raises Http404 where the unit stands above the enterprises."""
    unit = chosen_unit(request)
    if unit.enterprise is None:
        raise Http404
    return unit.enterprise


def _choose(request: ViewerRequest) -> OrgUnit:
    viewer = request.viewer

    def seen() -> QuerySet[OrgUnit]:
        found = OrgUnit.objects.filter(units_visible_to(viewer, Permission.VIEW_UNITS))
        return found.select_related("enterprise")

    def with_key() -> QuerySet[OrgUnit]:
        return seen().filter(key=Given("key", CharField()))

    question = ("chosen unit", viewer.sight)
    named = request.GET.get("unit")
    if named is not None:
        asked: OrgUnit = ask_or_404(question, with_key, key=named[:16])
        if request.session.get(_KEPT) != asked.key:
            request.session[_KEPT] = asked.key
        return asked
    kept = request.session.get(_KEPT)
    enterprise = None if kept else _first_enterprise(viewer)
    if enterprise is not None:
        return enterprise
    unit = next(iter(ask(question, with_key, key=kept)), None) if kept else None
    if unit is None:
        first = seen().filter(pk=viewer.grants[0].unit_id).first() if viewer.grants else None
        unit = first or seen().order_by("path").first()
    if unit is None:
        raise Http404
    return unit


def _first_enterprise(viewer: Viewer) -> OrgUnit | None:
    """The unit of the first role, read with the role, where it is an enterprise that the role lets the person see."""
    first = viewer.grants[0] if viewer.grants else None
    if first is None or first.unit is None or not first.whole_enterprise or Permission.VIEW_UNITS not in first.own:
        return None
    first.unit.enterprise = first.unit  # spares reading the same row again
    return first.unit
