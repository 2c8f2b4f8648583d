"""Immediate actions (strakstiltak): begun before any plan, and taken into one when there is time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.ui.clock import now, today
from samsvar.registers.actions import services as register
from samsvar.registers.actions.models import Action
from samsvar.subjects.plans.forms.actions import ImmediateForm
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.selectors.plans import PAGE, open_plans_of, outside_plans
from samsvar.subjects.plans.services import planned
from samsvar.subjects.plans.views.finding import managed_action
from samsvar.subjects.plans.views.saving import form_page, was_refused


@signed_in
def immediate(request: ViewerRequest) -> HttpResponse:
    """Immediate actions at and beneath the chosen unit that no plan has taken in."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.VIEW_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD")
    page = Paginator(outside_plans(viewer, unit), PAGE).get_page(request.GET.get("page") or 1)
    rows: list[Action] = list(page.object_list)
    managed = {row.pk for row in rows if viewer.may(Permission.MANAGE_ACTIONS, row.unit)}
    plans = open_plans_of({row.unit_id for row in rows if row.pk in managed}, today().year)
    context = {
        "can_manage": unit.enterprise is not None and viewer.may(Permission.MANAGE_ACTIONS, unit),
        "page": page,
        "rows": [(row, row.pk in managed, plans.get(row.unit_id, [])) for row in rows],
        "today": today(),
        "unit": unit,
    }
    return render(request, "plans/immediate.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Write down an immediate action for the chosen unit."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    enterprise = unit.enterprise
    if enterprise is None:
        raise Http404
    form = ImmediateForm(unit, request.POST or None)

    def save() -> None:
        fields = dict(form.cleaned_data)
        fields |= {"immediate": True, "due_reason": _("To be done at once") if fields["due_on"] else ""}
        register.create_action(enterprise=enterprise, unit=unit, fields=fields, by=viewer.actor, at=now())

    page = FormPage(
        title=_("New immediate action"),
        button=_("Save the action"),
        back=reverse("plans:immediate"),
        crumbs=((reverse("plans:plans"), _("Action plans")), (reverse("plans:immediate"), _("Immediate actions"))),
        saved=_("The action is saved. It stands outside a plan until one takes it in."),
        intro=str(unit),
    )
    return form_page(request, page, form, save)


@signed_in
def take_in(request: ViewerRequest, key: str) -> HttpResponse:
    """Put an immediate action in one of its unit's plans."""
    found = managed_action(request, key)
    allow_methods(request, "POST")
    plans = Plan.objects.filter(unit=found.unit).select_related("enterprise", "unit")
    plan: Plan = find_or_404(plans, key=request.POST.get("plan", "")[:16])
    by = request.viewer.actor
    if was_refused(request, lambda: planned.take_in_action(plan=plan, action=found, by=by, at=now())):
        return redirect("plans:immediate")
    messages.success(request, _("The action stands in the plan."))
    return redirect("plans:plan", key=plan.key)
