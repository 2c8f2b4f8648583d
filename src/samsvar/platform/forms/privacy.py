"""What forms hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns

HOLDINGS = {
    "TakenNumber": Holding(
        "The number of a form or a call, with its answer, so that what is sent twice acts once.",
        Ground.SAFE_RUNNING,
        "24 hours; `samsvar daily` then removes it.",
        columns("digest about status location taken_at"),
        why_kept=_("Gone within a day by itself."),
    ),
}
