"""The enterprise's statements year by year, and how to begin one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.front.reporting import presenters
from samsvar.front.reporting.forms import FactsForm, StartForm
from samsvar.front.reporting.transparency_statement.publishing import changes_since_publication
from samsvar.front.reporting.transparency_statement.years import years_without
from samsvar.front.reporting.views.finding import statement_or_404
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement, StatementStatus


@signed_in
def statements(request: ViewerRequest) -> HttpResponse:
    """All years, newest first; the one that is due on top."""
    viewer = request.viewer
    enterprise = chosen_enterprise(request)
    allow_methods(request, "GET", "HEAD")
    day = today()
    rows = list(
        Statement.objects.readable_by(viewer)
        .filter(enterprise=enterprise)
        .select_related("enterprise")
        .order_by("-year", "-edition")
    )
    lines = [presenters.statement_line(row) for row in rows]
    newest = next((row for row in rows if row.status == StatementStatus.PUBLISHED), None)
    sees_chain = viewer.may(Permission.VIEW_IMPACTS, enterprise)
    changes = changes_since_publication(newest, day) if newest and sees_chain else ()
    context = {
        "enterprise": enterprise,
        "lines": lines,
        "begun": next((line for line in lines if line.statement.status == StatementStatus.DRAFT), None),
        "missing_years": years_without(enterprise, day),
        "newest": newest,
        "changes": presenters.change_lines(enterprise, changes),
        "title": presenters.list_title(lines, day),
        "writes": viewer.may(Permission.WRITE_STATEMENT, enterprise),
        "public": presenters.public_address(enterprise),
    }
    return render(request, "reporting/statements.html", context)


@signed_in
def start(request: ViewerRequest) -> HttpResponse:
    """Begin the year's statement, or a new edition of a published one."""
    viewer = request.viewer
    enterprise = chosen_enterprise(request)
    require(viewer, Permission.WRITE_STATEMENT, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    asked = request.GET.get("year", "")
    initial: dict[str, object] = {"language": viewer.language}
    if asked.isdecimal() and len(asked) == 4:
        initial["year"] = int(asked)
    form = StartForm(request.POST or None, this_year=today().year, enterprise=enterprise, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.start_statement(enterprise=enterprise, **form.cleaned_data, by=viewer.actor, at=now())
        except services.NotNow as stop:
            form.add_error(
                "reason" if "no_reason" in stop.obstacles else "year", presenters.obstacle(stop.obstacles[0])
            )
        else:
            return redirect("statements:workspace", key=begun.key)
    status = 400 if form.errors else 200
    return render(request, "reporting/start.html", {"form": form, "enterprise": enterprise}, status=status)


@signed_in
def facts(request: ViewerRequest, key: str) -> HttpResponse:
    """The period, language and template of a draft."""
    statement = statement_or_404(request, key)
    require(request.viewer, Permission.WRITE_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    columns = [name for name in FactsForm.base_fields if name != "version"]
    initial = {name: getattr(statement, name) for name in columns} | {"version": statement.version}
    form = FactsForm(request.POST or None, initial=initial, enterprise=statement.enterprise)
    stale = False
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.pop("version")
        try:
            services.edit_statement(
                statement=statement,
                fields=form.cleaned_data,
                opened_version=version,
                by=request.viewer.actor,
                at=now(),
            )
        except services.StaleStatement:
            stale = True
        else:
            messages.success(request, _("Saved."))
            return redirect("statements:workspace", key=statement.key)
    context = {
        "form": form,
        "statement": statement,
        "stale": stale,
        "public": presenters.whole_public_address(statement.enterprise, statement),
    }
    return render(request, "reporting/facts.html", context, status=409 if stale else 400 if form.errors else 200)
