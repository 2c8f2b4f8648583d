"""Document → PDF that is both accessible (PDF/UA-1) and made to be kept (PDF/A-2a)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import category

from samsvar.core.documents.literal import cleaned, one_line, with_break_opportunities
from samsvar.core.documents.model import (
    Block,
    Blocks,
    Box,
    BulletList,
    Document,
    FactList,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    RiskLevel,
    Row,
    Section,
    SectionLink,
    Signatures,
    Strong,
    Table,
    Text,
)
from samsvar.core.documents.typesetting import DEFAULT_LIMITS, TypesettingLimits, typeset
from samsvar.core.documents.walk import inlines_of, printed_address, words_of
from samsvar.core.documents.words import PAPER_WORDS

# Longer than this and a row or box may split across pages; unsplittable it could run off the page's end.
LONGEST_KEPT_TOGETHER = 1200

Json = dict[str, Any]


def render_pdf(
    document: Document,
    *,
    font_folders: Sequence[Path] = (),
    limits: TypesettingLimits = DEFAULT_LIMITS,
) -> bytes:
    """Return the document as PDF. Without the folder that holds Inter, typst's own serif stands in.

    A character that none of the fonts holds is shown as U+FFFD, since the standards refuse a file with one missing.

    Raises :class:`~samsvar.core.documents.typesetting.TypesettingFailed` when a limit is met.
    """
    report = json.dumps(_Paper(cleaned(document)).report(), ensure_ascii=False)
    return typeset("report.typ", {"report": report}, font_folders=font_folders, limits=limits)


def _words(text: str) -> str:
    return with_break_opportunities(text)


def _heading(text: str) -> str:
    """Return a heading's words; empty when nothing in them can be seen, since PDF/UA refuses such headings."""
    return _words(one_line(text)) if any(category(sign)[0] not in "ZC" for sign in text) else ""


class _Paper:
    """Turns one document into the plain values that ``report.typ`` reads."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.section_ids = frozenset(section.id for section in document.sections)

    def report(self) -> Json:
        document = self.document
        words = PAPER_WORDS[document.language]
        title = one_line(document.title).strip() or one_line(document.enterprise)
        # PDF/A wants a date; an unpublished report has none of its own but the last day it covers.
        day = document.published_on or document.to_on
        return {
            "title": _words(title),
            "subtitle": _words(document.subtitle),
            "enterprise": one_line(document.enterprise),
            "running": _words(f"{one_line(document.enterprise)} · {title}"[:110]),
            "language": document.language,
            "keywords": list(document.keywords),
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "status": words.statuses[document.status],
            "words": {"contents": words.contents, "page_of": words.page_of},
            "contents": document.contents and bool(document.sections),
            "lead": self.inlines(document.lead),
            "facts": self.inlines(document.facts),
            "opening": self.blocks(document.opening),
            "sections": [self.section(section) for section in document.sections],
        }

    def section(self, section: Section) -> Json:
        return {
            "heading": _heading(section.heading),
            "label": _label(section.id),
            "level": section.level,
            "language": section.language,
            "blocks": self.blocks(section.blocks),
        }

    def blocks(self, blocks: Blocks) -> list[Json]:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> Json:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "language": block.language, "inlines": self.inlines(block.inlines)}
            case Heading():
                return {"kind": "heading", "level": block.level, "text": _heading(block.text)}
            case BulletList():
                return {"kind": "bullets", "items": [self.blocks(item) for item in block.items]}
            case NumberedList():
                items = [self.blocks(item) for item in block.items]
                return {"kind": "numbers", "start": block.start, "items": items}
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case _:
                return self.set_apart(block)

    def set_apart(self, block: FactList | KeyFigures | Note | Box | Signatures) -> Json:
        match block:
            case FactList():
                facts = [{"name": _words(name), "content": self.inlines(content)} for name, content in block.facts]
                return {"kind": "facts", "facts": facts}
            case KeyFigures():
                figures = [{"figure": _words(figure.text), "label": _words(label)} for figure, label in block.figures]
                return {"kind": "key_figures", "figures": figures}
            case Note():
                return {
                    "kind": "note",
                    "source": _words(block.source),
                    "keep": _is_short(block),
                    "blocks": self.blocks(block.blocks),
                }
            case Box():
                return {
                    "kind": "box",
                    "title": _words(one_line(block.title)),
                    "keep": _is_short(block),
                    "blocks": self.blocks(block.blocks),
                }
            case Signatures():
                return {"kind": "signatures", "people": [_words(person.shown) for person in block.people]}

    def table(self, table: Table) -> Json:
        columns = [
            {
                "heading": _words(column.heading),
                "kind": column.kind,
                "row_header": column.row_header,
                "width": column.width,
            }
            for column in table.columns
        ]
        return {
            "kind": "table",
            "caption": _words(table.caption),
            "columns": columns,
            "rows": [self.row(row) for row in table.rows],
            "note": self.inlines(table.note),
        }

    def row(self, row: Row) -> Json:
        longest = max(len(words_of(cell)) for cell in row.cells)
        return {
            "cells": [self.inlines(cell) for cell in row.cells],
            "total": row.total,
            "keep": longest <= LONGEST_KEPT_TOGETHER // len(row.cells),
        }

    def picture(self, picture: Picture) -> Json:
        return {
            "kind": "picture",
            "svg": picture.svg.text,
            "alternative": picture.alternative,
            "caption": _words(picture.caption),
            "width": picture.width,
            "table": self.table(picture.table) if picture.table else None,
        }

    def inlines(self, inlines: Inlines) -> list[Json]:
        return [self.inline(inline) for inline in inlines]

    def inline(self, inline: Inline) -> Json:
        match inline:
            case Text():
                return {"kind": "text", "text": _words(inline.text), "language": inline.language}
            case Strong():
                return {"kind": "strong", "inlines": self.inlines(inline.inlines)}
            case Link():
                printed = _words(printed_address(inline))
                return {"kind": "link", "text": _words(inline.text), "address": inline.address, "printed": printed}
            case SectionLink() if inline.section_id in self.section_ids:
                return {"kind": "section", "text": _words(inline.text), "section": _label(inline.section_id)}
            case RiskLevel():
                return {"kind": "level", "level": inline.level or 0, "text": one_line(inline.shown)}
            case FigureRef() | SectionLink():
                return {"kind": "text", "text": _words(inline.text), "language": None}


def _label(section_id: str) -> str:
    return f"section-{section_id}"


def _is_short(block: Box | Note) -> bool:
    if any(isinstance(inner, Table | Picture) for inner in block.blocks):
        return False
    return sum(len(words_of((inline,))) for inline in inlines_of(block)) <= LONGEST_KEPT_TOGETHER
