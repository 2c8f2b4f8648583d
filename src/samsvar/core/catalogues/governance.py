"""The governing documents, their requirements and the annual wheel that ship, as the rules and the pages read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.cells import Row, Texts, must_be_among, rows_of
from samsvar.core.catalogues.editions import FOLDER, CatalogueBroken
from samsvar.core.rules.acknowledgements import Group
from samsvar.core.rules.documents import DocumentFacts, Kind, Standing, Tie, TieFacts, Validity, check_ties
from samsvar.core.rules.requirements import Answer, Asked, Phase, RequirementFacts, Strength
from samsvar.core.rules.wheel.activities import Activity, ResultKind
from samsvar.core.rules.wheel.timing import DayOfYear, When


class Reach(StrEnum):
    """For whom a shipped document holds: everybody, the owner's whole group, the owner's own enterprise, or the owner
    and its suppliers. `as_document` makes it into units."""

    COUNTRY = "country"
    OWNER_AND_BELOW = "owner_and_below"
    OWNER = "owner"
    SUPPLIERS = "suppliers"


@dataclass(frozen=True, slots=True)
class Approval:
    """A body's decision on a document. `on`: ISO as far as it is known (day, month or year); empty where nobody says.

    `act`: adopted, decided, changed, or confirmed_yearly. `body` and `case` are empty where not known.
    """

    code: str
    document: str
    organisation: str
    body: str
    act: str
    case: str
    on: str


@dataclass(frozen=True, slots=True)
class ShippedDocument:
    """A governing document with who owns it, for whom it holds and who decided it. `applies_from` as `Approval.on`."""

    code: str
    kind: Kind
    organisation: str
    owner_role: str
    number: str
    standing: Standing
    applies_from: str
    reach: Reach
    review_months: int | None
    review_rule: str
    acknowledged_by: frozenset[Group]
    themes: tuple[str, ...]
    subjects: tuple[str, ...]
    url: str
    name: Texts
    about: Texts
    approvals: tuple[Approval, ...]


@dataclass(frozen=True, slots=True)
class ShippedRequirement:
    """What a clause asks. `facts` is what coverage is judged by; `yearly_set_by`: `source` where the document says how
    often, `samsvar` where that is our proposal, else empty. `due`: month and day (MM-DD) where the law sets them."""

    code: str
    document: str
    clause: str
    phase: Phase
    strength: Strength
    written: bool
    yearly_set_by: str
    due: str
    subjects: tuple[str, ...]
    name: Texts
    facts: RequirementFacts


@dataclass(frozen=True, slots=True)
class ShippedActivity:
    """An activity of the annual wheel. `month` and `day` are usual, for each enterprise to set unless `fixed`;
    `day` None: by the month's last day. `responsible_role` is a role's code; `events` what it is made of.

    `indicators`: those whose figures of the year it rests on. `plan_dimensions`: it rests on the plans whose goals are
    in these dimensions. Both are codes of their catalogues.
    """

    code: str
    number: int
    month: int
    day: int | None
    fixed: bool
    phase: Phase
    result: ResultKind
    responsible_role: str
    done_by: Asked
    events: tuple[str, ...]
    documents: tuple[str, ...]
    requirements: tuple[str, ...]
    indicators: tuple[str, ...]
    plan_dimensions: tuple[str, ...]
    name: Texts
    about: Texts


@cache
def shipped_documents(folder: Path = FOLDER) -> tuple[ShippedDocument, ...]:
    """Every document that ships, with its approvals. Raises CatalogueMissing, and CatalogueBroken for a broken row."""
    rows = rows_of("governing-documents", folder)
    known = {row.code: row for row in rows}
    approvals = [_approval(row, known) for row in rows_of("document-approvals", folder)]
    for row in rows:
        must_be_among(row, "review_rule", known)
    return tuple(_document(row, [each for each in approvals if each.document == row.code]) for row in rows)


def _approval(row: Row, known: dict[str, Row]) -> Approval:
    must_be_among(row, "document", known)
    return Approval(row.code, *(row.text(name) for name in ("document", "organisation", "body", "act", "case", "on")))


def _document(row: Row, approvals: Iterable[Approval]) -> ShippedDocument:
    return ShippedDocument(
        code=row.code,
        kind=row.one_of(Kind, "kind"),
        organisation=row.text("organisation"),
        owner_role=row.text("owner_role"),
        number=row.text("number"),
        standing=row.one_of(Standing, "status"),
        applies_from=row.text("applies_from"),
        reach=row.one_of(Reach, "valid_for"),
        review_months=row.whole("review_months"),
        review_rule=row.text("review_rule"),
        acknowledged_by=row.some_of(Group, "acknowledged_by"),
        themes=row.parts("themes"),
        subjects=row.parts("subjects"),
        url=row.text("url"),
        name=row.texts("name"),
        about=row.texts("about"),
        approvals=tuple(approvals),
    )


def as_document(shipped: ShippedDocument, owner_id: str | None) -> DocumentFacts:
    """A shipped document as the rules of validity read it, once its owner is found among the units.

    `owner_id` None: the owner is outside the tree, and then only what holds for everybody holds for anyone.
    """
    if shipped.reach is Reach.COUNTRY:
        return DocumentFacts(shipped.code, owner_id, (Validity(None),))
    return DocumentFacts(shipped.code, owner_id, () if owner_id is None else (Validity(owner_id),))


@cache
def shipped_ties(folder: Path = FOLDER) -> tuple[TieFacts, ...]:
    """What the shipped documents rest on, build on, implement and replace. Raises CatalogueBroken for a cycle."""
    rows = rows_of("governing-documents", folder)
    ties = tuple(TieFacts(row.code, tie, other) for row in rows for tie in Tie for other in row.parts(tie.value))
    for problem in check_ties(ties, [row.code for row in rows]):
        raise CatalogueBroken(problem.code, f"governing-documents:{problem.document_id}:{problem.other_id}")
    return ties


@cache
def shipped_requirements(folder: Path = FOLDER) -> tuple[ShippedRequirement, ...]:
    """Every requirement that ships, in the order of the documents. Raises as `shipped_documents`."""
    known = {row.code: row for row in rows_of("governing-documents", folder)}
    return tuple(_requirement(row, known) for row in rows_of("requirements", folder))


def _requirement(row: Row, documents: dict[str, Row]) -> ShippedRequirement:
    must_be_among(row, "document", documents)
    begins = row.text("applies_from")
    return ShippedRequirement(
        code=row.code,
        document=row.text("document"),
        clause=row.text("clause"),
        phase=row.one_of(Phase, "phase"),
        strength=row.one_of(Strength, "strength"),
        written=row.yes("written"),
        yearly_set_by=row.text("set_by"),
        due=row.text("due"),
        subjects=row.parts("subjects"),
        name=row.texts("name"),
        facts=RequirementFacts(
            id=row.code,
            document_id=row.text("document"),
            asks_of=row.some_of(Asked, "asks_of"),
            answered_by=row.some_of(Answer, "answered_by"),
            every_months=row.whole("every_months"),
            from_employees=row.whole("from_employees"),
            applies_from=date.fromisoformat(begins) if begins else None,
        ),
    )


@cache
def shipped_activities(folder: Path = FOLDER) -> tuple[ShippedActivity, ...]:
    """The activities of the annual wheel, in their order. Raises as `shipped_documents`."""
    named = {
        column: {row.code: row for row in rows_of(catalogue, folder)}
        for column, catalogue in _NAMED_BY_ACTIVITIES.items()
    }
    return tuple(_activity(row, named) for row in rows_of("annual-wheel", folder))


def shipped_for(code: str, result: str) -> ShippedActivity | None:
    """The shipped activity that one in a wheel is, or comes to the same as (`ResultKind`); None where there is none."""
    every = shipped_activities()
    same = [each for each in every if each.code == code] or [each for each in every if each.result == result]
    return same[0] if same else None


#: The catalogue whose codes a column of the annual wheel names.
_NAMED_BY_ACTIVITIES = {
    "documents": "governing-documents",
    "requirements": "requirements",
    "indicators": "indicators",
    "plan_dimensions": "dimensions",
}


def _activity(row: Row, known: dict[str, dict[str, Row]]) -> ShippedActivity:
    month = row.whole("month") or 0
    if not 1 <= month <= 12:
        raise row.broken("no_such_month", "month")
    return ShippedActivity(
        code=row.code,
        number=row.whole("number") or 0,
        month=month,
        day=row.whole("day"),
        fixed=row.yes("fixed"),
        phase=row.one_of(Phase, "phase"),
        result=row.one_of(ResultKind, "result"),
        responsible_role=row.text("responsible_role"),
        done_by=row.one_of(Asked, "done_by"),
        events=row.parts("events"),
        documents=must_be_among(row, "documents", known["documents"]),
        requirements=must_be_among(row, "requirements", known["requirements"]),
        indicators=must_be_among(row, "indicators", known["indicators"]),
        plan_dimensions=must_be_among(row, "plan_dimensions", known["plan_dimensions"]),
        name=row.texts("name"),
        about=row.texts("about"),
    )


def as_activity(shipped: ShippedActivity, set_by: str) -> Activity:
    """A shipped activity as the rules of the wheel read it, owned by a unit; without a day by the month's last."""
    return Activity(
        code=shipped.code,
        phase=shipped.phase,
        result=shipped.result,
        role=shipped.responsible_role,
        set_by=set_by,
        when=When(DayOfYear(shipped.month, shipped.day)),
        fixed=shipped.fixed,
    )
