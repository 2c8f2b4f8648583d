"""What a person holds of a supplier's answer: question by question, what a gap becomes, and the conclusion.

What is judged a gap, or not, counts in the supplier's level at once (`take_effect`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from samsvar.core.rules.concluding import Concluded, may_conclude
from samsvar.core.rules.concluding import Conclusion as ConclusionCode
from samsvar.core.rules.due_diligence import LinkCertainty
from samsvar.core.rules.questionnaires import Question, gaps_in, template_from_plain, text_in
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, snapshot
from samsvar.platform.delivery.services import Recipient, queue_message
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services.writing import (
    Hindered,
    NotAllowed,
    enterprise_key,
    save_changed,
    save_new,
    take_version,
)
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    AnswerConclusion,
    Judged,
    QuestionJudgement,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.models.impacts import Actuality, Affected, Verification
from samsvar.subjects.due_diligence.selectors.campaigns.answers import CONCLUDED, gaps_with_gravity
from samsvar.subjects.due_diligence.services.actions import plan_follow_up
from samsvar.subjects.due_diligence.services.answering.recording import take_effect
from samsvar.subjects.due_diligence.services.impacts.impacts import register_impact
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted

#: The risks that a gap in what an answer feeds concerns.
_RISKS = {"wage_terms": ("wages", "working_hours"), "hse_cards": ("ohs",)}
#: How long a supplier has to close a gap where no day is wanted of it.
_TIME_TO_MEND = timedelta(days=30)


class MayNotConclude(Hindered):
    """The rule says that the conclusion cannot be drawn yet. `reasons` are the codes of what stands in the way."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one question. `version` is that of the judgement that was seen, None where none was seen: then
    one that somebody else has made meanwhile is not written over."""

    judged: str
    note: str = ""
    version: int | None = None


@transaction.atomic
def judge_questions(
    *, answer: SupplierAnswer, held: Mapping[str, Held], person: Person | None, by: Actor, at: datetime
) -> int:
    """Keep what is held of the questions; how many were new or changed. An empty `judged` makes a judgement unclear.

    One event for all. Raises StaleVersion where somebody judged the same question meanwhile, NotAllowed:
    `not_submitted`, `no_such_question`, `gap_followed` (it is an impact or an action already).
    """
    if answer.submitted_at is None:
        raise NotAllowed("not_submitted")
    SupplierAnswer.objects.select_for_update(of=("self",), no_key=True).get(pk=answer.pk)  # of two the second waits
    template = template_from_plain(answer.questionnaire_version.document)
    standing = {each.question: each for each in answer.judgements.all()}
    rows: list[RowChange] = []
    for question, wanted in held.items():
        if template.question(question) is None:
            raise NotAllowed("no_such_question")
        change = _judge(answer, question, wanted, standing.get(question), person, at)
        if change is not None:
            rows.append(change)
    if rows:
        about = {"receipt": answer.receipt, "questions": len(rows)}
        enterprise = enterprise_key(answer.enterprise)
        record(events.ANSWER_JUDGED, by=by, at=at, enterprise=enterprise, rows=rows, about=about)
        take_effect(answer, by=by, at=at)
    return len(rows)


def _judge(
    answer: SupplierAnswer,
    question: str,
    wanted: Held,
    row: QuestionJudgement | None,
    person: Person | None,
    at: datetime,
) -> RowChange | None:
    values: dict[str, Any] = {"judged": wanted.judged, "note": wanted.note.strip()}
    if row is None:
        if not wanted.judged:
            return None
        stamps = {"judged_by": person, "judged_at": at, "created_at": at, "updated_at": at}
        return changed(QuestionJudgement.objects.create(answer=answer, question=question, **values, **stamps))
    if all(getattr(row, column) == value for column, value in values.items()):
        return None
    if wanted.judged != Judged.GAP and (row.impact_id or row.action_id):
        raise NotAllowed("gap_followed")
    was = snapshot(row)
    take_version(row, wanted.version or 0, at)  # 0 is the version of no row
    row.judged, row.note = wanted.judged or Judged.UNCLEAR, values["note"]
    row.judged_by, row.judged_at = person, at
    row.save()
    return changed(row, was=was)


@transaction.atomic
def gap_to_impact(
    *, answer: SupplierAnswer, question: str, person: Person | None, by: Actor, at: datetime, today: date
) -> AdverseImpact:
    """Make a gap into an adverse impact on the supplier: a risk, alleged until somebody has settled it.

    Raises NotAllowed: `carried_already`, and as `judge_questions`.
    """
    row, asked = _gap(answer, question, person, by, at)
    if row.impact_id is not None:
        raise NotAllowed("carried_already")
    source = gettext("Answer %(receipt)s from the supplier") % {"receipt": answer.receipt}
    fields = {
        "title": _title(answer, asked),
        "description": row.note,
        "actuality": Actuality.POTENTIAL,
        "verification": Verification.ALLEGED,
        "affected_group": Affected.CHAIN_WORKERS,
        "risk_kinds": _RISKS.get(asked.feeds, ()),
        "known_on": today,
        "responsible": person,
        "source": source,
    }
    campaign = answer.recipient.campaign
    link = LinkWanted(supplier=answer.recipient.supplier, certainty=LinkCertainty.CERTAIN, reason=source)
    impact = register_impact(
        enterprise=answer.enterprise, unit=campaign.unit, fields=fields, links=[link], by=by, at=at, today=today
    )
    _follow(answer, row, {"impact": impact}, by, at)
    return impact


@transaction.atomic
def gap_to_action(
    *, answer: SupplierAnswer, question: str, person: Person | None, by: Actor, at: datetime, today: date
) -> Action:
    """Make a gap into an action, due on the day that is wanted of the supplier, or in thirty days.

    Raises NotAllowed: `carried_already`, `no_contract_to_follow` (the supplier has none), and as `judge_questions`.
    """
    row, asked = _gap(answer, question, person, by, at)
    if row.action_id is not None:
        raise NotAllowed("carried_already")
    contract = _contract(answer)
    if contract is None and row.impact is None:
        raise NotAllowed("no_contract_to_follow")
    conclusion = AnswerConclusion.objects.filter(answer=answer).first()
    wanted_by = conclusion.wanted_by if conclusion is not None else None
    fields = {
        "title": _title(answer, asked),
        "description": row.note,
        "responsible": person,
        "due_on": wanted_by or today + _TIME_TO_MEND,
        "due_reason": gettext("A gap in answer %(receipt)s") % {"receipt": answer.receipt},
    }
    action = plan_follow_up(
        enterprise=answer.enterprise,
        unit=answer.recipient.campaign.unit,
        fields=fields,
        by=by,
        at=at,
        contract=contract,
        impact=row.impact,
    )
    _follow(answer, row, {"action": action}, by, at)
    return action


@transaction.atomic
def conclude(
    *,
    answer: SupplierAnswer,
    fields: Mapping[str, Any],
    person: Person | None,
    by: Actor,
    at: datetime,
    today: date,
    version: int | None = None,
) -> AnswerConclusion:
    """Conclude on an answer, and tell the supplier by mail where it has an address.

    `fields`: conclusion, words, wanted, wanted_by. The supplier's page shows it from then on; what is changed later is
    told anew. Raises MayNotConclude with every reason, StaleVersion, NotAllowed: `not_submitted`.
    """
    if answer.submitted_at is None:
        raise NotAllowed("not_submitted")
    judged = {each.question: each for each in answer.judgements.all()}
    gaps = gaps_with_gravity(answer, judged.values())
    decision = may_conclude(
        Concluded(
            ConclusionCode(fields["conclusion"]),
            fields.get("words", ""),
            fields.get("wanted", ""),
            fields.get("wanted_by"),
            gaps,
            followed=[each.question for each in judged.values() if each.impact_id or each.action_id],
            unseen=[question for question in gaps if question not in judged],
        ),
        today,
    )
    if not decision.allowed:
        raise MayNotConclude(decision.reasons)
    row = AnswerConclusion.objects.filter(answer=answer).first()
    if row is None:
        made = AnswerConclusion(answer=answer, decided_by=person, decided_at=at, told_at=at, **fields)
        row = save_new(made, kind=events.ANSWER_CONCLUDED, enterprise=answer.enterprise, by=by, at=at)
    else:
        before = row.version
        values = {**fields}
        if any(getattr(row, column) != value for column, value in values.items()):
            values |= {"decided_by": person, "decided_at": at, "told_at": at}
        kind, enterprise = events.ANSWER_CONCLUDED, answer.enterprise
        save_changed(row, values, kind=kind, enterprise=enterprise, by=by, at=at, version=version)
        if row.version == before:
            return row
    _tell(answer, row, by, at)
    return row


def _tell(answer: SupplierAnswer, row: AnswerConclusion, by: Actor, at: datetime) -> None:
    recipient = answer.recipient
    if not recipient.address:
        return
    queue_message(
        kind=CONCLUDED,
        occasion=f"{CONCLUDED} {answer.key} {row.version}",
        to=Recipient(recipient.address, recipient.name, recipient.language),
        target=recipient.key,
        enterprise=answer.enterprise,
        by=by,
        at=at,
    )


def _gap(
    answer: SupplierAnswer, question: str, person: Person | None, by: Actor, at: datetime
) -> tuple[QuestionJudgement, Question]:
    """The judgement that the question is a gap, made where there is none, and the question."""
    row = answer.judgements.filter(question=question).select_related("impact").first()
    if row is None or row.judged != Judged.GAP:
        held = Held(Judged.GAP, row.note if row else "", row.version if row else None)
        judge_questions(answer=answer, held={question: held}, person=person, by=by, at=at)
        row = answer.judgements.select_related("impact").get(question=question)
    asked = template_from_plain(answer.questionnaire_version.document).question(question)
    if asked is None:
        raise NotAllowed("no_such_question")
    return row, asked


def _title(answer: SupplierAnswer, asked: Question) -> str:
    """What the questionnaire calls the gap, or else the question itself."""
    template = template_from_plain(answer.questionnaire_version.document)
    language = current_language()
    for found in gaps_in(template, answer.answers):
        if found.question == asked.id and text_in(found.words, language):
            return text_in(found.words, language)[:250]
    return text_in(asked.text, language)[:250]


def _contract(answer: SupplierAnswer) -> Contract | None:
    """The first contract that the supplier was asked about, or else its first."""
    asked = Contract.objects.filter(asked_in__recipient=answer.recipient_id).order_by("number").first()
    return asked or Contract.objects.filter(supplier=answer.recipient.supplier_id).order_by("number").first()


def _follow(answer: SupplierAnswer, row: QuestionJudgement, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    save_changed(row, values, kind=events.GAP_CARRIED, enterprise=answer.enterprise, by=by, at=at)
