from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.indicators.definition import Problem
from samsvar.core.rules.indicators.formulas import Figures
from samsvar.core.rules.indicators.measurements import (
    Measurement,
    MeasurementStatus,
    check_measurements,
    correct,
    figures_in,
    history_of,
    in_force,
)
from samsvar.core.rules.indicators.periods import Period, parse_period
from samsvar.core.rules.org import UnitFacts
from tests.core.rules.indicators.worlds import ABSENCE, CLIMATE, VIOLENCE

TODAY = date(2025, 9, 15)
UNITS = {
    "s": UnitFacts("s", "section", valid_from=date(2020, 1, 1)),
    "new": UnitFacts("new", "section", valid_from=date(2025, 5, 10)),
}
AT = datetime(2025, 6, 3, 8, tzinfo=UTC)


def period(code: str) -> Period:
    found = parse_period(code)
    assert found is not None
    return found


def measured(id="m1", code="2025-05", unit="s", status=MeasurementStatus.CONFIRMED, **figures) -> Measurement:
    given = figures or {"numerator": 70, "denominator": 1000, "persons": 50}
    return Measurement(id, unit, period(code), Figures(**given), status, AT, "HR")


def corrected(old: Measurement, id="m2", lost=60) -> Measurement:
    made = correct(old, replace(old.figures, numerator=lost), id=id, reason=" Late notes ", at=AT)
    assert isinstance(made, Measurement)
    return made


def codes(*measurements, definition=ABSENCE) -> list[str]:
    return [problem.code for problem in check_measurements(definition, measurements, UNITS, TODAY)]


def test_a_correction_stands_instead_and_the_old_figure_is_kept() -> None:
    first = measured()
    second = corrected(first)
    third = corrected(second, "m3", 65)
    assert (second.status, second.supersedes, second.reason) == (MeasurementStatus.CORRECTED, "m1", "Late notes")
    every = [third, first, second]
    assert in_force(every) == (third,)
    assert figures_in(every, first.period) == {"s": third.figures}
    assert [each.figures.numerator for each in history_of(third, every)] == [65, 60, 70]
    assert codes(*every) == []


def test_a_confirmed_figure_is_corrected_only_with_a_reason_and_a_draft_is_simply_changed() -> None:
    old = measured()
    other = replace(old.figures, numerator=1)
    assert correct(old, other, id="x", reason=" ", at=AT) == Problem("correction_without_reason", "s", "2025-05", "m1")
    assert isinstance(correct(old, old.figures, id="x", reason="r", at=AT), Problem)
    draft = replace(old, status=MeasurementStatus.DRAFT)
    assert correct(draft, other, id="x", reason="r", at=AT) == Problem("draft_is_changed", "s", "2025-05", "m1")


def test_drafts_count_only_where_asked_for_and_a_draft_correction_supersedes_nothing() -> None:
    first = measured()
    draft = replace(corrected(first), status=MeasurementStatus.DRAFT)
    assert in_force([first, draft]) == (first,)
    assert in_force([first, draft], drafts=True) == (draft,)


def test_two_figures_for_the_same_months_are_told() -> None:
    twice = check_measurements(ABSENCE, [measured(), measured("m2")], UNITS, TODAY)
    assert twice == (Problem("measured_twice", "s", "2025-05", "2025-05"),)
    found = codes(measured(), measured("m2", "2025T1"), measured("m3", "2025T2", status=MeasurementStatus.DRAFT))
    assert found == ["overlaps", "wrong_period_kind", "wrong_period_kind"]
    assert codes(measured(), measured("m2", "2025-06"), measured("m3", unit="new", code="2025-06")) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (measured(unit="nobody"), "unit_unknown"),
        (measured(unit="new", code="2025-04"), "unit_not_in_period"),
        (measured(unit="new", code="2025-05"), "unit_not_whole_period"),
        (measured(numerator=1, denominator=0, persons=9), "denominator_zero"),
        (measured(numerator=-1, denominator=10, persons=9), "negative"),
        (measured(numerator=11, denominator=10, persons=9), "part_above_whole"),
        (measured(numerator=11, persons=9), "missing_part"),
        (measured(numerator=1, denominator=10), "persons_missing"),
        (measured(code="2025-09"), "period_not_over"),
        (measured(code="2024"), "wrong_period_kind"),
        (replace(measured(), supersedes="gone"), "supersedes_unknown"),
        (replace(measured(), status=MeasurementStatus.CORRECTED), "correction_without_reason"),
    ],
)
def test_a_figure_that_cannot_be_is_told_by_a_code(wrong: Measurement, code: str) -> None:
    assert codes(wrong) == [code]


def test_a_negative_change_is_no_mistake_and_a_count_needs_no_denominator() -> None:
    assert codes(measured(value=-3), definition=VIOLENCE) == []
    assert codes(measured(code="2024", numerator=0, denominator=0, persons=9), definition=CLIMATE) == [
        "denominator_zero"
    ]


def test_chains_that_fork_or_cross_are_told() -> None:
    first = measured()
    fork = [first, corrected(first), corrected(first, "m3", 50)]
    assert codes(*fork) == ["measured_twice", "superseded_twice"]
    crossed = replace(corrected(first), unit_id="new", period=period("2025-06"))
    assert codes(first, crossed) == ["supersedes_other_unit_or_period"]


@given(st.permutations(range(6)))
def test_the_order_they_come_in_changes_nothing(order: list[int]) -> None:
    first = measured()
    every = [first, corrected(first), measured("m3", "2025-06"), measured("m4", "2025-06"), measured("m5", unit="new")]
    every.append(measured("m6", "2025T2"))
    mixed = [every[at] for at in order]
    assert in_force(mixed) == in_force(every)
    assert codes(*mixed) == codes(*every)
    assert codes(*mixed, *mixed) == codes(*every)
