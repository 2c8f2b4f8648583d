"""The risk method: its versions, a copy to change, what the change would move, and putting a version in use."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from samsvar.core.rules.risk import method_from_plain
from samsvar.platform.access.factors import require_fresh
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.methods import MethodForm
from samsvar.subjects.due_diligence.models import AssessmentMethod
from samsvar.subjects.due_diligence.selectors.method_trial import what_would_move
from samsvar.subjects.due_diligence.selectors.methods import shipped_definition, versions_of
from samsvar.subjects.due_diligence.services.methods import OWN, save_version, use_version

#: The address of the version that ships.
DEFAULT = "default"


@signed_in
def methods(request: ViewerRequest) -> HttpResponse:
    """The versions and which is in use."""
    viewer, enterprise = _may(request, Permission.VIEW_CONTRACTS)
    allow_methods(request, "GET", "HEAD")
    versions = versions_of(enterprise)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_METHODS, enterprise),
        "default_in_use": not any(version.in_use for version in versions),
        "enterprise": enterprise,
        "versions": versions,
    }
    return render(request, "due_diligence/methods.html", context)


@signed_in
def method(request: ViewerRequest, key: str) -> HttpResponse:
    """One version, read only."""
    viewer, enterprise = _may(request, Permission.VIEW_CONTRACTS)
    version = _version(request, key, enterprise)
    allow_methods(request, "GET", "HEAD")
    definition = version.definition if version else shipped_definition()
    context = {
        "can_manage": viewer.may(Permission.MANAGE_METHODS, enterprise),
        "form": MethodForm(definition, initial={"title": version.title if version else gettext("The default method")}),
        "key": key,
        "version": version,
    }
    return render(request, "due_diligence/method.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """A copy to change. Preview says what would move; saving makes the next version, not yet in use."""
    viewer, enterprise = _may(request, Permission.MANAGE_METHODS)
    source = _version(request, request.GET.get("from", DEFAULT), enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    definition = source.definition if source else shipped_definition()
    title = source.title if source else gettext("Our method")
    form = MethodForm(definition, request.POST or None, initial={"title": title})
    context: dict[str, Any] = {"form": form, "moved": None}
    if request.method == "POST" and form.is_valid():
        changed = form.changed_definition()
        if "save" in request.POST:
            require_fresh(request)
            values = {"title": form.cleaned_data["title"], "reason": form.cleaned_data["reason"]}
            version = save_version(enterprise=enterprise, definition=changed, by=viewer.actor, at=now(), **values)
            words = gettext("Version %(number)s is saved. Put it in use when you are ready.")
            messages.success(request, words % {"number": version.method_version})
            return redirect("due_diligence:method", key=version.key)
        trial = method_from_plain({**changed, "id": OWN, "version": 0})
        context["moved"] = what_would_move(enterprise, trial, today())
    return render(request, "due_diligence/method_new.html", context, status=422 if form.errors else 200)


@signed_in
def use(request: ViewerRequest, key: str) -> HttpResponse:
    """Ask, telling what would move, and then put the version in use."""
    viewer, enterprise = _may(request, Permission.MANAGE_METHODS)
    version = _version(request, key, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        require_fresh(request)
        run = use_version(enterprise=enterprise, version=version, by=viewer.actor, at=now(), on=today())
        words = gettext(
            "The method is in use. %(contracts)s contracts were assessed, the figures of %(changed)s changed."
        )
        messages.success(request, words % {"contracts": run.contracts, "changed": run.changed})
        return redirect("due_diligence:methods")
    definition = version.definition if version else shipped_definition()
    trial = method_from_plain({**definition, "id": OWN, "version": version.method_version if version else 1})
    context = {"key": key, "moved": what_would_move(enterprise, trial, today()), "version": version}
    return render(request, "due_diligence/method_use.html", context)


def _may(request: ViewerRequest, permission: Permission) -> tuple[Any, OrgUnit]:
    viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, permission, enterprise)
    return viewer, enterprise


def _version(request: ViewerRequest, key: str, enterprise: OrgUnit) -> AssessmentMethod | None:
    """One of the enterprise's versions; None for the one that ships."""
    if key == DEFAULT:
        return None
    viewer = request.viewer
    rows = AssessmentMethod.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=enterprise)
    found: AssessmentMethod = find_or_404(rows, key=key)
    return found
