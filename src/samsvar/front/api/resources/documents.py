"""Governing documents, what they ask, and how well that is covered."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Prefetch, Q
from ninja import Query, Router

from samsvar.front.api.caller import CalledRequest, viewer_of_request
from samsvar.front.api.finding import allowed_somewhere, inside, one, referred, unit_asked, units_seen
from samsvar.front.api.paging import Sort, page_of
from samsvar.front.api.promised import said as _
from samsvar.front.api.schemas import Asked, Key, Named, OneOf, Search, Shown, answers, page
from samsvar.platform.access.guards import require
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.code_columns import parted
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentKind,
    DocumentStanding,
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    Requirement,
    RequirementCoverage,
)

router = Router(tags=["governing documents"])
_SEEN = Permission.VIEW_DOCUMENTS
SORTS = {"name": Sort("name_nb")}
REQUIREMENT_SORTS = {"clause": Sort("clause"), "name": Sort("name_nb")}
COVERAGE_SORTS = {
    "requirement": Sort("requirement__key", key="requirement__key"),
    "nothing": Sort("nothing", int, key="requirement__key"),
}


class DocumentShown(Shown):
    """A governing document. `unit`: the level that set it or took it in; `organisation`: who owns it, where not we."""

    key: str
    enterprise: str
    unit: Named
    kind: str
    code: str | None
    name: str
    about: str | None
    number: str | None
    organisation: str | None
    standing: str
    ended_on: date | None
    applies_from: str | None
    subjects: list[str]
    themes: list[str]
    link: str | None
    version: int


class VersionShown(Shown):
    number: int
    label: str | None
    in_force_from: date | None
    sign_anew: bool
    what_changed: str | None
    link: str | None


class ApprovalShown(Shown):
    """Who decided it. `decided`: a day, month or year, as far as it is known."""

    act: str
    body: str | None
    organisation: str | None
    case_number: str | None
    decided: str | None
    link: str | None


class ValidityShown(Shown):
    unit: Named
    subtree: bool
    valid_from: date | None
    valid_to: date | None


class TieShown(Shown):
    """This document stands in the tie to the other."""

    tie: str
    other: Named


class DocumentWhole(DocumentShown):
    """`validities` and `ties` only as far as you may see the unit or the document at the other end."""

    versions: list[VersionShown]
    approvals: list[ApprovalShown]
    validities: list[ValidityShown]
    ties: list[TieShown]


class RequirementShown(Shown):
    """What a clause asks, of whom, and what may answer it. `every_months`: how old an answer may be."""

    key: str
    document: Named
    code: str | None
    clause: str | None
    name: str
    phase: str
    strength: str
    asks_of: list[str]
    answered_by: list[str]
    in_writing: bool
    every_months: int | None
    from_employees: int | None
    applies_from_on: date | None
    applies_to_on: date | None
    version: int


class CoverageShown(Shown):
    """How many units of the enterprise stand how with a requirement. `own`: the enterprise itself, null: not asked."""

    requirement: str
    document: str
    own: str | None
    answered: int
    undated: int
    old: int
    nothing: int
    unsure: int
    worked_out_at: datetime


class DocumentsAsked(Asked):
    sort: Literal["name", "-name"] = "name"
    q: Search = ""
    kind: Annotated[str, OneOf(DocumentKind.values)] | None = None
    standing: Annotated[str, OneOf(DocumentStanding.values)] | None = None
    unit: Key | None = None


class RequirementsAsked(Asked):
    sort: Literal["clause", "name", "-clause", "-name"] = "name"
    q: Search = ""
    document: Key | None = None


class CoverageAsked(Asked):
    """Without `unit` it is the enterprise of your first role."""

    sort: Literal["requirement", "nothing", "-requirement", "-nothing"] = "-nothing"
    unit: Key | None = None


@router.get("/documents", response=answers(page(DocumentShown)), summary=_("List governing documents"))
def list_documents(request: CalledRequest, asked: Query[DocumentsAsked]) -> dict[str, Any]:
    """Your own, and those that hold for you by a decision from above. `unit`: set there or beneath."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = inside(_seen(request), viewer, asked.unit)
    for column in ("kind", "standing"):
        if getattr(asked, column):
            rows = rows.filter(**{column: getattr(asked, column)})
    if asked.q:
        rows = rows.filter(Q(name_nb__icontains=asked.q) | Q(number__icontains=asked.q))
    return page_of(request, rows, asked, SORTS, lambda row: _shown(row, viewer), asked.sort)


@router.get("/documents/{key}", response=answers(DocumentWhole), summary=_("Get a governing document"))
def get_document_of(request: CalledRequest, key: str) -> dict[str, Any]:
    """With versions, decisions, for whom it holds, and what it stands on."""
    viewer = viewer_of_request(request)
    units = units_seen(viewer).values("pk")
    readable = GoverningDocument.objects.readable_by(viewer).values("pk")
    rows = _seen(request).prefetch_related(
        Prefetch("versions", DocumentVersion.objects.order_by("-number")),
        Prefetch("approvals", DocumentApproval.objects.select_related("body").order_by("decided", "pk")),
        Prefetch("validities", DocumentValidity.objects.filter(unit__in=units).select_related("unit").order_by("pk")),
        Prefetch("ties", DocumentTie.objects.filter(other__in=readable).select_related("other").order_by("pk")),
    )
    return _whole(one(rows, key), viewer)


