"""A supplier that several enterprises have asked the same answers once, and chooses whom it shares with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.questionnaires import Answers, Kind
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.walls import show_besides
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file, read_back
from samsvar.platform.organisation.services import enterprise_key
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AnswerSource, CampaignRecipient, SupplierAnswer
from samsvar.subjects.due_diligence.selectors.answering.asked import ANSWER_FILES, Asked, files_of_answers
from samsvar.subjects.due_diligence.selectors.answering.sharing import also_asking
from samsvar.subjects.due_diligence.services.answering.recording import record_answer
from samsvar.subjects.due_diligence.services.answering.saving import open_answer


@transaction.atomic
def share_with(
    *, asked: Asked, answer: SupplierAnswer, recipients: Iterable[str], by: Actor, at: datetime
) -> list[SupplierAnswer]:
    """Give a submitted answer to the other enterprises that the supplier chose (keys of `also_asking`); what was given.

    Each gets an answer of its own, with its own copies of the files, and sees nothing of the others.
    """
    wanted, given = frozenset(recipients), []
    for other in also_asking(asked, oslo_day(at)):
        if other.recipient not in wanted:
            continue
        show_besides([other.enterprise.pk])
        row = CampaignRecipient.objects.select_related("campaign__unit", "enterprise").get(key=other.recipient)
        held = open_answer(recipient=row, by=by, at=at)
        answers = _with_files(asked, answer.answers, row, held, by=by, at=at)
        made = record_answer(
            recipient=row,
            answers=answers,
            language=answer.language,
            name=answer.submitted_by,
            source=AnswerSource.SHARED,
            by=by,
            at=at,
            shared_from=answer,
        )
        given.append(made)
    if given:
        about = {"count": len(given)}
        record(events.ANSWER_SHARED, by=by, at=at, enterprise=enterprise_key(asked.enterprise), about=about)
    return given


def _with_files(
    asked: Asked, answers: Answers, row: CampaignRecipient, held: SupplierAnswer, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """The answers with each file exchanged for a copy of it at the other enterprise."""
    files = files_of_answers(asked, asked.file_keys())
    found = dict(answers)
    for question in asked.template.questions:
        keys = answers.get(question.id)
        if question.kind is Kind.FILE and isinstance(keys, list):
            copies = [_copy(files[key], row, held, by=by, at=at) for key in keys if key in files]
            found[question.id] = [copy.key for copy in copies]
    return found


def _copy(file: Evidence, row: CampaignRecipient, held: SupplierAnswer, *, by: Actor, at: datetime) -> Evidence:
    return keep_file(
        enterprise=row.enterprise,
        unit=row.campaign.unit,
        upload=Attachment(file.file_kind, file.label, read_back(file)),
        about=Owner(ANSWER_FILES, held.key),
        permission=Permission.VIEW_CHECKS,
        by=by,
        at=at,
        kind=file.kind,
        issuer=file.issuer,
        note=file.note,
    )
