"""Decisions: the list of those that lack something, one with what it asks for, and the press that makes actions."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of, tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.meetings.forms import DecisionForm, NewDecisionForm, StepForm, WeighForm
from samsvar.subjects.meetings.models import Case, Decision, DecisionStep, Review
from samsvar.subjects.meetings.selectors import bodies as selectors
from samsvar.subjects.meetings.services import bodies as services
from samsvar.subjects.meetings.views.finding import (
    WRITTEN,
    find_case,
    find_decision,
    find_meeting,
    find_review,
    require_sight,
    writable,
)
from samsvar.subjects.meetings.views.saving import form_page, page_under, said

_SAVE = pgettext_lazy("of a body", "Save the decision")
_SAVED = pgettext_lazy("of a body", "The decision is saved.")
TABS: dict[str, Words] = {
    "unweighed": _("Not weighed"),
    "waiting": _("Not an action yet"),
    "all": _("All"),
}


@signed_in
def decisions(request: ViewerRequest) -> HttpResponse:
    """Those that are not weighed in the three dimensions first."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    counts = selectors.counts(viewer, enterprise)
    asked = asked_of(request, TABS)
    view = asked["view"] or ("unweighed" if counts["unweighed"] else "all")
    page = Paginator(selectors.decisions_in(viewer, enterprise, view), PAGE).get_page(asked["page"] or 1)
    context = {
        "can_manage": viewer.may(WRITTEN, enterprise),
        "counts": counts,
        "enterprise": enterprise,
        "page": page,
        "tabs": tabs(TABS, counts, view),
        "view": view,
    }
    return render(request, "meetings/decisions.html", context)


@signed_in
def decision(request: ViewerRequest, key: str) -> HttpResponse:
    """What was decided, how it was weighed, and what it asks for."""
    found = find_decision(request, key)
    allow_methods(request, "GET", "HEAD")
    steps = list(found.steps.select_related("unit", "responsible", "action").order_by("position"))
    context = {
        "above": above(found),
        "can_manage": request.viewer.may(WRITTEN, found.enterprise),
        "decision": found,
        "enterprise": found.enterprise,
        "may_correct": found.review is None or not found.review.is_held,
        "steps": steps,
        "waiting": [step for step in steps if not step.action],
    }
    return render(request, "meetings/decision.html", context)


def above(found: Decision) -> tuple[str, str]:
    """Where it was decided: the address and the name."""
    if found.case:
        return reverse("meetings:case", args=[found.case.key]), str(found.case)
    if found.meeting:
        return reverse("meetings:meeting", args=[found.meeting.key]), found.meeting.body.name(current_language())
    if found.review:
        return reverse("meetings:review", args=[found.review.key]), str(found.review)
    raise Http404


@signed_in
def new(request: ViewerRequest, of: str, key: str) -> HttpResponse:
    """Register a decision of a case, something agreed in a meeting, or a decision of a review."""
    found, enterprise, day, up = _place(request, of, key)
    viewer = request.viewer
    require(viewer, WRITTEN, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = NewDecisionForm(enterprise, request.POST or None, initial={"decided_on": day})

    @transaction.atomic
    def save() -> str:
        written = form.cleaned_data
        weighed = {name: written[name] for name in services.WEIGHED}
        made = services.register_decision(
            of=found, text=written["text"], decided_on=written["decided_on"], weighed=weighed, **by_whom(request)
        )
        if written["step"]:
            step = {"what": written["step"], "unit": enterprise, "responsible": written["step_responsible"]}
            fields = {**step, "due_on": written["step_due_on"]}
            services.add_step(decision=made, fields=fields, by=viewer.actor, at=now())
        return reverse("meetings:decision", args=[made.key])

    page = page_under(
        (up,),
        _("Register a decision"),
        _SAVE,
        _SAVED,
    )
    return form_page(request, page, form, save)


def _place(request: ViewerRequest, of: str, key: str) -> tuple[Any, OrgUnit, Any, tuple[str, Words]]:
    """What it is decided in, its enterprise, the day that is proposed, and the page above."""
    if of == "sak":
        case: Case = find_case(request, key)
        day = case.meeting.held_on if case.meeting else None
        return case, case.enterprise, day, (reverse("meetings:case", args=[key]), case.number)
    if of == "mote":
        meeting = find_meeting(request, key)
        up = (reverse("meetings:meeting", args=[key]), meeting.body.name(current_language()))
        return meeting, meeting.body.enterprise, meeting.held_on, up
    if of == "gjennomgang":
        review: Review = find_review(request, key)
        return review, review.enterprise, today(), (reverse("meetings:review", args=[key]), str(review))
    raise Http404


def _page(found: Decision, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    back = (reverse("meetings:decision", args=[found.key]), pgettext("of a body", "Decision"))
    return page_under((above(found), back), title, button, saved, **more)


acts = Acts(lambda request, key: writable(request, find_decision(request, key)), _page, said)


def _words(request: ViewerRequest, found: Decision) -> forms.Form:
    return DecisionForm(request.POST or None, initial=begun(DecisionForm, found))


def _change(request: ViewerRequest, found: Decision, form: Any) -> object:
    return services.change_decision(decision=found, **form.written, version=form.version_sent, **by_whom(request))


def _weighing(request: ViewerRequest, found: Decision) -> forms.Form:
    return WeighForm(request.POST or None, initial=begun(WeighForm, found))


def _weigh(request: ViewerRequest, found: Decision, form: Any) -> object:
    return services.weigh_decision(decision=found, weighed=form.written, version=form.version_sent, **by_whom(request))


def _stepping(request: ViewerRequest, found: Decision) -> forms.Form:
    return StepForm(found.enterprise, request.POST or None, initial={"unit": found.enterprise.key})


def _step(request: ViewerRequest, found: Decision, form: Any) -> object:
    return services.add_step(decision=found, fields=form.written, **by_whom(request))


_WHY = _("Every decision is weighed in all three. A sentence each is enough; “nothing of note” is an answer too.")
edit = acts.view(
    Act(
        _("Correct the decision"),
        _SAVE,
        _SAVED,
        _words,
        _change,
    )
)
weigh = acts.view(
    Act(
        _("Weigh the decision"),
        _("Save"),
        _("It is weighed."),
        _weighing,
        _weigh,
        about=lambda _row, _form: {"intro": _WHY},
    )
)
step_new = acts.view(Act(_("What somebody is to do"), _("Save"), _("It is saved."), _stepping, _step))
turn = acts.button(
    _("It is an action now, with this decision as its reason."),
    lambda request, found: services.turn_into_actions(decision=found, **by_whom(request)),
)


@signed_in
def step_edit(request: ViewerRequest, key: str, step: int) -> HttpResponse:
    """Change what a decision asks for, until it is an action."""
    found = writable(request, find_decision(request, key))
    row: DecisionStep | None = found.steps.filter(position=step).select_related("unit", "responsible").first()
    if row is None:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    initial = initial_of(row, ("what", "unit", "responsible", "due_on", "expected_result"))
    form = StepForm(found.enterprise, request.POST or None, initial=initial)

    def save() -> None:
        about: dict[str, Any] = {"fields": form.written, "version": form.version_sent}
        services.change_step(step=row, **about, **by_whom(request))

    page = _page(found, _("What somebody is to do"), _("Save"), _("It is saved."))
    return form_page(request, page, form, save)
