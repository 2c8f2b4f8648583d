"""A case: its own page, a new one, and a corrected one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.meetings.forms import CaseForm
from samsvar.subjects.meetings.selectors.bodies import decided_in_case
from samsvar.subjects.meetings.services.bodies import add_case, change_case
from samsvar.subjects.meetings.views.finding import WRITTEN, find_body, find_case, writable
from samsvar.subjects.meetings.views.saving import form_page, page_under


@signed_in
def case(request: ViewerRequest, key: str) -> HttpResponse:
    """A case with what was decided in it."""
    found = find_case(request, key)
    allow_methods(request, "GET", "HEAD")
    context = {
        "can_manage": request.viewer.may(WRITTEN, found.enterprise),
        "case": found,
        "decisions": decided_in_case(found),
        "enterprise": found.enterprise,
    }
    return render(request, "meetings/case.html", context)


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """Register a case of a body."""
    body, viewer = find_body(request, key), request.viewer
    require(viewer, WRITTEN, body.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"year": today().year, "meeting": request.GET.get("meeting", "")[:16]}
    form = CaseForm(body, request.POST or None, initial=initial)

    def save() -> str:
        made = add_case(body=body, fields=form.written, by=viewer.actor, at=now())
        return reverse("meetings:case", args=[made.key])

    above = ((reverse("meetings:body", args=[body.key]), body.name(current_language())),)
    page = page_under(above, _("Register a case"), _("Save the case"), _("The case is saved."))
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Correct a case."""
    found, viewer = writable(request, find_case(request, key)), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {**begun(CaseForm, found), **initial_of(found, ("meeting",))}
    form = CaseForm(found.body, request.POST or None, initial=initial)

    def save() -> None:
        about: dict[str, Any] = {"fields": form.written, "version": form.version_sent}
        change_case(case=found, **about, by=viewer.actor, at=now())

    above = ((reverse("meetings:case", args=[found.key]), found.number),)
    page = page_under(above, _("Change the case"), _("Save the case"), _("The case is saved."))
    return form_page(request, page, form, save)
