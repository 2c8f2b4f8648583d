"""The questionnaires that ship: one document per edition, in `catalogue_data/questionnaires`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from samsvar.core.catalogues.editions import FOLDER, CatalogueBroken, CatalogueMissing
from samsvar.core.rules.questionnaires import Template, digest_of, template_from_plain, template_to_plain


@dataclass(frozen=True, slots=True)
class ShippedQuestionnaire:
    """One edition of a questionnaire, with its document in the form that is stored and digested."""

    code: str
    edition: str
    published_on: str
    sha256: str
    template: Template = field(repr=False)
    document: Mapping[str, Any] = field(repr=False)


@cache
def shipped_questionnaires(folder: Path = FOLDER) -> tuple[ShippedQuestionnaire, ...]:
    """The newest edition of each, in the catalogue's order; none where the folder is not there."""
    place = folder / "questionnaires"
    if not (place / "source.json").exists():
        return ()
    newest = {each["code"]: each for each in json.loads((place / "source.json").read_text("utf-8"))["templates"]}
    return tuple(_shipped(place, each) for each in newest.values())


def shipped_questionnaire(code: str, folder: Path = FOLDER) -> ShippedQuestionnaire:
    """The newest edition of one. Raises CatalogueMissing."""
    found = next((each for each in shipped_questionnaires(folder) if each.code == code), None)
    if found is None:
        raise CatalogueMissing("questionnaires", code)
    return found


def _shipped(place: Path, about: Mapping[str, str]) -> ShippedQuestionnaire:
    try:
        template = template_from_plain(json.loads((place / about["file"]).read_text(encoding="utf-8")))
    except ValueError as error:
        raise CatalogueBroken("not_a_questionnaire", about["file"]) from error
    document = template_to_plain(template)
    return ShippedQuestionnaire(
        about["code"], about["edition"], about["published_on"], digest_of(document), template, document
    )
