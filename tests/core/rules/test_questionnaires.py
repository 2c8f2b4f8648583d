"""What a questionnaire shows, misses, finds and gives points for."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsvar.core.rules.questionnaires import (
    Condition,
    Fault,
    Gravity,
    Kind,
    Question,
    Template,
    TemplateError,
    Term,
    Verdict,
    carry_over,
    check_answers,
    check_plain,
    check_template,
    compare,
    counted_answers,
    countries_named,
    digest_of,
    editing,
    gaps_in,
    lacking_texts,
    missing_questions,
    score,
    shown_questions,
    template_from_plain,
    template_to_plain,
    text_in,
    verdict_on,
    what_is_fed,
)

PLAIN = {
    "format": 1,
    "title": {"nb": "Egenrapport", "en": "Self-report"},
    "sections": [
        {
            "id": "code",
            "title": {"nb": "Krav"},
            "questions": [
                {
                    "id": "accepts",
                    "kind": "yes_no",
                    "text": {"nb": "Godtar dere kravene?"},
                    "weight": 3,
                    "feeds": "code_of_conduct",
                    "gaps": [{"gravity": "critical", "words": {"nb": "Godtar ikke kravene"}, "answers": ["no"]}],
                },
                {
                    "id": "why_not",
                    "kind": "text",
                    "text": {"nb": "Hvorfor ikke?"},
                    "shown_when": {"all": [{"question": "accepts", "is": ["no"]}]},
                },
                {
                    "id": "checks",
                    "kind": "several",
                    "text": {"nb": "Hva kontrollerer dere?"},
                    "allows_unknown": True,
                    "choices": [{"id": "pay", "text": {"nb": "Lønn"}}, {"id": "hours", "text": {"nb": "Arbeidstid"}}],
                    "weight": 1,
                    "gaps": [{"gravity": "minor", "words": {"nb": "Kontrollerer ikke lønn"}, "lacks": ["pay"]}],
                },
            ],
        },
        {
            "id": "sites",
            "title": {"nb": "Fabrikker"},
            "shown_when": {"any": [{"question": "accepts", "is": ["yes"]}, {"question": "checks", "is": ["pay"]}]},
            "questions": [
                {
                    "id": "hours",
                    "kind": "number",
                    "text": {"nb": "Lengste arbeidsuke"},
                    "unit": {"nb": "timer"},
                    "least": "0",
                    "most": "168",
                    "decimals": 1,
                    "weight": 2,
                    "gaps": [{"gravity": "serious", "words": {"nb": "Mer enn 60 timer"}, "above": "60"}],
                },
                {
                    "id": "places",
                    "kind": "table",
                    "text": {"nb": "Hvor blir varene laget?"},
                    "columns": ["name", "country", "workers"],
                    "allows_none": True,
                    "mandatory": False,
                    "feeds": "countries_of_production",
                    "gaps": [{"gravity": "minor", "words": {"nb": "Land mangler"}, "unfilled": ["country"]}],
                },
            ],
        },
    ],
}
ALL = {
    "accepts": "yes",
    "checks": ["pay", "hours"],
    "hours": "48.5",
    "places": [{"name": "Oppdiktet fabrikk", "country": "CHN", "workers": "40"}],
}


@pytest.fixture
def template() -> Template:
    return template_from_plain(PLAIN)


def ids(questions):
    return [question.id for question in questions]


def codes(faults):
    return [fault.code for fault in faults]


def changed(template, id, **parts):
    return editing.put_question(template, replace(template.question(id), **parts))


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "accepts": st.sampled_from(["yes", "no", "", None, "perhaps"]),
        "why_not": st.text(max_size=5),
        "checks": st.lists(st.sampled_from(["pay", "hours", "unknown"]), unique=True),
        "hours": st.sampled_from(["", "0", "60", "60.1", "169", "mange"]),
        "places": st.sampled_from(["none", [], [{"name": "A"}], [{"name": "A", "country": "CHN"}], [{"country": "?"}]]),
    },
)


def test_a_document_read_and_written_is_the_same(template):
    assert template_from_plain(template_to_plain(template)) == template
    assert digest_of(template_to_plain(template)) == digest_of(template_to_plain(template_from_plain(PLAIN)))


@pytest.mark.parametrize(
    "broken, code, where",
    [
        ([], "not_an_object", "questionnaire"),
        ({**PLAIN, "format": 2}, "other_format", "questionnaire.format"),
        ({**PLAIN, "tilte": {}}, "unknown_part", "questionnaire.tilte"),
        ({**PLAIN, "sections": [{"id": 3}]}, "not_text", "questionnaire.sections[0].id"),
        ({**PLAIN, "sections": [{"questions": [{"kind": "essay"}]}]}, "unknown_code", "sections[0].questions[0].kind"),
    ],
)
def test_a_document_that_is_none_is_refused_with_its_place(broken, code, where):
    with pytest.raises(TemplateError) as refused:
        template_from_plain(broken)
    assert refused.value.code == code
    assert refused.value.where.endswith(where)
    assert codes(check_plain(broken)) == [code]


def test_a_questionnaire_in_order_has_no_faults(template):
    assert check_template(template) == ()


def test_every_fault_is_told_with_its_place(template):
    broken = changed(template, "accepts", text={}, feeds="hse_cards", weight=11)
    broken = changed(broken, "checks", choices=template.question("checks").choices[:1])
    broken = changed(broken, "hours", least="200", decimals=9)
    broken = changed(broken, "places", columns=("country",))
    found = check_template(broken)
    assert Fault("text_missing", "code", "accepts", "text") in found
    assert {"bad_weight", "too_few_choices", "least_over_most", "bad_decimals", "table_without_name"} <= set(
        codes(found)
    )
    assert {fault.question for fault in found} == {"accepts", "checks", "hours", "places"}
    assert found == check_template(broken)


def test_conditions_ask_only_for_answers_there_are_to_questions_that_stand_earlier(template):
    def faults(*terms):
        return codes(check_template(changed(template, "checks", condition=Condition(terms))))

    assert faults(Term("accepts", ("yes",))) == []
    assert faults(Term("gone", ("yes",))) == ["condition_unknown_question"]
    assert faults(Term("why_not", ("yes",))) == ["condition_of_other_kind"]
    assert faults(Term("accepts", ("perhaps",))) == ["condition_unknown_answer"]
    assert {"condition_asks_later", "condition_ring"} == set(faults(Term("places", ("none",))))


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


@given(ANSWERS)
def test_hidden_questions_never_count(answers):
    template = template_from_plain(PLAIN)
    bare = counted_answers(template, answers)
    assert bare.keys() <= set(ids(shown_questions(template, answers)))
    for ask in (score, gaps_in, check_answers, what_is_fed, missing_questions):
        assert ask(template, answers) == ask(template, bare)


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


def test_texts_fall_back_to_the_nearest_language():
    assert text_in({"nb": "a", "en": "b"}, "nn") == "a"
    assert text_in({"nn": "a", "en": "b"}, "nb") == "a"
    assert text_in({"nn": "a"}, "en") == "a"
    assert text_in({}, "nb") == ""


def test_languages_tell_what_they_lack(template):
    assert lacking_texts(template) == {"nb": 0, "nn": 15, "en": 14}


def test_a_version_compared_with_itself_differs_in_nothing(template):
    assert compare(template, template) == ()


def test_what_differs_between_two_versions_is_told(template):
    new = changed(template, "hours", most="80", guidance={"nb": "Regn med overtid"})
    new = editing.remove_question(new, "why_not")
    new = editing.add_question(new, "code", Question("more", Kind.TEXT, {"nb": "Mer?"}))
    new = editing.move_question(editing.move_question(new, "places", up=True), "places", up=True)
    assert [(one.code, one.question, one.parts) for one in compare(template, new)] == [
        ("added", "more", ()),
        ("moved", "places", ()),
        ("changed", "hours", ("guidance", "most")),
        ("removed", "why_not", ()),
    ]


def test_last_years_answers_follow_where_they_still_fit(template):
    new = changed(template, "hours", unit={"nb": "dager"})
    new = changed(new, "accepts", text={"nb": "Godtar dere alle kravene?"})
    new = changed(new, "checks", choices=template.question("checks").choices[1:])
    new = changed(new, "places", columns=("name", "country"))
    carried = carry_over(template, new, ALL)
    assert carried.answers == {"accepts": "yes", "places": [{"name": "Oppdiktet fabrikk", "country": "CHN"}]}
    assert carried.reworded == ("accepts",)
    assert dict(carried.dropped) == {"checks": "no_answer_now", "hours": "other_unit"}
    assert carry_over(template, template, ALL).answers == ALL


@given(ANSWERS)
def test_only_right_answers_are_carried_over(answers):
    template = template_from_plain(PLAIN)
    carried = carry_over(template, template, answers)
    wrong = {fault.question for fault in check_answers(template, carried.answers) if fault.code != "missing"}
    assert wrong == set()


def test_parts_are_moved_one_place_and_across_sections(template):
    down = editing.move_question(template, "checks", up=False)
    assert ids(down.sections[1].questions) == ["checks", "hours", "places"]
    assert editing.move_question(down, "checks", up=True) == template
    assert editing.move_question(template, "accepts", up=True) == template
    assert ids(editing.move_section(template, "sites", up=True).sections) == ["sites", "code"]
    assert editing.remove_section(template, "sites").sections == template.sections[:1]


@given(st.integers())
def test_moving_never_loses_a_question(seed):
    template, chance = template_from_plain(PLAIN), random.Random(seed)
    before = sorted(ids(template.questions))
    for _step in range(8):
        template = editing.move_question(template, chance.choice(before), up=chance.random() < 0.5)
    assert sorted(ids(template.questions)) == before


def test_gaps_are_put_and_removed_by_number(template):
    question = template.question("accepts")
    (gap,) = question.gaps
    more = editing.put_gap(question, 2, replace(gap, gravity=Gravity.MINOR))
    assert [each.gravity.value for each in more.gaps] == ["critical", "minor"]
    assert editing.remove_gap(more, 1).gaps == more.gaps[1:]
    assert editing.put_gap(more, 1, more.gaps[1]).gaps == (more.gaps[1], more.gaps[1])


def test_a_new_id_is_one_that_is_not_taken():
    assert editing.free_id(["question_1", "question_3"], "question") == "question_2"
