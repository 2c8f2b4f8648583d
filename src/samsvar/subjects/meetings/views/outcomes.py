"""What comes out of a review besides decisions: findings of an audit, and the events of a campaign week."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import Act, by_whom
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.ui.clock import today
from samsvar.subjects.meetings.forms import CloseForm, EventForm, FindingForm, TurnoutForm
from samsvar.subjects.meetings.models import Finding, Review
from samsvar.subjects.meetings.services import reviews as services
from samsvar.subjects.meetings.views.finding import SEEN, find_in, find_review
from samsvar.subjects.meetings.views.reviews import acts, review_page
from samsvar.subjects.meetings.views.saving import form_page, was_refused


def _finding(request: ViewerRequest, found: Review) -> forms.Form:
    initial = {"unit": found.unit.key, "kind": "observation"}
    return FindingForm(found.enterprise, request.POST or None, initial=initial)


def _add_finding(request: ViewerRequest, found: Review, form: Any) -> object:
    return services.add_finding(review=found, fields=form.written, **by_whom(request))


def _add_event(request: ViewerRequest, found: Review, form: Any) -> object:
    return services.add_event(review=found, fields=form.written, **by_whom(request))


finding_new = acts.view(
    Act(_("Register a finding"), _("Save the finding"), _("The finding is saved."), _finding, _add_finding)
)
event_new = acts.view(
    Act(
        _("Add an event"),
        _("Save the event"),
        _("The event is saved."),
        lambda request, found: EventForm(request.POST or None),
        _add_event,
    )
)


@signed_in
def finding(request: ViewerRequest, key: str) -> HttpResponse:
    """Leads to the review that found it: where an action that puts it right says it comes from."""
    rows = Finding.objects.filter(review__in=Review.objects.visible_to(request.viewer, SEEN))
    found: Finding = find_or_404(rows.select_related("review"), key=key)
    allow_methods(request, "GET", "HEAD")
    return redirect(reverse("meetings:review", args=[found.review.key]) + "#findings")


@signed_in
def finding_edit(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Correct a finding before the minutes are frozen."""
    found = find_review(request, key)
    row = find_in(request, found, found.findings.select_related("unit", "responsible", "review"), part)
    allow_methods(request, "GET", "HEAD", "POST")
    names = ("kind", "text", "criterion", "unit", "responsible", "due_on")
    form = FindingForm(found.enterprise, request.POST or None, initial=initial_of(row, names))

    def save() -> None:
        about: dict[str, Any] = {"fields": form.written, "version": form.version_sent}
        services.change_finding(finding=row, **about, **by_whom(request))

    page = review_page(found, _("Change the finding"), _("Save the finding"), _("The finding is saved."))
    return form_page(request, page, form, save)


@signed_in
def finding_close(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """A finding is put right, also after the review."""
    found = find_review(request, key)
    row = find_in(request, found, found.findings.select_related("unit", "review__enterprise"), part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = CloseForm(request.POST or None, initial={"closed_on": today(), "version": row.version})

    def save() -> None:
        about: dict[str, Any] = {**form.written, "version": form.version_sent, "today": today()}
        services.close_finding(finding=row, **about, **by_whom(request))

    page = review_page(
        found, _("Close the finding"), _("Close the finding"), _("The finding is closed."), intro=row.text
    )
    return form_page(request, page, form, save)


@signed_in
def finding_turn(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """A finding becomes an action in one press."""
    found = find_review(request, key)
    rows = found.findings.select_related("unit", "responsible", "review__enterprise", "review__unit")
    row = find_in(request, found, rows, part)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: services.turn_finding(finding=row, **by_whom(request))):
        messages.success(request, gettext("It is an action now, with this finding as its reason."))
    return redirect(reverse("meetings:review", args=[found.key]) + "#findings")


@signed_in
def event_edit(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Change an event."""
    found = find_review(request, key)
    row = find_in(request, found, found.events.select_related("review__enterprise"), part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = EventForm(request.POST or None, initial=begun(EventForm, row))

    def save() -> None:
        about: dict[str, Any] = {"fields": form.written, "version": form.version_sent}
        services.change_event(event=row, **about, **by_whom(request))

    page = review_page(found, _("Change the event"), _("Save the event"), _("The event is saved."))
    return form_page(request, page, form, save)


@signed_in
def turnout(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Say how many of a unit took part. The same unit again puts the number right."""
    found = find_review(request, key)
    row = find_in(request, found, found.events.select_related("review__enterprise"), part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = TurnoutForm(found.enterprise, request.POST or None, initial={"unit": found.unit.key})

    def save() -> None:
        services.tell_turnout(event=row, **form.cleaned_data, **by_whom(request))

    title = gettext("Who took part: %(event)s") % {"event": row.title}
    page = review_page(found, title, _("Save the numbers"), _("The numbers are saved."))
    return form_page(request, page, form, save)
