"""Tying an impact to contracts and suppliers, and untying it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.forms.impacts import LinkForm
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from samsvar.subjects.due_diligence.presenters.impacts.impacts import link_name
from samsvar.subjects.due_diligence.selectors.linkable import contracts_named, suppliers_named
from samsvar.subjects.due_diligence.services.impacts.links import LinkWanted, edit_link, link_impact, unlink_impact
from samsvar.subjects.due_diligence.views.impacts.impacts import find_managed, impact_page
from samsvar.subjects.due_diligence.views.saving import form_page


@signed_in
def link_new(request: ViewerRequest, key: str) -> HttpResponse:
    """Search for what the impact hangs on; then, with `?contract=` or `?supplier=`, how certain that is and why."""
    viewer = request.viewer
    found = find_managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    contract, supplier = _target(request, found)
    if contract is None and supplier is None:
        asked = request.GET.get("q", "")[:100].replace("\x00", "")
        context = {
            "asked": asked,
            "contracts": contracts_named(viewer, found.enterprise, asked),
            "impact": found,
            "suppliers": suppliers_named(viewer, found.enterprise, asked),
        }
        return render(request, "due_diligence/impact_link_search.html", context)
    form = LinkForm(request.POST or None)

    def save() -> None:
        written = form.cleaned_data
        wanted = LinkWanted(contract, supplier, written["certainty"], written["reason"])
        link_impact(impact=found, link=wanted, by=viewer.actor, at=now(), today=today())

    name = contract.title if contract is not None else supplier.name if supplier is not None else ""
    title = _("Tie the impact to %(name)s") % {"name": name}
    page = impact_page(found, title, _("Save the link"), _("The impact is tied to it."))
    return form_page(request, page, form, save)


@signed_in
def link_edit(request: ViewerRequest, key: str, link: str) -> HttpResponse:
    """Change how certain a tie is, and why."""
    found, row = _link(request, key, link)
    allow_methods(request, "GET", "HEAD", "POST")
    names = ("certainty", "reason")
    form = LinkForm(request.POST or None, initial=initial_of(row, names))

    def save() -> None:
        by = request.viewer.actor
        edit_link(link=row, version=form.version_sent, by=by, at=now(), **form.written)

    title = _("The link to %(name)s") % {"name": link_name(row)}
    page = impact_page(found, title, _("Save the link"), _("The link is saved."))
    return form_page(request, page, form, save)


@signed_in
def link_remove(request: ViewerRequest, key: str, link: str) -> HttpResponse:
    """Ask, and then untie."""
    found, row = _link(request, key, link)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        by = request.viewer.actor
        unlink_impact(link=row, by=by, at=now(), today=today())
        return redirect("due_diligence:impact", key=found.key)
    context = {"impact": found, "name": link_name(row)}
    return render(request, "due_diligence/impact_unlink.html", context)


def _link(request: ViewerRequest, key: str, link: str) -> tuple[AdverseImpact, ImpactLink]:
    found = find_managed(request, key)
    rows = ImpactLink.objects.filter(impact=found).select_related(
        "contract__supplier", "supplier", "impact__enterprise"
    )
    row: ImpactLink = find_or_404(rows, key=link)
    return found, row


def _target(request: ViewerRequest, found: AdverseImpact) -> tuple[Contract | None, Supplier | None]:
    viewer = request.viewer
    contract, supplier = request.GET.get("contract"), request.GET.get("supplier")
    if contract and supplier:
        raise Http404
    if contract:
        rows = Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=found.enterprise)
        return find_or_404(rows, key=contract[:16]), None
    if supplier:
        held = Supplier.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(enterprise=found.enterprise)
        return None, find_or_404(held, key=supplier[:16])
    return None, None
