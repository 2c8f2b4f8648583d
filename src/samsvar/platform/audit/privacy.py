"""What the trail holds about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

HOLDINGS = {
    "Chain": no_persons("The head of each chain of events."),
    "Event": Holding(
        "Shows who did what and when, and whether anything was changed underneath.",
        Ground.LEGAL_DUTY,
        "As long as the records that it tells of; names can be taken out.",
        columns("chain_id sequence kind at via enterprise object_table object_key body previous hash"),
        why_kept=_("The names are emptied. What was done, when and by which key stays, for the chain."),
    ),
    "EventRow": Holding(
        "What a row was and became.",
        Ground.LEGAL_DUTY,
        "As long as the event; its content can be taken out.",
        columns("event_id position table row_key digest commitment leaf"),
        why_kept=_("The content about the person is emptied. A fingerprint that tells nothing stays, for the chain."),
    ),
}
