"""Document → semantic, accessible HTML: a fragment for the application's pages and a whole page for a file.

All text is escaped here; callers get finished markup. No style attribute and no script is ever written, so the
fragment stands under a strict content security policy. Class names are those of the product's style sheet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from samsvar.core.documents.literal import cleaned, one_line
from samsvar.core.documents.model import (
    Block,
    Blocks,
    Box,
    BulletList,
    Column,
    Document,
    FactList,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Language,
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
from samsvar.core.documents.words import PAPER_WORDS

DEEPEST_HEADING = 6
# The style of an exported file, which must stand alone; the application has its own style sheet.
PAGE_STYLE = (Path(__file__).parent / "paper" / "page.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """How the fragment is shown.

    ``follow_figures``: figures link to their records (for people with access); else they are plain figures.
    ``title_level``: the heading level of the title; sections come below it. ``id_prefix`` goes before every id.
    """

    follow_figures: bool = False
    title_level: int = 1
    id_prefix: str = ""


_PLAIN = HtmlOptions()


def render_fragment(document: Document, options: HtmlOptions = _PLAIN) -> str:
    """Return the document as one ``article`` element, without the list of contents."""
    return _Writer(cleaned(document), options).article()


def render_contents(document: Document, options: HtmlOptions = _PLAIN) -> str:
    """Return the list of contents as a ``nav`` element with links to the sections; empty without sections."""
    return _Writer(cleaned(document), options).contents()


def render_blocks(blocks: Blocks, language: Language, options: HtmlOptions = _PLAIN) -> str:
    """Return a few blocks as HTML, for previews of a single section."""
    writer = _Writer(None, options)
    writer.language = language
    return writer.blocks(cleaned(blocks))


def render_page(document: Document, *, style: str = PAGE_STYLE) -> str:
    """Return a complete HTML page for a file: its style stands in a ``style`` element, it loads nothing."""
    writer = _Writer(cleaned(document), HtmlOptions())
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_attribute(document.title)} – {_attribute(document.enterprise)}</title><style>{style}</style>"
    )
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head>{head}</head><body>\n'
        f'<div class="s-layout"><main id="main">{writer.article()}</main>\n{writer.contents()}</div>\n'
        "</body></html>\n"
    )


def _attribute(text: str) -> str:
    return escape(one_line(text))


def _shown(text: str) -> str:
    return escape(text).replace("\n", "<br>")


class _Writer:
    """Writes one document; knows its section ids and heading depth."""

    def __init__(self, document: Document | None, options: HtmlOptions) -> None:
        self.document = document
        self.options = options
        self.language: Language = document.language if document else "nb"
        self.section_ids = frozenset(section.id for section in document.sections) if document else frozenset()

    def article(self) -> str:
        document = self._whole()
        status = PAPER_WORDS[document.language].statuses[document.status]
        title_tag = self._heading_tag(0)
        head = [
            f'<p class="s-publisher">{_shown(document.enterprise)}</p>',
            f'<p class="s-pill">{escape(status)}</p>' if status else "",
            f"<{title_tag}>{_attribute(document.title)}</{title_tag}>",
            f'<p class="s-subtitle">{_shown(document.subtitle)}</p>' if document.subtitle else "",
            f'<p class="s-lead">{self.inlines(document.lead)}</p>' if document.lead else "",
            f'<p class="s-quiet">{self.inlines(document.facts)}</p>' if document.facts else "",
        ]
        body = [self.blocks(document.opening), *(self.section(section) for section in document.sections)]
        start = f'<article class="s-document s-prose" lang="{document.language}">'
        return f"{start}<header>{''.join(head)}</header>{''.join(body)}</article>"

    def contents(self) -> str:
        document = self._whole()
        if not document.sections:
            return ""
        words = escape(PAPER_WORDS[document.language].contents)
        links = "".join(
            f'<a class="s-depth-{section.level}" href="#{self._id(section.id)}"{_language(section.language)}>'
            f"{_attribute(section.heading)}</a>"
            for section in document.sections
        )
        name = self._id("contents")
        return f'<nav class="s-contents" aria-labelledby="{name}"><h2 id="{name}">{words}</h2>{links}</nav>'

    def section(self, section: Section) -> str:
        tag = self._heading_tag(section.level)
        heading = f'<{tag} id="{self._id(section.id)}">{_attribute(section.heading)}</{tag}>'
        return f"<section{_language(section.language)}>{heading}{self.blocks(section.blocks)}</section>"

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return f"<p{_language(block.language)}>{self.inlines(block.inlines)}</p>"
            case Heading():
                tag = self._heading_tag(block.level)
                return f"<{tag}>{_attribute(block.text)}</{tag}>"
            case BulletList():
                return f"<ul>{self.items(block.items)}</ul>"
            case NumberedList():
                start = f' start="{block.start}"' if block.start != 1 else ""
                return f"<ol{start}>{self.items(block.items)}</ol>"
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case _:
                return self.set_apart(block)

    def set_apart(self, block: FactList | KeyFigures | Note | Box | Signatures) -> str:
        match block:
            case FactList():
                facts = (f"<dt>{_shown(name)}</dt><dd>{self.inlines(content)}</dd>" for name, content in block.facts)
                return f'<dl class="s-facts">{"".join(facts)}</dl>'
            case KeyFigures():
                # Figure before its label in the source too, so that every format reads in the same order.
                figures = (
                    f"<li><strong>{self.inline(figure)}</strong> {_shown(label)}</li>"
                    for figure, label in block.figures
                )
                return f'<ul class="s-key-figures" role="list">{"".join(figures)}</ul>'
            case Note():
                source = f'<footer class="s-tiny">{_shown(block.source)}</footer>' if block.source else ""
                quoted = self.blocks(block.blocks) + source
                return f'<blockquote class="s-note s-note-{block.kind}">{quoted}</blockquote>'
            case Box():
                title = f'<p class="s-box-title"><strong>{_attribute(block.title)}</strong></p>'
                return f'<div class="s-box">{title}{self.blocks(block.blocks)}</div>'
            case Signatures():
                people = "".join(f"<li>{_shown(person.shown)}</li>" for person in block.people)
                return f'<ul class="s-signatures" role="list">{people}</ul>'

    def items(self, items: tuple[Blocks, ...]) -> str:
        return "".join(f"<li>{self._item(item)}</li>" for item in items)

    def _item(self, item: Blocks) -> str:
        first, *rest = item or (Paragraph(()),)
        if isinstance(first, Paragraph) and first.language is None:
            return self.inlines(first.inlines) + self.blocks(rest)
        return self.blocks(item)

    def table(self, table: Table) -> str:
        headings = "".join(
            f'<th scope="col"{_number_class(column)}>{_shown(column.heading)}</th>' for column in table.columns
        )
        rows = "".join(self.row(row, table.columns) for row in table.rows)
        note = f'<p class="s-quiet s-table-note">{self.inlines(table.note)}</p>' if table.note else ""
        label = _attribute(table.caption)
        return (
            f'<div class="s-scroll" role="group" tabindex="0" aria-label="{label}">'
            '<table class="ds-table s-table" data-color="neutral">'
            f"<caption>{_shown(table.caption)}</caption><thead><tr>{headings}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>{note}"
        )

    def row(self, row: Row, columns: tuple[Column, ...]) -> str:
        cells = []
        for cell, column in zip(row.cells, columns, strict=True):
            tag = "th" if column.row_header else "td"
            scope = ' scope="row"' if column.row_header else ""
            cells.append(f"<{tag}{scope}{_number_class(column)}>{self.inlines(cell)}</{tag}>")
        total = ' class="s-total"' if row.total else ""
        return f"<tr{total}>{''.join(cells)}</tr>"

    def picture(self, picture: Picture) -> str:
        # A picture with links must be a group: what is inside an image is not reached by keyboard or reader.
        role = "group" if "<a " in picture.svg.text else "img"
        drawing = (
            f'<div class="s-picture s-width-{round(picture.width * 10)}" role="{role}" '
            f'aria-label="{_attribute(picture.alternative)}">{picture.svg.text}</div>'
        )
        table = self.table(picture.table) if picture.table else ""
        caption = _shown(picture.caption)
        return f'<figure class="s-figure">{drawing}<figcaption>{caption}</figcaption></figure>{table}'

    def inlines(self, inlines: Inlines) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                shown = _shown(inline.text)
                return f'<span lang="{inline.language}">{shown}</span>' if inline.language else shown
            case Strong():
                return f"<strong>{self.inlines(inline.inlines)}</strong>"
            case Link():
                return f'<a href="{escape(inline.address)}">{_shown(inline.text)}</a>'
            case SectionLink() if inline.section_id in self.section_ids:
                return f'<a href="#{self._id(inline.section_id)}">{_shown(inline.text)}</a>'
            case SectionLink():
                return _shown(inline.text)
            case FigureRef():
                return self.figure(inline)
            case RiskLevel():
                bars = "".join(_bars(inline.level))
                return f'<span class="s-risk s-l{inline.level or 0}">{bars}{_shown(inline.shown)}</span>'

    def figure(self, figure: FigureRef) -> str:
        if figure.address and self.options.follow_figures:
            return f'<a class="s-fig" href="{escape(figure.address)}">{_shown(figure.text)}</a>'
        return f'<span class="s-tab">{_shown(figure.text)}</span>'

    def _heading_tag(self, level: int) -> str:
        return f"h{min(self.options.title_level + level, DEEPEST_HEADING)}"

    def _id(self, name: str) -> str:
        return escape(self.options.id_prefix + name)

    def _whole(self) -> Document:
        if self.document is None:
            raise TypeError("no document")
        return self.document


def _language(language: Language | None) -> str:
    return f' lang="{language}"' if language else ""


def _number_class(column: Column) -> str:
    return ' class="s-num"' if column.kind == "number" else ""


def _bars(level: int | None) -> Iterator[str]:
    if level is None:
        return
    yield '<svg viewBox="0 0 16 12" aria-hidden="true" focusable="false">'
    for step in range(4):
        height = 3 + step * 3
        kind = "" if step < level else ' class="s-off"'
        yield f'<rect x="{step * 4 + 0.5:g}" y="{12 - height + 0.5:g}" width="2.5" height="{height - 1}"{kind}/>'
    yield "</svg>"
