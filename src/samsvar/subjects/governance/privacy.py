"""What governing documents, requirements, signatures and assignments hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

ANSWERS = _("Who answered for what in the enterprise’s management system is documentation that archive law asks for.")
SIGNED = _("That somebody accepted a version is what the enterprise shows that its guidelines were made known by.")
AS_DOCUMENT = "As long as the document it belongs to."

HOLDINGS = {
    "GoverningDocument": Holding(
        "What governs the enterprise, and who manages it.",
        Ground.PUBLIC_TASK,
        "As long as the enterprise keeps its governing documents.",
        columns(
            "enterprise_id unit_id code kind name_nb name_nn name_en about_nb about_nn about_en number organisation"
        )
        | columns("manager_role language standing ended_on applies_from subjects themes link signed_by")
        | columns("days_at_start days_at_new_version"),
        about=("manager_id",),
        why_kept=ANSWERS,
    ),
    "DocumentVersion": no_persons("Versions of governing documents."),
    "DocumentApproval": no_persons("Which body decided a document in which case."),
    "DocumentValidity": no_persons("For which units a document holds."),
    "DocumentTie": no_persons("What documents stand on and replace."),
    "ReviewRule": no_persons("How often a document is reviewed."),
    "DocumentReview": no_persons("When a document was reviewed, and what was decided."),
    "Requirement": no_persons("What the clauses of documents ask."),
    "RequirementBacking": no_persons("What stands behind a requirement at a unit."),
    "RequirementCoverage": no_persons("How well requirements are covered, worked out."),
    "RequirementDelegation": Holding(
        "Who answers for a requirement instead of the unit’s leader.",
        Ground.PUBLIC_TASK,
        AS_DOCUMENT,
        columns("enterprise_id unit_id requirement_id from_on to_on"),
        about=("person_id",),
        why_kept=ANSWERS,
    ),
    "Signer": Holding(
        "Who is to sign documents, in which group, from when to when.",
        Ground.PUBLIC_TASK,
        AS_DOCUMENT,
        columns("enterprise_id unit_id group began_on left_on gathered"),
        about=("person_id",),
        names=("name",),
        why_kept=SIGNED,
    ),
    "Signature": Holding(
        "That somebody has read and accepts a version of a document.",
        Ground.PUBLIC_TASK,
        AS_DOCUMENT,
        columns("signer_id document_version_id signed_on"),
        about=("noted_by_id",),
        through=("signer__person_id",),
        why_kept=SIGNED,
    ),
    "AcknowledgementRound": no_persons("Which groups are asked to read and confirm a version."),
    "Attendance": Holding(
        "That somebody was at a meeting about a document.",
        Ground.PUBLIC_TASK,
        AS_DOCUMENT,
        columns("signer_id document_version_id held_on occasion"),
        through=("signer__person_id",),
        why_kept=SIGNED,
    ),
    "Assignment": no_persons("What owners expect and assign."),
    "AssignmentReceiver": no_persons("Each receiver’s assessment and answer."),
    "DocumentImplementation": Holding(
        "How far an enterprise has come with a document, and who answers for it.",
        Ground.PUBLIC_TASK,
        AS_DOCUMENT,
        columns("enterprise_id document_id state set_on evidence_text evidence_link"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=ANSWERS,
    ),
    "InternalControl": Holding(
        "What is looked after at an interval, and by whom.",
        Ground.LEGAL_DUTY,
        "As long as the enterprise’s internal control is documented.",
        columns("enterprise_id unit_id title description requirement_id every_months begins_on ended_on")
        | columns("due_on monitoring"),
        about=("responsible_id",),
        names=("responsible_name",),
        why_kept=ANSWERS,
    ),
    "ControlResult": no_persons("What a control showed, what it came to, and what was done about it."),
}
