"""What is done with a request: taken on, clarified, extended, decided, answered, given reasons for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.information_requests import REGIMES, answer_deadline, notice_deadline, outcome, plan_for
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.information_requests.forms import (
    AskedReasonsForm,
    ExtendForm,
    PartForm,
    SendForm,
    TextForm,
)
from samsvar.subjects.information_requests.presenters import letters
from samsvar.subjects.information_requests.presenters.cases import part_lines
from samsvar.subjects.information_requests.presenters.words import provision_words
from samsvar.subjects.information_requests.selectors import part_of
from samsvar.subjects.information_requests.services import cases as services
from samsvar.subjects.information_requests.services.parts import remove_part, save_part
from samsvar.subjects.information_requests.views.requests import find_managed, request_form
from samsvar.subjects.information_requests.views.saving import form_page, was_refused


@signed_in
def take(request: ViewerRequest, key: str) -> HttpResponse:
    """Whoever presses takes it on."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "POST")
    person = viewer.person
    if person is not None and not was_refused(
        request, lambda: services.take_request(request=found, handler=person, by=viewer.actor, at=now())
    ):
        messages.success(request, _("You handle the request."))
    return redirect("information_requests:request", key=found.key)


@signed_in
def clarify(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask the one who asks what is meant."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = TextForm(
        _("What you ask"),
        request.POST or None,
        help_text=_("It is sent as it stands. The deadline is not moved by it."),
    )

    def save() -> None:
        text = form.cleaned_data["text"]
        services.ask_clarification(request=found, text=text, by=viewer.actor, at=now(), sent_by=viewer.person)

    title = _("Ask what is meant")
    return form_page(
        request, request_form(found, title, _("Send the question"), _("The question is sent.")), form, save
    )


@signed_in
def clarified(request: ViewerRequest, key: str) -> HttpResponse:
    """Note what the one who asks says is meant."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = TextForm(_("What they say"), request.POST or None)

    def save() -> None:
        services.note_clarified(request=found, text=form.cleaned_data["text"], by=viewer.actor, at=now())

    page = request_form(found, _("Note what they say"), _("Save"), _("It is noted, and the work goes on."))
    return form_page(request, page, form, save)


@signed_in
def extend(request: ViewerRequest, key: str) -> HttpResponse:
    """Give notice of more time."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    regime = REGIMES[found.regime]
    last = answer_deadline(regime, found.received_on, extended=True).due_on if regime.extended else None
    initial = {"version": found.version, "expected_on": plan_for(last) if last else None}
    form = ExtendForm(request.POST or None, initial=initial)

    def save() -> None:
        written = form.written
        expected = written["expected_on"]
        text = letters.extension_letter(found, written["reasons"], expected) if expected else ""
        services.extend_deadline(
            request=found,
            text=text,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
            sent_by=viewer.person,
            **written,
        )

    notice = notice_deadline(regime, found.received_on)
    page = request_form(
        found,
        _("Take more time"),
        _("Send the notice"),
        _("The notice is sent, and the deadline is moved."),
        template="information_requests/extend.html",
        more={"last": last, "notice": notice, "provision": provision_words(regime.extension_provision)},
    )
    return form_page(request, page, form, save)


@signed_in
def part(request: ViewerRequest, key: str, part: str = "") -> HttpResponse:
    """Write one thing asked for and what is decided of it."""
    found, viewer = find_managed(request, key), request.viewer
    row = find_or_404(found.parts.all(), key=part) if part else None
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartForm(found.regime, request.POST or None, initial=begun(PartForm, row))

    def save() -> None:
        fields, version = form.written, form.version_sent
        save_part(request=found, part=row, fields=fields, version=version, by=viewer.actor, at=now())

    more = {"row": row}
    address = reverse("information_requests:part_remove", args=[found.key, row.key]) if row else ""
    page = request_form(
        found, _("Decide a part"), _("Save the decision"), _("The decision is saved."), remove=address, more=more
    )
    return form_page(request, page, form, save)


