"""What pages and commands read of the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from samsvar.platform.delivery.models import MessageStatus, OutgoingMessage
from samsvar.platform.delivery.server import BadServer, sender_of, server_of
from samsvar.platform.organisation.models import OrgUnit

#: What makes all letters wait, in the order of the messages that have met it.
EVERYBODYS = ("not_reached", "tls_failed", "login_refused", "sender_refused")


def setting_lacks() -> str:
    """Why nothing can be sent from here at all, as a code; empty where the settings are as they must be."""
    try:
        server_of(settings.SMTP_URL, settings.SMTP_PASSWORD_FILE)
        sender_of(settings.MAIL_FROM)
    except BadServer as problem:
        return problem.code
    return ""


def messages_about(targets: Iterable[str], *, enterprise: OrgUnit) -> dict[str, list[OutgoingMessage]]:
    """Messages about records that the caller has found among what the viewer may see, newest first, by record's key."""
    rows = OutgoingMessage.objects.filter(enterprise=enterprise, target__in=list(targets))
    found: dict[str, list[OutgoingMessage]] = {}
    for message in rows.order_by("-created_at", "-pk"):
        found.setdefault(message.target, []).append(message)
    return found


def counts_by_status(messages: "QuerySet[OutgoingMessage]") -> dict[str, int]:
    """How many there are of each status; all statuses have a number."""
    counted = dict(messages.order_by().values_list("status").annotate(Count("pk")))
    return {status.value: counted.get(status.value, 0) for status in MessageStatus}


def what_stops_all(messages: "QuerySet[OutgoingMessage]") -> tuple[str, str, datetime | None]:
    """A code that would meet any letter now, with the server's words and since when messages wait. Empty: none."""
    waiting = messages.filter(status=MessageStatus.QUEUED, failure_code__in=EVERYBODYS)
    last = waiting.order_by("-next_attempt_at").values_list("failure_code", "failure_words").first()
    if last is None:
        return "", "", None
    return last[0], last[1], waiting.aggregate(Min("created_at"))["created_at__min"]
