"""The way to publication: send to approval, approve, return, publish."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samsvar.core.documents.frozen import digest
from samsvar.front.reporting import presenters
from samsvar.front.reporting.forms import ApproveForm, ReasonForm, SubmitForm, VersionForm
from samsvar.front.reporting.transparency_statement.files import all_files
from samsvar.front.reporting.transparency_statement.publishing import (
    frozen_document,
    frozen_for_approval,
    levels_of,
    publication_of,
    silent_in,
    silent_in_frozen,
)
from samsvar.front.reporting.transparency_statement.signatories import signatories_of
from samsvar.front.reporting.views.finding import drawn_today, statement_or_404
from samsvar.platform.access.factors import require_fresh
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.audit.actor import Actor
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement, StatementStatus


@signed_in
def submit(request: ViewerRequest, key: str) -> HttpResponse:
    """Freeze the draft and ask the board and the managing director."""
    statement = statement_or_404(request, key)
    viewer = request.viewer
    require(viewer, Permission.WRITE_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    drawn = drawn_today(statement)
    frozen = frozen_for_approval(drawn)
    form = SubmitForm(
        request.POST or None,
        enterprise=statement.enterprise,
        drawn=digest(frozen),
        initial={"version": statement.version},
    )
    silent = silent_in(drawn)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            services.submit_statement(
                statement=statement,
                frozen=frozen,
                levels=levels_of(drawn.records),
                signatories=signatories_of(asked["board"], statement.enterprise, today()),
                untold=silent,
                board=asked["board"],
                board_case=asked["board_case"],
                board_meeting_on=asked["board_meeting_on"],
                opened_version=asked["version"],
                person=viewer.person,
                by=viewer.actor,
                at=now(),
            )
        except (services.NotNow, services.StaleStatement) as stop:
            form.add_error(None, _why(stop))
        else:
            messages.success(request, _("Sent to approval. The text is frozen until it is approved or returned."))
            return redirect("statements:preview", key=key)
    panel = presenters.law_panel(drawn)
    boards = [(board, signatories_of(board, statement.enterprise, today())) for board in form.boards]
    context = {
        "statement": statement,
        "form": form,
        "panel": panel,
        "missing": sum(len(letter.missing) for letter in panel),
        "silent": silent,
        "boards": boards,
    }
    return render(request, "reporting/submit.html", context, status=400 if form.errors else 200)


@signed_in
def approve(request: ViewerRequest, key: str) -> HttpResponse:
    """Read the frozen statement and approve it; approving asks for a fresh sign-in."""
    statement = statement_or_404(request, key)
    viewer = request.viewer
    require(viewer, Permission.APPROVE_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    if statement.status != StatementStatus.SUBMITTED or not statement.frozen:
        return redirect("statements:preview", key=key)
    require_fresh(request)  # before anything is written: what stands in a form is lost on the way to sign in
    form = ApproveForm(request.POST or None, initial={"sha256": statement.frozen_sha256})
    if request.method == "POST" and form.is_valid():
        try:
            services.approve_statement(
                statement=statement,
                person=request.user,
                sha256=form.cleaned_data["sha256"],
                reservation=form.cleaned_data["reservation"],
                by=viewer.actor,
                at=now(),
            )
        except (services.NotNow, services.StaleStatement) as stop:
            form.add_error(None, _why(stop))
        else:
            messages.success(request, _("You have approved the statement."))
            return redirect("statements:preview", key=key)
    lines = presenters.approval_lines(statement)
    context = {
        "statement": statement,
        "form": form,
        "document": frozen_document(statement),
        "approvals": lines,
        "asked": presenters.is_asked(lines, request.user),
    }
    return render(request, "reporting/approve.html", context, status=400 if form.errors else 200)


@signed_in
def send_back(request: ViewerRequest, key: str) -> HttpResponse:
    """Return a submitted or approved statement to its writers, with a reason."""
    statement = statement_or_404(request, key)
    viewer = request.viewer
    if not viewer.may(Permission.WRITE_STATEMENT, statement.enterprise):
        require(viewer, Permission.APPROVE_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None, initial={"version": statement.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.return_statement(
                statement=statement,
                reason=form.cleaned_data["reason"],
                opened_version=form.cleaned_data["version"],
                by=viewer.actor,
                at=now(),
            )
        except (services.NotNow, services.StaleStatement) as stop:
            form.add_error(None, _why(stop))
        else:
            messages.success(request, _("Returned. Approvals given so far no longer count."))
            return redirect("statements:workspace", key=key)
    return render(
        request, "reporting/return.html", {"statement": statement, "form": form}, status=400 if form.errors else 200
    )


@signed_in
def publish(request: ViewerRequest, key: str) -> HttpResponse:
    """Open the approved statement to the public; asks for a fresh sign-in."""
    statement = statement_or_404(request, key)
    viewer = request.viewer
    require(viewer, Permission.PUBLISH_STATEMENT, statement.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    silent = silent_in_frozen(statement, today())
    form = VersionForm(request.POST or None, initial={"version": statement.version})
    if request.method == "POST" and form.is_valid():
        require_fresh(request)
        try:
            publish_now(statement, untold_now=silent, version=form.cleaned_data["version"], by=viewer.actor)
        except (services.NotNow, services.StaleStatement) as stop:
            form.add_error(None, _why(stop))
        else:
            messages.success(request, _("The statement is published."))
            return redirect("statements:preview", key=key)
    context = {
        "statement": statement,
        "form": form,
        "silent": silent,
        "ready": statement.status == StatementStatus.APPROVED,
        "lacking": _lacking(statement),
        "approvals": presenters.approval_lines(statement),
        "public": presenters.public_address(statement.enterprise, statement),
    }
    return render(request, "reporting/publish.html", context, status=400 if form.errors else 200)


def _lacking(statement: Statement) -> int:
    """How many things the frozen text still lacks under § 5."""
    if not statement.frozen:
        return 0
    return sum(len(letter.missing) for letter in frozen_document(statement).completeness)


def publish_now(statement: Statement, *, untold_now: tuple[str, ...], version: int, by: Actor) -> None:
    """Make the files from the frozen document and the names of those who approved it, and publish them."""
    if not statement.frozen:
        raise services.NotNow(["no_such_step"])
    at = now()
    services.publish_statement(
        statement=statement,
        files=all_files(publication_of(statement, at)),
        untold=untold_now,
        opened_version=version,
        by=by,
        at=at,
    )


def _why(stop: Exception) -> str:
    if isinstance(stop, services.NotNow):
        return presenters.obstacle(stop.obstacles[0])
    return _("Somebody changed the statement after you opened the page. Open it again and read what is new.")
