"""What requests for information hold about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons
from samsvar.platform.cases.holdings import ARCHIVE, CASE_COLUMNS
from samsvar.subjects.information_requests.models import InformationRequest

CASE = _("Part of a case that the Act asked the enterprise to answer. An account names nobody once forgotten.")

HOLDINGS = {
    "InformationRequest": Holding(
        "What somebody asked the enterprise, with what they chose to say of themselves. A name is never needed.",
        Ground.LEGAL_DUTY,
        "Name and addresses until a year after the request ended; `samsvar daily` then removes them. The rest as long "
        "as archive law asks.",
        CASE_COLUMNS
        | columns("regime receipt_digest extended_on promised_on answered_at refusal_reached_on")
        | columns("reasons_asked_on reasons_given_on draft"),
        about=("handler_id",),
        address=("applicant_email",),
        names=("applicant_name",),
        of_others=True,
        fate=Fate.BLANKED,
        blanked=InformationRequest.sender_columns,
        why_kept=CASE,
    ),
    "RequestPart": Holding(
        "What was asked for part by part, in the words of the one who asked, and what was decided.",
        Ground.LEGAL_DUTY,
        ARCHIVE,
        columns("request_id position given ground provision reasons known_impact considered_more"),
        why_kept=CASE,
    ),
    "RequestRecord": no_persons("Which records a request is about."),
    "RequestLetter": Holding(
        "What was answered, and who sent it.",
        Ground.LEGAL_DUTY,
        ARCHIVE,
        columns("request_id kind text rights sent_at"),
        about=("sent_by_id",),
        why_kept=CASE,
    ),
    "RequestEntry": Holding(
        "The log of a request: notes, and what the one who asked has added.",
        Ground.LEGAL_DUTY,
        ARCHIVE,
        columns("request_id kind noted_at by_applicant"),
        about=("noted_by_id",),
        why_kept=CASE,
    ),
    "PublicAnswer": Holding(
        "A question and its answer as anyone may read them. A person has read that nobody is named.",
        Ground.LEGAL_DUTY,
        "As long as the enterprise keeps it public, and then as the case.",
        columns("enterprise_id request_id title question answer language published_at"),
        about=("published_by_id",),
        why_kept=CASE,
    ),
}
