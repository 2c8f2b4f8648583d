import re

import pytest

from samsvar.core.catalogues.questionnaires import shipped_questionnaire, shipped_questionnaires
from samsvar.core.rules.questionnaires import check_template, lacking_texts

#: Words of one written standard that stand in no text of the other.
BOKMAAL = re.compile(r"\b(ikke|noen|hvor|hvem|hva|hvilke|vare[rn]e fra|dere|deres|avtalen|lønnen)\b", re.I)
NYNORSK = re.compile(r"\b(ikkje|nokon|kvar|kven|kva|dykk|dykkar|eit|eigne)\b", re.I)


def texts(template, language):
    yield template.intro[language]
    for question in template.questions:
        yield question.text[language]
        yield question.guidance.get(language, "")
        yield from (choice.text[language] for choice in question.choices)
        yield from (gap.words[language] for gap in question.gaps)


def test_five_questionnaires_ship():
    assert [each.code for each in shipped_questionnaires()] == [
        "supplier-code",
        "wages",
        "sites",
        "due-diligence",
        "climate",
    ]


@pytest.mark.parametrize("shipped", shipped_questionnaires(), ids=lambda each: each.code)
def test_each_can_be_published_and_says_all_in_three_languages(shipped):
    assert check_template(shipped.template) == ()
    assert set(lacking_texts(shipped.template).values()) == {0}
    assert 8 <= len(shipped.template.questions) <= 25
    assert shipped.template.sources["nb"]
    assert shipped.published_on


@pytest.mark.parametrize("shipped", shipped_questionnaires(), ids=lambda each: each.code)
def test_each_written_standard_is_its_own(shipped):
    assert [text for text in texts(shipped.template, "nn") if BOKMAAL.search(text)] == []
    assert [text for text in texts(shipped.template, "nb") if NYNORSK.search(text)] == []


def test_the_supplier_code_feeds_the_version_accepted():
    fed = {question.feeds for question in shipped_questionnaire("supplier-code").template.questions}
    assert "code_of_conduct" in fed
