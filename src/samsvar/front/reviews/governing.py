"""The governing documents that the yearly review must take up."""

from datetime import date

from samsvar.subjects.meetings.gathering import DueDocument
from samsvar.subjects.meetings.models import Review


def documents_due(review: Review, today: date) -> list[DueDocument] | None:
    """Not told yet: None, which the page says."""
    return None
