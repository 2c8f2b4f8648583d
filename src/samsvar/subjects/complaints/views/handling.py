"""What is done with a complaint besides writing to whoever complained: one address for each act, told in a table."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.forms import TextForm
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.versioned import initial_of
from samsvar.subjects.complaints.forms import LONGEST_TEXT, ConcludeForm, FactsForm, PeopleForm
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services import cases as services
from samsvar.subjects.complaints.views.complaints import complaint_form, find_complaint, find_handled
from samsvar.subjects.complaints.views.saving import said

_BY_RIGHT = {"behandlere"}
"""Being named on the complaint is not enough for these."""
acts = Acts(find_handled, complaint_form, said)


def _facts(request: ViewerRequest, found: Complaint) -> FactsForm:
    names = ("topic", "place", "relation", "language", "name", "contact", "email", "handler")
    return FactsForm(found, request.POST or None, initial=initial_of(found, names))


def _conclusion(request: ViewerRequest, found: Complaint) -> ConcludeForm:
    return ConcludeForm(found, request.POST or None, initial={"version": found.version})


def _people(request: ViewerRequest, found: Complaint) -> PeopleForm:
    named = [row.person.key for row in found.handlers.select_related("person")]
    return PeopleForm(found.enterprise, request.POST or None, initial={"people": named})


def _text(label: Promise, help_text: Promise | str = "") -> Callable[[ViewerRequest, Complaint], forms.Form]:
    return lambda request, found: TextForm(label, request.POST or None, longest=LONGEST_TEXT, help_text=help_text)


def _change(request: ViewerRequest, found: Complaint, form: Any) -> object:
    about = {"fields": form.written, "version": form.version_sent}
    return services.change_complaint(complaint=found, **about, **by_whom(request))


def _conclude(request: ViewerRequest, found: Complaint, form: Any) -> object:
    about = {"version": form.version_sent, "person": request.viewer.person}
    return services.conclude_complaint(complaint=found, **form.written, **about, **by_whom(request))


def _name(request: ViewerRequest, found: Complaint, form: Any) -> object:
    return services.name_handlers(complaint=found, people=list(form.cleaned_data["people"]), **by_whom(request))


def _with_text(service: Callable[..., object]) -> Callable[[ViewerRequest, Complaint, Any], object]:
    return lambda request, found, form: service(
        complaint=found, text=form.cleaned_data["text"], person=request.viewer.person, **by_whom(request)
    )


def _withdraw(request: ViewerRequest, found: Complaint, form: Any) -> object:
    return services.withdraw_complaint(complaint=found, text=form.cleaned_data["text"], **by_whom(request))


def _take(request: ViewerRequest, found: Complaint) -> None:
    if request.viewer.person is not None:
        services.take_complaint(complaint=found, handler=request.viewer.person, **by_whom(request))


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
    ),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """The form of one act."""
    one = ACTS.get(word)
    if one is None:
        raise Http404
    if word in _BY_RIGHT:
        found = find_complaint(request, key)
        require(request.viewer, Permission.MANAGE_COMPLAINTS, found.enterprise)
    else:
        found = find_handled(request, key)
    return acts.answer(request, one, found)


take = acts.button(gettext_lazy("You handle the complaint."), _take)
