"""The list of actions of due diligence: whose they are, by when, and why they exist."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import ENDED, Action, ActionStatus
from samsvar.subjects.due_diligence.models import ImpactAction, RiskArea

PAGE = 25
VIEWS = ("open", "mine", "late", "nobody", "done", "cancelled")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the list for; empty means any."""

    view: str = "open"
    text: str = ""
    area: str = ""


def actions_of(viewer: Viewer, unit: OrgUnit) -> QuerySet[Action]:
    """The actions of the unit and beneath it, in its enterprise, as far as the viewer may see them."""
    rows = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS).filter(enterprise=unit.enterprise_id)
    if unit.pk != unit.enterprise_id:
        rows = rows.filter(unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    return rows


def view_filters(viewer: Viewer, today: date) -> dict[str, Q]:
    """The saved views by code, in the order they stand."""
    going = ~Q(status__in=ENDED)
    mine = Q(responsible=viewer.person) if viewer.person else Q(pk__in=[])
    return {
        "open": going,
        "mine": going & mine,
        "late": going & Q(due_on__lt=today),
        "nobody": going & Q(responsible__isnull=True, responsible_name=""),
        "done": Q(status=ActionStatus.DONE),
        "cancelled": Q(status=ActionStatus.CANCELLED),
    }


def counts(viewer: Viewer, unit: OrgUnit, today: date) -> dict[str, int]:
    """How many actions each saved view holds. One query."""
    wanted = {name: Count("pk", filter=found) for name, found in view_filters(viewer, today).items()}
    found: dict[str, int] = actions_of(viewer, unit).aggregate(**wanted)
    return found


def filtered(viewer: Viewer, unit: OrgUnit, asked: Asked, today: date) -> QuerySet[Action]:
    """The actions that were asked for, the nearest deadline first, with why each exists."""
    rows = actions_of(viewer, unit).filter(view_filters(viewer, today)[asked.view])
    if asked.text:
        rows = rows.filter(title__icontains=asked.text)
    if asked.area:
        tied = ImpactAction.objects.filter(area__key=asked.area)
        rows = rows.filter(pk__in=tied.values("action"))
    order = F("done_on").desc(nulls_last=True) if asked.view == "done" else F("due_on").asc(nulls_last=True)
    return rows.select_related("responsible").prefetch_related(_reasons(), "comes_from").order_by(order, "pk")


def with_reasons(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Each action with what it answers, who does it, and what it continues."""
    return rows.select_related("responsible", "enterprise", "unit", "continued_from").prefetch_related(_reasons())


def areas_of(viewer: Viewer, enterprise: OrgUnit, year: int) -> list[tuple[str, str]]:
    """Keys and titles of the year's risk areas, to filter by. One query."""
    rows = RiskArea.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise, year=year)
    return list(rows.order_by("rank").values_list("key", "title"))


def _reasons() -> Prefetch[str, QuerySet[ImpactAction], str]:
    ties = ImpactAction.objects.select_related("impact__unit", "area__enterprise", "contract__unit").order_by("pk")
    return Prefetch("due_diligence_links", queryset=ties, to_attr="reasons")
