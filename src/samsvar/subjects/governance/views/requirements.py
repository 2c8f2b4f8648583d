"""Coverage over an enterprise and those beneath it; a requirement with what answers it at the chosen unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.acts import by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.selectors import way_to
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.forms.requirements import BackingForm, DelegationForm, RequirementForm
from samsvar.subjects.governance.models import BackingKind, Requirement, RequirementBacking
from samsvar.subjects.governance.presenters import requirements as presenter
from samsvar.subjects.governance.selectors import requirements as selectors
from samsvar.subjects.governance.services import requirements as services
from samsvar.subjects.governance.services.coverage import work_out_coverage
from samsvar.subjects.governance.views.saving import form_page, was_refused


class CoverageListForm(forms.Form):
    """A saved view, a page of it, a phase."""

    view = forms.ChoiceField(required=False, choices=[(code, code) for code in presenter.TABS])
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)


@signed_in
def coverage(request: ViewerRequest) -> HttpResponse:
    """Which requirements have nothing behind them, at the chosen enterprise and at each beneath it."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method == "POST":
        require(viewer, Permission.MANAGE_DOCUMENTS, enterprise)
        work_out_coverage(enterprise=enterprise, at=now())
    form = CoverageListForm(request.GET)
    if not form.is_valid():
        raise BadRequest(", ".join(form.errors))
    trusts = selectors.trusts_beneath(viewer, enterprise)
    lines = selectors.coverage_lines(viewer, enterprise, trusts)
    counts = presenter.counts(lines)
    view = form.cleaned_data["view"] or next((each for each in presenter.TABS if counts[each]), "nothing")
    found = [each for each in lines if view in ("all", each.worst)]
    page = Paginator(found, PAGE).get_page(form.cleaned_data["page"] or 1)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, enterprise),
        "counts": counts,
        "enterprise": enterprise,
        "finding": presenter.finding(counts, enterprise),
        "page": page,
        "rows": [presenter.coverage_row(each, trusts) for each in page.object_list],
        "tabs": tabs(presenter.TABS, counts, view),
        "trusts": trusts,
        "view": view,
        "worked_out_at": max((each.stored.worked_out_at for each in lines if each.stored), default=None),
    }
    return render(request, "governance/coverage.html", context)


@signed_in
def requirement(request: ViewerRequest, key: str) -> HttpResponse:
    """One requirement: how it stands at the chosen unit, what answers it, and who answers for it."""
    viewer, unit = request.viewer, chosen_unit(request)
    found = find_requirement(request, key)
    require(viewer, Permission.VIEW_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD")
    way = [*way_to(unit), unit]
    standing = selectors.standing_at(found, way, today())
    context = {
        "answering": selectors.answering(found, way, today()),
        "backings": [presenter.backing_line(each, unit) for each in selectors.backings_at(found, unit)],
        "can_edit": viewer.may(Permission.MANAGE_DOCUMENTS, found.document.unit),
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, unit),
        "requirement": found,
        "shown": presenter.requirement_page(found),
        "standing": presenter.standing(standing),
        "unit": unit,
    }
    return render(request, "governance/requirement.html", context)


@signed_in
def units(request: ViewerRequest, key: str) -> HttpResponse:
    """How each unit of the chosen enterprise stands with the requirement, the worst first."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    found = find_requirement(request, key)
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    pairs = selectors.units_standing(found, enterprise, today())
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {
        "enterprise": enterprise,
        "page": page,
        "requirement": found,
        "rows": presenter.unit_rows(page.object_list),
        "shown": presenter.requirement_page(found),
    }
    return render(request, "governance/requirement_units.html", context)


@signed_in
def back(request: ViewerRequest, key: str) -> HttpResponse:
    """Tie what answers the requirement at the chosen unit."""
    viewer, unit = request.viewer, chosen_unit(request)
    found = find_requirement(request, key)
    require(viewer, Permission.MANAGE_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    begun = {"kind": BackingKind.EVIDENCE, "document": request.GET["document"]} if "document" in request.GET else {}
    form = BackingForm(found, viewer, unit, request.POST or None, initial=begun)

    def save() -> None:
        fields = dict(form.cleaned_data)
        kind = fields.pop("kind")
        services.back_requirement(requirement=found, unit=unit, kind=kind, fields=fields, **by_whom(request))

    page = _page(found, unit, _("Tie what answers it"), _("Tie it"), _("It is tied, and the coverage worked out anew."))
    return form_page(request, page, form, save)


@signed_in
def delegate(request: ViewerRequest, key: str) -> HttpResponse:
    """Let somebody other than the unit's leader answer for it."""
    viewer, unit = request.viewer, chosen_unit(request)
    found = find_requirement(request, key)
    require(viewer, Permission.MANAGE_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = DelegationForm(unit.enterprise or unit, request.POST or None, initial={"from_on": today()})

    def save() -> None:
        services.delegate_requirement(requirement=found, unit=unit, **form.cleaned_data, **by_whom(request))

    return form_page(request, _page(found, unit, _("Delegate it"), _("Delegate"), _("It is delegated.")), form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change what is asked, at the level that set the document."""
    found = find_requirement(request, key)
    require(request.viewer, Permission.MANAGE_DOCUMENTS, found.document.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = initial_of(found, [name for name in RequirementForm.base_fields if name != "version"])
    form = RequirementForm(request.POST or None, initial=initial)

    def save() -> None:
        services.edit_requirement(requirement=found, fields=form.written, version=form.version_sent, **by_whom(request))

    page = _page(found, None, _("Change the requirement"), _("Save the requirement"), _("The requirement is saved."))
    return form_page(request, page, form, save)


@signed_in
def unback(request: ViewerRequest, key: str) -> HttpResponse:
    """Take away what was tied at a unit."""
    viewer, found = request.viewer, find_requirement(request, key)
    require(viewer, Permission.MANAGE_DOCUMENTS, chosen_unit(request))
    allow_methods(request, "POST")
    rows = RequirementBacking.objects.visible_to(viewer, Permission.MANAGE_DOCUMENTS).filter(requirement=found)
    row = find_or_404(rows.select_related("unit", "enterprise", "requirement"), key=request.POST.get("row", "")[:16])
    if not was_refused(request, lambda: services.unback_requirement(backing=row, **by_whom(request))):
        messages.success(request, _("It is taken away, and the coverage worked out anew."))
    return redirect("governance:requirement", found.key)


def find_requirement(request: ViewerRequest, key: str) -> Requirement:
    """A requirement that the viewer reads. Raises Http404."""
    rows = Requirement.objects.readable_by(request.viewer).select_related("document__unit", "document__enterprise")
    found: Requirement = find_or_404(rows, key=key)
    return found


def _page(found: Requirement, unit: OrgUnit | None, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    """A form's page beneath a requirement."""
    back_to = reverse("governance:requirement", args=[found.key])
    document = found.document
    crumbs = (
        (reverse("governance:documents"), _("Documents")),
        (reverse("governance:document", args=[document.key]), document.name(current_language())),
        (back_to, found.name(current_language())),
    )
    intro = unit.name(current_language()) if unit is not None else ""
    return FormPage(title=title, button=button, back=back_to, crumbs=crumbs, saved=saved, intro=intro, **more)
