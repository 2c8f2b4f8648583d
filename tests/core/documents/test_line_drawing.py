"""A line of figures: gaps are never bridged, and every line that is drawn has its words."""

from decimal import Decimal

import pytest

from samsvar.core.documents.labels import Label, along
from samsvar.core.documents.line_drawing import Foreseen, Limits, LineChart, line_chart, small_line
from samsvar.core.documents.numbers import format_number
from samsvar.core.documents.svg import texts_of

YEARS = ("2021", "2022", "2023", "2024", "2025", "2026")


def shown(value: int | Decimal) -> str:
    return format_number(value, "nb", 1)


@pytest.mark.parametrize("narrow", [False, True])
def test_an_unknown_period_is_a_gap_and_the_lines_say_what_they_are(narrow: bool) -> None:
    chart = LineChart(
        YEARS,
        [Decimal("7.1"), Decimal("7.3"), None, Decimal("7.2"), None, None],
        shown,
        target=[None, None, None, Decimal(7), Decimal(7), Decimal("6.9")],
        band=[None, None, None, Decimal("7.5"), Decimal("7.5"), Decimal("7.4")],
        forecast=[None] * 4 + [Foreseen(Decimal("7.2"), Decimal("6.8"), Decimal("7.6"))] * 2,
        target_word="mål",
        forecast_word="prognose",
        base=0,
    )
    picture = line_chart(chart, narrow=narrow)
    own = [line for line in picture.text.split("<") if 'class="s-line-own"' in line and "dasharray" not in line]
    words = " ".join(texts_of(picture))
    assert len(own) == 1  # 2024 stands alone: a point and no line to it
    assert "7,2 prognose" in words
    assert "6,9 mål" in words
    assert "2026" in words


def test_points_that_break_a_rule_carry_its_name_and_limits_their_figures() -> None:
    limits = [Limits(Decimal("7.2"), Decimal("6.1"), Decimal("8.3"))] * 3
    chart = LineChart(YEARS[:3], [Decimal(7), Decimal(9), Decimal(7)], shown, limits=limits, marks={1: "Utenfor"})
    words = texts_of(line_chart(chart))
    assert {"Utenfor", "8,3", "6,1"} <= set(words)


def test_names_in_the_picture_lie_on_no_line_and_not_on_each_other() -> None:
    steep = along([(100.0, 0.0), (100.0, 200.0)])
    beside, over = Label("Utenfor", 110, 100, 12, "start"), Label("Utenfor", 104, 100, 12, "end")
    assert beside.is_free(steep, (), (0, 700))
    assert not over.is_free(steep, (), (0, 700))
    assert not beside.is_free((), [Label("Et annet", 150, 96, 12, "end")], (0, 700)), "they overlap"
    assert not beside.is_free((), (), (0, 140)), "it would go beyond the plot"
    marks = dict.fromkeys(range(0, 12, 2), "Et navn som er altfor langt til å få plass i hele bildet, seks ganger")
    zigzag = LineChart(["2021"] * 12, [Decimal(1 + at % 2) for at in range(12)], shown, marks=marks)
    words = [each for each in texts_of(line_chart(zigzag)) if each.startswith("Et navn")]
    assert len(words) < 6, "what has no room is left to the list"


def test_equal_figures_and_a_series_of_nothing_can_be_drawn() -> None:
    assert line_chart(LineChart(YEARS, [Decimal(5)] * 6, shown)).text
    assert line_chart(LineChart(YEARS, [None] * 6, shown)).text
    assert "circle" not in small_line([None, None], Decimal(0), Decimal(0)).text
