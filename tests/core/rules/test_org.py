from datetime import date

import pytest

from samsvar.core.rules.org import (
    UnitFacts,
    UnitProblem,
    check_units,
    enterprise_of,
    read_organisation_number,
)


@pytest.mark.parametrize("text", ["974760673", "974 760 673", "NO 974 760 673 MVA", "974.760.673", "no974760673mva"])
def test_an_organisation_number_is_read_with_its_usual_dress(text):
    assert read_organisation_number(text).number == "974760673"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "empty"), ("NO", "empty"), ("97476067", "not_nine_digits"), ("97476067A", "not_nine_digits")],
)
def test_what_is_no_organisation_number_says_why(text, problem):
    found = read_organisation_number(text)
    assert (found.number, found.problem) == (None, problem)


def test_two_swapped_digits_fail_modulus_eleven_and_the_right_number_is_suggested():
    found = read_organisation_number("974760637")
    assert (found.number, found.problem) == (None, "wrong_check_digit")
    assert "974760673" in found.suggestions


def unit(name: str, parent: str | None = None, kind: str = "department", **more: object) -> UnitFacts:
    return UnitFacts(id=name, kind=kind, parent_id=parent, **more)


def problems(*units: UnitFacts) -> list[tuple[str, str, str]]:
    return [(found.unit_id, found.code, found.other_id) for found in check_units(units)]


def test_a_sound_tree_has_no_problems():
    assert problems(unit("rhf", None, "rhf"), unit("hf", "rhf", "hf"), unit("a", "hf")) == []


def test_a_cycle_is_found_and_only_those_in_it_are_named():
    found = problems(unit("a", "c"), unit("b", "a"), unit("c", "b"), unit("d", "a"), unit("e", "e"))
    assert [(name, code) for name, code, _ in found] == [("a", "cycle"), ("b", "cycle"), ("c", "cycle"), ("e", "cycle")]


def test_a_unit_outside_its_parents_life_is_found():
    parent = unit("hf", None, "hf", valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31))
    same = unit("a", "hf", valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31))
    later = unit("b", "hf", valid_from=date(2024, 1, 1))
    assert problems(parent, same, later) == [("b", "outside_parents_life", "hf")]


def test_unknown_parent_kind_and_a_life_that_ends_before_it_begins_are_found():
    wrong = unit("a", "x", "team", valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1))
    assert [code for _, code, _ in problems(wrong)] == ["ends_before_it_begins", "unknown_kind", "unknown_parent"]
    assert problems(unit("a", None, "hf"), unit("a", None, "hf")) == [("a", "id_twice", "")]


def test_a_number_may_recur_over_time_but_not_on_one_day():
    old = unit("old", None, "hf", organisation_number="974760673", valid_to=date(2023, 12, 31))
    new = unit("new", None, "hf", organisation_number="974760673", valid_from=date(2024, 1, 1))
    early = unit("early", None, "hf", organisation_number="974760673", valid_from=date(2023, 12, 31))
    assert problems(old, new) == []
    assert problems(old, early) == [("early", "number_used_twice", "old")]


def test_the_enterprise_is_the_nearest_trust_region_or_state_enterprise():
    units = {
        each.id: each
        for each in (
            unit("nat", None, "national"),
            unit("rhf", "nat", "rhf"),
            unit("hf", "rhf", "hf"),
            unit("clinic", "hf", "clinic"),
            unit("office", "rhf"),
        )
    }

    def of(name: str) -> str | None:
        found = enterprise_of(name, units)
        return found.id if found else None

    assert [of(name) for name in ("clinic", "hf", "office", "rhf", "nat")] == ["hf", "hf", "rhf", "rhf", None]


def test_a_problem_can_be_compared_so_that_the_order_is_fixed():
    assert sorted([UnitProblem("b", "cycle"), UnitProblem("a", "cycle")])[0].unit_id == "a"
