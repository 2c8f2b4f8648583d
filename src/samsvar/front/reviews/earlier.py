"""What earlier reviews left: decisions and what came of them, findings, proposals, and what is set aside."""

from datetime import date

from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.meetings.gathering import MOST_LINES, Gathered, Line
from samsvar.subjects.meetings.models import Decision, DecisionStep, Finding, Proposal, Review, ReviewKind
from samsvar.subjects.meetings.selectors.bodies import with_all
from samsvar.subjects.meetings.selectors.reviews import last_held, open_findings, resources_of


def last_decisions(review: Review, today: date) -> Gathered | None:
    """Each decision of the last review of the kind, with how its actions stand; None where none was held before."""
    last = last_held(review)
    if last is None:
        return None
    decisions = list(with_all(Decision.objects.filter(review=last)).order_by("pk"))
    lines = tuple(
        Line(each.text[:300], page_address("meetings:decision", each.key), each.decided_on.isoformat(), _came(each))
        for each in decisions[:MOST_LINES]
    )
    return Gathered(len(decisions), lines, page_address("meetings:review", last.key))


def _came(decision: Decision) -> str:
    steps: list[DecisionStep] = list(decision.steps.all())
    if not steps:
        return "no_steps"
    if any(step.action is None for step in steps):
        return "no_action"
    return "done" if all(step.action and step.action.has_ended for step in steps) else "open"


def audit_findings(review: Review, today: date) -> Gathered:
    """Findings of environmental audits of the unit that are not closed."""
    rows = Finding.objects.filter(
        review__unit=review.unit, review__kind=ReviewKind.ENVIRONMENTAL_AUDIT, closed_on__isnull=True
    )
    rows = rows.select_related("review").order_by("due_on", "pk")
    return Gathered(rows.count(), tuple(_found(row) for row in rows[:MOST_LINES]))


def last_audit_findings(review: Review, today: date) -> Gathered | None:
    """Every finding of the last audit; None where none was held before."""
    last = last_held(review)
    if last is None:
        return None
    rows = list(last.findings.select_related("review").order_by("number"))
    return Gathered(len(rows), tuple(_found(row) for row in rows[:MOST_LINES]))


def _found(row: Finding) -> Line:
    on = row.due_on.isoformat() if row.due_on else ""
    word = "done" if row.closed_on else row.kind
    return Line(row.text[:200], page_address("meetings:review", row.review.key), on, word)


def chances(review: Review, today: date) -> Gathered:
    """What earlier reviews found could be better, and what working groups propose that nobody has answered."""
    found = [_found(row) for row in open_findings(review, "improvement", today)]
    proposed = Proposal.objects.filter(enterprise=review.enterprise, state="proposed", proposed_on__lte=today)
    proposed = proposed.order_by("proposed_on", "pk")
    found += [
        Line(row.title, page_address("meetings:proposal", row.key), row.proposed_on.isoformat(), "proposed")
        for row in proposed
    ]
    return Gathered(len(found), tuple(found[:MOST_LINES]))


def resources(review: Review, today: date) -> Gathered | None:
    """What is set aside in the review's year, by purpose; None where nothing is registered."""
    rows = list(resources_of(review.enterprise, review.year))
    lines = tuple(Line(f"{row.purpose}, {row.unit.name_nb}") for row in rows[:MOST_LINES])
    return Gathered(len(rows), lines, page_address("meetings:resources")) if rows else None


def scope(review: Review, today: date) -> Gathered | None:
    """What is written of the review's scope; None until somebody has."""
    return Gathered(1, (Line(review.scope[:300]),)) if review.scope else None
