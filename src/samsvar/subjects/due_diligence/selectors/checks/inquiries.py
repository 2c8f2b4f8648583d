"""Inquiries about terms, and who has answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.models import RiskArea, TermsInquiry, TermsInquiryLine
from samsvar.subjects.due_diligence.selectors.areas import OURS


@dataclass(frozen=True, slots=True)
class Standing:
    """How an inquiry stands: contracts, and how many of them were asked, have answered, and told of a breach."""

    contracts: int
    asked: int
    answered: int
    breaches: int


def inquiries_of(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[TermsInquiry]:
    """The enterprise's inquiries, newest first, with their figures."""
    rows: QuerySet[TermsInquiry] = TermsInquiry.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    return (
        rows.filter(enterprise=enterprise)
        .select_related("area", "enterprise")
        .annotate(
            contracts=Count("lines"),
            asked=Count("lines__asked"),
            answered=Count("lines", filter=Q(lines__asked__answered_on__isnull=False)),
            breaches=Count("lines", filter=Q(lines__asked__finding__in=("minor", "serious"))),
        )
        .order_by("-created_at", "-pk")
    )


def lines_of(inquiry: TermsInquiry) -> list[TermsInquiryLine]:
    """A line for each contract, by supplier. One query."""
    rows = TermsInquiryLine.objects.filter(inquiry=inquiry).select_related("contract__supplier", "asked")
    return list(rows.order_by("contract__supplier__name_folded", "contract__title", "pk"))


def standing(lines: list[TermsInquiryLine]) -> Standing:
    """The figures of an inquiry from its lines."""
    asked = [line.asked for line in lines if line.asked is not None]
    return Standing(
        contracts=len(lines),
        asked=len(asked),
        answered=sum(question.answered_on is not None for question in asked),
        breaches=sum(question.finding in ("minor", "serious") for question in asked),
    )


def areas_to_ask(viewer: Viewer, enterprise: OrgUnit) -> list[tuple[str, str]]:
    """Keys and titles of the risk areas of the newest year that has any, in order. One query."""
    rows = RiskArea.objects.visible_to(viewer, Permission.VIEW_CHECKS).filter(enterprise=enterprise)
    found = list(rows.order_by("-year", "rank").values_list("year", "key", "title")[:200])
    return [(key, f"{title} {year}") for year, key, title in found if year == found[0][0]]


def contracts_to_ask(viewer: Viewer, area: RiskArea, on: date) -> list[Contract]:
    """The area's own contracts that have not ended; others' agreements are asked about at their owner. One query."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CHECKS)
    running = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), area_links__area=area, ownership__in=OURS)
    return list(running.select_related("supplier").order_by("supplier__name_folded", "title", "pk"))
