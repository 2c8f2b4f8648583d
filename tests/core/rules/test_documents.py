from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.documents import (
    Change,
    DocumentFacts,
    Implementation,
    Replaced,
    ReviewDecision,
    Reviewed,
    ReviewRule,
    ReviewState,
    Standing,
    Tie,
    TieFacts,
    TieProblem,
    Validity,
    check_ties,
    check_versions,
    compare_versions,
    documents_for,
    due_at_meeting,
    layers,
    may_edit,
    may_set_implementation,
    next_review,
    replacement_of,
    stands_on,
    stands_under,
    undecided,
)
from samsvar.core.rules.org import UnitFacts

TODAY = date(2026, 3, 2)
TREE = {
    unit.id: unit
    for unit in (
        UnitFacts("nation", "national"),
        UnitFacts("midt", "rhf", "nation"),
        UnitFacts("sor", "rhf", "nation"),
        UnitFacts("trust", "hf", "midt"),
        UnitFacts("clinic", "clinic", "trust"),
    )
}
LAW = DocumentFacts("law", None, (Validity(None),))
FRAMEWORK = DocumentFacts("framework", "midt", (Validity("midt"), Validity("sor")))
GUIDELINE = DocumentFacts("guideline", "midt", (Validity("midt"),))
OFFICE_RULES = DocumentFacts("office", "midt", (Validity("midt", subtree=False),))
ROUTINE = DocumentFacts("routine", "clinic", (Validity("clinic"),))
EVERY = (ROUTINE, GUIDELINE, OFFICE_RULES, LAW, FRAMEWORK)


def ids(unit, documents=EVERY, tree=TREE, on=TODAY):
    return [each.document_id for each in documents_for(unit, documents, tree, on)]


def test_a_unit_has_one_list_of_own_and_inherited_documents_with_the_level_that_set_each():
    found = documents_for("clinic", EVERY, TREE, TODAY)
    assert [(each.document_id, each.owner_id, each.distance, each.own) for each in found] == [
        ("law", None, None, False),
        ("framework", "midt", 2, False),
        ("guideline", "midt", 2, False),
        ("routine", "clinic", 0, True),
    ]
    assert ids("midt") == ["law", "framework", "guideline", "office"]
    assert ids("sor") == ["law", "framework"]


@pytest.mark.requirement("R000-05")
def test_what_holds_for_a_subtree_holds_for_a_unit_made_there_later():
    later = {**TREE, "new": UnitFacts("new", "section", "clinic", valid_from=date(2026, 1, 1))}
    assert ids("new", tree=later) == ["law", "framework", "guideline", "routine"]
    assert ids("new", tree=later, on=date(2025, 12, 31)) == []
    assert ids("nowhere") == []


def test_a_document_holds_from_day_to_day_and_the_nearest_validity_is_told():
    ended = DocumentFacts("old", "midt", (Validity("midt", to_on=date(2026, 3, 1)),))
    assert ids("clinic", [ended], on=date(2026, 3, 1)) == ["old"]
    assert ids("clinic", [ended]) == []
    twice = DocumentFacts("twice", "midt", (Validity(None), Validity("midt"), Validity("trust")))
    (found,) = documents_for("clinic", [twice], TREE, TODAY)
    assert (found.through, found.distance) == ("trust", 1)


@given(st.permutations(EVERY))
def test_the_order_of_the_documents_handed_in_changes_nothing(documents):
    assert documents_for("clinic", documents, TREE, TODAY) == documents_for("clinic", EVERY, TREE, TODAY)


def test_only_the_owner_or_a_level_above_it_edits_a_document():
    assert may_edit(GUIDELINE, "midt", TREE).allowed
    assert may_edit(ROUTINE, "trust", TREE).allowed
    assert may_edit(GUIDELINE, "trust", TREE).reasons == ("owned_above",)
    assert may_edit(GUIDELINE, "sor", TREE).reasons == ("owned_elsewhere",)
    assert may_edit(LAW, "nation", TREE).reasons == ("owned_outside",)


