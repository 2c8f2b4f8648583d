"""Adding a file to a record, reading it, removing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from samsvar.core.readers.attachments import CONTENT_TYPES
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.evidence.forms import FileForm
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import OWNER_KINDS, Owner, OwnerKind
from samsvar.platform.evidence.presenters import refusal
from samsvar.platform.evidence.selectors import readable_files
from samsvar.platform.evidence.services import judge_file, keep_file, read_back, remove_file
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now


@signed_in
def add(request: ViewerRequest, kind: str, key: str) -> HttpResponse:
    """A form for one more file with a record."""
    owner = OWNER_KINDS.get(kind)
    row = owner.find(request.viewer, key) if owner else None
    if owner is None or row is None:
        raise Http404
    if not owner.may_manage(request.viewer, row):
        raise PermissionDenied
    allow_methods(request, "GET", "HEAD", "POST")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            kept = keep_file(
                enterprise=row.enterprise,
                unit=row.unit,
                upload=judge_file(sent["file"], sent["file"].name),
                about=Owner(kind, row.key),
                permission=owner.view,
                by=request.viewer.actor,
                at=now(),
                kind=sent["kind"],
                issuer=sent["issuer"],
                note=sent["note"],
            )
        except NotAllowed as no:
            form.add_error("file", refusal(no.code, no.facts))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": kept.label})
            return redirect(owner.address(row))
    context = {"form": form, "row": row, "back": owner.address(row)}
    return render(request, "evidence/add.html", context, status=422 if form.errors else 200)


@signed_in
def read(request: ViewerRequest, key: str) -> HttpResponse:
    """The file, to be saved: never shown by the browser as something of ours."""
    file = _found(request, key)
    allow_methods(request, "GET", "HEAD")
    return as_download(file)


def as_download(file: Evidence) -> HttpResponse:
    """The answer with a file that was found among those its reader may see, also for whoever holds a link."""
    answer = HttpResponse(read_back(file), content_type=CONTENT_TYPES[file.file_kind])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.label)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
def remove(request: ViewerRequest, key: str) -> HttpResponse:
    """Says what removing means, then does it."""
    file = _found(request, key)
    owner = OWNER_KINDS[file.owner_kind]
    row = owner.find(request.viewer, file.owner_key)
    if row is None or not owner.is_own(request.viewer, row):
        require(request.viewer, owner.manage, file.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    back = owner.address(row) if row is not None else "/"
    if request.method == "POST":
        try:
            remove_file(file=file, by=request.viewer.actor, at=now(), version=version_in(request))
        except StaleVersion:
            messages.error(request, _("Somebody changed it after you opened the page. Look at it again first."))
        else:
            messages.success(request, _("%(name)s is removed.") % {"name": file.label})
        return redirect(back)
    return render(request, "evidence/remove.html", {"file": file, "row": row, "back": back})


def _found(request: ViewerRequest, key: str) -> Evidence:
    file: Evidence = find_or_404(readable_files(request.viewer), key=key)
    owner = OWNER_KINDS.get(file.owner_kind)
    if owner is None or not _may_read(owner, request.viewer, file):
        raise Http404
    return file


def _may_read(owner: OwnerKind, viewer: Viewer, file: Evidence) -> bool:
    """Of the files that `readable_files` leaves to be asked for: whether the record is found, and whose it is."""
    if not owner.read_beneath and (not owner.answers or viewer.may(owner.view, file.unit)):
        return True
    row = owner.find(viewer, file.owner_key)
    return row is not None and (owner.read_beneath or owner.is_own(viewer, row))
