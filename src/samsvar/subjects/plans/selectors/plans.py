"""Which units have plans, and what the form of an action may choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet

from samsvar.core.rules.plans import PlanQuality, UnitCount, count_units
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action
from samsvar.registers.indicators.models import Goal, Indicator
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.plans.models import Plan, PlanQualityResult, PlanState

PAGE = 25
VIEWS = ("near", "all", "lacking", "weak", "late", "submitted")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the list for; empty means any."""

    year: int
    view: str = "near"
    text: str = ""


def visible_plans(viewer: Viewer) -> QuerySet[Plan]:
    """The plans that the viewer may see, with their units."""
    rows = Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
    return rows.select_related("unit__parent", "enterprise", "follows")


def meetings_in_words(viewer: Viewer) -> QuerySet[Meeting]:
    """The meeting that anchored a plan, to be asked for within a question on plans.

    A plan tells its meeting in words: it is the one of that day, of a body at or above the plan's unit that the words
    name.
    """
    rows = Meeting.objects.visible_to(viewer, Permission.VIEW_WHEEL).filter(held_on=OuterRef("anchored_on"))
    said, place = (ExpressionWrapper(OuterRef(name), CharField()) for name in ("anchored_in", "unit__path"))
    named = rows.annotate(said=said, place_of_plan=place).filter(
        said__icontains=F("body__name_nb"), place_of_plan__startswith=F("body__enterprise__path")
    )
    return named.order_by("pk")


def units_of(viewer: Viewer, unit: OrgUnit, on: date) -> QuerySet[OrgUnit]:
    """The unit and all beneath it that are there on the day and that the viewer may see."""
    seen = OrgUnit.objects.filter(units_visible_to(viewer, Permission.VIEW_UNITS))
    return seen.filter(path__gte=unit.path, path__lt=unit.path_end).alive(on)


def view_filters(unit: OrgUnit, year: int) -> dict[str, Q]:
    """The saved views by code."""
    plans = Plan.objects.filter(unit=OuterRef("pk"), year=year)
    good = plans.filter(quality__active=True, quality__good=True)
    return {
        "near": Q(pk=unit.pk) | Q(parent=unit.pk),
        "all": Q(),
        "lacking": ~Q(Exists(plans)),
        "weak": Q(Exists(plans)) & ~Q(Exists(good)),
        "late": Q(Exists(plans.filter(quality__late__gt=0))),
        "submitted": Q(Exists(plans.filter(state=PlanState.SUBMITTED))),
    }


def filtered(viewer: Viewer, unit: OrgUnit, asked: Asked, on: date) -> QuerySet[OrgUnit]:
    """The units asked for, from the top of the tree down, each with its plans of the year in `plans_of_year`."""
    rows = units_of(viewer, unit, on).filter(view_filters(unit, asked.year)[asked.view])
    if asked.text:
        rows = rows.filter(Q(name_nb__icontains=asked.text) | Q(name_nn__icontains=asked.text))
    plans: Any = Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(year=asked.year)
    plans = Prefetch("plans", plans.select_related("quality").order_by("title", "pk"), to_attr="plans_of_year")
    return rows.select_related("parent").prefetch_related(plans).order_by("path")


def standing(viewer: Viewer, unit: OrgUnit, year: int, on: date) -> UnitCount:
    """Units beneath (and with) the unit whose plan is active and good, of all: Østfold's indicator 5. Two queries.

    Units without a plan, which there may be thousands of, are counted and not read.
    """
    units = units_of(viewer, unit, on)
    every = units.order_by().count()
    found = _qualities(PlanQualityResult.objects.filter(plan__year=year, plan__unit__in=units))
    having = {each.unit_id for each in found}
    return count_units(having, found, others=every - len(having))


def qualities_of(unit: OrgUnit, year: int) -> list[PlanQuality]:
    """What was last worked out of the plans of the unit and all beneath it. One query."""
    beneath = {"plan__unit__path__gte": unit.path, "plan__unit__path__lt": unit.path_end}
    return _qualities(PlanQualityResult.objects.filter(plan__year=year, **beneath))


def _qualities(results: QuerySet[PlanQualityResult]) -> list[PlanQuality]:
    rows = results.values_list("plan__key", "plan__unit_id", "active", "good")
    return [PlanQuality(key, str(unit_id), (), active, good) for key, unit_id, active, good in rows]


def goals_for(unit: OrgUnit, year: int) -> QuerySet[Goal]:
    """The goals that hold for the unit in the year: its own and those set above it."""
    rows = Goal.objects.filter(unit__key__in=unit.line_keys)
    rows = rows.filter(Q(from_year__isnull=True) | Q(from_year__lte=year))
    return rows.filter(Q(to_year__isnull=True) | Q(to_year__gte=year)).order_by("dimension", "code")


def indicators_for(unit: OrgUnit) -> QuerySet[Indicator]:
    """The indicators that are measured for the unit."""
    return Indicator.objects.filter(unit__key__in=unit.line_keys, retired=False).order_by("theme", "number", "code")


def actions_above(plan: Plan) -> QuerySet[Action]:
    """The actions in the same year's plans of the units above, which an action here may carry out."""
    upper = plan.unit.line_keys[:-1]
    rows = Action.objects.filter(planned_in__plan__unit__key__in=upper, planned_in__plan__year=plan.year)
    return rows.select_related("unit").distinct().order_by("title", "pk")


def plans_of_unit(unit: OrgUnit, plan: Plan | None = None) -> Sequence[Plan]:
    """All plans of a unit, the newest first, but for the one named."""
    rows = Plan.objects.filter(unit=unit).order_by("-from_on", "title")
    return list(rows.exclude(pk=plan.pk) if plan else rows)


def unit_of_words(enterprise: OrgUnit, words: str) -> OrgUnit | None:
    """The one unit of the enterprise by number, by name, or by number and name; None for none or several."""
    own = OrgUnit.objects.filter(enterprise=enterprise)
    number = words.split(" ", 1)[0]
    numbered = list(own.filter(number__iexact=words)[:2]) or list(own.filter(number__iexact=number)[:2])
    named = list(own.filter(Q(name_nb__iexact=words) | Q(name_nn__iexact=words))[:2])
    found = named or numbered
    return found[0] if len(found) == 1 else None


def outside_plans(viewer: Viewer, unit: OrgUnit) -> QuerySet[Action]:
    """Immediate actions at and beneath the unit that stand in no plan and are not over, the soonest first."""
    rows = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(immediate=True, planned_in=None)
    rows = rows.filter(unit__path__gte=unit.path, unit__path__lt=unit.path_end).exclude(status__in=ENDED)
    return rows.select_related("unit", "responsible", "enterprise").order_by(F("due_on").asc(nulls_last=True), "pk")


def open_plans_of(units: Iterable[int], year: int) -> dict[int, list[Plan]]:
    """The plans of units for the year and the next that are not accepted, by the unit's id. One query."""
    rows = Plan.objects.filter(unit__in=list(units), year__in=(year, year + 1)).exclude(state=PlanState.ACCEPTED)
    found: dict[int, list[Plan]] = {}
    for plan in rows.order_by("year", "title"):
        found.setdefault(plan.unit_id, []).append(plan)
    return found
