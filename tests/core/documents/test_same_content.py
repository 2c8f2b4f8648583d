"""The same report says the same in every format, and the words of others come out literally."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsvar.core.documents.as_json import render_json
from samsvar.core.documents.docx import render_docx
from samsvar.core.documents.html import render_page
from samsvar.core.documents.literal import literal
from samsvar.core.documents.model import (
    Box,
    BulletList,
    Column,
    Document,
    FactList,
    Paragraph,
    RiskLevel,
    Section,
    Strong,
    Table,
    line,
    row,
)
from samsvar.core.documents.pdf import render_pdf
from samsvar.core.documents.walk import plain_lines
from tests.core.documents.made_statement import FONT_FOLDER, made_statement
from tests.core.documents.read_back import letters_of_pdf, squeezed, words_of_docx, words_of_html, words_of_pdf

HOSTILE = (
    '#eval("1") $x^2$ *stjerne* _strek_ `kode` <etikett> @kilde // ikke merknad /* heller ikke */',
    '\\ [klamme] ~ -- ... "sitat" #import "@preview/x:1.0.0" #sys.inputs #let x = 1; + punkt - punkt = tittel / ord: x',
    "{{ 7 * 7 }} {% include 'x' %} {# borte #} ${x} %(y)s",
    "<script>alert(1)</script> & &amp; ]]> <!-- x --> <w:t>y</w:t> '; DROP TABLE x; --",
    "=1+1 +2 -3 @SUM(A1) {{figure:ukjent}} [x](javascript:alert(1))",
    "æøå é ñ Việt Nam e\N{NON-BREAKING HYPHEN}helse",
)


def with_words(text: str) -> Document:
    """The made statement with ``text`` everywhere a text may stand."""
    table = Table(text, (Column(text, row_header=True), Column(text, kind="number")), (row(text, text),), line(text))
    blocks = (
        Paragraph(line(text, Strong(line(text)), RiskLevel(4, text))),
        BulletList(((Paragraph(line(text)),),)),
        table,
        Box(text, (Paragraph(line(text)),)),
        FactList(((text, line(text)),)),
    )
    plain = made_statement()
    return replace(plain, lead=line(text), sections=(Section("a", "", text, blocks),), contents=False)


def expected(document: Document, **options: bool) -> str:
    return squeezed("".join(literal(text) for text in plain_lines(document, **options)))


def paper_words(document: Document) -> str:
    running = f"{document.enterprise} · {document.title}"
    return squeezed(words_of_pdf(render_pdf(document, font_folders=[FONT_FOLDER]), running=running))


def drawn_nothing(_svg: object) -> bytes:
    raise AssertionError("no picture here")


def test_page_paper_and_word_file_say_the_same_in_the_same_order(statement):
    statement = replace(statement, contents=False)
    assert squeezed(words_of_html(render_page(statement))) == expected(statement, drawn_words=True)
    assert squeezed(words_of_docx(render_docx(statement))) == expected(statement)
    assert paper_words(statement) == expected(statement, addresses=True, drawn_words=True)


def test_a_draft_says_so_in_every_format(statement):
    draft = replace(statement, status="draft", published_on=None, contents=False)
    for words in (words_of_html(render_page(draft)), words_of_docx(render_docx(draft)), paper_words(draft)):
        assert squeezed(words).startswith(squeezed("Påfunn helsenett SF Utkast"))
    assert json.loads(render_json(draft))["status"] == "draft"


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_any_language_comes_out_as_plain_characters(text):
    document = with_words(text)
    assert squeezed(words_of_html(render_page(document))) == expected(document)
    assert squeezed(words_of_docx(render_docx(document, draw=drawn_nothing))) == expected(document)
    assert paper_words(document) == expected(document)
    assert json.loads(render_json(document))["sections"][0]["title"] == text


@pytest.mark.parametrize("text", ["אבג שלום", "\u202egammel\u202c ny", "a\u2067b\u2069c", "مرحبا"])
def test_writing_from_right_to_left_keeps_its_characters(text):
    document = with_words(text)
    assert squeezed(words_of_html(render_page(document))) == expected(document)
    assert squeezed(words_of_docx(render_docx(document, draw=drawn_nothing))) == expected(document)
    # Paper is laid out for the eye, so only which letters there are can be compared.
    letters = Counter(sign for sign in expected(document) if sign.isalpha())
    assert letters <= letters_of_pdf(render_pdf(document, font_folders=[FONT_FOLDER]))


def test_what_no_font_holds_is_shown_as_a_mark_and_the_paper_is_still_made():
    document = with_words("Fabrikk 中文 i Asia")
    assert "Fabrikk��iAsia" in paper_words(document)
    assert "中文" in words_of_html(render_page(document))
    assert "中文" in words_of_docx(render_docx(document, draw=drawn_nothing))


def test_a_word_of_100_kb_comes_out_whole():
    word = "x" * 99_999 + "Z"
    document = replace(made_statement(), sections=(Section("a", "", "Lang", (Paragraph(line(word)),)),), contents=False)
    assert word in words_of_html(render_page(document))
    assert word in words_of_docx(render_docx(document, draw=drawn_nothing))
    assert squeezed(word) in paper_words(document)


@given(text=st.text(max_size=60))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_out_of_the_page_and_the_word_file(text):
    document = with_words(text)
    assert squeezed(words_of_html(render_page(document))) == expected(document)
    assert squeezed(words_of_docx(render_docx(document, draw=drawn_nothing))) == expected(document)
    assert json.loads(render_json(document))["sections"][0]["title"] == literal(text)


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_latin_text_comes_out_on_paper(text):
    document = with_words(text)
    assert paper_words(document) == expected(document)


@given(text=st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_no_text_keeps_the_paper_from_being_made(text):
    assert render_pdf(with_words(text), font_folders=[FONT_FOLDER]).startswith(b"%PDF")


def test_equal_documents_give_equal_bytes(statement):
    again = made_statement()
    assert render_pdf(statement) == render_pdf(again)
    assert render_docx(statement) == render_docx(again)
    assert render_page(statement) == render_page(again)
    assert render_json(statement) == render_json(again)
