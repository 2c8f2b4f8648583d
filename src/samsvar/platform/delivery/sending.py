"""Sending what is due: each message claimed, composed, handed to the server and marked, one at a time.

Mail cannot be exactly once (RFC 1047). The claim is committed before the server is contacted, so no other worker ever
takes the same message, and a worker that is killed leaves it `sending`; when its lease is over it is `uncertain`,
shown, and sent again by a person alone. So: nobody is sent the same message twice by itself, at most one message is
uncertain for each worker that was in the middle of one, and none is lost in silence.
"""

import logging
import os
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.delivery import events
from samsvar.platform.delivery.addresses import BadAddress, checked_address
from samsvar.platform.delivery.composing import KINDS, Mail, NotWanted
from samsvar.platform.delivery.handing import LONGEST_SECONDS, NoAnswer, NotSent, hand_over
from samsvar.platform.delivery.letters import letter
from samsvar.platform.delivery.models import MessageStatus, OutboxHold, OutgoingMessage
from samsvar.platform.delivery.server import BadServer, Server, sender_of, server_of
from samsvar.platform.delivery.services import move_message
from samsvar.platform.ui.logs import note

BY = Actor(person_key="", name="samsvar", via="mail")
#: How long a message waits after each attempt in vain. After the last it is refused: three days and a half in all.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 720, 720, 1440, 1440))
#: The wait for a server that takes nobody's letters. Such attempts are not the message's own, and do not count.
REST = timedelta(minutes=5)
#: Nobody else takes the message meanwhile. Twice the longest that handing one over can take.
LEASE = timedelta(seconds=2 * LONGEST_SECONDS)

Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What became of the messages that were tried. `stopped` is a code where sending ended before all were tried.

    `counts` by sent, refused, uncertain (those found lost too), cancelled, and later (to be tried again).
    """

    counts: Counter[str] = field(default_factory=Counter)
    stopped: str = ""
    words: str = ""


def send_due(
    *, at: datetime, limit: int | None = None, progress: Progress | None = None, only: OutgoingMessage | None = None
) -> Outcome:
    """Sends what is due, the longest waiting first; at most `limit`. Stops where the server takes nobody's letters.

    `at` is the instant it begins; time that passes meanwhile is added. `only` is one message, due or not. Several
    processes may do this at once. To be called outside a transaction.
    """
    began = monotonic()
    outcome = Outcome()
    outcome.counts["uncertain"] += settle_lost(at=at)
    _let_go(at)
    try:
        office = _Office(server_of(settings.SMTP_URL, settings.SMTP_PASSWORD_FILE), sender_of(settings.MAIL_FROM))
    except BadServer as problem:
        outcome.stopped = problem.code
        return outcome
    total = _due(at, only).count() if progress else 0
    total, done = min(total, limit) if limit is not None else total, 0
    while limit is None or done < limit:
        claimed = _claim(at + timedelta(seconds=monotonic() - began), only)
        if claimed is None:
            break
        if claimed.mail is None:
            outcome.counts[claimed.settled] += 1
        else:
            _send(claimed, claimed.mail, office, outcome, lambda: at + timedelta(seconds=monotonic() - began))
        done += 1
        if progress:
            progress(done, max(done, total))
        if outcome.stopped or only is not None:
            break
    return outcome


def settle_lost(*, at: datetime) -> int:
    """Messages whose worker was lost while it sent them are uncertain from now on; how many."""
    lost = OutgoingMessage.objects.filter(status=MessageStatus.SENDING, lease_until__lt=at)
    count = 0
    for message in lost.select_related("enterprise").order_by("pk"):
        with transaction.atomic():
            # The lease stays: should its worker only have been slow, it may still tell that the message was sent.
            uncertain = {"status": MessageStatus.UNCERTAIN, "failure_code": "worker_lost"}
            count += move_message(message, uncertain, events.MESSAGE_UNCERTAIN, by=BY, at=at)
    return count


@dataclass(frozen=True)
class _Office:
    """Where letters are handed in, and who sends them."""

    server: Server
    sender: tuple[str, str]

    @property
    def name(self) -> str:
        return urlsplit(settings.BASE_URL).hostname or "localhost"


@dataclass(frozen=True)
class _Claimed:
    """A message that this process alone may send, and what it says; no mail where it came to nothing, and how."""

    message: OutgoingMessage
    mail: Mail | None = None
    settled: str = ""


def _due(at: datetime, only: OutgoingMessage | None) -> "QuerySet[OutgoingMessage]":
    """Messages to be sent now."""
    rows = OutgoingMessage.objects.filter(status=MessageStatus.QUEUED)
    return rows.filter(next_attempt_at__lte=at) if only is None else rows.filter(pk=only.pk)


def _let_go(at: datetime) -> None:
    """Lets go what was put in while its outbox was being opened, and so missed it."""
    if not OutgoingMessage.objects.filter(status=MessageStatus.HELD).exists():
        return
    holding = list(OutboxHold.objects.values_list("enterprise_id", flat=True))
    held = OutgoingMessage.objects.filter(status=MessageStatus.HELD)
    missed = held.exclude(enterprise_id__in=[pk for pk in holding if pk is not None])
    if None in holding:
        missed = missed.filter(enterprise__isnull=False)
    missed.update(status=MessageStatus.QUEUED, next_attempt_at=at)


def _claim(at: datetime, only: OutgoingMessage | None) -> _Claimed | None:
    """The message that has waited longest, taken and composed in one transaction. None where nothing is due."""
    while True:
        with transaction.atomic():
            # Skipping what another worker is taking spares waiting; that one alone gets it is the update's doing.
            due = _due(at, only).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk")
            number = due.values_list("pk", flat=True).first()
            if number is None:
                return None
            lease = new_key()
            taken = OutgoingMessage.objects.filter(pk=number, status=MessageStatus.QUEUED)
            sending = {"status": MessageStatus.SENDING, "lease": lease, "lease_until": at + LEASE}
            if taken.update(**sending, attempts=F("attempts") + 1) == 1:
                return _composed(OutgoingMessage.objects.select_related("enterprise").get(pk=number), at)


def _composed(message: OutgoingMessage, at: datetime) -> _Claimed:
    """The claimed message with its text; moved on at once where it has none."""
    try:
        with transaction.atomic(), translation.override(message.language):
            checked_address(message.recipient_address)
            mail = KINDS[message.kind].compose(message, at)
    except NotWanted:
        _settle(message, events.MESSAGES_CANCELLED, MessageStatus.CANCELLED, at=at, about={"count": 1})
        return _Claimed(message, settled="cancelled")
    except BadAddress as bad:
        problem = NotSent(bad.code, temporary=False)
    except KeyError:
        problem = NotSent("unknown_kind") if message.kind not in KINDS else NotSent("not_composed", "KeyError")
    except Exception as fault:  # a composer's fault must not stop everybody else's letters
        place = traceback.extract_tb(fault.__traceback__)[-1]
        words = f"{type(fault).__name__}, {os.path.basename(place.filename)}:{place.lineno}"
        problem = NotSent("not_composed", words)
    else:
        return _Claimed(message, mail)
    return _Claimed(message, settled=_not_sent(message, problem, at))


def _send(claimed: _Claimed, mail: Mail, office: _Office, outcome: Outcome, clock: Callable[[], datetime]) -> None:
    """Hands the claimed letter over and marks at once what became of it."""
    message, at = claimed.message, clock()
    try:
        made = letter(
            mail,
            sender=office.sender,
            to=message.recipient_address,
            message_id=message.message_id,
            language=message.language,
            at=at,
        )
        hand_over(office.server, name=office.name, sender=office.sender[1], to=message.recipient_address, letter=made)
    except NotSent as problem:
        settled = _not_sent(message, problem, clock())
        if problem.everybody:
            outcome.stopped, outcome.words = problem.code, problem.words
            note("mail_server_failed", level=logging.WARNING, code=problem.code, fault=problem.__cause__)
    except ValueError as problem:
        settled = _not_sent(message, NotSent("not_composed", type(problem).__name__), clock())
    except NoAnswer:
        settled = "uncertain"
        _settle(message, events.MESSAGE_UNCERTAIN, MessageStatus.UNCERTAIN, at=clock(), failure_code="no_answer")
    else:
        settled, at = "sent", clock()
        _settle(message, events.MESSAGE_SENT, MessageStatus.SENT, at=at, sent_at=at)
    outcome.counts[settled] += 1


def _not_sent(message: OutgoingMessage, problem: NotSent, at: datetime) -> str:
    """Later, growing later each time, or never: `later` or `refused`."""
    failure = {"failure_code": problem.code, "failure_words": problem.words}
    attempts = message.attempts
    if problem.everybody:
        wait, attempts = REST, attempts - 1
    elif problem.temporary and attempts <= len(WAITS):
        wait = WAITS[attempts - 1]
    else:
        about = {"code": problem.code}
        _settle(message, events.MESSAGE_REFUSED, MessageStatus.REFUSED, at=at, about=about, **failure)
        return "refused"
    back = OutgoingMessage.objects.filter(pk=message.pk, lease=message.lease, status=MessageStatus.SENDING)
    waiting = {"status": MessageStatus.QUEUED, "lease": "", "lease_until": None, "next_attempt_at": at + wait}
    back.update(**waiting, **failure, attempts=attempts)
    return "later"


@transaction.atomic
def _settle(
    message: OutgoingMessage,
    kind: str,
    status: MessageStatus,
    *,
    at: datetime,
    about: Mapping[str, object] | None = None,
    **values: Any,
) -> None:
    """The end of an attempt, recorded."""
    fresh = {"failure_code": "", "failure_words": "", "lease": "", "lease_until": None}
    move_message(message, {**fresh, "status": status, **values}, kind, by=BY, at=at, about=about)
