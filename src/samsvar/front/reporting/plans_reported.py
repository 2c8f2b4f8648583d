"""Which plans are reported, late and missing against the wheel, shown on the page of a body that answers for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samsvar.core.rules.wheel.activities import RESULTS, ResultKind
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body, BodyKind, OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.sections import Section
from samsvar.registers.wheel.models import Occurrence
from samsvar.subjects.plans.models import Plan, PlanState

MOST = 60
_ANSWERS = frozenset({BodyKind.DIRECTORS_MEETING, BodyKind.BOARD, BodyKind.MANAGEMENT})
_GIVES_PLANS = frozenset(code for code, result in RESULTS.items() if result is ResultKind.SURVEY_AND_HSE_PLAN)
_REPORTED = frozenset({PlanState.SUBMITTED, PlanState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Reported:
    """A unit: its plan of the year (None: missing), the last day in the wheel, and how that stands in words."""

    unit: OrgUnit
    plan: Plan | None
    due_on: date | None
    words: str
    kind: str
    done: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the section shows."""

    year: int
    rows: Sequence[Reported]
    reported: int
    late: int
    missing: int


def plans_reported(viewer: Viewer, body: Body) -> Section | None:
    """The plans of the units right beneath the body's enterprise, what is late first. Two queries.

    A plan is reported when it is handed in. The wheel's day is the last one of the activity that makes the plans, at
    each unit's own enterprise; without one nothing is late.
    """
    if body.kind not in _ANSWERS:
        return None
    on = today()
    seen = OrgUnit.objects.filter(units_visible_to(viewer, Permission.VIEW_ACTIONS), parent_id=body.enterprise_id)
    days = (
        Occurrence.objects.visible_to(viewer, Permission.VIEW_WHEEL)
        .shown()
        .filter(activity__code__in=_GIVES_PLANS, year=on.year, due_on__isnull=False)
        .filter(enterprise=OuterRef("enterprise"))
    )
    last_day = Subquery(days.order_by("-due_on").values("due_on")[:1])
    units = list(seen.alive(on).annotate(plan_due_on=last_day).order_by("path")[:MOST])
    if not units:
        return None
    plans = Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(unit__in=units, year=on.year)
    held: dict[int, Plan] = {}
    for plan in plans.order_by("pk"):
        if plan.unit_id not in held or plan.state in _REPORTED:
            held[plan.unit_id] = plan
    due = {unit.pk: unit.plan_due_on for unit in units}  # type: ignore[attr-defined]  # annotated above
    rows = [_reported(unit, held.get(unit.pk), due[unit.pk], on) for unit in units]
    rows.sort(key=lambda each: (each.done, each.kind != "bad", each.plan is not None))
    late = sum(each.kind == "bad" for each in rows)
    missing = sum(each.plan is None for each in rows)
    return Section(
        "reporting/plans_reported.html", Found(on.year, rows, sum(each.done for each in rows), late, missing)
    )


def _reported(unit: OrgUnit, plan: Plan | None, due_on: date | None, on: date) -> Reported:
    done = plan is not None and plan.state in _REPORTED
    if plan is not None and done:
        return Reported(unit, plan, due_on, str(plan.get_state_display()), "good", True)
    is_late = due_on is not None and on > due_on
    words = pgettext("plan", "not handed in") if plan is not None else _("missing")
    return Reported(unit, plan, due_on, words, "bad" if is_late else "warn", False)
