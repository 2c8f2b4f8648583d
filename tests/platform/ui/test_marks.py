import re
from datetime import date
from urllib.parse import parse_qs

import pytest

from samsvar.platform.ui.icons import PATHS
from tests.platform.ui.drawing import draw

TODAY = date(2025, 5, 14)


@pytest.mark.parametrize(("level", "words"), [(1, "1 Lav"), (2, "2 Middels"), (3, "3 Høy"), (4, "4 Svært høy")])
def test_a_level_is_number_and_word_with_as_many_full_bars(level: int, words: str) -> None:
    drawn = draw("{% risk v %}", v=level)
    assert words in drawn
    assert drawn.count("<rect") - drawn.count('class="s-off"') == level


@pytest.mark.parametrize("level", [None, "", 0, 5])
def test_what_is_no_level_is_unknown_and_has_no_bars(level: object) -> None:
    drawn = draw("{% risk v %}", v=level)
    assert "? Ukjent" in drawn
    assert "s-l0" in drawn
    assert "<rect" not in drawn


def test_factors_tell_unknown_from_not_applicable() -> None:
    drawn = draw("{% factors 4 None '' adjustment %}", adjustment=-1)
    assert "Produkt 4, land ?, tjeneste –, leverandør −1" in drawn
    assert re.findall(r'data-letter="(\w+)" class="([\w-]+)">([^<]+)<', drawn) == [
        ("P", "s-l4", "4"),
        ("L", "s-l0", "?"),
        ("T", "s-none", "–"),
        ("Lev", "s-none", "−1"),
    ]


@pytest.mark.parametrize(
    ("due", "mark", "words"),
    [
        (date(2025, 5, 9), "s-late", "5 dager over"),
        (date(2025, 5, 13), "s-late", "1 dag over"),
        (date(2025, 5, 14), "s-soon", "i dag"),
        (date(2025, 5, 16), "s-soon", "fredag 16. mai"),
        (date(2025, 6, 30), None, "30. juni"),
        (None, None, "uten frist"),
    ],
)
def test_a_deadline_has_words_first_and_a_mark_when_it_is_near_or_over(due: date | None, mark: str, words: str) -> None:
    drawn = draw("{% deadline due today %}", due=due, today=TODAY).replace("\N{NO-BREAK SPACE}", " ")
    assert words in drawn
    assert (mark in drawn) if mark else ("<" not in drawn)


def test_what_is_done_is_never_late() -> None:
    assert "s-late" not in draw("{% deadline due today True %}", due=date(2025, 5, 1), today=TODAY)


def test_query_keeps_the_rest_of_the_address() -> None:
    drawn = draw(
        "{% autoescape off %}{% query page=2 sort=None %}{% endautoescape %}", address="/?q=mat&page=1&sort=-level"
    )
    assert parse_qs(drawn.removeprefix("?")) == {"q": ["mat"], "page": ["2"]}


@pytest.mark.parametrize(
    ("current", "aria", "target"),
    [("", None, "level"), ("level", "ascending", "-level"), ("-level", "descending", "level")],
)
def test_a_heading_tells_how_it_is_sorted_and_turns_it(current: str, aria: str | None, target: str) -> None:
    drawn = draw("{% sort_heading 'level' 'Nivå' current=current %}", address="/?page=3", current=current)
    assert (f'aria-sort="{aria}"' in drawn) if aria else ("aria-sort" not in drawn)
    assert f'href="?sort={target}"' in drawn


def test_words_from_outside_are_escaped_in_marks() -> None:
    assert "<b>" not in draw("{% late words %}{% soon words %}", words="<b>x</b>")


def test_a_bar_shows_every_part_wide_enough_for_its_number_and_leaves_out_zero() -> None:
    drawn = draw("{% level_bar parts 'label' %}", parts=[(4, 1), (3, 0), (2, 999), (None, 1)])
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', drawn)]
    assert len(widths) == 3
    assert min(widths) >= 5
    assert sum(widths) <= 100
    assert "Høy" not in drawn.replace("Svært høy", "")


def test_every_icon_is_drawn() -> None:
    for name in PATHS:
        assert "<path" in draw(f"{{% icon '{name}' %}}")
