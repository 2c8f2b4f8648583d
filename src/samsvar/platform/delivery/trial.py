"""The one kind of message of this room's own: a test that the mail server takes what it is given."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.records import new_key
from samsvar.platform.delivery.composing import Mail, register
from samsvar.platform.delivery.models import OutgoingMessage
from samsvar.platform.delivery.services import Recipient, queue_message
from samsvar.platform.organisation.models import OrgUnit

TEST = "test"


def compose(message: OutgoingMessage, at: datetime) -> Mail:
    """Says where it comes from, and that nothing needs to be done."""
    text = gettext(
        "This is a test from Samsvar at %(address)s.\n\n"
        "It has reached you, so outgoing mail works. You need not do anything.\n\n"
        "The letters æ, ø and å should look right, and this link should be whole:\n\n%(address)s\n"
    )
    return Mail(gettext("Test message from Samsvar"), text % {"address": settings.BASE_URL.rstrip("/") + "/"})


def declare() -> None:
    """Registers the kind; called once at start."""
    register(TEST, compose, gettext_lazy("Test message"))


def queue_test(*, to: Recipient, enterprise: OrgUnit | None, by: Actor, at: datetime) -> OutgoingMessage:
    """Puts a test message in the outbox; each is its own occasion. To be called inside a transaction."""
    made = queue_message(kind=TEST, occasion=f"test {new_key()}", to=to, target="", enterprise=enterprise, by=by, at=at)
    if made is None:
        raise RuntimeError("two occasions with the same random key")
    return made
