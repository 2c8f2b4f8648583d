"""Who the caller is, and what they may do where."""

from typing import Any

from ninja import Router

from samsvar.front.api.caller import CalledRequest
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Named, Shown, answers
from samsvar.platform.organisation.models import OrgUnit

router = Router(tags=["me"])


class Grant(Shown):
    """Permissions on a unit and all beneath it; `permissions_below` hold in other enterprises beneath."""

    unit: Named
    role: str
    permissions: list[str]
    permissions_below: list[str]


class Me(Shown):
    person: Named
    language: str
    by_token: bool
    grants: list[Grant]


@router.get("/me", response=answers(Me), summary=_("Who you are, and what you may do"))
def get_me(request: CalledRequest) -> dict[str, Any]:
    """The person behind the session or the token, with today's rights."""
    caller = request.caller
    viewer = caller.viewer
    units = OrgUnit.objects.in_bulk([grant.unit_id for grant in viewer.grants])
    grants = [
        {
            "unit": {"key": units[grant.unit_id].key, "name": units[grant.unit_id].name(viewer.language)},
            "role": grant.role.value,
            "permissions": sorted(grant.own),
            "permissions_below": sorted(grant.below),
        }
        for grant in viewer.grants
    ]
    person = {"key": viewer.actor.person_key, "name": viewer.actor.name}
    return {"person": person, "language": viewer.language, "by_token": caller.by_token, "grants": grants}
