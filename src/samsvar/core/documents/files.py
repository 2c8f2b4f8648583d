"""A document as a file to keep: PDF/UA and Word from the same words."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from samsvar.core.documents.model import Document
from samsvar.core.documents.pdf import render_pdf

FONTS = Path(__file__).parent / "fonts"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _pdf(document: Document) -> bytes:
    return render_pdf(document, font_folders=[FONTS] if FONTS.is_dir() else [])


def _docx(document: Document) -> bytes:
    """Whoever asks for another form need not wait for Word's to be loaded."""
    render: Callable[[Document], bytes] = import_module("samsvar.core.documents.docx").render_docx
    return render(document)


PAPERS: Mapping[str, Callable[[Document], bytes]] = {"pdf": _pdf, "docx": _docx}
CONTENT_TYPES: Mapping[str, str] = {"pdf": "application/pdf", "docx": DOCX, "xlsx": XLSX}
