"""What the public pages' texts hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns

HOLDINGS = {
    "PublicText": Holding(
        "What the enterprise says of itself on its public pages, and who published it.",
        Ground.PUBLIC_TASK,
        "As long as it stands on the pages or in the trail.",
        columns("enterprise_id kind text_nb text_nn text_en link shown shown_link published_at"),
        about=("published_by_id",),
        why_kept=_("The enterprise answers for what it has published."),
    ),
}
