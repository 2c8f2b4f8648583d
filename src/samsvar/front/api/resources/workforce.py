"""The yearly record of the enterprise as an employer."""

from typing import Any, Literal

from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, one
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Shown, answers, page
from samsvar.platform.access.permissions import Permission
from samsvar.subjects.due_diligence.models import OwnWorkforceYear

router = Router(tags=["own workforce"])


class WorkforceYear(Shown):
    """Own operations in one year. Null is unknown, never zero."""

    key: str
    enterprise: str
    year: int
    risk_level: int | None
    risk_reason: str | None
    working_time_breaches: int | None
    breach_seriousness: str | None
    breaches_followed_up: int | None
    code_of_ethics_signed: int | None
    code_of_ethics_asked: int | None
    whistleblowing_cases: int | None
    whistleblowing_closed: int | None
    equality_statement_link: str | None
    equality_figures: str | None
    measures: str | None
    requirements_of_law: str | None
    version: int


class WorkforceAsked(Asked):
    sort: Literal["year", "-year"] = "-year"


_PLAIN = (
    *("key", "year", "risk_level", "working_time_breaches", "breaches_followed_up", "code_of_ethics_signed"),
    *("code_of_ethics_asked", "whistleblowing_cases", "whistleblowing_closed", "version"),
)
_TEXTS = (
    *("risk_reason", "breach_seriousness", "equality_statement_link", "equality_figures", "measures"),
    "requirements_of_law",
)


@router.get("/own-workforce", response=answers(page(WorkforceYear)), summary=_("List the years of the own workforce"))
def list_workforce(request: CalledRequest, asked: Query[WorkforceAsked]) -> dict[str, Any]:
    allowed_somewhere(request, Permission.VIEW_WORKFORCE)
    return page_of(request, _seen(request), asked, {"year": Sort("year", int)}, _shown, asked.sort)


@router.get("/own-workforce/{key}", response=answers(WorkforceYear), summary=_("Get a year of the own workforce"))
def get_workforce(request: CalledRequest, key: str) -> dict[str, Any]:
    return _shown(one(_seen(request), key))


def _seen(request: CalledRequest) -> Any:
    rows = OwnWorkforceYear.objects.visible_to(viewer_of_request(request), Permission.VIEW_WORKFORCE)
    return rows.select_related("enterprise")


def _shown(row: OwnWorkforceYear) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in _PLAIN},
        **{column: getattr(row, column) or None for column in _TEXTS},
        "enterprise": row.enterprise.key,
    }
