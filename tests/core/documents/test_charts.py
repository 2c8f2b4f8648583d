"""Samsvar's own pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.documents.charts import (
    LevelCount,
    MatrixCell,
    MatrixWords,
    level_bars,
    level_stack,
    risk_matrix,
    wrapped,
)
from samsvar.core.documents.model_drawing import ModelStep, due_diligence_model
from samsvar.core.documents.svg import Svg, UnsafePicture, size_of, texts_of

WORDS = MatrixWords("Produktnivå", "Landnivå", "Ukjent", "nivå", ("Lav", "Middels", "Høy", "Svært høy"))
INHERENT = ((1, 1, 2, 2), (1, 2, 3, 3), (2, 3, 3, 4), (3, 3, 4, 4))
CELLS = {(4, 4): MatrixCell(6, "6 avtaler", "/avtaler?p=4&l=4"), (None, 2): MatrixCell(9), (1, 1): MatrixCell(0)}
COUNTS = (
    LevelCount(4, "Svært høy", 6, "6"),
    LevelCount(3, "Høy", 35, "35"),
    LevelCount(2, "Middels", 0, "0"),
    LevelCount(None, "Ukjent", 17, "17"),
)


def inherent(product: int, country: int) -> int:
    return INHERENT[product - 1][country - 1]


def matrix(*, narrow: bool = False) -> Svg:
    return risk_matrix(CELLS, inherent, WORDS, narrow=narrow)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_matrix_fills_every_known_pair_with_the_methods_level(narrow):
    picture = matrix(narrow=narrow).text
    for level in (1, 2, 3, 4):
        assert picture.count(f'class="s-part s-l{level}"') == sum(row.count(level) for row in INHERENT)
    assert picture.count('class="s-part s-l0"') == 9


def test_the_matrix_counts_only_where_there_are_contracts_and_leads_to_them():
    picture = matrix()
    assert [text for text in texts_of(picture) if text.isdigit()] == ["6", "9"]
    assert picture.text.count("<a ") == 1
    assert 'href="/avtaler?p=4&amp;l=4" aria-label="6 avtaler"' in picture.text


def test_the_narrow_matrix_is_drawn_anew_and_not_shrunk():
    assert size_of(matrix(narrow=True))[0] < 380
    sizes = [float(part.split('"')[0]) for part in matrix(narrow=True).text.split('font-size="')[1:]]
    assert min(sizes) >= 12


def test_bars_begin_at_zero_and_grow_with_the_count():
    widths = [float(part.split('"')[0]) for part in level_bars(COUNTS).text.split(' width="')[1:]]
    assert len(widths) == 3
    assert widths[0] / widths[1] == pytest.approx(6 / 35, rel=0.01)
    assert texts_of(level_bars(COUNTS))[-2:] == ("? Ukjent", "17")


@pytest.mark.parametrize("counts", [(), (LevelCount(None, "Ukjent", 0, "0"),)])
def test_nothing_counted_is_still_a_picture(counts):
    assert size_of(level_bars(counts))[1] > 0
    assert size_of(level_stack(counts))[1] > 0


def test_every_level_in_the_stack_is_named_with_its_figure():
    texts = texts_of(level_stack(COUNTS, narrow=True))
    assert {"4 Svært høy: 6", "3 Høy: 35", "2 Middels: 0", "? Ukjent: 17"} <= set(texts)


@pytest.mark.requirement("R001-05")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_model_draws_six_steps_with_what_was_done_in_each(narrow):
    steps = [ModelStep(f"Steg {at}", (f"Vi gjorde {at}",) if at < 6 else ()) for at in range(1, 7)]
    texts = texts_of(due_diligence_model(steps, narrow=narrow))
    for at in range(1, 7):
        assert str(at) in texts
        assert f"Steg {at}" in texts
        assert (f"Vi gjorde {at}" in texts) == (at < 6)
    with pytest.raises(ValueError, match="six"):
        due_diligence_model(steps[:5])


@given(st.text(max_size=300), st.integers(20, 400))
def test_wrapping_keeps_every_letter_and_the_width(text, width):
    lines = wrapped(text, width, 13)
    assert "".join("".join(lines).split()) == "".join("".join(wrapped(text, 10**6, 13)).split())
    assert all(len(line) <= max(4, int(width / (13 * 0.58))) for line in lines)


@given(st.text(max_size=60))
def test_any_words_make_an_allowed_picture(text):
    step = ModelStep(text, (text, text))
    assert due_diligence_model([step] * 6)
    assert level_bars([LevelCount(4, text, 3, text)])
    assert risk_matrix({}, inherent, MatrixWords(text, text, text, text, (text,) * 4))


FRAME = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>*{}</style>",
        '<rect style="fill:red"/>',
        '<rect onclick="x"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a href="//ond.example"><text>x</text></a>',
        '<image href="https://ond.example/x.png"/>',
        '<use href="#a"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<rect fill="url(https://ond.example/x)"/>',
        '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:x"/>',
        "<rect>",
        "<!-- x -->",
        '<animate attributeName="href"/>',
    ],
)
def test_a_picture_that_could_do_harm_is_refused(inside):
    with pytest.raises(UnsafePicture):
        Svg(FRAME.format(inside))


@pytest.mark.parametrize("text", ["", "<html/>", '<!DOCTYPE svg [<!ENTITY a "b">]>' + FRAME.format("&a;"), "<svg/>"])
def test_what_is_not_one_plain_picture_is_refused(text):
    with pytest.raises(UnsafePicture):
        Svg(text)
