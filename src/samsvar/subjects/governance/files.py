"""Which records of governance have files."""

from django.urls import reverse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.owners import OwnerKind, register_owner
from samsvar.subjects.governance.models import GoverningDocument

DOCUMENT = "governing_document"


def _find(viewer: Viewer, key: str) -> GoverningDocument | None:
    rows = GoverningDocument.objects.readable_by(viewer).filter(key=key)
    return rows.select_related("enterprise", "unit").first()


def _address(row: GoverningDocument) -> str:
    return reverse("governance:document", args=[row.key])


def declare() -> None:
    """Registers the kind; called once at start."""
    register_owner(
        OwnerKind(DOCUMENT, Permission.VIEW_DOCUMENTS, Permission.MANAGE_DOCUMENTS, _find, _address, read_beneath=True)
    )
