"""Reads of internal controls with how each stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from samsvar.core.rules.controls import ControlStanding, ControlState, Result, control_standing
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.governance.models import ControlOutcome, ControlResult, InternalControl


@dataclass(frozen=True)
class Standing:
    """A control with how it stands."""

    row: InternalControl
    stands: ControlStanding
    results: tuple[ControlResult, ...]

    @property
    def views(self) -> frozenset[str]:
        """The saved views it belongs to."""
        if self.stands.state is ControlState.ENDED:
            return frozenset({"ended"})
        owing = {"owing"} if self.stands.state in (ControlState.LATE, ControlState.DUE) else set()
        wrong = {"deviation"} if self.stands.open_deviations else set()
        return frozenset({"going"} | owing | wrong)


def control_rows(viewer: Viewer) -> "QuerySet[InternalControl]":
    """The controls the viewer may see, with their results, newest first."""
    rows = InternalControl.objects.visible_to(viewer, Permission.VIEW_DOCUMENTS)
    rows = rows.select_related("unit", "enterprise", "responsible", "requirement__document")
    results = ControlResult.objects.select_related("action__unit").order_by("-done_on", "-pk")
    return rows.prefetch_related(Prefetch("results", results))


def controls_of(viewer: Viewer, enterprise: OrgUnit, today: date) -> list[Standing]:
    """The enterprise's controls, what is wrong or owed first. Two queries."""
    rows = [stands(row, today) for row in control_rows(viewer).filter(enterprise=enterprise)]
    order = list(ControlState)
    return sorted(rows, key=lambda each: (order.index(each.stands.state), each.stands.due_on, each.row.title))


def stands(row: InternalControl, today: date) -> Standing:
    """How one stands, with what `control_rows` has read."""
    results = tuple(row.results.all())
    facts = [Result(each.done_on, each.outcome == ControlOutcome.DEVIATION, each.corrected_on) for each in results]
    return Standing(row, control_standing(row.begins_on, row.every_months, row.ended_on, facts, today), results)
