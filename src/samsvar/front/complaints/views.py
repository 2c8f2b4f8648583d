"""Tie a complaint to an adverse impact, or register one from it. Who complained is never taken along."""

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.front.complaints.forms import ImpactForm
from samsvar.platform.access.guards import allow_methods, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.services.cases import tie_impact
from samsvar.subjects.complaints.views.complaints import complaint_form, find_handled
from samsvar.subjects.complaints.views.saving import form_page
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import Actuality
from samsvar.subjects.due_diligence.services.impacts.impacts import register_impact

RISK_KINDS = {
    "forced_labour": "forced_labour",
    "child_labour": "child_labour",
    "discrimination": "discrimination_harassment",
    "association": "freedom_of_association",
    "health_and_safety": "ohs",
    "wages": "wages",
    "working_hours": "working_hours",
    "land_and_community": "land_indigenous_rights",
    "environment": "environment",
}
"""What a complaint is about, as a kind of risk. Topics without one are left for a person to place."""


@signed_in
def impact(request: ViewerRequest, key: str) -> HttpResponse:
    """Choose one that is known, or register a new one, alleged."""
    found, viewer = find_handled(request, key), request.viewer
    allow_methods(request, "GET", "HEAD", "POST")
    seen = AdverseImpact.objects.visible_to(viewer, Permission.VIEW_IMPACTS).filter(enterprise=found.enterprise)
    tied = seen.filter(key=found.impact_key).first() if found.impact_key else None
    may_register = viewer.may(Permission.MANAGE_IMPACTS, found.enterprise)
    rows = seen.order_by("-number")
    initial = {"impact": tied.key if tied else None}
    form = ImpactForm(rows, request.POST or None, initial=initial, may_register=may_register)

    @transaction.atomic
    def save() -> str | None:
        written = form.cleaned_data
        chosen = written["impact"]
        if written.get("title"):
            chosen = _registered(request, found, written["title"], written["actuality"])
        tie_impact(complaint=found, impact_key=chosen.key if chosen else "", by=viewer.actor, at=now())
        return reverse("due_diligence:impact", args=[chosen.key]) if written.get("title") else None

    page = complaint_form(
        found,
        _("The adverse impact that the complaint tells of"),
        _("Save"),
        _("The complaint is tied to the adverse impact."),
        intro=_("Only the key of the impact is kept with the complaint. The impact’s own page says nothing of it."),
    )
    return form_page(request, page, form, save)


def _registered(request: ViewerRequest, found: Complaint, title: str, actuality: str) -> AdverseImpact:
    kind = RISK_KINDS.get(found.topic)
    fields = {
        "title": title,
        "actuality": actuality or Actuality.ACTUAL,
        "source": _("A complaint"),
        "known_on": found.received_on,
        "risk_kinds": (kind,) if kind else (),
    }
    return register_impact(
        enterprise=found.enterprise,
        unit=found.enterprise,
        fields=fields,
        by=request.viewer.actor,
        at=now(),
        today=today(),
    )
