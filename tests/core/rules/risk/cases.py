"""Made-up contracts and small catalogues for the tests of the risk method."""

from datetime import date
from typing import Any

from samsvar.core.catalogues import Edition, load_method, risk_catalogues
from samsvar.core.rules.risk import (
    ContractAssessment,
    ContractFacts,
    Finding,
    ImpactFacts,
    Kind,
    Nature,
    Ownership,
    QuestionnaireFacts,
    RiskCatalogues,
    SupplierFacts,
    assess,
)

ON = date(2026, 11, 22)
METHOD = load_method()
SHIPPED = risk_catalogues()


def contract(**changes: Any) -> ContractFacts:
    """An own contract of goods with Demodata Maskinvare AS, with whatever is said otherwise."""
    plain: dict[str, Any] = {
        "id": "D-1",
        "ownership": Ownership.OWN,
        "kind": Kind.GOODS,
        "supplier": SupplierFacts("Demodata Maskinvare AS"),
    }
    return ContractFacts(**{**plain, **changes})


def services(**changes: Any) -> ContractFacts:
    """An own contract of services with Påfunn Renhold AS."""
    return contract(**{"kind": Kind.SERVICES, "supplier": SupplierFacts("Påfunn Renhold AS"), **changes})


def assessed(facts: ContractFacts, catalogues: RiskCatalogues = SHIPPED, on: date = ON) -> ContractAssessment:
    """The assessment by the default method."""
    return assess(facts, METHOD, catalogues, on)


def level_of(facts: ContractFacts, factor: str, catalogues: RiskCatalogues = SHIPPED) -> tuple[int | None, str]:
    """Level and rule of one factor."""
    found = assessed(facts, catalogues).factor(factor)
    assert found is not None
    return found.level, found.rule


def impact(**changes: Any) -> ImpactFacts:
    """An actual, confirmed and open impact on the contract D-1."""
    plain: dict[str, Any] = {
        "id": "N-1",
        "nature": Nature.ACTUAL,
        "finding": Finding.CONFIRMED,
        "contract_ids": frozenset({"D-1"}),
    }
    return ImpactFacts(**{**plain, **changes})


def assured(answered_on: date = date(2026, 3, 1), **changes: Any) -> SupplierFacts:
    """A supplier that has accepted the code in force and answered without open gaps."""
    plain: dict[str, Any] = {
        "id": "Fiktiv Frukt AS",
        "code_in_force": "2024",
        "code_accepted_version": "2024",
        "code_accepted_on": date(2025, 2, 1),
        "questionnaires": (QuestionnaireFacts(date(2026, 1, 1), date(2026, 4, 1), answered_on, 0),),
    }
    return SupplierFacts(**{**plain, **changes})


def edition(source: str, rows: dict[str, dict[str, Any]], name: str = "1", **more: Any) -> Edition:
    """A small edition from plain rows, as a caller with a database makes it."""
    return Edition(source=source, edition=name, publisher=more.pop("publisher", source), rows=rows, **more)
