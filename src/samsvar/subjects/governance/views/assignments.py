"""What owners expect and assign: the list, one with its receivers, and each receiver's assessment and answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of, tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.acts import by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.governance.forms.following import AssessmentForm, AssignmentForm
from samsvar.subjects.governance.models import Assignment
from samsvar.subjects.governance.presenters.words import STATUS_KINDS
from samsvar.subjects.governance.selectors.assignments import Given, assignment_rows, assignments_of, given
from samsvar.subjects.governance.services import assignments as services
from samsvar.subjects.governance.views.saving import form_page

TABS: dict[str, Words] = {
    "all": gettext_lazy("All"),
    "unassessed": gettext_lazy("Without assessment"),
    "unanswered": gettext_lazy("Without answer"),
    "late": gettext_lazy("Past the deadline"),
}


@signed_in
def assignments(request: ViewerRequest) -> HttpResponse:
    """What the chosen enterprise has given and received, and where an assessment or an answer is missing."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = asked_of(request, TABS)
    every = assignments_of(viewer, enterprise)
    years = sorted({each.row.year for each in every}, reverse=True)
    if asked["year"]:
        every = [each for each in every if each.row.year == asked["year"]]
    views = {
        "all": every,
        "unassessed": [each for each in every if each.unassessed],
        "unanswered": [each for each in every if each.unanswered],
        "late": [each for each in every if each.late(today())],
    }
    counts = {name: len(rows) for name, rows in views.items()}
    view = asked["view"] or "all"
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, enterprise),
        "enterprise": enterprise,
        "finding": _finding(counts),
        "page": Paginator(views[view], PAGE).get_page(asked["page"] or 1),
        "tabs": tabs(TABS, counts, view),
        "view": view,
        "year": asked["year"],
        "years": years,
    }
    return render(request, "governance/assignments.html", context)


def _finding(counts: dict[str, int]) -> str:
    """The page's heading."""
    if not counts["all"]:
        return _("No expectation or assignment is registered yet")
    told = ngettext("%(n)d expectation or assignment", "%(n)d expectations and assignments", counts["all"])
    found = told % {"n": counts["all"]}
    if not counts["unassessed"]:
        return _("%(all)s, all assessed") % {"all": found}
    lacking = ngettext("%(n)d lacks an assessment", "%(n)d lack an assessment", counts["unassessed"])
    return f"{found}, {lacking % {'n': counts['unassessed']}}"


@signed_in
def assignment(request: ViewerRequest, key: str) -> HttpResponse:
    """One, with what each receiver says to it."""
    viewer, found = request.viewer, _find(request, key)
    allow_methods(request, "GET", "HEAD")
    mine = [each for each in found.receivers if viewer.may(Permission.MANAGE_DOCUMENTS, each.enterprise)]
    context = {
        "assignment": found.row,
        "can_edit": viewer.may(Permission.MANAGE_DOCUMENTS, found.row.enterprise),
        "given": found,
        "is_late": found.late(today()),
        "mine": {each.pk for each in mine},
        "receivers": [(each, STATUS_KINDS[each.status], each in mine) for each in found.receivers],
    }
    return render(request, "governance/assignment.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register an expectation of the owner, or assign something."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_DOCUMENTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = AssignmentForm(viewer, enterprise, request.POST or None, initial={"year": today().year})

    def save() -> str:
        made = services.register_assignment(enterprise=enterprise, **_written(form), **by_whom(request))
        return reverse("governance:assignment", args=[made.key])

    words = (_("Register an expectation or an assignment"), _("Register it"), _("It is registered."))
    page = FormPage(title=words[0], button=words[1], saved=words[2], back=_list(), crumbs=(_crumb(),))
    return form_page(request, page, form, save)


def _written(form: AssignmentForm) -> dict[str, Any]:
    fields = form.written
    return {"receivers": fields.pop("enterprises"), "fields": fields}


def _edit(request: ViewerRequest, found: Given) -> HttpResponse:
    row = found.row
    require(request.viewer, Permission.MANAGE_DOCUMENTS, row.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    begun = initial_of(row, [*AssignmentForm.base_fields, "document"])
    begun["enterprises"] = [each.enterprise.key for each in row.receivers.select_related("enterprise")]
    form = AssignmentForm(request.viewer, row.enterprise, request.POST or None, initial=begun)

    def save() -> None:
        sent = form.version_sent
        services.edit_assignment(assignment=row, version=sent, **_written(form), **by_whom(request))

    return form_page(request, _page(row, _("Change what is asked"), _("Save"), _("It is saved.")), form, save)


def _assess(request: ViewerRequest, found: Given) -> HttpResponse:
    """The chosen receiver's own: named in the address where the viewer manages several."""
    mine = [each for each in found.receivers if request.viewer.may(Permission.MANAGE_DOCUMENTS, each.enterprise)]
    asked = request.GET.get("for", "")
    row = next((each for each in mine if each.enterprise.key == asked), mine[0] if mine and not asked else None)
    if row is None:
        require(request.viewer, Permission.MANAGE_DOCUMENTS, chosen_enterprise(request))
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    begun = initial_of(row, [*AssessmentForm.base_fields, "body"])
    form = AssessmentForm(row.enterprise, request.POST or None, initial=begun)

    def save() -> None:
        sent = form.version_sent
        services.assess_assignment(receiver=row, fields=form.written, version=sent, **by_whom(request))

    words = (_("Assess and answer"), _("Save"), _("It is saved."))
    intro = row.enterprise.name(current_language())
    return form_page(request, _page(found.row, *words, intro=intro), form, save)


_ACTS = {"endre": _edit, "vurder": _assess}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """One act on an assignment."""
    found = _find(request, key)
    if word not in _ACTS:
        raise Http404
    return _ACTS[word](request, found)


def _find(request: ViewerRequest, key: str) -> Given:
    """An assignment that the viewer reads. Raises Http404."""
    return given(find_or_404(assignment_rows(request.viewer), key=key))


def _list() -> str:
    return reverse("governance:assignments")


def _crumb() -> tuple[str, str]:
    return _list(), _("Assignments")


def _page(row: Assignment, title: Words, button: Words, saved: Words, intro: str = "") -> FormPage:
    """A form's page beneath an assignment."""
    back = reverse("governance:assignment", args=[row.key])
    crumbs = (_crumb(), (back, str(row)))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=intro)
