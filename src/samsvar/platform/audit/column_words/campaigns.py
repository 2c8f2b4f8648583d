"""Columns in words: questionnaires, campaigns and answers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "shipped": pgettext_lazy("column", "Follows with Samsvar as"),
    "questionnaire_id": pgettext_lazy("column", "Questionnaire"),
    "questionnaire_version_id": pgettext_lazy("column", "Version of the questionnaire"),
    "titles": pgettext_lazy("column", "Titles"),
    "questions": pgettext_lazy("column", "Number of questions"),
    "shipped_edition": pgettext_lazy("column", "Edition that came with Samsvar"),
    "wanted": pgettext_lazy("column", "Whom to ask"),
    "due_diligence_answerconclusion.wanted": pgettext_lazy("column", "What is wanted"),
    "letter": pgettext_lazy("column", "Letter"),
    "opens_on": pgettext_lazy("column", "Opens"),
    "reminders": pgettext_lazy("column", "Reminders"),
    "repeats_months": pgettext_lazy("column", "Repeated after months"),
    "repeat_of_id": pgettext_lazy("column", "Repeats the campaign"),
    "begun_at": pgettext_lazy("column", "Begun"),
    "campaign_id": pgettext_lazy("column", "Campaign"),
    "recipient_id": pgettext_lazy("column", "Recipient"),
    "queued_at": pgettext_lazy("column", "Put in the queue"),
    "round": pgettext_lazy("column", "Round"),
    "submitted_at": pgettext_lazy("column", "Submitted"),
    "submitted_by_id": pgettext_lazy("column", "Submitted by"),
    "receipt": pgettext_lazy("column", "Receipt number"),
    "score": pgettext_lazy("column", "Score"),
    "shared_from_id": pgettext_lazy("column", "Shared from the answer"),
    "answer_id": pgettext_lazy("column", "Answer"),
    "words": pgettext_lazy("column", "Words to the supplier"),
    "wanted_by": pgettext_lazy("column", "Wanted by"),
    "decided_by_id": pgettext_lazy("column", "Decided by"),
    "decided_by": pgettext_lazy("column", "Decided by"),
    "decided_at": pgettext_lazy("column", "Decided"),
    "decided_on": pgettext_lazy("column", "Decided"),
    "told_at": pgettext_lazy("column", "Told"),
    "judged": pgettext_lazy("column", "Judged"),
    "judged_by_id": pgettext_lazy("column", "Judged by"),
    "judged_at": pgettext_lazy("column", "Judged"),
    "judged_on": pgettext_lazy("column", "Judged"),
}
