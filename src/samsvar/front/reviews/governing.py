"""The governing documents that the yearly review must take up."""

from datetime import date

from django.urls import reverse

from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.selectors.documents import due_for_review
from samsvar.subjects.meetings.gathering import DueDocument
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
