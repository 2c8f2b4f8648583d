"""What the enterprise sets: the criteria of its plans, and its model plans."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.plans.forms.settings import CriteriaForm, ModelForm, begun_model, lines_of
from samsvar.subjects.plans.models import ModelPlan
from samsvar.subjects.plans.selectors.facts import criteria_of
from samsvar.subjects.plans.services.carrying import save_model
from samsvar.subjects.plans.services.quality import set_criteria
from samsvar.subjects.plans.views.saving import form_page


@signed_in
def criteria(request: ViewerRequest) -> HttpResponse:
    """What the enterprise's plans are judged by."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_STRATEGY, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = CriteriaForm(criteria_of(enterprise), request.POST or None)

    def save() -> None:
        set_criteria(enterprise=enterprise, criteria=form.chosen, by=viewer.actor, at=now(), today=today())

    page = FormPage(
        title=_("Criteria of action plans"),
        button=_("Save the criteria"),
        back=reverse("plans:plans"),
        crumbs=((reverse("plans:plans"), _("Action plans")),),
        saved=_("The criteria are saved, and all plans are judged anew."),
        intro=_("A unit counts in the indicator when its plan is both active and good."),
    )
    return form_page(request, page, form, save)


@signed_in
def models(request: ViewerRequest) -> HttpResponse:
    """The enterprise's model plans."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_ACTIONS, chosen_unit(request))
    allow_methods(request, "GET", "HEAD")
    rows = ModelPlan.objects.filter(enterprise=enterprise).prefetch_related("actions").order_by("title", "pk")
    context = {"rows": rows, "can_manage": viewer.may(Permission.MANAGE_STRATEGY, enterprise)}
    return render(request, "plans/models.html", context)


@signed_in
def model(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a model plan."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    found = find_or_404(ModelPlan.objects.filter(enterprise=enterprise), key=key)
    require(viewer, Permission.MANAGE_STRATEGY, enterprise)
    return _model_form(request, enterprise, found, _("Change the model plan"))


@signed_in
def model_new(request: ViewerRequest) -> HttpResponse:
    """Make a model plan."""
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.MANAGE_STRATEGY, enterprise)
    return _model_form(request, enterprise, None, _("New model plan"))


def _model_form(request: ViewerRequest, enterprise: OrgUnit, found: Any, title: str) -> HttpResponse:
    allow_methods(request, "GET", "HEAD", "POST")
    form = ModelForm(request.POST or None, initial=begun_model(found))

    def save() -> None:
        said = form.cleaned_data
        save_model(
            enterprise=enterprise,
            model=found,
            title=said["title"],
            for_kind=said["for_kind"],
            about=said["about"],
            actions=lines_of(said["actions"]),
            version=form.version_sent if found else None,
            by=request.viewer.actor,
            at=now(),
        )

    back = reverse("plans:models")
    crumbs = ((reverse("plans:plans"), _("Action plans")), (back, _("Model plans")))
    page = FormPage(
        title=title, button=_("Save the model plan"), back=back, crumbs=crumbs, saved=_("The model plan is saved.")
    )
    return form_page(request, page, form, save)
