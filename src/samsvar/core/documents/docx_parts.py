"""What python-docx has no words for in WordprocessingML: links, bookmarks, languages, shading, list starts."""

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from samsvar.core.documents.model import Language

LINK_COLOUR = RGBColor(0x0B, 0x4A, 0x8F)
LANGUAGE_TAGS: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def part(name: str, /, **attributes: str) -> BaseOxmlElement:
    """Return an element of the ``w`` namespace with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_run_language(run: Run, language: Language) -> None:
    """Say in which language the run is written."""
    run._r.get_or_add_rPr().append(part("lang", val=LANGUAGE_TAGS[language]))


def set_default_language(word: WordDocument, language: Language) -> None:
    """Set the language of everything that does not say otherwise."""
    tag = LANGUAGE_TAGS[language]
    properties = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(part("lang", val=tag, eastAsia=tag, bidi="ar-SA"))


def set_style_font(word: WordDocument, style: str, family: str) -> None:
    """Set all four font slots of a style and drop the theme's, which would win."""
    properties = word.styles[style].element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, part("rFonts", ascii=family, hAnsi=family, cs=family, eastAsia=family))


def add_link(paragraph: WordParagraph, run: Run, *, address: str = "", bookmark: str = "") -> None:
    """Move ``run`` into a link to an outside address or to a bookmark in the same file."""
    link = part("hyperlink")
    if address:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), bookmark)
    run.font.color.rgb = LINK_COLOUR
    run.font.underline = True
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def add_bookmark(paragraph: WordParagraph, number: int, name: str) -> None:
    """Mark the paragraph, so that links in the file can lead to it."""
    paragraph._p.append(part("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(part("bookmarkEnd", id=str(number)))


def shade(run: Run, fill: str) -> None:
    """Give the run a background colour (six hexadecimal digits)."""
    run._r.get_or_add_rPr().append(part("shd", val="clear", color="auto", fill=fill))


def draw_left_bar(paragraph: WordParagraph, colour: str) -> None:
    """Draw a line to the left of the paragraph."""
    borders = part("pBdr")
    borders.append(part("left", val="single", sz="24", space="12", color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def number_from(word: WordDocument, paragraph: WordParagraph, start: int, number_id: int | None) -> int:
    """Put the paragraph in a numbered list of its own, or in the one with ``number_id``; return the list's id."""
    numbering = word.part.numbering_part.element
    if number_id is None:
        style_list = word.styles["List Number"].element.pPr.numPr.numId.val
        made = numbering.add_num(numbering.num_having_numId(style_list).abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        number_id = int(made.numId)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number_id
    return number_id


def add_page_number(paragraph: WordParagraph, pattern: str) -> None:
    """Write ``pattern`` with ``{page}`` and ``{pages}`` as fields that the word processor counts."""
    for words in pattern.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if words in ("{page}", "{pages}"):
            field = part("fldSimple", instr="PAGE" if words == "{page}" else "NUMPAGES")
            run = paragraph.add_run("1")
            paragraph._p.remove(run._r)
            field.append(run._r)
            paragraph._p.append(field)
        elif words:
            paragraph.add_run(words)
