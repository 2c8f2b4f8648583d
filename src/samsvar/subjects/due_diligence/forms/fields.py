"""Fields that several forms here share, and the base with the version a form was opened with."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues import match_country
from samsvar.core.documents.numbers import format_date
from samsvar.core.readers.results import CellProblem, RowError
from samsvar.core.readers.values.text import text_parser
from samsvar.platform.imports.messages import message_of
from samsvar.platform.organisation.models import OrgUnit, Person
from samsvar.platform.ui.language import current_language
from samsvar.subjects.due_diligence.presenters import codes

UNKNOWN_COUNTRY = "?"
_UNKNOWN_WORDS = frozenset({"?", "ukjent", "ukjend", "unknown"})


class Text(forms.CharField):
    """Text cleaned as all text from outside is. `lines` makes a box of so many lines; without it one line."""

    def __init__(self, *, lines: int = 0, max_length: int = 300, **more: Any) -> None:
        if lines:
            more["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(max_length=max_length, **more)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return (text_parser(self.max_length or 300)(text) or "") if text else ""
        except CellProblem as problem:
            code, facts = problem.found[0]
            said, to_do = message_of(RowError(None, None, code, facts))
            raise forms.ValidationError(f"{said}. {to_do}") from None


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
        super().__init__(**{"min_value": 0, "max_value": 1_000_000_000, "required": False, **more})


class Countries(forms.CharField):
    """Countries by name or code with commas between. Gives ISO 3166 alpha-3 codes, `?` for one that is not known."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 2000, "required": False, **more})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(codes.country(code) for code in value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        found: list[str] = []
        for word in super().clean(value).replace(";", ",").split(","):
            code = self._code(word.strip())
            if code and code not in found:
                found.append(code)
        return tuple(found)

    def _code(self, word: str) -> str:
        if not word:
            return ""
        if word.casefold() in _UNKNOWN_WORDS or word == codes.country(UNKNOWN_COUNTRY):
            return UNKNOWN_COUNTRY
        match = match_country(word)
        if match.code is None:
            near = ", ".join(codes.country(code) for code in match.nearest[:2])
            words = (
                _("“%(word)s” is not a country. Did you mean %(near)s?") if near else _("“%(word)s” is not a country.")
            )
            raise forms.ValidationError(words, params={"word": word, "near": near})
        return match.code


class Codes(forms.MultipleChoiceField):
    """Several codes of a list, as tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices: Any, **more: Any) -> None:
        super().__init__(choices=choices, required=False, **more)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(super().clean(value))


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's form fields take no argument at run time
    """A person with a role in the enterprise; the form carries the key, never the running number."""

    def __init__(self, enterprise: OrgUnit, **more: Any) -> None:
        super().__init__(
            people_of(enterprise), to_field_name="key", required=False, empty_label=_("Nobody yet"), **more
        )


def people_of(enterprise: OrgUnit) -> QuerySet[Person]:
    """Those who have a role in the enterprise."""
    with_role = Person.objects.filter(roles__unit__enterprise=enterprise).values("pk")
    return Person.objects.filter(is_active=True, pk__in=with_role).order_by("name")


class Versioned(forms.Form):
    """A form about a row. It carries the row's version, so that somebody else's save is never overwritten unseen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def fields_written(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def version_sent(self) -> int | None:
        return self.cleaned_data.get("version")


def initial_of(row: Any, names: Iterable[str], lists: Iterable[str] = ()) -> dict[str, Any]:
    """A row's values as a form begins with them; columns written `;a;b;` as lists."""
    held = set(lists)
    found: dict[str, Any] = {"version": row.version}
    for name in names:
        value = getattr(row, name)
        if name in held:
            value = [part for part in value.split(";") if part]
        found[name] = value.key if isinstance(value, (Person, OrgUnit)) else value
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as somebody reads it, to show two versions side by side."""
    if isinstance(field, Countries):
        return ", ".join(codes.country(code) for code in value or ())
    choices: Mapping[Any, Any] = dict(getattr(field, "choices", ())) if not isinstance(field, PersonChoice) else {}
    if isinstance(value, (list, tuple)):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return format_date(value, current_language(), "table")
    if value in (None, ""):
        return "–"
    return str(choices.get(value, value))
