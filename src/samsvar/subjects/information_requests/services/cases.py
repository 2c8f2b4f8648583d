"""What happens to a request after its receipt, to its end.

Every change asks the rule whether the status may move, saves, and records the event last. A letter is kept as it was
sent; a mail about it is queued in the same transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.core.rules import information_requests as rules
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.information_requests import REGIMES, Burden, Extension, Status
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed
from samsvar.platform.cases.services import mail_sender, moved, need_text, record_case, save_case
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services.writing import Hindered, NotAllowed, known_fields
from samsvar.subjects.information_requests import events
from samsvar.subjects.information_requests.models import (
    EntryKind,
    InformationRequest,
    LetterKind,
    RequestEntry,
    RequestLetter,
)
from samsvar.subjects.information_requests.selectors import case_of, part_of


@transaction.atomic
def change_request(
    *, request: InformationRequest, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> InformationRequest:
    """Correct the Act, the language, who handles it or who asks. Another Act gives the deadlines of that Act.

    Raises StaleVersion and NotAllowed: `ended`, `extended_already` (the Act may not be changed then).
    """
    values = known_fields(
        fields, {"regime", "language", "handler", "applicant_name", "applicant_address", "applicant_email"}
    )
    regime = values.get("regime", request.regime)
    if regime != request.regime:
        if Status(request.status) not in rules.UNANSWERED:
            raise NotAllowed("ended")
        if request.extended_on is not None:
            raise NotAllowed("extended_already")
        due_on = rules.answer_deadline(REGIMES[regime], request.received_on).due_on
        values |= {"answer_due_on": due_on, "due_on": due_on}
    return save_case(request, values, events.CHANGED, by=by, at=at, version=version)


@transaction.atomic
def take_request(*, request: InformationRequest, handler: Person, by: Actor, at: datetime) -> InformationRequest:
    """Somebody takes it on. Raises NotAllowed: `ended`."""
    if Status(request.status) not in rules.OPEN:
        raise NotAllowed("ended")
    values: dict[str, Any] = {"handler": handler}
    if request.status == Status.RECEIVED:
        values["status"] = Status.IN_PROGRESS
    return save_case(request, values, events.TAKEN, by=by, at=at)


@transaction.atomic
def ask_clarification(
    *, request: InformationRequest, text: str, by: Actor, at: datetime, person: Person | None = None
) -> RequestLetter:
    """Ask what is meant. The deadline stands. Raises NotAllowed: `no_text`, `may_not_move`."""
    need_text(text)
    row = moved(request, Status.CLARIFICATION, {}, at)
    letter = _letter(request, LetterKind.CLARIFICATION, text, "", person, at)
    mail_sender(request, "request_question", letter.key, by=by, at=at)
    record_case(events.CLARIFICATION_ASKED, request, [row, changed(letter)], by=by, at=at)
    return letter


@transaction.atomic
def note_clarified(
    *, request: InformationRequest, text: str, by: Actor, at: datetime, by_applicant: bool = False
) -> RequestEntry:
    """What the one who asks says is meant; the work goes on. Raises NotAllowed: `no_text`, `may_not_move`."""
    need_text(text)
    row = moved(request, Status.EXTENDED if request.extended_on else Status.IN_PROGRESS, {}, at)
    entry = entered(request, EntryKind.CLARIFIED, text, at, by_applicant=by_applicant)
    record_case(events.CLARIFIED, request, [row, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def extend_deadline(
    *,
    request: InformationRequest,
    burden: str,
    reasons: str,
    expected_on: date | None,
    text: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    version: int | None = None,
) -> RequestLetter:
    """Send the notice of more time; `text` is the whole letter. Raises Hindered with every reason, StaleVersion."""
    today = oslo_day(at)
    notice = Extension(Burden(burden) if burden else None, reasons, expected_on)
    decision = rules.may_extend(case_of(request), notice, today)
    if not decision.allowed:
        raise Hindered(decision.reasons)
    due_on = rules.answer_deadline(REGIMES[request.regime], request.received_on, extended=True).due_on
    values = {"extended_on": today, "promised_on": expected_on, "answer_due_on": due_on, "due_on": due_on}
    row = moved(request, Status.EXTENDED, values, at, version)
    letter = _letter(request, LetterKind.EXTENSION, text, "", person, at)
    mail_sender(request, "request_more_time", letter.key, by=by, at=at)
    record_case(events.EXTENDED, request, [row, changed(letter)], by=by, at=at)
    return letter


@transaction.atomic
def save_draft(
    *, request: InformationRequest, text: str, by: Actor, at: datetime, version: int | None = None
) -> InformationRequest:
    """Keep the answer as far as it is written. Raises StaleVersion, NotAllowed: `ended`."""
    if Status(request.status) not in rules.UNANSWERED:
        raise NotAllowed("ended")
    return save_case(request, {"draft": text.strip()}, events.DRAFTED, by=by, at=at, version=version)


@transaction.atomic
def send_answer(
    *,
    request: InformationRequest,
    rights: str,
    stated: tuple[str, ...],
    by: Actor,
    at: datetime,
    received_on: date | None = None,
    person: Person | None = None,
    version: int | None = None,
) -> RequestLetter:
    """Send the draft as the answer. The parts decide whether it is an answer, a refusal or both.

    `rights`: what the letter says of reasons, appeal and supervision, `stated` its codes. `received_on`: when the
    refusal reached the one who asked (default today). Raises Hindered with every reason, StaleVersion.
    """
    today = oslo_day(at)
    parts = [part_of(part) for part in request.parts.order_by("position")]
    decision = rules.may_answer(case_of(request), parts, request.draft, stated)
    if not decision.allowed:
        raise Hindered(decision.reasons)
    outcome = rules.outcome(parts) or Status.ANSWERED
    refused = outcome in rules.REFUSALS
    values = {
        "answered_at": at,
        "answered_on": today,
        "due_on": None,
        "ended_on": today,
        "refusal_reached_on": (received_on or today) if refused else None,
    }
    row = moved(request, outcome, values, at, version)
    letter = _letter(request, LetterKind.ANSWER, request.draft, rights if refused else "", person, at)
    mail_sender(request, "request_answer", letter.key, by=by, at=at)
    record_case(events.ANSWERED, request, [row, changed(letter)], by=by, at=at)
    return letter


@transaction.atomic
def ask_reasons(
    *,
    request: InformationRequest,
    text: str,
    by: Actor,
    at: datetime,
    asked_on: date | None = None,
    by_applicant: bool = False,
    willing: bool = False,
) -> RequestEntry:
    """Fuller reasons are demanded, in time; `willing`: the enterprise gives them though it is too late.

    Raises Hindered: `no_refusal`, `asked_before`, `no_such_right`, `too_late`.
    """
    asked = asked_on or oslo_day(at)
    decision = rules.may_ask_reasons(case_of(request), request.refusal_reached_on, asked)
    if decision.reasons and not (willing and decision.reasons == ("too_late",)):
        raise Hindered(decision.reasons)
    due = rules.give_reasons_deadline(REGIMES[request.regime], asked)
    values = {"reasons_asked_on": asked, "due_on": due.due_on if due else None, "ended_on": None}
    row = moved(request, Status.REASONS_REQUESTED, values, at)
    entry = entered(request, EntryKind.REASONS_ASKED, text, at, by_applicant=by_applicant)
    record_case(events.REASONS_ASKED, request, [row, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def give_reasons(
    *,
    request: InformationRequest,
    text: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    version: int | None = None,
) -> RequestLetter:
    """Send fuller reasons. Raises NotAllowed: `no_text`, `may_not_move`; StaleVersion."""
    need_text(text)
    today = oslo_day(at)
    values = {"reasons_given_on": today, "due_on": None, "ended_on": today}
    row = moved(request, Status.REASONS_GIVEN, values, at, version)
    letter = _letter(request, LetterKind.REASONS, text, "", person, at)
    mail_sender(request, "request_reasons", letter.key, by=by, at=at)
    record_case(events.REASONS_GIVEN, request, [row, changed(letter)], by=by, at=at)
    return letter


@transaction.atomic
def withdraw_request(
    *, request: InformationRequest, text: str, by: Actor, at: datetime, by_applicant: bool = False
) -> InformationRequest:
    """The one who asked no longer wants an answer. Raises NotAllowed: `no_text`, `may_not_move`."""
    need_text(text)
    row = moved(request, Status.WITHDRAWN, {"due_on": None, "ended_on": oslo_day(at)}, at)
    entry = entered(request, EntryKind.WITHDRAWN, text, at, by_applicant=by_applicant)
    record_case(events.WITHDRAWN, request, [row, changed(entry)], by=by, at=at)
    return request


@transaction.atomic
def add_note(
    *, request: InformationRequest, text: str, by: Actor, at: datetime, person: Person | None = None
) -> RequestEntry:
    """A note for those who handle it. Raises NotAllowed: `no_text`."""
    need_text(text)
    entry = entered(request, EntryKind.NOTE, text, at, noted_by=person)
    record_case(events.NOTED, request, [changed(entry)], by=by, at=at)
    return entry


def entered(
    request: InformationRequest,
    kind: str,
    text: str,
    at: datetime,
    *,
    by_applicant: bool = False,
    noted_by: Person | None = None,
) -> RequestEntry:
    """An entry saved but not recorded: the caller's event tells of it."""
    return RequestEntry.objects.create(
        request=request,
        kind=kind,
        text=text.strip(),
        noted_at=at,
        by_applicant=by_applicant,
        noted_by=noted_by,
        created_at=at,
        updated_at=at,
    )


def _letter(
    request: InformationRequest, kind: str, text: str, rights: str, sent_by: Person | None, at: datetime
) -> RequestLetter:
    return RequestLetter.objects.create(
        request=request,
        kind=kind,
        text=text.strip(),
        rights=rights.strip(),
        sent_at=at,
        sent_by=sent_by,
        created_at=at,
        updated_at=at,
    )
