"""Suppliers that may be one: suggested, judged by a person, merged or left alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import was_refused
from samsvar.platform.ui.clock import now, today
from samsvar.registers.suppliers.models import Supplier
from samsvar.registers.suppliers.selectors.duplicates import candidates
from samsvar.registers.suppliers.services.duplicates import judge_duplicate, merge_suppliers
from samsvar.registers.suppliers.views.saving import said


@signed_in
def duplicates(request: ViewerRequest) -> HttpResponse:
    """Pairs that nobody has judged yet."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    return render(request, "suppliers/duplicates.html", {"pairs": candidates(enterprise)})


@signed_in
def judge(request: ViewerRequest) -> HttpResponse:
    """Merge the pair, or remember that they are two."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.MANAGE_CONTRACTS, enterprise)
    allow_methods(request, "POST")
    rows = Supplier.objects.visible_to(viewer, Permission.MANAGE_CONTRACTS).filter(enterprise=enterprise)
    first: Supplier = find_or_404(rows, key=request.POST.get("first", "")[:16])
    second: Supplier = find_or_404(rows, key=request.POST.get("second", "")[:16])
    same = request.POST.get("answer") == "same"
    about: dict[str, Any] = {"reason": "", "by": viewer.actor, "at": now()}

    def answer() -> None:
        if same:
            merge_suppliers(kept=first, merged=second, on=today(), **about)
        else:
            judge_duplicate(first=first, second=second, same=False, **about)

    if not was_refused(request, answer, said=said):
        words = _("%(name)s now holds what both had.") if same else _("We will not ask about these two again.")
        messages.success(request, words % {"name": first.name})
    return redirect("suppliers:duplicates")
