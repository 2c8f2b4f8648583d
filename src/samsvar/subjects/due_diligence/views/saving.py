"""What every form page here does: show it, save it, say why a rule refuses, show both where somebody saved first."""

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
from samsvar.subjects.due_diligence.forms.fields import in_words
from samsvar.subjects.due_diligence.presenters.codes import CLOSING, CRITERIA, refusal, sentences
from samsvar.subjects.due_diligence.services.impacts import MayNotClose
from samsvar.subjects.due_diligence.services.workforce import NotDocumented

Words = str | Promise


@dataclass(frozen=True)
class FormPage:
    """A page with one form. `crumbs` are (address, name); `back` is where it leads when saved or given up."""

    title: Words
    button: Words
    back: str
    crumbs: tuple[tuple[str, Words], ...]
    saved: Words = ""
    intro: Words = ""
    template: str = "due_diligence/form_page.html"
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """Somebody saved after the form was opened: who, when, and each field as they and you have it."""

    who: str
    at: datetime
    differences: list[tuple[str, str, str]]


def form_page(
    request: HttpRequest,
    page: FormPage,
    form: forms.Form,
    save: Callable[[], Any],
    initial: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Answer a form: 200 to read it, a redirect when saved, 422 with what is wrong, 409 where somebody saved first.

    `save` is called with a valid form; what it returns, where it is text, is the address to go to instead of `back`.
    `initial` gives the form's values of a row, so that the two versions can be shown.
    """
    conflict, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                answer = save()
            except (NotAllowed, MayNotClose, NotDocumented) as refused:
                _say(form, refused)
            except StaleVersion as stale:
                conflict, status = _conflict(form, stale.now, initial), 409
            else:
                if page.saved:
                    messages.success(request, str(page.saved))
                return redirect(answer if isinstance(answer, str) else page.back)
        if form.errors:
            status = 422
    context = {"page": page, "form": form, "conflict": conflict, **page.more}
    return render(request, page.template, context, status=status)


def refused(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do what a button asks for; a refusal is told as a message. True where it was refused."""
    try:
        act()
    except NotAllowed as no:
        messages.error(request, refusal(no.code, no.facts)[1])
        return True
    return False


def _say(form: forms.Form, refusing: ValueError) -> None:
    if isinstance(refusing, MayNotClose):
        for sentence in sentences(refusing.reasons, CLOSING):
            form.add_error(None, sentence)
    elif isinstance(refusing, NotDocumented):
        for criterion in refusing.reasons:
            form.add_error(criterion if criterion in form.fields else None, str(CRITERIA[criterion]))
    elif isinstance(refusing, NotAllowed):
        name, words = refusal(refusing.code, refusing.facts)
        form.add_error(name if name in form.fields else None, words)


def _conflict(form: forms.Form, now: Any, initial: Callable[[Any], dict[str, Any]] | None) -> Conflict:
    event = events_of(now._meta.db_table, now.key).first()
    theirs = initial(now) if initial else {name: getattr(now, name, None) for name in form.fields}
    differences = []
    for name, held in form.fields.items():
        if name == "version" or name not in theirs:
            continue
        their_words = in_words(held, _of_key(held, theirs[name]))
        your_words = in_words(held, form.cleaned_data.get(name))
        if their_words != your_words:
            differences.append((str(held.label), their_words, your_words))
    carry_version(form, now.version)
    return Conflict(event.actor_name if event else "", now.updated_at, differences)


def _of_key(held: forms.Field, value: Any) -> Any:
    """A row chosen by its key, as the row."""
    if isinstance(held, forms.ModelChoiceField) and held.queryset is not None and isinstance(value, str):
        return held.queryset.filter(key=value).first()
    return value
