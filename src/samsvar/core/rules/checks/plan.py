"""The year's plan of checks by risk, and how much of it is done.

The law asks for the control that is necessary, by a risk assessment that is documented (anskaffelsesloven § 5 i), and
names no intervals: those below are the method's own and stand on one screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.checks.statuses import ENDED, CheckStatus
from samsvar.core.rules.dates import add_months, working_day_on_or_before


class CheckKind(StrEnum):
    """What is looked at, and how."""

    WAGE_DUTY = "wage_duty"
    HMS_CARD = "hms_card"
    SPOT_CHECK = "spot_check"
    AUDIT = "audit"
    SITE_VISIT = "site_visit"


@dataclass(frozen=True, slots=True)
class PlanContract:
    """What a contract's checks are planned from.

    `level` None is unknown. `wage` and `cards` None: whether the duty holds is not settled. `last` is the day of the
    last finished check of each kind, `planned` the kinds that stand in the year's plan already.
    """

    id: str
    level: int | None
    wage: bool | None = False
    cards: bool | None = False
    last: tuple[tuple[CheckKind, date], ...] = ()
    planned: frozenset[CheckKind] = frozenset()
    open_findings: int = 0
    overdue_findings: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A check that the plan proposes. `rule` set how often (`months`); `why` are the codes of what it rests on."""

    contract: str
    kind: CheckKind
    due_on: date
    rule: str
    months: int
    last_on: date | None
    why: tuple[str, ...]


MONTHS: dict[str, int] = {
    "finding_overdue": 1,
    "finding_open": 3,
    "level_4": 6,
    "level_3": 12,
    "level_unknown": 12,
    "level_low": 24,
}
"""How often, by the first rule that fits. An unknown level counts as 3, never as low."""
FIRST_MONTHS: dict[str, int] = {**MONTHS, "level_4": 2, "level_3": 4, "level_unknown": 4, "level_low": 8}
"""How soon from the day of planning where nobody has ever checked."""
OVERDUE_MONTHS = 1
"""How soon where the interval has run out already."""


def propose_checks(contracts: Iterable[PlanContract], year: int, on: date) -> list[Proposal]:
    """The checks that a year's plan should have and does not, the gravest rule first.

    A duty gives its check; a duty that is not settled does so too, until somebody settles it. An open finding gives a
    spot check; level 4 without any duty gives an audit. A day on a weekend becomes the Friday before.
    """
    begin = max(on, date(year, 1, 1))
    found = [
        proposal
        for contract in contracts
        for kind, reasons in _kinds(contract)
        if kind not in contract.planned
        for proposal in [_proposal(contract, kind, reasons, begin)]
        if proposal.due_on.year <= year
    ]
    order = list(MONTHS)
    return sorted(found, key=lambda each: (order.index(each.rule), each.due_on, each.contract, each.kind))


def _kinds(contract: PlanContract) -> list[tuple[CheckKind, tuple[str, ...]]]:
    found: list[tuple[CheckKind, tuple[str, ...]]] = []
    if contract.wage is not False:
        found.append((CheckKind.WAGE_DUTY, ("wage_duty" if contract.wage else "wage_duty_not_settled",)))
    if contract.cards is not False:
        found.append((CheckKind.HMS_CARD, ("card_duty" if contract.cards else "card_duty_not_settled",)))
    if contract.open_findings:
        found.append((CheckKind.SPOT_CHECK, ("open_findings",)))
    if not found and contract.level == 4:
        found.append((CheckKind.AUDIT, ("highest_level",)))
    return found


def _proposal(contract: PlanContract, kind: CheckKind, reasons: tuple[str, ...], begin: date) -> Proposal:
    rule = _rule(contract, kind)
    last = dict(contract.last).get(kind)
    if last is None:
        due, why = add_months(begin, FIRST_MONTHS[rule]), (*reasons, "never_checked")
    else:
        due, why = add_months(last, MONTHS[rule]), reasons
        if due < begin:
            due, why = add_months(begin, OVERDUE_MONTHS), (*reasons, "interval_over")
    return Proposal(contract.id, kind, working_day_on_or_before(due), rule, MONTHS[rule], last, why)


def _rule(contract: PlanContract, kind: CheckKind) -> str:
    if kind == CheckKind.SPOT_CHECK and contract.open_findings:
        return "finding_overdue" if contract.overdue_findings else "finding_open"
    if contract.level is None:
        return "level_unknown"
    return f"level_{contract.level}" if contract.level >= 3 else "level_low"


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """A check in the plan: how far it has come, and its day."""

    status: CheckStatus
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How the year's plan stands: `done` of `planned`; of those not done, `late` ones. `cancelled` are outside."""

    planned: int
    done: int
    late: int
    cancelled: int

    @property
    def left(self) -> int:
        """Neither done nor cancelled."""
        return self.planned - self.done


def plan_progress(checks: Iterable[PlanCheck], on: date) -> PlanProgress:
    """Counts the year's plan: done are those judged, late those whose day has passed without."""
    held = list(checks)
    standing = [check for check in held if check.status != CheckStatus.CANCELLED]
    done = sum(check.status == CheckStatus.JUDGED for check in standing)
    late = sum(check.status not in ENDED and check.due_on < on for check in standing)
    return PlanProgress(len(standing), done, late, len(held) - len(standing))
