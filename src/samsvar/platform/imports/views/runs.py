"""Reading a file in, step by step; a long reading can be left and come back to."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from samsvar.core.readers.results import RowError
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.imports import services
from samsvar.platform.imports.forms import FileForm
from samsvar.platform.imports.models import TO_DO, ImportRun, ImportStatus
from samsvar.platform.imports.reading import error_document
from samsvar.platform.imports.registry import KINDS, ImportKind
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import now, today

_ERRORS_SHOWN = 200


@dataclass(frozen=True)
class Result:
    """A run as the component `import_result` draws it."""

    created: int
    changed: int
    unchanged: int
    errors: list[dict[str, Any]]
    ignored_columns: list[str]
    dry_run: bool
    notes: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


def _open_kinds(viewer: Viewer, enterprise: OrgUnit) -> list[ImportKind]:
    """The kinds the viewer may read in for the enterprise."""
    return [kind for kind in KINDS.values() if kind.permission and viewer.may(kind.permission, enterprise)]


@signed_in
def start(request: ViewerRequest) -> HttpResponse:
    """What can be read in, and the viewer's own last readings."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    kinds = _kinds_or_403(viewer, enterprise)
    allow_methods(request, "GET", "HEAD")
    runs = ImportRun.objects.filter(enterprise=enterprise, person=viewer.person).order_by("-created_at")[:10]
    context = {"kinds": kinds, "runs": [(run, KINDS[run.kind].name) for run in runs if run.kind in KINDS]}
    return render(request, "imports/start.html", context)


def _kinds_or_403(viewer: Viewer, enterprise: OrgUnit) -> list[ImportKind]:
    kinds = _open_kinds(viewer, enterprise)
    if not kinds:
        first = next(kind.permission for kind in KINDS.values() if kind.permission)
        require(viewer, first, enterprise)
    return kinds


@signed_in
def new(request: ViewerRequest, word: str) -> HttpResponse:
    """Choose a file of a kind; it is checked before anything is saved."""
    viewer: Viewer = request.viewer
    enterprise = chosen_enterprise(request)
    kind = KINDS.get(word)
    if kind is None or kind.permission is None:
        raise Http404
    require(viewer, kind.permission, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = FileForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        answers = form.answers()
        run = services.take_in(
            kind=kind, uploaded=uploaded, enterprise=enterprise, viewer=viewer, at=now(), answers=answers
        )
        if services.is_small(run):
            services.work_on(run, clock=now, on=today())
        return redirect("imports:run", run.key)
    context = {
        "form": form,
        "kind": kind,
        "mandatory": [heading for heading, needed in kind.columns if needed],
        "optional": [heading for heading, needed in kind.columns if not needed],
    }
    return render(request, "imports/new.html", context, status=422 if form.errors else 200)


def _found(viewer: Viewer, key: str) -> ImportRun:
    """The viewer's own run; anybody else's does not exist for them."""
    rows = ImportRun.objects.filter(person=viewer.person).select_related("enterprise", "person")
    run: ImportRun = find_or_404(rows, key=key)
    kind = KINDS.get(run.kind)
    if (
        kind is None
        or kind.permission is None
        or run.enterprise is None
        or not viewer.may(kind.permission, run.enterprise)
    ):
        raise Http404
    return run


@signed_in
def run(request: ViewerRequest, key: str) -> HttpResponse:
    """Where a reading stands: waiting, checked, refused, done."""
    found = _found(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    kind = KINDS[found.kind]
    status = ImportStatus(found.status)
    errors, notes, warnings = (
        [RowError(each["row"], each["column"], each["code"], each["facts"]) for each in told]
        for told in (found.errors, found.notes, found.warnings)
    )
    result = Result(
        created=found.created,
        changed=found.changed,
        unchanged=found.unchanged,
        errors=[error_document(error) for error in errors[:_ERRORS_SHOWN]],
        ignored_columns=found.ignored_columns,
        dry_run=status == ImportStatus.CHECKED,
        notes=[error_document(note) for note in notes],
        warnings=[error_document(warning) for warning in warnings],
    )
    context = {
        "kind": kind,
        "listed": _listed(kind),
        "more_errors": max(0, len(errors) - _ERRORS_SHOWN),
        "nothing": not (found.created or found.changed),
        "percent": 100 * found.done_steps // found.total_steps if found.total_steps else None,
        "result": result,
        "run": found,
        "running": bool(found.lease),
        "status": status.value,
        "waiting": status in TO_DO,
    }
    partial = bool(request.headers.get("HX-Request"))
    answer = render(request, "imports/run_state.html" if partial else "imports/run.html", context)
    answer["Vary"] = "HX-Request"
    return answer


@signed_in
def confirm(request: ViewerRequest, key: str) -> HttpResponse:
    """Save what was checked."""
    found = _found(request.viewer, key)
    allow_methods(request, "POST")
    if services.confirm(run=found, at=now()):
        found.refresh_from_db()
        if services.is_small(found):
            services.work_on(found, clock=now, on=today())
    return redirect("imports:run", found.key)


@signed_in
def drop(request: ViewerRequest, key: str) -> HttpResponse:
    """Give the reading up."""
    found = _found(request.viewer, key)
    allow_methods(request, "POST")
    if services.drop(run=found, at=now()):
        messages.success(request, _("The file is thrown away. Nothing is saved."))
        return redirect("imports:start")
    return redirect("imports:run", found.key)


def _listed(kind: ImportKind) -> str:
    try:
        return reverse(kind.listed) if kind.listed else ""
    except NoReverseMatch:
        return ""
