"""The list of documents that hold for a unit, a document's page, two versions side by side, and a new document."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.documents import compare_versions
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.evidence.presenters import file_list
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.files import DOCUMENT
from samsvar.subjects.governance.forms.documents import DocumentForm
from samsvar.subjects.governance.models import DocumentKind, GoverningDocument
from samsvar.subjects.governance.presenters import documents as presenter
from samsvar.subjects.governance.presenters.words import SUBJECTS
from samsvar.subjects.governance.selectors import documents as selectors
from samsvar.subjects.governance.services.documents import register_document
from samsvar.subjects.governance.views.saving import form_page


class ListForm(forms.Form):
    """A saved view, a page of it, a kind, a subject, and words to look for."""

    view = forms.ChoiceField(required=False, choices=[(code, code) for code in presenter.TABS])
    kind = forms.ChoiceField(required=False, choices=DocumentKind.choices)
    subject = forms.ChoiceField(required=False, choices=list(SUBJECTS.items()))
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    q = forms.CharField(required=False, max_length=200)


@signed_in
def documents(request: ViewerRequest) -> HttpResponse:
    """All documents that hold for the chosen unit, own and inherited, with the level that set each."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.VIEW_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD")
    form = ListForm(request.GET)
    if not form.is_valid():
        raise BadRequest(", ".join(form.errors))
    asked = form.cleaned_data
    register = selectors.register_of(viewer, unit, today())
    counts = {view: len(register.of(view)) for view in presenter.TABS}
    view, text = asked["view"] or "valid", asked["q"].strip()
    found = register.found(text) if text else register.of(view)
    if asked["subject"]:
        found = [each for each in found if f";{asked['subject']};" in each.row.subjects]
    kinds = presenter.kinds_of(found, asked["kind"])
    if asked["kind"]:
        found = [each for each in found if each.row.kind == asked["kind"]]
    page = Paginator(found, PAGE).get_page(asked["page"] or 1)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, unit),
        "counts": counts,
        "finding": presenter.finding(counts, unit),
        "kind": asked["kind"],
        "kinds": kinds,
        "page": page,
        "rows": [presenter.line(each, unit) for each in page.object_list],
        "subject": asked["subject"],
        "subject_name": SUBJECTS.get(asked["subject"], ""),
        "tabs": tabs(presenter.TABS, counts, "" if text else view),
        "text": text,
        "unit": unit,
        "used": bool(text) + bool(asked["kind"]) + bool(asked["subject"]),
        "view": view,
    }
    return render(request, "governance/documents.html", context)


@signed_in
def document(request: ViewerRequest, key: str) -> HttpResponse:
    """One document with all that hangs on it."""
    viewer = request.viewer
    found = find_document(request, key)
    allow_methods(request, "GET", "HEAD")
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, found.unit),
        "document": found,
        "files": file_list(DOCUMENT, found, viewer),
        "shown": presenter.page_of(found, selectors.ties_read_by(viewer, found), today()),
        "requirements": presenter.asked_lines(found.requirements.order_by("pk")),
        "tabs": presenter.tabs_of(found, "document"),
    }
    return render(request, "governance/document.html", context)


@signed_in
def versions(request: ViewerRequest, key: str, number: int) -> HttpResponse:
    """What a version changed since the one before it, theme by theme."""
    found = find_document(request, key)
    allow_methods(request, "GET", "HEAD")
    held = {each.number: each for each in found.versions.all()}
    after, before = held.get(number), held.get(number - 1)
    if after is None or before is None:
        raise Http404
    changes = compare_versions(dict(before.texts), dict(after.texts))
    context = {"after": after, "before": before, "document": found, "lines": presenter.changes(changes)}
    return render(request, "governance/versions.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a document that the chosen unit has set, or one of another organisation's."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"kind": "guideline", "days_at_start": 14, "days_at_new_version": 30, "language": "nb"}
    form = DocumentForm(unit.enterprise or unit, request.POST or None, initial=initial)

    def save() -> str:
        made = register_document(unit=unit, fields=form.written, by=viewer.actor, at=now())
        return reverse("governance:document", args=[made.key])

    page = FormPage(
        title=_("Register a document"),
        button=_("Register the document"),
        back=reverse("governance:documents"),
        crumbs=((reverse("governance:documents"), _("Documents")),),
        saved=_("The document is registered. Say who decided it, and take out what it asks."),
        intro=_("It will hold for %(unit)s and all units beneath. That can be changed afterwards.")
        % {"unit": unit.name(current_language())},
    )
    return form_page(request, page, form, save)


def find_document(request: ViewerRequest, key: str) -> GoverningDocument:
    """A document that the viewer reads. Raises Http404."""
    found: GoverningDocument = find_or_404(selectors.document_rows(request.viewer), key=key)
    return found


def find_managed(request: ViewerRequest, key: str) -> GoverningDocument:
    """A document that the viewer may change: at the level that set it, or above. Raises Http404, PermissionDenied."""
    found = find_document(request, key)
    require(request.viewer, Permission.MANAGE_DOCUMENTS, found.unit)
    return found


def document_form(found: GoverningDocument, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    """A form's page beneath a document."""
    back = reverse("governance:document", args=[found.key])
    crumbs = ((reverse("governance:documents"), _("Documents")), (back, found.name(current_language())))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, **more)
