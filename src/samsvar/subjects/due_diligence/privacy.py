"""What due diligence holds about persons."""

from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons

CASE = _("Part of a case that the Transparency Act asks the enterprise to account for, and archive law to keep.")

HOLDINGS = {
    "RiskArea": no_persons("Risk areas of a year."),
    "AreaContract": no_persons("Which agreements a risk area holds."),
    "Vulnerability": no_persons("What makes groups of people vulnerable in a risk area."),
    "AssessmentMethod": no_persons("Methods by which risk is rated."),
    "AssessmentRun": no_persons("When agreements were rated, and by which sources."),
    "ContractAssessment": no_persons("How an agreement was rated."),
    "Questionnaire": no_persons("Questionnaires to suppliers."),
    "QuestionnaireVersion": no_persons("What a questionnaire asks, version by version. No answers."),
    "Campaign": Holding(
        "A questionnaire sent to suppliers, and whom in the enterprise they may ask about it.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id unit_id number title questionnaire_version_id status wanted letter opens_on due_on")
        | columns("reminders repeats_months repeat_of_id begun_at closed_at"),
        address=("contact_address",),
        names=("contact_name",),
        fate=Fate.BLANKED,
        blanked=("contact_name", "contact_address"),
    ),
    "CampaignRecipient": Holding(
        "Which suppliers a campaign asks, whom there it writes to, and how far they have come.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id campaign_id supplier_id language due_on queued_at opened_at begun_at answered_at")
        | columns("withdrawn_at withdrawn_reason"),
        address=("address",),
        names=("name",),
        fate=Fate.BLANKED,
        blanked=("name", "address"),
    ),
    "RecipientContract": no_persons("Which agreements a supplier is asked about."),
    "SupplierAnswer": Holding(
        "What suppliers answer, and who of theirs answered. The questions ask that no worker is named.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id recipient_id round questionnaire_version_id language revision saved_at submitted_at")
        | columns("receipt digest score source shared_from_id"),
        names=("submitted_by",),
        why_kept=CASE,
    ),
    "AnswerConclusion": Holding(
        "What the enterprise concluded of a supplier’s answer, and who did.",
        Ground.LEGAL_DUTY,
        "As long as the answer.",
        columns("answer_id conclusion words wanted wanted_by decided_at told_at"),
        about=("decided_by_id",),
        why_kept=CASE,
    ),
    "QuestionJudgement": Holding(
        "What was held of the answer to a question, and by whom.",
        Ground.LEGAL_DUTY,
        "As long as the answer.",
        columns("answer_id question judged note judged_at impact_id action_id"),
        about=("judged_by_id",),
        why_kept=CASE,
    ),
    "AdverseImpact": Holding(
        "What harm is known or feared, and what is done. Its fields ask that nobody is named.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id unit_id number title setting actuality verification status risk_kinds countries scale")
        | columns("scope irremediability severity likelihood involvement human_right oecd_step affected_group")
        | columns("facility_id facility_text known_on source due_on due_reason conclusion closed_on"),
        about=("responsible_id",),
        why_kept=CASE,
    ),
    "ImpactLink": no_persons("Which agreements an impact is tied to, and how surely."),
    "ImpactShare": no_persons("Which other enterprises an impact is shared with."),
    "ImpactStatusEntry": Holding(
        "The log of a case. Its fields ask that nobody is named.",
        Ground.LEGAL_DUTY,
        "As long as the case.",
        columns("impact_id noted_on channel partners"),
        why_kept=CASE,
    ),
    "Remediation": Holding(
        "What harmed people were given, what was agreed and who has verified it. People are told of as groups.",
        Ground.LEGAL_DUTY,
        "As long as the case.",
        columns("impact_id what partners people reached agreed_on verified_on verified_how due_on"),
        names=("agreed_by", "verified_by"),
        why_kept=CASE,
    ),
    "CaseLine": Holding(
        "The dialogue about a case between buyers who share it, and with the supplier. Its fields ask for no names.",
        Ground.LEGAL_DUTY,
        "As long as the case.",
        columns("impact_id author_id said said_on"),
        why_kept=CASE,
    ),
    "OwnerLetter": Holding(
        "Whom at the owner of an agreement a question about a case was sent to, and who answered it.",
        Ground.LEGAL_DUTY,
        "As long as the case.",
        columns("enterprise_id impact_id inquiry_id language opened_at answered_at withdrawn_at"),
        address=("address",),
        names=("name", "answered_by"),
        fate=Fate.BLANKED,
        blanked=("name", "address", "answered_by"),
    ),
    "Leaving": Holding(
        "Why a supplier was left over a case, what was tried and considered, and who decided.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id impact_id ends ground notice_on ends_on decided_on"),
        names=("decided_by",),
        why_kept=CASE,
    ),
    "ImpactAction": no_persons("Which actions belong to an impact."),
    "ScreeningHit": Holding(
        "Whom on a published list of companies a supplier may be, and who cleared or confirmed it, and why.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id supplier_id link_key source edition entry state likeness reasons subject listed")
        | columns("method_version found_on changed judged_on lapsed_on"),
        about=("judged_by_id",),
        why_kept=CASE,
    ),
    "ScreeningRun": no_persons("When suppliers were held against lists, and against which editions."),
    "Check": Holding(
        "Controls of agreements: what was asked for, what came, who looked, what it came to. Nobody checked is named.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id unit_id contract_id number kind status plan_year due_on rule why link_id site_id")
        | columns("period_from period_to asked_for asked_on answer_due_on received_on judged_on cancel_reason"),
        about=("responsible_id",),
        names=("looked_by",),
        of_others=True,
        why_kept=CASE,
    ),
    "WageLine": Holding(
        "Wages compared with the lowest wage, by a label and never a name.",
        Ground.LEGAL_DUTY,
        "As long as the check.",
        columns("check_of_id sector category worked_on hours_hundredths night verdict reason required_ore edition")
        | columns("shortfall_ore owed_ore may_be_newer"),
        why_kept=CASE,
    ),
    "CardSeen": Holding(
        "HSE cards looked at: the last figures of the number and the state, never whose it is.",
        Ground.LEGAL_DUTY,
        "As long as the check.",
        columns("check_of_id seen_on status"),
        why_kept=CASE,
    ),
    "CheckFinding": Holding(
        "What a check found wrong, and what was done. Its fields ask that nobody is named.",
        Ground.LEGAL_DUTY,
        "As long as the check.",
        columns("check_of_id title gravity found_on due_on due_reason closed_on impact_id action_id"),
        why_kept=CASE,
    ),
    "CheckEvidence": no_persons("What a check rests on, and who issued it."),
    "TermsInquiry": no_persons("Questions about terms to the suppliers of a risk area."),
    "TermsInquiryLine": no_persons("Which agreements an inquiry is about."),
    "OwnWorkforceYear": no_persons("Yearly figures of the own workforce."),
    "PositionGroup": no_persons("Figures of groups of positions."),
    "DifferentialTreatment": Holding(
        "Why a position was treated differently, by the law's four criteria. About positions; few may hold them.",
        Ground.LEGAL_DUTY,
        "As long as archive law asks.",
        columns("enterprise_id unit_id assessed_on advertised_on documented_on"),
        why_kept=_("Documentation that likestillings- og diskrimineringsloven § 9 asks for."),
    ),
}
