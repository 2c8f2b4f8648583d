"""A form about a row: the version it was opened with, and what two versions say in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.numbers import format_date
from samsvar.platform.forms.code_fields import CodeList, Country
from samsvar.platform.forms.fields import Money
from samsvar.platform.ui.asked import NEVER
from samsvar.platform.ui.language import current_language


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
    def version_sent(self) -> int:
        """The version of the row that was seen; one that no row has where none was sent."""
        return self.cleaned_data.get("version") or NEVER

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


def begun(form: type[forms.Form], row: Any) -> dict[str, Any]:
    """What a form about a row begins with: the row's columns of the same names, other rows by their keys.

    Empty for a new row.
    """
    return {} if row is None or row.pk is None else initial_of(row, form.base_fields)


def initial_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """A row's values as a form begins with them, with its version."""
    held = {name: _begun_with(getattr(row, name)) for name in names if hasattr(row, name)}
    return {**held, "version": row.version}


def _begun_with(value: Any) -> Any:
    if hasattr(value, "all"):
        return [each.key for each in value.all()]
    return getattr(value, "key", None) if isinstance(value, Model) else value


def carry_version(form: forms.BaseForm, version: int) -> None:
    """Let the form, drawn anew after somebody else's save, say that it has seen this version of the row."""
    sent = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    sent["version"] = str(version)
    form.data = sent


def differences(form: forms.BaseForm, now: Any, cleaned: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each field that stands otherwise in the row than in the form: label, theirs, yours."""
    found = []
    for name, field in form.fields.items():
        if name == "version" or not hasattr(now, name):
            continue
        theirs = getattr(now, name)
        theirs_words = in_words(field, list(theirs.all()) if hasattr(theirs, "all") else theirs)
        yours_words = in_words(field, cleaned.get(name))
        if theirs_words != yours_words:
            found.append((str(field.label), theirs_words, yours_words))
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as somebody reads it, to show two versions side by side."""
    if isinstance(field, (CodeList, Money, Country)):
        return str(field.prepare_value(value) or "–")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(field.label_from_instance(row) for row in value or ()) or "–"
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value) if value else "–"
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return format_date(value, current_language(), "table")
    choices = dict(getattr(field, "choices", ()))
    if isinstance(field, forms.MultipleChoiceField):
        codes = field.prepare_value(value) or ()
        return ", ".join(str(choices.get(code, code)) for code in codes) or "–"
    return "–" if value in (None, "") else str(choices.get(value, value))
