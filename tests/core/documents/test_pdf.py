"""The paper: accessible, kept for long, fast, and unable to harm."""

import io
import subprocess
from dataclasses import replace

import pypdf
import pytest

from samsvar.core.documents import typesetting
from samsvar.core.documents.model import Column, Link, Paragraph, RiskLevel, Section, Table, Text, line, row
from samsvar.core.documents.pdf import render_pdf
from samsvar.core.documents.typesetting import TypesettingFailed, TypesettingLimits, typeset
from tests.core.documents.made_statement import FONT_FOLDER, made_statement


def read(document):
    return pypdf.PdfReader(io.BytesIO(render_pdf(document, font_folders=[FONT_FOLDER])))


def structure(node, found):
    """Collect the structure types of the tag tree with their attributes' alternative text and language."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], str(node.get("/Alt", "")), str(node.get("/Lang", ""))))
        if "/K" in node:
            structure(node["/K"], found)
    return found


@pytest.fixture(scope="module")
def paper():
    return read(made_statement())


def test_the_file_says_that_it_is_tagged_accessible_and_archival(paper):
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_title_language_and_enterprise_are_known_to_readers(paper):
    assert paper.metadata.title == "Redegjørelse etter åpenhetsloven for 2024"
    assert paper.metadata.author == "Påfunn helsenett SF"
    assert paper.trailer["/Root"]["/Lang"] == "nb"


def test_headings_lists_tables_and_pictures_are_tagged(paper):
    found = structure(paper.trailer["/Root"]["/StructTreeRoot"], [])
    kinds = [kind for kind, _, _ in found]
    assert kinds.count("/H1") == 2 + 1  # two sections and the list of contents
    assert kinds.count("/H2") == 1
    assert kinds.count("/H3") == 1
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 3
    assert {"/L", "/LI", "/Link", "/Figure", "/Strong"} <= set(kinds)
    assert ("/Figure", "Svært høy 6 avtaler, høy 35") in [(kind, alt) for kind, alt, _ in found]
    assert "en" in [language for _, _, language in found]


def test_bookmarks_follow_the_sections(paper):
    titles = []

    def walk(items):
        for item in items:
            walk(item) if isinstance(item, list) else titles.append(item.title)

    walk(paper.outline)
    assert [title for title in titles if title != "Innhold"] == [
        "Kort fortalt",
        "5 Slik vurderer vi",
        "5.1 IT-utstyr",
        "Fakta om området",
    ]


@pytest.mark.parametrize(("language", "foot"), [("nb", "1 av "), ("nn", "1 av "), ("en", "1 of ")])
def test_pages_are_numbered_in_the_documents_language(language, foot):
    assert foot in read(replace(made_statement(), language=language)).pages[0].extract_text()


def test_only_addresses_that_may_be_followed_are_links(paper):
    addresses = [
        annotation.get_object()["/A"]["/URI"]
        for page in paper.pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert addresses
    assert set(addresses) == {"https://example.org/fiw?a=1&b=2", "https://example.org/rettleiing"}


def long_statement():
    """Thirty pages: 500 table rows and text between them."""
    words = "Vi vurderer avtaler vi eier selv eller deler med andre, og spør eieren om status for resten. " * 9
    columns = (
        Column("Avtale", row_header=True),
        Column("Leverandør"),
        Column("Nivå", kind="level"),
        Column("Verdi", kind="number"),
    )
    rows = tuple(
        row(f"Avtale {at} om renhold og mat", "Tulle Transport AS", RiskLevel(at % 4 + 1, "Høy"), f"{at} 000")
        for at in range(500)
    )
    text = tuple(Section(f"t{at}", str(at), f"Område {at}", (Paragraph(line(words)),) * 4) for at in range(1, 19))
    table = Section("tabell", "19", "Alle avtaler", (Table("500 avtaler", columns, rows),))
    return replace(made_statement(), sections=(*text, table))


def test_thirty_pages_with_500_rows_repeat_their_headings():
    document = long_statement()
    reader = read(document)
    assert len(reader.pages) >= 28
    pages_of_table = [page for page in reader.pages if "Tulle Transport" in page.extract_text()]
    assert len(pages_of_table) > 10
    assert all("Leverandør" in page.extract_text() for page in pages_of_table)


def test_a_row_longer_than_a_page_goes_on_over_the_next():
    table = Table("Lang", (Column("A"), Column("B")), (row("radord " * 4000, "slutt"),))
    reader = read(replace(made_statement(), sections=(Section("a", "", "A", (table,)),), contents=False))
    assert len(reader.pages) > 2
    assert sum(page.extract_text().count("radord") for page in reader.pages) == 4000


def test_without_the_packaged_typeface_the_paper_is_still_made(statement):
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(statement, font_folders=[FONT_FOLDER / "finst-ikkje"])))
    assert "Kort fortalt" in "".join(page.extract_text() for page in reader.pages)


def test_an_empty_heading_is_left_out_rather_than_refused(statement):
    assert read(replace(statement, sections=(Section("a", "", " ", (Paragraph((Text("x"),)),)),)))


def test_too_much_text_is_refused_before_anything_runs(statement):
    with pytest.raises(TypesettingFailed) as failure:
        render_pdf(statement, limits=TypesettingLimits(characters=100))
    assert failure.value.reason == "too_long"


def test_a_run_that_takes_too_long_is_ended(statement):
    with pytest.raises(TypesettingFailed) as failure:
        render_pdf(statement, limits=TypesettingLimits(seconds=0.001))
    assert failure.value.reason == "time"


def test_a_run_that_takes_too_much_memory_is_an_ordinary_error(statement):
    with pytest.raises(TypesettingFailed) as failure:
        render_pdf(statement, limits=TypesettingLimits(memory_bytes=60_000_000))
    assert failure.value.reason == "refused"


def test_the_child_sees_nothing_of_our_environment(statement, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    seen = {}

    def run(command, **options):
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, b"%PDF", b"")

    monkeypatch.setattr(typesetting.subprocess, "run", run)
    assert typeset("report.typ", {"report": "{}"}) == b"%PDF"
    assert seen["env"] == {}
    assert "-I" in seen["command"]


def test_the_templates_neither_evaluate_nor_import_nor_read_files():
    for template in typesetting.TEMPLATES.glob("*.typ"):
        code = "\n".join(text.split("//")[0] for text in template.read_text(encoding="utf-8").splitlines())
        for word in ("eval(", "import", "include", "read(", "plugin("):
            assert word not in code, (template.name, word)


def test_a_link_out_is_printed_with_its_address(statement):
    blocks = (Paragraph(line(Link("skriv til oss", "mailto:post@example.org"))),)
    text = read(replace(statement, sections=(Section("a", "", "A", blocks),))).pages[0].extract_text()
    assert "skriv til oss (post@example.org)" in text


def test_only_long_words_are_divided(statement):
    short = (Paragraph(line("vurderer avtaler " * 200)),)
    long = (Paragraph(line("menneskerettighetsorganisasjoner og " * 100)),)
    for blocks, divided in ((short, False), (long, True)):
        document = replace(statement, sections=(Section("a", "", "A", blocks),), contents=False)
        lines = "\n".join(page.extract_text() for page in read(document).pages).splitlines()
        assert any(text.rstrip().endswith(("-", "\u00ad", "\u2010")) for text in lines) == divided


def test_one_paragraph_of_a_million_letters_is_made_within_the_limit(statement):
    blocks = (Paragraph(line("menneskerettigheter " * 50_000)),)
    assert render_pdf(replace(statement, sections=(Section("a", "", "A", blocks),)), font_folders=[FONT_FOLDER])
