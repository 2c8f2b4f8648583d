"""Assessments, adverse impacts, checks, risk areas and the own workforce."""

from samsvar.subjects.due_diligence.models.areas import AreaContract, RiskArea, Vulnerability
from samsvar.subjects.due_diligence.models.assessments import AssessmentMethod, AssessmentRun, ContractAssessment
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
from samsvar.subjects.due_diligence.models.workforce import (
    DifferentialTreatment,
    OwnWorkforceYear,
    PositionGroup,
)

__all__ = [
    "AdverseImpact",
    "AreaContract",
    "AssessmentMethod",
    "AssessmentRun",
    "CardSeen",
    "Check",
    "CheckEvidence",
    "CheckFinding",
    "ContractAssessment",
    "DifferentialTreatment",
    "HitState",
    "ImpactAction",
    "ImpactLink",
    "ImpactShare",
    "ImpactStatusEntry",
    "OwnWorkforceYear",
    "PositionGroup",
    "Questionnaire",
    "QuestionnaireVersion",
    "Remediation",
    "RiskArea",
    "ScreeningHit",
    "ScreeningRun",
    "TermsInquiry",
    "TermsInquiryLine",
    "Vulnerability",
    "WageLine",
]