TIES = (
    TieFacts("framework", Tie.RESTS_ON, "ethics"),
    TieFacts("guideline", Tie.IMPLEMENTS, "framework"),
    TieFacts("programme", Tie.BUILDS_ON, "ethics"),
    TieFacts("programme", Tie.BUILDS_ON, "values"),
    TieFacts("ethics", Tie.RESTS_ON, "values"),
    TieFacts("framework", Tie.REPLACES, "former", date(2023, 6, 1)),
    TieFacts("guideline", Tie.REPLACES, "former", date(2024, 2, 1)),
)
NAMES = ("values", "ethics", "framework", "guideline", "programme", "former")


def test_what_a_document_stands_on_and_what_stands_under_it_is_followed_through_others():
    assert stands_on("guideline", TIES) == {"framework", "ethics", "values"}
    assert stands_under("ethics", TIES) == {"framework", "guideline", "programme"}
    assert check_ties(TIES, NAMES) == ()
    assert layers(NAMES, TIES) == (("former", "values"), ("ethics",), ("framework", "programme"), ("guideline",))


def test_a_cycle_an_unknown_document_and_a_tie_to_itself_are_told_of():
    round_about = (*TIES, TieFacts("values", Tie.RESTS_ON, "guideline"), TieFacts("former", Tie.REPLACES, "guideline"))
    cycles = {(each.document_id, each.other_id) for each in check_ties(round_about, NAMES) if each.code == "cycle"}
    assert cycles == {
        ("values", "guideline"),
        ("guideline", "framework"),
        ("framework", "ethics"),
        ("ethics", "values"),
        ("former", "guideline"),
        ("guideline", "former"),
    }
    assert set(layers(NAMES, round_about)[-1]) >= {"values", "ethics", "framework", "guideline"}
    odd = [TieFacts("values", Tie.RESTS_ON, "values"), TieFacts("values", Tie.BUILDS_ON, "lost")]
    assert check_ties(odd, NAMES) == (
        TieProblem("values", "to_itself", "values"),
        TieProblem("values", "unknown_document", "lost"),
    )


names = st.sampled_from("abcdef")


@given(st.lists(st.builds(TieFacts, names, st.sampled_from(Tie), names), max_size=12))
def test_ties_found_sound_have_an_order_and_repeating_them_changes_nothing(ties):
    problems = check_ties(ties, "abcdef")
    assert problems == check_ties([*reversed(ties), *ties], "abcdef")
    drawn = layers("abcdef", ties)
    assert sorted(each for layer in drawn for each in layer) == list("abcdef")
    if not problems:
        place = {each: at for at, layer in enumerate(drawn) for each in layer}
        assert all(place[tie.document_id] > place[tie.other_id] for tie in ties if tie.tie is not Tie.REPLACES)


def test_two_documents_together_replace_one_from_the_day_the_last_of_them_came():
    assert replacement_of("former", TIES) == Replaced(("framework", "guideline"), date(2024, 2, 1))
    undated = [replace(TIES[5], from_on=None), TIES[6]]
    assert replacement_of("former", undated) == Replaced(("framework", "guideline"), None)
    assert replacement_of("ethics", TIES) is None


YEARLY = ReviewRule(12, whole_years=True)


def test_a_review_rule_changes_from_a_day_and_names_what_it_rests_on():
    rules = (ReviewRule(12), ReviewRule(24, date(2026, 1, 1), "document-management-framework"))
    before = next_review(rules, date(2025, 2, 1), date(2025, 12, 31))
    assert (before.due_on, before.state, before.rule.rests_on) == (date(2026, 2, 1), ReviewState.PLANNED, "")
    after = next_review(rules, date(2025, 2, 1), TODAY)
    assert (after.due_on, after.rule.rests_on) == (date(2027, 2, 1), "document-management-framework")


