"""The outbox: each letter that is to go out by mail, from the moment it was decided until it is forgotten.

Invariants: a message is unique for its enterprise, occasion and recipient, until the recipient is forgotten; `lease`
is set only from the claim until its outcome is known (an uncertain message keeps it, so that a slow worker may still
tell that it was sent); `sent_at` is set only while the status is sent. The text stands nowhere: it is composed in the
claim, handed to the mail server and let go.

The trail keeps what was queued, sent, refused, left uncertain or given up, never to whom: the address stands in this
row alone, so that it is forgotten with it. The steps in between (sending, held, tried in vain) leave no event.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3: 256 with the angle brackets
LONGEST_WORDS = 300


class MessageStatus(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("taken by the mail server")
    REFUSED = "refused", _("refused, not sent")
    UNCERTAIN = "uncertain", _("uncertain whether it was sent")
    HELD = "held", _("held until the outbox is opened")
    CANCELLED = "cancelled", _("given up")


#: What the trail calls a message that is on its way: waiting.
ON_ITS_WAY = (MessageStatus.QUEUED, MessageStatus.SENDING, MessageStatus.HELD)
#: A person must look at these.
STOPPED = (MessageStatus.REFUSED, MessageStatus.UNCERTAIN)
#: Nothing more happens to these unless a person asks for it.
OVER = (MessageStatus.SENT, MessageStatus.CANCELLED, *STOPPED)


class OutgoingMessage(Record):
    """One letter to one recipient. `target` is the key of the record it is about, `kind` the code of its composer."""

    unrecorded = frozenset(
        {"recipient_address", "recipient_name", "attempts", "next_attempt_at", "failure_code", "failure_words"}
        | {"lease", "lease_until"}
    )

    kind = models.CharField(max_length=40)
    occasion = models.CharField(max_length=120, help_text="keys and days, no names: once to each recipient")
    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=60, blank=True)
    recipient_address = models.CharField(max_length=LONGEST_ADDRESS)
    recipient_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="nb")
    status = models.CharField(max_length=10, choices=MessageStatus.choices, default=MessageStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    message_id = models.CharField(max_length=320, help_text="fixed at queueing (RFC 5322, 3.6.4)")
    failure_code = models.CharField(max_length=30, blank=True)
    failure_words = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="the server's own, cut")
    lease = models.CharField(max_length=16, blank=True, help_text="the worker that sends it")
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "enterprise",
                "occasion",
                Lower("recipient_address"),
                condition=~Q(recipient_address=""),
                name="delivery_message_once",
            ),
            models.UniqueConstraint(
                "occasion",
                Lower("recipient_address"),
                condition=Q(enterprise__isnull=True) & ~Q(recipient_address=""),
                name="delivery_message_once_of_nobody",
            ),
            models.CheckConstraint(condition=Q(status__in=MessageStatus.values), name="delivery_message_status"),
            models.CheckConstraint(
                condition=Q(status=MessageStatus.SENT, sent_at__isnull=False)
                | (~Q(status=MessageStatus.SENT) & Q(sent_at__isnull=True)),
                name="delivery_message_sent_at",
            ),
            models.CheckConstraint(
                condition=Q(lease="") | Q(status__in=(MessageStatus.SENDING, MessageStatus.UNCERTAIN)),
                name="delivery_message_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="delivery_message_due"),
            models.Index(fields=["enterprise", "status", "created_at"], name="delivery_message_page"),
            models.Index(fields=["enterprise", "target"], name="delivery_message_target"),
        ]

    def __str__(self) -> str:
        return self.kind

    def as_recorded(self) -> dict[str, Any]:
        """All but the recipient and the steps in between: a message on its way is waiting."""
        found = super().as_recorded()
        return found | {"status": MessageStatus.QUEUED} if self.status in ON_ITS_WAY else found


class OutboxHold(models.Model):
    """While it stands, nothing of the enterprise's (none: of nobody's) is sent: new messages are held too."""

    enterprise = models.ForeignKey(OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], name="delivery_hold_once"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(enterprise__isnull=True), name="delivery_hold_once_of_nobody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.since)
