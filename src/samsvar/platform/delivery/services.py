"""Putting messages in the outbox, and what a person decides about those that wait or were stopped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.many import insert_many
from samsvar.platform.audit.records import new_key
from samsvar.platform.audit.services import NotInTransaction, RowChange, changed, record, removed, snapshot
from samsvar.platform.delivery import events
from samsvar.platform.delivery.addresses import BadAddress, checked_address, shown_address
from samsvar.platform.delivery.models import OVER, STOPPED, MessageStatus, OutboxHold, OutgoingMessage
from samsvar.platform.delivery.server import BadServer, sender_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services import enterprise_key
from samsvar.platform.ui.language import as_language

_PORTION = 500
_FRESH = {"failure_code": "", "failure_words": "", "lease": "", "lease_until": None}
_WAITING = (MessageStatus.QUEUED, MessageStatus.HELD)


@dataclass(frozen=True)
class Recipient:
    """Who is to have a message, and in which language (nb, nn, en)."""

    address: str
    name: str = ""
    language: str = "nb"


@dataclass(frozen=True)
class Addressed:
    """One of many messages of a kind. `occasion` and `target` as in `queue_message`."""

    to: Recipient
    occasion: str
    target: str = ""


def queue_message(
    *, kind: str, occasion: str, to: Recipient, target: str, enterprise: OrgUnit | None, by: Actor, at: datetime
) -> OutgoingMessage | None:
    """Puts one message in the outbox, in the caller's transaction. None where it was there already.

    `occasion` says why and when by keys and days (`reminder 4f… 2025-06-01`), no names: to each recipient of an
    enterprise a message goes once for each occasion, as long as the message is kept (`SAMSVAR_MAIL_KEPT_DAYS`).
    `target` is the key of the record it is about. An address that can never be used gives a message that is refused
    at once and shown; ask `addresses.checked_address` in a form. Raises NotInTransaction.
    """
    one = Addressed(to, occasion, target)
    made = queue_messages(kind=kind, messages=[one], enterprise=enterprise, by=by, at=at)
    return made[0] if made else None


def queue_messages(
    *, kind: str, messages: Sequence[Addressed], enterprise: OrgUnit | None, by: Actor, at: datetime
) -> list[OutgoingMessage]:
    """Puts many messages of a kind in the outbox, in the caller's transaction; those that are new, in order.

    Four statements for each five hundred and one event. As `queue_message`. Raises NotInTransaction.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(kind)
    held = OutboxHold.objects.filter(enterprise=enterprise).exists()
    rows = [_message(kind, one, enterprise, at, held=held) for one in messages]
    fields = [field for field in OutgoingMessage._meta.concrete_fields if not field.primary_key]
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        table = OutgoingMessage._meta.db_table
        insert_many(cursor, table, [str(field.column) for field in fields], values, "ON CONFLICT DO NOTHING")
    made: list[OutgoingMessage] = []
    for start in range(0, len(rows), _PORTION):
        keys = [row.key for row in rows[start : start + _PORTION]]
        made += OutgoingMessage.objects.filter(key__in=keys).order_by("pk")
    if made:
        about = {"count": len(made), "kind": kind}
        record(events.MESSAGES_QUEUED, by=by, at=at, enterprise=_chain(enterprise), rows=_new(made), about=about)
    return made


def _message(kind: str, one: Addressed, enterprise: OrgUnit | None, at: datetime, *, held: bool) -> OutgoingMessage:
    key, failure = new_key(), ""
    try:
        address = checked_address(one.to.address)
    except BadAddress as bad:
        address, failure = shown_address(one.to.address), bad.code
    status = MessageStatus.HELD if held else MessageStatus.QUEUED
    return OutgoingMessage(
        key=key,
        kind=kind,
        occasion=one.occasion,
        enterprise=enterprise,
        target=one.target,
        recipient_address=address,
        recipient_name=shown_address(one.to.name)[:200],
        language=as_language(one.to.language),
        status=MessageStatus.REFUSED if failure else status,
        failure_code=failure,
        next_attempt_at=at,
        message_id=f"<{key}@{mail_domain()}>",
        created_at=at,
        updated_at=at,
    )


