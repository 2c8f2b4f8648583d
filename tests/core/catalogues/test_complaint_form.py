"""The form for complaints says the same in each of its languages."""

import re

import pytest

from samsvar.core.catalogues.complaint_form import FORM_LANGUAGES, form_words
from samsvar.core.catalogues.editions import CatalogueMissing
from samsvar.core.rules.complaints import Outcome, Status, Topic

TABLES = ("words", "topics", "relations", "statuses", "outcomes")


def placeholders(text):
    return sorted(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_each_language_says_all_with_the_same_facts(language):
    ours, bokmal = form_words(language), form_words("nb")
    for table in TABLES:
        said, meant = getattr(ours, table), getattr(bokmal, table)
        assert list(said) == list(meant)
        assert all(text.strip() for text in said.values())
        assert {name: placeholders(text) for name, text in said.items()} == {
            name: placeholders(text) for name, text in meant.items()
        }
    assert set(ours.topics) == set(Topic)
    assert set(ours.statuses) == set(Status)
    assert set(ours.outcomes) == set(Outcome)
    if language != "nb":
        assert [name for name, text in ours.words.items() if text == bokmal.words[name] and len(text) > 25] == []


def test_a_language_that_is_not_there_is_told():
    with pytest.raises(CatalogueMissing):
        form_words("de")
