"""Where the statement is written: chapters, text, and what the law still misses."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.front.reporting import presenters
from samsvar.front.reporting.forms import GROUNDS, SectionForm
from samsvar.front.reporting.presenters.statement import LetterPanel
from samsvar.front.reporting.transparency_statement.comparison import since_last_year
from samsvar.front.reporting.transparency_statement.document import Drawn, SectionPart
from samsvar.front.reporting.transparency_statement.files import CONTENT_TYPES, FORMS, file_of
from samsvar.front.reporting.views.finding import document_of, drawn_today, statement_or_404
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.ui.answers import as_file
from samsvar.platform.ui.clock import now
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import PublishedFile, Statement, StatementStatus


@signed_in
def workspace(request: ViewerRequest, key: str) -> HttpResponse:
    """The statement's chapters, the chosen one with its text, the § 5 panel and the approval."""
    statement = statement_or_404(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    writes = _writes(request, statement)
    if request.method == "POST":
        return _save(request, statement)
    if statement.status in (StatementStatus.PUBLISHED, StatementStatus.SUPERSEDED):
        return redirect("statements:preview", key=key)
    drawn = drawn_today(statement)
    return _show(request, statement, drawn, writes, _chosen(request, drawn), None)


def _writes(request: ViewerRequest, statement: Statement) -> bool:
    allowed = request.viewer.may(Permission.WRITE_STATEMENT, statement.enterprise)
    return bool(allowed and statement.status == StatementStatus.DRAFT)


def _chosen(request: ViewerRequest, drawn: Drawn) -> SectionPart:
    asked = request.GET.get("section") or drawn.parts[0].id
    part = next((part for part in drawn.parts if part.id == asked), None)
    if part is None:
        raise Http404
    return part


def _save(request: ViewerRequest, statement: Statement) -> HttpResponse:
    require(request.viewer, Permission.WRITE_STATEMENT, statement.enterprise)
    drawn = drawn_today(statement)
    part = _chosen(request, drawn)
    form = SectionForm(request.POST)
    conflict = None
    if form.is_valid():
        viewer = request.viewer
        try:
            services.write_section(
                statement=statement,
                section=part.id,
                text=form.cleaned_data["text"].replace("\r\n", "\n"),
                opened_serial=form.cleaned_data["serial"],
                person=viewer.person,
                by=viewer.actor,
                at=now(),
            )
        except services.StaleStatement:
            conflict = statement.narratives.filter(section=part.id).select_related("written_by").latest("serial")
            form = SectionForm(initial={"serial": conflict.serial, "text": form.cleaned_data["text"]})
        except services.NotNow as stop:
            form.add_error(None, presenters.obstacle(stop.obstacles[0]))
        else:
            return redirect(f"{presenters.workspace_address(statement)}?section={part.id}&saved=1")
    return _show(request, statement, drawn, _writes(request, statement), part, form, conflict)


def _show(
    request: ViewerRequest,
    statement: Statement,
    drawn: Drawn,
    writes: bool,
    part: SectionPart,
    form: SectionForm | None,
    conflict: object = None,
) -> HttpResponse:
    newest = statement.narratives.filter(section=part.id).select_related("written_by").order_by("-serial").first()
    bound = form or SectionForm(initial={"serial": newest.serial if newest else 0, "text": part.text})
    panel = presenters.law_panel(drawn)
    approvals = presenters.approval_lines(statement)
    context = {
        "statement": statement,
        "enterprise": statement.enterprise,
        "status": presenters.status_word(statement),
        "chapters": presenters.chapters(drawn, part.id),
        "part": part,
        "form": bound,
        "newest": newest,
        "conflict": conflict,
        "conflict_rows": presenters.conflict_rows(conflict, bound),
        "figures": presenters.figure_choices(drawn),
        "unknown_figures": part.unknown_figures,
        "panel": panel,
        **_sums(panel),
        "lacks_here": presenters.lacks_in(drawn, part.id),
        "figures_here": presenters.figures_in(drawn, part),
        "changes": since_last_year(drawn),
        "approvals": approvals,
        "deadline": presenters.deadline(statement),
        "writes": writes,
        "submits": writes,
        "asked": presenters.is_asked(approvals, request.user),
        "may_publish": request.viewer.may(Permission.PUBLISH_STATEMENT, statement.enterprise),
        "saved": request.GET.get("saved") == "1",
        "forms": list(FORMS),
    }
    wrong = conflict is not None or bool(bound.errors)
    return render(request, "reporting/workspace.html", context, status=409 if conflict else 400 if wrong else 200)


def _sums(panel: Sequence[LetterPanel]) -> dict[str, int]:
    """What the law asks for: how much there is of it, what is missing, and of how much."""
    return {
        "missing": sum(len(letter.missing) for letter in panel),
        "present": sum(letter.present for letter in panel),
        "total": sum(letter.total for letter in panel),
    }


@signed_in
def preview(request: ViewerRequest, key: str) -> HttpResponse:
    """The whole statement as the public will see it."""
    statement = statement_or_404(request, key)
    allow_methods(request, "GET", "HEAD")
    document = document_of(statement)
    viewer = request.viewer
    approvals = presenters.approval_lines(statement)
    context = {
        "statement": statement,
        "enterprise": statement.enterprise,
        "asked": presenters.is_asked(approvals, request.user),
        "may_publish": viewer.may(Permission.PUBLISH_STATEMENT, statement.enterprise),
        "may_return": viewer.may(Permission.WRITE_STATEMENT, statement.enterprise)
        or viewer.may(Permission.APPROVE_STATEMENT, statement.enterprise),
        "status": presenters.status_word(statement),
        "document": document,
        "forms": list(FORMS),
        "public": presenters.public_address(statement.enterprise, statement)
        if statement.status == StatementStatus.PUBLISHED
        else "",
        "approvals": approvals,
    }
    return render(request, "reporting/preview.html", context)


@signed_in
def download(request: ViewerRequest, key: str, form: str) -> HttpResponse:
    """The statement as a file: the published bytes where it is published."""
    statement = statement_or_404(request, key)
    if form not in FORMS:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    if statement.published_at is not None:
        content = bytes(PublishedFile.objects.get(statement=statement, form=form).content)
    else:
        content = file_of(document_of(statement), form)
    name = f"redegjorelse-{statement.enterprise.orgnr}-{statement.year}-{statement.edition}.{form}"
    return as_file(content, name, CONTENT_TYPES[form])


@signed_in
def history(request: ViewerRequest, key: str, section: str) -> HttpResponse:
    """Every version of a section's text, newest first."""
    statement = statement_or_404(request, key)
    allow_methods(request, "GET", "HEAD")
    versions = statement.narratives.filter(section=section).select_related("written_by").order_by("-serial")
    context = {"statement": statement, "versions": list(versions), "section": section}
    return render(request, "reporting/history.html", context)


@signed_in
def withhold(request: ViewerRequest, key: str) -> HttpResponse:
    """What the statement withholds, each with its ground and reason. Known actual impacts cannot be withheld."""
    statement = statement_or_404(request, key)
    require(request.viewer, Permission.WRITE_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    drawn = drawn_today(statement)
    rows = presenters.withholdable(drawn)
    error = ""
    if request.method == "POST":
        chosen = presenters.withheld_from(request.POST, rows)
        try:
            services.leave_out(
                statement=statement,
                withheld=chosen,
                opened_version=presenters.version_from(request.POST),
                by=request.viewer.actor,
                at=now(),
            )
        except services.NotNow as stop:
            error = presenters.obstacle(stop.obstacles[0])
        except services.StaleStatement:
            error = _("Somebody changed the statement after you opened the page. Look through it again.")
        else:
            return redirect("statements:workspace", key=statement.key)
    context = {"statement": statement, "rows": rows, "grounds": GROUNDS, "error": error}
    return render(request, "reporting/withhold.html", context, status=400 if error else 200)
