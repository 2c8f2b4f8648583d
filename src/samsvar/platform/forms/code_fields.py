"""Fields for codes of a catalogue, written by people as codes or names with commas between."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import match_country, match_cpv
from samsvar.core.catalogues.names import Match
from samsvar.platform.audit.code_columns import joined, parted
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language

UNKNOWN = "?"
_UNKNOWN_WORDS = frozenset({"?", "ukjent", "ukjend", "unknown"})


class CodeList(forms.CharField):
    """Several codes with commas between, as a tuple without repeats.

    `match` finds the code of a word, `named` says what a code is called, `wrong` what a word is not. It begins with a
    tuple, or with a column that keeps the codes as `;CHN;?;`.
    """

    def __init__(self, match: Callable[[str], Match], named: Callable[[str], str], wrong: Any, **more: Any) -> None:
        self._match, self._named, self._wrong = match, named, wrong
        super().__init__(**{"max_length": 2000, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith(";"):
            value = parted(value)
        return ", ".join(self._named(code) for code in value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        found: dict[str, None] = {}
        for word in super().clean(value).replace(";", ",").split(","):
            if word.strip():
                found.setdefault(self._code(word.strip()))
        return tuple(found)

    def _code(self, word: str) -> str:
        match = self._match(word)
        if match.code is None:
            near = ", ".join(self._named(code) for code in match.nearest[:2])
            words = _("%(wrong)s Did you mean %(near)s?") if near else "%(wrong)s"
            raise forms.ValidationError(words, params={"wrong": self._wrong % {"word": word}, "near": near})
        return match.code


class CodeColumn(CodeList):
    """Codes as a column keeps them: `;CHN;?;`, or nothing."""

    def clean(self, value: Any) -> str:
        return joined(super().clean(value))


class Country(forms.CharField):
    """One country by name or code; empty is unknown."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 100, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        return country_words(value) if isinstance(value, str) and len(value) == 3 and value.isupper() else value

    def clean(self, value: Any) -> str:
        codes = countries_field().clean(super().clean(value))
        if len(codes) > 1:
            raise forms.ValidationError(_("Write one country."))
        return "" if codes in ((), (UNKNOWN,)) else str(codes[0])


def countries_field(kind: type[CodeList] = CodeList, **more: Any) -> CodeList:
    """Countries by name or code: ISO 3166 alpha-3, `?` for one that nobody knows."""
    return kind(_match_country, country_words, _("“%(word)s” is not a country."), **more)


def cpv_field(kind: type[CodeList] = CodeList, **more: Any) -> CodeList:
    """CPV codes."""
    return kind(match_cpv, str, _("“%(word)s” is not a CPV code."), **more)


def country_words(code: str) -> str:
    """A country's name in the reader's language; the word for unknown for `?`."""
    return str(_("unknown")) if code == UNKNOWN else country_name(code, current_language())


def _match_country(word: str) -> Match:
    unknown = word.casefold() in _UNKNOWN_WORDS or word == country_words(UNKNOWN)
    return Match(UNKNOWN) if unknown else match_country(word)
