"""What a check rests on and what it found: wages, cards, evidence, findings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.catalogues.checks import wage_rates
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.due_diligence.forms.checks.checks import FindingCloseForm, FindingForm, WagesForm
from samsvar.subjects.due_diligence.models import CheckFinding
from samsvar.subjects.due_diligence.presenters.checks import checks as presenter
from samsvar.subjects.due_diligence.selectors.checks import checks as selectors
from samsvar.subjects.due_diligence.selectors.duties import sectors_on
from samsvar.subjects.due_diligence.services.checks import findings as check_findings
from samsvar.subjects.due_diligence.services.checks import parts as check_parts
from samsvar.subjects.due_diligence.views.checks.checks import check_page, find_check, find_managed
from samsvar.subjects.due_diligence.views.saving import form_page, was_refused


@signed_in
def wages(request: ViewerRequest, key: str) -> HttpResponse:
    """Compare what was paid with the lowest wage, line by line."""
    found = find_managed(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    rates = wage_rates()
    form = WagesForm(sectors_on(found.contract), rates, request.POST or None)

    def save() -> None:
        lines = form.cleaned_data["rows"]
        check_parts.compare_wages(check=found, lines=lines, rates=rates, today=today(), **_by(request))

    page = check_page(found, _("Compare wages"), _("Compare the wages"), _("The wages are compared."))
    return form_page(request, page, form, save)


@signed_in
def wage_remove(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take a line of wages away."""
    return _removed(
        request, key, part, "wage_lines", lambda row: check_parts.remove_wage_line(line=row, **_by(request))
    )


@signed_in
def card_remove(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take a note of a card away."""
    return _removed(request, key, part, "cards", lambda row: check_parts.remove_card(card=row, **_by(request)))


@signed_in
def evidence_remove(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take a note of evidence away."""
    return _removed(
        request, key, part, "evidence", lambda row: check_parts.remove_evidence(evidence=row, **_by(request))
    )


@signed_in
def findings(request: ViewerRequest) -> HttpResponse:
    """The findings that are open, the gravest first, or those that are closed."""
    viewer, unit, enterprise = request.viewer, chosen_unit(request), chosen_enterprise(request)
    require(viewer, Permission.VIEW_CHECKS, unit)
    allow_methods(request, "GET", "HEAD")
    view = request.GET.get("view", "open")
    if view not in ("open", "closed"):
        raise BadRequest("view")
    still = selectors.findings_of(viewer, enterprise, closed=False)
    over = selectors.findings_of(viewer, enterprise, closed=True)
    counts = {"open": still.count(), "closed": over.count()}
    rows = still if view == "open" else over
    page = Paginator(rows, selectors.PAGE).get_page(request.GET.get("page") or 1)
    late = still.filter(due_on__lt=today()).count()
    context = {
        "finding": presenter.findings_heading(counts["open"], late),
        "page": page,
        "rows": [(each, presenter.gravity_kind(each)) for each in page.object_list],
        "tabs": presenter.tabs(presenter.FINDING_VIEWS, counts, view),
        "today": today(),
        "unit": unit,
        "view": view,
    }
    return render(request, "due_diligence/check_findings.html", context)


@signed_in
def finding_edit(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Change an open finding."""
    row = _finding(request, key, part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = FindingForm(request.POST or None, initial=begun(FindingForm, row))

    def save() -> None:
        fields, version = form.written, form.version_sent
        check_findings.edit_finding(finding=row, fields=fields, version=version, today=today(), **_by(request))

    page = check_page(row.check_of, _("Change the finding"), _("Save the finding"), _("The finding is saved."))
    return form_page(request, page, form, save)


@signed_in
def finding_close(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Close a finding with what was done."""
    row = _finding(request, key, part)
    allow_methods(request, "GET", "HEAD", "POST")
    form = FindingCloseForm(request.POST or None, initial={**begun(FindingCloseForm, row), "closed_on": today()})

    def save() -> None:
        written, version = form.written, form.version_sent
        check_findings.close_finding(finding=row, version=version, today=today(), **_by(request), **written)

    page = check_page(
        row.check_of, _("Close the finding"), _("Close the finding"), _("The finding is closed."), intro=row.title
    )
    return form_page(request, page, form, save)


@signed_in
def finding_reopen(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Take up a closed finding again."""
    row = _finding(request, key, part)
    allow_methods(request, "POST")
    was_refused(request, lambda: check_findings.reopen_finding(finding=row, **_by(request)))
    return redirect("due_diligence:check", key=row.check_of.key)


@signed_in
def finding_impact(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Make a finding into an adverse impact."""
    row = _finding(request, key, part)
    require(request.viewer, Permission.MANAGE_IMPACTS, row.check_of.unit)
    allow_methods(request, "POST")
    if was_refused(request, lambda: check_findings.make_impact(finding=row, today=today(), **_by(request))):
        return redirect("due_diligence:check", key=row.check_of.key)
    messages.success(request, _("The impact is registered as alleged. Grade it, and say whether it is confirmed."))
    return redirect("due_diligence:impact", key=row.impact.key if row.impact else "")


@signed_in
def finding_action(request: ViewerRequest, key: str, part: str) -> HttpResponse:
    """Make a finding into an action."""
    row = _finding(request, key, part)
    require(request.viewer, Permission.MANAGE_ACTIONS, row.check_of.unit)
    allow_methods(request, "POST")
    if was_refused(request, lambda: check_findings.make_action(finding=row, **_by(request))):
        return redirect("due_diligence:check", key=row.check_of.key)
    messages.success(request, _("The action is planned."))
    return redirect("due_diligence:action", key=row.action.key if row.action else "")


def _by(request: ViewerRequest) -> dict[str, Any]:
    return {"by": request.viewer.actor, "at": now()}


def _finding(request: ViewerRequest, key: str, part: str) -> CheckFinding:
    check = find_check(request, key)
    row: CheckFinding = find_or_404(check.findings.select_related("impact", "action"), key=part)
    row.check_of = check
    require(request.viewer, Permission.MANAGE_CHECKS, check.unit)
    return row


def _removed(request: ViewerRequest, key: str, part: str, of: str, remove: Callable[[Any], None]) -> HttpResponse:
    check = find_managed(request, key)
    row = find_or_404(getattr(check, of).all(), key=part)
    row.check_of = check
    allow_methods(request, "POST")
    was_refused(request, lambda: remove(row))
    return redirect(reverse("due_diligence:check", args=[check.key]))
