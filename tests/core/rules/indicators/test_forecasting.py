"""Forecasts: from eight figures without a gap, with an interval, within what a figure can be."""

from decimal import Decimal

import pytest

from samsvar.core.rules.indicators import forecasting
from samsvar.core.rules.indicators.forecasting import ForecastFailed, Series, expected, last_run

FALLING = [Decimal(100 - 4 * year) for year in range(9)]


def test_a_forecast_rests_on_the_figures_after_the_last_gap() -> None:
    assert last_run([1, None, 2, 3, None, None]) == (2, 3)
    assert last_run([None, None]) == ()


def test_a_steady_fall_goes_on_and_no_figure_passes_its_bound() -> None:
    falling, few, even, bounded = expected(
        [Series(FALLING, 3), Series(FALLING[:7], 3), Series([5] * 8, 2), Series([*FALLING, 20, 8, 1], 4, lowest=0)]
    )
    assert few is None
    assert even is not None
    assert {(each.low, each.value, each.high) for each in even} == {(5, 5, 5)}
    assert falling is not None
    assert FALLING[-1] > falling[0].value > falling[-1].value > FALLING[-1] - 13
    assert all(each.low <= each.value <= each.high for each in falling)
    assert bounded is not None
    assert all(each.low >= 0 for each in bounded)


def test_a_child_that_does_not_answer_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasting, "SECONDS", 0.01)
    with pytest.raises(ForecastFailed, match="time"):
        expected([Series(FALLING, 3)])
