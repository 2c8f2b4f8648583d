"""The list of actions, an action's page, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.clock import now, today
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.forms.actions import (
    PLANNED,
    ActionForm,
    CancelForm,
    ContinueForm,
    DoneForm,
    ResultForm,
)
from samsvar.subjects.due_diligence.forms.questionnaires.asking import actions_asked
from samsvar.subjects.due_diligence.models import RiskArea
from samsvar.subjects.due_diligence.presenters import actions as presenter
from samsvar.subjects.due_diligence.selectors import actions as selectors
from samsvar.subjects.due_diligence.selectors.impacts import visible_impacts
from samsvar.subjects.due_diligence.services.actions import continue_follow_up, plan_follow_up
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def actions(request: ViewerRequest) -> HttpResponse:
    """The actions of the chosen unit, the nearest deadline first."""
    viewer, unit = request.viewer, chosen_unit(request)
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.VIEW_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD")
    asked = actions_asked(request)
    counts = selectors.counts(viewer, unit, today())
    number = request.GET.get("page") or 1
    page = Paginator(selectors.filtered(viewer, unit, asked, today()), selectors.PAGE).get_page(number)
    areas = selectors.areas_of(viewer, enterprise, today().year)
    context = {
        "areas": areas,
        "asked": asked,
        "chosen_area": dict(areas).get(asked.area, ""),
        "chosen_count": bool(asked.area) + bool(asked.text),
        "finding": presenter.finding(counts),
        "page": page,
        "rows": [presenter.row(action, viewer) for action in page.object_list],
        "tabs": presenter.tabs(counts, asked.view),
        "today": today(),
        "unit": unit,
    }
    return render(request, "due_diligence/actions.html", context)


@signed_in
def action(request: ViewerRequest, key: str) -> HttpResponse:
    """One action: why it exists, what is expected, what came of it. What follows nothing up in the supply chain has its
    page among the plans."""
    viewer, found = request.viewer, _find(request, key)
    allow_methods(request, "GET", "HEAD")
    elsewhere = page_address("plans:action", key)
    if not found.reasons and elsewhere:
        return redirect(elsewhere)
    context = {
        "action": found,
        "can_manage": viewer.may(Permission.MANAGE_ACTIONS, found.unit),
        "continued_by": Action.objects.filter(continued_from=found).first(),
        "ended": found.has_ended,
        "mine": viewer.person is not None and found.responsible_id == viewer.person.pk,
        "reasons": presenter.reasons(found, viewer),
        "today": today(),
    }
    return render(request, "due_diligence/action.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Plan an action for what the address names: `?impact=`, `?area=` or `?contract=`."""
    viewer = request.viewer
    enterprise, unit, target, name = _target(request)
    require(viewer, Permission.MANAGE_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ActionForm(enterprise, request.POST or None)

    def save() -> str:
        fields = form.written
        made = plan_follow_up(enterprise=enterprise, unit=unit, fields=fields, by=viewer.actor, at=now(), **target)
        return reverse("due_diligence:action", args=[made.key])

    listed = reverse("due_diligence:actions")
    page = FormPage(
        title=_("Plan an action"),
        button=_("Plan the action"),
        back=listed,
        crumbs=((listed, _("Actions")),),
        saved=_("The action is planned."),
        intro=_("It answers: %(name)s") % {"name": name},
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change what is planned."""
    found, viewer = _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ActionForm(found.enterprise, request.POST or None, initial=initial_of(found, PLANNED))

    def save() -> None:
        fields, version = form.written, form.version_sent
        register.edit_action(action=found, fields=fields, version=version, by=viewer.actor, at=now())

    page = _page(found, _("Change the action"), _("Save the action"), _("The action is saved."))
    return form_page(request, page, form, save)


@signed_in
def result(request: ViewerRequest, key: str) -> HttpResponse:
    """Report what has come of it so far."""
    found, viewer = _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ResultForm(request.POST or None, initial=initial_of(found, ("result",)))

    def save() -> None:
        written = form.written
        register.report_result(action=found, version=form.version_sent, by=viewer.actor, at=now(), **written)

    page = _page(found, _("Report what has come of it"), _("Save the result"), _("The result is saved."))
    return form_page(request, page, form, save)


@signed_in
def complete(request: ViewerRequest, key: str) -> HttpResponse:
    """The action is done."""
    found, viewer = _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {**initial_of(found, ("result",)), "done_on": today()}
    form = DoneForm(request.POST or None, initial=initial)

    def save() -> None:
        written = form.written
        version = form.version_sent
        register.complete_action(action=found, version=version, by=viewer.actor, at=now(), today=today(), **written)

    page = _page(found, _("The action is done"), _("Mark as done"), _("The action is done."))
    return form_page(request, page, form, save)


@signed_in
def cancel(request: ViewerRequest, key: str) -> HttpResponse:
    """The action will not be done."""
    found, viewer = _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = CancelForm(request.POST or None, initial={"version": found.version})

    def save() -> None:
        written = form.written
        register.cancel_action(action=found, version=form.version_sent, by=viewer.actor, at=now(), **written)

    page = _page(found, _("Cancel the action"), _("Cancel the action"), _("The action is cancelled."))
    return form_page(request, page, form, save)


@signed_in
def carry_on(request: ViewerRequest, key: str) -> HttpResponse:
    """Continue the action with a new deadline, as a new one."""
    found, viewer = _managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ContinueForm(request.POST or None)

    def save() -> str:
        made = continue_follow_up(action=found, by=viewer.actor, at=now(), **form.cleaned_data)
        return reverse("due_diligence:action", args=[made.key])

    page = _page(
        found,
        _("Continue the action"),
        _("Continue the action"),
        _("The action goes on with a new deadline."),
        intro=_("The action stands as it is, and a new one marked as continued takes over."),
    )
    return form_page(request, page, form, save)


@signed_in
def start(request: ViewerRequest, key: str) -> HttpResponse:
    """Somebody has begun."""
    return _press(request, key, register.start_action, _("The action is under way."))


@signed_in
def reopen(request: ViewerRequest, key: str) -> HttpResponse:
    """Take it up again."""
    return _press(request, key, register.reopen_action, _("The action is taken up again."))


def _press(request: ViewerRequest, key: str, service: Any, words: str) -> HttpResponse:
    found, viewer = _managed(request, key)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: service(action=found, by=viewer.actor, at=now())):
        messages.success(request, words)
    return redirect("due_diligence:action", key=found.key)


def _find(request: ViewerRequest, key: str) -> Any:
    viewer = request.viewer
    rows = selectors.with_reasons(Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS))
    return find_or_404(rows, key=key)


def _managed(request: ViewerRequest, key: str) -> tuple[Action, Viewer]:
    viewer, found = request.viewer, _find(request, key)
    require(viewer, Permission.MANAGE_ACTIONS, found.unit)
    return found, viewer


def _page(found: Action, title: str, button: str, saved: str, intro: str = "") -> FormPage:
    back = reverse("due_diligence:action", args=[found.key])
    crumbs = (
        (reverse("due_diligence:actions"), _("Actions")),
        (back, found.title),
    )
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=intro)


def _target(request: ViewerRequest) -> tuple[OrgUnit, OrgUnit, dict[str, Any], str]:
    """Enterprise, unit, what the action answers, and its name. Raises Http404."""
    viewer = request.viewer
    if key := request.GET.get("impact"):
        impact = find_or_404(visible_impacts(viewer).select_related("enterprise", "unit"), key=key[:16])
        return impact.enterprise, impact.unit, {"impact": impact}, impact.title
    if key := request.GET.get("area"):
        areas = RiskArea.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("enterprise")
        area = find_or_404(areas, key=key[:16])
        return area.enterprise, area.enterprise, {"area": area}, area.title
    if key := request.GET.get("contract"):
        rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).select_related("enterprise", "unit")
        contract = find_or_404(rows, key=key[:16])
        return contract.enterprise, contract.unit, {"contract": contract}, contract.title
    raise Http404
