"""The statuses of a check, when it may be judged, and when a finding may be closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsvar.core.rules.due_diligence import Decision


class CheckStatus(StrEnum):
    """How far a check has come."""

    PLANNED = "planned"
    ASKED = "asked"
    RECEIVED = "received"
    JUDGED = "judged"
    CANCELLED = "cancelled"


ENDED = frozenset({CheckStatus.JUDGED, CheckStatus.CANCELLED})

NEXT: dict[CheckStatus, frozenset[CheckStatus]] = {
    CheckStatus.PLANNED: frozenset({CheckStatus.ASKED, CheckStatus.RECEIVED, CheckStatus.CANCELLED}),
    CheckStatus.ASKED: frozenset({CheckStatus.ASKED, CheckStatus.RECEIVED, CheckStatus.CANCELLED}),
    CheckStatus.RECEIVED: frozenset(
        {CheckStatus.ASKED, CheckStatus.RECEIVED, CheckStatus.JUDGED, CheckStatus.CANCELLED}
    ),
    CheckStatus.JUDGED: frozenset(),
    CheckStatus.CANCELLED: frozenset(),
}
"""A visit is seen without asking first; what came may be too little, so that more is asked for."""


def may_move(now: CheckStatus, to: CheckStatus) -> Decision:
    """Whether a check may go from one status to another. Code: `check_ended`, `wrong_order`."""
    if to in NEXT[now]:
        return Decision()
    return Decision(("check_ended",) if now in ENDED else ("wrong_order",))


@dataclass(frozen=True, slots=True)
class Judging:
    """What judging a check is tried by: the lines below the rate, cards out of order, and findings noted."""

    status: CheckStatus
    conclusion: str
    judged_on: date
    received_on: date | None
    below: int = 0
    bad_cards: int = 0
    findings: int = 0


def may_judge(case: Judging, today: date) -> Decision:
    """Whether a check may be judged. What was found wrong must stand as a finding, so that it is followed to its end.

    Codes: those of `may_move`, `no_conclusion`, `judged_in_the_future`, `judged_before_received`,
    `below_without_finding`, `cards_without_finding`.
    """
    reasons = list(may_move(case.status, CheckStatus.JUDGED).reasons)
    if not case.conclusion.strip():
        reasons.append("no_conclusion")
    if case.judged_on > today:
        reasons.append("judged_in_the_future")
    if case.received_on is not None and case.judged_on < case.received_on:
        reasons.append("judged_before_received")
    if case.below and not case.findings:
        reasons.append("below_without_finding")
    if case.bad_cards and not case.findings:
        reasons.append("cards_without_finding")
    return Decision(tuple(reasons))


def may_close_finding(found_on: date, closed_on: date, what_was_done: str, today: date) -> Decision:
    """A finding stays open until somebody writes what was done. Codes: `nothing_done`, `finding_closed_early`,
    `finding_closed_in_the_future`."""
    reasons = [] if what_was_done.strip() else ["nothing_done"]
    if closed_on < found_on:
        reasons.append("finding_closed_early")
    if closed_on > today:
        reasons.append("finding_closed_in_the_future")
    return Decision(tuple(reasons))
