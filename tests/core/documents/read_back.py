"""Reads the words back out of the files that the renderers made."""

import io
import re
import unicodedata
from collections import Counter

import docx
import pypdf
from docx.oxml.ns import qn
from lxml import html as lxml_html

INVISIBLE = re.compile("[\u200b\u00ad]")


# Bullets and numbers of lists are words on paper, but marks of the list element elsewhere.
LIST_MARK = re.compile(r"(?m)^\s*(?:•|\d{1,2}\.)\s+")


def squeezed(text: str) -> str:
    """Return the characters of a text without blanks, break marks and hyphens, which line breaking adds and removes."""
    return re.sub(r"[\s\-\u2010\u2011]", "", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def words_of_html(markup: str) -> str:
    """Return the text of the article in source order."""
    article = lxml_html.document_fromstring(markup).find(".//article")
    return "".join(article.itertext())


def words_of_pdf(file: bytes, *, running: str, page_words: str = " av ") -> str:
    """Return the text of all pages without the running foot and page number."""
    reader = pypdf.PdfReader(io.BytesIO(file))
    pages = []
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        foot = f"{number}{page_words}{len(reader.pages)}"
        text = text[: text.rindex(foot)]
        pages.append(text[: text.rindex(running)] if number > 1 else text)
    return LIST_MARK.sub("", "\n".join(pages))


def letters_of_pdf(file: bytes) -> Counter[str]:
    """Return how often each letter stands in the file, whatever the order."""
    reader = pypdf.PdfReader(io.BytesIO(file))
    return Counter(sign for page in reader.pages for sign in page.extract_text() if sign.isalpha())


def words_of_docx(file: bytes) -> str:
    """Return the text of the body in source order, tables among the paragraphs."""
    body = docx.Document(io.BytesIO(file)).element.body
    texts = []
    for paragraph in body.iter(qn("w:p")):
        for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:noBreakHyphen")):
            texts.append({qn("w:t"): node.text or "", qn("w:noBreakHyphen"): "-"}.get(node.tag, " "))
        texts.append("\n")
    return "".join(texts)
