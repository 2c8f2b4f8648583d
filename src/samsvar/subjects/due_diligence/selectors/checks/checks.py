"""Checks, their parts and their findings, as pages need them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, Count, IntegerField, Q, QuerySet, Value, When

from samsvar.core.rules.checks import CheckStatus, PlanCheck, PlanProgress, plan_progress
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.prepared import Given, ask
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import CardSeen, Check, CheckEvidence, CheckFinding, WageLine
from samsvar.subjects.due_diligence.models.checks import OPEN, Gravity

PAGE = 50
VIEWS = ("all", "late", "open", "done", "cancelled")


@dataclass(frozen=True, slots=True)
class CheckRecords:
    """What hangs on a check."""

    lines: list[WageLine]
    cards: list[CardSeen]
    findings: list[CheckFinding]
    evidence: list[CheckEvidence]


def visible_checks(viewer: Viewer) -> QuerySet[Check]:
    """The checks the viewer may see."""
    rows: QuerySet[Check] = Check.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    return rows


def plan_of(viewer: Viewer, enterprise: OrgUnit, year: int) -> QuerySet[Check]:
    """The year's plan, the nearest day first, each with how many findings it has and how many are open."""
    rows = visible_checks(viewer).filter(enterprise=enterprise, plan_year=year)
    return (
        rows.select_related("contract__supplier", "responsible")
        .annotate(
            found=Count("findings", distinct=True),
            still=Count("findings", filter=Q(findings__closed_on__isnull=True), distinct=True),
        )
        .order_by("due_on", "number", "pk")
    )


def view_filters(on: date) -> dict[str, Q]:
    """The saved views of the plan."""
    return {
        "all": ~Q(status=CheckStatus.CANCELLED),
        "late": Q(status__in=OPEN, due_on__lt=on),
        "open": Q(status__in=OPEN),
        "done": Q(status=CheckStatus.JUDGED),
        "cancelled": Q(status=CheckStatus.CANCELLED),
    }


def progress(viewer: Viewer, enterprise: OrgUnit, year: int, on: date) -> PlanProgress:
    """How the year's plan stands. One query."""
    rows = visible_checks(viewer).filter(enterprise=enterprise, plan_year=year)
    held = rows.order_by().values_list("status", "due_on")
    return plan_progress((PlanCheck(CheckStatus(status), due_on) for status, due_on in held), on)


def years_of(viewer: Viewer, enterprise: OrgUnit) -> list[int]:
    """The years that have a plan, the newest first. One query."""
    rows = visible_checks(viewer).filter(enterprise=enterprise)
    return list(rows.order_by("-plan_year").values_list("plan_year", flat=True).distinct())


def records_of(check: Check) -> CheckRecords:
    """What hangs on a check. Four queries."""
    return CheckRecords(
        lines=list(check.wage_lines.order_by("pk")),
        cards=list(check.cards.order_by("seen_on", "pk")),
        findings=list(check.findings.select_related("impact", "action").order_by("closed_on", "due_on", "pk")),
        evidence=list(check.evidence.order_by("dated_on", "pk")),
    )


def findings_of(viewer: Viewer, enterprise: OrgUnit, *, closed: bool) -> QuerySet[CheckFinding]:
    """Findings that are open, the nearest deadline and the gravest first, or those that are closed, newest first."""
    rows: QuerySet[CheckFinding] = CheckFinding.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(
        check_of__enterprise=enterprise, closed_on__isnull=not closed
    )
    weight = Case(
        When(gravity=Gravity.CRITICAL, then=Value(0)),
        When(gravity=Gravity.SERIOUS, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = rows.select_related("check_of__contract__supplier").annotate(weight=weight)
    return rows.order_by("-closed_on", "pk") if closed else rows.order_by("weight", "due_on", "pk")


def checks_on(viewer: Viewer, contract: Contract) -> list[Check]:
    """The checks of one contract, newest first, each with its open findings. One query."""

    def build() -> QuerySet[Check]:
        rows = visible_checks(viewer).filter(contract=Given("contract", BigIntegerField()))
        still = Count("findings", filter=Q(findings__closed_on__isnull=True), distinct=True)
        return rows.annotate(found=Count("findings", distinct=True), still=still).order_by("-due_on", "-pk")

    return ask(("contract's checks", viewer.sight), build, contract=contract.pk)
