"""Finding what a call names among what the caller may see. Unknown and another's answer alike."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import Refusal, unknown_reference
from samsvar.front.api.words import message
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to, visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.administration.selectors import people_seen
from samsvar.platform.organisation.models import OrgUnit, OrgUnitQuerySet, Person

_KEY = re.compile(r"[0-9a-z]{1,16}")


def allowed_somewhere(request: CalledRequest, permission: Permission) -> Viewer:
    """The viewer, who has the permission on some unit; else 403 (a list is no secret, only its rows)."""
    viewer = viewer_of_request(request)
    if not viewer.may_anywhere(permission):
        raise PermissionDenied
    return viewer


def one(rows: QuerySet[Any], key: str) -> Any:
    """The row with the key. Raises Http404."""
    found = rows.filter(key=key).first() if _KEY.fullmatch(key) else None
    if found is None:
        raise Http404
    return found


def referred(rows: QuerySet[Any], key: str | None, field: str) -> Any:
    """The row that a field of the call names, None for null. Raises Refusal 422 with the field."""
    if key is None:
        return None
    found = rows.filter(key=key).first()
    if found is None:
        raise unknown_reference(field)
    return found


def units_seen(viewer: Viewer) -> OrgUnitQuerySet:
    """Units the viewer may see, each with its enterprise."""
    found: OrgUnitQuerySet = OrgUnit.objects.filter(units_visible_to(viewer)).select_related("enterprise")
    return found


def unit_within(viewer: Viewer, key: str | None, permission: Permission, field: str = "unit") -> OrgUnit:
    """The unit a new record belongs to: the one named, else the enterprise of the token or of the person's roles.

    Raises Refusal 422 for a unit not seen or above the enterprises, PermissionDenied without the permission there.
    """
    if key is None:
        held = {grant.enterprise_id for grant in viewer.grants if grant.enterprise_id is not None}
        if not held:
            raise PermissionDenied
        if len(held) != 1:
            raise Refusal(422, "invalid", fields={field: message("missing")})
        unit = OrgUnit.objects.select_related("enterprise").get(pk=held.pop())
    else:
        unit = referred(units_seen(viewer), key, field)
    if unit.enterprise_id is None:
        raise unknown_reference(field)
    if not viewer.may(permission, unit):
        raise PermissionDenied
    return unit


def unit_asked(viewer: Viewer, key: str | None, permission: Permission) -> OrgUnit:
    """The unit that a list is about: the one named, else that of the first role with the permission.

    Raises Refusal 422 for a unit not seen, PermissionDenied without the permission there.
    """
    if key is None:
        held = [grant.unit_id for grant in viewer.grants if permission in grant.own]
        if not held:
            raise PermissionDenied
        return OrgUnit.objects.select_related("enterprise").get(pk=held[0])
    unit: OrgUnit = referred(units_seen(viewer), key, "unit")
    if not viewer.may(permission, unit):
        raise PermissionDenied
    return unit


def enterprise_of(unit: OrgUnit) -> OrgUnit:
    """The unit's enterprise. Raises Refusal 422 for a unit above the enterprises."""
    if unit.enterprise is None:
        raise unknown_reference("unit")
    return unit.enterprise


def enterprise_within(viewer: Viewer, key: str | None, permission: Permission) -> OrgUnit:
    """As `unit_within`, for what belongs to a whole enterprise."""
    unit = unit_within(viewer, key, permission, "enterprise")
    if not unit.is_enterprise:
        raise unknown_reference("enterprise")
    return unit


def people_to_name(viewer: Viewer, unit: OrgUnit) -> QuerySet[Person]:
    """People who may be made responsible on the unit: of its enterprise, or seen by the viewer there."""
    own = Person.objects.filter(enterprise=unit.enterprise_id, is_active=True)
    if viewer.may(Permission.MANAGE_CONTRACTS, unit) or viewer.may(Permission.MANAGE_ACTIONS, unit):
        return own
    return people_seen(viewer).filter(pk__in=own)


def inside(rows: QuerySet[Any], viewer: Viewer, key: str | None, column: str = "unit__path") -> QuerySet[Any]:
    """Only rows of the unit and beneath it. Raises Refusal 422 for a unit not seen."""
    if key is None:
        return rows
    unit = referred(units_seen(viewer), key, "unit")
    return rows.filter(**{f"{column}__gte": unit.path, f"{column}__lt": unit.path_end})


def seen_of(viewer: Viewer, permission: Permission, enterprise: str, path: str) -> Any:
    """The predicate of rows on which the viewer has the permission, for tables without a scoped queryset."""
    return visible(viewer, permission, enterprise=enterprise, path=path)


def version_of(request: CalledRequest, given: int | None) -> int:
    """The version that the caller has read: `version` of the body, else `If-Match`. Raises Refusal 422 without it."""
    if given is not None:
        return given
    header = request.headers.get("If-Match", "").strip().strip('"')
    if header.isdecimal() and header.isascii() and len(header) < 10:
        return int(header)
    raise Refusal(422, "invalid", fields={"version": message("missing")})
