"""What is done with a complaint besides writing to whoever complained: one address for each act, told in a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now
from samsvar.subjects.complaints.forms import ConcludeForm, FactsForm, PeopleForm, TextForm
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services import cases as services
from samsvar.subjects.complaints.views.complaints import complaint_form, find_complaint, find_handled
from samsvar.subjects.complaints.views.saving import form_page, was_refused

Bind = Callable[[Complaint, Any], forms.Form]
Save = Callable[[ViewerRequest, Complaint, Any], object]


@dataclass(frozen=True)
class Act:
    """One thing that is done: its words, its form, and the service. `by_right`: being named on it is not enough."""

    title: Promise
    button: Promise
    saved: Promise
    bind: Bind
    save: Save
    by_right: bool = False


def _facts(found: Complaint, sent: Any) -> FactsForm:
    names = ("topic", "place", "relation", "language", "name", "contact", "email", "handler")
    return FactsForm(found, sent, initial=initial_of(found, names))


def _conclusion(found: Complaint, sent: Any) -> ConcludeForm:
    return ConcludeForm(found, sent, initial={"version": found.version})


def _people(found: Complaint, sent: Any) -> PeopleForm:
    named = [row.person.key for row in found.handlers.select_related("person")]
    return PeopleForm(found.enterprise, sent, initial={"people": named})


def _text(label: Promise, help_text: Promise | str = "") -> Bind:
    return lambda found, sent: TextForm(label, sent, help_text=help_text)


def _change(request: ViewerRequest, found: Complaint, form: Any) -> object:
    fields, version = form.written, form.version_sent
    return services.change_complaint(complaint=found, fields=fields, version=version, by=request.viewer.actor, at=now())


def _conclude(request: ViewerRequest, found: Complaint, form: Any) -> object:
    return services.conclude_complaint(
        complaint=found, version=form.version_sent, person=request.viewer.person, by=request.viewer.actor, at=now(),
        **form.written,
    )  # fmt: skip


def _name(request: ViewerRequest, found: Complaint, form: Any) -> object:
    people = list(form.cleaned_data["people"])
    return services.name_handlers(complaint=found, people=people, by=request.viewer.actor, at=now())


def _with_text(service: Callable[..., object]) -> Save:
    return lambda request, found, form: service(
        complaint=found, text=form.cleaned_data["text"], person=request.viewer.person, by=request.viewer.actor, at=now()
    )


def _withdraw(request: ViewerRequest, found: Complaint, form: Any) -> object:
    text = form.cleaned_data["text"]
    return services.withdraw_complaint(complaint=found, text=text, by=request.viewer.actor, at=now())


_THEY_READ = gettext_lazy("Whoever complained reads it.")
ACTS: dict[str, Act] = {
    "endre": Act(
        gettext_lazy("Change the facts"),
        gettext_lazy("Save the facts"),
        gettext_lazy("The facts are saved."),
        _facts,
        _change,
    ),
    "konkluder": Act(
        gettext_lazy("Conclude the complaint"),
        gettext_lazy("Send the conclusion"),
        gettext_lazy("The complaint is concluded, and whoever complained is told."),
        _conclusion,
        _conclude,
    ),
    "videre": Act(
        gettext_lazy("Pass the complaint on"),
        gettext_lazy("Pass it on"),
        gettext_lazy("The complaint is passed on."),
        _text(gettext_lazy("Where it belongs, and why"), _THEY_READ),
        _with_text(services.pass_on),
    ),
    "trukket": Act(
        gettext_lazy("The complaint is withdrawn"),
        gettext_lazy("End the complaint"),
        gettext_lazy("The complaint is ended."),
        _text(gettext_lazy("How we know that they want to withdraw it"), _THEY_READ),
        _withdraw,
    ),
    "gjenoppta": Act(
        gettext_lazy("Take the complaint up again"),
        gettext_lazy("Take it up again"),
        gettext_lazy("The complaint is taken up again, with a new day for its conclusion."),
        _text(gettext_lazy("Why it is taken up again"), _THEY_READ),
        _with_text(services.take_up_again),
    ),
    "notat": Act(
        gettext_lazy("Write a note"),
        gettext_lazy("Save the note"),
        gettext_lazy("The note is saved."),
        _text(gettext_lazy("Note"), gettext_lazy("Only those who handle this complaint read it.")),
        _with_text(services.add_note),
    ),
    "behandlere": Act(
        gettext_lazy("Who besides may handle this complaint"),
        gettext_lazy("Save"),
        gettext_lazy("It is saved."),
        _people,
        _name,
        by_right=True,
    ),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """The form of one act."""
    one = ACTS.get(word)
    if one is None:
        raise Http404
    if one.by_right:
        found = find_complaint(request, key)
        require(request.viewer, Permission.MANAGE_COMPLAINTS, found.enterprise)
    else:
        found = find_handled(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = one.bind(found, request.POST or None)
    page = complaint_form(found, str(one.title), str(one.button), str(one.saved))

    def save() -> None:
        one.save(request, found, form)

    return form_page(request, page, form, save)


@signed_in
def take(request: ViewerRequest, key: str) -> HttpResponse:
    """Whoever presses takes it on."""
    found, viewer = find_handled(request, key), request.viewer
    allow_methods(request, "POST")
    person = viewer.person
    if person is not None and not was_refused(
        request, lambda: services.take_complaint(complaint=found, handler=person, by=viewer.actor, at=now())
    ):
        messages.success(request, _("You handle the complaint."))
    return redirect("complaints:complaint", key=found.key)
