"""Who was asked, who answered, and what they said (R001-84): suppliers and owners of agreements, each once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsvar.front.reporting.transparency_statement.records import Asked, ContractLine, Respondent
from samsvar.registers.suppliers.codes import AnswerFinding
from samsvar.registers.suppliers.models import OwnerInquiry, Supplier, SupplierInquiry
from samsvar.subjects.statements.models import Statement

_WORST = ("", AnswerFinding.NONE, AnswerFinding.MINOR, AnswerFinding.SERIOUS)


@dataclass(frozen=True)
class Question:
    """One question with its answer, if any had come by the day of drawing.

    `contracts` are those an owner was asked about; a supplier's question concerns all their contracts.
    """

    who: int
    reference: str
    name: str
    owns: bool
    asked_on: date
    answered: bool
    question: str = ""
    answer: str = ""
    finding: str = ""
    satisfactory: bool | None = None
    minor: int | None = None
    serious: int | None = None
    solution: str = ""
    contracts: frozenset[int] = field(default=frozenset())


def questions_of(statement: Statement, told_on: date) -> tuple[Question, ...]:
    """Every question since the period began, up to `told_on`. Four queries."""
    return (*_questionnaires(statement, told_on), *_to_suppliers(statement, told_on), *_to_owners(statement, told_on))


def asked_in_all(questions: Iterable[Question]) -> Asked:
    """Everybody who was asked."""
    return _gathered(questions)


def asked_about(questions: Iterable[Question], contracts: Sequence[ContractLine]) -> Asked:
    """Those asked about the contracts: suppliers of the ones we assess, owners by the agreements named."""
    suppliers = {line.supplier_id for line in contracts if line.ownership in ("own", "shared")}
    numbers = {line.pk for line in contracts}
    return _gathered(each for each in questions if (each.contracts & numbers if each.owns else each.who in suppliers))


def _gathered(questions: Iterable[Question]) -> Asked:
    by_whom: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_whom[question.reference].append(question)
    found = [_respondent(sorted(each, key=_by_day)) for each in by_whom.values()]
    return Asked(tuple(sorted(found, key=lambda each: (each.name.casefold(), each.reference))))


def _by_day(question: Question) -> tuple[date, str, str]:
    return question.asked_on, question.question, question.answer


def _respondent(asked: Sequence[Question]) -> Respondent:
    """What somebody said in all. Whether they have answered is judged by the newest day they were asked."""
    newest = [each for each in asked if each.asked_on == asked[-1].asked_on]
    heard = [each for each in asked if each.answered]
    judged = [each.satisfactory for each in heard if each.satisfactory is not None]
    return Respondent(
        reference=asked[0].reference,
        name=asked[0].name,
        owns=asked[0].owns,
        answered=all(each.answered for each in newest),
        finding=max((each.finding for each in heard), key=_WORST.index, default=""),
        satisfactory=all(judged) if judged else None,
        minor=_summed(each.minor for each in heard),
        serious=_summed(each.serious for each in heard),
        solutions=_distinct(each.solution for each in heard),
        answers=_distinct(each.answer for each in heard),
        questions=_distinct(each.question for each in asked),
    )


def _summed(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _questionnaires(statement: Statement, told_on: date) -> list[Question]:
    rows = Supplier.objects.filter(
        enterprise=statement.enterprise,
        questionnaire_asked_on__range=(statement.period_from, told_on),
        merged_into__isnull=True,
    ).values_list("pk", "key", "name", "questionnaire_asked_on", "questionnaire_answered_on")
    return [
        Question(
            who=pk,
            reference=f"supplier:{key}",
            name=name,
            owns=False,
            asked_on=asked_on,
            answered=answered_on is not None and asked_on <= answered_on <= told_on,
        )
        for pk, key, name, asked_on, answered_on in rows
        if asked_on is not None
    ]


def _to_suppliers(statement: Statement, told_on: date) -> list[Question]:
    rows = SupplierInquiry.objects.filter(
        enterprise=statement.enterprise, asked_on__range=(statement.period_from, told_on)
    ).select_related("supplier")
    return [
        Question(
            who=row.supplier_id,
            reference=f"supplier:{row.supplier.key}",
            name=row.supplier.name,
            owns=False,
            asked_on=row.asked_on,
            answered=row.answered_on is not None and row.answered_on <= told_on,
            question=row.question,
            answer=row.answer,
            finding=row.finding,
            satisfactory=row.satisfactory,
            minor=row.minor_deviations,
            serious=row.serious_deviations,
            solution=row.solution,
        )
        for row in rows
    ]


def _to_owners(statement: Statement, told_on: date) -> list[Question]:
    rows = (
        OwnerInquiry.objects.filter(enterprise=statement.enterprise, asked_on__range=(statement.period_from, told_on))
        .select_related("partner")
        .prefetch_related("contracts")
    )
    return [
        Question(
            who=row.partner_id,
            reference=f"partner:{row.partner.key}",
            name=row.partner.name,
            owns=True,
            asked_on=row.asked_on,
            answered=row.answered_on is not None and row.answered_on <= told_on,
            question=row.question,
            answer=row.answer,
            finding=row.finding,
            satisfactory=row.satisfactory,
            contracts=frozenset(contract.pk for contract in row.contracts.all()),
        )
        for row in rows
    ]
