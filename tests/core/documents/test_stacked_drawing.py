"""Standing bars in parts: nothing where nothing is known, outline where something is missing, the path to its end."""

from decimal import Decimal

import pytest

from samsvar.core.documents.stacked_drawing import Bar, StackedChart, stacked_chart

WHOLE = Bar("2019", (Decimal(60), Decimal(30), Decimal(10)), Decimal(100))


def _drawn(*bars: Bar, narrow: bool = False, path: tuple[Decimal | None, ...] = ()) -> str:
    chart = StackedChart(("Energi", "Transport", "Gasser"), bars, lambda value: f"{value:.0f}", path, "mål")
    return stacked_chart(chart, narrow=narrow).text


def test_each_part_is_drawn_from_zero_and_an_unknown_year_is_a_gap() -> None:
    one, two = _drawn(WHOLE), _drawn(WHOLE, Bar("2020"))
    parts = one.count('class="s-part-own"'), one.count('class="s-part-other"'), one.count('class="s-part-muted"')
    assert parts == (2, 2, 2), "each part, and its place in the key"
    assert two.count("<rect") == one.count("<rect")
    assert "2020" in two


def test_a_year_with_something_missing_is_an_outline_without_its_sum() -> None:
    drawn = _drawn(WHOLE, Bar("2020", (Decimal(5), Decimal(0), Decimal(0)), Decimal(5), whole=False))
    assert drawn.count("stroke-dasharray") == 1
    assert ">5<" not in drawn
    assert ">100<" in drawn


@pytest.mark.parametrize("narrow", [False, True])
def test_the_path_ends_with_its_value(narrow: bool) -> None:
    drawn = _drawn(WHOLE, Bar("2020"), narrow=narrow, path=(Decimal(100), Decimal(60)))
    assert "60 mål" in drawn
    assert 'class="s-line-target"' in drawn


def test_more_parts_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="bars"):
        stacked_chart(StackedChart(("a", "b", "c", "d"), (WHOLE,), str))
