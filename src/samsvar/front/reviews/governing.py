"""Governing documents that the yearly review must take up, and requirements that nothing answers."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.models import RequirementCoverage
from samsvar.subjects.governance.selectors.documents import due_for_review
from samsvar.subjects.meetings.gathering import MOST_LINES, DueDocument, Gathered, Line
from samsvar.subjects.meetings.models import Review


def documents_due(review: Review, today: date) -> list[DueDocument] | None:
    """The enterprise's own documents that fall due by the day of the review, or have no day to count from."""
    language = current_language()
    return [
        DueDocument(
            document.key, document.name(language), when.due_on, reverse("governance:document", args=[document.key])
        )
        for document, when in due_for_review(review.enterprise, today, review.planned_on)
    ]


def requirements_without_evidence(review: Review, today: date) -> Gathered | None:
    """Requirements that nothing answers at the enterprise or at a unit of it; None until coverage is worked out."""
    rows = _coverage(review)
    return _gathered(rows.filter(Q(own="nothing") | Q(nothing__gt=0))) if rows.exists() else None


def environmental_requirements(review: Review, today: date) -> Gathered | None:
    """All requirements on climate and environment that hold here, with how each stands."""
    rows = _coverage(review).filter(requirement__subjects__contains=";climate;")
    return _gathered(rows) if _coverage(review).exists() else None


def hse_laws(review: Review, today: date) -> Gathered | None:
    """All requirements on health, safety and environment that hold here, with how each stands."""
    rows = _coverage(review).filter(requirement__subjects__contains=";hse;")
    return _gathered(rows) if _coverage(review).exists() else None


def _coverage(review: Review) -> QuerySet[RequirementCoverage]:
    rows = RequirementCoverage.objects.filter(enterprise=review.enterprise).select_related("requirement")
    return rows.order_by("requirement__document_id", "requirement_id")


def _gathered(rows: QuerySet[RequirementCoverage]) -> Gathered:
    language = current_language()
    lines = tuple(
        Line(
            row.requirement.name(language)[:300],
            page_address("governance:requirement", row.requirement.key),
            "",
            "nothing" if row.own == "nothing" or row.nothing else "old" if row.own == "old" or row.old else "",
        )
        for row in rows[:MOST_LINES]
    )
    return Gathered(rows.count(), lines, page_address("governance:coverage"))
