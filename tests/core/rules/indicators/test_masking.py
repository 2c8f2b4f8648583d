"""Masking: what the shown figures cannot give away, checked by solving for them in another way than the rule does."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from samsvar.core.rules.indicators.masking import Cell, Masking, Relation, mask, relations_in

HF = [("hf", None), ("a", "hf"), ("b", "hf"), ("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b")]
SPANS = {"2025": ("2025T1", "2025T2", "2025T3")}


def masked(persons, tree=HF, minimum=5) -> Masking:
    """The masking of one year of a tree."""
    cells = {Cell(unit, "2025"): count for unit, count in persons.items()}
    return mask(cells, relations_in({"2025": tree}, {}, cells.keys()), minimum)


def units(cells) -> list[str]:
    return sorted(cell.unit_id for cell in cells)


def test_where_all_are_five_or_more_all_is_shown() -> None:
    assert masked({"hf": 30, "a": 20, "b": 10, "a1": 10, "a2": 5, "a3": 5, "b1": 5, "b2": 5}).hidden == frozenset()


def test_a_small_unit_takes_its_smallest_sibling_along_or_the_total_would_give_it_away() -> None:
    found = masked({"hf": 43, "a": 23, "b": 20, "a1": 12, "a2": 7, "a3": 4, "b1": 10, "b2": 10})
    assert (units(found.too_few), units(found.protecting)) == (["a3"], ["a2"])


def test_two_small_siblings_that_are_too_few_together_need_a_third() -> None:
    found = masked({"hf": 36, "a": 16, "b": 20, "a1": 12, "a2": 2, "a3": 2, "b1": 10, "b2": 10})
    assert (units(found.too_few), units(found.protecting)) == (["a2", "a3"], ["a1"])
    enough = masked({"hf": 38, "a": 18, "b": 20, "a1": 12, "a2": 3, "a3": 3, "b1": 10, "b2": 10})
    assert units(enough.hidden) == ["a2", "a3"]


def test_a_small_department_hides_a_sibling_and_one_of_the_siblings_sections() -> None:
    found = masked({"hf": 26, "a": 22, "b": 4, "a1": 10, "a2": 7, "a3": 5, "b1": 2, "b2": 2})
    assert (units(found.too_few), units(found.protecting)) == (["b", "b1", "b2"], ["a", "a3"])


def test_a_department_of_one_section_is_hidden_with_it_and_staff_nobody_counted_are_too_few() -> None:
    chain = [("hf", None), ("a", "hf"), ("b", "hf"), ("a1", "a")]
    assert units(masked({"hf": 13, "a": 3, "a1": 3, "b": 10}, chain).hidden) == ["a", "a1", "b"]
    assert units(masked({"hf": 20, "a": 10, "a1": None, "b": 10}, chain).too_few) == ["a1"]
    assert masked({"hf": 20, "a": 0, "a1": 0, "b": 20}, chain).hidden == frozenset()


def test_what_a_unit_has_beside_those_under_it_is_a_part_like_them() -> None:
    cells = {Cell("a", "2025"): 23, Cell("a1", "2025"): 12, Cell("a2", "2025"): 9, Cell("a", "2025", own=True): 2}
    relations = relations_in({"2025": [("a", None), ("a1", "a"), ("a2", "a")]}, {}, cells.keys())
    assert mask(cells, relations).hidden == {Cell("a", "2025", own=True), Cell("a2", "2025")}


def test_a_tertial_hidden_in_a_shown_year_takes_another_tertial_along_and_a_sibling_in_each() -> None:
    persons = {"hf": 40, "x": 20, "y": 14, "z": 6}
    cells = {Cell(unit, code): count for unit, count in persons.items() for code in ("2025", *SPANS["2025"])}
    cells[Cell("z", "2025T2")] = 4
    tree = [("hf", None), ("x", "hf"), ("y", "hf"), ("z", "hf")]
    trees = dict.fromkeys(("2025", *SPANS["2025"]), tree)
    found = mask(cells, relations_in(trees, SPANS, cells.keys()))
    assert found.too_few == {Cell("z", "2025T2")}
    assert found.protecting == {Cell("y", "2025T2"), Cell("z", "2025T1"), Cell("y", "2025T1")}
    without_year = mask(cells, relations_in(trees, {}, cells.keys()))
    assert without_year.protecting == {Cell("y", "2025T2")}


def nullspace(relations, hidden):
    """Every way the hidden figures could be other than they are with all shown ones kept, as basis vectors."""
    order = sorted(hidden)
    rows = []
    for relation in relations:
        row = [Fraction((cell in relation.parts) - (cell == relation.total)) for cell in order]
        for pivot, known in rows:
            row = [mine - row[pivot] * theirs for mine, theirs in zip(row, known, strict=True)]
        pivot = next((at for at, value in enumerate(row) if value), None)
        if pivot is not None:
            row = [value / row[pivot] for value in row]
            rows = [(at, [o - old[pivot] * n for o, n in zip(old, row, strict=True)]) for at, old in rows]
            rows.append((pivot, row))
    pivots = {pivot for pivot, _ in rows}
    for free in (at for at in range(len(order)) if at not in pivots):
        vector = {order[free]: Fraction(1)}
        vector.update({order[pivot]: -row[free] for pivot, row in rows if row[free]})
        yield vector


def assert_nothing_is_solved(relations, found: Masking) -> None:
    may_vary = {cell for vector in nullspace(relations, found.hidden) for cell in vector}
    assert may_vary == found.hidden


def assert_no_group_under_five_is_solved(relations, found: Masking, cells) -> None:
    vectors = list(nullspace(relations, found.hidden))
    small = [cell for cell in sorted(found.hidden) if cells[cell] < 5]
    for size in (2, 3, 4):
        for group in combinations(small, size):
            if len({cell.period for cell in group}) == 1 and sum(cells[cell] for cell in group) < 5:
                assert any(sum(vector.get(cell, 0) for cell in group) for vector in vectors), group


@st.composite
def trees(draw, most=14):
    size = draw(st.integers(2, most))
    tree = [("u00", None), *((f"u{at:02}", f"u{draw(st.integers(0, at - 1)):02}") for at in range(1, size))]
    inner = {parent for _, parent in tree}
    own = {unit: draw(st.integers(0, 9)) for unit, _ in tree if unit not in inner or draw(st.booleans())}
    return tree, own


def table(tree, own, codes):
    """Persons of every cell: a unit's own and those under it, the same in every period unless `own` says otherwise."""
    cells: dict[Cell, int] = {}
    parents = dict(tree)
    inner = set(parents.values())
    for code in codes:
        for (unit, period), count in own.items():
            if period != code:
                continue
            if unit in inner:
                cells[Cell(unit, code, own=True)] = count
            at = unit
            while at is not None:
                cells[Cell(at, code)] = cells.get(Cell(at, code), 0) + count
                at = parents[at]
    return cells


