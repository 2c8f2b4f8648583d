"""Checks of wages, HSE cards and conditions: who is under the duty, which rate, what is found, and the year's plan.

`docs/method/checks.md` tells how, with the sources.
"""

from samsvar.core.rules.checks.duty import CardRules, Duty, DutyFacts, Ground, card_duty, sectors_of, wage_duty
from samsvar.core.rules.checks.plan import (
    CheckKind,
    PlanCheck,
    PlanContract,
    PlanProgress,
    Proposal,
    plan_progress,
    propose_checks,
)
from samsvar.core.rules.checks.statuses import (
    CheckStatus,
    Judging,
    may_close_finding,
    may_judge,
    may_move,
)
from samsvar.core.rules.checks.wages import (
    LineJudgement,
    PaidLine,
    RateAnswer,
    RateEdition,
    Verdict,
    WageRates,
    judge_line,
)

__all__ = [
    "CardRules",
    "CheckKind",
    "CheckStatus",
    "Duty",
    "DutyFacts",
    "Ground",
    "Judging",
    "LineJudgement",
    "PaidLine",
    "PlanCheck",
    "PlanContract",
    "PlanProgress",
    "Proposal",
    "RateAnswer",
    "RateEdition",
    "Verdict",
    "WageRates",
    "card_duty",
    "judge_line",
    "may_close_finding",
    "may_judge",
    "may_move",
    "plan_progress",
    "propose_checks",
    "sectors_of",
    "wage_duty",
]
