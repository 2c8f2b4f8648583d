"""Fields that forms share. What is written in them is cleaned by the same readers as what stands in files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.results import CellProblem, RowError
from samsvar.core.readers.values.identifiers import parse_organisation_number
from samsvar.core.readers.values.numbers import parse_money
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.platform.audit.code_columns import joined, parted
from samsvar.platform.imports.messages import message_of


class Text(forms.CharField):
    """Text cleaned as all text from outside is. `lines` makes a box of so many lines; without it one line.

    `conditional` is for one that may be left empty only in some cases: its help text says which.
    """

    def __init__(self, *, lines: int = 0, max_length: int = 300, conditional: bool = False, **more: Any) -> None:
        self.conditional = conditional
        self._parse = text_parser(max_length) if lines else name_parser(max_length)
        if lines:
            more["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(max_length=max_length, **more)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(parsed(self._parse, text) or "") if text else ""


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


class OrganisationNumber(forms.CharField):
    """Nine figures with a right check digit, written with or without blanks; empty for a foreign company."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 30, "required": False, **more})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return str(parsed(parse_organisation_number, text)) if text else ""


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
        return parsed(parse_money, text) if text else None


class Yes(forms.NullBooleanField):
    """Yes, no, or not known."""

    widget = forms.NullBooleanSelect

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, **more})
        self.widget.choices = [("unknown", _("Not known")), ("true", _("Yes")), ("false", _("No"))]


class Codes(forms.MultipleChoiceField):
    """Several codes of a list, as tick boxes. Begins with a column that keeps them as `;a;b;`; gives a tuple."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices: Any, **more: Any) -> None:
        super().__init__(choices=choices, required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return list(parted(value)) if isinstance(value, str) else value

    def clean(self, value: Any) -> Sequence[str] | str:
        return tuple(super().clean(value))


class CodesColumn(Codes):
    """Several codes of a list, given as a column keeps them: `;a;b;`, or nothing."""

    def clean(self, value: Any) -> str:
        return joined(super().clean(value))


class RowChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's form fields take no argument at run time
    """One row; the form carries its key, never the running number. `words` says what the row is called.

    The rows may be given later (`choose_among`), by the form that knows who looks.
    """

    def __init__(self, rows: Any = None, *, words: Callable[[Any], str] = str, **more: Any) -> None:
        super().__init__(rows, to_field_name="key", **{"empty_label": "–", **more})
        self._words = words

    def label_from_instance(self, row: Any) -> str:
        return self._words(row)


class RowChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no argument either
    """Several rows as tick boxes, by key."""

    def __init__(self, rows: Any = None, *, words: Callable[[Any], str] = str, **more: Any) -> None:
        super().__init__(rows, to_field_name="key", widget=forms.CheckboxSelectMultiple, **more)
        self._words = words

    def label_from_instance(self, row: Any) -> str:
        return self._words(row)


def choose_among(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Set the rows that one of the form's choices offers."""
    field = form.fields[name]
    if not isinstance(field, (RowChoice, RowChoices)):
        raise TypeError(f"{name} chooses no rows")
    field.queryset = rows


#: What is said of a cell in a file, said of a field that somebody writes in.
_OF_A_FIELD = {
    "formula": (
        _("The text begins like a formula in a spreadsheet"),
        _("Put a word first, or leave out the sign it begins with (=, +, - or @)."),
    ),
}


def parsed(parse: Callable[[Any], Any], text: str) -> Any:
    """What a reader of files makes of the text; its error in words where it makes nothing."""
    try:
        return parse(text)
    except CellProblem as problem:
        code, facts = problem.found[0]
        message, remedy = _OF_A_FIELD.get(code) or message_of(RowError(None, None, code, facts))
        raise forms.ValidationError(f"{message}. {remedy}") from None
