"""What a working group proposes, and the answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.meetings.forms import AnswerForm, ProposalForm
from samsvar.subjects.meetings.models import Proposal
from samsvar.subjects.meetings.services import bodies as services
from samsvar.subjects.meetings.views.finding import WRITTEN, find_body, find_proposal, writable
from samsvar.subjects.meetings.views.saving import form_page, page_under, said


@signed_in
def proposal(request: ViewerRequest, key: str) -> HttpResponse:
    """What is proposed, and what came of it."""
    found = find_proposal(request, key)
    allow_methods(request, "GET", "HEAD")
    can_manage = request.viewer.may(WRITTEN, found.enterprise)
    context = {"can_manage": can_manage, "enterprise": found.enterprise, "proposal": found}
    return render(request, "meetings/proposal.html", context)


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """A body proposes an action."""
    body, viewer = find_body(request, key), request.viewer
    require(viewer, WRITTEN, body.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"proposed_on": today(), "unit": body.enterprise.key}
    form = ProposalForm(body.enterprise, request.POST or None, initial=initial)

    def save() -> str:
        made = services.propose_action(body=body, fields=form.written, by=viewer.actor, at=now())
        return reverse("meetings:proposal", args=[made.key])

    up = ((reverse("meetings:body", args=[body.key]), body.name(current_language())),)
    page = page_under(up, _("Propose an action"), _("Save the proposal"), _("The proposal is saved."))
    return form_page(request, page, form, save)


def _page(found: Proposal, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    up = (
        (reverse("meetings:body", args=[found.body.key]), found.body.name(current_language())),
        (reverse("meetings:proposal", args=[found.key]), _("Proposal")),
    )
    return page_under(up, title, button, saved, **more)


def _decline(request: ViewerRequest, found: Proposal, form: Any) -> object:
    about: dict[str, Any] = {"answer": form.cleaned_data["answer"], "version": form.version_sent}
    return services.decline_proposal(proposal=found, **about, **by_whom(request))


acts = Acts(lambda request, key: writable(request, find_proposal(request, key)), _page, said)
decline = acts.view(
    Act(
        _("Answer the proposal"),
        _("Save the answer"),
        _("The proposal is answered."),
        lambda request, found: AnswerForm(request.POST or None, initial={"version": found.version}),
        _decline,
    )
)
take_up = acts.button(
    _("The proposal is an action now."),
    lambda request, found: services.take_up_proposal(proposal=found, **by_whom(request)),
)
