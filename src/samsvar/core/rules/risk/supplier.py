"""The supplier factor adjusts the inherent risk: the first rule that fits stands alone."""

from collections.abc import Callable
from datetime import date

from samsvar.core.rules.dates import last_day_within_months, within_months_before
from samsvar.core.rules.risk.facts import (
    ContractFacts,
    FactorResult,
    Finding,
    ImpactFacts,
    Nature,
    Reason,
    SupplierFacts,
)
from samsvar.core.rules.risk.method import Method

Rule = Callable[[ContractFacts, Method, date], FactorResult | None]


def supplier_factor(contract: ContractFacts, method: Method, on: date) -> FactorResult:
    """The adjustment for the supplier of a contract; `level` is set only where an impact sets the result outright.

    Rules, tried in this order: `confirmed_impact`; `alleged_impact`, `questionnaire_overdue`, `screening_hit`;
    `code_and_answer`; `nothing_counts`. Impacts linked only to other contracts and possible ones are named and change
    nothing.
    """
    for rule in (_confirmed, _warned, _assured):
        if found := rule(contract, method, on):
            return found
    return _result(contract, method, on, "nothing_counts", 0)


def what_counts(supplier: SupplierFacts, on: date) -> object:
    """All of a supplier that the factor depends on where no impact touches it: equal for equal factors."""
    version = supplier.code_accepted_version
    return _lacks_code(supplier, on), version, supplier.questionnaires, supplier.open_screening_hits


def _confirmed(contract: ContractFacts, method: Method, on: date) -> FactorResult | None:
    impacts = _actual(contract, on, Finding.CONFIRMED)
    if not impacts:
        return None
    reasons = tuple(Reason("confirmed_impact", impact.id) for impact in impacts)
    return _result(contract, method, on, "confirmed_impact", 0, reasons, level=method.confirmed_impact_gives)


def _warned(contract: ContractFacts, method: Method, on: date) -> FactorResult | None:
    reasons = [Reason("alleged_impact", impact.id) for impact in _actual(contract, on, Finding.ALLEGED)]
    overdue = sorted(q.due_on for q in contract.supplier.questionnaires if q.due_on is not None and q.is_overdue(on))
    reasons += [Reason("questionnaire_overdue", due_on.isoformat()) for due_on in overdue]
    if hits := contract.supplier.open_screening_hits:
        reasons.append(Reason("screening_hit", str(hits)))
    if not reasons:
        return None
    return _result(contract, method, on, reasons[0].code, method.warning_adds, tuple(reasons))


def _assured(contract: ContractFacts, method: Method, on: date) -> FactorResult | None:
    answered_on = _counting_answer(contract.supplier, method, on)
    if answered_on is None or _lacks_code(contract.supplier, on):
        return None
    last = last_day_within_months(answered_on, method.answer_months)
    reasons = (
        Reason("code_accepted", str(contract.supplier.code_accepted_version)),
        Reason("answered", answered_on.isoformat()),
        Reason("answer_valid_until", last.isoformat()),
    )
    return _result(contract, method, on, "code_and_answer", method.assurance_adds, reasons)


def _actual(contract: ContractFacts, on: date, finding: Finding) -> list[ImpactFacts]:
    return sorted(
        (
            impact
            for impact in contract.impacts
            if impact.nature == Nature.ACTUAL
            and impact.finding == finding
            and impact.concerns(contract.id)
            and impact.is_open(on)
        ),
        key=lambda impact: impact.id,
    )


def _lacks_code(supplier: SupplierFacts, on: date) -> str:
    """Why the code of conduct does not count as accepted in its version in force; empty where it does."""
    if supplier.code_in_force is None:
        return "no_code_in_force"
    if supplier.code_accepted_version is None:
        return "code_not_accepted"
    if supplier.code_accepted_version.strip().casefold() != supplier.code_in_force.strip().casefold():
        return "older_code_accepted"
    if supplier.code_accepted_on is None or supplier.code_accepted_on > on:
        return "code_acceptance_not_dated"
    return ""


def _counting_answer(supplier: SupplierFacts, method: Method, on: date) -> date | None:
    """The newest answer within the method's months, where no answer of the supplier has a gap still open."""
    answered = [q for q in supplier.questionnaires if q.is_answered(on)]
    if any(q.open_gaps for q in answered):
        return None
    within = (
        q.answered_on
        for q in answered
        if q.open_gaps == 0 and q.answered_on and within_months_before(q.answered_on, on, method.answer_months)
    )
    return max(within, default=None)


def _missing(supplier: SupplierFacts, method: Method, on: date) -> tuple[str, ...]:
    """What would have to be there for the adjustment downwards, and what nobody has looked at."""
    codes = [_lacks_code(supplier, on)]
    answered = [q for q in supplier.questionnaires if q.is_answered(on)]
    if not answered:
        codes.append("questionnaire_not_answered")
    elif any(q.open_gaps for q in answered):
        codes.append("gaps_open")
    elif any(q.open_gaps is None for q in answered) and _counting_answer(supplier, method, on) is None:
        codes.append("gaps_not_stated")
    elif _counting_answer(supplier, method, on) is None:
        codes.append("answer_too_old")
    if supplier.open_screening_hits is None:
        codes.append("not_screened")
    return tuple(code for code in codes if code)


def _result(
    contract: ContractFacts,
    method: Method,
    on: date,
    rule: str,
    adjustment: int,
    reasons: tuple[Reason, ...] = (),
    level: int | None = None,
) -> FactorResult:
    beside = []
    for impact in sorted(contract.impacts, key=lambda impact: impact.id):
        if not impact.is_open(on):
            continue
        if not impact.concerns(contract.id):
            beside.append(Reason("impact_on_other_contract", impact.id))
        elif impact.nature == Nature.POTENTIAL:
            beside.append(Reason("possible_impact", impact.id))
    return FactorResult(
        "supplier",
        level,
        rule,
        missing=_missing(contract.supplier, method, on),
        reasons=(*reasons, *dict.fromkeys(beside)),
        adjustment=adjustment,
    )
