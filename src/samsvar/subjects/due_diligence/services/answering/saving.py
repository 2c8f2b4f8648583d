"""Saving a supplier's answer as it grows, and sending it in.

Invariant: what a save has returned for stands in the database and is in no later save of another's written over
unseen. A half-finished answer leaves no event; that it was begun and sent in does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.questionnaires import Answer, Reconciled, Sent, reconcile
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.organisation.services import NotAllowed, enterprise_key
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AnswerSource, CampaignRecipient, SupplierAnswer
from samsvar.subjects.due_diligence.services.answering.recording import record_answer, takes_answers

_TRIES = 50


@dataclass(frozen=True)
class Saved:
    """The answer as it stands after a save, and what came of what was sent."""

    answer: SupplierAnswer
    found: Reconciled


def note_opened(*, recipient: CampaignRecipient, at: datetime) -> None:
    """Note the first time the supplier's page was opened: no event, and nothing is begun."""
    if recipient.opened_at is None:
        CampaignRecipient.objects.filter(pk=recipient.pk, opened_at=None).update(opened_at=at)


def open_answer(*, recipient: CampaignRecipient, by: Actor, at: datetime) -> SupplierAnswer:
    """The answer that is open, made now where there is none; after one that was sent in, it begins as a copy of it.

    Of two at once both get the same. Raises NotAllowed: `answers_not_taken`.
    """
    if not takes_answers(recipient, oslo_day(at)):
        raise NotAllowed("answers_not_taken")
    held = SupplierAnswer.objects.filter(recipient=recipient, submitted_at=None)
    try:
        with transaction.atomic():
            return held.first() or _begin(recipient, by=by, at=at)
    except IntegrityError:
        return held.get()


def _begin(recipient: CampaignRecipient, *, by: Actor, at: datetime) -> SupplierAnswer:
    last = recipient.answers.order_by("-round").first()
    answer = SupplierAnswer(
        enterprise_id=recipient.enterprise_id,
        recipient=recipient,
        round=(recipient.answers.aggregate(Max("round"))["round__max"] or 0) + 1,
        questionnaire_version=recipient.campaign.questionnaire_version,
        language=recipient.language,
        answers=dict(last.answers) if last else {},
        created_at=at,
        updated_at=at,
    )
    answer.save()
    CampaignRecipient.objects.filter(pk=recipient.pk, begun_at=None).update(begun_at=at)
    key = enterprise_key(recipient.enterprise)
    record(events.ANSWER_OPENED, by=by, at=at, enterprise=key, rows=[changed(answer)])
    return answer


@transaction.atomic
def save_section(*, answer: SupplierAnswer, sent: Iterable[Sent], language: str, label: str, at: datetime) -> Saved:
    """Save what a form says, together with what others have saved since it was drawn (`reconcile`).

    `label` is whose it is, as colleagues see it. Raises NotAllowed: `answers_not_taken` where it was sent in meanwhile.
    """
    given = tuple(sent)
    for _try in range(_TRIES):
        now = SupplierAnswer.objects.filter(pk=answer.pk).first()
        if now is None or now.submitted_at is not None:
            raise NotAllowed("answers_not_taken")
        found = reconcile(now.answers, given)
        if not found.changed:
            return Saved(now, found)
        touched = _touched(now, found, label, at)
        rows = SupplierAnswer.objects.filter(pk=now.pk, revision=now.revision, submitted_at=None)
        hit = rows.update(
            answers=dict(found.answers), touched=touched, revision=now.revision + 1, language=language, saved_at=at
        )
        if hit == 1:
            now.answers, now.touched, now.revision, now.saved_at = dict(found.answers), touched, now.revision + 1, at
            return Saved(now, found)
    raise NotAllowed("answers_busy")


def _touched(now: SupplierAnswer, found: Reconciled, label: str, at: datetime) -> dict[str, Any]:
    """Who gave which answer when; with what another gave in between, until the same question is saved anew."""
    replaced: Mapping[str, Answer] = {each.question: each.answer for each in found.replaced}
    touched: dict[str, Any] = dict(now.touched)
    for question in found.changed:
        before = touched.get(question)
        whose = before[2] if isinstance(before, list) and len(before) > 2 else ""
        line: list[Any] = [now.revision + 1, at.isoformat(), label]
        if question in replaced:
            line.append({"answer": replaced[question], "by": whose})
        touched[question] = line
    return touched


@transaction.atomic
def submit(*, answer: SupplierAnswer, seen: int, name: str, by: Actor, at: datetime) -> SupplierAnswer:
    """Send an answer in as it stood at revision `seen`, which its sender has looked through.

    Raises NotAllowed: `answers_changed` where somebody has saved since then, `answers_not_taken`; NotComplete.
    """
    now = SupplierAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)  # a save waits, and is then told
    if now.submitted_at is not None:
        raise NotAllowed("answers_not_taken")
    if now.revision != seen:
        raise NotAllowed("answers_changed")
    return record_answer(
        recipient=now.recipient,
        answers=now.answers,
        language=now.language,
        name=name,
        source=AnswerSource.LINK,
        by=by,
        at=at,
    )
