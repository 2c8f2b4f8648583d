"""Document → XLSX: a sheet of its words, one for each table, and one that tells where the figures come from."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from samsvar.core.documents.model import Block, Document, FactList, FigureRef, Inlines, KeyFigures, Section, Table
from samsvar.core.documents.spreadsheets import CellValue, Sheet, SheetColumn, write_workbook
from samsvar.core.documents.walk import children_of, figures_of, words_of
from samsvar.core.documents.words import PAPER_WORDS

_WORDS = {
    "nb": ("Del", "Tekst", "Tall", "Slik det står", "Verdi", "Regel", "Kilde og utgave", "Poster"),
    "nn": ("Del", "Tekst", "Tal", "Slik det står", "Verdi", "Regel", "Kjelde og utgåve", "Postar"),
    "en": ("Section", "Text", "Figures", "As shown", "Value", "Rule", "Source and edition", "Records"),
}


def render_xlsx(document: Document) -> bytes:
    """Return the document as a spreadsheet. The same document always gives the same bytes."""
    return write_workbook(_sheets(document), title=document.title)


def _sheets(document: Document) -> Iterator[Sheet]:
    section, text, figures, shown, value, rule, source, records = _WORDS[document.language]
    spoken = (SheetColumn(section, width=34), SheetColumn(text, width=100))
    yield Sheet(document.title, spoken, list(_lines(document)))
    for each in document.sections:
        for block in _deep(each.blocks):
            if isinstance(block, Table):
                yield _sheet(each, block)
    columns = (
        SheetColumn(section, width=34),
        SheetColumn(shown, width=18),
        SheetColumn(value, "decimal", width=14),
        SheetColumn(rule, width=28),
        SheetColumn(source, width=44),
        SheetColumn(records, width=44),
    )
    yield Sheet(figures, columns, list(_provenance(document)))


def _lines(document: Document) -> Iterator[Sequence[CellValue]]:
    status = PAPER_WORDS[document.language].statuses[document.status]
    yield document.enterprise, document.title
    for words in (document.subtitle, status, words_of(document.facts), words_of(document.lead)):
        if words:
            yield "", words
    for block in _deep(document.opening):
        for words in _words(block):
            yield "", words
    for section in document.sections:
        for block in _deep(section.blocks):
            for words in _words(block):
                yield section.heading, words


def _words(block: Block) -> Iterator[str]:
    match block:
        case FactList():
            yield from (f"{name}: {words_of(content)}" for name, content in block.facts)
        case KeyFigures():
            yield from (f"{label}: {figure.text}" for figure, label in block.figures)
        case Table():
            yield block.caption + (f" ({words_of(block.note)})" if block.note else "")
        case _ if hasattr(block, "inlines"):
            yield words_of(block.inlines)
        case _ if hasattr(block, "text"):
            yield block.text


def _deep(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _deep(children_of(block))


def _sheet(section: Section, table: Table) -> Sheet:
    columns = tuple(
        SheetColumn(
            column.heading, "decimal" if column.kind == "number" else "text", width=18 + 14 * (column.width > 1.5)
        )
        for column in table.columns
    )
    rows = [
        [_cell(cell, column.kind == "number") for cell, column in zip(row.cells, table.columns, strict=True)]
        for row in table.rows
    ]
    words = (section.number, table.caption or section.title)  # tables of two sections may have the same caption
    return Sheet(" ".join(each for each in words if each), columns, rows)


def _cell(cell: Inlines, is_number: bool) -> CellValue:
    """A figure as a number where its column holds numbers; else the words, which say what a number would hide."""
    if is_number and len(cell) == 1 and isinstance(cell[0], FigureRef):
        found = _number(cell[0].value)
        return cell[0].text if found is None else found
    return words_of(cell)


def _number(value: int | str | None) -> Decimal | int | None:
    if value is None or isinstance(value, int):
        return value
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _provenance(document: Document) -> Iterator[Sequence[CellValue]]:
    for section in document.sections:
        for figure in figures_of(section):
            if figure.rule:
                held = _number(figure.value)
                yield section.heading, figure.text, held, figure.rule, figure.edition, ", ".join(figure.records)
