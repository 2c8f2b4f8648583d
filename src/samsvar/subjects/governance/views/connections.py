"""What a document stands on and what stands on it, where the owner's demands are met; how far each trust has come."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import by_whom
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.registers.actions.models import Action
from samsvar.subjects.governance.forms.following import ImplementationForm
from samsvar.subjects.governance.presenters import documents as presenter
from samsvar.subjects.governance.presenters.measures import by_year
from samsvar.subjects.governance.presenters.words import IMPLEMENTED_KINDS
from samsvar.subjects.governance.selectors import documents as selectors
from samsvar.subjects.governance.selectors.assignments import implementations_of
from samsvar.subjects.governance.selectors.demands import demands_met_by
from samsvar.subjects.governance.selectors.measures import measures_of
from samsvar.subjects.governance.selectors.requirements import trusts_beneath
from samsvar.subjects.governance.services.implementing import set_implementation
from samsvar.subjects.governance.views.saving import form_page
from samsvar.subjects.governance.views.signing import find_plain


@signed_in
def connections(request: ViewerRequest, key: str) -> HttpResponse:
    """The tree, demand by demand where this document meets it, and what the chosen enterprise did for it each year."""
    viewer, found = request.viewer, find_plain(request, key)
    allow_methods(request, "GET", "HEAD")
    demands = demands_met_by(viewer, found)
    enterprise = chosen_unit(request).enterprise
    actions = Action.objects.visible_to(viewer, Permission.VIEW_ACTIONS)
    measures = measures_of(enterprise, [found], actions) if enterprise else []
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, chosen_unit(request)),
        "document": found,
        "name": found.name(current_language()),
        "demands": [presenter.demand_line(each) for each in demands],
        "enterprise": enterprise,
        "measures": by_year(measures, current_language()),
        "met": sum(bool(each.backings) for each in demands),
        "tabs": presenter.tabs_of(found, "connections"),
        "tree": presenter.tree(selectors.tree_of(viewer, found)),
    }
    return render(request, "governance/connections.html", context)


@signed_in
def implementation(request: ViewerRequest, key: str) -> HttpResponse:
    """How far the chosen enterprise and those beneath it have come with the document."""
    viewer, found, enterprise = request.viewer, find_plain(request, key), chosen_enterprise(request)
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    rows = implementations_of(viewer, found, [enterprise, *trusts_beneath(viewer, enterprise)], today())
    done = sum(each.row is not None and each.row.state in ("implemented", "followed_up") for each in rows)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, enterprise),
        "document": found,
        "done": done,
        "enterprise": enterprise,
        "name": found.name(current_language()),
        "rows": [(each, IMPLEMENTED_KINDS[each.row.state] if each.row else "") for each in rows],
        "tabs": presenter.tabs_of(found, "implementation"),
    }
    return render(request, "governance/implementation.html", context)


@signed_in
def implement(request: ViewerRequest, key: str) -> HttpResponse:
    """Note how far the chosen enterprise has come."""
    viewer, found, enterprise = request.viewer, find_plain(request, key), chosen_enterprise(request)
    require(viewer, Permission.MANAGE_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ImplementationForm(enterprise, request.POST or None, initial={"set_on": today()})

    def save() -> None:
        set_implementation(document=found, enterprise=enterprise, fields=form.cleaned_data, **by_whom(request))

    back = reverse("governance:implementation", args=[found.key])
    crumbs = (
        (reverse("governance:documents"), _("Documents")),
        (reverse("governance:document", args=[found.key]), found.name(current_language())),
        (back, _("Implementation")),
    )
    page = FormPage(
        title=_("Note how far you have come"),
        button=_("Save"),
        saved=_("It is noted."),
        back=back,
        crumbs=crumbs,
        intro=enterprise.name(current_language()),
    )
    return form_page(request, page, form, save)
