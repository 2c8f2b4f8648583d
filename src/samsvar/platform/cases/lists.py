"""The list of cases: what its address may ask for, and its saved views as tabs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from samsvar.platform.forms.pages import Words


class ListForm(forms.Form):
    """A saved view, a page of it, and a year."""

    view = forms.ChoiceField(required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    year = forms.IntegerField(min_value=1900, max_value=2199, required=False)

    def __init__(self, views: Iterable[str], *arguments: Any) -> None:
        super().__init__(*arguments)
        self.fields["view"].choices = [(code, code) for code in views]  # type: ignore[attr-defined]  # a choice


@dataclass(frozen=True)
class Tab:
    """A saved view with how many it holds."""

    code: str
    label: Words
    count: int
    here: bool


def asked_of(request: HttpRequest, views: Iterable[str]) -> dict[str, Any]:
    """What the address asks for. Raises BadRequest."""
    form = ListForm(views, request.GET)
    if not form.is_valid():
        raise BadRequest(", ".join(form.errors))
    return form.cleaned_data


def tabs(names: Mapping[str, Words], counts: Mapping[str, int], here: str) -> list[Tab]:
    """The saved views in the order of their names; empty ones are left out, but for the first and the one chosen."""
    first = next(iter(names))
    return [
        Tab(code, name, counts[code], code == here)
        for code, name in names.items()
        if counts[code] or code in (first, here)
    ]
