"""The small markup of people's own text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.documents.markup import LONGEST_TEXT, MarkupTooLong, figures_named, read_markup
from samsvar.core.documents.model import (
    Block,
    BulletList,
    FigureRef,
    Link,
    NumberedList,
    Paragraph,
    Strong,
    Text,
)
from samsvar.core.documents.walk import children_of, inlines_of, words_of

FOUR = FigureRef("contracts_level_4", "6", 6)


def text_of(block: Block) -> str:
    return words_of(tuple(inlines_of(block)))


def test_paragraphs_lists_bold_and_links_are_read():
    blocks = read_markup("Vi **må** [lese](https://example.org/a).\n\n- en\n  1. under\n- to\n\n3. tre\n4. fire").blocks
    assert blocks == (
        Paragraph((Text("Vi "), Strong((Text("må"),)), Text(" "), Link("lese", "https://example.org/a"), Text("."))),
        BulletList(
            (
                (Paragraph((Text("en"),)), NumberedList(((Paragraph((Text("under"),)),),))),
                (Paragraph((Text("to"),)),),
            )
        ),
        NumberedList(((Paragraph((Text("tre"),)),), (Paragraph((Text("fire"),)),)), start=3),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Ikke overskrift",
        "> ikke sitat",
        "`ikke kode`",
        "<b>ikke html</b>",
        "_ikke kursiv_ og *heller ikke*",
        "&lt;script&gt;",
        "[x](javascript:alert(1))",
        "[x](/avtaler)",
        "[x](data:text/html,x)",
        "| a | b |",
        "#eval(1) $x$ {{ 7 * 7 }}",
    ],
)
def test_everything_else_stays_as_plain_characters(text):
    (paragraph,) = read_markup(text).blocks
    assert text_of(paragraph) == text
    assert not [inline for inline in inlines_of(paragraph) if isinstance(inline, Link)]


def test_placeholders_become_figures_and_unknown_ones_are_told():
    text = "Vi har {{figure:contracts_level_4}} avtaler, **{{ figure:contracts_level_4 }}** og {{figure:finst_ikkje}}."
    result = read_markup(text, {"contracts_level_4": FOUR})
    assert (result.used_figures, result.unknown_figures) == (("contracts_level_4",), ("finst_ikkje",))
    assert result.blocks == (
        Paragraph(
            (
                Text("Vi har "),
                FOUR,
                Text(" avtaler, "),
                Strong((FOUR,)),
                Text(" og {{figure:finst_ikkje}}."),
            )
        ),
    )
    assert figures_named(text) == ("contracts_level_4", "finst_ikkje")


def test_a_line_end_is_a_blank_and_two_blanks_before_it_a_line_break():
    assert text_of(read_markup("en\nto  \ntre").blocks[0]) == "en to\ntre"


def test_too_long_a_text_is_refused():
    with pytest.raises(MarkupTooLong):
        read_markup("x" * (LONGEST_TEXT + 1))


def test_deep_nesting_ends():
    assert read_markup("- " * 500 + "x")
    assert read_markup("**" * 5000 + "[" * 5000)


@given(st.text(alphabet=st.sampled_from("ab *_-+1.)[](){}<>#>`\\!&;:/\n\t"), max_size=80))
def test_any_text_can_be_read_and_keeps_its_letters(text):
    def letters(block: Block) -> str:
        inside = "".join(letters(child) for child in children_of(block))
        return inside or "".join(words_of((inline,)) for inline in inlines_of(block))

    read = "".join(letters(block) for block in read_markup(text).blocks)
    assert [sign for sign in read if sign in "ab"] == [sign for sign in text if sign in "ab"]
