"""Where a document meets what its owner demands: requirement by requirement of the documents it stands on."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import visible
from samsvar.platform.access.viewer import Viewer
from samsvar.subjects.governance.models import (
    DocumentKind,
    DocumentTie,
    GoverningDocument,
    Requirement,
    RequirementBacking,
    TieKind,
)

_OWNERS = (DocumentKind.OWNER_EXPECTATION, DocumentKind.ASSIGNMENT, DocumentKind.FRAMEWORK)


@dataclass(frozen=True)
class Demand:
    """A requirement with where in the document it is met; none where nobody has said."""

    row: Requirement
    backings: tuple[RequirementBacking, ...]


def demands_met_by(viewer: Viewer, document: GoverningDocument) -> list[Demand]:
    """What the owner's documents ask that this one stands on, and all else that it is said to answer. Two queries."""
    stands_on = DocumentTie.objects.filter(document=document, other=OuterRef("document"))
    stands_on = stands_on.exclude(tie=TieKind.REPLACES)
    seen = Q(unit=document.unit) | visible(
        viewer, Permission.VIEW_DOCUMENTS, enterprise="enterprise_id", path="unit__path"
    )
    here = RequirementBacking.objects.filter(seen, document=document)
    wanted = Q(Exists(stands_on), document__kind__in=_OWNERS) | Exists(here.filter(requirement=OuterRef("pk")))
    rows = Requirement.objects.readable_by(viewer).filter(wanted).select_related("document")
    rows = rows.prefetch_related(Prefetch("backings", here, to_attr="met")).order_by("document__name_nb", "pk")
    return [Demand(row, tuple(row.met)) for row in rows]  # type: ignore[attr-defined]  # read just now
