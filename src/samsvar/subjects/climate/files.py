"""Which records of the climate account have files: a line, for the invoice or the reading it was taken from."""

from django.urls import reverse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.owners import OwnerKind, register_owner
from samsvar.subjects.climate.models import ActivityLine

LINE = "climate_line"


def _find(viewer: Viewer, key: str) -> ActivityLine | None:
    rows = ActivityLine.objects.visible_to(viewer, Permission.VIEW_INDICATORS)
    return rows.filter(key=key).select_related("account__enterprise", "unit").first()


def _address(row: ActivityLine) -> str:
    return reverse("climate:line", args=[row.key])


_KIND = OwnerKind(LINE, Permission.VIEW_INDICATORS, Permission.ENTER_MEASUREMENTS, _find, _address)


def declare() -> None:
    """Registers the kind; called once at start."""
    register_owner(_KIND)
