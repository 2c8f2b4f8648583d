"""Reads of what owners expect and assign, of the answers, and of how far each enterprise has come with a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.models import (
    Assignment,
    AssignmentReceiver,
    DocumentImplementation,
    GoverningDocument,
    ReceiverStatus,
)
from samsvar.subjects.governance.selectors.signing import holding


@dataclass(frozen=True)
class Given:
    """An assignment with the receivers that the viewer may see."""

    row: Assignment
    receivers: tuple[AssignmentReceiver, ...]

    @property
    def unassessed(self) -> tuple[AssignmentReceiver, ...]:
        return tuple(each for each in self.receivers if not each.assessment)

    @property
    def unanswered(self) -> tuple[AssignmentReceiver, ...]:
        return tuple(each for each in self.receivers if not each.answer)

    def late(self, today: date) -> bool:
        """Its day has passed and somebody has not carried it out."""
        owing = any(each.status != ReceiverStatus.DONE for each in self.receivers)
        return owing and self.row.due_on is not None and self.row.due_on < today


def assignments_of(viewer: Viewer, enterprise: OrgUnit) -> list[Given]:
    """What the enterprise has given and received, the newest year first. Two queries."""
    received = AssignmentReceiver.objects.filter(assignment=OuterRef("pk"), enterprise=enterprise)
    mine = Q(enterprise=enterprise) | Exists(received)
    rows = assignment_rows(viewer).filter(mine).order_by("-year", "due_on", "pk")
    return [given(row) for row in rows]


def assignment_rows(viewer: Viewer) -> "QuerySet[Assignment]":
    """Those the viewer may open, with the receivers that the viewer may see."""
    seen = AssignmentReceiver.objects.visible_to(viewer, Permission.VIEW_DOCUMENTS)
    seen = seen.select_related("enterprise", "body").order_by("enterprise__path")
    rows = Assignment.objects.readable_by(viewer).select_related("enterprise", "document")
    return rows.prefetch_related(Prefetch("receivers", seen, to_attr="seen"))


def given(row: Assignment) -> Given:
    """With what `assignment_rows` has read."""
    return Given(row, tuple(row.seen))  # type: ignore[attr-defined]  # read by assignment_rows


@dataclass(frozen=True)
class Implemented:
    """An enterprise with the newest it has said of a document; None where it has said nothing."""

    enterprise: OrgUnit
    row: DocumentImplementation | None
    earlier: tuple[DocumentImplementation, ...]


def implementations_of(
    viewer: Viewer, document: GoverningDocument, enterprises: Iterable[OrgUnit], today: date
) -> list[Implemented]:
    """How far each of the enterprises has come, where the document holds for them. Two queries."""
    rows = DocumentImplementation.objects.visible_to(viewer, Permission.VIEW_DOCUMENTS).filter(document=document)
    by_place: dict[int, list[DocumentImplementation]] = {}
    for row in rows.select_related("responsible").order_by("-set_on", "-pk"):
        by_place.setdefault(row.enterprise_id, []).append(row)
    holds = holding(document.validities.select_related("unit"), today)
    found = []
    for each in enterprises:
        held = by_place.get(each.pk, [])
        if held or holds(each):
            found.append(Implemented(each, held[0] if held else None, tuple(held[1:])))
    return found
