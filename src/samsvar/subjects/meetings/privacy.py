"""What meetings and reviews hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

MINUTES = _("Minutes are documentation of how the enterprise is led. An account names nobody once forgotten.")
ARCHIVE = "As long as archive law asks of minutes."

HOLDINGS = {
    "Case": no_persons("A case that a body meets, by its number."),
    "Decision": no_persons("What a body decided, and how it was weighed."),
    "DecisionStep": Holding(
        "What a decision asks somebody to do.",
        Ground.PUBLIC_TASK,
        ARCHIVE,
        columns("decision_id position what unit_id due_on expected_result action_id"),
        about=("responsible_id",),
        why_kept=MINUTES,
    ),
    "Proposal": no_persons("An action that a working group proposes, and the answer."),
    "Review": Holding(
        "A yearly review with its minutes: who led it and who took part.",
        Ground.LEGAL_DUTY,
        ARCHIVE,
        columns("enterprise_id unit_id kind year occurrence_id meeting_id planned_on scope held_on")
        | columns("frozen_at gathered gathered_at"),
        names=("led_by",),
        why_kept=MINUTES,
    ),
    "ReviewNote": no_persons("What was said of a point of a review’s agenda."),
    "Finding": Holding(
        "What a review found, and who puts it right.",
        Ground.LEGAL_DUTY,
        ARCHIVE,
        columns("review_id number kind text criterion unit_id due_on closed_on closed_with action_id"),
        about=("responsible_id",),
        why_kept=MINUTES,
    ),
    "ReviewedDocument": no_persons("What the yearly review decides of a governing document."),
    "CampaignEvent": no_persons("An event of a campaign week."),
    "EventTurnout": no_persons("How many of a unit took part in an event."),
    "SetAside": no_persons("Person-years and money set aside for the work."),
}
