"""The templates of the statement: two that ship as data, and those that an enterprise or its region has made.

A template is the order of sections and what each draws. `draws` names a drawer of `document.DRAWERS`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import samsvar
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.statements.models import OWN_TEMPLATE, OwnTemplate, Statement

FOLDER = Path(samsvar.__file__).parent / "catalogue_data" / "statement_templates"
DEFAULT = "chapters"
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class StatementTemplate:
    """A template: its id, its title per language, and its sections in order."""

    id: str
    title: Mapping[str, str]
    sections: tuple[Mapping[str, Any], ...]


@cache
def load_template(name: str) -> StatementTemplate:
    """The template that ships, by its id. Raises KeyError for one that does not."""
    if name not in template_names():
        raise KeyError(name)
    plain = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return StatementTemplate(plain["id"], plain["title"], tuple(plain["sections"]))


@cache
def template_names() -> tuple[str, ...]:
    """The ids of the templates that ship."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "source"))


SHIPPED_DEFAULT = load_template(DEFAULT)


def template_of(statement: Statement) -> StatementTemplate:
    """The statement's template; the default where the named one is no longer there. At most one query."""
    if statement.template in template_names():
        return load_template(statement.template)
    key = statement.template.removeprefix(OWN_TEMPLATE)
    held = OwnTemplate.objects.usable_by(statement.enterprise).filter(key=key).first()
    return own_template(held) if held else SHIPPED_DEFAULT


def own_template(held: OwnTemplate) -> StatementTemplate:
    """An enterprise's own template in the form of those that ship."""
    return StatementTemplate(held.code, dict.fromkeys(LANGUAGES, held.title), nested(held.definition["sections"]))


def nested(flat: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Sections in order with their level, each put beneath the last one of the level above."""
    found: list[dict[str, Any]] = []
    beneath: list[list[dict[str, Any]]] = [found]
    for section in flat:
        level = min(int(section["level"]), len(beneath))
        held = {
            "id": section["id"],
            "draws": section["draws"],
            "title": dict.fromkeys(LANGUAGES, section["title"]),
            "sections": [],
        }
        if section["draws"] == "areas":
            held["repeat"] = "significant_areas"
        beneath[level - 1].append(held)
        beneath[level:] = [held["sections"]]
    return tuple(found)


def template_titles(enterprise: OrgUnit, language: str) -> list[tuple[str, str]]:
    """The code and title of every template that the enterprise may use. One query."""
    shipped = [(name, load_template(name).title.get(language, name)) for name in template_names()]
    own = OwnTemplate.objects.usable_by(enterprise).order_by("title", "pk").values_list("key", "title")
    return [*shipped, *((OWN_TEMPLATE + key, title) for key, title in own)]
