"""Adverse impacts: registered, changed, judged and closed."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Status
from pydantic import Field

from samsvar.core.readers.values.words import RISK_KINDS
from samsvar.core.rules.due_diligence import may_close_impact
from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.errors import stale_told
from samsvar.front.api.finding import allowed_somewhere, inside, one, people_to_name, referred, unit_within, version_of
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import (
    LEFT_OUT,
    Asked,
    Country,
    Day,
    Given,
    Grade,
    Key,
    Line,
    Named,
    OneOf,
    Prose,
    Search,
    Shown,
    SomeProse,
    TextLine,
    Version,
    answers,
    page,
)
from samsvar.front.api.words import message
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import (
    Actuality,
    Affected,
    Certainty,
    ImpactStatus,
    Involvement,
    Setting,
    Verification,
)
from samsvar.subjects.due_diligence.selectors.cases import case_of
from samsvar.subjects.due_diligence.selectors.impacts import visible_impacts
from samsvar.subjects.due_diligence.services.impacts import impacts as services
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted

router = Router(tags=["impacts"])
SORTS = {
    "number": Sort("number"),
    "severity": Sort("severity", int),
    "known_on": Sort("known_on", date),
    "due_on": Sort("due_on", date),
}
RiskKind = Annotated[str, OneOf(RISK_KINDS)]
Countries = Annotated[list[Country], Field(max_length=60)]
RiskKinds = Annotated[list[RiskKind], Field(max_length=len(RISK_KINDS))]
CertaintyCode = Annotated[str, OneOf(Certainty.values)]


class ImpactShown(Shown):
    """An impact. Grades run from 1 to 5; null is not graded, never small. `unit` is null for one shared with you."""

    key: str
    enterprise: Named
    unit: Named | None
    number: str
    title: str
    description: str
    setting: str
    actuality: str
    verification: str
    status: str
    risk_kinds: list[str]
    countries: list[str]
    scale: int | None
    scope: int | None
    irremediability: int | None
    severity: int | None
    likelihood: int | None
    involvement: str | None
    human_right: bool
    oecd_step: int
    affected_group: str | None
    affected: str | None
    facility_text: str | None
    known_on: date | None
    source: str | None
    due_on: date | None
    due_reason: str | None
    responsible: Named | None
    conclusion: str | None
    closed_on: date | None
    version: int


class ImpactsAsked(Asked):
    sort: Literal["number", "severity", "known_on", "due_on", "-number", "-severity", "-known_on", "-due_on"] = "number"
    q: Search = ""
    unit: Key | None = None
    status: Annotated[str, OneOf(ImpactStatus.values)] | None = None
    actuality: Annotated[str, OneOf(Actuality.values)] | None = None
    verification: Annotated[str, OneOf(Verification.values)] | None = None
    contract: Key | None = None
    supplier: Key | None = None


class LinkFields(Given):
    """A tie to one contract or one supplier."""

    contract: Key | None = None
    supplier: Key | None = None
    certainty: CertaintyCode
    reason: SomeProse


class ImpactNew(Given):
    """`unit` may be left out where the token or your roles are of one enterprise; without a number it gets the next."""

    unit: Key | None = None
    number: Annotated[str, TextLine(100)] = ""
    title: Annotated[str, Line(500)]
    description: Prose = ""
    setting: Annotated[str, OneOf(Setting.values)] = Setting.SUPPLY_CHAIN.value
    actuality: Annotated[str, OneOf(Actuality.values)]
    verification: Annotated[str, OneOf(Verification.values)] = Verification.ALLEGED.value
    risk_kinds: RiskKinds = []
    countries: Countries = []
    scale: Grade | None = None
    scope: Grade | None = None
    irremediability: Grade | None = None
    likelihood: Grade | None = None
    involvement: Annotated[str, OneOf(Involvement.values)] | None = None
    human_right: bool = True
    oecd_step: Annotated[int, Field(ge=1, le=6)] = 2
    affected_group: Annotated[str, OneOf(Affected.values)] | None = None
    affected: Annotated[str, TextLine(300)] = ""
    facility_text: Annotated[str, TextLine(250)] = ""
    known_on: Day | None = None
    source: Prose = ""
    due_on: Day | None = None
    due_reason: Annotated[str, TextLine(300)] = ""
    responsible: Key | None = None
    links: Annotated[list[LinkFields], Field(max_length=50)] = []


class ImpactChange(Given):
    """Only the fields given are changed."""

    version: Version | None = None
    title: Annotated[str, Line(500)] = LEFT_OUT
    description: Prose = LEFT_OUT
    setting: Annotated[str, OneOf(Setting.values)] = LEFT_OUT
    actuality: Annotated[str, OneOf(Actuality.values)] = LEFT_OUT
    risk_kinds: RiskKinds = LEFT_OUT
    countries: Countries = LEFT_OUT
    scale: Grade | None = None
    scope: Grade | None = None
    irremediability: Grade | None = None
    likelihood: Grade | None = None
    involvement: Annotated[str, OneOf(Involvement.values)] | None = None
    human_right: bool = LEFT_OUT
    oecd_step: Annotated[int, Field(ge=1, le=6)] = LEFT_OUT
    affected_group: Annotated[str, OneOf(Affected.values)] | None = None
    affected: Annotated[str, TextLine(300)] = LEFT_OUT
    facility_text: Annotated[str, TextLine(250)] = LEFT_OUT
    known_on: Day | None = None
    source: Prose = LEFT_OUT
    due_on: Day | None = None
    due_reason: Annotated[str, TextLine(300)] = LEFT_OUT
    responsible: Key | None = None


class Judged(Shown):
    verification: str
    version: int


class Judgement(Given):
    verification: Annotated[str, OneOf(Verification.values)]
    reason: SomeProse
    version: Version | None = None


class Closing(Shown):
    """Whether the case may be closed today, what stands in the way (codes with words), and how it ended."""

    status: str
    may_close: bool
    reasons: dict[str, str]
    conclusion: str | None
    closed_on: date | None
    version: int


class Close(Given):
    conclusion: SomeProse
    closed_on: Day
    version: Version | None = None


_PLAIN = (
    *("key", "number", "title", "description", "setting", "actuality", "verification", "status", "scale", "scope"),
    *("irremediability", "severity", "likelihood", "human_right", "oecd_step", "known_on", "due_on", "closed_on"),
    "version",
)
_TEXTS = ("involvement", "affected_group", "affected", "facility_text", "source", "due_reason", "conclusion")


def shown(impact: AdverseImpact, viewer: Viewer) -> dict[str, Any]:
    own = viewer.may(Permission.VIEW_IMPACTS, impact.unit)
    person = impact.responsible if own else None
    language = viewer.language
    return {
        **{column: getattr(impact, column) for column in _PLAIN},
        **{column: getattr(impact, column) or None for column in _TEXTS},
        "enterprise": {"key": impact.enterprise.key, "name": impact.enterprise.name(language)},
        "unit": {"key": impact.unit.key, "name": impact.unit.name(language)} if own else None,
        "risk_kinds": list(parted(impact.risk_kinds)),
        "countries": list(parted(impact.countries)),
        "responsible": {"key": person.key, "name": person.name} if person else None,
    }


@router.get("/impacts", response=answers(page(ImpactShown)), summary=_("List adverse impacts"))
def list_impacts(request: CalledRequest, asked: Query[ImpactsAsked]) -> dict[str, Any]:
    """Those you see, also those that another enterprise shares with yours. `q` looks in number and title."""
    viewer = allowed_somewhere(request, Permission.VIEW_IMPACTS)
    rows = inside(impacts_seen(request), viewer, asked.unit)
    for column in ("status", "actuality", "verification"):
        value = getattr(asked, column)
        if value:
            rows = rows.filter(**{column: value})
    if asked.contract:
        rows = rows.filter(links__contract=referred(_contracts(viewer), asked.contract, "contract")).distinct()
    if asked.supplier:
        rows = rows.filter(links__supplier=referred(_suppliers(viewer), asked.supplier, "supplier")).distinct()
    if asked.q:
        rows = rows.filter(title__icontains=asked.q) | rows.filter(number__icontains=asked.q)
    return page_of(request, rows, asked, SORTS, lambda row: shown(row, viewer), asked.sort)


@router.post("/impacts", response=answers(ImpactShown, 201), summary=_("Register an adverse impact"))
def add_impact(request: CalledRequest, body: ImpactNew) -> Status[dict[str, Any]]:
    """Needs `manage_impacts` on the unit. The levels of the contracts it touches are renewed."""
    viewer = viewer_of_request(request)
    unit = unit_within(viewer, body.unit, Permission.MANAGE_IMPACTS)
    links = [wanted(viewer, link, unit, f"links.{place}") for place, link in enumerate(body.links)]
    fields = body.model_dump(exclude={"unit", "number", "links"})
    made = services.register_impact(
        enterprise=_enterprise(unit),
        unit=unit,
        fields=_columns(fields, viewer, unit),
        links=links,
        number=body.number,
        by=viewer.actor,
        at=now(),
        today=today(),
    )
    return Status(201, shown(made, viewer))


@router.get("/impacts/{key}", response=answers(ImpactShown), summary=_("Get an adverse impact"))
def get_impact(request: CalledRequest, key: str) -> dict[str, Any]:
    return shown(one(impacts_seen(request), key), viewer_of_request(request))


@router.patch("/impacts/{key}", response=answers(ImpactShown), summary=_("Change an adverse impact"))
def change_impact(request: CalledRequest, key: str, body: ImpactChange) -> dict[str, Any]:
    """Needs `manage_impacts` on its unit."""
    viewer = viewer_of_request(request)
    impact = to_manage(request, key)
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    version = version_of(request, body.version)
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        fields = _columns(given, viewer, impact.unit)
        services.edit_impact(impact=impact, fields=fields, by=viewer.actor, at=now(), today=today(), version=version)
    return shown(impact, viewer)


@router.get("/impacts/{key}/verification", response=answers(Judged), summary=_("See whether an impact is settled"))
def get_verification(request: CalledRequest, key: str) -> dict[str, Any]:
    impact = one(impacts_seen(request), key)
    return {"verification": impact.verification, "version": impact.version}


@router.post("/impacts/{key}/verification", response=answers(Judged), summary=_("Confirm or disprove an impact"))
def judge(request: CalledRequest, key: str, body: Judgement) -> dict[str, Any]:
    """The reason stands among its status entries."""
    viewer = viewer_of_request(request)
    impact = to_manage(request, key)
    version = version_of(request, body.version)
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        services.judge_impact(
            impact=impact,
            verification=body.verification,
            reason=body.reason,
            by=viewer.actor,
            at=now(),
            today=today(),
            version=version,
        )
    return {"verification": impact.verification, "version": impact.version}


@router.get("/impacts/{key}/closing", response=answers(Closing), summary=_("See whether an impact may be closed"))
def get_closing(request: CalledRequest, key: str) -> dict[str, Any]:
    """`reasons` are what stands in the way, besides the conclusion that is given when it is closed."""
    return _closing(one(impacts_seen(request), key))


@router.post("/impacts/{key}/closing", response=answers(Closing), summary=_("Close an adverse impact"))
def close(request: CalledRequest, key: str, body: Close) -> dict[str, Any]:
    """Answers 422 `may_not_close` with every reason where the rules say no."""
    viewer = viewer_of_request(request)
    impact = to_manage(request, key)
    version = version_of(request, body.version)
    with stale_told(lambda row: shown(row, viewer), body.model_dump(mode="json", exclude_unset=True)):
        services.close_impact(
            impact=impact,
            conclusion=body.conclusion,
            closed_on=body.closed_on,
            by=viewer.actor,
            at=now(),
            today=today(),
            version=version,
        )
    return _closing(impact)


def impacts_seen(request: CalledRequest) -> Any:
    """Impacts the caller may see."""
    return visible_impacts(viewer_of_request(request)).select_related("enterprise", "unit", "responsible")


def to_manage(request: CalledRequest, key: str) -> AdverseImpact:
    """The impact, which the caller may change. Raises Http404, PermissionDenied."""
    impact: AdverseImpact = one(impacts_seen(request), key)
    require(viewer_of_request(request), Permission.MANAGE_IMPACTS, impact.unit)
    return impact


def wanted(viewer: Viewer, link: LinkFields, unit: OrgUnit, field: str) -> LinkWanted:
    """A tie as the service takes it. Raises Refusal 422 for what is not of the unit's enterprise."""
    return LinkWanted(
        contract=referred(_contracts(viewer).filter(enterprise=unit.enterprise_id), link.contract, f"{field}.contract"),
        supplier=referred(_suppliers(viewer).filter(enterprise=unit.enterprise_id), link.supplier, f"{field}.supplier"),
        certainty=link.certainty,
        reason=link.reason,
    )


def _contracts(viewer: Viewer) -> Any:
    return Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)


def _suppliers(viewer: Viewer) -> Any:
    return Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)


def _enterprise(unit: OrgUnit) -> OrgUnit:
    if unit.enterprise is None:
        raise ValueError("a unit above the enterprises")
    return unit.enterprise


def _columns(fields: dict[str, Any], viewer: Viewer, unit: OrgUnit) -> dict[str, Any]:
    """Fields as the service takes them: texts never null, the person looked up."""
    for name in ("involvement", "affected_group"):
        if name in fields:
            fields[name] = fields[name] or ""
    if "responsible" in fields:
        fields["responsible"] = referred(people_to_name(viewer, unit), fields["responsible"], "responsible")
    return fields


def _closing(impact: AdverseImpact) -> dict[str, Any]:
    closed = impact.status == ImpactStatus.CLOSED
    case = case_of(impact, conclusion="–")
    reasons = ("closed_already",) if closed else may_close_impact(case, today(), today()).reasons
    return {
        "status": impact.status,
        "may_close": not reasons,
        "reasons": {reason: message(reason) for reason in reasons},
        "conclusion": impact.conclusion or None,
        "closed_on": impact.closed_on,
        "version": impact.version,
    }
