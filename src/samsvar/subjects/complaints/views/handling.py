"""What is done with a complaint besides writing to whoever complained: one address for each act, told in a table."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


_THEY_READ = _("Whoever complained reads it.")
ACTS: dict[str, Act] = {
    "endre": Act(
        _("Change the facts"),
        _("Save the facts"),
        _("The facts are saved."),
        _facts,
        _change,
    ),
    "konkluder": Act(
        _("Conclude the complaint"),
        _("Send the conclusion"),
        _("The complaint is concluded, and whoever complained is told."),
        _conclusion,
        _conclude,
    ),
    "videre": Act(
        _("Pass the complaint on"),
        _("Pass it on"),
        _("The complaint is passed on."),
        _text(_("Where it belongs, and why"), _THEY_READ),
        _with_text(services.pass_on),
    ),
    "trukket": Act(
        _("The complaint is withdrawn"),
        _("End the complaint"),
        _("The complaint is ended."),
        _text(_("How we know that they want to withdraw it"), _THEY_READ),
        _withdraw,
    ),
    "gjenoppta": Act(
        _("Take the complaint up again"),
        _("Take it up again"),
        _("The complaint is taken up again, with a new day for its conclusion."),
        _text(_("Why it is taken up again"), _THEY_READ),
        _with_text(services.take_up_again),
    ),
    "notat": Act(
        _("Write a note"),
        _("Save the note"),
        _("The note is saved."),
        _text(_("Note"), _("Only those who handle this complaint read it.")),
        _with_text(services.add_note),
    ),
    "behandlere": Act(
        _("Who besides may handle this complaint"),
        _("Save"),
        _("It is saved."),
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


take = acts.button(_("You handle the complaint."), _take)
