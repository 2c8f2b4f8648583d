"""What the outbox holds about persons."""

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons

HOLDINGS = {
    "OutgoingMessage": Holding(
        "A message to one recipient, and what became of it.",
        Ground.PUBLIC_TASK,
        "A year after it was sent or stopped (`SAMSVAR_MAIL_KEPT_DAYS`); `samsvar daily` then removes the row.",
        columns("kind occasion enterprise_id target language status attempts next_attempt_at message_id failure_code")
        | columns("lease lease_until sent_at"),
        address=("recipient_address",),
        names=("recipient_name",),
        fate=Fate.BLANKED,
        blanked=("recipient_address", "recipient_name", "failure_words"),
    ),
    "OutboxHold": no_persons("Tells that the outbox is held, and since when."),
}
