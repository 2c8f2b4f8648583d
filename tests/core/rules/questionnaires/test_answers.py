"""What a questionnaire shows, and which answers are wrong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import (
    Condition,
    Kind,
    Question,
    Term,
    check_answers,
    check_template,
    counted_answers,
    editing,
    gaps_in,
    missing_questions,
    score,
    shown_questions,
    template_from_plain,
    what_is_fed,
)
from tests.core.rules.questionnaires.self_report import ALL, ANSWERS, PLAIN, changed, codes, ids


def test_questions_in_a_ring_of_conditions_are_never_shown(template):
    ring = changed(template, "accepts", condition=Condition((Term("checks", ("pay",)),)))
    ring = changed(ring, "checks", condition=Condition((Term("accepts", ("yes",)),)))
    assert "condition_ring" in codes(check_template(ring))
    assert shown_questions(ring, ALL) == ()


def test_conditions_may_hang_on_later_questions_by_the_thousand(template):
    """A draft may be looked at before it is right."""
    asked = template.question("accepts")
    many = [
        replace(asked, id=f"q{number}", condition=Condition((Term(f"q{number + 1}", ("yes",)),)))
        for number in range(3_000)
    ]
    last = replace(asked, id="q3000")
    long = replace(template, sections=(replace(template.sections[0], questions=(*many, last)),))
    assert len(shown_questions(long, {f"q{number}": "yes" for number in range(3_001)})) == 3_001
    assert ids(shown_questions(long, {"q3000": "no"})) == ["q3000"]


def test_what_is_shown_follows_the_answers(template):
    assert ids(shown_questions(template, {})) == ["accepts", "checks"]
    assert ids(shown_questions(template, {"accepts": "no"})) == ["accepts", "why_not", "checks"]
    assert ids(shown_questions(template, {"accepts": "yes"})) == ["accepts", "checks", "hours", "places"]
    assert ids(shown_questions(template, {"checks": ["pay"]})) == ["accepts", "checks", "hours", "places"]


@pytest.mark.parametrize(
    "id, answer, code",
    [
        ("accepts", "perhaps", "no_such_choice"),
        ("checks", "pay", "not_a_list"),
        ("checks", ["pay", "unknown"], "unknown_with_others"),
        ("hours", "mange", "not_a_number"),
        ("hours", "1e3", "not_a_number"),
        ("hours", "NaN", "not_a_number"),
        ("hours", 48.5, "not_a_number"),
        ("hours", "-1", "below_least"),
        ("hours", "169", "above_most"),
        ("hours", "40.25", "too_many_decimals"),
        ("places", [{"country": "CHN"}], "row_without_name"),
        ("places", [{"name": "A", "country": "Kina"}], "not_a_country"),
        ("places", [{"name": "A", "workers": "mange"}], "not_a_count"),
        ("places", [{"name": "A", "owner": "B"}], "unknown_column"),
        ("places", [{"name": "A"}] * 501, "too_many_rows"),
    ],
)
def test_a_wrong_answer_is_told_and_never_judged(template, id, answer, code):
    assert code in codes(check_answers(template, {**ALL, id: answer}))
    assert all(found.question != id for found in gaps_in(template, {**ALL, id: answer}))


def test_a_day_and_files_are_checked(template):
    day = Question("until", Kind.DATE, {"nb": "Til"})
    files = Question("proof", Kind.FILE, {"nb": "Bevis"})
    asked = editing.add_question(editing.add_question(template, "code", day), "code", files)
    assert codes(check_answers(asked, {**ALL, "until": "31.12.2025", "proof": "a"})) == ["not_a_day", "not_a_list"]
    assert check_answers(asked, {**ALL, "until": "2025-12-31", "proof": ["a"]}) == ()


@given(ANSWERS)
def test_hidden_questions_never_count(answers):
    template = template_from_plain(PLAIN)
    bare = counted_answers(template, answers)
    assert bare.keys() <= set(ids(shown_questions(template, answers)))
    for ask in (score, gaps_in, check_answers, what_is_fed, missing_questions):
        assert ask(template, answers) == ask(template, bare)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(answers, chance):
    template = template_from_plain(PLAIN)
    items = list(answers.items())
    chance.shuffle(items)
    other = dict(items)
    if isinstance(other.get("checks"), list):
        other["checks"] = list(reversed(other["checks"]))
    assert ids(shown_questions(template, answers)) == ids(shown_questions(template, other))
    assert gaps_in(template, answers) == gaps_in(template, other)
    assert score(template, answers) == score(template, other)
    assert [(one.question, one.code) for one in check_answers(template, answers)] == [
        (one.question, one.code) for one in check_answers(template, other)
    ]
