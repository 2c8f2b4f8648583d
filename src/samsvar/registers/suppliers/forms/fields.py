"""Fields that several forms here share, and the base with the version a form was opened with."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import match_country, match_cpv
from samsvar.core.catalogues.names import Match
from samsvar.core.documents.numbers import format_date
from samsvar.core.readers.results import CellProblem, RowError
from samsvar.core.readers.values.identifiers import parse_organisation_number
from samsvar.core.readers.values.numbers import parse_money
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.platform.imports.messages import message_of
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.registers.suppliers.names import parted

UNKNOWN = "?"


class Text(forms.CharField):
    """Text cleaned as all text from outside is. `lines` makes a box of so many lines; without it one line."""

    def __init__(self, *, lines: int = 0, max_length: int = 300, **more: Any) -> None:
        self._parse = text_parser(max_length) if lines else name_parser(max_length)
        if lines:
            more["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(max_length=max_length, **more)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(_parsed(self._parse, text)) if text else ""


class Day(forms.DateField):
    """A day between 1900 and 2200."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not 1900 <= day.year < 2200:
            raise forms.ValidationError(_("Write a year between 1900 and 2199."))
        return day


class Count(forms.IntegerField):
    """How many; empty is unknown, never zero."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 1_000_000, "required": False, **more})


class OrganisationNumber(forms.CharField):
    """Nine figures with a right check digit, written with or without blanks; empty for a foreign company."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 30, "required": False, **more})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(_parsed(parse_organisation_number, text)) if text else ""


class Money(forms.CharField):
    """Kroner as people write them; gives øre, None where nothing is written."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 40, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        kroner, ore = divmod(value, 100)
        whole = f"{kroner:,}".replace(",", " ")
        return f"{whole},{ore:02}" if ore else whole

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        return _parsed(parse_money, text) if text else None


class Yes(forms.NullBooleanField):
    """Yes, no, or not known."""

    widget = forms.NullBooleanSelect

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, **more})
        self.widget.choices = [("unknown", _("Not known")), ("true", _("Yes")), ("false", _("No"))]


class CodeList(forms.CharField):
    """Several codes with commas between, written as codes or names; kept as a column keeps them (`;CHN;?;`)."""

    def __init__(
        self,
        match: Callable[[str], Match],
        named: Callable[[str], str],
        wrong: Any,
        **more: Any,
    ) -> None:
        self._match, self._named, self._wrong = match, named, wrong
        super().__init__(**{"max_length": 2000, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(self._named(code) for code in parted(value)) if str(value).startswith(";") else value

    def clean(self, value: Any) -> str:
        found: list[str] = []
        for word in super().clean(value).replace(";", ",").split(","):
            code = self._code(word.strip())
            if code and code not in found:
                found.append(code)
        return f";{';'.join(found)};" if found else ""

    def _code(self, word: str) -> str:
        if not word:
            return ""
        match = self._match(word)
        if match.code is None:
            near = ", ".join(self._named(code) for code in match.nearest[:2])
            words = _("%(wrong)s Did you mean %(near)s?") if near else "%(wrong)s"
            raise forms.ValidationError(words, params={"wrong": self._wrong % {"word": word}, "near": near})
        return match.code


def countries_field(**more: Any) -> CodeList:
    """Countries by name or code."""
    return CodeList(_match_country, country_words, _("“%(word)s” is not a country."), **more)


def cpv_field(**more: Any) -> CodeList:
    """CPV codes."""
    return CodeList(match_cpv, str, _("“%(word)s” is not a CPV code."), **more)


class Country(forms.CharField):
    """One country by name or code; empty is unknown."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 100, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        return country_words(value) if isinstance(value, str) and len(value) == 3 and value.isupper() else value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        codes = parted(countries_field().clean(text)) if text else ()
        if len(codes) > 1:
            raise forms.ValidationError(_("Write one country."))
        return "" if not codes or codes[0] == UNKNOWN else codes[0]


def country_words(code: str) -> str:
    """A country's name in the reader's language; the word for unknown for `?`."""
    return str(_("unknown")) if code == UNKNOWN else country_name(code, current_language())


def _match_country(word: str) -> Match:
    return Match(UNKNOWN) if word == country_words(UNKNOWN) else match_country(word)


def _parsed(parse: Callable[[Any], Any], text: str) -> Any:
    """What a reader of files makes of the text; its error in words where it makes nothing."""
    try:
        return parse(text)
    except CellProblem as problem:
        code, facts = problem.found[0]
        message, remedy = message_of(RowError(None, None, code, facts))
        raise forms.ValidationError(f"{message}. {remedy}") from None


class Versioned(forms.Form):
    """A form about a row. It carries the row's version, so that somebody else's save is never overwritten unseen.

    `sections` are (heading, names of fields); a section whose fields are all empty begins folded.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sections: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @property
    def written(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def version_sent(self) -> int | None:
        return self.cleaned_data.get("version")

    def parts(self) -> list[dict[str, Any]]:
        """The sections for the template: heading, bound fields, and whether it begins open."""
        return [
            {
                "heading": heading,
                "fields": [self[name] for name in names if name in self.fields],
                "open": number == 0
                or any(self[name].errors or self[name].value() for name in names if name in self.fields),
                "folds": number > 0,
            }
            for number, (heading, names) in enumerate(self.sections)
        ]


def initial_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """A row's values as a form begins with them; rows chosen by key are given by their key."""
    found: dict[str, Any] = {"version": row.version}
    for name in names:
        value = getattr(row, name, None)
        found[name] = getattr(value, "key", value)
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as somebody reads it, to show two versions side by side."""
    if isinstance(field, (CodeList, Money, Country)):
        return str(field.prepare_value(value) or "–")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in value or ()) or "–"
    if isinstance(field, forms.ModelChoiceField):
        return str(value or "–")
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return format_date(value, current_language(), "table")
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, (list, tuple)):
        return ", ".join(str(choices.get(one, one)) for one in value) or "–"
    return "–" if value in (None, "") else str(choices.get(value, value))
