"""Cases, decisions and what they ask for, and proposals of working groups.

A decision's steps become actions by `core/rules/wheel/meetings.actions_from`: each once, however often it is pressed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samsvar.core.rules.wheel.meetings import Decision as Decided
from samsvar.core.rules.wheel.meetings import Step, actions_from
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.organisation.models import Body
from samsvar.platform.organisation.services.writing import (
    NotAllowed,
    enterprise_key,
    known_fields,
    save_changed,
    save_new,
    save_values,
)
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action, ReasonKind
from samsvar.registers.actions.services import create_action
from samsvar.registers.wheel.models import Meeting
from samsvar.subjects.meetings import events
from samsvar.subjects.meetings.models import Case, Decision, DecisionStep, Proposal, ProposalState, Review
from samsvar.subjects.meetings.services.making import action_fields, comes_from, must_not_be_held

CASE = frozenset({"meeting", "number", "year", "title", "summary", "link"})
WEIGHED = frozenset({"weighed_climate", "weighed_social", "weighed_economy"})
STEP = frozenset({"what", "unit", "responsible", "due_on", "expected_result"})
PROPOSAL = frozenset({"unit", "title", "why", "expected_result", "proposed_on"})


@transaction.atomic
def add_case(*, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime) -> Case:
    """Register a case of a body. Raises NotAllowed: `case_there` (facts `number`), `meeting_of_another`."""
    case = Case(enterprise=body.enterprise, body=body, **known_fields(fields, CASE))
    _check_case(case)
    return save_new(case, kind=events.CASE_ADDED, enterprise=case.enterprise, by=by, at=at)


@transaction.atomic
def change_case(*, case: Case, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None) -> Case:
    """Correct a case. Raises StaleVersion, and NotAllowed as `add_case`."""
    values = known_fields(fields, CASE)
    held = {name: getattr(case, name) for name in CASE}
    _check_case(Case(pk=case.pk, enterprise=case.enterprise, body=case.body, **{**held, **values}))
    return save_changed(
        case, values, kind=events.CASE_CHANGED, enterprise=case.enterprise, by=by, at=at, version=version
    )


@transaction.atomic
def register_decision(
    *, of: Case | Meeting | Review, text: str, decided_on: date, weighed: Mapping[str, str], by: Actor, at: datetime
) -> Decision:
    """Register what was decided in a case, agreed in a meeting, or decided in a review.

    Raises NotAllowed: `held` for a review whose minutes are frozen, `no_text`.
    """
    if not text.strip():
        raise NotAllowed("no_text")
    decision = Decision(text=text.strip(), decided_on=decided_on, **known_fields(weighed, WEIGHED))
    if isinstance(of, Case):
        decision.case, decision.enterprise = of, of.enterprise
    elif isinstance(of, Meeting):
        decision.meeting, decision.enterprise = of, of.body.enterprise
    else:
        must_not_be_held(of)
        decision.review, decision.enterprise = of, of.enterprise
    return save_new(decision, kind=events.DECIDED, enterprise=decision.enterprise, by=by, at=at)


@transaction.atomic
def change_decision(
    *, decision: Decision, text: str, decided_on: date, by: Actor, at: datetime, version: int | None = None
) -> Decision:
    """Correct the words or the day. Raises StaleVersion; NotAllowed: `held`, `no_text`."""
    if decision.review:
        must_not_be_held(decision.review)
    if not text.strip():
        raise NotAllowed("no_text")
    values = {"text": text.strip(), "decided_on": decided_on}
    kind = events.DECISION_CHANGED
    return save_changed(decision, values, kind=kind, enterprise=decision.enterprise, by=by, at=at, version=version)


@transaction.atomic
def weigh_decision(
    *, decision: Decision, weighed: Mapping[str, str], by: Actor, at: datetime, version: int | None = None
) -> Decision:
    """Write how it was weighed in each dimension, also after the meeting. Raises StaleVersion."""
    values = known_fields(weighed, WEIGHED)
    kind = events.WEIGHED
    return save_changed(decision, values, kind=kind, enterprise=decision.enterprise, by=by, at=at, version=version)


@transaction.atomic
def add_step(*, decision: Decision, fields: Mapping[str, Any], by: Actor, at: datetime) -> DecisionStep:
    """Say what the decision asks somebody to do."""
    last = decision.steps.order_by("-position").values_list("position", flat=True).first() or 0
    step = DecisionStep(decision=decision, position=last + 1, **known_fields(fields, STEP))
    return save_new(step, kind=events.STEP_ADDED, enterprise=decision.enterprise, by=by, at=at)


@transaction.atomic
def change_step(
    *, step: DecisionStep, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> DecisionStep:
    """Change what is asked for. Raises StaleVersion; NotAllowed: `is_action` where it has become one."""
    if step.action_id:
        raise NotAllowed("is_action")
    enterprise = step.decision.enterprise
    values = known_fields(fields, STEP)
    return save_changed(step, values, kind=events.STEP_CHANGED, enterprise=enterprise, by=by, at=at, version=version)


@transaction.atomic
def turn_into_actions(*, decision: Decision, by: Actor, at: datetime) -> list[Action]:
    """An action of each step that is not one already, in order. Raises NotAllowed: `no_steps`, `all_are_actions`."""
    steps = {f"{decision.key}/{step.position}": step for step in _steps_of(decision)}
    if not steps:
        raise NotAllowed("no_steps")
    made = [key for key, step in steps.items() if step.action_id]
    drafts = actions_from([as_decided(decision, list(steps.values()))], made)
    if not drafts:
        raise NotAllowed("all_are_actions")
    actions, rows = [], []
    for draft in drafts:
        step = steps[draft.key]
        action = create_action(
            enterprise=decision.enterprise,
            unit=step.unit,
            fields=action_fields(
                title=step.what,
                description=decision.text,
                responsible=step.responsible,
                due_on=step.due_on,
                due_reason=_("It was decided %(where)s") % {"where": where(decision)},
                expected_result=step.expected_result,
            ),
            by=by,
            at=at,
            **comes_from(ReasonKind.DECISION, decision.key, where(decision)),
        )
        rows.append(save_values(step, {"action": action}, at=at))
        actions.append(action)
    record(events.TURNED, by=by, at=at, enterprise=enterprise_key(decision.enterprise), rows=rows)
    return actions


def as_decided(decision: Decision, steps: list[DecisionStep]) -> Decided:
    """The decision as the rules meet it. Steps are numbered by their place, which has no gaps."""
    return Decided(
        key=decision.key,
        text=decision.text,
        decided_on=decision.decided_on,
        steps=tuple(Step(step.what, step.responsible.key if step.responsible else None, step.due_on) for step in steps),
    )


def where(decision: Decision) -> str:
    """Where it was decided, in the active language: “in case 40/23 of the board”."""
    if decision.case:
        words = _("in case %(number)s, %(body)s")
        return words % {"number": decision.case.number, "body": decision.case.body.name(current_language())}
    if decision.meeting:
        return _("in a meeting with %(body)s") % {"body": decision.meeting.body.name(current_language())}
    return _("in the review: %(review)s") % {"review": str(decision.review)}


@transaction.atomic
def propose_action(*, body: Body, fields: Mapping[str, Any], by: Actor, at: datetime) -> Proposal:
    """A body proposes an action."""
    proposal = Proposal(enterprise=body.enterprise, body=body, **known_fields(fields, PROPOSAL))
    return save_new(proposal, kind=events.PROPOSED, enterprise=proposal.enterprise, by=by, at=at)


@transaction.atomic
def take_up_proposal(*, proposal: Proposal, by: Actor, at: datetime, version: int | None = None) -> Action:
    """The proposal becomes an action. Raises StaleVersion; NotAllowed: `answered`."""
    _must_be_open(proposal)
    action = create_action(
        enterprise=proposal.enterprise,
        unit=proposal.unit,
        fields=action_fields(title=proposal.title, description=proposal.why, expected_result=proposal.expected_result),
        by=by,
        at=at,
        **comes_from(ReasonKind.MEETING, proposal.key, proposal.body.name_nb),
    )
    row = save_values(proposal, {"state": ProposalState.TAKEN_UP, "action": action}, at=at, version=version)
    record(events.PROPOSAL_TAKEN_UP, by=by, at=at, enterprise=enterprise_key(proposal.enterprise), rows=[row])
    return action


@transaction.atomic
def decline_proposal(
    *, proposal: Proposal, answer: str, by: Actor, at: datetime, version: int | None = None
) -> Proposal:
    """The proposal is answered with why not. Raises StaleVersion; NotAllowed: `answered`, `no_text`."""
    _must_be_open(proposal)
    if not answer.strip():
        raise NotAllowed("no_text")
    values = {"state": ProposalState.DECLINED, "answer": answer.strip()}
    kind = events.PROPOSAL_DECLINED
    return save_changed(proposal, values, kind=kind, enterprise=proposal.enterprise, by=by, at=at, version=version)


def _steps_of(decision: Decision) -> list[DecisionStep]:
    return list(decision.steps.select_related("responsible", "unit").order_by("position"))


def _check_case(case: Case) -> None:
    same = Case.objects.filter(body=case.body, year=case.year, number=case.number).exclude(pk=case.pk)
    if same.exists():
        raise NotAllowed("case_there", number=case.number)
    if case.meeting and case.meeting.body_id != case.body_id:
        raise NotAllowed("meeting_of_another")


def _must_be_open(proposal: Proposal) -> None:
    if proposal.state != ProposalState.PROPOSED:
        raise NotAllowed("answered")
