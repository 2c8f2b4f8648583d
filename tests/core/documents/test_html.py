"""The web page's markup: semantic, accessible, escaped, and fit for a strict content security policy."""

from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from samsvar.core.documents.html import HtmlOptions, render_blocks, render_contents, render_fragment, render_page
from samsvar.core.documents.model import (
    BrokenDocument,
    Link,
    Paragraph,
    Row,
    Section,
    SectionLink,
    Table,
    UnsafeAddress,
    line,
)
from tests.core.documents.made_statement import LEVELS, made_statement


@pytest.fixture(scope="module")
def page():
    return lxml_html.document_fromstring(render_page(made_statement()))


def test_headings_step_down_one_level_at_a_time(page):
    levels = [int(heading.tag[1]) for heading in page.find(".//article").iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_table_has_a_caption_and_headings_for_columns_and_rows(page):
    table = page.find(".//table")
    assert table.findtext("caption") == LEVELS.caption
    assert [cell.get("scope") for cell in table.findall("thead/tr/th")] == ["col"] * 3
    assert [cell.get("scope") for cell in table.findall("tbody/tr/th")] == ["row"] * 4
    group = table.getparent()
    assert (group.get("role"), group.get("tabindex"), group.get("aria-label")) == ("group", "0", LEVELS.caption)


def test_a_picture_says_its_finding(page):
    drawing = page.find(".//figure/div")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Svært høy 6 avtaler, høy 35")


def test_language_is_told_for_the_page_and_for_passages_in_another(page):
    assert page.get("lang") == "nb"
    assert [element.text for element in page.iter("p", "span") if element.get("lang") == "en"] == [
        "Human rights due diligence comes first.",
        "Việt Nam",
    ]


def test_contents_lead_to_every_section(page):
    links = [link.get("href") for link in page.find(".//nav").iter("a")]
    assert links == ["#kort", "#vurdering", "#it"]
    assert {heading.get("id") for heading in page.iter("h2", "h3")} >= {"kort", "vurdering", "it"}


def test_nothing_is_styled_or_run_inline():
    fragment = render_fragment(made_statement()) + render_contents(made_statement())
    tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "object")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_figures_are_links_only_for_those_who_may_follow_them():
    assert "/avtaler" not in render_fragment(made_statement())
    followed = render_fragment(made_statement(), HtmlOptions(follow_figures=True))
    assert '<a class="s-fig" href="/avtaler?niva=3-4">41</a>' in followed


def test_title_level_and_ids_give_way_to_the_page_around():
    fragment = render_fragment(made_statement(), HtmlOptions(title_level=2, id_prefix="u2-"))
    assert "<h1" not in fragment
    assert '<h3 id="u2-kort">' in fragment
    assert 'href="#u2-it"' in fragment


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//ond.example", "/avtaler", "https://", "http:x",
     "https://a.example/ x", 'https://a.example/"onclick="x', "vbscript:x", "file:///etc/passwd", "", "\thttps://a.b"],
)  # fmt: skip
def test_a_link_leads_to_http_https_or_mailto_or_is_refused(address):
    with pytest.raises(UnsafeAddress):
        Link("x", address)


def test_quotes_in_addresses_and_labels_cannot_leave_their_attribute():
    table = Table('"><script>', LEVELS.columns, LEVELS.rows)
    markup = render_blocks((table, Paragraph(line(Link("a", "https://a.example/?a='b'&c=d")))), "nn")
    assert "<script>" not in markup
    assert 'href="https://a.example/?a=&#x27;b&#x27;&amp;c=d"' in markup


def test_a_link_to_a_section_that_is_not_there_is_plain_words(statement):
    blocks = (Paragraph(line(SectionLink("punkt 9", "borte"))),)
    fragment = render_fragment(replace(statement, sections=(Section("a", "", "A", blocks),)))
    assert "<p>punkt 9</p>" in fragment


def test_parts_that_do_not_fit_together_are_refused(statement):
    with pytest.raises(BrokenDocument):
        replace(statement, sections=(statement.sections[0], statement.sections[0]))
    with pytest.raises(BrokenDocument):
        Table("x", LEVELS.columns, (Row((line("a"),)),))
    with pytest.raises(BrokenDocument):
        Section('a" onclick="x', "", "A", ())
