"""Which rows somebody may see: one predicate in SQL, built from the grants, never a list of ids."""

from typing import Generic, Self, TypeVar

from django.db import models
from django.db.models import Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)
NOTHING = Q(pk__in=[])


def visible(viewer: Viewer, permission: Permission, *, enterprise: str, path: str) -> Q:
    """The predicate over rows whose enterprise id and unit path stand in the named columns."""
    if viewer.everything:
        return Q()
    found = NOTHING
    for grant in viewer.grants:
        inside = {f"{path}__gte": grant.path, f"{path}__lt": grant.path_end}
        if permission in grant.own:
            if grant.whole_enterprise:
                found |= Q(**{enterprise: grant.enterprise_id})
            elif grant.enterprise_id is None:
                found |= Q(**{f"{enterprise}__isnull": True}, **inside)
            else:
                found |= Q(**{enterprise: grant.enterprise_id}, **inside)
        if permission in grant.below:
            others = (
                ~Q(**{enterprise: grant.enterprise_id})
                if grant.enterprise_id
                else Q(**{f"{enterprise}__isnull": False})
            )
            found |= others & Q(**inside)
    return found


class ScopedQuerySet(models.QuerySet[Row], Generic[Row]):
    """A queryset whose rows belong to an enterprise and a unit.

    `enterprise_column` and `path_column` say where; a row that hangs on another row names the way there.
    """

    enterprise_column = "enterprise_id"
    path_column = "unit__path"

    def visible_to(self, viewer: Viewer, permission: Permission) -> Self:
        """Rows on which the viewer has the permission."""
        return self.filter(visible(viewer, permission, enterprise=self.enterprise_column, path=self.path_column))


class OfEnterprise(ScopedQuerySet[Row], Generic[Row]):
    """Rows that belong to the enterprise as a whole: its own unit is the row's unit."""

    path_column = "enterprise__path"


def units_visible_to(viewer: Viewer, permission: Permission = Permission.VIEW_UNITS) -> Q:
    """The predicate over units themselves."""
    return visible(viewer, permission, enterprise="enterprise_id", path="path")
