"""Which files a record has."""

from django.db.models import QuerySet

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import OWNER_KINDS, Owner


def files_of(owner: Owner, viewer: Viewer) -> "QuerySet[Evidence]":
    """The record's files that the viewer may see, the oldest first."""
    permission = OWNER_KINDS[owner.kind].view
    seen = Evidence.objects.visible_to(viewer, permission).filter(permission=permission.value)
    return seen.filter(owner_kind=owner.kind, owner_key=owner.key).order_by("created_at", "pk")


def files_by_link(owner: Owner, link: str) -> "QuerySet[Evidence]":
    """What came with one record by one link (its key), the oldest first: what its holder may see again."""
    rows = Evidence.objects.filter(owner_kind=owner.kind, owner_key=owner.key, link=link)
    return (rows if link else rows.none()).order_by("created_at", "pk")
