"""Action plans: whether they are good, how they go on to the next period, and how they gather up the tree."""

from samsvar.core.rules.plans.actions import (
    OPEN,
    Continuity,
    Cost,
    CostKind,
    PlanAction,
    PlanFacts,
    Status,
)
from samsvar.core.rules.plans.quality import (
    MEASURES,
    CriteriaSet,
    Criterion,
    Measured,
    PlanQuality,
    Result,
    UnitCount,
    count_units,
    judge_plan,
)
from samsvar.core.rules.plans.rolling import (
    CostSum,
    EditionComparison,
    GatheredPlan,
    PlanLine,
    carry_forward,
    compare_editions,
    gather_plans,
    sum_costs,
)

__all__ = [
    "MEASURES",
    "OPEN",
    "Continuity",
    "Cost",
    "CostKind",
    "CostSum",
    "CriteriaSet",
    "Criterion",
    "EditionComparison",
    "GatheredPlan",
    "Measured",
    "PlanAction",
    "PlanFacts",
    "PlanLine",
    "PlanQuality",
    "Result",
    "Status",
    "UnitCount",
    "carry_forward",
    "compare_editions",
    "count_units",
    "gather_plans",
    "judge_plan",
    "sum_costs",
]