def mail_domain() -> str:
    """The domain that stands in each Message-ID: the sender's, or else the installation's own."""
    try:
        return sender_of(settings.MAIL_FROM)[1].rpartition("@")[2].lower()
    except BadServer:
        return urlsplit(settings.BASE_URL).hostname or "localhost"


@transaction.atomic
def resend_message(*, message: OutgoingMessage, by: Actor, at: datetime) -> bool:
    """Has a refused or uncertain message sent again, composed anew, with its Message-ID; False where it is neither.

    Of an uncertain one the recipient may then have two. One whose address can never be used stays as it is (False).
    """
    try:
        checked_address(message.recipient_address)
    except BadAddress:
        return False
    held = OutboxHold.objects.filter(enterprise=message.enterprise).exists()
    status = MessageStatus.HELD if held else MessageStatus.QUEUED
    values = {**_FRESH, "status": status, "attempts": 0, "next_attempt_at": at}
    return _change(message, STOPPED, values, events.MESSAGE_SENT_AGAIN, by=by, at=at)


def resend_uncertain(*, message: OutgoingMessage, by: Actor, at: datetime) -> bool:
    """As `resend_message`, for an uncertain message alone."""
    return message.status == MessageStatus.UNCERTAIN and resend_message(message=message, by=by, at=at)


@transaction.atomic
def cancel_message(*, message: OutgoingMessage, by: Actor, at: datetime) -> bool:
    """Gives a message up that waits or was stopped; False where it is neither."""
    open_still = (*_WAITING, *STOPPED)
    values = {"status": MessageStatus.CANCELLED, "lease": "", "lease_until": None}
    return _change(message, open_still, values, events.MESSAGES_CANCELLED, by=by, at=at, about={"count": 1})


@transaction.atomic
def cancel_messages(
    *, target: str, enterprise: OrgUnit | None, by: Actor, at: datetime, kinds: Iterable[str] | None = None
) -> int:
    """Gives up what waits about a record (of these kinds; none named: of any); how many. What is being sent goes."""
    waiting = OutgoingMessage.objects.filter(enterprise=enterprise, target=target, status__in=_WAITING)
    if kinds is not None:
        waiting = waiting.filter(kind__in=list(kinds))
    rows: list[RowChange] = []
    for message in waiting.order_by("pk"):
        was = snapshot(message)
        if _moved(message, _WAITING, {"status": MessageStatus.CANCELLED}, at=at):
            rows.append(changed(message, was=was))
    if rows:
        about = {"count": len(rows)}
        record(events.MESSAGES_CANCELLED, by=by, at=at, enterprise=_chain(enterprise), rows=rows, about=about)
    return len(rows)


@transaction.atomic
def hold_outbox(*, by: Actor, at: datetime) -> int:
    """Holds every enterprise's outbox; how many messages wait in it. After a restore: some may have been sent already.

    What was being sent when the backup was made is uncertain.
    """
    for message in OutgoingMessage.objects.filter(status=MessageStatus.SENDING).select_related("enterprise"):
        lost = {**_FRESH, "status": MessageStatus.UNCERTAIN, "failure_code": "restored"}
        _change(message, (MessageStatus.SENDING,), lost, events.MESSAGE_UNCERTAIN, by=by, at=at)
    owners: list[OrgUnit | None] = [None, *OrgUnit.objects.enterprises().order_by("pk")]
    standing = set(OutboxHold.objects.values_list("enterprise_id", flat=True))
    for owner in owners:
        if (owner.pk if owner else None) not in standing:
            OutboxHold.objects.create(enterprise=owner, since=at)
            record(events.OUTBOX_HELD, by=by, at=at, enterprise=_chain(owner))
    OutgoingMessage.objects.filter(status=MessageStatus.QUEUED).update(status=MessageStatus.HELD)
    return OutgoingMessage.objects.filter(status=MessageStatus.HELD).count()


