"""Every error a file can have is told in three languages, with what to do."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from samsvar.core.readers.results import RowError
from samsvar.platform.imports.messages import WORDS, line_of, message_of

CODES = Path(__file__).parents[3] / "docs" / "json" / "import-errors.md"


def test_every_code_of_the_readers_has_words() -> None:
    listed = set(re.findall(r"^\| `([a-z_]+)`", CODES.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert listed
    assert not listed - WORDS.keys()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_message_fails_when_facts_are_missing(language: str) -> None:
    with translation.override(language):
        for code in WORDS:
            message, remedy = message_of(RowError(2, "Slutt", code))
            assert message
            assert remedy
            assert "%(" not in message + remedy


def test_words_are_translated() -> None:
    with translation.override("en"):
        english = {code: message_of(RowError(None, None, code)) for code in WORDS}
    for language in ("nb", "nn"):
        with translation.override(language):
            same = [code for code in WORDS if message_of(RowError(None, None, code)) == english[code]]
        assert not same, (language, same)


def test_the_likely_right_value_is_offered() -> None:
    error = RowError(2, "Land", "unknown_country", {"value": "Kjina", "nearest": ["Kina", "Kuba"]}, "countries")
    with translation.override("nb"):
        message, remedy = message_of(error)
        assert line_of(error.row, error.column, message) == "Rad 2, kolonne «Land»: «Kjina» er ikke et land vi kjenner"
        assert remedy.startswith("Mente du «Kina» eller «Kuba»?")
