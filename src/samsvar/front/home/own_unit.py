"""How a unit stands, on the start page of those who have their role there and not at the enterprise as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samsvar.core.rules.indicators.periods import PeriodKind, last_over
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.registers.indicators.presenters.standing import Line, line_of
from samsvar.registers.indicators.selectors.definitions import indicators_for
from samsvar.registers.indicators.selectors.pages import standings_of
from samsvar.subjects.plans.models import Plan

#: Indicators that are shown; the page of goals has the rest.
MOST = 6


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """The unit's indicators with a figure, those outside the target first, and its plans of the year.

    `plans`: title, address and how many actions are over their deadline. None where the viewer may not see them.
    """

    unit: OrgUnit
    lines: Sequence[Line] | None
    goals: str
    plans: Sequence[tuple[str, str, int]] | None
    all_plans: str

    @property
    def is_shown(self) -> bool:
        """Whether the viewer may see anything of it."""
        return self.lines is not None or self.plans is not None


def own_unit(viewer: Viewer, unit: OrgUnit, today: date) -> OwnUnit:
    """The unit's figures of the last tertial that is over, and its plans. At most five queries."""
    lines: list[Line] | None = None
    if viewer.may(Permission.VIEW_INDICATORS, unit):
        period = last_over(today, PeriodKind.TERTIAL)
        every = standings_of(unit, period, today, indicators_for(unit))
        known = [line_of(each, unit) for each in every if each.masked or each.number is not None]
        lines = sorted(known, key=lambda line: (not line.outside, not line.prioritised))[:MOST]
    plans = None
    if viewer.may(Permission.VIEW_ACTIONS, unit):
        plans = [(row.title, page_address("plans:plan", row.key), _late(row)) for row in _plans(viewer, unit, today)]
    asked = f"?unit={unit.key}"
    goals, all_plans = page_address("indicators:indicators"), page_address("plans:plans")
    return OwnUnit(unit, lines, f"{goals}{asked}", plans, f"{all_plans}{asked}")


def _plans(viewer: Viewer, unit: OrgUnit, today: date) -> QuerySet[Plan]:
    rows = Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(unit=unit, year=today.year)
    return rows.select_related("quality").order_by("title", "pk")


def _late(plan: Plan) -> int:
    quality = getattr(plan, "quality", None)
    return quality.late if quality else 0
