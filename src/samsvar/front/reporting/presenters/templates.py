"""What the page of a template shows: a row for each thing that can be drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samsvar.front.reporting.transparency_statement.document import DRAWERS
from samsvar.front.reporting.transparency_statement.templates_held import DEFAULT, load_template, own_template
from samsvar.platform.ui.language import current_language
from samsvar.subjects.statements.models import OwnTemplate


def section_rows(held: OwnTemplate | None) -> list[dict[str, Any]]:
    """A row for everything that can be drawn, with place, heading and level as the template has them."""
    template = own_template(held) if held else load_template(DEFAULT)
    language = current_language()
    found = list(_flat(template.sections, language, 1))
    rows = [{**section, "place": place} for place, section in enumerate(found, start=1)]
    used = {row["draws"] for row in rows if row["draws"] != "text"}
    rows += [{"draws": draws, "place": None, "heading": "", "level": 1} for draws in DRAWERS if draws not in used]
    return rows + [{"draws": "text", "place": None, "heading": "", "level": 1}] * 2


def _flat(sections: Sequence[Mapping[str, Any]], language: str, level: int) -> Iterator[dict[str, Any]]:
    for section in sections:
        titles = section.get("title", {})
        heading = titles.get(language) or titles.get("nb", "")
        yield {"draws": section["draws"], "heading": heading, "level": min(level, 2)}
        yield from _flat(section.get("sections", ()), language, level + 1)


def sections_from(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The template's sections from its rows, in order; ids are what is drawn, free texts numbered."""
    chosen = sorted((row for row in rows if row.get("place") and row["draws"] in DRAWERS), key=lambda row: row["place"])
    found: list[dict[str, Any]] = []
    for row in chosen:
        earlier = sum(each["draws"] == row["draws"] for each in found)
        name = f"{row['draws']}{earlier + 1}" if earlier or row["draws"] == "text" else row["draws"]
        found.append({"id": name, "draws": row["draws"], "title": row["heading"] or "–", "level": row["level"]})
    return found


def named_rows(rows: Iterable[Any]) -> list[tuple[str, Any]]:
    """Each row's form with what it draws, in words."""
    words = {
        "short": _("The short version"),
        "about": _("The Act, the period and earlier statements"),
        "enterprise": _("Organisation and area of operation"),
        "embedding": _("Guidelines, routines and who is responsible"),
        "employer": _("Own operations"),
        "buyer": _("Whose the agreements are"),
        "steps": _("The OECD’s six steps"),
        "mapping": _("How agreements are assessed, and their levels"),
        "areas": _("Each of the greatest risk areas"),
        "other_areas": _("Other risk areas"),
        "other_impacts": _("Impacts that belong to no risk area"),
        "measures": _("All measures and results"),
        "outlook": _("The way forward"),
        "text": _("Text of your own"),
    }
    return [(words.get(form["draws"].value(), ""), form) for form in rows]
