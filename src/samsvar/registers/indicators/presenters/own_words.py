"""Dimensions and themes as an enterprise calls them, with the shipped words where it has set none."""

from collections.abc import Mapping

from samsvar.platform.ui.language import current_language
from samsvar.registers.indicators.models import GoalWord
from samsvar.registers.indicators.presenters.words import DIMENSIONS, THEMES
from samsvar.registers.indicators.selectors.words import OwnWords

NO_WORDS = OwnWords()


def dimensions(own: OwnWords = NO_WORDS) -> dict[str, str]:
    """The dimensions in words, by code, in their order."""
    return {code: _said(own.dimensions, code, str(words)) for code, words in DIMENSIONS.items()}


def themes(own: OwnWords = NO_WORDS) -> dict[str, str]:
    """The themes to choose among: the enterprise's own where it has set any, else those that ship."""
    if own.themes:
        return {code: _said(own.themes, code, code) for code in own.themes}
    return {code: str(words) for code, words in THEMES.items()}


def dimension_words(code: str, own: OwnWords = NO_WORDS) -> str:
    """A dimension in words."""
    return _said(own.dimensions, code, str(DIMENSIONS.get(code, code)))


def theme_words(code: str, own: OwnWords = NO_WORDS) -> str:
    """A theme in words; one that nobody has named, as its code says."""
    return _said(own.themes, code, str(THEMES.get(code, code)))


def _said(rows: Mapping[str, GoalWord], code: str, otherwise: str) -> str:
    row = rows.get(code)
    if row is None:
        return otherwise
    said: str = getattr(row, f"name_{current_language()}") or row.name_nb
    return said