@transaction.atomic
def release_held(*, enterprise: OrgUnit | None, by: Actor, at: datetime) -> int | None:
    """Opens an enterprise's outbox (none: what is nobody's); how many messages go now. None where it was open."""
    count, _each = OutboxHold.objects.filter(enterprise=enterprise).delete()
    if not count:
        return None
    held = OutgoingMessage.objects.filter(enterprise=enterprise, status=MessageStatus.HELD)
    let_go = held.update(status=MessageStatus.QUEUED, next_attempt_at=at)
    record(events.OUTBOX_OPENED, by=by, at=at, enterprise=_chain(enterprise), about={"count": let_go})
    return let_go


@transaction.atomic
def remove_old_messages(*, before: datetime, by: Actor, at: datetime) -> int:
    """Forgets messages that came to their end before the instant, with whom they went to; how many."""
    over = OutgoingMessage.objects.filter(status__in=OVER, updated_at__lt=before).select_related("enterprise")
    chains: dict[str | None, list[OutgoingMessage]] = {}
    for message in over.order_by("pk"):
        chains.setdefault(_chain(message.enterprise), []).append(message)
    for chain, messages in chains.items():
        rows = [removed(message) for message in messages]
        for start in range(0, len(messages), _PORTION):
            portion = [message.pk for message in messages[start : start + _PORTION]]
            OutgoingMessage.objects.filter(pk__in=portion).delete()
        record(events.MESSAGES_REMOVED, by=by, at=at, enterprise=chain, rows=rows, about={"count": len(rows)})
    return sum(len(messages) for messages in chains.values())


def move_message(
    message: OutgoingMessage,
    values: Mapping[str, Any],
    kind: str,
    *,
    at: datetime,
    by: Actor,
    about: Mapping[str, object] | None = None,
) -> bool:
    """The outcome of an attempt, recorded; False where the worker whose lease the object bears holds it no longer."""
    current = OutgoingMessage.objects.filter(pk=message.pk, lease=message.lease).select_related("enterprise").first()
    from_statuses = (MessageStatus.SENDING, MessageStatus.UNCERTAIN)
    return current is not None and _change(current, from_statuses, values, kind, by=by, at=at, about=about)


def _change(
    message: OutgoingMessage,
    from_statuses: Sequence[str],
    values: Mapping[str, Any],
    kind: str,
    *,
    by: Actor,
    at: datetime,
    about: Mapping[str, object] | None = None,
) -> bool:
    """Moves the message on where it still is in one of the statuses, and records it."""
    was = snapshot(message)
    if not _moved(message, from_statuses, values, at=at):
        return False
    rows, chain = [changed(message, was=was)], _chain(message.enterprise)
    record(kind, by=by, at=at, enterprise=chain, rows=rows, about={"kind": message.kind, **(about or {})})
    return True


def _moved(
    message: OutgoingMessage,
    from_statuses: Sequence[str],
    values: Mapping[str, Any],
    *,
    at: datetime,
) -> bool:
    """One conditional update: of two that want to, one gets it. The object is as the row then."""
    here = OutgoingMessage.objects.filter(pk=message.pk, version=message.version, status__in=from_statuses)
    now = {**values, "updated_at": at, "version": message.version + 1}
    if here.update(**now) != 1:
        return False
    for name, value in now.items():
        setattr(message, name, value)
    return True


def _new(messages: Iterable[OutgoingMessage]) -> Iterable[RowChange]:
    return (changed(message) for message in messages)


def _chain(enterprise: OrgUnit | None) -> str | None:
    return enterprise_key(enterprise) if enterprise else None
