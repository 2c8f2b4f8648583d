"""The risk of a contract by product, country, service and supplier. `docs/method/risk-method.md` tells how."""

from samsvar.core.rules.risk.assessment import Assessor, assess, assess_all
from samsvar.core.rules.risk.document import as_document, as_json
from samsvar.core.rules.risk.facts import (
    ContractAssessment,
    ContractFacts,
    FactorResult,
    Figure,
    Finding,
    ImpactFacts,
    Kind,
    Nature,
    Outcome,
    Ownership,
    QuestionnaireFacts,
    Reason,
    SupplierFacts,
    questionnaires_of,
)
from samsvar.core.rules.risk.method import Method, MethodError, method_from_plain
from samsvar.core.rules.risk.movers import Mover, movers
from samsvar.core.rules.risk.sources import EditionNotHeld, HeldEdition, RiskCatalogues

__all__ = [
    "Assessor",
    "ContractAssessment",
    "ContractFacts",
    "EditionNotHeld",
    "FactorResult",
    "Figure",
    "Finding",
    "HeldEdition",
    "ImpactFacts",
    "Kind",
    "Method",
    "MethodError",
    "Mover",
    "Nature",
    "Outcome",
    "Ownership",
    "QuestionnaireFacts",
    "Reason",
    "RiskCatalogues",
    "SupplierFacts",
    "as_document",
    "as_json",
    "assess",
    "assess_all",
    "method_from_plain",
    "movers",
    "questionnaires_of",
]
