"""Assessments, adverse impacts, checks, risk areas and the own workforce."""

from samsvar.subjects.due_diligence.models.answers import (
    AnswerConclusion,
    AnswerSource,
    Conclusion,
    Judged,
    QuestionJudgement,
    SupplierAnswer,
)
from samsvar.subjects.due_diligence.models.areas import AreaContract, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.models.assessments import AssessmentMethod, AssessmentRun, ContractAssessment
from samsvar.subjects.due_diligence.models.campaigns import (
    Campaign,
    CampaignRecipient,
    CampaignStatus,
    RecipientContract,
)
from samsvar.subjects.due_diligence.models.checks import CardSeen, Check, CheckEvidence, CheckFinding, WageLine
from samsvar.subjects.due_diligence.models.impacts import (
    AdverseImpact,
    ImpactAction,
    ImpactLink,
    ImpactShare,
    ImpactStatusEntry,
    Remediation,
)
from samsvar.subjects.due_diligence.models.inquiries import TermsInquiry, TermsInquiryLine
from samsvar.subjects.due_diligence.models.questionnaires import Questionnaire, QuestionnaireVersion
from samsvar.subjects.due_diligence.models.screening import HitState, ScreeningHit, ScreeningRun
from samsvar.subjects.due_diligence.models.shared_cases import CaseLine, Leaving, OwnerLetter
from samsvar.subjects.due_diligence.models.workforce import (
    DifferentialTreatment,
    OwnWorkforceYear,
    PositionGroup,
)

__all__ = [
    "AdverseImpact",
    "AnswerConclusion",
    "AnswerSource",
    "AreaContract",
    "AssessmentMethod",
    "AssessmentRun",
    "Campaign",
    "CampaignRecipient",
    "CampaignStatus",
    "CardSeen",
    "CaseLine",
    "Check",
    "CheckEvidence",
    "CheckFinding",
    "Conclusion",
    "ContractAssessment",
    "DifferentialTreatment",
    "HitState",
    "ImpactAction",
    "ImpactLink",
    "ImpactShare",
    "ImpactStatusEntry",
    "Judged",
    "Leaving",
    "OwnWorkforceYear",
    "OwnerLetter",
    "PositionGroup",
    "QuestionJudgement",
    "Questionnaire",
    "QuestionnaireVersion",
    "RecipientContract",
    "Remediation",
    "RiskArea",
    "ScreeningHit",
    "ScreeningRun",
    "SupplierAnswer",
    "TermsInquiry",
    "TermsInquiryLine",
    "Vulnerability",
    "WageLine",
]
