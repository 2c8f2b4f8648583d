"""Walks through a document in reading order: its figures and its plain words."""

from collections.abc import Iterator

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
    Section,
    Signatures,
    Strong,
    Table,
)
from samsvar.core.documents.svg import texts_of
from samsvar.core.documents.words import PAPER_WORDS


def children_of(block: Block) -> Blocks:
    """Return the blocks directly inside ``block``, in reading order."""
    match block:
        case BulletList() | NumberedList():
            return tuple(inner for item in block.items for inner in item)
        case Note() | Box():
            return block.blocks
        case Picture(table=Table() as table):
            return (table,)
        case _:
            return ()


def inlines_of(block: Block) -> Iterator[Inline]:
    """Yield the inlines of a block and of those inside it, strong ones opened."""
    match block:
        case Paragraph():
            yield from _opened(block.inlines)
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from _opened(cell)
            yield from _opened(block.note)
        case FactList():
            for _, content in block.facts:
                yield from _opened(content)
        case KeyFigures():
            yield from (figure for figure, _ in block.figures)
    for child in children_of(block):
        yield from inlines_of(child)


def figures_of(section: Section) -> tuple[FigureRef, ...]:
    """Return the section's figures in reading order, each id once."""
    found: dict[str, FigureRef] = {}
    for block in section.blocks:
        for inline in inlines_of(block):
            if isinstance(inline, FigureRef):
                found.setdefault(inline.id, inline)
    return tuple(found.values())


def figures_of_document(document: Document) -> tuple[FigureRef, ...]:
    """Return all figures of the document, those of the opening first, each id once."""
    found = {
        inline.id: inline
        for block in reversed(document.opening)
        for inline in reversed(list(inlines_of(block)))
        if isinstance(inline, FigureRef)
    }
    for section in document.sections:
        for figure in figures_of(section):
            found.setdefault(figure.id, figure)
    return tuple(found.values())


def words_of(inlines: Inlines, *, addresses: bool = False) -> str:
    """Return inlines as plain words; with ``addresses``, outside links are followed by theirs in brackets."""
    return "".join(_word(inline, addresses) for inline in inlines)


def plain_lines(document: Document, *, addresses: bool = False, drawn_words: bool = False) -> Iterator[str]:
    """Yield every text of a document in reading order, the list of contents left out.

    This is the measure that all renderers are held against. ``drawn_words`` includes the words within pictures.
    """
    yield document.enterprise
    yield PAPER_WORDS[document.language].statuses[document.status]
    yield from (document.title, document.subtitle)
    yield words_of(document.lead, addresses=addresses)
    yield words_of(document.facts, addresses=addresses)
    for block in document.opening:
        yield from _block_lines(block, addresses, drawn_words)
    for section in document.sections:
        yield section.heading
        for block in section.blocks:
            yield from _block_lines(block, addresses, drawn_words)


def _opened(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong):
            yield from _opened(inline.inlines)
        else:
            yield inline


def _word(inline: Inline, addresses: bool) -> str:
    match inline:
        case Strong():
            return words_of(inline.inlines, addresses=addresses)
        case RiskLevel():
            return inline.shown
        case Link() if addresses and printed_address(inline):
            return f"{inline.text} ({printed_address(inline)})"
        case _:
            return inline.text


def printed_address(link: Link) -> str:
    """Return the address to print after a link on paper; empty when the words are the address already."""
    bare = link.address.removeprefix("mailto:")
    return "" if link.text.strip() in (link.address, bare) else bare


def _block_lines(block: Block, addresses: bool, drawn_words: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            yield words_of(block.inlines, addresses=addresses)
        case Heading():
            yield block.text
        case Table():
            yield from _table_lines(block, addresses)
        case Picture():
            if drawn_words:
                yield from texts_of(block.svg)
            yield block.caption
        case FactList():
            for name, content in block.facts:
                yield from (name, words_of(content, addresses=addresses))
        case KeyFigures():
            for figure, label in block.figures:
                yield from (figure.text, label)
        case Signatures():
            yield from (person.shown for person in block.people)
        case Box():
            yield block.title
    for child in children_of(block):
        yield from _block_lines(child, addresses, drawn_words)
    if isinstance(block, Note):
        yield block.source


def _table_lines(table: Table, addresses: bool) -> Iterator[str]:
    yield table.caption
    yield from (column.heading for column in table.columns)
    for row in table.rows:
        yield from (words_of(cell, addresses=addresses) for cell in row.cells)
    yield words_of(table.note, addresses=addresses)
