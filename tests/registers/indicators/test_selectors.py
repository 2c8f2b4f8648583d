"""Figures as they may be shown: judged, compared, put in order, hidden; and what was handed in before."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.rules.indicators.changes import ChangeKind
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.status import Course, Status
from samsvar.platform.organisation.services.writing import NotAllowed
from samsvar.registers.indicators.models import Indicator
from samsvar.registers.indicators.selectors.definitions import indicators_for, targets_of_years
from samsvar.registers.indicators.selectors.entry import closed_by, handed_in, history_of, steps_of, submissions_under
from samsvar.registers.indicators.selectors.figures import (
    figures_for,
    heat_map_of,
    series_of,
    small_multiples,
    what_changed,
)
from samsvar.registers.indicators.services.closing import accept_period, reopen_period, return_period, submit_period
from samsvar.registers.indicators.services.definitions import edit_indicator, set_target
from samsvar.registers.indicators.services.deliveries import Faulty
from samsvar.registers.indicators.services.measurements import (
    StaleMeasurement,
    confirm_measurement,
    correct_measurement,
    enter_measurement,
)
from tests.cast import NOW, Cast
from tests.registers.indicators.making import LATER, hand_in, lay_indicator, parts, period

pytestmark = pytest.mark.django_db


def lay_target(cast: Cast, indicator: Indicator, year: int, number: str, later: int = 0, **more: Any) -> None:
    fields = {"year": year, "kind": "value", "number": Decimal(number), "warning_band": Decimal("0.5"), **more}
    at = NOW + timedelta(days=later)
    set_target(indicator=indicator, unit=indicator.unit, fields=fields, by=cast.actor("kari"), at=at)


@pytest.fixture
def absence(cast: Cast) -> Indicator:
    """Two departments over two years: one too high, one well, and nothing from the look-alike division."""
    indicator = lay_indicator(cast)
    for year in (2024, 2025):
        lay_target(cast, indicator, year, "7.0")
    figures = {("vakt", "2024-02"): parts(80, 1000), ("kjop", "2024-02"): parts(60, 1000)}
    figures |= {("vakt", "2025-01"): parts(73, 1000), ("vakt", "2025-02"): parts(95, 1000)}
    hand_in(cast, indicator, {**figures, ("kjop", "2025-02"): parts(55, 1000)})
    return indicator


@pytest.mark.requirement("R003-12")
def test_a_figure_is_judged_as_it_is_shown_against_the_target_inherited_from_above(
    cast: Cast, absence: Indicator
) -> None:
    with CaptureQueriesContext(connection) as asked:
        (shown,) = figures_for(cast.units["nett"], period("2025-02"))
    assert len(asked) <= 4
    assert (shown.number, shown.standing.target, shown.standing.status) == (
        Decimal("9.5"),
        Decimal("7.0"),
        Status.MISSED,
    )
    assert (shown.trend.course, shown.trend.change) == (Course.WORSE, Decimal("1.5"))
    assert (shown.part("numerator"), shown.part("denominator"), shown.delivered, shown.expected) == (
        Decimal(95),
        Decimal(1000),
        1,
        1,
    )
    (whole,) = figures_for(cast.enterprise, period("2025-02"))
    assert (whole.number, whole.standing.status, whole.delivered, whole.expected) == (Decimal("7.5"), Status.NEAR, 2, 3)
    (first,) = figures_for(cast.enterprise, period("2025T1"))
    assert (first.result.numerator, first.complete) == (Fraction(223), False)


def test_the_series_has_every_period_and_the_unknown_ones_are_empty(cast: Cast, absence: Indicator) -> None:
    series = series_of(absence, cast.enterprise, period("2025-01"), period("2025-03"))
    assert [each.number for each in series] == [Decimal("7.3"), Decimal("7.5"), None]
    assert series[2].standing.status == Status.UNKNOWN
    assert series[2].result.reason == "not_delivered"


def test_the_heat_map_opens_at_the_weakest_and_shows_only_units_the_viewer_may_see(
    cast: Cast, absence: Indicator
) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = heat_map_of(cast.units["divisjon1"], period("2025-02"), cast.viewer("kari"))
    assert len(asked) <= 7
    assert [found.units[key].name_nb for key in found.map.units] == ["Avdeling nett", "Avdeling kjøp"]
    assert found.map.cells[0][0].status is Status.MISSED  # type: ignore[union-attr]  # there is one
    assert found.whole[str(absence.pk)].number == Decimal("7.5")
    assert heat_map_of(cast.units["divisjon1"], period("2025-02"), cast.viewer("nils")).units == {}
    leader = heat_map_of(cast.units["divisjon1"], period("2025-02"), cast.viewer("leader"))
    assert [unit.name_nb for unit in leader.units.values()] == ["Avdeling nett"]
    lines = small_multiples(absence, cast.units["divisjon1"], period("2025-01"), period("2025-02"), cast.viewer("kari"))
    assert [(unit.name_nb, [each.number for each in line]) for unit, line in lines] == [
        ("Avdeling kjøp", [None, Decimal("5.5")]),
        ("Avdeling nett", [Decimal("7.3"), Decimal("9.5")]),
    ]


def test_what_changed_since_the_period_before_comes_the_most_pressing_first(cast: Cast, absence: Indicator) -> None:
    (found,) = what_changed(cast.units["nett"], period("2025-02"))
    assert (found.change.kind, found.change.change) == (ChangeKind.FELL_BEHIND, Decimal("2.2"))
    assert (found.before.number, found.now.number) == (Decimal("7.3"), Decimal("9.5"))


def test_a_yearly_indicator_has_changed_when_its_year_is_over_and_not_before(cast: Cast) -> None:
    yearly = lay_indicator(cast, code="yearly", period="year")
    hand_in(cast, yearly, {("nett", "2023"): parts(5, 100, 20), ("nett", "2024"): parts(7, 100, 20)})
    assert what_changed(cast.units["nett"], period("2025T1")) == [], "a year that still runs has not lost its figure"
    (found,) = what_changed(cast.units["nett"], period("2024"))
    assert (found.before.number, found.now.number) == (Decimal("5.0"), Decimal("7.0"))


def test_a_masked_figure_is_told_nowhere(cast: Cast) -> None:
    indicator = lay_indicator(cast, minimum_persons=5)
    lay_target(cast, indicator, 2025, "7.0")
    hand_in(cast, indicator, {("vakt", "2025-02"): parts(1, 40, 3), ("kjop", "2025-02"): parts(9, 90, 3)})
    (shown,) = figures_for(cast.units["vakt"], period("2025-02"))
    assert shown.masked
    told = (shown.number, shown.result.number, shown.part("numerator"), shown.persons, shown.trend.change)
    assert told == (None, None, None, None, None)
    assert shown.standing.reason == "masked"


@pytest.mark.requirement("R003-13")
def test_a_change_from_the_base_year_is_that_of_the_sums_and_a_year_without_target_has_no_status(cast: Cast) -> None:
    change: dict[str, Any] = {
        "formula": {"kind": "change_from_base", "base_year": 2023},
        "roll_up": "sum",
        "period": "year",
    }
    indicator = lay_indicator(cast, unit_of_measure="percent", expected_kind="department", **change)
    lay_target(cast, indicator, 2025, "-25", kind="from_base_year", base_year=2023)
    for year, amounts in ((2023, (100, 300)), (2024, (90, 290)), (2025, (80, 200))):
        nett, kjop = (Figures(value=Decimal(each)) for each in amounts)
        hand_in(cast, indicator, {("nett", str(year)): nett, ("kjop", str(year)): kjop})
    before, now = series_of(indicator, cast.enterprise, period("2024"), period("2025"))
    assert (before.number, before.standing.status, before.standing.target) == (Decimal("-5.0"), Status.NO_TARGET, None)
    assert (now.number, now.standing.status, now.standing.target) == (Decimal("-30.0"), Status.MET, Decimal("-25.0"))


def test_a_raised_target_keeps_the_old_one_with_reason_and_what_held_then(cast: Cast) -> None:
    indicator = lay_indicator(cast, direction="higher")
    lay_target(cast, indicator, 2023, "75")
    lay_target(cast, indicator, 2023, "80", later=1, reason="Nytt nivå", source="Styresak 12/23")
    (now,) = targets_of_years(indicator, cast.units["vakt"], [2023])
    assert now.target is not None
    assert (now.target.number, now.target.reason, [each.number for each in now.earlier]) == (
        Decimal(80),
        "Nytt nivå",
        [Decimal(75)],
    )
    (then,) = targets_of_years(indicator, cast.units["vakt"], [2023], as_of=NOW)
    assert then.target is not None
    assert then.target.number == 75


def test_a_draft_counts_when_it_is_confirmed_and_two_at_once_lose_nothing(cast: Cast, absence: Indicator) -> None:
    vakt = cast.units["vakt"]
    given: dict[str, Any] = {"by": cast.actor("kari"), "at": NOW, "today": LATER}
    place: dict[str, Any] = {"indicator": absence, "unit": vakt, "period": period("2025-03"), **given}
    enter_measurement(figures=parts(60, 1000), draft=True, **place)
    there = handed_in([absence], vakt, [period("2025-03")])[absence.pk, period("2025-03")]
    assert there.in_force is None
    assert series_of(absence, vakt, period("2025-03"), period("2025-03"))[0].number is None
    with pytest.raises(StaleMeasurement):
        enter_measurement(figures=parts(61, 1000), seen="en annens", **place)
    assert there.draft is not None
    confirm_measurement(draft=there.draft, **given)
    with pytest.raises(NotAllowed, match="not_a_draft"):
        confirm_measurement(draft=there.draft, **given)
    counts = handed_in([absence], vakt, [period("2025-03")])[absence.pk, period("2025-03")].in_force
    assert counts is not None
    with pytest.raises(Faulty, match="correction_without_reason"):
        correct_measurement(measurement=counts, figures=parts(62, 1000), reason=" ", **given)
    correct_measurement(measurement=counts, figures=parts(62, 1000), reason="Etterregistrert", **given)
    with pytest.raises(StaleMeasurement):
        correct_measurement(measurement=counts, figures=parts(63, 1000), reason="Etterregistrert", **given)
    told = history_of(absence, vakt, period("2025-03"))
    assert [(each.status, each.numerator, each.delivery.reason) for each in told] == [
        ("corrected", 62_000_000, "Etterregistrert"),
        ("confirmed", 60_000_000, ""),
        ("draft", 60_000_000, ""),
    ]
    with pytest.raises(NotAllowed, match="fixed_once_measured"):
        edit_indicator(indicator=absence, fields={"period": "year"}, by=cast.actor("kari"), at=NOW)


def test_a_period_climbs_the_tree_and_is_closed_until_it_is_opened_with_a_reason(
    cast: Cast, absence: Indicator
) -> None:
    nett, first, by = cast.units["nett"], period("2025T1"), cast.actor("kari")
    assert [
        name.name_nb for name, row in submissions_under(cast.units["divisjon1"], first, cast.viewer("kari")) if not row
    ]
    sent = submit_period(unit=nett, period=first, by=by, at=NOW, today=LATER)
    with pytest.raises(NotAllowed, match="already_submitted"):
        submit_period(unit=nett, period=first, by=by, at=NOW, today=LATER)
    with pytest.raises(NotAllowed, match="reason_missing"):
        return_period(submission=sent, reason="", by=by, at=NOW)
    return_period(submission=sent, reason="Februar mangler", by=by, at=NOW)
    accept_period(submission=submit_period(unit=nett, period=first, by=by, at=NOW, today=LATER), by=by, at=NOW)
    assert closed_by(cast.units["vakt"], period("2025-02")) == sent
    assert closed_by(cast.units["vakt"], period("2025-05")) is None
    assert closed_by(cast.units["kjop"], period("2025-02")) is None
    assert indicators_for(cast.units["vakt"]) == [absence]
    sent.refresh_from_db()
    reopen_period(submission=sent, reason="Feil i tallene", by=by, at=NOW)
    assert closed_by(cast.units["vakt"], period("2025-02")) is None
    told = [(each.state, each.reason) for each in steps_of(sent)]
    assert told == [
        ("reopened", "Feil i tallene"),
        ("accepted", ""),
        ("submitted", ""),
        ("returned", "Februar mangler"),
        ("submitted", ""),
    ]
