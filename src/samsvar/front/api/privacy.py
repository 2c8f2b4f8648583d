"""What the API holds about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns

HOLDINGS = {
    "RepeatableAnswer": Holding(
        "The answer to a call, so that the same call sent twice acts once.",
        Ground.SAFE_RUNNING,
        "24 hours; `samsvar daily` then removes it.",
        columns("holder idempotency_key digest status"),
        why_kept=_("Gone within a day by itself."),
    ),
}
