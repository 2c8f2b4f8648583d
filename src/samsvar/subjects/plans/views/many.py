"""Many actions at once: changed together, carried forward, copied from a model, compared, gathered up the tree."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.plans.forms.plans import BulkForm, CarryForm
from samsvar.subjects.plans.models import ModelPlan, Plan
from samsvar.subjects.plans.presenters import gathered as presenter
from samsvar.subjects.plans.presenters.plan import rows_of
from samsvar.subjects.plans.selectors import gathering
from samsvar.subjects.plans.selectors.facts import planned_rows
from samsvar.subjects.plans.selectors.plans import plans_of_unit
from samsvar.subjects.plans.services import carrying, planned
from samsvar.subjects.plans.services.planned import Bulk
from samsvar.subjects.plans.views.finding import found_plan, managed_plan
from samsvar.subjects.plans.views.saving import form_page, was_refused


@signed_in
def bulk(request: ViewerRequest, key: str) -> HttpResponse:
    """Give several actions a new deadline, somebody responsible, a state or a cost at once."""
    viewer, plan = request.viewer, managed_plan(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    form = BulkForm(plan.enterprise, request.POST or None)
    chosen = request.POST.getlist("action")

    def save() -> None:
        said = {name: value or None for name, value in form.cleaned_data.items()}
        count = planned.edit_many(plan=plan, keys=chosen, bulk=Bulk(**said), by=viewer.actor, at=now())
        words = ngettext("%(n)s action is changed.", "%(n)s actions are changed.", count) % {"n": count}
        messages.success(request, words)

    rows = [row for row in rows_of(plan, planned_rows([plan]), today()) if row.action.status != "cancelled"]
    more = {"rows": rows, "chosen": chosen, "plan": plan}
    page = _page(plan, _("Change several actions"), _("Change those chosen"), template="plans/bulk.html", more=more)
    return form_page(request, page, form, save)


@signed_in
def carry(request: ViewerRequest, key: str) -> HttpResponse:
    """Begin the next plan with what is open in this one."""
    viewer, plan = request.viewer, managed_plan(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    following = plan.year + 1
    title = plan.title.replace(str(plan.year), str(following))
    form = CarryForm(request.POST or None, initial={"year": following, "title": title})

    def save() -> str:
        said = form.cleaned_data
        made = carrying.carry_plan(plan=plan, year=said["year"], title=said["title"], by=viewer.actor, at=now())
        return reverse("plans:plan", args=[made.key])

    intro = _(
        "What is open goes on as continued, with its goals, parts and collaborators. A deadline that has passed does "
        "not: set a new one. What is done or cancelled stays in this plan."
    )
    page = _page(plan, _("Carry the plan forward"), _("Begin the next plan"), intro=intro)
    return form_page(request, page, form, save)


@signed_in
def compare(request: ViewerRequest, key: str) -> HttpResponse:
    """What is new, goes on, was dropped and was finished since another plan of the unit."""
    plan = found_plan(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    others = plans_of_unit(plan.unit, plan)
    asked = request.GET.get("with", "")
    other = next((each for each in others if each.key == asked), None)
    if asked and other is None:
        raise Http404
    other = (
        other
        or plan.follows
        or next((each for each in others if each.from_on <= plan.from_on), others[0] if others else None)
    )
    context: dict[str, Any] = {"plan": plan, "other": other, "others": others}
    if other is not None:
        former, later = (other, plan) if other.from_on <= plan.from_on else (plan, other)
        context |= {"former": former, "later": later, "found": gathering.compared(former, later)}
    return render(request, "plans/compare.html", context)


@signed_in
def gathered(request: ViewerRequest, key: str) -> HttpResponse:
    """The plan with the accepted plans of the units right under it, nothing counted twice."""
    plan = found_plan(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    found = presenter.shown(gathering.gathered(request.viewer, plan, today()))
    context = {"plan": plan, "found": found, "files": ("pdf", "docx"), "today": today()}
    return render(request, "plans/gathered.html", context)


@signed_in
def from_model(request: ViewerRequest, key: str) -> HttpResponse:
    """Copy a model plan into the plan."""
    viewer, plan = request.viewer, managed_plan(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    models = ModelPlan.objects.filter(enterprise=plan.enterprise, retired=False).prefetch_related("actions")
    if request.method == "POST":
        model = find_or_404(models, key=request.POST.get("model", "")[:16])
        refused = was_refused(request, lambda: _copied(request, carrying.copy_model(
            model=model, plan=plan, by=viewer.actor, at=now()
        )))  # fmt: skip
        return redirect("plans:from_model" if refused else "plans:plan", key=plan.key)
    ordered = sorted(models, key=lambda each: (each.for_kind != plan.unit.kind, each.title))
    return render(request, "plans/from_model.html", {"plan": plan, "models": ordered})


def _copied(request: ViewerRequest, count: int) -> None:
    words = ngettext("%(n)s action is copied into the plan.", "%(n)s actions are copied into the plan.", count)
    messages.success(request, words % {"n": count})


def _page(plan: Plan, title: str, button: str, **more: Any) -> FormPage:
    back = reverse("plans:plan", args=[plan.key])
    crumbs = ((reverse("plans:plans"), _("Action plans")), (back, plan.title))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, **more)
