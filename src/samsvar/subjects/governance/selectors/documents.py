"""Reads of documents: those that hold for a unit, one with all that hangs on it, and what it stands on as a tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from samsvar.core.rules.documents import (
    NextReview,
    ReviewState,
    Tie,
    TieFacts,
    ValidDocument,
    documents_for,
    layers,
    next_review,
    stands_on,
    stands_under,
)
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import ask, in_line, line_given
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.selectors import way_to
from samsvar.subjects.governance.models import (
    DocumentApproval,
    DocumentKind,
    DocumentReview,
    DocumentStanding,
    DocumentTie,
    DocumentValidity,
    DocumentVersion,
    GoverningDocument,
    Requirement,
    ReviewRule,
    TieKind,
)
from samsvar.subjects.governance.selectors.coverage import as_facts


@dataclass(frozen=True)
class Held:
    """A document as a unit sees it. `valid` None: it holds for nobody here. `through`: the unit that brings it."""

    row: GoverningDocument
    valid: ValidDocument | None
    through: OrgUnit | None
    review: NextReview | None
    approvals: tuple[DocumentApproval, ...]
    requirements: int


@dataclass(frozen=True)
class Register:
    """The documents that a unit's list draws from, in order: what comes from furthest above first."""

    unit: OrgUnit
    held: tuple[Held, ...]

    def of(self, view: str) -> list[Held]:
        """One of the saved views: `valid`, `review`, `elsewhere`, `ended`."""
        return [each for each in self.held if view in _views(each)]

    def found(self, text: str) -> list[Held]:
        """Those whose name, number, organisation or case has the text, whatever their view."""
        wanted = " ".join(text.casefold().split())
        return [each for each in self.held if any(wanted in said.casefold() for said in _said(each))]


def _views(held: Held) -> set[str]:
    if held.row.standing != DocumentStanding.IN_FORCE:
        return {"ended"}
    found = {"valid"} if held.valid else {"elsewhere"}
    if held.review is not None and held.review.state is not ReviewState.PLANNED:
        found.add("review")
    return found


def _said(held: Held) -> Iterable[str]:
    row = held.row
    yield from (row.name_nb, row.name_nn, row.name_en, row.number, row.organisation)
    yield from (each.case_number for each in held.approvals)


def register_of(viewer: Viewer, unit: OrgUnit, today: date) -> Register:
    """Every document the viewer reads of the unit's own way up, with how each holds for the unit. Six queries."""
    way = [*way_to(unit), unit]
    documents = ask(("documents of the way up", viewer.sight), lambda: _in_line(viewer), **line_given(unit))
    prefetch_related_objects(documents, "validities", "approvals", "review_rules")
    by_key = {each.key: each for each in documents}
    by_id = {str(each.pk): as_facts(each) for each in way}
    units = {str(each.pk): each for each in way}
    valid = {
        each.document_id: each
        for each in documents_for(str(unit.pk), [one.as_facts() for one in documents], by_id, today)
    }
    order = sorted(by_key, key=lambda key: _place(by_key[key], valid.get(key)))
    return Register(
        unit,
        tuple(
            Held(
                row=by_key[key],
                valid=valid.get(key),
                through=units.get((valid[key].through or "") if key in valid else ""),
                review=review_of(by_key[key], today, noted=_last_noted(by_key[key])),
                approvals=tuple(by_key[key].approvals.all()),
                requirements=by_key[key].asked,
            )
            for key in order
        ),
    )


def _in_line(viewer: Viewer) -> QuerySet[GoverningDocument]:
    """Told by subqueries: joined, the database goes through every unit there is to find the few of the way up."""
    way = OrgUnit.objects.filter(key__in=in_line()).values("pk")
    valid = DocumentValidity.objects.filter(document=OuterRef("pk"), unit__in=way)
    rows = GoverningDocument.objects.readable_by(viewer).filter(Q(unit__in=way) | Exists(valid))
    asked = Requirement.objects.filter(document=OuterRef("pk")).order_by().values("document").annotate(n=Count("pk"))
    counted = Coalesce(Subquery(asked.values("n")), 0)
    return rows.annotate(asked=counted, **_LAST_NOTED).select_related("unit", "enterprise")


#: The newest day of a review and of a version, of each document.
_LAST_NOTED = {
    "last_review": Subquery(
        DocumentReview.objects.filter(document=OuterRef("pk")).order_by("-reviewed_on").values("reviewed_on")[:1]
    ),
    "last_version": Subquery(
        DocumentVersion.objects.filter(document=OuterRef("pk"), in_force_from__isnull=False)
        .order_by("-in_force_from")
        .values("in_force_from")[:1]
    ),
}


def _last_noted(row: Any) -> list[date]:
    return [day for day in (row.last_review, row.last_version) if day]


_KINDS = list(DocumentKind)
_NOWHERE = 10**6


def _place(row: GoverningDocument, valid: ValidDocument | None) -> tuple[int, bool, int, str]:
    """What comes from furthest above first; there others' before ours, laws before routines."""
    distance = valid.distance if valid is not None and valid.distance is not None else _NOWHERE
    return -distance if valid else _NOWHERE, row.is_ours, _KINDS.index(DocumentKind(row.kind)), row.name_nb


def review_of(
    document: GoverningDocument, today: date, gathered_by: date | None = None, noted: Iterable[date] | None = None
) -> NextReview | None:
    """When the document is next reviewed; None where no rule asks for it. Reads what is prefetched.

    `noted`: the days of reviews and versions, for a caller that has them already.
    """
    if document.standing != DocumentStanding.IN_FORCE:
        return None
    rules = [each.as_rule() for each in document.review_rules.all()]
    whole_years = all(rule.whole_years for rule in rules)
    return next_review(rules, last_reviewed(document, whole_years=whole_years, noted=noted), today, gathered_by)


