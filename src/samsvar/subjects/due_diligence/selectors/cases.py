"""What the rules judge an impact by, gathered from its rows."""

from collections.abc import Iterable

from samsvar.core.rules.due_diligence import ImpactCase, Involvement
from samsvar.core.rules.risk import Finding, Nature
from samsvar.registers.actions.models import Action, ActionStatus
from samsvar.subjects.due_diligence.models import AdverseImpact, Remediation


def case_of(impact: AdverseImpact, *, conclusion: str | None = None) -> ImpactCase:
    """The case as the closing rule sees it. Two queries."""
    actions = Action.objects.filter(due_diligence_links__impact=impact).distinct()
    lines = list(Remediation.objects.filter(impact=impact))
    return case_from(impact, list(actions), lines, impact.conclusion if conclusion is None else conclusion)


def case_from(
    impact: AdverseImpact, actions: Iterable[Action], lines: Iterable[Remediation], conclusion: str
) -> ImpactCase:
    """The case from rows that have been read."""
    held, made = list(actions), list(lines)
    done = [action for action in held if action.status == ActionStatus.DONE]
    return ImpactCase(
        nature=Nature(impact.actuality),
        finding=Finding(impact.verification),
        involvement=Involvement(impact.involvement) if impact.involvement else None,
        known_on=impact.known_on,
        done_actions=len(done),
        open_actions=sum(not action.has_ended for action in held),
        done_without_result=sum(not action.result.strip() for action in done),
        remedied=all(map(has_reached_all, made)) if made else None,
        remedy_verified=bool(made) and all(line.verified_by for line in made),
        conclusion=conclusion,
    )


def has_reached_all(line: Remediation) -> bool:
    """Every one of those concerned has been reached; where their number is not known, somebody has verified it."""
    if line.people is not None and line.reached is not None:
        return line.reached >= line.people
    return bool(line.verified_by)
