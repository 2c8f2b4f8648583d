from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.indicators.changes import (
    ChangeKind,
    Seen,
    changes,
    course_of,
    heat_map,
    weakest_first,
)
from samsvar.core.rules.indicators.definition import Definition, Direction
from samsvar.core.rules.indicators.formulas import Result
from samsvar.core.rules.indicators.status import Course, judge
from tests.core.rules.indicators.worlds import ABSENCE, CLIMATE, VIOLENCE, target


def standing(definition: Definition, number, asked=None, masked=False):
    result = Result(None, "not_delivered") if number is None else Result(Fraction(number))
    wanted = None if asked is None else target(2025, asked, warning_band=Decimal("0.5"))
    return judge(definition, result, wanted, masked=masked)


def seen(unit, definition, now, before=None, asked=None, masked=False) -> Seen:
    earlier = standing(definition, before, asked)
    return Seen(definition.code, unit, definition.direction, standing(definition, now, asked, masked), earlier)


SINCE_LAST_TERTIAL = [
    seen("e", ABSENCE, "6.8", "6.9", 7),
    seen("d", VIOLENCE, 9, 4),
    seen("c", CLIMATE, 81, 70, 75),
    seen("b", ABSENCE, "8.4", "6.9", 7),
    seen("a", ABSENCE, "7.2", "6.9", 7),
    seen("f", ABSENCE, "9.0", "8.0", 7),
    seen("g", ABSENCE, None, "8.0", 7),
    seen("h", ABSENCE, "8.0", None, 7),
    seen("i", ABSENCE, "7.0", "7.0", 7),
    seen("j", ABSENCE, "9.9", "5.0", 7, masked=True),
    seen("k", ABSENCE, None, None, 7),
]


def test_what_fell_behind_comes_first_and_what_is_masked_or_unchanged_not_at_all() -> None:
    found = [(each.seen.unit_id, each.kind, each.change) for each in changes(SINCE_LAST_TERTIAL)]
    assert found == [
        ("b", ChangeKind.FELL_BEHIND, Decimal("1.5")),
        ("a", ChangeKind.FELL_BEHIND, Decimal("0.3")),
        ("f", ChangeKind.WORSE, Decimal("1.0")),
        ("g", ChangeKind.STOPPED, None),
        ("c", ChangeKind.CAUGHT_UP, Decimal(11)),
        ("e", ChangeKind.BETTER, Decimal("-0.1")),
        ("d", ChangeKind.MOVED, Decimal(5)),
        ("h", ChangeKind.BEGAN, None),
    ]
    assert course_of(changes(SINCE_LAST_TERTIAL)[0]) is Course.WORSE


def test_the_heat_map_opens_at_the_weakest() -> None:
    every = [
        seen("good", ABSENCE, "6.0", asked=7),
        seen("good", CLIMATE, 90, asked=75),
        seen("near", ABSENCE, "7.4", asked=7),
        seen("near", CLIMATE, 76, asked=75),
        seen("weak", ABSENCE, "7.8", asked=7),
        seen("weak", CLIMATE, 80, asked=75),
        seen("weaker", ABSENCE, "9.0", asked=7),
        seen("unknown", ABSENCE, None, asked=7),
        seen("hidden", ABSENCE, "20.0", asked=7, masked=True),
    ]
    drawn = heat_map(every)
    assert drawn.units == ("weaker", "weak", "near", "hidden", "unknown", "good")
    assert drawn.indicators == ("sickness_absence", "safety_climate")
    assert drawn.cells[0] == (every[6].now, None)
    found = [each.unit_id for each in weakest_first(every)]
    assert found == ["weaker", "weak", "near", "good", "near", "weak", "good", "hidden", "unknown"]


@given(st.permutations(SINCE_LAST_TERTIAL), st.decimals(0, 99, places=1))
def test_neither_the_order_given_nor_a_hidden_figure_moves_anything(mixed: list[Seen], hidden: Decimal) -> None:
    assert changes(mixed) == changes(SINCE_LAST_TERTIAL)
    assert heat_map(mixed) == heat_map(SINCE_LAST_TERTIAL)
    assert weakest_first(mixed) == weakest_first(SINCE_LAST_TERTIAL)
    other = [each if each.unit_id != "j" else seen("j", ABSENCE, hidden, "5.0", 7, masked=True) for each in mixed]
    assert (changes(other), heat_map(other)) == (changes(mixed), heat_map(mixed))


def test_only_watched_figures_stand_last() -> None:
    assert VIOLENCE.direction is Direction.NONE
    assert weakest_first(SINCE_LAST_TERTIAL)[-1].unit_id == "d"
