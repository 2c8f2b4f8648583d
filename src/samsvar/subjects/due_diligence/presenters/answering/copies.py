"""A copy of what was sent in, for the supplier to keep: a page, a PDF, and JSON whose digest can be worked out anew."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

import samsvar
from samsvar.core.documents.html import render_page
from samsvar.core.documents.model import (
    Block,
    Column,
    Document,
    FactList,
    Heading,
    Paragraph,
    Section,
    Table,
    line,
    row,
)
from samsvar.core.documents.numbers import format_date, format_instant
from samsvar.core.documents.pdf import render_pdf
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.questionnaires import Question, counted_answers, text_in
from samsvar.platform.ui.language import as_language
from samsvar.subjects.due_diligence.models import SupplierAnswer
from samsvar.subjects.due_diligence.presenters.questionnaires.answers import told_answer
from samsvar.subjects.due_diligence.selectors.answering.asked import Asked

CONTENT_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}
_FONTS = Path(samsvar.__file__).parent / "core" / "documents" / "fonts"


def copy_of(asked: Asked, answer: SupplierAnswer, form: str, language: str, files: Mapping[str, str]) -> bytes:
    """The answer in one form: html, pdf or json. `files` are the names of files by key."""
    if form == "json":
        return _json(asked, answer, files)
    document = document_of(asked, answer, language, files)
    if form == "pdf":
        return render_pdf(document, font_folders=[_FONTS])
    return render_page(document).encode()


def document_of(asked: Asked, answer: SupplierAnswer, language: str, files: Mapping[str, str]) -> Document:
    """The answer as a document, in the questionnaire's order."""
    spoken, template = as_language(language), asked.template
    day = oslo_day(answer.submitted_at or answer.updated_at)
    sections = tuple(
        Section(
            id=f"s-{section.id}",
            number=str(number),
            title=text_in(section.title, language),
            blocks=tuple(block for each in questions for block in _blocks(each, answer, language, files)),
        )
        for number, (section, questions) in enumerate(asked.sections, start=1)
    )
    facts = (
        (gettext("Receipt"), line(answer.receipt)),
        (gettext("Sent in"), line(format_instant(answer.submitted_at, spoken) if answer.submitted_at else "")),
        (gettext("By"), line(answer.submitted_by)),
        (gettext("For"), line(asked.recipient.supplier.name)),
        (gettext("Campaign"), line(asked.campaign.number)),
        (gettext("Last day"), line(format_date(asked.recipient.due_on, spoken))),
        (gettext("Digest of the answers (SHA-256)"), line(answer.digest)),
    )
    return Document(
        title=text_in(template.title, language),
        enterprise=asked.enterprise.name(spoken),
        language=spoken,
        year=day.year,
        from_on=day,
        to_on=day,
        sections=sections,
        subtitle=asked.recipient.supplier.name,
        opening=(FactList(facts),),
        status="published",
    )


def _blocks(question: Question, answer: SupplierAnswer, language: str, files: Mapping[str, str]) -> tuple[Block, ...]:
    told = told_answer(question, answer.answers.get(question.id), language, files)
    text = text_in(question.text, language)
    if not told.rows:
        return (Heading(text), *(Paragraph(line(each)) for each in told.lines))
    columns = tuple(Column(name, row_header=place == 0) for place, name in enumerate(told.headings))
    return (Heading(text), Table(text, columns, tuple(row(*cells) for cells in told.rows)))


def _json(asked: Asked, answer: SupplierAnswer, files: Mapping[str, str]) -> bytes:
    """docs/json/supplier-answer.md. `digest` is of `answers` alone."""
    content: dict[str, Any] = {
        "format": 1,
        "receipt": answer.receipt,
        "campaign": asked.campaign.number,
        "enterprise": asked.enterprise.orgnr,
        "supplier": {"name": asked.recipient.supplier.name, "orgnr": asked.recipient.supplier.orgnr},
        "questionnaire": {"title": asked.template.title, "sha256": answer.questionnaire_version.sha256},
        "submitted_at": answer.submitted_at.isoformat() if answer.submitted_at else None,
        "submitted_by": answer.submitted_by,
        "answers": counted_answers(asked.template, answer.answers),
        "files": dict(sorted(files.items())),
        "digest": answer.digest,
    }
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
