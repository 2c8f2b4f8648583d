"""What passes between the drawn statement and its services: levels kept, what is told of, and the finished words."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from samsvar.core.documents.frozen import freeze, thaw
from samsvar.core.documents.model import Approver, Document
from samsvar.core.rules.statement import Change, update_needed
from samsvar.front.reporting.transparency_statement.completeness import facts_of, untold
from samsvar.front.reporting.transparency_statement.document import Approved, Drawn, approved, draw, status_of
from samsvar.front.reporting.transparency_statement.gather import gather
from samsvar.front.reporting.transparency_statement.gather_impacts import impacts_of
from samsvar.front.reporting.transparency_statement.records import StatementRecords
from samsvar.subjects.due_diligence.models import ContractAssessment
from samsvar.subjects.statements.models import Statement, StatementStatus

_IMPACTS = ("actual_impact", "alleged_impact", "significant_risk", "severity_not_rated")


def drawn_on(statement: Statement, day: date) -> Drawn:
    """The statement drawn from the records of the day."""
    return draw(gather(statement, told_on=day))


def levels_of(records: StatementRecords) -> dict[str, int | None]:
    """Each contract's level by its number, to hold later changes against."""
    return {line.number: line.level for line in records.assessed}


def frozen_for_approval(drawn: Drawn) -> dict[str, Any]:
    """What the board is asked to approve, as plain values: the drawn words, called submitted."""
    return freeze(replace(drawn.document, status="submitted"))


def frozen_document(statement: Statement) -> Document:
    """The frozen words with the statement's state today. Raises ValueError where none are frozen."""
    if not statement.frozen:
        raise ValueError("not submitted")
    return replace(thaw(statement.frozen), status=status_of(statement))


def silent_in(drawn: Drawn) -> tuple[str, ...]:
    """Known actual impacts that the draft says nothing of, by title."""
    return untold(drawn.records, drawn.parts, drawn.told)


def silent_in_frozen(statement: Statement, day: date) -> tuple[str, ...]:
    """Known actual impacts on the day that the frozen words say nothing of, by title.

    An impact that became known while the board had the statement stops the publishing: it cannot be held back (§ 6).
    """
    if not statement.frozen:
        return ()
    frozen = thaw(statement.frozen)
    told = {
        f"impact:{item.partition(':')[2]}"
        for letter in frozen.completeness
        for item in letter.present
        if item.partition(":")[0] in _IMPACTS
    }
    return untold(gather(statement, told_on=day), (), told)


def publication_of(statement: Statement, published_at: datetime) -> Document:
    """The frozen words with those who approved them, as they are published. Raises ValueError where none are frozen."""
    if not statement.frozen:
        raise ValueError("not submitted")
    lines = statement.approvals.filter(voided_at__isnull=True).order_by("pk")
    people = tuple((Approver(line.name, line.title, line.approved_at), line.reservation) for line in lines)
    board = statement.board.name_nb if statement.board else ""
    return approved(thaw(statement.frozen), Approved(people, board, statement.board_case, published_at))


def changes_since_publication(statement: Statement, day: date) -> tuple[Change, ...]:
    """Significant changes since the statement was published (§ 5 second paragraph); none where it is not the newest.

    Levels are those stored for each contract today. Seven queries at most.
    """
    if statement.status != StatementStatus.PUBLISHED or statement.published_at is None:
        return ()
    rows = ContractAssessment.objects.filter(enterprise=statement.enterprise, level__isnull=False)
    now = dict(rows.values_list("contract__number", "level"))
    impacts = facts_of(
        StatementRecords(
            enterprise=statement.enterprise,
            profile=None,
            statement=statement,
            counted_on=day,
            told_on=day,
            editions={},
            method="",
            impacts=impacts_of(statement, day),
        ),
        (),
        (),
    ).impacts
    return update_needed(statement.published_at, statement.levels, now, impacts)
