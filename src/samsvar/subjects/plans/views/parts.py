"""The parts of an action."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action, ActionPart
from samsvar.registers.actions.services import Part
from samsvar.subjects.plans.forms.actions import PartForm
from samsvar.subjects.plans.services.planned import judge_of
from samsvar.subjects.plans.views.finding import managed_action
from samsvar.subjects.plans.views.saving import form_page, was_refused

FIELDS = ("title", "responsible", "responsible_name", "due_on", "effect")


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """One more part."""
    found, viewer = managed_action(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartForm(found.enterprise, request.POST or None)

    def save() -> None:
        register.add_part(action=found, part=Part(**form.written), by=viewer.actor, at=now())
        judge_of(found, by=request.viewer.actor, at=now())

    return form_page(request, _page(found, _("New part"), _("Add the part"), _("The part is added.")), form, save)


@signed_in
def edit(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Change a part."""
    found, viewer = managed_action(request, key), request.viewer
    row = _part(found, part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PartForm(found.enterprise, request.POST or None, initial=initial_of(row, FIELDS))

    def save() -> None:
        register.edit_part(part=row, fields=form.written, version=form.version_sent, by=viewer.actor, at=now())
        judge_of(found, by=request.viewer.actor, at=now())

    return form_page(
        request, _page(found, _("Change the part"), _("Save the part"), _("The part is saved.")), form, save
    )


@signed_in
def act(request: ViewerRequest, key: str, part: str, word: str) -> HttpResponse:
    """Mark a part as begun or done, or take it away: a button."""
    found, viewer = managed_action(request, key), request.viewer
    row = _part(found, part)
    states = {"begynt": "in_progress", "ferdig": "done", "ikke-begynt": "not_started"}
    if word not in (*states, "fjern"):
        raise Http404
    allow_methods(request, "POST")

    def do() -> None:
        if word == "fjern":
            register.remove_part(part=row, by=viewer.actor, at=now())
        else:
            register.set_part_status(part=row, status=states[word], by=viewer.actor, at=now(), today=today())
        judge_of(found, by=request.viewer.actor, at=now())

    was_refused(request, do)
    return redirect(reverse("plans:action", args=[found.key]) + "#parts")


def _part(found: Action, key: str) -> Any:
    row = find_or_404(ActionPart.objects.filter(action=found).select_related("responsible"), key=key)
    row.action = found
    return row


def _page(found: Action, title: str, button: str, saved: str) -> FormPage:
    back = reverse("plans:action", args=[found.key])
    crumbs = ((reverse("plans:plans"), _("Action plans")), (back, found.title))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved)
