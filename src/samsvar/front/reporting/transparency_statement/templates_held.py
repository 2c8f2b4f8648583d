"""The templates of the statement, as data: the order of sections and what each draws."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import samsvar

FOLDER = Path(samsvar.__file__).parent / "catalogue_data" / "statement_templates"
DEFAULT = "chapters"


@dataclass(frozen=True)
class StatementTemplate:
    """A template: its id, its title per language, and its sections in order."""

    id: str
    title: Mapping[str, str]
    sections: tuple[Mapping[str, Any], ...]


@cache
def load_template(name: str) -> StatementTemplate:
    """The template by its id. Raises KeyError for one that is not held."""
    if name not in template_names():
        raise KeyError(name)
    plain = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return StatementTemplate(plain["id"], plain["title"], tuple(plain["sections"]))


@cache
def template_names() -> tuple[str, ...]:
    """The ids of all templates held."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "source"))
