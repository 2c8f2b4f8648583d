"""The public register: the words for anyone, read, put out, and taken out again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now
from samsvar.subjects.information_requests.forms import PublicForm, PublishForm
from samsvar.subjects.information_requests.models import InformationRequest, LetterKind, PublicAnswer
from samsvar.subjects.information_requests.services import public_answers as services
from samsvar.subjects.information_requests.views.requests import find_managed, request_form
from samsvar.subjects.information_requests.views.saving import form_page


@signed_in
def public(request: ViewerRequest, key: str) -> HttpResponse:
    """Write title, question and answer as anyone may read them."""
    found, viewer = find_managed(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    row = PublicAnswer.objects.filter(request=found, enterprise=found.enterprise).first()
    form = PublicForm(request.POST or None, initial=begun(PublicForm, row) or _first_words(found))

    def save() -> str:
        fields, version = form.written, form.version_sent if row else None
        services.save_public_answer(request=found, fields=fields, version=version, by=viewer.actor, at=now())
        return reverse("information_requests:publish", args=[found.key])

    page = request_form(
        found,
        _("Words for the public register"),
        _("Save and read it through"),
        "",
        intro=_(
            "Nothing is public until you have read it through on the next page. Nothing of who asked is taken along."
        ),
    )
    return form_page(request, page, form, save)


@signed_in
def publish(request: ViewerRequest, key: str) -> HttpResponse:
    """Read it as anyone will, and put it out."""
    found, viewer = find_managed(request, key), request.viewer
    rows = PublicAnswer.objects.filter(request=found, enterprise=found.enterprise).select_related(
        "request", "enterprise"
    )
    row = find_or_404(rows, request__key=key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PublishForm(request.POST or None, initial={"version": row.version})

    def save() -> None:
        services.publish_answer(answer=row, version=form.version_sent, person=viewer.person, by=viewer.actor, at=now())

    page = request_form(
        found,
        _("Put it in the public register"),
        _("Make it public"),
        _("The answer is public."),
        template="information_requests/publish.html",
        more={"answer": row, "request_row": found},
    )
    return form_page(request, page, form, save)


@signed_in
def take_down(request: ViewerRequest, key: str) -> HttpResponse:
    """Take it out of the register."""
    found, viewer = find_managed(request, key), request.viewer
    rows = PublicAnswer.objects.filter(request=found, enterprise=found.enterprise).select_related("enterprise")
    row = find_or_404(rows, request__key=key)
    allow_methods(request, "POST")
    services.take_down(answer=row, by=viewer.actor, at=now())
    messages.success(request, _("The answer is no longer public."))
    return redirect("information_requests:request", key=found.key)


def _first_words(found: InformationRequest) -> dict[str, str]:
    """What the form begins with: the question and the answer as they were, to be worked on."""
    answer = found.letters.filter(kind=LetterKind.ANSWER).first()
    return {"question": found.question, "answer": answer.text if answer else "", "language": found.language}
