"""A forecast is asked for, worked out, shown with method and interval, and gone once a figure has changed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from samsvar.core.rules.indicators.forecasting import Expected, Series
from samsvar.registers.indicators.models import Forecast, ForecastDue
from samsvar.registers.indicators.services import forecasts
from samsvar.registers.indicators.services.definitions import set_target
from samsvar.registers.indicators.services.forecasts import work_out_due
from tests.cast import NOW, Cast
from tests.registers.indicators.making import hand_in, lay_indicator, parts
from tests.registers.indicators.test_pages import text_of

pytestmark = pytest.mark.django_db
TODAY = date(2025, 5, 14)


def _child(series: Sequence[Series]) -> tuple[tuple[Expected, ...] | None, ...]:
    """In the place of the child process, which `tests/core` tries: what it is asked, it answers with one figure."""
    return tuple((Expected(Decimal("7.4"), Decimal("6.9"), Decimal("7.9")),) * each.steps for each in series)


def test_a_forecast_is_shown_with_its_method_until_a_figure_it_rests_on_changes_and_never_of_too_few(
    cast: Cast,
    client: Client,
    signed_in: Callable[[Client, Any], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forecasts, "expected", _child)
    indicator = lay_indicator(cast, minimum_persons=5)
    by = cast.actor("kari")
    for year in (2025, 2026):
        fields = {"year": year, "kind": "value", "number": Decimal("7.0")}
        set_target(indicator=indicator, unit=cast.enterprise, fields=fields, by=by, at=NOW)
    months = [f"2024-{month:02}" for month in range(1, 13)] + [f"2025-{month:02}" for month in range(1, 5)]
    hand_in(cast, indicator, {("nett", code): parts(8, 100, 20) for code in months})
    hand_in(cast, indicator, {(unit, code): parts(8, 100, 3) for code in months for unit in ("vakt", "kjop")})
    assert ForecastDue.objects.get().indicator == indicator
    assert work_out_due(at=NOW, today=TODAY, before=NOW - timedelta(minutes=1)) == 0  # somebody is still entering
    assert work_out_due(at=NOW, today=TODAY) == Forecast.objects.count() > 3
    assert not ForecastDue.objects.exists()
    kept = {row.unit_id: row for row in Forecast.objects.all()}
    division = kept[cast.units["divisjon1"].pk]
    assert (division.outcome, len(division.rests_on), len(division.steps)) == ("found", 16, 20)
    assert division.library.startswith("statsmodels ")
    assert division.steps[-1][0] == "2026-12"
    assert kept[cast.units["kjop"].pk].outcome == "hidden"
    assert "too_few" in {row.outcome for row in kept.values()}

    kari, above = signed_in(client, cast.kari), cast.units["divisjon1"].key
    shown = text_of(kari, "indicator", indicator.key, unit=above)
    assert "Trolig 7,4 % i desember 2026, mellom 6,9 og 7,9. Målet er 7,0 %." in shown
    assert "ETS(A,Ad,N), regnet ut 20. mai 2025 med statsmodels" in shown
    assert "Stiplet med bånd" in shown
    hidden = text_of(kari, "indicator", indicator.key, unit=cast.units["kjop"].key)
    assert "Trolig" not in hidden
    assert "om for få personer" in hidden
    hand_in(cast, indicator, {("nett", "2024-11"): parts(9, 100, 20)}, reason="Talt feil")
    stale = text_of(kari, "indicator", indicator.key, unit=above)
    assert "Trolig" not in stale
    assert "Tallene er endret etter at prognosen ble laget" in stale
    assert work_out_due(at=NOW, today=TODAY)
    assert "Trolig 7,4 %" in text_of(kari, "indicator", indicator.key, unit=above)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_method_to_write(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite an open transaction would keep everybody from saving, and from changing unit, for as long."""
    open_ones: list[bool] = []

    def child(series: Sequence[Series]) -> tuple[tuple[Expected, ...] | None, ...]:
        open_ones.append(connection.in_atomic_block)
        return _child(series)

    monkeypatch.setattr(forecasts, "expected", child)
    indicator = lay_indicator(cast)
    fields = {"year": 2026, "kind": "value", "number": Decimal("7.0")}
    set_target(indicator=indicator, unit=cast.enterprise, fields=fields, by=cast.actor("kari"), at=NOW)
    hand_in(cast, indicator, {("nett", f"2024-{month:02}"): parts(8, 100) for month in range(1, 13)})
    assert work_out_due(at=NOW, today=TODAY) == Forecast.objects.count() > 0
    assert open_ones == [False]
