"""Two people, one questionnaire: nothing that either of them wrote is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import (
    NONE,
    Files,
    Replaced,
    Rows,
    Written,
    digest_of_answer,
    digests_of_rows,
    reconcile,
)

A, B, C = {"name": "Fabrikk A"}, {"name": "Fabrikk B"}, {"name": "Fabrikk C", "country": "BGD"}


def written(question: str, answer: Any, was: Any = None) -> Written:
    return Written(question, answer, digest_of_answer(was))


def table(rows: list[Any], was: Any = (), *, none: bool = False) -> Rows:
    return Rows("sites", rows, digests_of_rows(was), none)


def test_what_was_only_looked_at_does_not_write_over_what_another_saved_meanwhile():
    found = reconcile({"pay": "yes"}, [written("pay", "no", was="no"), written("cards", "yes")])
    assert found.answers == {"pay": "yes", "cards": "yes"}
    assert (found.changed, found.replaced) == (("cards",), ())


def test_of_two_who_changed_the_same_answer_the_newest_stands_and_the_other_is_given_back():
    found = reconcile({"pay": "yes"}, [written("pay", "no", was="unknown")])
    assert found.answers == {"pay": "no"}
    assert found.replaced == (Replaced("pay", "yes"),)
    agreed = reconcile({"pay": "yes"}, [written("pay", "yes", was="no")])
    assert (agreed.changed, agreed.replaced) == ((), ())


def test_an_answer_can_be_taken_away_and_blanks_are_none():
    assert reconcile({"pay": "yes"}, [written("pay", "", was="yes")]).answers == {}
    assert reconcile({}, [written("pay", "  ", was=None)]).changed == ()


def test_rows_follow_what_they_were_and_not_their_place():
    changed = {"name": "Fabrikk B", "country": "BGD"}
    found = reconcile({"sites": [C, B]}, [table([A, changed, {}], was=[A, B])])
    assert found.answers == {"sites": [C, changed]}  # the other took A away and put C before; mine is in B alone
    assert not found.doubled


def test_a_row_that_two_changed_at_once_stands_twice_and_is_told_of():
    theirs, mine = {"name": "Fabrikk A", "country": "CHN"}, {"name": "Fabrikk A", "country": "IND"}
    found = reconcile({"sites": [theirs]}, [table([mine], was=[A])])
    assert found.answers == {"sites": [theirs, mine]}
    assert found.doubled == ("sites",)


def test_an_emptied_row_goes_and_no_rows_with_a_tick_are_none():
    assert reconcile({"sites": [A]}, [table([{}], was=[A], none=True)]).answers == {"sites": NONE}
    assert reconcile({"sites": NONE}, [table([B], was=NONE, none=True)]).answers == {"sites": [B]}
    assert reconcile({"sites": [A, B]}, [table([{}], was=[A])]).answers == {"sites": [B]}


def test_there_is_room_for_so_many_rows_and_what_is_left_out_is_told_of():
    held = [{"name": str(number)} for number in range(499)]
    found = reconcile({"sites": held}, [table([A, B])])
    assert found.answers["sites"] == [*held, A]
    assert found.overfull == ("sites",)


def test_files_come_and_go_each_by_itself():
    found = reconcile({"slip": ["a", "b"]}, [Files("slip", added=("c", "b"), removed=("a",))])
    assert found.answers == {"slip": ["b", "c"]}


row = st.dictionaries(st.sampled_from(("name", "country", "product")), st.sampled_from(("x", "y", "z")), min_size=1)


@given(st.lists(st.tuples(row, st.sampled_from(("kept", "emptied", "changed"))), max_size=6), st.lists(row, max_size=6))
def test_the_same_form_sent_twice_changes_nothing_the_second_time(acts, now):
    drawn = [each for each, _act in acts]
    became = {"kept": lambda each: each, "emptied": lambda _each: {}, "changed": lambda each: {**each, "address": "ny"}}
    rows = [became[act](each) for each, act in acts]
    sent = [table([*rows, {"name": "sist", "address": "ny"}], was=drawn), written("pay", "no", was="yes")]
    once = reconcile({"sites": [*drawn, *now], "pay": "yes"}, sent)
    again = reconcile(once.answers, sent)
    kept = {tuple(sorted(each.items())) for each in once.answers["sites"]}
    assert {tuple(sorted(each.items())) for each in again.answers["sites"]} <= kept
    assert len(again.answers["sites"]) <= len(once.answers["sites"])
    assert all(each in again.answers["sites"] for each in rows if each.get("address"))
    assert again.answers["pay"] == "no"


@given(st.lists(row, max_size=8), st.lists(row, max_size=4))
def test_a_form_with_some_of_the_rows_leaves_the_others_as_they_are(held, added):
    found = reconcile({"sites": held}, [table([*held[2:4], *added], was=held[2:4])])
    rows = found.answers.get("sites", [])
    assert rows[: len(held)] == held
    assert all(each in rows for each in added)
