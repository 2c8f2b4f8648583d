"""See what is in the outbox, send it, try the mail server, and open an outbox that is held after a restore.

Examples:
  samsvar mail test kari@example.org
  samsvar mail list --status uncertain
  samsvar mail send
  samsvar mail again KEY
  samsvar mail open

`samsvar worker` and `samsvar daily` send what is due by themselves. `again` sends a refused or uncertain message once
more: of an uncertain one the recipient may then have two. `drop` gives a message up.
"""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.front.cli.enterprise import enterprise_with
from samsvar.front.cli.mail_words import document_of, said
from samsvar.front.cli.outcome import CommandError
from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.addresses import BadAddress, checked_address
from samsvar.platform.delivery.models import MessageStatus, OutboxHold, OutgoingMessage
from samsvar.platform.delivery.presenters import in_words, reason_of
from samsvar.platform.delivery.sending import send_due
from samsvar.platform.delivery.server import BadServer, sender_of, server_of
from samsvar.platform.delivery.services import Recipient, cancel_message, release_held, resend_message
from samsvar.platform.delivery.trial import queue_test
from samsvar.platform.ui.clock import now

_BY = Actor(person_key="", name="samsvar", via="cli")
_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with what."""
    parser.add_argument("action", choices=list(_ACTIONS))
    parser.add_argument("what", nargs="?", default="", metavar="ADDRESS|KEY", help="for test, and for again and drop")
    parser.add_argument("--status", choices=MessageStatus.values, help="list: of this status alone")
    parser.add_argument("--limit", type=int, default=_SHOWN, help=f"list: how many, newest first (default {_SHOWN})")
    parser.add_argument("--enterprise", metavar="ORGNR", help="list and open: of this enterprise alone")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Do what is asked."""
    return _ACTIONS[arguments.action](arguments, console, now())


def _list(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    rows = OutgoingMessage.objects.select_related("enterprise").order_by("-created_at", "-pk")
    if arguments.status:
        rows = rows.filter(status=arguments.status)
    if arguments.enterprise:
        rows = rows.filter(enterprise=enterprise_with(arguments.enterprise))
    found = list(rows[: max(0, arguments.limit)])
    console.document({"messages": [_as_document(message) for message in found]})
    for message in found:
        words = in_words(message)
        console.say("\t".join([message.key, message.recipient_address, words.kind, words.status, words.reason]))
    if not found:
        console.say(_("There are no such messages in the outbox."))
    return 0


def _as_document(message: OutgoingMessage) -> dict[str, Any]:
    return {
        "address": message.recipient_address,
        "attempts": message.attempts,
        "enterprise": message.enterprise.orgnr if message.enterprise else None,
        "failure": message.failure_code,
        "key": message.key,
        "kind": message.kind,
        "next_attempt_at": message.next_attempt_at.isoformat() if message.status == MessageStatus.QUEUED else None,
        "queued_at": message.created_at.isoformat(),
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "status": message.status,
        "target": message.target,
        "words": message.failure_words,
    }


def _send(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    outcome = send_due(at=at, progress=console.progress)
    console.document(document_of(outcome))
    console.say(said(outcome))
    return 1 if outcome.stopped else 0


def _test(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    """One message, sent at once past the others that wait."""
    try:
        address = checked_address(arguments.what)
        server_of(settings.SMTP_URL, settings.SMTP_PASSWORD_FILE)
        sender_of(settings.MAIL_FROM)
    except (BadAddress, BadServer) as problem:
        raise CommandError(". ".join(reason_of(problem.code)), code=problem.code) from problem
    with transaction.atomic():
        to = Recipient(address, language=arguments.language)
        message = queue_test(to=to, enterprise=None, by=_BY, at=at)
    if message.status == MessageStatus.HELD:
        raise CommandError(_("The outbox is held. Open it: samsvar mail open"), code="held", exit_code=1)
    send_due(at=at, only=message)
    message.refresh_from_db()
    words = in_words(message)
    console.document(_as_document(message))
    console.say(f"{message.recipient_address}: {words.status}")
    for line in (words.reason, words.remedy, message.failure_words):
        if line:
            console.say(line)
    return 0 if message.status == MessageStatus.SENT else 1


def _again(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    return _decided(arguments, console, resend_message(message=_found(arguments.what), by=_BY, at=at))


def _drop(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    return _decided(arguments, console, cancel_message(message=_found(arguments.what), by=_BY, at=at))


def _decided(arguments: argparse.Namespace, console: Console, done: bool) -> int:
    message = _found(arguments.what)
    if not done:
        words = _("The message is %(status)s, so this cannot be done with it.")
        raise CommandError(words % {"status": in_words(message).status}, code="not_possible", exit_code=1)
    console.document(_as_document(message))
    console.say(f"{message.recipient_address}: {in_words(message).status}")
    return 0


def _found(key: str) -> OutgoingMessage:
    message = OutgoingMessage.objects.select_related("enterprise").filter(key=key).first()
    if message is None:
        raise CommandError(_("There is no message %(key)s.") % {"key": key}, code="no_such_message")
    return message


def _open(arguments: argparse.Namespace, console: Console, at: datetime) -> int:
    """The named enterprise's outbox, or all."""
    holds = OutboxHold.objects.select_related("enterprise").order_by("pk")
    if arguments.enterprise:
        holds = holds.filter(enterprise=enterprise_with(arguments.enterprise))
    opened = [release_held(enterprise=hold.enterprise, by=_BY, at=at) for hold in holds]
    document = {"messages": sum(count or 0 for count in opened), "opened": len(opened)}
    console.document(document)
    console.say(_("Opened: %(opened)d. Messages that go now: %(messages)d.") % document)
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace, Console, datetime], int]] = {
    "list": _list,
    "send": _send,
    "test": _test,
    "again": _again,
    "drop": _drop,
    "open": _open,
}