def test_a_yearly_board_case_is_due_within_the_calendar_year_and_late_only_after_it():
    confirmed = date(2025, 11, 20)
    assert next_review([YEARLY], confirmed, date(2026, 12, 15)).state is ReviewState.PLANNED
    assert next_review([YEARLY], confirmed, date(2027, 1, 1)).state is ReviewState.LATE
    assert next_review([ReviewRule(12)], confirmed, date(2026, 12, 15)).state is ReviewState.LATE
    assert next_review([ReviewRule(12)], confirmed, date(2026, 11, 20)).state is ReviewState.DUE


def test_without_a_rule_no_review_is_owed_and_without_a_day_it_is_unknown():
    assert next_review([], date(2020, 1, 1), TODAY) is None
    assert next_review([ReviewRule(12, date(2027, 1, 1))], date(2020, 1, 1), TODAY) is None
    unknown = next_review([ReviewRule(12)], None, TODAY)
    assert (unknown.due_on, unknown.state) == (None, ReviewState.UNKNOWN)


def test_the_yearly_review_gathers_what_is_late_due_by_the_meeting_or_without_a_day():
    documents = [
        Reviewed("next year", (ReviewRule(12),), date(2026, 2, 1)),
        Reviewed("by then", (ReviewRule(12),), date(2025, 12, 1)),
        Reviewed("late", (ReviewRule(12),), date(2024, 1, 1)),
        Reviewed("no day", (ReviewRule(12),), None),
        Reviewed("no rule", (), None),
        Reviewed("gone", (ReviewRule(12),), date(2020, 1, 1), Standing.REPLACED),
    ]
    due = due_at_meeting(documents, date(2026, 12, 10), TODAY)
    assert [(name, review.state) for name, review in due] == [
        ("no day", ReviewState.UNKNOWN),
        ("late", ReviewState.LATE),
        ("by then", ReviewState.DUE),
    ]
    assert due_at_meeting(documents[::-1], date(2026, 12, 10), TODAY) == due
    assert undecided(due, {"late": ReviewDecision.KEEP, "no day": ReviewDecision.WITHDRAW}) == ("by then",)


def test_a_new_version_is_compared_theme_by_theme():
    before = {"impartiality": "Say so.", "gifts": "None."}
    after = {
        "human_rights": "Respect them.",
        "diversity": "All are wanted.",
        "work_environment": "Safe.",
        "climate": "Less.",
        "impartiality": "Say so\n at once.",
        "gifts": " None. ",
    }
    found = compare_versions(before, after)
    assert [each.theme for each in found if each.change is Change.ADDED] == list(after)[:4]
    assert {each.theme: each.change for each in found[4:]} == {"impartiality": Change.REWORDED, "gifts": Change.KEPT}
    back = compare_versions(after, before)
    assert {each.change for each in back if each.theme in list(after)[:4]} == {Change.REMOVED}
    assert back[-1].after is None


def test_versions_have_their_own_numbers_and_come_in_time():
    assert check_versions([(2, date(2024, 5, 1)), (1, date(2020, 1, 1)), (3, None)]) == ()
    assert check_versions([(1, date(2024, 5, 1)), (1, None)]) == ("number_twice",)
    assert check_versions([(1, date(2024, 5, 1)), (2, date(2023, 1, 1))]) == ("older_than_former",)


@pytest.mark.parametrize(
    ("reached", "responsible", "evidence", "on", "reasons"),
    [
        (Implementation.NOT_BEGUN, "", 0, TODAY, ()),
        (Implementation.UNDER_WAY, " ", 0, TODAY, ("no_responsible",)),
        (Implementation.UNDER_WAY, "Kari", 0, TODAY, ()),
        (Implementation.IMPLEMENTED, "Kari", 0, date(2026, 3, 3), ("in_the_future", "no_evidence")),
        (Implementation.FOLLOWED_UP, "Kari", 1, None, ("no_day",)),
        (Implementation.IMPLEMENTED, "Kari", 2, TODAY, ()),
    ],
)
def test_implementation_is_noted_with_a_day_somebody_responsible_and_evidence(
    reached, responsible, evidence, on, reasons
):
    found = may_set_implementation(reached, responsible=responsible, evidence=evidence, set_on=on, today=TODAY)
    assert found.reasons == reasons
