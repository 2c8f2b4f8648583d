"""An answer that comes in: frozen, counted, and put in the register that the risk method reads."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.questionnaires import (
    NO,
    YES,
    AnswerFault,
    Answers,
    Template,
    check_answers,
    counted_answers,
    digest_of,
    gaps_in,
    score,
    template_from_plain,
    what_is_fed,
)
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record, snapshot
from samsvar.platform.organisation.services.writing import NotAllowed, Refused, enterprise_key, take_version
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.services.questionnaires import note_questionnaires
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import (
    AnswerSource,
    CampaignRecipient,
    CampaignStatus,
    Judged,
    QuestionJudgement,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.selectors.supplier_codes import code_in_force


class NotComplete(Refused):
    """The answers cannot be sent in; `faults` tell which and why."""

    def __init__(self, faults: tuple[AnswerFault, ...]) -> None:
        super().__init__("answers_not_complete")
        self.faults = faults


def takes_answers(recipient: CampaignRecipient, today: date) -> bool:
    """Whether the recipient may answer: neither answered nor taken out, while the campaign runs or it was reopened."""
    if recipient.answered_at is not None or recipient.withdrawn_at is not None:
        return False
    return recipient.campaign.status == CampaignStatus.RUNNING or (
        recipient.campaign.status == CampaignStatus.CLOSED and recipient.due_on >= today
    )


@transaction.atomic
def record_answer(
    *,
    recipient: CampaignRecipient,
    answers: Answers,
    language: str,
    name: str,
    source: AnswerSource,
    by: Actor,
    at: datetime,
    answered_at: datetime | None = None,
    shared_from: SupplierAnswer | None = None,
) -> SupplierAnswer:
    """Freeze the recipient's answers: into the round that is open, or a new one. They take effect at once.

    Of two at once one is recorded. Only what the answers themselves show is kept: the answer to a question that is
    hidden is not. `answered_at` is when it was answered where that is not `at`.
    Raises NotComplete, and NotAllowed: `answers_not_taken`.
    """
    held = CampaignRecipient.objects.select_for_update(of=("self",)).select_related("campaign__questionnaire_version")
    recipient = held.get(pk=recipient.pk)
    if not takes_answers(recipient, oslo_day(at)):
        raise NotAllowed("answers_not_taken")
    version = recipient.campaign.questionnaire_version
    template = template_from_plain(version.document)
    counted = dict(counted_answers(template, answers))
    faults = check_answers(template, counted)
    if faults:
        raise NotComplete(faults)
    answer = recipient.answers.filter(submitted_at=None).first()
    if answer is None:
        last = recipient.answers.aggregate(Max("round"))["round__max"] or 0
        answer = SupplierAnswer(
            enterprise_id=recipient.enterprise_id, recipient=recipient, round=last + 1, created_at=at, updated_at=at
        )
    was = snapshot(answer) if answer.pk else None
    if answer.pk:
        take_version(answer, None, at)
    answer.questionnaire_version, answer.language, answer.answers = version, language, counted
    answer.saved_at = at
    answer.submitted_at, answer.submitted_by = answered_at or at, name[:200]
    again = f"-{answer.round}" if answer.round > 1 else ""
    answer.receipt = f"{recipient.campaign.number}-{recipient.key[:8].upper()}{again}"
    answer.digest, answer.score = digest_of(counted), score_of(template, counted)
    answer.source, answer.shared_from = source, shared_from
    answer.save()
    before = snapshot(recipient)
    take_version(recipient, None, at)
    recipient.answered_at = answer.submitted_at
    recipient.begun_at = recipient.begun_at or answer.submitted_at
    recipient.save()
    rows = [changed(answer, was=was), changed(recipient, was=before)]
    key = enterprise_key(recipient.enterprise)
    record(events.ANSWER_SUBMITTED, by=by, at=at, enterprise=key, rows=rows, about={"receipt": answer.receipt})
    take_effect(answer, by=by, at=at)
    return answer


def score_of(template: Template, answers: Answers) -> dict[str, Any]:
    """The score as it is kept with an answer: the sum, its working, and the gaps, each as the rule found them."""
    found = score(template, answers)
    return {
        "points": found.points,
        "unknown": found.unknown,
        "of": found.of,
        "least": found.least,
        "most": found.most,
        "gaps": [{"question": gap.question, "gravity": gap.gravity.value} for gap in gaps_in(template, answers)],
        "working": [
            {
                "question": line.question,
                "verdict": line.verdict.value,
                "gravity": line.gravity.value if line.gravity else None,
                "points": line.points,
                "of": line.of,
            }
            for line in found.working
        ],
    }


def open_gaps(answer: SupplierAnswer, judgements: Iterable[QuestionJudgement]) -> frozenset[str]:
    """The questions with a gap: those the rule found, and those a person did, but not what a person found met."""
    found = {gap["question"] for gap in (answer.score or {}).get("gaps", ())}
    for judgement in judgements:
        if judgement.judged == Judged.MET:
            found.discard(judgement.question)
        elif judgement.judged == Judged.GAP:
            found.add(judgement.question)
    return frozenset(found)


def take_effect(answer: SupplierAnswer, *, by: Actor, at: datetime) -> bool:
    """Put what a submitted answer says in the register, and renew the supplier's contracts; whether anything changed.

    The open gaps are those of the supplier's newest answer to each questionnaire. To be called again when a judgement
    changes what is a gap. An answer older than what the register holds changes its gaps alone.
    """
    recipient = answer.recipient
    supplier: Supplier = recipient.supplier
    if supplier.merged_into_id is not None and supplier.merged_into is not None:
        supplier = supplier.merged_into
    gaps = 0
    for newest in newest_answers(supplier):
        gaps += len(open_gaps(newest, newest.judgements.all()))
    wanted: dict[str, Any] = {"open_gaps": gaps}
    day = oslo_day(answer.submitted_at or at)
    if supplier.questionnaire_answered_on is None or supplier.questionnaire_answered_on <= day:
        wanted["questionnaire_answered_on"] = day
    wanted |= _asked(recipient, supplier, day) | _code(answer, supplier, day)
    return bool(
        note_questionnaires(
            enterprise=recipient.enterprise, wanted={supplier.pk: wanted}, by=by, at=at, on=oslo_day(at)
        )
    )


def newest_answers(supplier: Supplier) -> list[SupplierAnswer]:
    """The supplier's newest submitted answer to each questionnaire, whatever its version, with its judgements."""
    rows = SupplierAnswer.objects.filter(recipient__supplier=supplier, submitted_at__isnull=False)
    rows = rows.select_related("questionnaire_version").prefetch_related("judgements")
    newest: dict[int, SupplierAnswer] = {}
    for each in rows.order_by("submitted_at", "pk"):
        newest[each.questionnaire_version.questionnaire_id] = each
    return list(newest.values())


def _asked(recipient: CampaignRecipient, supplier: Supplier, day: date) -> dict[str, Any]:
    """The days of asking, where the register does not hold newer ones, and never after the answer."""
    asked = min(oslo_day(recipient.queued_at), day) if recipient.queued_at else None
    if asked is None or (supplier.questionnaire_asked_on and supplier.questionnaire_asked_on > asked):
        return {}
    return {"questionnaire_asked_on": asked, "questionnaire_due_on": recipient.due_on}


def _code(answer: SupplierAnswer, supplier: Supplier, day: date) -> dict[str, Any]:
    """What the answer says of the code of conduct: accepted is the version in force that day; a no takes it back."""
    template = template_from_plain(answer.questionnaire_version.document)
    said = [fed.answer for fed in what_is_fed(template, answer.answers) if fed.feeds == "code_of_conduct"]
    if not said or (supplier.code_accepted_on and supplier.code_accepted_on > day):
        return {}
    if said[0] == NO:
        return {"code_accepted_on": None, "code_accepted_version": ""}
    code = code_in_force(supplier.enterprise, day)
    return {"code_accepted_on": day, "code_accepted_version": code} if said[0] == YES and code else {}
