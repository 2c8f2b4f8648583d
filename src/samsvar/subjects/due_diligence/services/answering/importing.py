"""Reads suppliers' answers in: those of a supplier in a campaign become one submitted answer; all or none."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from samsvar.core.readers.answers import AnswerRow
from samsvar.core.readers.results import RowError
from samsvar.core.rules.dates import day_starts_at
from samsvar.core.rules.questionnaires import (
    Answer,
    Question,
    check_answers,
    counted_answers,
    digest_of,
    template_from_plain,
)
from samsvar.core.rules.questionnaires.from_text import answer_from_text
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.models import AnswerSource, CampaignRecipient
from samsvar.subjects.due_diligence.services.answering.recording import record_answer

NOON = timedelta(hours=12)


@dataclass
class _Given:
    """One supplier's rows in one campaign."""

    recipient: CampaignRecipient
    row: int
    cells: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    answered_on: date | None = None
    answered_by: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)


@transaction.atomic
def import_answers(
    *,
    enterprise: OrgUnit,
    rows: Sequence[AnswerRow],
    by: Actor,
    at: datetime,
    fields: Container[str] | None = None,
    dry_run: bool = False,
    sha256: str = "",
) -> ImportOutcome:
    """Submit what the rows say that is not submitted yet. The same file again changes nothing.

    Errors: `unknown_campaign`, `supplier_not_asked`, `unknown_question`, `no_answer_to_question` (fact `value` each),
    `questions_left` (`questions`), `answered_otherwise`, `answers_closed`. Counts are suppliers, not rows.
    """
    errors: list[RowError] = []
    created = same = 0
    for given in _gathered(enterprise, rows, errors):
        _read(given, errors)
        if errors:
            continue
        came_to = _submit(given, by, at, errors)
        created, same = created + (came_to == "new"), same + (came_to == "same")
    if errors:
        transaction.set_rollback(True)
        return ImportOutcome(errors=tuple(sorted(errors, key=lambda error: error.row or 0)))
    outcome = ImportOutcome(created, 0, same)
    if dry_run:
        transaction.set_rollback(True)
    elif created:
        about = {**outcome.about(sha256), "same": same}
        record(events.ANSWERS_IMPORTED, by=by, at=at, enterprise=enterprise_key(enterprise), about=about)
    return outcome


def _gathered(enterprise: OrgUnit, rows: Sequence[AnswerRow], errors: list[RowError]) -> list[_Given]:
    """The rows by recipient, in the file's order. One query."""
    found = CampaignRecipient.objects.filter(enterprise=enterprise, campaign__number__in={row.campaign for row in rows})
    recipients = {
        (each.campaign.number, each.supplier.orgnr): each
        for each in found.select_related("campaign__questionnaire_version", "supplier__merged_into", "enterprise")
    }
    numbers = {number for number, _orgnr in recipients}
    given: dict[int, _Given] = {}
    for row in rows:
        recipient = recipients.get((row.campaign, row.organisation_number))
        if recipient is None:
            known = row.campaign in numbers
            code, name = ("supplier_not_asked", "organisation_number") if known else ("unknown_campaign", "campaign")
            errors.append(RowError(row.row, None, code, {"value": getattr(row, name)}, name))
            continue
        one = given.setdefault(recipient.pk, _Given(recipient, row.row))
        one.cells.setdefault(row.question, []).append(row.answer)
        one.places.setdefault(row.question, row.row)
        one.answered_on = one.answered_on or row.answered_on
        one.answered_by = one.answered_by or row.answered_by or ""
    return list(given.values())


def _read(given: _Given, errors: list[RowError]) -> None:
    """The cells as answers to the questions that the campaign asks."""
    template = template_from_plain(given.recipient.campaign.questionnaire_version.document)
    questions: dict[str, Question] = {question.id: question for question in template.questions}
    for code, cells in given.cells.items():
        row = given.places[code]
        if code not in questions:
            errors.append(RowError(row, None, "unknown_question", {"value": code}, "question"))
            continue
        try:
            given.answers[code] = answer_from_text(questions[code], tuple(cells))
        except ValueError:
            facts = {"value": cells[0][:80], "question": code}
            errors.append(RowError(row, None, "no_answer_to_question", facts, "answer"))


def _submit(given: _Given, by: Actor, at: datetime, errors: list[RowError]) -> str:
    """`new` or `same`; nothing where it is an error."""
    recipient = given.recipient
    template = template_from_plain(recipient.campaign.questionnaire_version.document)
    counted = counted_answers(template, given.answers)
    last = recipient.answers.exclude(submitted_at=None).order_by("-round").first()
    if last is not None and last.digest == digest_of(counted):
        return "same"
    if recipient.answered_at is not None:
        errors.append(RowError(given.row, None, "answered_otherwise", {}, "organisation_number"))
        return ""
    faults = check_answers(template, counted)
    if faults:
        left = sorted({fault.question for fault in faults})
        errors.append(RowError(given.row, None, "questions_left", {"questions": left}, "question"))
        return ""
    answered_at = min(day_starts_at(given.answered_on) + NOON, at) if given.answered_on else at
    try:
        record_answer(
            recipient=recipient,
            answers=given.answers,
            language=recipient.language,
            name=given.answered_by,
            source=AnswerSource.IMPORT,
            by=by,
            at=at,
            answered_at=answered_at,
        )
    except NotAllowed:
        errors.append(RowError(given.row, None, "answers_closed", {}, "organisation_number"))
        return ""
    return "new"
