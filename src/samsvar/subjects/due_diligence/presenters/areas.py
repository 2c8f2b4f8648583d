"""Risk areas as a template sees them."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from samsvar.platform.audit.code_columns import parted
from samsvar.registers.suppliers.codes import CONFLICT_MINERALS, Material
from samsvar.subjects.due_diligence.models import RiskArea
from samsvar.subjects.due_diligence.models.areas import AreaStatus, Stage


def finding(areas: Sequence[RiskArea], year: int) -> str:
    """The list's heading: what is so."""
    if not areas:
        return gettext("No risk areas for %(year)s yet") % {"year": year}
    silent = sum(area.status == AreaStatus.NO_STATUS for area in areas)
    if silent:
        words = ngettext(
            "%(silent)s of %(n)s risk area in %(year)s has no status",
            "%(silent)s of %(n)s risk areas in %(year)s have no status",
            len(areas),
        )
        return words % {"silent": silent, "n": len(areas), "year": year}
    words = ngettext("%(n)s risk area in %(year)s", "%(n)s risk areas in %(year)s", len(areas))
    return words % {"n": len(areas), "year": year}


def stages(area: RiskArea) -> list[str]:
    """Where in the chain, in words."""
    return [str(Stage(code).label) for code in parted(area.stages)]


def materials(area: RiskArea) -> list[str]:
    """The materials in words, conflict minerals marked."""
    return [
        gettext("%(name)s (conflict mineral)") % {"name": Material(code).label}
        if code in CONFLICT_MINERALS
        else str(Material(code).label)
        for code in parted(area.materials)
    ]
