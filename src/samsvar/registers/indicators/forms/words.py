"""The form of an enterprise's own words: what the three dimensions are called, and its themes, one a line."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.forms.fields import Text
from samsvar.registers.indicators.presenters.words import DIMENSIONS, THEMES
from samsvar.registers.indicators.selectors.words import OwnWords
from samsvar.registers.indicators.services.words import Named

_LANGUAGES = (("nb", _("in bokmål")), ("nn", _("in nynorsk")), ("en", _("in English")))
MOST_THEMES = 40


class WordsForm(forms.Form):
    """Dimensions by name, each in three languages; themes as lines of names with semicolons between."""

    themes = Text(
        label=_("Themes"),
        lines=9,
        max_length=6_000,
        required=False,
        help_text=_(
            "One a line, in the order they are shown. Bokmål first, then nynorsk and English with a semicolon between: "
            "Helse; Helse; Health. Empty: the themes that ship."
        ),
    )

    def __init__(self, *arguments: Any, own: OwnWords, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._own = own
        for code in _codes():
            row = own.dimensions.get(code)
            for language, words in _LANGUAGES:
                self.fields[f"{code}_{language}"] = Text(
                    label=f"{_in(language, DIMENSIONS[code])}, {words}",
                    required=False,
                    max_length=100,
                    initial=getattr(row, f"name_{language}") if row else _in(language, DIMENSIONS[code]),
                )
        lines = [[row.name_nb, row.name_nn, row.name_en] for row in own.themes.values()]
        lines = lines or [_in_each(words) for words in THEMES.values()]
        self.fields["themes"].initial = "\n".join("; ".join(each).rstrip("; ") for each in lines)
        self.order_fields([*(name for name in self.fields if name != "themes"), "themes"])

    def clean_themes(self) -> list[Named]:
        """The themes; one known by its name in bokmål keeps its code, so that what has it is not left behind."""
        known = {row.name_nb: code for code, row in self._own.themes.items()}
        known = {_in("nb", words): code for code, words in THEMES.items()} | known
        found = []
        for line in self.cleaned_data["themes"].splitlines():
            names = [each.strip()[:100] for each in line.split(";")]
            if names[0]:
                nb, nn, en = (*names, "", "")[:3]
                found.append(Named(known.get(nb, ""), nb, nn, en))
        if len(found) > MOST_THEMES:
            raise forms.ValidationError(_("Write 40 themes at most."))
        return found

    @property
    def dimensions(self) -> list[Named]:
        """The dimensions that have a name in bokmål."""
        return [
            Named(code, *(self.cleaned_data[f"{code}_{language}"] for language, _words in _LANGUAGES))
            for code in _codes()
            if self.cleaned_data[f"{code}_nb"]
        ]


def _codes() -> list[str]:
    return [code for code in DIMENSIONS if code]


def _in(language: str, words: str | Promise) -> str:
    with translation.override(language):
        return str(words)


def _in_each(words: str | Promise) -> list[str]:
    return [_in(language, words) for language, _of in _LANGUAGES]
