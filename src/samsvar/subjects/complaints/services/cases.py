"""What happens to a complaint after its receipt, to its end, and when it is taken up again.

Every change asks the rule whether the status may move, saves, and records the event last. Whoever complained is told of
each word written to them, in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules import complaints as rules
from samsvar.core.rules.complaints import OPEN, Status
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, removed
from samsvar.platform.cases.services import mail_people, mail_sender, moved, need_text, record_case, save_case
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services.writing import Hindered, NotAllowed, known_fields, save_values
from samsvar.subjects.complaints import events
from samsvar.subjects.complaints.models import Complaint, ComplaintEntry, ComplaintHandler, EntryKind
from samsvar.subjects.complaints.selectors import FILES, case_of, promise_of
from samsvar.subjects.complaints.services.mailing import (
    HEARD,
    NAMED,
    NEWS,
    those_who_handle,
)

MOST_ENTRIES = 500
"""What one case holds; a bound against floods with a code."""
MOST_BYTES = 200_000_000
"""What whoever complained may send to one case."""
SHARE_OF_QUOTA = 4
"""All who complain may together fill so many parts of the enterprise's room for files: one. The rest is others'."""
FACTS = frozenset({"topic", "language", "relation", "handler", "name", "contact", "email", "place"})


@transaction.atomic
def change_complaint(
    *, complaint: Complaint, fields: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Complaint:
    """Correct what is known besides the account itself. Raises StaleVersion."""
    known_fields(fields, FACTS)
    return save_case(complaint, fields, events.CHANGED, by=by, at=at, version=version)


@transaction.atomic
def take_complaint(*, complaint: Complaint, handler: Person, by: Actor, at: datetime) -> Complaint:
    """Somebody takes it on. Raises NotAllowed: `ended`."""
    if Status(complaint.status) not in OPEN:
        raise NotAllowed("ended")
    return save_case(complaint, {"handler": handler}, events.TAKEN, by=by, at=at)


@transaction.atomic
def name_handlers(*, complaint: Complaint, people: Iterable[Person], by: Actor, at: datetime) -> list[ComplaintHandler]:
    """Say who without the general right may read and answer it; those no longer named lose it."""
    wanted = {person.pk: person for person in people}
    held = {row.person_id: row for row in complaint.handlers.all()}
    rows = []
    for gone in sorted(set(held) - set(wanted)):
        rows.append(removed(held[gone]))
        held[gone].delete()
    for new in sorted(set(wanted) - set(held)):
        made = ComplaintHandler.objects.create(complaint=complaint, person=wanted[new], created_at=at, updated_at=at)
        rows.append(changed(made))
        mail_people(complaint, NAMED, made.key, [wanted[new]], by=by, at=at)
    if rows:
        record_case(events.NAMED, complaint, rows, by=by, at=at)
    return list(complaint.handlers.select_related("person").order_by("person__name"))


@transaction.atomic
def write_message(
    *,
    complaint: Complaint,
    text: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    files: Sequence[Attachment] = (),
) -> ComplaintEntry:
    """Write to whoever complained. The first is the answer that was promised, and opens the dialogue.

    Raises NotAllowed: `no_text`, `ended`, `too_much_written`, and what `keep_file` raises.
    """
    need_text(text)
    status = Status(complaint.status)
    if status not in OPEN:
        raise NotAllowed("ended")
    values: dict[str, Any] = {}
    if complaint.answered_on is None:
        values = {"answered_on": oslo_day(at), "due_on": complaint.conclude_due_on}
    to = Status.IN_DIALOGUE if status == Status.RECEIVED else status
    row = save_values(complaint, {**values, "status": to.value}, at=at)
    entry = _entered(complaint, EntryKind.MESSAGE, text, at, noted_by=person, files=files, by=by)
    mail_sender(complaint, NEWS, entry.key, by=by, at=at)
    record_case(events.WRITTEN, complaint, [row, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def hear_complainant(
    *, complaint: Complaint, text: str, by: Actor, at: datetime, files: Sequence[Attachment] = (), link: str = ""
) -> ComplaintEntry:
    """Whoever complained writes. A case that had ended is taken up again by it, with a new day for its conclusion.

    `link` is the key of the link they came by. Raises NotAllowed: `no_text`, `too_much_written`, `no_room` (facts
    `limit` in bytes), and what `keep_file` raises.
    """
    need_text(text)
    _need_room(complaint, files)
    rows = []
    if Status(complaint.status) not in OPEN:
        rows.append(_taken_up(complaint, at))
    entry = _entered(complaint, EntryKind.MESSAGE, text, at, by_complainant=True, files=files, link=link, by=by)
    mail_people(complaint, HEARD, entry.key, those_who_handle(complaint, oslo_day(at)), by=by, at=at)
    record_case(events.WRITTEN, complaint, [*rows, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def conclude_complaint(
    *,
    complaint: Complaint,
    outcome: str,
    text: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    told_otherwise: bool = False,
    version: int | None = None,
) -> ComplaintEntry:
    """Conclude: whoever complained reads the conclusion and is told that it is there, before it counts anywhere.

    They are told by their code or e-mail; where there is neither, `told_otherwise` says that it was done in another
    way, or that they left none. Raises Hindered with every reason, StaleVersion.
    """
    told = bool(complaint.code_digest or complaint.email) or told_otherwise
    decision = rules.may_conclude(case_of(complaint), outcome, text, told)
    if not decision.allowed:
        raise Hindered(decision.reasons)
    values = {"outcome": outcome, **_ended(complaint, at)}
    row = moved(complaint, Status.CONCLUDED, values, at, version)
    entry = _entered(complaint, EntryKind.CONCLUSION, text, at, noted_by=person, by=by)
    mail_sender(complaint, NEWS, entry.key, by=by, at=at)
    record_case(events.CONCLUDED, complaint, [row, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def pass_on(
    *, complaint: Complaint, text: str, by: Actor, at: datetime, person: Person | None = None
) -> ComplaintEntry:
    """It belongs elsewhere; `text` says where and why, to whoever complained. Raises NotAllowed: `no_text`."""
    return _end(complaint, Status.PASSED_ON, EntryKind.PASSED_ON, events.PASSED_ON, text, by, at, person=person)


@transaction.atomic
def withdraw_complaint(
    *, complaint: Complaint, text: str, by: Actor, at: datetime, by_complainant: bool = False
) -> ComplaintEntry:
    """Whoever complained takes it back. Raises NotAllowed: `no_text`, `may_not_move`."""
    kind = EntryKind.WITHDRAWN
    return _end(complaint, Status.WITHDRAWN, kind, events.WITHDRAWN, text, by, at, by_complainant=by_complainant)


@transaction.atomic
def take_up_again(
    *, complaint: Complaint, text: str, by: Actor, at: datetime, person: Person | None = None
) -> ComplaintEntry:
    """A complaint that had ended goes on. `text` says why. Raises NotAllowed: `no_text`, `may_not_move`."""
    need_text(text)
    row = _taken_up(complaint, at)
    entry = _entered(complaint, EntryKind.TAKEN_UP, text, at, noted_by=person, by=by)
    mail_sender(complaint, NEWS, entry.key, by=by, at=at)
    record_case(events.TAKEN_UP, complaint, [row, changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def add_note(
    *, complaint: Complaint, text: str, by: Actor, at: datetime, person: Person | None = None
) -> ComplaintEntry:
    """A note for those who handle it. Raises NotAllowed: `no_text`."""
    need_text(text)
    entry = _entered(complaint, EntryKind.NOTE, text, at, noted_by=person, by=by)
    record_case(events.NOTED, complaint, [changed(entry)], by=by, at=at)
    return entry


@transaction.atomic
def tie_impact(*, complaint: Complaint, impact_key: str, by: Actor, at: datetime) -> Complaint:
    """Say which adverse impact the complaint tells of, by its key; empty unties it."""
    return save_case(complaint, {"impact_key": impact_key}, events.TIED, by=by, at=at)


def _end(
    complaint: Complaint,
    to: Status,
    kind: EntryKind,
    event: str,
    text: str,
    by: Actor,
    at: datetime,
    *,
    person: Person | None = None,
    by_complainant: bool = False,
) -> ComplaintEntry:
    need_text(text)
    row = moved(complaint, to, _ended(complaint, at, answers=to == Status.PASSED_ON), at)
    entry = _entered(complaint, kind, text, at, noted_by=person, by_complainant=by_complainant, by=by)
    if not by_complainant:
        mail_sender(complaint, NEWS, entry.key, by=by, at=at)
    record_case(event, complaint, [row, changed(entry)], by=by, at=at)
    return entry


def _ended(complaint: Complaint, at: datetime, *, answers: bool = True) -> dict[str, Any]:
    """The columns of an end. What the enterprise ends it with is an answer too, where none was given before."""
    today = oslo_day(at)
    answered_on = complaint.answered_on or (today if answers else None)
    return {"ended_on": today, "due_on": None, "answered_on": answered_on}


def _taken_up(complaint: Complaint, at: datetime) -> RowChange:
    """The case open again, its conclusion promised anew from today."""
    due_on = rules.conclusion_deadline(oslo_day(at), promise_of(complaint.enterprise)).due_on
    values = {"outcome": "", "ended_on": None, "due_on": due_on, "conclude_due_on": due_on}
    return moved(complaint, Status.IN_DIALOGUE, values, at)


def _need_room(complaint: Complaint, files: Sequence[Attachment]) -> None:
    """Anybody may complain, and their files must not take the room of everybody else's."""
    if not files:
        return
    size = sum(len(file.content) for file in files)
    theirs = Evidence.objects.filter(enterprise=complaint.enterprise, owner_kind=FILES).exclude(link="")
    here = theirs.filter(owner_key__in=complaint.entries.values("key"))
    for rows, limit in ((here, MOST_BYTES), (theirs, settings.EVIDENCE_QUOTA // SHARE_OF_QUOTA)):
        if (rows.aggregate(held=Sum("size"))["held"] or 0) + size > limit:
            raise NotAllowed("no_room", limit=limit)


def _entered(
    complaint: Complaint,
    kind: str,
    text: str,
    at: datetime,
    *,
    by: Actor,
    by_complainant: bool = False,
    noted_by: Person | None = None,
    files: Sequence[Attachment] = (),
    link: str = "",
) -> ComplaintEntry:
    """An entry saved with its files but not recorded: the caller's event tells of it."""
    if complaint.entries.count() >= MOST_ENTRIES:
        raise NotAllowed("too_much_written")
    entry = ComplaintEntry.objects.create(
        complaint=complaint,
        kind=kind,
        text=text.strip(),
        noted_at=at,
        by_complainant=by_complainant,
        noted_by=noted_by,
        created_at=at,
        updated_at=at,
    )
    for file in files:
        keep_file(
            enterprise=complaint.enterprise,
            unit=complaint.enterprise,
            upload=file,
            about=Owner(FILES, entry.key),
            permission=Permission.VIEW_COMPLAINTS,
            by=by,
            at=at,
            link=link,
        )
    return entry
