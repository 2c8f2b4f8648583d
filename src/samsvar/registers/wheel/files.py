"""Which records of the wheel have files."""

from django.urls import reverse

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.evidence.owners import OwnerKind, register_owner
from samsvar.registers.wheel.models import Occurrence
from samsvar.registers.wheel.selectors import answers_for

OCCURRENCE = "wheel_occurrence"


def _find(viewer: Viewer, key: str) -> Occurrence | None:
    rows = Occurrence.objects.visible_to(viewer, Permission.VIEW_WHEEL)
    return rows.filter(key=key).select_related("enterprise").first()


def _address(row: Occurrence) -> str:
    return reverse("wheel:occurrence", args=[row.key])


_KIND = OwnerKind(OCCURRENCE, Permission.VIEW_WHEEL, Permission.MANAGE_WHEEL, _find, _address, answers=answers_for)


def declare() -> None:
    """Registers the kind; called once at start."""
    register_owner(_KIND)
