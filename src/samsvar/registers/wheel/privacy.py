"""What the annual wheel holds about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

WHY_KEPT = _("Who answered for an activity is documentation of the internal control.")

HOLDINGS = {
    "Activity": no_persons("What recurs each year, and when."),
    "ActivityChoice": Holding(
        "When an enterprise holds an activity, and who answers for it there.",
        Ground.PUBLIC_TASK,
        "As long as the activity is held.",
        columns("enterprise_id activity_id timing role left_out reason"),
        about=("responsible_id",),
        why_kept=WHY_KEPT,
    ),
    "Occurrence": Holding(
        "One time that an activity is held: its days, who answers for it, and what came of it.",
        Ground.PUBLIC_TASK,
        "As long as archive law asks.",
        columns("enterprise_id activity_id year slot opens_on due_on waits_for state role done_on fixed sequence"),
        about=("responsible_id",),
        why_kept=WHY_KEPT,
    ),
    "Meeting": no_persons("Meetings of boards and committees: when and where."),
}
