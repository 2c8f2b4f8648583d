"""Words for why a message waits or was stopped, and what can be done about it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.code_words import register_codes
from samsvar.platform.delivery.composing import KINDS
from samsvar.platform.delivery.models import STOPPED, MessageStatus, OutgoingMessage

_ASK_OPERATOR = _("Ask those who run Samsvar to look at the settings for mail.")
_CHECK_ADDRESS = _("Check the address where it was registered, and have a new message made there.")

#: Code: what happened, and what can be done. Codes of `handing`, `sending`, `server`, `addresses` and `services`.
REASONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "no_server": (_("No mail server is set up"), _ASK_OPERATOR),
    "bad_address": (_("The setting for the mail server cannot be read"), _ASK_OPERATOR),
    "password_in_clear": (_("The mail server’s password would travel unencrypted"), _ASK_OPERATOR),
    "no_sender": (_("No sender address is set up"), _ASK_OPERATOR),
    "not_reached": (_("The mail server could not be reached"), _("Samsvar tries again by itself.")),
    "tls_failed": (_("No safe connection to the mail server could be made"), _ASK_OPERATOR),
    "login_refused": (_("The mail server did not take the user name and password"), _ASK_OPERATOR),
    "sender_refused": (_("The mail server does not take the sender address"), _ASK_OPERATOR),
    "connection_lost": (_("The mail server broke off"), _("Samsvar tries again by itself.")),
    "busy": (_("The mail server could not take the message then"), _("Samsvar tries again by itself for three days.")),
    "unknown_recipient": (_("The mail server knows no such recipient"), _CHECK_ADDRESS),
    "mailbox_full": (
        _("The recipient’s mailbox is full"),
        _("Reach the recipient in another way, or send again later."),
    ),
    "not_allowed": (
        _("The mail server does not deliver to this recipient"),
        _("Ask those who run the mail server; their words are below."),
    ),
    "refused": (
        _("The mail server refused the message"),
        _("Ask those who run the mail server; their words are below."),
    ),
    "not_an_address": (_("This is no e-mail address"), _CHECK_ADDRESS),
    "needs_smtputf8": (
        _("The address has letters before the @ that ordinary mail cannot carry"),
        _("Ask the recipient for an address with the letters a to z."),
    ),
    "not_composed": (_("The text could not be written"), _("Report the fault to those who run Samsvar.")),
    "unknown_kind": (_("Nothing in this installation writes such messages"), _("Give it up.")),
    "no_answer": (
        _("The message was handed over, but the mail server did not answer"),
        _("Ask the recipient, or look in the mail server’s log. Send again only if it has not arrived."),
    ),
    "worker_lost": (
        _("Samsvar stopped in the middle of sending"),
        _("Ask the recipient, or look in the mail server’s log. Send again only if it has not arrived."),
    ),
    "restored": (
        _("It was being sent when the backup that is now put back was made"),
        _("Ask the recipient, or look in the mail server’s log. Send again only if it has not arrived."),
    ),
}

_PILLS = {
    MessageStatus.SENT: "good",
    MessageStatus.REFUSED: "bad",
    MessageStatus.UNCERTAIN: "bad",
    MessageStatus.HELD: "warn",
}


@dataclass(frozen=True)
class MessageWords:
    """A message as a page shows it. `when` is what its status counts from; `is_trying` where it failed and waits."""

    row: OutgoingMessage
    kind: str
    status: str
    pill: str
    reason: str
    remedy: str
    when: datetime
    is_trying: bool
    can_resend: bool
    can_give_up: bool


def in_words(message: OutgoingMessage) -> MessageWords:
    """The message in the reader's language."""
    status = MessageStatus(message.status)
    reason, remedy = reason_of(message.failure_code)
    dead = message.failure_code in ("not_an_address", "needs_smtputf8")
    return MessageWords(
        row=message,
        kind=kind_words(message.kind),
        status=str(status.label),
        pill=_PILLS.get(status, ""),
        reason=reason,
        remedy=remedy,
        when=message.sent_at or message.updated_at,
        is_trying=status == MessageStatus.QUEUED and bool(message.failure_code),
        can_resend=status in STOPPED and not dead,
        can_give_up=status in (MessageStatus.QUEUED, MessageStatus.HELD, *STOPPED),
    )


def kind_words(code: str) -> str:
    """What letters of a kind are called; the code where no app writes them any more."""
    kind = KINDS.get(code)
    return str(kind.name) if kind else code


def declare() -> None:
    """Has the trail say kinds of letters in words; called once at start."""
    register_codes("delivery_outgoingmessage", "kind", kind_words)


def reason_of(code: str) -> tuple[str, str]:
    """What happened and what can be done; both empty where nothing did."""
    found = REASONS.get(code)
    return (str(found[0]), str(found[1])) if found else (code, "")
