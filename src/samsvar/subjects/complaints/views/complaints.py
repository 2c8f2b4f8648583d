"""The list of complaints, a complaint's page with its dialogue, its files, and one that came in another way."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.complaints import OPEN, Status
from samsvar.core.rules.dates import came_at
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of, tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.evidence.services import judge_file
from samsvar.platform.evidence.views import as_download
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.complaints import selectors
from samsvar.subjects.complaints.forms import MessageForm, NewComplaintForm
from samsvar.subjects.complaints.models import Complaint
from samsvar.subjects.complaints.presenters import cases as presenter
from samsvar.subjects.complaints.services.cases import write_message
from samsvar.subjects.complaints.services.receiving import Told, receive_complaint
from samsvar.subjects.complaints.views.saving import form_page


@signed_in
def complaints(request: ViewerRequest) -> HttpResponse:
    """What is owed first on top. Somebody who is named on complaints sees those."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    counts = selectors.counts(viewer, enterprise, today())
    if not counts["all"]:
        require(viewer, Permission.VIEW_COMPLAINTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = asked_of(request, presenter.TABS)
    view = asked["view"] or "open"
    found = selectors.narrowed(viewer, enterprise, view, today())
    page = Paginator(found, PAGE).get_page(asked["page"] or 1)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_COMPLAINTS, enterprise),
        "can_see_all": viewer.may(Permission.VIEW_COMPLAINTS, enterprise),
        "counts": counts,
        "enterprise": enterprise,
        "finding": presenter.finding(counts),
        "page": page,
        "rows": [(row, presenter.pill(row.status), presenter.is_urgent(row)) for row in page.object_list],
        "tabs": tabs(presenter.TABS, counts, view),
        "view": view,
    }
    return render(request, "complaints/complaints.html", context)


@signed_in
def complaint(request: ViewerRequest, key: str) -> HttpResponse:
    """One complaint: what was told, what is owed, and the dialogue, which is written in here."""
    found, viewer = find_complaint(request, key), request.viewer
    handles = selectors.may_handle(viewer, found)
    if request.method == "POST" and not handles:
        raise PermissionDenied
    allow_methods(request, "GET", "HEAD", "POST")
    dialogue = selectors.dialogue_of(found, inner=True)
    form = MessageForm(request.POST or None, request.FILES or None)

    def save() -> None:
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        files = [judge_file(file, file.name)] if file else []
        write_message(complaint=found, text=text, files=files, person=viewer.person, by=viewer.actor, at=now())

    page = complaint_form(
        found,
        _("Complaint %(number)s") % {"number": found.number},
        _("Send"),
        _("It is written. Whoever complained finds it with the code, or by the link in their e-mail."),
        template="complaints/complaint.html",
        more={
            "can_name": viewer.may(Permission.MANAGE_COMPLAINTS, found.enterprise),
            "complaint": found,
            "dialogue": dialogue,
            "handles": handles,
            "is_open": Status(found.status) in OPEN,
            "named": list(found.handlers.select_related("person").order_by("person__name")),
            "pill": presenter.pill(found.status),
            "step": presenter.next_step(found, dialogue),
        },
    )
    return form_page(request, page, form, save)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Write down a complaint that came in a conversation, by letter or in another way."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_COMPLAINTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"received_on": today(), "language": current_language(), "topic": "other"}
    form = NewComplaintForm(request.POST or None, initial=initial)

    def save() -> str:
        written = dict(form.cleaned_data)
        channel, received_on = written.pop("channel"), written.pop("received_on")
        made = receive_complaint(
            enterprise=enterprise,
            told=Told(**written),
            channel=channel,
            received_at=came_at(received_on, now()),
            handler=viewer.person,
            by=viewer.actor,
            at=now(),
        )
        return reverse("complaints:complaint", args=[made.key])

    page = FormPage(
        title=_("Register a complaint"),
        button=_("Register the complaint"),
        back=reverse("complaints:complaints"),
        crumbs=((reverse("complaints:complaints"), _("Complaints")),),
        saved=_("The complaint is registered, and you handle it."),
        intro=_("For what came in a conversation, by letter or e-mail. The form on the web registers itself."),
    )
    return form_page(request, page, form, save)


@signed_in
def file(request: ViewerRequest, key: str, file: str) -> HttpResponse:
    """A file of the dialogue, to be saved."""
    held = selectors.file_of(find_complaint(request, key), file)
    if held is None:
        raise Http404
    allow_methods(request, "GET", "HEAD")
    return as_download(held)


def find_complaint(request: ViewerRequest, key: str) -> Complaint:
    """A complaint that may be read. Raises Http404."""
    rows = Complaint.objects.readable_by(request.viewer).select_related("enterprise", "handler")
    found: Complaint = find_or_404(rows, key=key)
    return found


def find_handled(request: ViewerRequest, key: str) -> Complaint:
    """A complaint that may be handled: by right, or by being named on it. Raises Http404 and PermissionDenied."""
    found = find_complaint(request, key)
    if not selectors.may_handle(request.viewer, found):
        raise PermissionDenied
    return found


def complaint_form(found: Complaint, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    """A form's page beneath a complaint."""
    back = reverse("complaints:complaint", args=[found.key])
    crumbs = ((reverse("complaints:complaints"), _("Complaints")), (back, found.number))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, **more)
