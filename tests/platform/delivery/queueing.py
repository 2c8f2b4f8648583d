"""Short ways for the tests of the outbox to put messages in it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.delivery.composing import Mail, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Recipient, queue_message
from tests.cast import NOW

BY = Actor(person_key="", name="samsvar", via="cli")
#: What the composer of kind "asked" is to do; a test sets it and puts it back.
SAYS: dict[str, Any] = {}


def compose(message: OutgoingMessage, at: datetime) -> Mail:
    if "act" in SAYS:
        return Mail(*SAYS["act"](message, at))
    return Mail("Sak 2025/7: spørsmål til dere", "Hei\n\nSvar her: https://samsvar.example.org/l/abc\n")


register("asked", compose)


def queue(address: str = "kari@example.org", occasion: str = "asked 1", **more: Any) -> OutgoingMessage | None:
    """One message, queued in a transaction of its own."""
    to = Recipient(address, more.pop("name", ""), more.pop("language", "nb"))
    given: dict[str, Any] = {"kind": "asked", "target": "sak1", "enterprise": None, "by": BY, "at": NOW, **more}
    with transaction.atomic():
        return queue_message(occasion=occasion, to=to, **given)


def queued(address: str = "kari@example.org", occasion: str = "asked 1", **more: Any) -> OutgoingMessage:
    made = queue(address, occasion, **more)
    assert made is not None
    return made
