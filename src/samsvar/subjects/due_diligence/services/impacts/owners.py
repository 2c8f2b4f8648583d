"""Questions about a case to owners of agreements outside: put by mail, answered by a link, counted with all others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samsvar.core.readers.attachments import Attachment
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.access.holders import at_work, holders_of
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import changed, record
from samsvar.platform.delivery.services import Addressed, Recipient, cancel_messages, queue_message, queue_messages
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.platform.links.services import revoke_links
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, Partner
from samsvar.registers.suppliers.services.inquiries import save_inquiry
from samsvar.subjects.due_diligence import events
from samsvar.subjects.due_diligence.files import IMPACT
from samsvar.subjects.due_diligence.models import AdverseImpact, OwnerLetter
from samsvar.subjects.due_diligence.owner_links import ANSWERED, PURPOSE, QUESTION, RECEIPT
from samsvar.subjects.due_diligence.services.impacts.impacts import note


@dataclass(frozen=True, slots=True)
class Asked:
    """What an owner is asked, who there, in which language (nb, nn, en), and until when."""

    question: str
    address: str
    name: str
    language: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What an owner answers, who there, and the files that came with it: what they are, and the key of their link."""

    text: str
    name: str
    files: Sequence[Attachment] = ()
    kind: str = ""
    link: str = ""


@transaction.atomic
def ask_owner(
    *,
    impact: AdverseImpact,
    partner: Partner,
    contracts: Collection[Contract],
    asked: Asked,
    by: Actor,
    at: datetime,
    today: date,
) -> OwnerLetter:
    """Ask the owner of the agreements, and put the mail in the outbox.

    Raises NotAllowed: `no_contracts`, `due_before_question`, `other_enterprise`, `not_the_owners`.
    """
    if partner.enterprise_id != impact.enterprise_id:
        raise NotAllowed("other_enterprise")
    if any(contract.agreement_owner_id != partner.pk for contract in contracts):
        raise NotAllowed("not_the_owners")
    fields = {"question": asked.question.strip(), "asked_on": today, "due_on": asked.due_on}
    row = OwnerInquiry(partner=partner)
    save_inquiry(row=row, enterprise=impact.enterprise, fields=fields, contracts=contracts, by=by, at=at, on=today)
    letter = OwnerLetter.objects.create(
        enterprise=impact.enterprise,
        impact=impact,
        inquiry=row,
        name=asked.name.strip(),
        address=asked.address.strip(),
        language=asked.language,
        created_at=at,
        updated_at=at,
    )
    _mail(letter, QUESTION, f"{QUESTION} {letter.key}", by, at)
    record(events.OWNER_WRITTEN_TO, by=by, at=at, enterprise=enterprise_key(impact.enterprise), rows=[changed(letter)])
    return letter


@transaction.atomic
def answer_letter(*, letter: OwnerLetter, answer: Answer, by: Actor, at: datetime, today: date) -> OwnerLetter:
    """Keep the owner's answer, as the register's own and among the news of the case, its files with the case's. A
    receipt goes to the owner, and the one who is responsible for the case is told.

    Raises NotAllowed: `owner_answered`, `letter_withdrawn`, `no_answer`, and what `keep_file` raises; StaleVersion
    where two send at once.
    """
    if letter.withdrawn_at is not None:
        raise NotAllowed("letter_withdrawn")
    if letter.answered_at is not None:
        raise NotAllowed("owner_answered")
    text = answer.text.strip()
    if not text:
        raise NotAllowed("no_answer")
    _keep_files(letter, answer, by, at)
    change = save_values(letter, {"answered_at": at, "answered_by": answer.name.strip()}, at=at)
    inquiry = letter.inquiry
    fields = {"asked_on": inquiry.asked_on, "due_on": inquiry.due_on, "answered_on": today, "answer": text}
    contracts = list(inquiry.contracts.all())
    enterprise = letter.enterprise
    save_inquiry(row=inquiry, enterprise=enterprise, fields=fields, contracts=contracts, by=by, at=at, on=today)
    entry = note(letter.impact, today, inquiry.partner.name[:100], text, at)
    _mail(letter, RECEIPT, f"{RECEIPT} {letter.key}", by, at)
    _tell_responsible(letter, by, at)
    rows = [change, changed(entry)]
    record(events.OWNER_ANSWERED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows)
    return letter


@transaction.atomic
def withdraw_letter(*, letter: OwnerLetter, by: Actor, at: datetime) -> OwnerLetter:
    """Take the question back: the link opens nothing more. Raises NotAllowed: `owner_answered`."""
    if letter.answered_at is not None:
        raise NotAllowed("owner_answered")
    if letter.withdrawn_at is not None:
        return letter
    change = save_values(letter, {"withdrawn_at": at}, at=at)
    revoke_links(purpose=PURPOSE, target=letter.key, by=by, at=at)
    cancel_messages(target=letter.key, enterprise=letter.enterprise, by=by, at=at)
    rows = [change]
    record(events.OWNER_LETTER_WITHDRAWN, by=by, at=at, enterprise=enterprise_key(letter.enterprise), rows=rows)
    return letter


@transaction.atomic
def write_again(*, letter: OwnerLetter, by: Actor, at: datetime, today: date) -> bool:
    """Put the question in the outbox once more, at most once a day; False where it was put there today already.

    Raises NotAllowed: `owner_answered`, `letter_withdrawn`.
    """
    if letter.answered_at is not None:
        raise NotAllowed("owner_answered")
    if letter.withdrawn_at is not None:
        raise NotAllowed("letter_withdrawn")
    return _mail(letter, QUESTION, f"{QUESTION} {letter.key} {today.isoformat()}", by, at)


def _keep_files(letter: OwnerLetter, answer: Answer, by: Actor, at: datetime) -> None:
    """The owner's files stand with the case's own, under the owner's name."""
    for file in answer.files:
        keep_file(
            enterprise=letter.enterprise,
            unit=letter.impact.unit,
            upload=file,
            about=Owner(IMPACT, letter.impact.key),
            permission=Permission.VIEW_IMPACTS,
            kind=answer.kind,
            issuer=letter.inquiry.partner.name[:200],
            link=answer.link,
            by=by,
            at=at,
        )


def note_opened(*, letter: OwnerLetter, at: datetime) -> None:
    """Note when the page was first opened: what the trail leaves out, since a mail scanner may be the one."""
    if letter.opened_at is None:
        OwnerLetter.objects.filter(pk=letter.pk, opened_at=None).update(opened_at=at)


def _mail(letter: OwnerLetter, kind: str, occasion: str, by: Actor, at: datetime) -> bool:
    to = Recipient(letter.address, letter.name, letter.language)
    enterprise = letter.enterprise
    sent = queue_message(kind=kind, occasion=occasion, to=to, target=letter.key, enterprise=enterprise, by=by, at=at)
    return sent is not None


def _tell_responsible(letter: OwnerLetter, by: Actor, at: datetime) -> None:
    """The one who is responsible for the case; all who may work on it, where nobody at work is."""
    enterprise, today = letter.enterprise, oslo_day(at)
    found = at_work([letter.impact.responsible_id], enterprise, today).values()
    people = list(found) or holders_of(Permission.MANAGE_IMPACTS, enterprise, today)
    occasion = f"{ANSWERED} {letter.key}"
    messages = [Addressed(Recipient(each.email, each.name, each.language), occasion, letter.key) for each in people]
    queue_messages(kind=ANSWERED, messages=messages, enterprise=enterprise, by=by, at=at)
