"""What complaints hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons
from samsvar.platform.cases.holdings import ARCHIVE, CASE_COLUMNS
from samsvar.subjects.complaints.models import Complaint

CASE = _("Part of a complaint that the enterprise must be able to show how it handled.")

HOLDINGS = {
    "Complaint": Holding(
        "What somebody told of harm to people, with what they chose to say of themselves. A name is never needed.",
        Ground.PUBLIC_TASK,
        "Name and ways to reach them until a year after the complaint ended; `samsvar daily` then removes them. The "
        "rest as long as archive law asks.",
        CASE_COLUMNS | columns("topic relation code_digest outcome conclude_due_on impact_key"),
        about=("handler_id",),
        address=("email",),
        names=("name",),
        of_others=True,
        fate=Fate.BLANKED,
        blanked=Complaint.sender_columns,
        why_kept=CASE,
    ),
    "ComplaintEntry": Holding(
        "The dialogue of a complaint, and notes of those who handle it.",
        Ground.PUBLIC_TASK,
        ARCHIVE,
        columns("complaint_id kind noted_at by_complainant"),
        about=("noted_by_id",),
        why_kept=CASE,
    ),
    "ComplaintHandler": Holding(
        "Who besides those with the right may read one complaint.",
        Ground.PUBLIC_TASK,
        "As long as the complaint.",
        columns("complaint_id"),
        about=("person_id",),
        why_kept=CASE,
    ),
    "ComplaintPromise": no_persons("The times that whoever complains is promised."),
    "CriterionCheck": no_persons("A year's own judgement of how well the way to complain works."),
}
