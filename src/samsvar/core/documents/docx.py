"""Document → DOCX for those who go on writing: real headings, marked table headings, lists, languages, alternatives.

Everything is written as text through python-docx, never through a template, so no text can become markup or code.
"""

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from samsvar.core.documents import docx_parts as parts
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
    Section,
    SectionLink,
    Signatures,
    Strong,
    Table,
    Text,
)
from samsvar.core.documents.svg import Svg
from samsvar.core.documents.typesetting import draw_png
from samsvar.core.documents.words import PAPER_WORDS

FONT = "Inter"
MEASURE_MM = 162.0
DEEPEST_LIST = 3
_FILLS = {1: "DCE7EE", 2: "F2CE7A", 3: "DB7A2B", 4: "8C1D40"}
# Word stores times without zone; a fixed one where there is no publication keeps equal documents equal.
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def render_docx(document: Document, *, draw: Callable[[Svg], bytes] = draw_png) -> bytes:
    """Return the document as DOCX; equal documents give equal bytes.

    ``draw`` turns a picture into PNG, which the format needs; by default typst does in a child process. Raises
    :class:`~samsvar.core.documents.typesetting.TypesettingFailed` when a picture cannot be drawn.
    """
    return _Writer(cleaned(document), draw).file()


class _Writer:
    """Writes one document into one Word file."""

    def __init__(self, document: Document, draw: Callable[[Svg], bytes]) -> None:
        self.document = document
        self.draw = draw
        self.word: WordDocument = docx.Document()
        self.bookmarks = {section.id: f"s{number}" for number, section in enumerate(document.sections, start=1)}
        self.language: Language | None = None
        self.bar = ""

    def file(self) -> bytes:
        self.set_up()
        self.front()
        self.blocks(self.document.opening)
        if self.document.contents and self.document.sections:
            self.contents()
        for number, section in enumerate(self.document.sections, start=1):
            self.section(section, number)
        written = BytesIO()
        self.word.save(written)
        return _with_fixed_times(written.getvalue())

    def set_up(self) -> None:
        document, word = self.document, self.word
        page = word.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = Mm(24), Mm(22), Mm(22), Mm(26)
        parts.set_default_language(word, document.language)
        for style, size in _SIZES.items():
            parts.set_style_font(word, style, FONT)
            word.styles[style].font.size = Pt(size)
            if style.startswith(("Heading", "Title", "Subtitle", "Caption")):
                word.styles[style].font.color.rgb = RGBColor(0x1B, 0x1D, 0x20)
                word.styles[style].font.bold, word.styles[style].font.italic = style != "Subtitle", False
        title_borders = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
        word.styles["Title"].element.pPr.remove(title_borders)
        word.styles["Normal"].paragraph_format.space_after = Pt(6)
        parts.add_page_number(page.footer.paragraphs[0], PAPER_WORDS[document.language].page_of)
        page.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.properties()

    def properties(self) -> None:
        document, properties = self.document, self.word.core_properties
        day = document.published_on
        moment = datetime(day.year, day.month, day.day) if day else _NO_DAY  # noqa: DTZ001
        properties.title = one_line(document.title)[:255]
        properties.author = one_line(document.enterprise)[:255]
        properties.language = parts.LANGUAGE_TAGS[document.language]
        properties.subject = one_line(document.subtitle)[:255]
        properties.keywords = ", ".join(document.keywords)[:255]
        properties.comments = ""
        properties.created = properties.modified = moment
        properties.last_modified_by = one_line(document.enterprise)[:255]

    def front(self) -> None:
        document = self.document
        self.paragraph(Paragraph((Text(document.enterprise),)))
        status = PAPER_WORDS[document.language].statuses[document.status]
        if status:
            self.paragraph(Paragraph((Strong((Text(status),)),)))
        self.word.add_paragraph(one_line(document.title), style="Title")
        if document.subtitle:
            self.word.add_paragraph(document.subtitle, style="Subtitle")
        for inlines, size in ((document.lead, 12.5), (document.facts, 10)):
            if inlines:
                for run in self.paragraph(Paragraph(inlines)).runs:
                    run.font.size = Pt(size)

    def contents(self) -> None:
        self.paragraph(Paragraph((Strong((Text(PAPER_WORDS[self.document.language].contents),)),)))
        for section in self.document.sections:
            paragraph = self.paragraph(Paragraph((SectionLink(one_line(section.heading), section.id),)))
            paragraph.paragraph_format.left_indent = Mm(5 * (section.level - 1))
            paragraph.paragraph_format.space_after = Pt(2)

    def section(self, section: Section, number: int) -> None:
        self.language = section.language
        heading = self.heading(section.heading, section.level)
        parts.add_bookmark(heading, number, self.bookmarks[section.id])
        self.blocks(section.blocks)
        self.language = None

    def heading(self, text: str, level: int) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=f"Heading {min(level, 9)}")
        self.inline(paragraph, Text(one_line(text)))
        return paragraph

    def blocks(self, blocks: Blocks, depth: int = 0) -> None:
        for block in blocks:
            self.block(block, depth)

    def block(self, block: Block, depth: int) -> None:
        match block:
            case Paragraph():
                self.paragraph(block)
            case Heading():
                self.heading(block.text, block.level)
            case BulletList():
                self.list(block.items, "List Bullet", depth, None)
            case NumberedList():
                self.list(block.items, "List Number", depth, block.start)
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)
            case _:
                self.set_apart(block)

    def set_apart(self, block: FactList | KeyFigures | Note | Box | Signatures) -> None:
        match block:
            case FactList():
                for name, content in block.facts:
                    self.paragraph(Paragraph((Strong((Text(name),)), Text("  "), *content)))
            case KeyFigures():
                for figure, label in block.figures:
                    paragraph = self.paragraph(Paragraph((Strong((figure,)), Text("  " + label))))
                    paragraph.runs[0].font.size = Pt(19)
            case Note():
                self.beside_bar("0B4A8F", (*block.blocks, *_source(block)))
            case Box():
                self.beside_bar("1B1D20", (Paragraph((Strong((Text(one_line(block.title)),)),)), *block.blocks))
            case Signatures():
                for person in block.people:
                    self.paragraph(Paragraph((Text(person.shown),)))

    def beside_bar(self, colour: str, blocks: Blocks) -> None:
        outer, self.bar = self.bar, colour
        self.blocks(blocks)
        self.bar = outer

    def paragraph(self, block: Paragraph, style: str | None = None) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=style)
        if self.bar:
            parts.draw_left_bar(paragraph, self.bar)
            paragraph.paragraph_format.left_indent = Mm(6)
        self.inlines(paragraph, block.inlines, block.language)
        return paragraph

    def list(self, items: tuple[Blocks, ...], style: str, depth: int, start: int | None) -> None:
        level = min(depth + 1, DEEPEST_LIST)
        name = style if level == 1 else f"{style} {level}"
        number_id: int | None = None
        for item in items:
            first, *rest = item or (Paragraph(()),)
            lead, rest = (first, rest) if isinstance(first, Paragraph) else (Paragraph(()), [first, *rest])
            paragraph = self.paragraph(lead, name)
            if start is not None:
                number_id = parts.number_from(self.word, paragraph, start, number_id)
                paragraph.paragraph_format.left_indent = Mm(6 * level)
            self.blocks(tuple(rest), depth + 1)

    def table(self, table: Table) -> None:
        caption = self.word.add_paragraph(style="Caption")
        self.inline(caption, Text(table.caption))
        caption.paragraph_format.keep_with_next = True
        made = self.word.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
        made._tbl.tblPr.append(parts.part("tblCaption", val=one_line(table.caption)[:255]))
        rows = list(made._tbl.tr_lst)
        self.table_row(made, rows[0], tuple((Text(column.heading),) for column in table.columns), table.columns, True)
        rows[0].get_or_add_trPr().append(parts.part("tblHeader"))
        for element, row in zip(rows[1:], table.rows, strict=True):
            self.table_row(made, element, row.cells, table.columns, row.total)
        if table.note:
            for run in self.paragraph(Paragraph(table.note)).runs:
                run.font.size = Pt(8.5)

    def table_row(
        self, made: Any, element: Any, cells: tuple[Inlines, ...], columns: tuple[Column, ...], strong: bool
    ) -> None:
        element.get_or_add_trPr().append(parts.part("cantSplit"))
        for cell, inlines, column in zip(element.tc_lst, cells, columns, strict=True):
            paragraph = _Cell(cell, made).paragraphs[0]
            self.inlines(paragraph, (Strong(inlines),) if strong or column.row_header else inlines)
            paragraph.paragraph_format.space_after = Pt(2)
            if column.kind == "number":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs:
                run.font.size = Pt(9)

    def picture(self, picture: Picture) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(self.draw(picture.svg)), width=Mm(MEASURE_MM * picture.width))
        shape._inline.docPr.set("descr", picture.alternative)
        shape._inline.docPr.set("title", one_line(picture.caption)[:255])
        caption = self.word.add_paragraph(style="Caption")
        self.inline(caption, Text(picture.caption))
        if picture.table:
            self.table(picture.table)

    def inlines(self, paragraph: WordParagraph, inlines: Inlines, language: Language | None = None) -> None:
        for inline in inlines:
            self.inline(paragraph, inline, language=language)

    def inline(
        self, paragraph: WordParagraph, inline: Inline, *, strong: bool = False, language: Language | None = None
    ) -> None:
        match inline:
            case Strong():
                for inner in inline.inlines:
                    self.inline(paragraph, inner, strong=True, language=language)
            case Link():
                parts.add_link(paragraph, self.run(paragraph, inline.text, strong, language), address=inline.address)
            case SectionLink() if inline.section_id in self.bookmarks:
                run = self.run(paragraph, inline.text, strong, language)
                parts.add_link(paragraph, run, bookmark=self.bookmarks[inline.section_id])
            case RiskLevel():
                run = self.run(paragraph, inline.shown, True, language)
                if inline.level is not None:
                    parts.shade(run, _FILLS[inline.level])
                if inline.level == 4:
                    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
            case Text():
                self.run(paragraph, inline.text, strong, inline.language or language)
            case FigureRef() | SectionLink():
                self.run(paragraph, inline.text, strong, language)

    def run(self, paragraph: WordParagraph, text: str, strong: bool, language: Language | None) -> Run:
        run = paragraph.add_run(text)
        if strong:
            run.bold = True
        spoken = language or self.language
        if spoken and spoken != self.document.language:
            parts.set_run_language(run, spoken)
        return run


_SIZES = {
    "Normal": 10.0,
    "Title": 24.0,
    "Subtitle": 12.5,
    "Heading 1": 15.0,
    "Heading 2": 11.5,
    "Heading 3": 10.0,
    "Heading 4": 10.0,
    "Caption": 9.0,
}


def _source(note: Note) -> Blocks:
    return (Paragraph((Text(note.source),)),) if note.source else ()


def _with_fixed_times(archive: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _FIRST_ZIP_DAY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return written.getvalue()
