"""Figures in the database are those the rules give, in each period's own tree, and a correction shows everywhere."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.periods import Period, PeriodKind
from samsvar.core.rules.indicators.roll_up import Sums, merge_sums, sum_up
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.units import end_unit, merge_unit, move_unit
from samsvar.registers.indicators.models import Figure, Indicator, Measurement
from samsvar.registers.indicators.reading import definition_of, figures_in, period_in, sums_in
from samsvar.registers.indicators.services.closing import accept_period, reopen_period, submit_period
from samsvar.registers.indicators.services.deliveries import as_delivered
from samsvar.registers.indicators.trees import Trees, children_in, trees_of
from tests.cast import Cast
from tests.registers.indicators.making import hand_in, lay_indicator, parts

pytestmark = pytest.mark.django_db

_YEAR = Period(PeriodKind.YEAR, 2025)


def by_the_rules(indicator: Indicator) -> dict[tuple[str, Period], Sums]:
    """Every figure of 2025 that anybody stands behind, worked out by the pure rules from what was handed in."""
    definition, trees = definition_of(indicator), trees_of(indicator)
    own = _YEAR.parts(PeriodKind(indicator.period))
    sums: dict[Period, dict[str, Sums]] = {}
    for each in own:
        rows = Measurement.objects.in_force().filter(indicator=indicator, year=each.year, number=each.number)
        handed = {str(row.unit_id): figures_in(row) for row in rows}
        tree = trees.of(each)
        sums[each] = sum_up(definition, tree.pairs(), handed, map(str, tree.asked_itself))
    for kind in (PeriodKind.TERTIAL, PeriodKind.YEAR):
        for longer in _YEAR.parts(kind) if kind.value != indicator.period else ():
            inside: Iterable[Period] = [part for part in own if longer.contains(part)]
            if indicator.over_time == "last":
                there = [part for part in inside if any(each.delivered for each in sums[part].values())]
                inside = there[-1:]
            if inside:
                sums[longer] = merge_sums(definition, [sums[part] for part in inside])
    return {
        (unit, at): each
        for at, of_units in sums.items()
        for unit, each in of_units.items()
        if each.delivered or each.left_out
    }


def stored(indicator: Indicator) -> dict[tuple[str, Period], Sums]:
    definition = definition_of(indicator)
    rows = Figure.objects.filter(indicator=indicator)
    return {(str(row.unit_id), period_in(row)): sums_in(definition, row) for row in rows}


def value(number: int, weight: int | None = None) -> Figures:
    return Figures(value=Decimal(number), weight=weight)


_FIGURES: dict[str, tuple[dict[str, Any], dict[tuple[str, str], Figures]]] = {
    "ratio": (
        {},
        {
            ("vakt", "2025-01"): parts(7, 100, 12),
            ("vakt", "2025-02"): parts(9, 100, 13),
            ("kjop", "2025-01"): parts(1, 300, 40),
            ("nett", "2025-02"): parts(2, 50, 6),
            ("divisjon10", "2025-12"): parts(0, 20, 3),
        },
    ),
    "covering": (
        {"covers_below": True},
        {
            ("vakt", "2025-01"): parts(7, 100),
            ("nett", "2025-01"): parts(2, 50),
            ("kjop", "2025-01"): parts(1, 300),
            ("divisjon10", "2025-03"): parts(1, 9),
        },
    ),
    "sum": (
        {"formula": {"kind": "given"}, "roll_up": "sum", "unit_of_measure": "tonnes_co2e", "period": "tertial"},
        {("vakt", "2025T1"): value(12), ("kjop", "2025T1"): value(-3), ("vakt", "2025T3"): value(5)},
    ),
    "weighted, last": (
        {"formula": {"kind": "given"}, "roll_up": "weighted", "over_time": "last"},
        {
            ("vakt", "2025-01"): value(70, weight=10),
            ("kjop", "2025-05"): value(80, weight=30),
            ("vakt", "2025-05"): value(1),
        },
    ),
    "share of units": (
        {
            "formula": {"kind": "share_of_units", "threshold": "75", "minimum_group": 5},
            "roll_up": "share_of_units",
            "over_time": "last",
            "expected_kind": "department",
        },
        {
            ("nett", "2025-04"): parts(8, 10, 10),
            ("kjop", "2025-04"): parts(3, 10, 10),
            ("vakt", "2025-04"): parts(4, 4, 4),
        },
    ),
}


@pytest.mark.parametrize("name", _FIGURES)
def test_the_database_adds_up_as_the_rules_do(cast: Cast, name: str) -> None:
    more, figures = _FIGURES[name]
    indicator = lay_indicator(cast, **more)
    hand_in(cast, indicator, figures)
    assert stored(indicator) == by_the_rules(indicator) != {}


def test_a_moved_unit_counts_in_its_old_place_until_then_and_a_correction_shows_everywhere(cast: Cast) -> None:
    indicator = lay_indicator(cast, "nasjonal")
    at = datetime(2025, 5, 20, tzinfo=UTC)
    vakt = OrgUnit.objects.get(pk=cast.units["vakt"].pk)
    move_unit(unit=vakt, parent=cast.units["kjop"], on=date(2025, 6, 1), by=cast.actor("kari"), at=at)
    months = [f"2025-{month:02}" for month in range(1, 13)]
    hand_in(cast, indicator, {("vakt", month): parts(5, 100) for month in months})
    hand_in(cast, indicator, {("liksomkl", month): parts(1, 50) for month in months[:3]})
    told = stored(indicator)
    assert told == by_the_rules(indicator)
    assert [told[str(cast.units[name].pk), _YEAR].delivered for name in ("nett", "kjop", "nasjonal")] == [5, 7, 15]
    corrected = hand_in(cast, indicator, {("vakt", "2025-02"): parts(50, 100)}, reason="Feil i lønnskjøringen")
    assert (corrected.created, corrected.corrected) == (0, 1)
    assert stored(indicator) == by_the_rules(indicator)
    assert stored(indicator)[str(cast.units["nasjonal"].pk), _YEAR].numerator == 5 * 12 + 45 + 3
    kept = Measurement.objects.get(indicator=indicator, current=False)
    assert kept.superseded_by.get().delivery.reason == "Feil i lønnskjøringen"
    assert as_delivered(kept.delivery)
    Measurement.objects.filter(pk=kept.pk).update(numerator=1)
    assert not as_delivered(kept.delivery)


def test_figures_follow_a_unit_that_moves_merges_or_ends_in_the_middle_of_a_year(cast: Cast) -> None:
    indicator = lay_indicator(cast)
    months = [f"2025-{month:02}" for month in range(1, 13)]
    units = ("vakt", "kjop", "divisjon10")
    hand_in(cast, indicator, {(unit, month): parts(5, 100) for unit in units for month in months})

    def told(unit: str) -> Sums:
        assert stored(indicator) == by_the_rules(indicator)
        return stored(indicator)[str(cast.units[unit].pk), _YEAR]

    by, at = cast.actor("kari"), datetime(2025, 12, 20, tzinfo=UTC)
    before = told("kjop")
    vakt = OrgUnit.objects.get(pk=cast.units["vakt"].pk)
    move_unit(unit=vakt, parent=OrgUnit.objects.get(pk=cast.units["kjop"].pk), on=date(2025, 6, 1), by=by, at=at)
    assert told("kjop").delivered == before.delivered + 7
    end_unit(unit=OrgUnit.objects.get(pk=vakt.pk), last_day=date(2025, 8, 31), by=by, at=at)
    assert told("kjop").delivered == before.delivered + 3
    kjop, into = (OrgUnit.objects.get(pk=cast.units[unit].pk) for unit in ("kjop", "divisjon10"))
    merge_unit(unit=kjop, into=into, on=date(2025, 11, 1), by=by, at=at)
    assert told("kjop").delivered == 10 + 3


def test_a_period_accepted_for_the_whole_keeps_its_figures_until_it_is_opened_again(cast: Cast) -> None:
    indicator = lay_indicator(cast)
    months = [f"2025-{month:02}" for month in range(1, 9)]
    hand_in(cast, indicator, {(unit, month): parts(5, 100) for unit in ("vakt", "kjop") for month in months})
    by, at = cast.actor("kari"), datetime(2025, 9, 20, tzinfo=UTC)
    first = Period(PeriodKind.TERTIAL, 2025, 1)
    sent = submit_period(unit=cast.enterprise, period=first, by=by, at=at, today=at.date())
    accept_period(submission=sent, by=by, at=at)
    accepted = stored(indicator)
    vakt = OrgUnit.objects.get(pk=cast.units["vakt"].pk)
    move_unit(unit=vakt, parent=OrgUnit.objects.get(pk=cast.units["kjop"].pk), on=date(2025, 3, 1), by=by, at=at)

    def of(sums: dict[tuple[str, Period], Sums], part: Callable[[Period], bool]) -> dict[tuple[str, Period], Sums]:
        return {(unit, at): each for (unit, at), each in sums.items() if part(at)}

    def inside(period: Period) -> bool:
        return first.contains(period)

    assert of(stored(indicator), inside) == of(accepted, inside)
    after = Period(PeriodKind.TERTIAL, 2025, 2)
    assert of(stored(indicator), after.contains) == of(by_the_rules(indicator), after.contains)
    assert of(stored(indicator), after.contains) != of(accepted, after.contains)
    reopen_period(submission=sent, reason="Flyttingen gjaldt fra mars", by=by, at=at)
    assert stored(indicator) == by_the_rules(indicator)
    assert of(stored(indicator), inside) != of(accepted, inside)


def test_the_units_right_under_one_are_read_alone_as_the_whole_tree_has_them(cast: Cast) -> None:
    by, at = cast.actor("kari"), datetime(2025, 12, 20, tzinfo=UTC)
    units = {name: OrgUnit.objects.get(pk=unit.pk) for name, unit in cast.units.items()}
    move_unit(unit=units["vakt"], parent=units["kjop"], on=date(2025, 6, 10), by=by, at=at)
    end_unit(unit=OrgUnit.objects.get(pk=units["vakt"].pk), last_day=date(2025, 8, 31), by=by, at=at)
    merge_unit(
        unit=OrgUnit.objects.get(pk=units["kjop"].pk), into=units["divisjon10"], on=date(2025, 11, 1), by=by, at=at
    )
    below: dict[str, set[tuple[int, ...]]] = {}
    for name, unit in units.items():
        for period in (part for kind in PeriodKind for part in _YEAR.parts(kind)):
            found = tuple(sorted(children_in(unit, period)))
            assert found == tuple(sorted(Trees(unit).of(period).children(unit.pk))), (name, period.code)
            below.setdefault(name, set()).add(found)
    assert len(below["nett"]) > 1  # it has lost one in the middle of the year
    with CaptureQueriesContext(connection) as asked:
        children_in(units["nasjonal"], _YEAR)
    assert len(asked) == 1


def test_figures_about_too_few_are_hidden_with_what_would_give_them_away(cast: Cast) -> None:
    indicator = lay_indicator(cast, minimum_persons=5)
    hand_in(
        cast,
        indicator,
        {
            ("vakt", "2025-01"): parts(1, 60, 3),
            ("kjop", "2025-01"): parts(2, 900, 30),
            ("divisjon10", "2025-01"): parts(4, 800, 40),
        },
    )

    def hidden() -> set[str]:
        rows = Figure.objects.filter(indicator=indicator, period_kind="month", hidden=True)
        return {name for name, unit in cast.units.items() if rows.filter(unit=unit).exists()}

    first = hidden()
    assert {"vakt", "nett"} <= first
    assert "divisjon1" in first or "kjop" in first
    hand_in(cast, indicator, {("divisjon10", "2025-01"): parts(5, 800, 41)}, reason="Rettet")
    assert hidden() == first
    hand_in(cast, indicator, {("vakt", "2025-01"): parts(1, 60, 8)}, reason="Rettet")
    assert hidden() == set()
