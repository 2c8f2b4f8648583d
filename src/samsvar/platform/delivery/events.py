"""The kinds of events of the outbox. None says to whom: the address stands in the message alone."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

MESSAGES_QUEUED = register_kind("messages_queued", _("Messages put in the outbox: %(count)d"))
MESSAGE_SENT = register_kind("message_sent", _("Message taken by the mail server"))
MESSAGE_REFUSED = register_kind("message_refused", _("Message refused by the mail server"))
MESSAGE_UNCERTAIN = register_kind("message_uncertain", _("Uncertain whether a message was sent"))
MESSAGE_SENT_AGAIN = register_kind("message_sent_again", _("Message put back in the outbox by a person"))
MESSAGES_CANCELLED = register_kind("messages_cancelled", _("Messages given up: %(count)d"))
MESSAGES_REMOVED = register_kind("messages_removed", _("Old messages removed from the outbox: %(count)d"))
OUTBOX_HELD = register_kind("outbox_held", _("Outbox held until an administrator opens it"))
OUTBOX_OPENED = register_kind("outbox_opened", _("Outbox opened, messages let go: %(count)d"))
