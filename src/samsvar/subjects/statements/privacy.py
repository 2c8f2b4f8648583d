"""What statements hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

HOLDINGS = {
    "OwnTemplate": no_persons("An enterprise's own order of chapters."),
    "Statement": Holding(
        "The year's statement, who sent it to approval, and the names of those who approved it.",
        Ground.LEGAL_DUTY,
        "Published statements are kept for good.",
        columns(
            "enterprise_id year edition language template period_from period_to status reason earlier_links left_out"
        )
        | columns("annual_report_link annual_report_says_where submitted_at board_id board_case board_meeting_on")
        | columns("frozen_sha256 levels published_at"),
        about=("submitted_by_id",),
        why_kept=_("Signed by board and managing director (Transparency Act § 5, Accounting Act § 3-5)."),
    ),
    "Narrative": Holding(
        "What people wrote in a statement, and who wrote it.",
        Ground.LEGAL_DUTY,
        "As long as the statement.",
        columns("statement_id section text written_at serial"),
        about=("written_by_id",),
        why_kept=_("Part of the statement. Names nobody once the account is forgotten."),
    ),
    "Approval": Holding(
        "Who approved which bytes, and when.",
        Ground.LEGAL_DUTY,
        "As long as the statement.",
        columns("statement_id asked_at approved_at sha256 reservation voided_at"),
        about=("person_id",),
        names=("name",),
        why_kept=_("The signature under a statement (Transparency Act § 5, Accounting Act § 3-5)."),
    ),
    "PublishedFile": Holding(
        "What was published, to the byte.",
        Ground.LEGAL_DUTY,
        "For good.",
        columns("statement_id form sha256"),
        why_kept=_("Published. Holds the names of those who signed."),
    ),
}
