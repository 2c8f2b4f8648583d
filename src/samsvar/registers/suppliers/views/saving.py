"""What every form page does: show it, save it, say why a rule refuses, and show both where somebody saved first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from samsvar.platform.audit.selectors import events_of
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.forms import carry_version
from samsvar.registers.suppliers.forms.fields import Versioned, in_words, initial_of
from samsvar.registers.suppliers.presenters import refusal

Words = str | Promise


@dataclass(frozen=True)
class FormPage:
    """A page with one form. `crumbs` are (address, name); `back` is where it leads when saved or given up."""

    title: Words
    back: str
    crumbs: tuple[tuple[str, Words], ...]
    saved: Words = ""
    intro: Words = ""
    remove: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """Somebody saved after the form was opened: who, when, and each field as they and you have it."""

    who: str
    at: datetime
    differences: list[tuple[str, str, str]]


def form_page(request: HttpRequest, page: FormPage, form: Versioned, save: Callable[[], str]) -> HttpResponse:
    """Answer a form: 200 to read it, a redirect when saved, 422 with what is wrong, 409 where somebody saved first.

    `save` is called with a valid form; what it returns is the address to go to, `back` where it is empty.
    """
    conflict, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                answer = save()
            except NotAllowed as refused:
                _say(form, refused)
            except StaleVersion as stale:
                conflict, status = _conflict(form, stale.now), 409
            else:
                if page.saved:
                    messages.success(request, str(page.saved))
                return redirect(answer or page.back)
        if form.errors:
            status = 422
    context = {"page": page, "form": form, "conflict": conflict, "parts": form.parts() or None, **page.more}
    return render(request, "suppliers/form_page.html", context, status=status)


def _say(form: forms.Form, refusing: NotAllowed) -> None:
    name, words = refusal(refusing.code, refusing.facts)
    form.add_error(name if name in form.fields else None, words)


def _conflict(form: Versioned, now: Any) -> Conflict:
    event = events_of(now._meta.db_table, now.key).first()
    differences = []
    for name, held in form.fields.items():
        if name == "version" or not hasattr(now, name):
            continue
        theirs = getattr(now, name)
        if isinstance(held, forms.ModelMultipleChoiceField):
            theirs = list(theirs.all())
        their_words, your_words = in_words(held, theirs), in_words(held, form.cleaned_data.get(name))
        if their_words != your_words:
            differences.append((str(held.label), their_words, your_words))
    carry_version(form, now.version)
    return Conflict(event.actor_name if event else "", now.updated_at, differences)


def begun(form: type[Versioned], row: Any) -> dict[str, Any]:
    """What a form about a row begins with; empty for a new row."""
    if row is None or row.pk is None:
        return {}
    first = initial_of(row, (name for name in form.base_fields if name != "version" and hasattr(row, name)))
    for name, field_of in form.base_fields.items():
        if isinstance(field_of, forms.ModelMultipleChoiceField):
            first[name] = [each.key for each in getattr(row, name).all()]
    return first
