"""What is done with a record by one form each: a subject has a table of acts, so that a new one is an entry there.

An act finds the record, draws its form, calls one service, and leads back to the record's page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage, Said, Words, form_page, was_refused
from samsvar.platform.ui.clock import now

Find = Callable[[ViewerRequest, str], Any]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Act:
    """One act: its words, its form for (request, record), and the service for (request, record, valid form).

    What `save` returns is the address to go to, where that is a text. `about` is what the page's `FormPage` holds
    besides, for (record, form): its template and what that needs.
    """

    title: Words
    button: Words
    saved: Words
    bind: Callable[[ViewerRequest, Any], forms.Form]
    save: Callable[[ViewerRequest, Any, Any], object]
    about: Callable[[Any, Any], Mapping[str, Any]] = lambda _row, _form: {}


@dataclass(frozen=True)
class Acts:
    """How the acts on one kind of record are answered.

    `find` gives the record to whoever may do something with it, `page` its form page for (record, title, button,
    saved, more), `said` the words for a rule that refuses.
    """

    find: Find
    page: Callable[..., FormPage]
    said: Said

    def view(self, act: Act) -> View:
        """The page of an act."""

        @signed_in
        def shown(request: ViewerRequest, key: str) -> HttpResponse:
            return self.answer(request, act, self.find(request, key))

        return shown

    def answer(self, request: ViewerRequest, act: Act, row: Any) -> HttpResponse:
        """The page of an act on a record that was found."""
        allow_methods(request, "GET", "HEAD", "POST")
        form = act.bind(request, row)

        def save() -> str | None:
            address = act.save(request, row, form)
            return address if isinstance(address, str) else None

        page = self.page(row, act.title, act.button, act.saved, **act.about(row, form))
        return form_page(request, page, form, save, said=self.said)

    def button(self, saved: Words, act: Callable[[ViewerRequest, Any], object]) -> View:
        """A button alone: it does what it says, tells so, and leads back."""

        @signed_in
        def pressed(request: ViewerRequest, key: str) -> HttpResponse:
            row = self.find(request, key)
            allow_methods(request, "POST")
            if not was_refused(request, lambda: act(request, row), said=self.said):
                messages.success(request, str(saved))
            return redirect(self.page(row, "", "", "").back)

        return pressed


def by_whom(request: ViewerRequest) -> dict[str, Any]:
    """Who does it and when, as every service takes them."""
    return {"by": request.viewer.actor, "at": now()}
