"""Codes of the records as words of the statement."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samsvar.core.catalogues.editions import CatalogueMissing, load_edition
from samsvar.core.catalogues.names import country_name, row_text


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    found = [word for word in words if word]
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s and %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}


def countries(codes: Iterable[str], language: str) -> str:
    """Names of countries; a place that is not known is said to be unknown."""
    return listed(_("an unknown country") if code == "?" else country_name(code, language) for code in codes)


def risk_kinds(codes: Iterable[str], language: str) -> str:
    """Names of risk kinds from the catalogue, as in a sentence; the code itself where the catalogue lacks it."""
    return listed(in_sentence(_risk_kind(code, language)) for code in codes)


def in_sentence(title: str) -> str:
    """A title inside a sentence: `Renhold` becomes `renhold`, `IT-utstyr` stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _risk_kind(code: str, language: str) -> str:
    try:
        held = code in load_edition("risk-kinds").rows
    except CatalogueMissing:
        held = False
    return row_text("risk-kinds", code, "name", language) if held else code.replace("_", " ")


def materials(codes: Iterable[str]) -> str:
    """Names of materials."""
    names = {
        "tin": _("tin"),
        "tantalum": _("tantalum"),
        "tungsten": _("tungsten"),
        "gold": _("gold"),
        "cobalt": _("cobalt"),
        "cocoa": _("cocoa"),
        "sugar": _("sugar"),
        "cotton": _("cotton"),
        "palm_oil": _("palm oil"),
        "rubber": _("natural rubber"),
    }
    return listed(names.get(code, code) for code in codes)


def stages(codes: Iterable[str]) -> str:
    """Names of stages of the chain."""
    names = {
        "raw_material": _("raw material"),
        "component": _("component production"),
        "final_production": _("final production"),
        "service": _("service"),
    }
    return listed(names.get(code, code) for code in codes)


def level_word(level: int | None) -> str:
    """A level in a word."""
    words = {1: _("low"), 2: _("medium"), 3: _("high"), 4: _("very high")}
    return words.get(level or 0, _("unknown"))
