"""Finds a statement among those the viewer may read, and draws it."""

from django.http import HttpRequest

from samsvar.core.documents.frozen import thaw
from samsvar.core.documents.model import Document
from samsvar.front.reporting.transparency_statement.document import Drawn, draw
from samsvar.front.reporting.transparency_statement.gather import gather
from samsvar.platform.access.guards import find_or_404
from samsvar.platform.ui.clock import today
from samsvar.subjects.statements.models import Statement


def statement_or_404(request: HttpRequest, key: str) -> Statement:
    """The statement by its key, with its enterprise."""
    rows = Statement.objects.readable_by(request.viewer).select_related("enterprise", "submitted_by", "board")  # type: ignore[attr-defined]
    found: Statement = find_or_404(rows, key=key)
    return found


def drawn_today(statement: Statement) -> Drawn:
    """The statement drawn from today's records."""
    return draw(gather(statement, told_on=today()))


def document_of(statement: Statement) -> Document:
    """The frozen document where there is one, else the one drawn today."""
    return thaw(statement.frozen) if statement.frozen else drawn_today(statement).document
