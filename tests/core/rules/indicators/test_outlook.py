"""What forecasts rest on, how far they reach, and when they no longer hold."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from samsvar.core.rules.indicators.definition import ChangeFromBase, Definition, Direction, OverTime, Ratio, RollUp
from samsvar.core.rules.indicators.outlook import (
    Run,
    Seen,
    Why,
    bounds_of,
    kept,
    run_of,
    steps_to,
    still_holds,
    years_asked,
)
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.targets import Target, TargetKind

JANUARY = Period(PeriodKind.MONTH, 2025, 1)


def seen(*numbers: int | None, delivered: int = 2, masked: frozenset[int] = frozenset()) -> list[Seen]:
    return [
        Seen(
            JANUARY.moved(at), None if each is None else Fraction(each), 0 if each is None else delivered, at in masked
        )
        for at, each in enumerate(numbers)
    ]


def found(every: list[Seen]) -> Run:
    run = run_of(every)
    assert not isinstance(run, Why), run
    return run


def test_a_forecast_rests_on_eight_figures_or_more_after_the_last_gap() -> None:
    assert [int(number) for _at, number in found(seen(9, None, 1, 2, 3, 4, 5, 6, 7, 8, None))] == [*range(1, 9)]
    assert run_of(seen(9, 9, 9, None, 1, 2, 3, 4, 5, 6, 7)) is Why.TOO_FEW
    assert run_of([]) is Why.TOO_FEW


def test_a_last_period_that_lacks_units_is_waited_for_and_a_hidden_one_hinders_the_forecast() -> None:
    whole = seen(1, 2, 3, 4, 5, 6, 7, 8)
    late = Seen(JANUARY.moved(8), Fraction(3), delivered=1)
    assert found([*whole, late])[-1] == (JANUARY.moved(7), 8)
    hidden = Seen(JANUARY.moved(8), None, 2, masked=True)
    assert run_of([*whole, hidden]) is Why.HIDDEN


def target(year: int, kind: TargetKind = TargetKind.VALUE) -> Target:
    return Target(str(year), "1", year, kind, datetime(2020, 1, 1, tzinfo=UTC), Decimal(7), 2019)


def test_it_reaches_the_last_year_with_a_target_and_tells_each_end_of_a_change_on_the_way() -> None:
    base = TargetKind.FROM_BASE_YEAR
    targets = {2024: target(2024), 2025: target(2025), 2026: target(2026, base), 2030: target(2030, base), 2031: None}
    year, month = Period(PeriodKind.YEAR, 2024), Period(PeriodKind.MONTH, 2025, 4)
    assert years_asked(targets, year) == (2026, 2030)
    assert steps_to(year, (2026, 2030)) == 6
    assert steps_to(month, years_asked({2025: target(2025), 2026: target(2026)}, month)) == 20
    assert years_asked({2026: None}, month) == years_asked({}, year) == ()
    assert steps_to(month, (2031,)) is Why.TOO_FAR
    assert steps_to(month, years_asked({2024: target(2024)}, month)) is Why.NO_TARGET


def test_nothing_is_foreseen_where_no_figure_can_be() -> None:
    def definition(formula: Ratio | ChangeFromBase, unit: str = "percent") -> Definition:
        return Definition(
            "a", unit, 1, Direction.LOWER, PeriodKind.MONTH, RollUp.RATIO, formula, over_time=OverTime.SUM
        )

    run = found(seen(1, 2, 3, 4, 5, 6, 7, 8))
    assert bounds_of(definition(Ratio("a", "b")), run) == (0, 100)
    assert bounds_of(definition(Ratio("a", "b", 1_000_000), "per_million_hours"), run) == (0, None)
    assert bounds_of(definition(ChangeFromBase(2019)), run) == (-100, None)


def test_a_forecast_no_longer_holds_once_a_figure_it_rests_on_is_changed_hidden_or_followed() -> None:
    every = seen(1, 2, 3, 4, 5, 6, 7, 8)
    rests_on = {period: kept(number) for period, number in found(every)}
    assert still_holds(rests_on, every)
    assert still_holds(rests_on, every[3:])  # a page that shows the last ones only
    late = Seen(JANUARY.moved(8), Fraction(3), delivered=1)
    assert still_holds(rests_on, [*every, late])  # waited for
    changed = [*every[:2], Seen(every[2].period, Fraction(33), 2), *every[3:]]
    hidden = [*every[:2], Seen(every[2].period, None, 2, masked=True), *every[3:]]
    newer = [*every, Seen(JANUARY.moved(8), Fraction(9), delivered=2)]
    assert not any(still_holds(rests_on, each) for each in (changed, hidden, newer))
