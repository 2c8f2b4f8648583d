"""What reports hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Ground, Holding, columns, no_persons

_WHY = _("Part of the report. Names nobody once the account is forgotten.")

HOLDINGS = {
    "ReportKind": no_persons("What kind of report is asked for, of whom, by when."),
    "Report": Holding(
        "A report of a unit for a period, as it was handed in, and who handed it in.",
        Ground.LEGAL_DUTY,
        "As long as the enterprise keeps its reports.",
        columns("enterprise_id unit_id kind_id period_kind year number state language submitted_at frozen_sha256")
        | columns("figures published_on published_where informed_on informed_whom"),
        about=("submitted_by_id",),
        why_kept=_WHY,
    ),
    "ReportStep": Holding(
        "A report's way: what it became, who did it, when and why.",
        Ground.LEGAL_DUTY,
        "As long as the report.",
        columns("report_id act done_at reason sha256"),
        about=("done_by_id",),
        why_kept=_WHY,
    ),
    "ReportComment": Holding(
        "What people wrote in a report, and who wrote it.",
        Ground.LEGAL_DUTY,
        "As long as the report.",
        columns("report_id section text written_at serial"),
        about=("written_by_id",),
        why_kept=_WHY,
    ),
}
