"""What a questionnaire is made of: read and written, its faults, its texts."""

import pytest

from samsvar.core.rules.questionnaires import (
    Condition,
    Fault,
    TemplateError,
    Term,
    check_plain,
    check_template,
    digest_of,
    lacking_texts,
    template_from_plain,
    template_to_plain,
    text_in,
)
from tests.core.rules.questionnaires.self_report import PLAIN, changed, codes


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


def test_texts_fall_back_to_the_nearest_language():
    assert text_in({"nb": "a", "en": "b"}, "nn") == "a"
    assert text_in({"nn": "a", "en": "b"}, "nb") == "a"
    assert text_in({"nn": "a"}, "en") == "a"
    assert text_in({}, "nb") == ""


def test_languages_tell_what_they_lack(template):
    assert lacking_texts(template) == {"nb": 0, "nn": 15, "en": 14}
