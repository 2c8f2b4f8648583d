"""What a questionnaire finds, gives points for, and feeds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import (
    Gravity,
    Template,
    Verdict,
    check_answers,
    countries_named,
    editing,
    gaps_in,
    missing_questions,
    score,
    template_from_plain,
    text_in,
    verdict_on,
    what_is_fed,
)
from tests.core.rules.questionnaires.self_report import ALL, ANSWERS, PLAIN, changed, ids


@given(ANSWERS, st.text(min_size=1, max_size=20))
def test_guidance_never_changes_the_score(answers, guidance):
    template = template_from_plain(PLAIN)
    explained = template
    for question in template.questions:
        explained = editing.put_question(explained, replace(question, guidance={"nb": guidance}))
    assert score(explained, answers) == score(template, answers)
    assert gaps_in(explained, answers) == gaps_in(template, answers)


@given(ANSWERS)
def test_the_score_lies_between_its_bounds_and_the_same_answers_give_the_same(answers):
    template = template_from_plain(PLAIN)
    found = score(template, answers)
    assert 0 <= found.least <= found.most <= 100
    assert found == score(template, dict(answers))
    assert found.of == sum(line.of for line in found.working)


def test_a_question_not_answered_is_unknown_and_gives_neither_points_nor_gaps(template):
    found = score(template, {})
    assert (found.points, found.unknown, found.of) == (0, 8, 8)
    assert (found.least, found.most) == (0, 100)
    assert {line.verdict for line in found.working} == {Verdict.UNKNOWN}
    assert gaps_in(template, {}) == ()
    assert ids(missing_questions(template, {})) == ["accepts", "checks"]


def test_the_documented_example_gives_its_range(template):
    """docs/method/questionnaires.md: weights 3, 1 and 2; as wanted, a minor gap, not answered."""
    found = score(template, {"accepts": "yes", "checks": ["hours"]})
    assert (found.points, found.unknown, found.of, found.least, found.most) == (7, 4, 12, 58, 91)


def test_we_do_not_know_is_an_answer_and_still_unknown(template):
    answers = {"accepts": "yes", "checks": ["unknown"], "hours": "40"}
    assert check_answers(template, answers) == ()
    assert verdict_on(template.question("checks"), ["unknown"]) is Verdict.UNKNOWN
    assert (score(template, answers).points, score(template, answers).unknown) == (10, 2)


def test_the_score_shows_its_working(template):
    best = score(template, ALL)
    assert (best.points, best.unknown, best.of, best.least, best.most) == (12, 0, 12, 100, 100)
    found = score(template, {**ALL, "checks": ["hours"], "hours": "60.5"})
    assert [(line.question, line.points, line.of, line.gravity) for line in found.working] == [
        ("accepts", 6, 6, None),
        ("checks", 1, 2, Gravity.MINOR),
        ("hours", 0, 4, Gravity.SERIOUS),
    ]
    assert (found.least, found.most) == (58, 58)
    assert score(Template({"nb": "Tom"}), {}).least is None


def test_gaps_carry_their_gravity_and_words(template):
    answers = {**ALL, "accepts": "no", "checks": ["pay"], "places": [{"name": "A"}]}
    assert [(found.question, found.gravity.value) for found in gaps_in(template, answers)] == [
        ("accepts", "critical"),
        ("places", "minor"),
    ]
    assert text_in(gaps_in(template, answers)[0].words, "en") == "Godtar ikke kravene"


def test_of_two_bounds_passed_only_the_gravest_is_a_gap(template):
    question = template.question("hours")
    both = changed(
        template, "hours", gaps=(replace(question.gaps[0], gravity=Gravity.MINOR, above="48"), *question.gaps)
    )
    assert [found.gravity.value for found in gaps_in(both, {**ALL, "hours": "61"})] == ["serious"]
    assert [found.gravity.value for found in gaps_in(both, {**ALL, "hours": "50"})] == ["minor"]


def test_what_an_answer_feeds_is_named(template):
    assert [(fed.feeds, fed.question) for fed in what_is_fed(template, ALL)] == [
        ("code_of_conduct", "accepts"),
        ("countries_of_production", "places"),
    ]
    rows = [{"name": "A", "country": "MYS"}, {"name": "B"}, {"name": "C", "country": "MYS"}]
    assert countries_named(rows) == ("?", "MYS")
    assert countries_named("none") == ()
