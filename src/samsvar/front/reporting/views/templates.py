"""The enterprise's own templates: which sections a statement has, in which order and under which headings."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.front.reporting import presenters
from samsvar.front.reporting.forms import SectionRowForm, SectionRowSet, TemplateForm
from samsvar.front.reporting.transparency_statement.templates_held import load_template, template_names
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import OwnTemplate


@signed_in
def templates(request: ViewerRequest) -> HttpResponse:
    """Those that ship, the region's, and the enterprise's own."""
    viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.WRITE_STATEMENT, enterprise)
    allow_methods(request, "GET", "HEAD")
    own = OwnTemplate.objects.usable_by(enterprise).select_related("enterprise").order_by("title", "pk")
    context = {
        "enterprise": enterprise,
        "shipped": [load_template(name).title.get(viewer.language, name) for name in template_names()],
        "own": [(each, each.enterprise_id == enterprise.pk) for each in own],
    }
    return render(request, "reporting/templates.html", context)


@signed_in
def template_new(request: ViewerRequest) -> HttpResponse:
    """Make a template, beginning with the chapters of the one that ships."""
    enterprise = chosen_enterprise(request)
    require(request.viewer, Permission.WRITE_STATEMENT, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    return _edit(request, enterprise, None)


@signed_in
def template(request: ViewerRequest, key: str) -> HttpResponse:
    """Change one of the enterprise's own templates."""
    viewer = request.viewer
    rows = OwnTemplate.objects.visible_to(viewer, Permission.VIEW_DRAFT_STATEMENTS).select_related("enterprise")
    held: OwnTemplate = find_or_404(rows, key=key)
    require(viewer, Permission.WRITE_STATEMENT, held.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    return _edit(request, held.enterprise, held)


def _edit(request: ViewerRequest, enterprise: OrgUnit, held: OwnTemplate | None) -> HttpResponse:
    initial = {"title": held.title if held else "", "version": held.version if held else 0}
    form = TemplateForm(request.POST or None, initial=initial)
    rows = SectionRowSet(request.POST or None, initial=presenters.section_rows(held), prefix="row")
    stale = False
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            services.save_template(
                enterprise=enterprise,
                title=form.cleaned_data["title"],
                sections=presenters.sections_from([row.cleaned_data for row in rows]),
                template=held,
                opened_version=form.cleaned_data["version"] or 0,
                by=request.viewer.actor,
                at=now(),
            )
        except services.NotNow as stop:
            form.add_error("title", presenters.obstacle(stop.obstacles[0]))
        except services.StaleStatement:
            stale = True
        else:
            messages.success(request, _("The template is saved."))
            return redirect("statements:templates")
    wrong = bool(form.errors) or _has_errors(rows)
    context: dict[str, Any] = {"form": form, "rows": presenters.named_rows(rows), "row_set": rows, "stale": stale}
    context |= {"template": held, "enterprise": enterprise}
    return render(request, "reporting/template.html", context, status=409 if stale else 400 if wrong else 200)


def _has_errors(rows: BaseFormSet[SectionRowForm]) -> bool:
    return rows.is_bound and (bool(rows.non_form_errors()) or any(row.errors for row in rows))
