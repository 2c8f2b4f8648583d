"""Checks as a template sees them: the plan's state in words, why something is proposed, and what a duty rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from samsvar.core.catalogues.checks import CARDS, RATES
from samsvar.core.catalogues.names import row_text, sector_name
from samsvar.core.rules.checks import Duty, Ground, PlanProgress, Proposal
from samsvar.core.rules.checks.plan import MONTHS
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import Check, CheckFinding, WageLine
from samsvar.subjects.due_diligence.models.checks import OPEN, CheckKind, CheckStatus, Gravity, LineVerdict
from samsvar.subjects.due_diligence.presenters.factors import day_words
from samsvar.subjects.due_diligence.selectors.duties import UnderDuty

Words = str | Promise

GROUNDS: dict[str, Words] = {
    "sector": gettext_lazy("%(subject)s has a generally applicable minimum wage"),
    "public_contract": gettext_lazy("Public contract for services of at least 1.3 million kroner"),
    "older_public_contract": gettext_lazy("Public contract for services of at least 2.05 million kroner"),
    "sector_not_held": gettext_lazy("The sector %(subject)s is not among those held"),
    "no_service_sector": gettext_lazy("Nobody has said which sector the service is in"),
    "value_unknown": gettext_lazy("The value of the contract is not known"),
    "between_thresholds": gettext_lazy("The value lies between the older text’s two thresholds"),
    "goods": gettext_lazy("Goods"),
    "no_sector": gettext_lazy("In none of the sectors"),
    "below_threshold": gettext_lazy("Below the threshold of public contracts"),
    "not_our_contract": gettext_lazy("We only assist with the agreement"),
    "card_trade": gettext_lazy("%(subject)s: those who do the work carry HSE cards"),
    "approval": gettext_lazy("The firm must be approved by the Labour Inspection Authority"),
    "not_yet": gettext_lazy("HSE cards are needed from %(subject)s"),
    "no_trade": gettext_lazy("In none of the trades with HSE cards"),
}
RULES: dict[str, Words] = {
    "finding_overdue": gettext_lazy("A finding is over its deadline"),
    "finding_open": gettext_lazy("A finding is open"),
    "level_4": gettext_lazy("Level 4"),
    "level_3": gettext_lazy("Level 3"),
    "level_unknown": gettext_lazy("The level is unknown and counts as 3"),
    "level_low": gettext_lazy("Level 1 or 2"),
}
WHY: dict[str, Words] = {
    "wage_duty": gettext_lazy("under the wage duty"),
    "wage_duty_not_settled": gettext_lazy("whether it is under the wage duty is not settled"),
    "card_duty": gettext_lazy("HSE cards are needed"),
    "card_duty_not_settled": gettext_lazy("whether HSE cards are needed is not settled"),
    "open_findings": gettext_lazy("has open findings"),
    "highest_level": gettext_lazy("has the highest level"),
    "never_checked": gettext_lazy("never checked"),
    "interval_over": gettext_lazy("the time since the last check is up"),
}
LINE_REASONS: dict[str, Words] = {
    "rate": gettext_lazy("By the rate of the category"),
    "by_any_category": gettext_lazy("Whatever the category"),
    "before_first_edition": gettext_lazy(
        "No rate is held for a day so early: look it up with the Labour Inspection Authority"
    ),
    "rate_not_held": gettext_lazy("The rate of the sector is not held"),
    "category_not_held": gettext_lazy("The rate of the category is not held"),
    "no_day": gettext_lazy("The day is not known"),
    "no_pay": gettext_lazy("What was paid is not known"),
    "category_needed": gettext_lazy("It depends on the category"),
    "night_not_held": gettext_lazy("The night supplement is not held"),
}
ASK_FOR: dict[str, Words] = {
    CheckKind.WAGE_DUTY: gettext_lazy(
        "Contracts of employment, payslips and lists of hours for those who have worked on the contract in the period."
    ),
    CheckKind.HMS_CARD: gettext_lazy(
        "A list of the HSE cards of those who work on the contract, with numbers and expiry."
    ),
}
#: Kinds of a pill by gravity.
GRAVITY_KINDS = {Gravity.MINOR: "", Gravity.SERIOUS: "warn", Gravity.CRITICAL: "bad"}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A check in the plan's table. `kind` colours its state; `late` has its words."""

    check: Check
    kind: str
    late: bool
    found: int
    still: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of wages in words."""

    line: WageLine
    category: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class GroundWords:
    """A ground of a duty in words, with where it is written."""

    words: str
    source: str


def finding(progress: PlanProgress, year: int) -> str:
    """The plan's heading: what is so."""
    if not progress.planned:
        return gettext("No checks are planned for %(year)s") % {"year": year}
    words = ngettext(
        "%(done)s of %(n)s check in the plan for %(year)s is done",
        "%(done)s of %(n)s checks in the plan for %(year)s are done",
        progress.planned,
    )
    return words % {"done": progress.done, "n": progress.planned, "year": year}


def row(check: Check, today: date) -> PlanRow:
    """A check of the plan. It carries `found` and `still` from its selector."""
    late = check.status in OPEN and check.due_on < today
    kinds = {CheckStatus.JUDGED: "good", CheckStatus.RECEIVED: "warn"}
    found, still = getattr(check, "found", 0), getattr(check, "still", 0)
    return PlanRow(check, kinds.get(CheckStatus(check.status), ""), late, found, still)


