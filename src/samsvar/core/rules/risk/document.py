"""The assessment as the JSON document that `assess --json` writes; `docs/json/assess.md` describes it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from samsvar.core.rules.risk.facts import ContractAssessment, FactorResult
from samsvar.core.rules.risk.method import Method
from samsvar.core.rules.risk.sources import RiskCatalogues


def as_document(
    assessments: Iterable[ContractAssessment], *, enterprise: str, method: Method, catalogues: RiskCatalogues, on: date
) -> dict[str, Any]:
    """The document as plain values. `assessments` come from `assess_all`, whose order is kept."""
    return {
        "contracts": [_contract(assessment) for assessment in assessments],
        "editions": catalogues.editions,
        "enterprise": enterprise,
        "method": {"id": method.id, "version": method.version},
        "on": on.isoformat(),
    }


def as_json(
    assessments: Iterable[ContractAssessment], *, enterprise: str, method: Method, catalogues: RiskCatalogues, on: date
) -> str:
    """The document as text: keys sorted, one line a contract, LF at the end; the same input gives the same bytes."""
    factors: dict[int, str] = {}
    kept = list(assessments)
    head = as_document((), enterprise=enterprise, method=method, catalogues=catalogues, on=on)
    del head["contracts"]
    lines = ",\n".join(_contract_line(assessment, factors) for assessment in kept)
    rest = _text(head)[1:]
    return f'{{"contracts": [\n{lines}\n], {rest}\n' if kept else f'{{"contracts": [], {rest}\n'


def _contract_line(assessment: ContractAssessment, factors: dict[int, str]) -> str:
    """One contract; factors shared by many contracts are written out once and remembered by identity."""
    texts = []
    for factor in assessment.factors:
        if id(factor) not in factors:
            factors[id(factor)] = _text(_factor(factor))
        texts.append(factors[id(factor)])
    rest = _text({key: value for key, value in _contract(assessment).items() if key != "factors"})
    return f'{{"factors": [{", ".join(texts)}], {rest[1:]}'


def _contract(assessment: ContractAssessment) -> dict[str, Any]:
    return {
        "factors": [_factor(factor) for factor in assessment.factors],
        "id": assessment.id,
        "inherent": assessment.inherent,
        "level": assessment.level,
        "ownership": assessment.ownership.value,
        "rank": assessment.rank,
    }


def _factor(factor: FactorResult) -> dict[str, Any]:
    return {
        "adjustment": factor.adjustment,
        "figures": [
            {"edition": f.edition, "publisher": f.publisher, "subject": f.subject, "value": f.value}
            for f in factor.figures
        ],
        "level": factor.level,
        "missing": list(factor.missing),
        "name": factor.name,
        "rule": factor.rule,
    }


def _text(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
