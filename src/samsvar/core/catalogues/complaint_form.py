"""The words of the form for complaints, by language: one file each in `catalogue_data`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.editions import FOLDER, CatalogueMissing

FORM_LANGUAGES: Mapping[str, str] = {
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "en": "English",
    "pl": "Polski",
    "lt": "Lietuvių",
}
"""Each language by its code, with its own name for itself. The two last are of this form alone."""


@dataclass(frozen=True, slots=True)
class FormWords:
    """All that is said in one language: sentences by name, and what codes of `core/rules/complaints` are called."""

    language: str
    words: Mapping[str, str]
    topics: Mapping[str, str]
    relations: Mapping[str, str]
    statuses: Mapping[str, str]
    outcomes: Mapping[str, str]

    def say(self, name: str, **facts: object) -> str:
        """A sentence with its facts filled in. Raises KeyError for a name or a fact that is not there."""
        return self.words[name].format(**facts)


@cache
def form_words(language: str, folder: Path = FOLDER) -> FormWords:
    """The words in a language. Raises CatalogueMissing for one that is not there."""
    place = folder / "complaint_form" / f"{language}.toml"
    if language not in FORM_LANGUAGES or not place.exists():
        raise CatalogueMissing("complaint_form", language)
    held = tomllib.loads(place.read_text(encoding="utf-8"))
    return FormWords(language, held["words"], held["topics"], held["relations"], held["statuses"], held["outcomes"])