@signed_in
def part_remove(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take a part away."""
    found, viewer = find_managed(request, key), request.viewer
    row = find_or_404(found.parts.select_related("request__enterprise"), key=part)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: remove_part(part=row, by=viewer.actor, at=now())):
        messages.success(request, _("The part is removed."))
    return redirect("information_requests:request", key=found.key)


@signed_in
def draft(request: ViewerRequest, key: str) -> HttpResponse:
    """Write on the answer."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    text = found.draft or letters.answer_opening(found)
    form = TextForm(
        _("The answer"),
        request.POST or None,
        initial={"text": text, "version": found.version},
        help_text=_(
            "In the language they wrote in. What is refused, and what they can do about it, is added by itself."
        ),
    )
    form.fields["text"].widget.attrs["rows"] = 20

    def save() -> None:
        written, version = form.cleaned_data["text"], form.version_sent
        services.save_draft(request=found, text=written, version=version, by=viewer.actor, at=now())

    more = {"request_row": found}
    page = request_form(
        found,
        _("Write the answer"),
        _("Save the answer"),
        _("The answer is saved. It is not sent yet."),
        template="information_requests/draft.html",
        more=more,
    )
    return form_page(request, page, form, save)


@signed_in
def send(request: ViewerRequest, key: str) -> HttpResponse:
    """The whole answer as it goes out, and the button that sends it."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = SendForm(request.POST or None, initial={"version": found.version})
    parts = list(found.parts.order_by("position"))
    reached = today()
    if form.is_bound and form.is_valid():
        reached = form.cleaned_data["received_on"] or reached
    rights = letters.rights_of(found, parts, reached)

    def save() -> None:
        services.send_answer(
            request=found,
            rights=rights.text,
            stated=rights.stated,
            received_on=reached,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
            sent_by=viewer.person,
        )

    more = {
        "outcome": outcome(part_of(each) for each in parts),
        "decided": part_lines(found, parts),
        "request_row": found,
        "rights": rights.text,
    }
    page = request_form(
        found,
        _("Read and send the answer"),
        _("Send the answer"),
        _("The answer is sent."),
        template="information_requests/send.html",
        more=more,
    )
    return form_page(request, page, form, save)


@signed_in
def reasons_asked(request: ViewerRequest, key: str) -> HttpResponse:
    """Note that fuller reasons were asked for."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = AskedReasonsForm(request.POST or None, initial={"asked_on": today()})

    def save() -> None:
        services.ask_reasons(request=found, by=viewer.actor, at=now(), **form.cleaned_data)

    page = request_form(
        found, _("Fuller reasons are asked for"), _("Save"), _("It is noted, with the deadline for the reasons.")
    )
    return form_page(request, page, form, save)


@signed_in
def give_reasons(request: ViewerRequest, key: str) -> HttpResponse:
    """Write and send fuller reasons."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = TextForm(
        _("Fuller reasons"),
        request.POST or None,
        initial={"version": found.version},
        help_text=_("It is sent as it stands."),
    )

    def save() -> None:
        text, version = form.cleaned_data["text"], form.version_sent
        services.give_reasons(
            request=found, text=text, version=version, by=viewer.actor, at=now(), sent_by=viewer.person
        )

    page = request_form(found, _("Give fuller reasons"), _("Send the reasons"), _("The reasons are sent."))
    return form_page(request, page, form, save)


@signed_in
def withdraw(request: ViewerRequest, key: str) -> HttpResponse:
    """The one who asked no longer wants an answer."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = TextForm(_("How we know"), request.POST or None)

    def save() -> None:
        services.withdraw_request(request=found, text=form.cleaned_data["text"], by=viewer.actor, at=now())

    page = request_form(found, _("The request is withdrawn"), _("End the request"), _("The request is ended."))
    return form_page(request, page, form, save)


@signed_in
def note(request: ViewerRequest, key: str) -> HttpResponse:
    """A note for those who handle it."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = TextForm(_("Note"), request.POST or None, help_text=_("Only those who handle requests read it."))

    def save() -> None:
        services.add_note(
            request=found, text=form.cleaned_data["text"], by=viewer.actor, at=now(), noted_by=viewer.person
        )

    page = request_form(found, _("Write a note"), _("Save the note"), _("The note is saved."))
    return form_page(request, page, form, save)
