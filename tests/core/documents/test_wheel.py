"""The annual wheel's picture: nothing on top of anything else, what is late stands out, and it is read in order."""

from datetime import date, timedelta
from itertools import pairwise
from math import pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.documents.svg import size_of, texts_of
from samsvar.core.documents.wheel_drawing import Look, WheelItem, WheelWords, annual_wheel
from samsvar.core.documents.wheel_geometry import NARROW, WIDE, Item, angle_of, place, point_at

TODAY = date(2026, 5, 14)
MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")
LOOKS = dict(zip(Look, ("Forsinket", "Pågår", "Planlagt", "Ferdig", "Avlyst", "Før årshjulet gjaldt"), strict=True))
WORDS = WheelWords(("Planlegge", "Gjennomføre", "Evaluere", "Korrigere"), MONTHS, "2 forsinket", LOOKS, "I dag")


def item(key: str, ring: int, opens: tuple[int, int], due: tuple[int, int], *, is_late: bool = False) -> Item:
    return Item(key, ring, date(2026, *opens), date(2026, *due), key, is_late)


def made(number: int, ring: int, start: int, length: int, is_late: bool) -> Item:
    opens = date(2026, 1, 1) + timedelta(days=start)
    return Item(str(number), ring, opens, opens + timedelta(days=length), str(number), is_late)


made_items = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 364), st.integers(0, 90), st.booleans()), max_size=60
).map(lambda rows: [made(number, *row) for number, row in enumerate(rows)])


@settings(max_examples=40, deadline=None)
@given(made_items, st.sampled_from([WIDE, NARROW]))
def test_nothing_is_placed_on_top_of_anything_else(items, measures):
    wheel = place(items, 2026, TODAY, measures)
    for number, one in enumerate(wheel.arcs):
        assert measures.inner - 0.01 <= one.inner < one.outer <= measures.outer
        assert 0 <= one.start < one.end <= 2 * pi
        for other in wheel.arcs[number + 1 :]:
            apart_along = one.end <= other.start or other.end <= one.start
            apart_across = one.inner >= other.outer or other.inner >= one.outer
            assert apart_along or apart_across
    angles = sorted(mark.angle for mark in wheel.marks)
    assert {mark.key for mark in wheel.marks} == {each.key for each in items if each.is_late} - {*wheel.left_out}
    room = 2 * measures.mark / measures.marks_at
    if len(angles) * (room + 4 / measures.marks_at) < 2 * pi:
        gaps = [later - earlier for earlier, later in pairwise([*angles, *(angle + 2 * pi for angle in angles[:1])])]
        assert len(angles) < 2 or min(gaps) >= room - 1e-6


@settings(max_examples=20, deadline=None)
@given(made_items)
def test_arcs_keep_the_reading_order_and_nobody_is_lost(items):
    wheel = place(items, 2026, TODAY)
    drawn = [arc.key for arc in wheel.arcs]
    assert drawn == [each.key for each in items if each.key in drawn]
    assert sorted([*drawn, *wheel.left_out]) == sorted(each.key for each in items)


def test_a_year_with_one_arc_at_a_time_has_rings_of_forty_units_from_252_to_80():
    wheel = place([item("1", 0, (1, 6), (2, 10))], 2026, TODAY)
    assert [(ring.inner, ring.outer) for ring in wheel.rings] == [(212, 252), (168, 208), (124, 164), (80, 120)]
    (arc,) = wheel.arcs
    assert (arc.inner, arc.outer, arc.is_numbered) == (215, 249, True)


def test_january_stands_at_the_top_and_the_year_runs_clockwise():
    assert angle_of(date(2026, 1, 1)) == 0
    assert angle_of(date(2024, 7, 1)) == pytest.approx(2 * pi * 182 / 366)
    assert point_at(WIDE, 100, pi / 2) == (440, 340)
    assert place([], 2025, TODAY).today_at is None


def test_arcs_that_overlap_share_their_ring_and_what_has_no_room_is_told_of():
    two = place([item("1", 1, (3, 1), (6, 1)), item("2", 1, (4, 1), (7, 1))], 2026, TODAY)
    assert [(arc.lane, arc.is_numbered) for arc in two.arcs] == [(0, True), (1, True)]
    crowd = place([item(str(number), 2, (3, 1), (9, 1)) for number in range(40)], 2026, TODAY)
    assert [arc.key for arc in crowd.arcs] == [str(number) for number in range(len(crowd.arcs))]
    assert crowd.left_out
    assert len(crowd.arcs) + len(crowd.left_out) == 40


def test_what_runs_over_the_years_end_is_cut_there_and_other_years_are_left_out():
    over = Item("over", 0, date(2025, 12, 1), date(2026, 1, 20), "1")
    gone = Item("gone", 0, date(2025, 2, 1), date(2025, 3, 1), "2")
    wheel = place([over, gone], 2026, TODAY)
    assert [arc.key for arc in wheel.arcs] == ["over"]
    assert wheel.arcs[0].start < 0.01
    assert wheel.left_out == ("gone",)


def drawn_items() -> list[WheelItem]:
    rows = [
        ("9", 3, (3, 3), (4, 30), Look.LATE),
        ("5", 2, (3, 17), (6, 30), Look.UNDER_WAY),
        ("8", 1, (8, 18), (9, 12), Look.NOT_BEGUN),
        ("12", 1, (9, 22), (10, 10), Look.CANCELLED),
        ("1", 0, (1, 6), (2, 10), Look.DONE),
    ]
    return [
        WheelItem(key, ring, date(2026, *opens), date(2026, *due), key, look, f"{key}, {LOOKS[look]}", f"/a/{key}")
        for key, ring, opens, due, look in rows
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_picture_reads_the_late_first_and_says_by_more_than_colour(narrow):
    picture = annual_wheel(drawn_items(), 2026, TODAY, WORDS, narrow=narrow).svg
    names = [part.split('"')[0] for part in picture.text.split('aria-label="')[1:]]
    assert names == ["9, Forsinket", "5, Pågår", "8, Planlagt", "12, Avlyst", "1, Ferdig"]
    assert texts_of(picture).count("!") == 2  # the sign and the key
    assert "stroke-dasharray" in picture.text
    assert "line-through" in picture.text
    assert {"2026", "2 forsinket", "I dag", *LOOKS.values()} <= {*texts_of(picture)}
    assert size_of(picture)[0] == (NARROW if narrow else WIDE).size


def test_rings_and_months_have_names_and_the_present_month_is_bold():
    picture = annual_wheel(drawn_items(), 2026, TODAY, WORDS).svg
    assert {*MONTHS, *WORDS.rings} <= {*texts_of(picture)}
    (bold,) = [part for part in picture.text.split("<text") if ">mai</text>" in part]
    assert 'font-weight="700"' in bold


def test_words_are_escaped_and_wrong_rings_refused():
    strange = WheelItem("1", 0, TODAY, TODAY, "<b>", Look.DONE, '"><script>', None)
    assert "<script" not in annual_wheel([strange], 2026, TODAY, WORDS).svg.text
    with pytest.raises(ValueError, match="rings"):
        annual_wheel([WheelItem("1", 4, TODAY, TODAY, "1", Look.DONE, "")], 2026, TODAY, WORDS)
