"""How the enterprise stands: four figures for the start page, each counted anew from its records."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from samsvar.core.rules.statement import publication_deadline
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import AdverseImpact, ContractAssessment
from samsvar.subjects.due_diligence.models.impacts import Actuality, ImpactStatus, Verification
from samsvar.subjects.statements.models import Statement


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
class StatementState:
    """The statement that is next due: its year, deadline, whether an edition is out, and the newest one to work on."""

    year: int
    due_on: date
    published: bool
    statement: Statement | None


def sees(viewer: Viewer, permission: Permission, enterprise: OrgUnit) -> bool:
    """Whether the viewer has the permission on the enterprise or on a part of it; the rows are scoped besides."""
    inside = (grant for grant in viewer.grants if grant.enterprise_id == enterprise.pk)
    return viewer.may(permission, enterprise) or any(permission in grant.own for grant in inside)


def levels(viewer: Viewer, enterprise: OrgUnit) -> Levels:
    """One query over the stored levels of the contracts the viewer sees."""
    seen = ContractAssessment.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(
        enterprise=enterprise, level__isnull=False
    )
    counted = list(
        seen.order_by().values_list("level").annotate(count=Count("pk"), vague=Count("pk", filter=~Q(unknown="")))
    )
    return Levels(
        tuple((level, count) for level, count, _ in sorted(counted, reverse=True)),
        sum(vague for _, _, vague in counted),
    )


def answers(viewer: Viewer, enterprise: OrgUnit, today: date) -> Answers:
    """One query over the suppliers that were sent a questionnaire."""
    answered = Q(questionnaire_answered_on__isnull=False, questionnaire_answered_on__gte=F("questionnaire_asked_on"))
    silent = Q(questionnaire_answered_on__isnull=True) | Q(questionnaire_answered_on__lt=F("questionnaire_asked_on"))
    found = (
        Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS)
        .filter(enterprise=enterprise, questionnaire_asked_on__isnull=False, merged_into__isnull=True)
        .aggregate(
            asked=Count("pk"),
            answered=Count("pk", filter=answered),
            late=Count("pk", filter=silent & Q(questionnaire_due_on__lt=today)),
        )
    )
    return Answers(found["asked"], found["answered"], found["late"])


def impacts(viewer: Viewer, enterprise: OrgUnit) -> Impacts:
    """One query over what is not closed."""
    found = (
        AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS)
        .filter(enterprise=enterprise)
        .exclude(status=ImpactStatus.CLOSED)
        .exclude(verification=Verification.DISPROVED)
        .aggregate(open=Count("pk"), actual=Count("pk", filter=Q(actuality=Actuality.ACTUAL)))
    )
    return Impacts(found["open"], found["actual"])


def next_statement(viewer: Viewer, enterprise: OrgUnit, today: date) -> StatementState:
    """The statement for last year, due 30 June this year. One query."""
    year = today.year - 1
    rows = list(
        Statement.objects.readable_by(viewer)
        .filter(enterprise=enterprise, year=year)
        .defer("frozen", "levels")
        .order_by("-edition")
    )
    out = any(row.published_at is not None for row in rows)
    return StatementState(year, publication_deadline(date(year, 12, 31)).due_on, out, rows[0] if rows else None)
