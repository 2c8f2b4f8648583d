"""Figures that mapped areas of the sustainability process draw by themselves from contracts and assessments."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Subquery
from django.utils.translation import gettext as _

from samsvar.core.documents.numbers import format_number, format_percent
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus, Verification
from samsvar.subjects.strategy.figures import AreaFigure


def from_contracts(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[AreaFigure]:
    """Contracts in force, how many are assessed and stand high, and impacts that are open. One query."""
    held = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    in_force = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    rows = AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(enterprise=enterprise)
    still = rows.exclude(Q(status=ImpactStatus.CLOSED) | Q(verification=Verification.DISPROVED))
    impacts = still.order_by().values("enterprise").annotate(n=Count("pk", distinct=True)).values("n")
    counted: dict[str, Any] = in_force.aggregate(
        all=Count("pk"),
        assessed=Count("pk", filter=Q(assessment__level__isnull=False)),
        high=Count("pk", filter=Q(assessment__level__gte=3)),
        impacts=Max(Subquery(impacts)),
    )
    if not counted["all"]:
        return []
    listed = page_address("due_diligence:contracts")
    return [
        AreaFigure(_("Contracts in force"), _number(counted["all"]), listed),
        AreaFigure(_("Assessed for risk"), _share(counted["assessed"], counted["all"]), listed),
        AreaFigure(_("At level 3 or 4"), _number(counted["high"]), f"{listed}?view=high"),
        AreaFigure(_("Open impacts"), _number(counted["impacts"] or 0), page_address("due_diligence:impacts")),
    ]


def _number(count: int) -> str:
    return format_number(count, current_language(), 0)


def _share(part: int, whole: int) -> str:
    return f"{format_percent(100 * part / whole, current_language(), 0)} ({_number(part)})"
