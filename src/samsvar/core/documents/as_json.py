"""Document → JSON for machines: keys sorted, UTF-8, ends in a line feed, nothing about the run inside."""

import json
from datetime import UTC
from typing import Any

from samsvar.core.documents.literal import cleaned
from samsvar.core.documents.model import (
    Approver,
    Block,
    Blocks,
    Box,
    BulletList,
    Document,
    FactList,
    FigureRef,
    Heading,
    Inlines,
    KeyFigures,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Strong,
    Table,
    Text,
)
from samsvar.core.documents.walk import figures_of, inlines_of, words_of

Json = dict[str, Any]


def render_json(document: Document) -> str:
    """Return the statement as JSON text. The same document always gives the same bytes.

    Links keep their address and figures their id among the inlines; pictures are given by their words and table.
    """
    return json.dumps(as_values(document), ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def as_values(document: Document) -> Json:
    """Return the statement as plain values, as described for ``statement … .json``."""
    document = cleaned(document)
    return {
        "approved_by": [_approver(person) for person in document.approved_by],
        "completeness": [
            {"letter": item.letter, "missing": list(item.missing), "present": list(item.present)}
            for item in document.completeness
        ],
        "edition": document.edition,
        "enterprise": document.enterprise,
        "facts": words_of(document.facts),
        "from": document.from_on.isoformat(),
        "language": document.language,
        "lead": words_of(document.lead),
        "opening": _opening(document),
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "sections": [_section(section) for section in document.sections],
        "status": document.status,
        "subtitle": document.subtitle,
        "title": document.title,
        "to": document.to_on.isoformat(),
        "year": document.year,
    }


def _opening(document: Document) -> Json:
    figures = {
        inline.id: inline for block in document.opening for inline in inlines_of(block) if isinstance(inline, FigureRef)
    }
    return {"blocks": _blocks(document.opening), "figures": [_figure(figure) for figure in figures.values()]}


def _section(section: Section) -> Json:
    return {
        "blocks": _blocks(section.blocks),
        "figures": [_figure(figure) for figure in figures_of(section)],
        "id": section.id,
        "language": section.language,
        "level": section.level,
        "number": section.number,
        "title": section.title,
    }


def _approver(person: Approver) -> Json:
    at = person.approved_at
    instant = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
    return {"at": instant, "name": person.name, "role": person.role}


def _figure(figure: FigureRef) -> Json:
    return {
        "edition": figure.edition,
        "id": figure.id,
        "records": list(figure.records),
        "rule": figure.rule,
        "text": figure.text,
        "value": figure.value,
    }


def _blocks(blocks: Blocks) -> list[Json]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Json:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "language": block.language, "inlines": _inlines(block.inlines)}
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case BulletList():
            return {"kind": "bullet_list", "items": [_blocks(item) for item in block.items]}
        case NumberedList():
            return {"kind": "numbered_list", "items": [_blocks(item) for item in block.items], "start": block.start}
        case Table():
            return _table(block)
        case Picture():
            return {
                "kind": "picture",
                "alternative": block.alternative,
                "caption": block.caption,
                "table": _table(block.table) if block.table else None,
            }
        case FactList():
            facts = [{"name": name, "content": _inlines(content)} for name, content in block.facts]
            return {"kind": "fact_list", "facts": facts}
        case KeyFigures():
            figures = [{"figure": figure.id, "label": label, "text": figure.text} for figure, label in block.figures]
            return {"kind": "key_figures", "figures": figures}
        case Note():
            return {"kind": "note", "note": block.kind, "blocks": _blocks(block.blocks), "source": block.source}
        case Box():
            return {"kind": "box", "title": block.title, "blocks": _blocks(block.blocks)}
        case Signatures():
            return {"kind": "signatures", "people": [_approver(person) for person in block.people]}


def _table(table: Table) -> Json:
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": [{"heading": column.heading, "kind": column.kind} for column in table.columns],
        "note": _inlines(table.note),
        "rows": [{"cells": [_inlines(cell) for cell in row.cells], "total": row.total} for row in table.rows],
    }


def _inlines(inlines: Inlines) -> list[Json]:
    written: list[Json] = []
    for inline in inlines:
        match inline:
            case Text():
                part: Json = {"text": inline.text}
                if inline.language:
                    part["language"] = inline.language
            case Strong():
                part = {"strong": _inlines(inline.inlines)}
            case Link():
                part = {"text": inline.text, "address": inline.address}
            case FigureRef():
                part = {"text": inline.text, "figure": inline.id}
            case _:
                part = {"text": words_of((inline,))}
        written.append(part)
    return written
