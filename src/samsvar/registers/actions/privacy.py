"""What actions hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns

HOLDINGS = {
    "Action": Holding(
        "What is to be done, by whom and when.",
        Ground.PUBLIC_TASK,
        "As long as the case it belongs to.",
        columns("enterprise_id unit_id title description starts_on due_on due_reason expected_result result status")
        | columns("done_on continuity continued_from_id"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=_("Who was to do what is documentation of a case. An account names nobody once forgotten."),
    ),
}
