"""The enterprise as an employer in a year. Cases of differential treatment are for named roles; others get counts."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup


@dataclass(frozen=True, slots=True)
class Workforce:
    """The year's record and its positions; `cases` stay empty for those who get counts alone."""

    year: int
    record: OwnWorkforceYear | None
    positions: list[PositionGroup]
    counts: dict[str, int]
    cases: list[DifferentialTreatment] = field(default_factory=list)


def workforce_of(viewer: Viewer, enterprise: OrgUnit, year: int, *, with_cases: bool) -> Workforce:
    """What is held of the year. A case belongs to the year it was advertised, assessed or, without a day, written.

    At most four queries.
    """
    visible = OwnWorkforceYear.objects.visible_to(viewer, Permission.VIEW_WORKFORCE)
    positions = PositionGroup.objects.visible_to(viewer, Permission.VIEW_WORKFORCE)
    of_year = (
        Q(advertised_on__year=year)
        | Q(advertised_on__isnull=True, assessed_on__year=year)
        | Q(advertised_on__isnull=True, assessed_on__isnull=True, created_at__year=year)
    )
    held = DifferentialTreatment.objects.filter(of_year, enterprise=enterprise)
    late = Q(assessed_on__gt=F("advertised_on")) | Q(assessed_on__isnull=True, advertised_on__isnull=False)
    counts = held.aggregate(
        cases=Count("pk"),
        documented=Count("pk", filter=Q(documented_on__isnull=False)),
        flagged=Count("pk", filter=late),
    )
    cases = held.visible_to(viewer, Permission.VIEW_WORKFORCE_CASES) if with_cases else held.none()
    return Workforce(
        year=year,
        record=visible.filter(enterprise=enterprise, year=year).first(),
        positions=list(positions.filter(enterprise=enterprise, year=year).order_by("name", "pk")),
        counts=counts,
        cases=list(cases.select_related("unit").order_by("-advertised_on", "pk")),
    )
