"""What is done with a request: taken on, clarified, extended, decided, answered, given reasons for: a table of acts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.core.rules.information_requests import REGIMES, answer_deadline, notice_deadline, outcome, plan_for
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.forms import TextForm
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.ui.clock import today
from samsvar.subjects.information_requests.forms import (
    LONGEST_ANSWER,
    AskedReasonsForm,
    ExtendForm,
    FactsForm,
    PartForm,
    SendForm,
)
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.presenters import letters
from samsvar.subjects.information_requests.presenters.cases import part_lines
from samsvar.subjects.information_requests.presenters.words import provision_words
from samsvar.subjects.information_requests.selectors import part_of
from samsvar.subjects.information_requests.services import cases as services
from samsvar.subjects.information_requests.services.parts import remove_part, save_part
from samsvar.subjects.information_requests.views.requests import find_managed, request_form
from samsvar.subjects.information_requests.views.saving import form_page, said, was_refused

FACTS = ("regime", "language", "handler", "applicant_name", "applicant_address", "applicant_email")
_AS_IT_STANDS = _("It is sent as it stands.")
acts = Acts(find_managed, request_form, said)


def _text(label: Promise, help_text: Promise | str = "") -> Callable[[ViewerRequest, InformationRequest], TextForm]:
    return lambda request, found: TextForm(
        label, request.POST or None, initial={"version": found.version}, longest=LONGEST_ANSWER, help_text=help_text
    )


def _with_text(service: Callable[..., object]) -> Callable[[ViewerRequest, InformationRequest, Any], object]:
    return lambda request, found, form: service(request=found, text=form.cleaned_data["text"], **by_whom(request))


def _with_text_of(service: Callable[..., object]) -> Callable[[ViewerRequest, InformationRequest, Any], object]:
    """The same where it is kept who wrote."""
    return lambda request, found, form: service(
        request=found, text=form.cleaned_data["text"], person=request.viewer.person, **by_whom(request)
    )


def _take(request: ViewerRequest, found: InformationRequest) -> None:
    if request.viewer.person is not None:
        services.take_request(request=found, handler=request.viewer.person, **by_whom(request))


def _change(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    return services.change_request(request=found, fields=form.written, version=form.version_sent, **by_whom(request))


def _last_day(found: InformationRequest) -> date | None:
    regime = REGIMES[found.regime]
    return answer_deadline(regime, found.received_on, extended=True).due_on if regime.extended else None


def _more_time(request: ViewerRequest, found: InformationRequest) -> ExtendForm:
    last = _last_day(found)
    initial = {"version": found.version, "expected_on": plan_for(last) if last else None}
    return ExtendForm(request.POST or None, initial=initial)


def _extend(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    expected = form.written["expected_on"]
    text = letters.extension_letter(found, form.written["reasons"], expected) if expected else ""
    about = {"text": text, "version": form.version_sent, "person": request.viewer.person}
    return services.extend_deadline(request=found, **form.written, **about, **by_whom(request))


def _about_more_time(found: InformationRequest, form: Any) -> dict[str, Any]:
    regime = REGIMES[found.regime]
    more = {
        "last": _last_day(found),
        "notice": notice_deadline(regime, found.received_on),
        "provision": provision_words(regime.extension_provision),
    }
    return {"template": "information_requests/extend.html", "more": more}


def _answer(request: ViewerRequest, found: InformationRequest) -> TextForm:
    form = TextForm(
        _("The answer"),
        request.POST or None,
        longest=LONGEST_ANSWER,
        initial={"text": found.draft or letters.answer_opening(found), "version": found.version},
        help_text=_(
            "In the language they wrote in. What is refused, and what they can do about it, is added by itself."
        ),
    )
    form.fields["text"].widget.attrs["rows"] = 20
    return form


def _draft(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    about = {"text": form.cleaned_data["text"], "version": form.version_sent}
    return services.save_draft(request=found, **about, **by_whom(request))


def _reached(form: Any) -> date:
    """The day the answer reaches the one who asked, as far as the form says it."""
    return (form.is_bound and form.is_valid() and form.cleaned_data["received_on"]) or today()


def _send(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    reached = _reached(form)
    rights = letters.rights_of(found, list(found.parts.order_by("position")), reached)
    about = {"received_on": reached, "version": form.version_sent, "person": request.viewer.person}
    return services.send_answer(request=found, rights=rights.text, stated=rights.stated, **about, **by_whom(request))


def _about_sending(found: InformationRequest, form: Any) -> dict[str, Any]:
    parts = list(found.parts.order_by("position"))
    more = {
        "outcome": outcome(part_of(each) for each in parts),
        "decided": part_lines(found, parts),
        "request_row": found,
        "rights": letters.rights_of(found, parts, _reached(form)).text,
    }
    return {"template": "information_requests/send.html", "more": more}


def _ask_reasons(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    return services.ask_reasons(request=found, **form.cleaned_data, **by_whom(request))


def _give_reasons(request: ViewerRequest, found: InformationRequest, form: Any) -> object:
    about = {"text": form.cleaned_data["text"], "version": form.version_sent, "person": request.viewer.person}
    return services.give_reasons(request=found, **about, **by_whom(request))


take = acts.button(_("You handle the request."), _take)
edit = acts.view(
    Act(
        _("Change the facts"),
        _("Save the facts"),
        _("The facts are saved."),
        lambda request, found: FactsForm(found.enterprise, request.POST or None, initial=initial_of(found, FACTS)),
        _change,
    )
)
clarify = acts.view(
    Act(
        _("Ask what is meant"),
        _("Send the question"),
        _("The question is sent."),
        _text(_("What you ask"), _("It is sent as it stands. The deadline is not moved by it.")),
        _with_text_of(services.ask_clarification),
    )
)
clarified = acts.view(
    Act(
        _("Note what they say"),
        _("Save"),
        _("It is noted, and the work goes on."),
        _text(_("What they say")),
        _with_text(services.note_clarified),
    )
)
extend = acts.view(
    Act(
        _("Take more time"),
        _("Send the notice"),
        _("The notice is sent, and the deadline is moved."),
        _more_time,
        _extend,
        _about_more_time,
    )
)
draft = acts.view(
    Act(
        _("Write the answer"),
        _("Save the answer"),
        _("The answer is saved. It is not sent yet."),
        _answer,
        _draft,
        lambda found, form: {"template": "information_requests/draft.html", "more": {"request_row": found}},
    )
)
send = acts.view(
    Act(
        _("Read and send the answer"),
        _("Send the answer"),
        _("The answer is sent."),
        lambda request, found: SendForm(request.POST or None, initial={"version": found.version}),
        _send,
        _about_sending,
    )
)
reasons_asked = acts.view(
    Act(
        _("Fuller reasons are asked for"),
        _("Save"),
        _("It is noted, with the deadline for the reasons."),
        lambda request, found: AskedReasonsForm(request.POST or None, initial={"asked_on": today()}),
        _ask_reasons,
    )
)
give_reasons = acts.view(
    Act(
        _("Give fuller reasons"),
        _("Send the reasons"),
        _("The reasons are sent."),
        _text(_("Fuller reasons"), _AS_IT_STANDS),
        _give_reasons,
    )
)
withdraw = acts.view(
    Act(
        _("The request is withdrawn"),
        _("End the request"),
        _("The request is ended."),
        _text(_("How we know")),
        _with_text(services.withdraw_request),
    )
)
note = acts.view(
    Act(
        _("Write a note"),
        _("Save the note"),
        _("The note is saved."),
        _text(_("Note"), _("Only those who handle requests read it.")),
        _with_text_of(services.add_note),
    )
)


@signed_in
def part(request: ViewerRequest, key: str, part: str = "") -> HttpResponse:
    """Write one thing asked for and what is decided of it."""
    found = find_managed(request, key)
    row = find_or_404(found.parts.all(), key=part) if part else None
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartForm(found.regime, request.POST or None, initial=begun(PartForm, row))

    def save() -> None:
        save_part(request=found, part=row, fields=form.written, version=form.version_sent, **by_whom(request))

    several = row is not None and found.parts.count() > 1  # what is asked for is never nothing
    address = reverse("information_requests:part_remove", args=[found.key, row.key]) if row and several else ""
    more = {"remove": address, "more": {"row": row}}
    page = request_form(found, _("Decide a part"), _("Save the decision"), _("The decision is saved."), **more)
    return form_page(request, page, form, save)


@signed_in
def part_remove(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take a part away."""
    found = find_managed(request, key)
    row = find_or_404(found.parts.select_related("request__enterprise"), key=part)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: remove_part(part=row, **by_whom(request))):
        messages.success(request, str(_("The part is removed.")))
    return redirect("information_requests:request", key=found.key)
