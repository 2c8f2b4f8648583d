"""How much has been assessed: by ownership and factor, and year by year, for the statement and the start page."""

from datetime import date

from django.db.models import Count, Q

from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import AssessmentRun

_FACTORS = ("product", "country", "service", "supplier")


def assessed_by_factor(enterprise: OrgUnit) -> dict[str, dict[str, int]]:
    """Contracts by ownership: how many, with a level, and by how many each factor is known, unknown or not in play.

    Keys per ownership: `contracts`, `level`, and `product`, `product_unknown` and so on for the four factors. For the
    statement's overview of which agreements are assessed by which factors. One query.
    """
    counted = {"contracts": Count("pk"), "level": Count("assessment__level")}
    for name in _FACTORS:
        column = "adjustment" if name == "supplier" else name
        counted[name] = Count(f"assessment__{column}")
        counted[f"{name}_unknown"] = Count("pk", filter=Q(assessment__unknown__contains=f";{name};"))
    rows = Contract.objects.filter(enterprise=enterprise).order_by("ownership").values("ownership").annotate(**counted)
    found = rows.values_list("ownership", *counted)
    return {ownership: dict(zip(counted, numbers, strict=True)) for ownership, *numbers in found}


def years_without_assessment(enterprise: OrgUnit, first: int, today: date) -> list[int]:
    """The years from `first` to this one in which nothing was assessed, so that they are shown as missing."""
    from_day, to_day = date(first, 1, 1), date(today.year, 12, 31)
    runs = AssessmentRun.objects.filter(enterprise=enterprise, on__gte=from_day, on__lte=to_day, contracts__gt=0)
    done = set(runs.order_by().values_list("on__year", flat=True).distinct())
    return [year for year in range(first, today.year + 1) if year not in done]
