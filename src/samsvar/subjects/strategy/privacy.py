"""What strategies and the sustainability process hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

WROTE = _("Who wrote and approved the enterprise’s strategies is documentation that archive law asks for.")
ASKED = _("Whom the enterprise has asked is what its choice of goals rests on.")
KEPT = "As long as the enterprise keeps its strategies."

HOLDINGS = {
    "Strategy": no_persons("What is wanted in a period."),
    "Edition": Holding(
        "A year’s edition of a strategy, who wrote it and who approved it.",
        Ground.PUBLIC_TASK,
        KEPT,
        columns("strategy_id year introduction improvement approver_title approved_on case_number"),
        names=("authors", "approver_name"),
        why_kept=WROTE,
    ),
    "EditionAction": no_persons("Which actions an edition holds."),
    "EditionIndicator": no_persons("Indicators of an edition, and what is wanted under them."),
    "OutsideFact": no_persons("What somebody outside has found, with its source."),
    "Point": no_persons("Points of the situation analysis."),
    "PrioritisedUnit": no_persons("Units that are to have help first, and why."),
    "SustainabilityProcess": no_persons("A round of the sustainability process."),
    "Step": no_persons("Steps of the process."),
    "Training": no_persons("How many were reached by training, and how many say they understand."),
    "MappedArea": no_persons("What is good, and what could be better."),
    "Stakeholder": Holding(
        "Who speaks for a group that is asked.",
        Ground.PUBLIC_TASK,
        KEPT,
        columns("process_id group weight"),
        names=("name",),
        why_kept=ASKED,
    ),
    "Dialogue": no_persons("Talks with stakeholders."),
    "Topic": no_persons("Topics that may matter."),
    "TopicScore": no_persons("How important topics are found."),
    "ChosenGoal": no_persons("UN goals that were chosen."),
    "Promise": no_persons("Promises, and what they rest on."),
    "Contribution": no_persons("Services delivered that serve UN goals."),
    "Contact": no_persons("Whom to ask, by role."),
}
