"""Finds a statement among those the viewer may read, and draws it."""

from samsvar.core.documents.model import Document
from samsvar.front.reporting.transparency_statement.document import Drawn
from samsvar.front.reporting.transparency_statement.publishing import drawn_on, frozen_document, publication_of
from samsvar.platform.access.guards import find_or_404
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import today
from samsvar.subjects.statements.models import Statement


def statement_or_404(request: ViewerRequest, key: str) -> Statement:
    """The statement by its key, with its enterprise."""
    rows = Statement.objects.readable_by(request.viewer).select_related("enterprise", "submitted_by", "board")
    found: Statement = find_or_404(rows, key=key)
    return found


def drawn_today(statement: Statement) -> Drawn:
    """The statement drawn from today's records."""
    return drawn_on(statement, today())


def document_of(statement: Statement) -> Document:
    """The published document, else the frozen one, else the one drawn today."""
    if statement.published_at is not None:
        return publication_of(statement, statement.published_at)
    return frozen_document(statement) if statement.frozen else drawn_today(statement).document
