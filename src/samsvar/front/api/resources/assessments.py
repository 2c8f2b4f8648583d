"""Levels of all contracts, and assessing an enterprise anew."""

from datetime import date
from typing import Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, enterprise_within, inside
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.resources.contracts import Levels, levels_of
from samsvar.front.api.schemas import Asked, Given, Instant, Key, Named, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.due_diligence.services.assessments import assess_enterprise

router = Router(tags=["assessments"])
SORTS = {
    "rank": Sort("rank", int, key="contract__key"),
    "level": Sort("level", int, key="contract__key"),
}


class AssessedContract(Shown):
    contract: Named
    number: str
    enterprise: str
    levels: Levels


class AssessmentsAsked(Asked):
    sort: Literal["rank", "level", "-rank", "-level"] = "rank"
    unit: Key | None = None
    level_from: Literal["1", "2", "3", "4"] | None = None


class Assess(Given):
    """`enterprise` may be left out where the token or your roles are of one only."""

    enterprise: Key | None = None


class Run(Shown):
    """An assessment of all contracts of an enterprise, and how many of them moved."""

    enterprise: str
    on: date
    at: Instant
    editions: dict[str, str]
    method: str
    method_version: int
    contracts: int
    changed: int


@router.get("/assessments", response=answers(page(AssessedContract)), summary=_("List the contracts’ levels"))
def list_assessments(request: CalledRequest, asked: Query[AssessmentsAsked]) -> dict[str, Any]:
    """In the order of work: rank 1 first, contracts without a level last."""
    viewer = allowed_somewhere(request, Permission.VIEW_CONTRACTS)
    seen = ContractAssessment.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    rows = inside(seen, viewer, asked.unit, "contract__unit__path").select_related("contract", "enterprise")
    if asked.level_from:
        rows = rows.filter(level__gte=int(asked.level_from))
    return page_of(request, rows, asked, SORTS, _shown, asked.sort)


@router.post("/assessments", response=answers(Run), summary=_("Assess an enterprise’s contracts now"))
def assess(request: CalledRequest, body: Assess) -> dict[str, Any]:
    """By the newest editions and the method in use. Needs `assess` on the enterprise."""
    viewer = viewer_of_request(request)
    enterprise = enterprise_within(viewer, body.enterprise, Permission.ASSESS)
    run = assess_enterprise(enterprise=enterprise, by=viewer.actor, at=now(), on=today())
    return {
        "enterprise": enterprise.key,
        "on": run.on,
        "at": run.at,
        "editions": run.editions,
        "method": run.method_code,
        "method_version": run.method_version,
        "contracts": run.contracts,
        "changed": run.changed,
    }


def _shown(kept: ContractAssessment) -> dict[str, Any]:
    contract = kept.contract
    return {
        "contract": {"key": contract.key, "name": contract.title},
        "number": contract.number,
        "enterprise": kept.enterprise.key,
        "levels": levels_of(kept),
    }
