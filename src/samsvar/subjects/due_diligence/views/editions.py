"""What moved between two editions of a source, and which contracts change level because of it."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from samsvar.core.rules.risk.sources import SOURCES
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import today
from samsvar.registers.catalogues.selectors import editions_of, what_moved
from samsvar.registers.suppliers.models import Contract
from samsvar.subjects.due_diligence.selectors.risk_picture import contracts_moved

SHOWN = 100


@signed_in
def moved(request: ViewerRequest, source: str) -> HttpResponse:
    """The contracts that two editions give different levels; `from` and `to` in the address, else the newest two."""
    viewer = request.viewer
    unit, enterprise = chosen_unit(request), chosen_enterprise(request)
    require(viewer, Permission.VIEW_CONTRACTS, unit)
    held = editions_of(source) if source in SOURCES else []
    if not held:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    names = [edition.edition for edition in held]
    later = request.GET.get("to", names[0])
    earlier = request.GET.get("from", names[min(1, len(names) - 1)])
    if later not in names or earlier not in names:
        raise BadRequest("edition")
    found = contracts_moved(viewer, unit, source, earlier, later, today()) if earlier != later else []
    shown = {each.key: each for each in found[:SHOWN]}
    rows = (
        Contract.objects.visible_to(viewer, Permission.VIEW_CONTRACTS).filter(pk__in=shown).select_related("supplier")
    )
    contracts = {contract.pk: contract for contract in rows}
    context = {
        "contracts": [(contracts[key], each) for key, each in shown.items() if key in contracts],
        "down": sum(1 for each in found if each.now < each.was),
        "earlier": earlier,
        "edition": held[0],
        "enterprise": enterprise,
        "later": later,
        "names": names,
        "rest": max(0, len(found) - SHOWN),
        "rows_moved": len(what_moved(source, earlier, later)) if earlier != later else 0,
        "source": source,
        "up": sum(1 for each in found if each.now > each.was),
    }
    return render(request, "due_diligence/moved.html", context)
