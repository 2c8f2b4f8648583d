"""A pack as files: page, PDF, Word, spreadsheet and JSON from the same document."""

from collections.abc import Mapping

from samsvar.core.documents.model import Document
from samsvar.core.documents.workbook import render_xlsx
from samsvar.front.reporting.transparency_statement import files as papers

FORMS = ("html", "pdf", "docx", "xlsx", "json")
CONTENT_TYPES: Mapping[str, str] = {
    **papers.CONTENT_TYPES,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(document: Document, form: str) -> bytes:
    """The document in one form. Raises KeyError for a form there is not."""
    return render_xlsx(document) if form == "xlsx" else papers.file_of(document, form)
