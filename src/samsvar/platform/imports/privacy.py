"""What imports hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns

HOLDINGS = {
    "ImportRun": Holding(
        "Which file was read in, by whom, and what came of it.",
        Ground.SAFE_RUNNING,
        "As long as what was read in.",
        columns("enterprise_id kind file_name sha256 status done_steps total_steps created changed unchanged errors")
        | columns("ignored_columns answers notes warnings stored_name attempts lease lease_until"),
        about=("person_id",),
        why_kept=_("Tells where records come from. Names nobody once the account is forgotten."),
    ),
}
