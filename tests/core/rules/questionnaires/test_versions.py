"""What differs between two versions of a questionnaire, and which answers follow from one to the next."""

from hypothesis import given

from samsvar.core.rules.questionnaires import (
    Kind,
    Question,
    carry_over,
    check_answers,
    compare,
    editing,
    template_from_plain,
)
from tests.core.rules.questionnaires.self_report import ALL, ANSWERS, PLAIN, changed


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