def due_for_review(
    enterprise: OrgUnit, today: date, gathered_by: date | None = None
) -> list[tuple[GoverningDocument, NextReview]]:
    """The enterprise's own documents to review: due by the day they are gathered, or with no day to count from.

    Three queries. For callers that may show them: whoever works at the enterprise reads its documents.
    """
    rows = GoverningDocument.objects.filter(unit__enterprise=enterprise, standing=DocumentStanding.IN_FORCE)
    rows = rows.annotate(last_review=Max("reviews__reviewed_on"), last_version=Max("versions__in_force_from"))
    rows = rows.prefetch_related("approvals", "review_rules").order_by("name_nb", "pk")
    found = []
    for row in rows:
        found.append((row, review_of(row, today, gathered_by, _last_noted(row))))
    return [(row, when) for row, when in found if when is not None and when.state != ReviewState.PLANNED]


def last_reviewed(
    document: GoverningDocument, *, whole_years: bool, noted: Iterable[date] | None = None
) -> date | None:
    """The day it was last reviewed, decided or given a new version. A year is enough to count whole years from."""
    days = _noted_days(document) if noted is None else list(noted)
    for text in [each.decided for each in document.approvals.all()] + [document.applies_from]:
        if len(text) == len("2025-01-31"):
            days.append(date.fromisoformat(text))
        elif text and whole_years:
            days.append(date(int(text[:4]), 12, 31))
    return max(days, default=None)


def _noted_days(document: GoverningDocument) -> list[date]:
    days = [each.reviewed_on for each in document.reviews.all()]
    return days + [each.in_force_from for each in document.versions.all() if each.in_force_from]


def document_rows(viewer: Viewer) -> QuerySet[GoverningDocument]:
    """The documents the viewer may open, with what their page shows. Six queries."""
    beside: list[Any] = [
        Prefetch("validities", _validities_seen(viewer)),
        Prefetch("review_rules", ReviewRule.objects.select_related("rests_on")),
        Prefetch("reviews", DocumentReview.objects.select_related("body").order_by("-reviewed_on", "-pk")),
        Prefetch("versions", DocumentVersion.objects.select_related("round").order_by("-number")),
        Prefetch("approvals", DocumentApproval.objects.select_related("body").order_by("decided", "pk")),
    ]
    rows = GoverningDocument.objects.readable_by(viewer).select_related("unit__enterprise", "enterprise", "manager")
    return rows.prefetch_related(*beside)


def _validities_seen(viewer: Viewer) -> QuerySet[DocumentValidity]:
    """For whom documents hold, as far as the viewer may know of the units: those seen, and those above them."""
    above = {key for grant in viewer.grants for key in grant.line_keys}
    rows = DocumentValidity.objects.select_related("unit")
    if viewer.everything:
        return rows
    seen = visible(viewer, Permission.VIEW_UNITS, enterprise="unit__enterprise_id", path="unit__path")
    return rows.filter(seen | Q(unit__key__in=above))


def validities_of(document: GoverningDocument) -> QuerySet[DocumentValidity]:
    """For whom the document holds, all of it: for those who manage it."""
    return DocumentValidity.objects.filter(document=document)


def ties_of(document: GoverningDocument) -> QuerySet[DocumentTie]:
    """What the document is tied to, also what may no longer be read: for those who manage it."""
    return DocumentTie.objects.filter(document=document)


def ties_read_by(viewer: Viewer, document: GoverningDocument) -> list[DocumentTie]:
    """What the document is tied to, either way, where the viewer may read the other one. One query."""
    rows = DocumentTie.objects.filter(Q(document=document) | Q(other=document)).select_related("document", "other")
    readable = GoverningDocument.objects.readable_by(viewer).values("pk")
    return list(rows.filter(document__in=readable, other__in=readable).order_by("pk"))


@dataclass(frozen=True)
class TreeLine:
    """A document in the drawing of what stands on what. `depth` counts from the ground, 0 first."""

    row: GoverningDocument
    depth: int
    ties: tuple[str, ...]
    here: bool


def tree_of(viewer: Viewer, document: GoverningDocument) -> list[TreeLine]:
    """What the document stands on, itself, and what stands on it, ground first; what may not be read is left out.

    Two queries, whatever the depth.
    """
    keys = document.enterprise.line_keys
    near = Q(document__enterprise__key__in=keys) | Q(document__enterprise=document.enterprise)
    rows = DocumentTie.objects.filter(near).exclude(tie=TieKind.REPLACES)
    ties = [TieFacts(str(a), Tie(kind), str(b)) for a, kind, b in rows.values_list("document", "tie", "other")]
    here = str(document.pk)
    around = {here} | stands_on(here, ties) | stands_under(here, ties)
    if len(around) == 1:
        return []
    found = GoverningDocument.objects.readable_by(viewer).filter(pk__in=[int(each) for each in around])
    by_id: Mapping[str, GoverningDocument] = {str(each.pk): each for each in found}
    lines = []
    for depth, layer in enumerate(layers(by_id, [tie for tie in ties if {tie.document_id, tie.other_id} <= {*by_id}])):
        for each in sorted(layer, key=lambda id: by_id[id].name_nb):
            kinds = tuple(sorted({tie.tie.value for tie in ties if tie.document_id == here and tie.other_id == each}))
            lines.append(TreeLine(by_id[each], depth, kinds, each == here))
    return lines
