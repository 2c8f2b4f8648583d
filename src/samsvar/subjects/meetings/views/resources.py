"""What is set aside for the work, per unit and year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.acts import by_whom
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today
from samsvar.subjects.meetings.forms import SetAsideForm
from samsvar.subjects.meetings.models import SetAside
from samsvar.subjects.meetings.presenters.reviews import sums_by_year
from samsvar.subjects.meetings.selectors.reviews import resources_of
from samsvar.subjects.meetings.services.reviews import set_aside
from samsvar.subjects.meetings.views.finding import WRITTEN, require_sight, writable
from samsvar.subjects.meetings.views.saving import form_page, page_under


@signed_in
def resources(request: ViewerRequest) -> HttpResponse:
    """By year, the newest first, with what is not told counted apart."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    years = sums_by_year(resources_of(enterprise)[:500])
    context = {"can_manage": viewer.may(WRITTEN, enterprise), "enterprise": enterprise, "years": years}
    return render(request, "meetings/resources.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Say what a unit sets aside in a year."""
    enterprise = chosen_enterprise(request)
    require(request.viewer, WRITTEN, enterprise)
    return _written(request, enterprise, None)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a line."""
    rows = SetAside.objects.visible_to(request.viewer, Permission.VIEW_WHEEL)
    row = writable(request, find_or_404(rows.select_related("enterprise", "unit"), key=key))
    return _written(request, row.enterprise, row)


def _written(request: ViewerRequest, enterprise: OrgUnit, row: SetAside | None) -> HttpResponse:
    allow_methods(request, "GET", "HEAD", "POST")
    names = ("unit", "year", "purpose", "person_years", "amount_ore", "note")
    initial = initial_of(row, names) if row else {"year": today().year, "unit": enterprise.key}
    form = SetAsideForm(enterprise, request.POST or None, initial=initial)

    def save() -> None:
        about: dict[str, Any] = {"row": row, "version": form.version_sent if row else None}
        set_aside(enterprise=enterprise, fields=form.written, **about, **by_whom(request))

    up = ((reverse("meetings:resources"), _("Resources set aside")),)
    page = page_under(up, _("What is set aside"), _("Save"), _("It is saved."))
    return form_page(request, page, form, save)
