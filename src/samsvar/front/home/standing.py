"""How the enterprise stands: four figures for the start page, each counted anew from its records."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value

from samsvar.core.rules.statement import publication_deadline
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.audit.unchanged import AsRecorded
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, ContractAssessment
from samsvar.subjects.due_diligence.models.impacts import Actuality, ImpactStatus, Verification
from samsvar.subjects.statements.models import Statement, StatementStatus


@dataclass(frozen=True)
class Levels:
    """Contracts we assess, by level."""

    by_level: tuple[tuple[int | None, int], ...]
    with_unknown: int

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_level)

    @property
    def high(self) -> int:
        return sum(count for level, count in self.by_level if level is not None and level >= 3)


@dataclass(frozen=True)
class Answers:
    """Suppliers asked in the last round: answered, within the deadline, over it."""

    asked: int
    answered: int
    late: int

    @property
    def waiting(self) -> int:
        return self.asked - self.answered - self.late


@dataclass(frozen=True)
class Impacts:
    """Impacts that are not closed or disproved."""

    open: int
    actual: int


@dataclass(frozen=True)
class Standing:
    """What is counted of the enterprise's records."""

    levels: Levels
    answers: Answers
    impacts: Impacts


#: For those whose start page is about their unit, and who keep no contracts.
NOTHING_COUNTED = Standing(Levels((), 0), Answers(0, 0, 0), Impacts(0, 0))


@dataclass(frozen=True)
class StatementState:
    """The statement that is next due: its year, deadline, whether an edition is out, and the newest one to work on.

    `asked` says whether the newest waits for the viewer's own approval.
    """

    year: int
    due_on: date
    published: bool
    statement: Statement | None
    asked: bool


def sees(viewer: Viewer, permission: Permission, enterprise: OrgUnit) -> bool:
    """Whether the viewer has the permission on the enterprise or on a part of it; the rows are scoped besides."""
    inside = (grant for grant in viewer.grants if grant.enterprise_id == enterprise.pk)
    return viewer.may(permission, enterprise) or any(permission in grant.own for grant in inside)


def standing_of(viewer: Viewer, enterprise: OrgUnit, today: date, recorded: AsRecorded) -> Standing:
    """Levels, answers and impacts of what the viewer sees, counted anew where anything is recorded since; one query."""
    asked = ("standing", viewer.sight, enterprise.pk, today)
    return recorded.unless_changed(asked, lambda: _standing_of(viewer, enterprise, today))


def _standing_of(viewer: Viewer, enterprise: OrgUnit, today: date) -> Standing:
    parts = (_levels(viewer, enterprise), _answers(viewer, enterprise, today), _impacts(viewer, enterprise))
    first, *others = (part.values_list("what", "of", "all", "some", "few") for part in parts)
    levels: list[tuple[int | None, int, int]] = []
    found: dict[str, tuple[int, int, int]] = {}
    for what, level, *counted in first.union(*others, all=True):
        if what == "level":
            levels.append((level, counted[0], counted[1]))
        else:
            found[what] = (counted[0], counted[1], counted[2])
    held = Levels(
        tuple((level, count) for level, count, _ in sorted(levels, reverse=True)), sum(vague for _, _, vague in levels)
    )
    return Standing(held, Answers(*found.get("answers", (0, 0, 0))), Impacts(*found.get("impacts", (0, 0, 0))[:2]))


def _part(rows: QuerySet[Any], what: str, of: Any, **counted: Any) -> QuerySet[Any]:
    """A line of what is counted for each value of `of`, under the same names for every part."""
    lines: QuerySet[Any] = rows.order_by().annotate(what=Value(what), of=of).values("what", "of").annotate(**counted)
    return lines


def _levels(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[Any]:
    """The stored levels of the contracts; some have facts that are unknown."""
    seen = ContractAssessment.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    rows = seen.filter(enterprise=enterprise, level__isnull=False)
    vague = Count("pk", filter=~Q(unknown=""))
    return _part(rows, "level", F("level"), all=Count("pk"), some=vague, few=Value(0))


def _answers(viewer: Viewer, enterprise: OrgUnit, today: date) -> QuerySet[Any]:
    """The suppliers that were sent a questionnaire; some have answered, and some are late."""
    answered = Q(questionnaire_answered_on__isnull=False, questionnaire_answered_on__gte=F("questionnaire_asked_on"))
    silent = Q(questionnaire_answered_on__isnull=True) | Q(questionnaire_answered_on__lt=F("questionnaire_asked_on"))
    seen = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
    rows = seen.filter(enterprise=enterprise, questionnaire_asked_on__isnull=False, merged_into__isnull=True)
    late = Count("pk", filter=silent & Q(questionnaire_due_on__lt=today))
    return _part(rows, "answers", _NO_LEVEL, all=Count("pk"), some=Count("pk", filter=answered), few=late)


def _impacts(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[Any]:
    """What is not closed; some is actual."""
    seen = AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(enterprise=enterprise)
    rows = seen.exclude(status=ImpactStatus.CLOSED).exclude(verification=Verification.DISPROVED)
    actual = Count("pk", filter=Q(actuality=Actuality.ACTUAL))
    return _part(rows, "impacts", _NO_LEVEL, all=Count("pk"), some=actual, few=Value(0))


_NO_LEVEL = Value(0, output_field=IntegerField())


def next_statement(viewer: Viewer, enterprise: OrgUnit, today: date) -> StatementState:
    """The statement for last year, due 30 June this year. One query, and one more while it waits for approval."""
    year = today.year - 1
    rows = list(
        Statement.objects.readable_by(viewer)
        .filter(enterprise=enterprise, year=year)
        .defer("frozen", "levels")
        .order_by("-edition")
    )
    out = any(row.published_at is not None for row in rows)
    newest = rows[0] if rows else None
    asked = newest is not None and newest.status == StatementStatus.SUBMITTED and _asks(newest, viewer)
    return StatementState(year, publication_deadline(date(year, 12, 31)).due_on, out, newest, asked)


def _asks(statement: Statement, viewer: Viewer) -> bool:
    """Whether the viewer is among those asked to approve it, and has not."""
    waiting = statement.approvals.filter(approved_at=None, voided_at=None)
    return viewer.person is not None and waiting.filter(person=viewer.person).exists()
