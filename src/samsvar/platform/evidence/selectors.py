"""Which files a record has."""

from django.db.models import Q, QuerySet

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import OWNER_KINDS, Owner


def files_of(owner: Owner, viewer: Viewer, *, own: bool = False) -> "QuerySet[Evidence]":
    """The files, that the viewer may see, of a record that the viewer has found; the oldest first. All where the
    record is the viewer's `own` to see to."""
    kind = OWNER_KINDS[owner.kind]
    rows = Evidence.objects.all() if own or kind.read_beneath else Evidence.objects.visible_to(viewer, kind.view)
    seen = rows.filter(permission=kind.view.value)
    return seen.filter(owner_kind=owner.kind, owner_key=owner.key).order_by("created_at", "pk")


def readable_files(viewer: Viewer) -> "QuerySet[Evidence]":
    """The files the viewer may read, and those of records that are also read from beneath or by whoever sees to them:
    for these the caller asks whether the viewer finds the record, and whose it is."""
    beneath = [code for code, kind in OWNER_KINDS.items() if kind.read_beneath or kind.answers]
    seen = Evidence.objects.readable_by(viewer).values("pk")
    rows = Evidence.objects.filter(Q(pk__in=seen) | Q(owner_kind__in=beneath))
    return rows.select_related("unit", "enterprise")


def files_by_link(owner: Owner, link: str) -> "QuerySet[Evidence]":
    """What came with one record by one link (its key), the oldest first: what its holder may see again."""
    rows = Evidence.objects.filter(owner_kind=owner.kind, owner_key=owner.key, link=link)
    return (rows if link else rows.none()).order_by("created_at", "pk")