#: The saved views of the plan, of the contracts under a duty, and of the findings.
PLAN_VIEWS: dict[str, Words] = {
    "all": gettext_lazy("The whole plan"),
    "late": gettext_lazy("Late"),
    "open": gettext_lazy("To do"),
    "done": gettext_lazy("Done"),
    "cancelled": gettext_lazy("Cancelled"),
}
DUTY_VIEWS: dict[str, Words] = {
    "lacking": gettext_lazy("Wages not controlled"),
    "cards": gettext_lazy("Cards not looked at"),
    "unsettled": gettext_lazy("Not settled"),
    "all": gettext_lazy("All under a duty"),
}
FINDING_VIEWS: dict[str, Words] = {"open": gettext_lazy("Open"), "closed": gettext_lazy("Closed")}


def tabs(words: Mapping[str, Words], counts: Mapping[str, int], here: str) -> list[dict[str, object]]:
    """Saved views with their counts; `here` is the one that is shown."""
    return [{"code": code, "label": words[code], "count": counts[code], "here": code == here} for code in words]


def grounds(duty: Duty) -> list[GroundWords]:
    """What a duty rests on, or what is missing to settle it."""
    return [GroundWords(ground_words(ground), ground.source) for ground in duty.grounds]


def ground_words(ground: Ground) -> str:
    """A ground in words."""
    subject = ground.subject
    if ground.rule == "card_trade":
        subject = row_text(CARDS, subject, "name", current_language()) or subject
    elif ground.rule == "not_yet":
        subject = day_words(subject)
    elif subject:
        subject = sector_name(subject, current_language())
    return str(GROUNDS.get(ground.rule, ground.rule)) % {"subject": subject}


def duty_finding(rows: Sequence[UnderDuty], year: int) -> str:
    """The heading of the list of duties: how many lack a control."""
    under = [each for each in rows if each.wage.applies is True]
    if not under:
        return gettext("No contracts are under the wage duty")
    lacking = sum(each.lacks_control for each in under)
    words = ngettext(
        "%(lacking)s of %(n)s contract under the wage duty is not controlled in %(year)s",
        "%(lacking)s of %(n)s contracts under the wage duty are not controlled in %(year)s",
        len(under),
    )
    return words % {"lacking": lacking, "n": len(under), "year": year}


def why(proposal: Proposal) -> str:
    """Why a check is proposed, in one sentence."""
    return _why(proposal.rule, proposal.why)


def stored_why(check: Check) -> str:
    """Why the plan proposed the check, as it stood then; empty where a person planned it."""
    return _why(check.rule, check.why.split(";")) if check.rule in MONTHS else ""


def _why(rule: str, codes: Iterable[str]) -> str:
    months = MONTHS[rule]
    often = ngettext("every %(n)s month", "every %(n)s months", months) % {"n": months}
    reasons = ", ".join(str(WHY[code]) for code in codes if code in WHY)
    return gettext("%(rule)s: %(often)s; %(reasons)s.") % {"rule": RULES[rule], "often": often, "reasons": reasons}


def line(row: WageLine) -> LineRow:
    """A line of wages."""
    category = row_text(RATES, f"{row.sector}/{row.category}", "name", current_language()) if row.category else ""
    kinds = {LineVerdict.BELOW: "bad", LineVerdict.MEETS: "good"}
    return LineRow(row, category, kinds.get(LineVerdict(row.verdict), "warn"), str(LINE_REASONS.get(row.reason, "")))


def wage_sum(lines: Iterable[WageLine]) -> str:
    """How many lines are below the rate, and what is owed on them as far as the hours are known."""
    held = list(lines)
    below = [each for each in held if each.verdict == LineVerdict.BELOW]
    words = ngettext(
        "%(below)s of %(n)s line is below the rate", "%(below)s of %(n)s lines are below the rate", len(held)
    )
    told = words % {"below": len(below), "n": len(held)}
    unknown = sum(each.verdict == LineVerdict.UNKNOWN for each in held)
    if not unknown:
        return told
    left = ngettext("%(n)s line cannot be told", "%(n)s lines cannot be told", unknown) % {"n": unknown}
    return f"{told}; {left}"


def owed_ore(lines: Iterable[WageLine]) -> int | None:
    """What is owed on the lines below the rate; None where the hours of one of them are not known."""
    owed = [each.owed_ore for each in lines if each.verdict == LineVerdict.BELOW]
    return None if any(ore is None for ore in owed) else sum(ore for ore in owed if ore is not None)


def gravity_kind(found: CheckFinding) -> str:
    """The pill of a finding's gravity."""
    return GRAVITY_KINDS[Gravity(found.gravity)]


def findings_heading(count: int, late: int) -> str:
    """The heading of the list of findings."""
    if not count:
        return gettext("No findings are open")
    words = ngettext("%(n)s finding is open", "%(n)s findings are open", count) % {"n": count}
    if not late:
        return words
    return gettext("%(open)s, %(late)s over the deadline") % {"open": words, "late": late}


def proposal_heading(found: Sequence[tuple[Contract, Proposal]], year: int) -> str:
    """The heading of the proposals."""
    if not found:
        return gettext("The plan for %(year)s has what the risk asks for") % {"year": year}
    words = ngettext(
        "%(n)s check should stand in the plan for %(year)s",
        "%(n)s checks should stand in the plan for %(year)s",
        len(found),
    )
    return words % {"n": len(found), "year": year}
