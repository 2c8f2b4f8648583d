"""What accepted reports and the pages of now show together gives no hidden figure away, whatever changed between."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.rules.indicators.masking import Cell, mask, relations_in
from samsvar.core.rules.indicators.solving import solvable
from samsvar.core.rules.reports import HiddenFor, why_hidden

LEAVES = ("a1", "a2", "a3", "b1", "b2", "c1")
TOTALS = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
PERIOD = "2025T1"
_Tree = Mapping[str, str]


def test_a_figure_is_hidden_when_it_is_masked_now_or_another_with_something_hidden_beneath() -> None:
    assert why_hidden(masked=True, unchanged=True, hides_beneath=True) is HiddenFor.FEW
    assert why_hidden(masked=False, unchanged=False, hides_beneath=True) is HiddenFor.TELLING
    assert why_hidden(masked=False, unchanged=True, hides_beneath=True) is None
    assert why_hidden(masked=False, unchanged=False, hides_beneath=False) is None


def pairs(tree: _Tree, there: set[str]) -> list[tuple[str, str | None]]:
    """The region, its trusts and the units that have handed in."""
    trusts = sorted({tree[leaf] for leaf in there})
    return [("r", None), *((trust, "r") for trust in trusts), *((leaf, tree[leaf]) for leaf in sorted(there))]


def added_up(tree: _Tree, of_leaves: Mapping[str, int]) -> dict[str, int]:
    """Every unit's figure."""
    found = dict(of_leaves)
    for leaf, number in of_leaves.items():
        for above in (tree[leaf], "r"):
            found[above] = found.get(above, 0) + number
    return found


def hidden_in(tree: _Tree, persons: Mapping[str, int], minimum: int) -> set[str]:
    cells = {Cell(unit, PERIOD): count for unit, count in added_up(tree, persons).items()}
    relations = relations_in({PERIOD: pairs(tree, set(persons))}, {}, cells.keys())
    return {cell.unit_id for cell in mask(cells, relations, minimum).hidden} if minimum else set()


def sums(word: str, tree: _Tree, there: set[str]) -> list[tuple[tuple[str, str], tuple[tuple[str, str], ...]]]:
    """Each total as the sum of its parts."""
    every = pairs(tree, there)
    return [
        ((word, unit), parts)
        for unit, _ in every
        if (parts := tuple((word, child) for child, above in every if above == unit))
    ]


@settings(max_examples=400, deadline=None)
@given(
    now=st.dictionaries(st.sampled_from(LEAVES), st.integers(1, 12), min_size=2),
    late=st.sets(st.sampled_from(LEAVES), max_size=3),
    corrected=st.sets(st.sampled_from(LEAVES), max_size=3),
    moved=st.dictionaries(st.sampled_from(LEAVES), st.sampled_from("abc"), max_size=2),
    limit_then=st.sampled_from((0, 5)),
)  # fmt: skip
def test_nothing_in_accepted_reports_and_pages_lets_a_masked_figure_be_worked_out(
    now: dict[str, int], late: set[str], corrected: set[str], moved: dict[str, str], limit_then: int
) -> None:
    tree_now, tree_then = TOTALS, {**TOTALS, **moved}
    there_now, there_then = set(now), set(now) - late
    if not there_then:
        return
    value_now = {leaf: 7**place + 1000 for place, leaf in enumerate(sorted(now), start=1)}
    value_then = {leaf: value_now[leaf] + (11 ** (LEAVES.index(leaf) + 1) if leaf in corrected else 0)
                  for leaf in there_then}  # fmt: skip
    hidden_now = hidden_in(tree_now, now, 5)
    hidden_then = hidden_in(tree_then, {leaf: now[leaf] for leaf in there_then}, limit_then)
    told_now, told_then = added_up(tree_now, value_now), added_up(tree_then, value_then)

    def ever_beneath(unit: str) -> set[str]:
        return {unit} | {leaf for leaf in LEAVES if unit in {tree_now[leaf], tree_then[leaf], "r"}} | (
            {"a", "b", "c"} if unit == "r" else set()
        )  # fmt: skip

    shown_then = {
        unit
        for unit in told_then
        if unit not in hidden_then
        and not why_hidden(
            masked=unit in hidden_now,
            unchanged=told_then[unit] == told_now.get(unit),
            hides_beneath=bool(ever_beneath(unit) & hidden_now),
        )
    }
    unknown = {("now", unit) for unit in hidden_now} | {("then", unit) for unit in set(told_then) - shown_then}
    equations = [*sums("now", tree_now, there_now), *sums("then", tree_then, there_then)]
    # Whoever subtracts may know which units have handed in the same figure ever since.
    equations += [(("then", leaf), (("now", leaf),)) for leaf in there_then - corrected]
    known = solvable(equations, unknown) & {("now", unit) for unit in hidden_now}
    assert known == set()
