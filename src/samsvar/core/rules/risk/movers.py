"""What would move a contract's level: the same assessment with one thing changed at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samsvar.core.rules.risk.assessment import Assessor
from samsvar.core.rules.risk.facts import ContractAssessment, ContractFacts, QuestionnaireFacts
from samsvar.core.rules.risk.method import Method
from samsvar.core.rules.risk.sources import RiskCatalogues


@dataclass(frozen=True, slots=True)
class Mover:
    """A change and the level it would give. `subject` is the country, impact or day it concerns.

    Codes: `without_country`, `impact_closed`, `impact_confirmed`, `impact_disproved`, `questionnaire_answered`,
    `screening_cleared`, `code_accepted_and_answered`, and for the calendar alone `day_passes`.
    """

    code: str
    subject: str
    level: int


def movers(contract: ContractFacts, method: Method, catalogues: RiskCatalogues, on: date) -> tuple[Mover, ...]:
    """Every single change that would give another level than today's, in a fixed order. Empty without a level."""
    assessor = Assessor(method, catalogues, on)
    today = assessor.assess(contract)
    if today.level is None:
        return ()
    found = [
        Mover(code, subject, level)
        for code, subject, changed in _changes(contract, on)
        if (level := assessor.assess(changed).level) is not None and level != today.level
    ]
    return (*found, *_calendar(contract, today, method, catalogues, on))


def _changes(contract: ContractFacts, on: date) -> Iterator[tuple[str, str, ContractFacts]]:
    countries = sorted(set(contract.countries))
    for country in countries if len(countries) > 1 else ():
        rest = tuple(other for other in contract.countries if other != country)
        yield "without_country", country, contract._replace(countries=rest)
    for place, impact in sorted(enumerate(contract.impacts), key=lambda pair: pair[1].id):
        if not impact.is_open(on):
            continue
        for code, changed in (
            ("impact_closed", replace(impact, closed_on=on)),
            ("impact_confirmed", replace(impact, finding=type(impact.finding).CONFIRMED)),
            ("impact_disproved", replace(impact, finding=type(impact.finding).DISPROVED)),
        ):
            impacts = (*contract.impacts[:place], changed, *contract.impacts[place + 1 :])
            yield code, impact.id, contract._replace(impacts=impacts)
    yield from _supplier_changes(contract, on)


def _supplier_changes(contract: ContractFacts, on: date) -> Iterator[tuple[str, str, ContractFacts]]:
    supplier = contract.supplier
    answered = tuple(q._replace(answered_on=on, open_gaps=0) for q in supplier.questionnaires)
    overdue = sorted(q.due_on.isoformat() for q in supplier.questionnaires if q.due_on and q.is_overdue(on))
    if overdue:
        yield (
            "questionnaire_answered",
            overdue[0],
            contract._replace(supplier=supplier._replace(questionnaires=answered)),
        )
    if supplier.open_screening_hits:
        cleared = supplier._replace(open_screening_hits=0)
        yield "screening_cleared", str(supplier.open_screening_hits), contract._replace(supplier=cleared)
    if supplier.code_in_force is not None:
        assured = supplier._replace(
            code_accepted_version=supplier.code_in_force,
            code_accepted_on=on,
            questionnaires=answered or (QuestionnaireFacts(answered_on=on, open_gaps=0),),
        )
        yield "code_accepted_and_answered", supplier.code_in_force, contract._replace(supplier=assured)


def _calendar(
    contract: ContractFacts, today: ContractAssessment, method: Method, catalogues: RiskCatalogues, on: date
) -> Iterator[Mover]:
    """The first day on which the level changes although nobody does anything: an answer grows old, a day passes."""
    supplier = today.factor("supplier")
    days = {q.due_on for q in contract.supplier.questionnaires if q.due_on is not None and q.due_on >= on}
    for reason in supplier.reasons if supplier else ():
        if reason.code == "answer_valid_until":
            days.add(date.fromisoformat(reason.subject))
    for day in sorted(day + timedelta(days=1) for day in days):
        level = Assessor(method, catalogues, day).assess(contract).level
        if level is not None and level != today.level:
            yield Mover("day_passes", day.isoformat(), level)
            return
