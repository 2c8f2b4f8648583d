"""Internal controls: the list with what is wrong or owed first, and one with its results."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.cases.lists import asked_of, tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.acts import Act, Acts, by_whom
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import today
from samsvar.subjects.governance.forms.following import ControlForm, CorrectionForm, result_form
from samsvar.subjects.governance.models import InternalControl
from samsvar.subjects.governance.presenters.controls import result_line
from samsvar.subjects.governance.presenters.documents import interval
from samsvar.subjects.governance.presenters.words import CONTROL_STATES
from samsvar.subjects.governance.selectors.controls import Standing, control_rows, controls_of, stands
from samsvar.subjects.governance.services import controls as services
from samsvar.subjects.governance.views.saving import form_page, said

TABS: dict[str, Words] = {
    "going": gettext_lazy("All in use"),
    "owing": gettext_lazy("Due or late"),
    "deviation": gettext_lazy("Open deviation"),
    "ended": gettext_lazy("Ended"),
}


@signed_in
def controls(request: ViewerRequest) -> HttpResponse:
    """The chosen enterprise's controls."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_DOCUMENTS, chosen_unit(request))
    allow_methods(request, "GET", "HEAD")
    asked = asked_of(request, TABS)
    every = controls_of(viewer, enterprise, today())
    counts = {name: sum(name in each.views for each in every) for name in TABS}
    view = asked["view"] or "going"
    found = [each for each in every if view in each.views]
    context = {
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, chosen_unit(request)),
        "counts": counts,
        "enterprise": enterprise,
        "finding": _finding(counts),
        "page": Paginator([_line(each) for each in found], PAGE).get_page(asked["page"] or 1),
        "tabs": tabs(TABS, counts, view),
        "any": bool(every),
    }
    return render(request, "governance/controls.html", context)


def _line(each: Standing) -> tuple[Standing, str, Words, str]:
    """A control with how often, how it stands in words, and the kind of pill."""
    return (each, interval(each.row.every_months), *CONTROL_STATES[each.stands.state])


def _finding(counts: dict[str, int]) -> str:
    """The page's heading."""
    if not counts["going"]:
        return _("No internal control is set up yet")
    told = ngettext("%(n)d internal control", "%(n)d internal controls", counts["going"]) % {"n": counts["going"]}
    if counts["deviation"]:
        wrong = ngettext("%(n)d with an open deviation", "%(n)d with open deviations", counts["deviation"])
        return f"{told}, {wrong % {'n': counts['deviation']}}"
    if counts["owing"]:
        owing = ngettext("%(n)d is due or late", "%(n)d are due or late", counts["owing"])
        return f"{told}, {owing % {'n': counts['owing']}}"
    return _("%(all)s, all in order") % {"all": told}


@signed_in
def control(request: ViewerRequest, key: str) -> HttpResponse:
    """One control with what each time showed."""
    viewer, found = request.viewer, find(request, key)
    allow_methods(request, "GET", "HEAD")
    standing = stands(found, today())
    words, kind = CONTROL_STATES[standing.stands.state]
    context = {
        "can_judge": may_judge(viewer, found),
        "can_manage": viewer.may(Permission.MANAGE_DOCUMENTS, found.unit),
        "control": found,
        "how_often": interval(found.every_months),
        "kind": kind,
        "lines": [result_line(each, viewer) for each in standing.results],
        "standing": standing,
        "words": words,
    }
    return render(request, "governance/control.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Set up a control at the chosen unit."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_DOCUMENTS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ControlForm(viewer, unit, request.POST or None, initial={"every_months": 12, "begins_on": today()})

    def save() -> str:
        fields = {name: value for name, value in form.written.items() if name != "ended_on"}
        made = services.add_control(unit=unit, fields=fields, **by_whom(request))
        return reverse("governance:control", args=[made.key])

    words = (_("Add an internal control"), _("Set it up"), _("The control is set up."))
    back = reverse("governance:controls")
    page = FormPage(title=words[0], button=words[1], saved=words[2], back=back, crumbs=((back, _("Internal control")),))
    return form_page(request, page, form, save)


def find(request: ViewerRequest, key: str) -> InternalControl:
    """A control that the viewer sees. Raises Http404."""
    found: InternalControl = find_or_404(control_rows(request.viewer), key=key)
    return found


def _managed(request: ViewerRequest, key: str) -> InternalControl:
    """One that the viewer may change. Raises Http404, PermissionDenied."""
    found = find(request, key)
    require(request.viewer, Permission.MANAGE_DOCUMENTS, found.unit)
    return found


def may_judge(viewer: Viewer, row: InternalControl) -> bool:
    """Whether the viewer may say what it showed: whoever keeps it, and of a monitoring those it is judged with."""
    keeps = viewer.may(Permission.MANAGE_DOCUMENTS, row.unit)
    return keeps or (row.monitoring and viewer.may(Permission.JUDGE_MONITORING, row.unit))


def _judged(request: ViewerRequest, key: str) -> InternalControl:
    """One whose result the viewer may note. Raises Http404, PermissionDenied."""
    found = find(request, key)
    if not may_judge(request.viewer, found):
        raise PermissionDenied
    return found


def _page(row: InternalControl, title: Words, button: Words, saved: Words) -> FormPage:
    back = reverse("governance:control", args=[row.key])
    crumbs = ((reverse("governance:controls"), _("Internal control")), (back, row.title))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved)


def _edit(request: ViewerRequest, row: InternalControl) -> ControlForm:
    begun = initial_of(row, [*ControlForm.base_fields, "responsible", "requirement"])
    return ControlForm(request.viewer, row.unit, request.POST or None, initial=begun)


acts = Acts(_managed, _page, said)
_ACTS = {
    "endre": Act(
        gettext_lazy("Change the control"),
        gettext_lazy("Save the control"),
        gettext_lazy("The control is saved."),
        _edit,
        lambda request, row, form: services.edit_control(
            control=row, fields=form.written, version=form.version_sent, **by_whom(request)
        ),
    ),
    "resultat": Act(
        gettext_lazy("Note what the control showed"),
        gettext_lazy("Save the result"),
        gettext_lazy("The result is noted."),
        lambda request, row: result_form(row)(request.POST or None, initial={"done_on": today()}),
        lambda request, row, form: services.note_result(control=row, **form.result, **by_whom(request)),
    ),
    "rettet": Act(
        gettext_lazy("Note what was done about the deviation"),
        gettext_lazy("Save"),
        gettext_lazy("The deviation is closed."),
        lambda request, row: CorrectionForm(request.POST or None, initial={"corrected_on": today()}),
        lambda request, row, form: services.correct_deviation(control=row, **form.cleaned_data, **by_whom(request)),
    ),
}


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """One act on a control."""
    row = (_judged if word == "resultat" else _managed)(request, key)
    if word not in _ACTS:
        raise Http404
    return acts.answer(request, _ACTS[word], row)
