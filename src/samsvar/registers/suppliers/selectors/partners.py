"""Owners of agreements: which they own, and what they were asked."""

from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, Partner


def partners_of(viewer: Viewer, enterprise: OrgUnit) -> QuerySet[Partner]:
    """Partners with how many agreements they own, how many questions wait, and when they last were asked."""
    waiting = Q(inquiries__answered_on__isnull=True, inquiries__isnull=False)
    rows = Partner.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    return rows.annotate(
        agreement_count=Count("agreements", distinct=True),
        waiting_count=Count("inquiries", filter=waiting, distinct=True),
        last_asked_on=Max("inquiries__asked_on"),
    ).order_by("name", "pk")


def agreements_of(viewer: Viewer, partner: Partner) -> QuerySet[Contract]:
    """The agreements that the partner owns and the viewer sees."""
    rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(agreement_owner=partner)
    return rows.select_related("supplier").order_by("title", "pk")


def inquiries_of(partner: Partner) -> list[OwnerInquiry]:
    """What the partner was asked, newest first, each with its agreements. Two queries."""
    return list(partner.inquiries.prefetch_related("contracts").order_by("-asked_on", "-pk"))


def overdue(inquiry: OwnerInquiry, today: date) -> bool:
    """Asked, with a deadline that has passed, and not answered."""
    return bool(inquiry.due_on and inquiry.due_on < today and not inquiry.answered_on)
