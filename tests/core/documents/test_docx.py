"""The Word file: real headings, marked table headings, languages, alternatives."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from samsvar.core.documents.docx import render_docx
from tests.core.documents.made_statement import made_statement

ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(render_docx(made_statement(), draw=lambda _: ONE_PIXEL)))


def test_headings_are_headings(word):
    styles = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]
    assert ("Title", "Redegjørelse etter åpenhetsloven for 2024") in styles
    assert ("Heading 1", "5 Slik vurderer vi") in styles
    assert ("Heading 2", "5.1 IT-utstyr") in styles
    assert ("Heading 3", "Fakta om området") in styles


def test_lists_are_lists_and_a_numbered_one_begins_anew(word):
    points = [paragraph for paragraph in word.paragraphs if paragraph.style.name.startswith("List")]
    assert [paragraph.style.name for paragraph in points] == ["List Bullet"] * 2 + ["List Number 2"] * 2
    assert len({paragraph._p.pPr.numPr.numId.val for paragraph in points[2:]}) == 1


def test_table_headings_are_marked_and_repeat(word):
    table = word.tables[0]._tbl
    assert [row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in table.tr_lst] == [
        True,
        *[False] * 4,
    ]
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("41 av 158")


def test_pictures_have_an_alternative(word):
    assert word.inline_shapes[0]._inline.docPr.get("descr") == "Svært høy 6 avtaler, høy 35"


def test_language_title_and_author_are_known(word):
    assert word.core_properties.title == "Redegjørelse etter åpenhetsloven for 2024"
    assert word.core_properties.author == "Påfunn helsenett SF"
    assert word.core_properties.language == "nb-NO"
    default = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == "nb-NO"
    foreign = [run.text for paragraph in word.paragraphs for run in paragraph.runs if b"en-GB" in _xml(run)]
    assert foreign == ["Human rights due diligence comes first.", "Việt Nam"]


def _xml(run):
    return docx.oxml.xmlchemy.serialize_for_reading(run._r).encode()


def test_outside_links_are_the_only_relations_that_leave_the_file(word):
    outside = [relation.target_ref for relation in word.part.rels.values() if relation.is_external]
    assert sorted(outside) == ["https://example.org/fiw?a=1&b=2", "https://example.org/rettleiing"]


def test_inside_links_lead_to_bookmarks(word):
    body = word.element.body
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors == names
    assert len(names) == 3
