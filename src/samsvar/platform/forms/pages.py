"""What every page with a form does: show it, save it, say why a rule refuses, show both where somebody saved first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.selectors import events_of
from samsvar.platform.forms.versioned import Versioned, carry_version, differences
from samsvar.platform.organisation.services import Hindered, NotAllowed, Refused, StaleVersion

Words = str | Promise
_SAVE = _("Save")
Said = Callable[[Refused], Iterable[tuple[str, str]]]
"""An app's words for a rule that says no: the field it belongs at (empty: the whole form) and a sentence, each."""


def said_by(table: Mapping[str, tuple[str, Words]]) -> Said:
    """An app's words for its rules by the codes of their refusals: the field each belongs at, and the sentence."""

    def said(refusing: Refused) -> list[tuple[str, str]]:
        if isinstance(refusing, Hindered):
            return [(table[code][0], str(table[code][1])) for code in refusing.reasons if code in table]
        if isinstance(refusing, NotAllowed) and refusing.code in table:
            field, words = table[refusing.code]
            return [(field, str(words) % refusing.facts if refusing.facts else str(words))]
        return []

    return said


@dataclass(frozen=True)
class FormPage:
    """A page with one form.

    `crumbs` are (address, name) of what lies above it; `back` is where it leads when saved or given up; `remove` is
    the address that removes the row; `more` is what its template needs beside the form.
    """

    title: Words
    back: str
    crumbs: tuple[tuple[str, Words], ...]
    saved: Words = ""
    intro: Words = ""
    button: Words = _SAVE
    remove: str = ""
    template: str = "forms/form_page.html"
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """Somebody saved after the form was opened: who, when, and each field as they and you have it."""

    who: str
    at: datetime
    differences: list[tuple[str, str, str]]


def form_page(
    request: HttpRequest, page: FormPage, form: forms.Form, save: Callable[[], str | None], *, said: Said
) -> HttpResponse:
    """Answer a form: 200 to read it, a redirect when saved, 422 with what is wrong, 409 where somebody saved first.

    `save` is called with a valid form; what it returns is the address to go to, `back` where it returns none.
    """
    conflict, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                address = save()
            except Refused as refusing:
                add_refusal(form, refusing, said)
            except StaleVersion as stale:
                conflict, status = conflict_with(form, stale), 409
            except IntegrityError as problem:
                if not made_at_once(problem):
                    raise
                words = _("Somebody else saved the same in the same moment. Look through it, and save once more.")
                form.add_error(None, words)
            else:
                if page.saved:
                    messages.success(request, str(page.saved))
                return redirect(address or page.back)
        if form.errors:
            status = 422
    parts = form.parts() if isinstance(form, Versioned) else []
    context = {"page": page, "form": form, "conflict": conflict, "parts": parts, **page.more}
    return render(request, page.template, context, status=status)


def add_refusal(form: forms.Form, refusing: Refused, said: Said) -> None:
    """Say in the form why a rule refuses, each sentence at its field."""
    for name, words in _sentences(refusing, said):
        form.add_error(name if name in form.fields else None, words)


def _sentences(refusing: Refused, said: Said) -> list[tuple[str, str]]:
    """A refusal without words is a fault of ours, and is raised again."""
    found = list(said(refusing))
    if not found:
        raise refusing
    return found


def conflict_with(form: forms.Form, stale: StaleVersion) -> Conflict:
    """What somebody else saved, beside what the form says. The form then carries their version."""
    now: Any = stale.now
    event = events_of(now._meta.db_table, now.key).first()
    found = differences(form, now, form.cleaned_data)
    carry_version(form, now.version)
    return Conflict(event.actor_name if event else "", now.updated_at, found)


def was_refused(request: HttpRequest, act: Callable[[], Any], *, said: Said) -> bool:
    """Do what a button asks for; a refusal is told as a message. True where it was refused."""
    try:
        act()
    except Refused as refusing:
        for _name, words in _sentences(refusing, said):
            messages.error(request, words)
        return True
    except (StaleVersion, IntegrityError) as met:
        if isinstance(met, IntegrityError) and not made_at_once(met):
            raise
        messages.error(request, _("Somebody changed it after you opened the page. Look at it again first."))
        return True
    return False


def made_at_once(problem: IntegrityError) -> bool:
    """Whether two have made the same row in the same moment, which its unique index tells; anything else is a fault."""
    code = getattr(problem.__cause__, "sqlstate", "")  # PostgreSQL's; SQLite has none, and says it in words
    return code == "23505" or (not code and str(problem).startswith("UNIQUE constraint failed"))
