"""The statement as files: page, PDF, Word and JSON from the same document."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import samsvar
from samsvar.core.documents.as_json import render_json
from samsvar.core.documents.html import render_page
from samsvar.core.documents.model import Document
from samsvar.core.documents.pdf import render_pdf

FONTS = Path(samsvar.__file__).parent / "core" / "documents" / "fonts"


def _pdf(document: Document) -> bytes:
    return render_pdf(document, font_folders=[FONTS] if FONTS.is_dir() else [])


def _docx(document: Document) -> bytes:
    """Whoever asks for another form need not wait for Word's to be loaded."""
    render: Callable[[Document], bytes] = import_module("samsvar.core.documents.docx").render_docx
    return render(document)


FORMS: Mapping[str, Callable[[Document], bytes]] = {
    "html": lambda document: render_page(document).encode("utf-8"),
    "pdf": _pdf,
    "docx": _docx,
    "json": lambda document: render_json(document).encode("utf-8"),
}
CONTENT_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def file_of(document: Document, form: str) -> bytes:
    """The document in one form. Raises KeyError for a form there is not."""
    return FORMS[form](document)


def all_files(document: Document) -> dict[str, bytes]:
    """The document in every form, as it is published."""
    return {form: render(document) for form, render in FORMS.items()}
