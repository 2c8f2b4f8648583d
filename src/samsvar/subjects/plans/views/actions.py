"""An action in a plan: its page, its form, its card on the board, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.services import StaleVersion
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now, today
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action
from samsvar.registers.actions.presenters import shown_reasons
from samsvar.subjects.plans.forms.actions import CancelForm, DoneForm, NoteForm, PlannedActionForm
from samsvar.subjects.plans.models import Plan, PlannedAction
from samsvar.subjects.plans.presenters.plan import leads_to
from samsvar.subjects.plans.services import planned as services
from samsvar.subjects.plans.services.planned import Ties
from samsvar.subjects.plans.views.finding import found_action, managed_action, managed_plan, places_of
from samsvar.subjects.plans.views.saving import form_page, was_refused


@signed_in
def action(request: ViewerRequest, key: str) -> HttpResponse:
    """One action: why, who, by when, to what effect, at what cost, and how it goes."""
    viewer = request.viewer
    found: Any = found_action(viewer, key)
    allow_methods(request, "GET", "HEAD")
    places = places_of(viewer, found)
    people = list(found.collaborators.select_related("person"))
    context = {
        "action": found,
        "can_manage": viewer.may(Permission.MANAGE_ACTIONS, found.unit),
        "collaborators": [each for each in people if not each.speaks_for],
        "effects": list(found.effects.all()),
        "ended": found.has_ended,
        "helped": list(found.helps.select_related("unit")),
        "late": found.is_late(today()),
        "parts": list(found.parts.select_related("responsible")),
        "places": places,
        "reasons": shown_reasons(found.comes_from.all()),
        "representatives": [each for each in people if each.speaks_for],
        "serves": leads_to(places[0]) if places else [],
        "today": today(),
    }
    return render(request, "plans/action.html", context)


@signed_in
def new(request: ViewerRequest, key: str) -> HttpResponse:
    """Put a new action in a plan."""
    viewer, plan = request.viewer, managed_plan(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = PlannedActionForm(plan, request.POST or None, initial={"goals": [request.GET.get("goal", "")]})

    def save() -> str:
        details = form.details()
        made = services.plan_action(
            plan=plan,
            fields=form.columns,
            ties=form.ties or Ties(),
            effects=details.effects or (),
            collaborators=details.collaborators or (),
            helped=details.helped or (),
            reasons=details.reasons or (),
            by=viewer.actor,
            at=now(),
        )
        return reverse("plans:action", args=[made.action.key])

    back = reverse("plans:plan", args=[plan.key])
    page = FormPage(
        title=_("New action"),
        button=_("Put it in the plan"),
        back=back,
        crumbs=_crumbs(plan),
        saved=_("The action stands in the plan."),
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change an action of a plan. Whoever saves second is shown what the first saved, and loses nothing."""
    viewer, found = request.viewer, managed_action(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    places = places_of(viewer, found)
    if not places:
        return redirect("due_diligence:action_edit", key=found.key)
    planned = places[0]
    planned.action = found
    initial = {**initial_of(found, PlannedActionForm.base_fields), **_tied(planned)}
    initial["responsible"] = found.responsible.key if found.responsible else None
    form = PlannedActionForm(planned.plan, request.POST or None, initial=initial)

    def save() -> None:
        try:
            services.edit_planned(
                planned=planned,
                fields=form.columns,
                ties=form.ties,
                details=form.details(found),
                version=form.version_sent,
                by=viewer.actor,
                at=now(),
            )
        except StaleVersion as stale:
            _show_ties(stale.now, planned)
            raise

    page = _page(found, _("Change the action"), _("Save the action"), _("The action is saved."), planned.plan)
    return form_page(request, page, form, save)


def _tied(planned: Any) -> dict[str, Any]:
    indicators = list(planned.indicator_ties.select_related("indicator"))
    return {
        "goals": list(planned.goal_ties.values_list("goal__key", flat=True)),
        "indicators": [tie.indicator.key for tie in indicators],
        "estimate": indicators[0].estimate if indicators else "",
        "under": planned.under.key if planned.under else None,
    }


def _show_ties(stands: Any, planned: Any) -> None:
    """What the action serves as it stands, for the page that shows both versions."""
    planned.refresh_from_db()
    indicators = list(planned.indicator_ties.select_related("indicator"))
    stands.goals = [tie.goal for tie in planned.goal_ties.select_related("goal")]
    stands.indicators = [tie.indicator for tie in indicators]
    stands.estimate = indicators[0].estimate if indicators else ""
    stands.under = planned.under


@signed_in
def move(request: ViewerRequest, key: str) -> HttpResponse:
    """Move a card of the board to another column; the one for what is done asks what came of it."""
    viewer, found = request.viewer, managed_action(request, key)
    allow_methods(request, "POST")
    to, plan = request.POST.get("to", ""), request.POST.get("plan", "")[:16]
    if to == "done":
        return redirect("plans:action_done", key=found.key)
    if to not in ("not_started", "in_progress"):
        raise Http404
    seen: dict[str, Any] = {"version": version_in(request), "by": viewer.actor, "at": now()}
    if not was_refused(request, lambda: services.move_action(action=found, status=to, **seen)):
        messages.success(request, _("The action is moved: %(title)s") % {"title": found.title})
    place = find_or_404(Plan.objects.visible_to(viewer, Permission.VIEW_ACTIONS), key=plan) if plan else None
    return redirect("plans:board", key=place.key) if place else redirect("plans:action", key=found.key)


@signed_in
def note(request: ViewerRequest, key: str) -> HttpResponse:
    """Note how it goes, and why it is late."""
    found, viewer = managed_action(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = NoteForm(request.POST or None, initial=initial_of(found, ("note",)))

    def save() -> None:
        register.explain_delay(
            action=found, today=today(), version=form.version_sent, by=viewer.actor, at=now(), **form.written
        )
        services.judge_of(found, by=viewer.actor, at=now())

    return form_page(
        request, _page(found, _("Note how it goes"), _("Save the note"), _("The note is saved.")), form, save
    )


@signed_in
def done(request: ViewerRequest, key: str) -> HttpResponse:
    """The action is done."""
    found, viewer = managed_action(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = DoneForm(request.POST or None, initial={**initial_of(found, ("result",)), "done_on": today()})

    def save() -> None:
        register.complete_action(
            action=found, today=today(), version=form.version_sent, by=viewer.actor, at=now(), **form.written
        )
        services.judge_of(found, by=viewer.actor, at=now())

    return form_page(
        request, _page(found, _("The action is done"), _("Mark as done"), _("The action is done.")), form, save
    )


@signed_in
def cancel(request: ViewerRequest, key: str) -> HttpResponse:
    """The action will not be done."""
    found, viewer = managed_action(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    form = CancelForm(request.POST or None, initial={"version": found.version})

    def save() -> None:
        register.cancel_action(action=found, version=form.version_sent, by=viewer.actor, at=now(), **form.written)
        services.judge_of(found, by=viewer.actor, at=now())

    words = _("Cancel the action")
    return form_page(request, _page(found, words, words, _("The action is cancelled.")), form, save)


@signed_in
def take_out(request: ViewerRequest, key: str, plan: str) -> HttpResponse:
    """Take an action out of a plan."""
    found = managed_plan(request, plan)
    planned = find_or_404(PlannedAction.objects.filter(plan=found).select_related("plan__enterprise"), action__key=key)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: services.take_out(planned=planned, by=request.viewer.actor, at=now())):
        messages.success(request, _("The action is taken out of the plan. It is still among the actions."))
    return redirect("plans:plan", key=found.key)


def _crumbs(plan: Plan | None) -> tuple[tuple[str, str], ...]:
    first = ((reverse("plans:plans"), _("Action plans")),)
    return (*first, (reverse("plans:plan", args=[plan.key]), plan.title)) if plan else first


def _page(found: Action, title: str, button: str, saved: str, plan: Plan | None = None) -> FormPage:
    back = reverse("plans:action", args=[found.key])
    crumbs = (*_crumbs(plan), (back, found.title))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved)