@given(trees(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_in_a_tree_no_figure_and_no_group_under_five_is_solved(world, random) -> None:
    tree, own = world
    cells = table(tree, {(unit, "2025"): count for unit, count in own.items()}, ["2025"])
    relations = relations_in({"2025": tree}, {}, cells.keys())
    found = mask(cells, relations)
    assert {cell for cell, count in cells.items() if 0 < count < 5} == found.too_few
    assert all(count for cell, count in cells.items() if cell in found.protecting)
    assert_nothing_is_solved(relations, found)
    assert_no_group_under_five_is_solved(relations, found, cells)
    shuffled = list(relations)
    random.shuffle(shuffled)
    assert mask(dict(sorted(cells.items(), reverse=True)), relations).hidden == found.hidden
    assert_nothing_is_solved(relations, mask(cells, shuffled))


@given(trees(most=7), st.data())
@settings(max_examples=40)
def test_over_units_and_periods_with_totals_neither_a_figure_nor_a_group_under_five_is_solved(world, data) -> None:
    tree, own = world
    codes = ("2025T1", "2025T2", "2025T3", "2025")
    counts = {
        (unit, code): data.draw(st.sampled_from([0, 1, 3, 4, 5, 6, 8, 20])) for unit in sorted(own) for code in codes
    }
    cells = table(tree, counts, codes)
    relations = relations_in(dict.fromkeys(codes, tree), SPANS, cells.keys())
    found = mask(cells, relations)
    assert_nothing_is_solved(relations, found)
    assert_no_group_under_five_is_solved(relations, found, cells)


@given(st.data())
@settings(max_examples=40)
def test_also_where_the_counts_contradict_each_other_nothing_is_solved_while_anything_is_shown(data) -> None:
    cells = [Cell(f"u{at}", "2025") for at in range(7)]
    parts = st.lists(st.sampled_from(cells[1:]), min_size=1, max_size=4, unique=True)
    made = data.draw(st.lists(st.tuples(st.sampled_from(cells), parts, st.booleans()), max_size=5))
    relations = [Relation(total, tuple(each), same) for total, each, same in made if total < min(each)]
    persons = {cell: data.draw(st.sampled_from([None, 0, 2, 5, 9])) for cell in cells}
    found = mask(persons, relations)
    if found.hidden != set(cells):
        solved = found.hidden - {cell for vector in nullspace(relations, found.hidden) for cell in vector}
        touched = {
            cell for each in relations if solved & {each.total, *each.parts} for cell in (each.total, *each.parts)
        }
        assert touched <= found.hidden