@router.get("/requirements", response=answers(page(RequirementShown)), summary=_("List requirements"))
def list_requirements(request: CalledRequest, asked: Query[RequirementsAsked]) -> dict[str, Any]:
    """Of the documents you see."""
    viewer = allowed_somewhere(request, _SEEN)
    rows = _requirements(request)
    if asked.document:
        rows = rows.filter(document=referred(_seen(request), asked.document, "document"))
    if asked.q:
        rows = rows.filter(name_nb__icontains=asked.q)
    return page_of(request, rows, asked, REQUIREMENT_SORTS, lambda row: _requirement(row, viewer), asked.sort)


@router.get("/requirements/{key}", response=answers(RequirementShown), summary=_("Get a requirement"))
def get_requirement(request: CalledRequest, key: str) -> dict[str, Any]:
    return _requirement(one(_requirements(request), key), viewer_of_request(request))


@router.get("/coverage", response=answers(page(CoverageShown)), summary=_("List how requirements are covered"))
def list_coverage(request: CalledRequest, asked: Query[CoverageAsked]) -> dict[str, Any]:
    """Of one enterprise, as last worked out; what most units have nothing behind first."""
    viewer = viewer_of_request(request)
    unit = unit_asked(viewer, asked.unit, _SEEN)
    enterprise = unit.enterprise or unit
    require(viewer, _SEEN, enterprise)
    rows = RequirementCoverage.objects.filter(enterprise=enterprise)
    rows = rows.filter(requirement__in=Requirement.objects.readable_by(viewer).values("pk"))
    rows = rows.select_related("requirement__document")
    return page_of(request, rows, asked, COVERAGE_SORTS, _coverage, asked.sort)


def _seen(request: CalledRequest) -> Any:
    rows = GoverningDocument.objects.readable_by(viewer_of_request(request))
    return rows.select_related("enterprise", "unit")


def _requirements(request: CalledRequest) -> Any:
    return Requirement.objects.readable_by(viewer_of_request(request)).select_related("document")


_TEXTS = ("code", "number", "organisation", "applies_from", "link")
_REQUIREMENT = (
    *("key", "phase", "strength", "in_writing", "every_months", "from_employees", "applies_from_on", "applies_to_on"),
    "version",
)


def _shown(row: GoverningDocument, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in ("key", "kind", "standing", "ended_on", "version")},
        **{column: getattr(row, column) or None for column in _TEXTS},
        "enterprise": row.enterprise.key,
        "unit": _named(row.unit, viewer),
        "name": row.name(viewer.language),
        "about": row.about(viewer.language) or None,
        "subjects": parted(row.subjects),
        "themes": parted(row.themes),
    }


def _whole(row: GoverningDocument, viewer: Viewer) -> dict[str, Any]:
    return {
        **_shown(row, viewer),
        "versions": [
            {
                **{name: getattr(each, name) for name in ("number", "in_force_from", "sign_anew")},
                **{name: getattr(each, name) or None for name in ("label", "what_changed", "link")},
            }
            for each in row.versions.all()
        ],
        "approvals": [
            {
                **{name: getattr(each, name) or None for name in ("organisation", "case_number", "decided", "link")},
                "act": each.act,
                "body": (each.body.name_nb if each.body else each.body_name) or None,
            }
            for each in row.approvals.all()
        ],
        "validities": [
            {
                **{name: getattr(each, name) for name in ("subtree", "valid_from", "valid_to")},
                "unit": _named(each.unit, viewer),
            }
            for each in row.validities.all()
        ],
        "ties": [{"tie": each.tie, "other": _named(each.other, viewer)} for each in row.ties.all()],
    }


def _requirement(row: Requirement, viewer: Viewer) -> dict[str, Any]:
    return {
        **{column: getattr(row, column) for column in _REQUIREMENT},
        **{column: getattr(row, column) or None for column in ("code", "clause")},
        "document": _named(row.document, viewer),
        "name": row.name(viewer.language),
        "asks_of": parted(row.asks_of),
        "answered_by": parted(row.answered_by),
    }


def _coverage(row: RequirementCoverage) -> dict[str, Any]:
    counts = ("answered", "undated", "old", "nothing", "unsure", "worked_out_at")
    return {
        **{name: getattr(row, name) for name in counts},
        "requirement": row.requirement.key,
        "document": row.requirement.document.key,
        "own": row.own or None,
    }


def _named(row: OrgUnit | GoverningDocument, viewer: Viewer) -> dict[str, str]:
    return {"key": row.key, "name": row.name(viewer.language)}
