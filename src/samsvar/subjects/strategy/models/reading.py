"""Who reads: everybody with a role at the enterprise, on whichever unit, for a strategy holds for all of it."""

from django.db.models import Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit


def readable(viewer: Viewer, *, enterprise: str, path: str) -> Q:
    """The predicate over rows whose enterprise id and unit path stand in the named columns."""
    found = visible(viewer, Permission.VIEW_STRATEGY, enterprise=enterprise, path=path)
    if viewer.everything:
        return found
    for grant in viewer.grants:
        if grant.enterprise_id and Permission.VIEW_STRATEGY in grant.own:
            found |= Q(**{enterprise: grant.enterprise_id})
    return found


def reads_at(viewer: Viewer, enterprise: OrgUnit) -> bool:
    """Whether the viewer reads the enterprise's strategies."""
    return viewer.may(Permission.VIEW_STRATEGY, enterprise) or any(
        grant.enterprise_id == enterprise.pk and Permission.VIEW_STRATEGY in grant.own for grant in viewer.grants
    )
