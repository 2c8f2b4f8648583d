"""Which units have plans; a plan as table, board and time line; a plan made, changed, handed in and accepted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.addresses import page_address
from samsvar.platform.ui.asked import year_in
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.plans.forms.plans import AskedForm, PlanForm, ReasonForm
from samsvar.subjects.plans.models import Plan
from samsvar.subjects.plans.presenters import lists
from samsvar.subjects.plans.presenters import plan as presenter
from samsvar.subjects.plans.selectors import plans as selectors
from samsvar.subjects.plans.services import plans as services
from samsvar.subjects.plans.views.finding import found_plan, loaded, managed_plan
from samsvar.subjects.plans.views.saving import form_page, was_refused


@signed_in
def plans(request: ViewerRequest) -> HttpResponse:
    """Which units beneath the chosen one have a plan for the year, and which lack one."""
    viewer, unit, on = request.viewer, chosen_unit(request), today()
    require(viewer, Permission.VIEW_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD")
    form = AskedForm(request.GET)
    if not form.is_valid():
        raise BadRequest
    found = form.cleaned_data
    view = found["view"] if found["view"] in selectors.VIEWS else "near"
    asked = selectors.Asked(found["year"] or on.year, view, found["q"].strip())
    count = selectors.standing(viewer, unit, asked.year, on)
    rows = selectors.filtered(viewer, unit, asked, on)
    page = Paginator(rows, selectors.PAGE).get_page(request.GET.get("page") or 1)
    context = {
        "asked": asked,
        "count": count,
        "finding": lists.finding(count, asked.year),
        "manages": viewer.may(Permission.MANAGE_STRATEGY, unit.enterprise) if unit.enterprise else False,
        "page": page,
        "rows": [lists.row(each, viewer) for each in page.object_list],
        "tabs": lists.tabs(asked.view),
        "unit": unit,
        "years": [asked.year - 1, asked.year, asked.year + 1],
    }
    return render(request, "plans/plans.html", context)


@signed_in
def plan(request: ViewerRequest, key: str, drawing: str = "table") -> HttpResponse:
    """A plan as table, board or time line."""
    viewer, on = request.viewer, today()
    found = found_plan(viewer, key)
    allow_methods(request, "GET", "HEAD")
    whole = loaded(found, on)
    rows = presenter.rows_of(found, whole.planned, on)
    fails = request.GET.get("fails", "")
    failing = {each for result in whole.quality.results if result.code == fails for each in result.failing}
    if failing:
        rows = [row for row in rows if failing & {row.action.key, *(part.key for part in row.action.parts.all())}]
    address = reverse("plans:plan", args=[found.key])
    meeting = getattr(found, "meeting_key", "")
    context: dict[str, Any] = {
        "can_accept": viewer.may(Permission.ACCEPT_REPORTS, found.unit),
        "can_manage": viewer.may(Permission.MANAGE_ACTIONS, found.unit),
        "costs": presenter.costs(whole.facts),
        "drawing": drawing,
        "failing": fails if failing else "",
        "goals_lacking": presenter.named(tie.goal for tie in whole.goals if tie.goal.key in failing),
        "files": ("pdf", "docx", "xlsx"),
        "finding": presenter.finding(whole.facts, on),
        "groups": presenter.groups_of(rows),
        "meeting": page_address("meetings:meeting", meeting) if meeting else "",
        "plan": found,
        "quality": presenter.quality(whole.quality, address),
        "today": on,
    }
    if drawing == "board":
        context["columns"] = presenter.board(rows)
        context["cancelled"] = [row for row in rows if row.action.status == "cancelled"]
    if drawing == "timeline":
        context |= {"months": presenter.months_of(found), "now_at": presenter.place_of(found, on)}
    return render(request, f"plans/{drawing}.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Begin a plan for the chosen unit."""
    viewer, unit = request.viewer, chosen_unit(request)
    require(viewer, Permission.MANAGE_ACTIONS, unit)
    allow_methods(request, "GET", "HEAD", "POST")
    if unit.enterprise is None:
        raise Http404
    year = year_in(request, today().year)
    initial = {
        "title": _("Action plan %(year)s") % {"year": year},
        "from_on": f"{year}-01-01",
        "to_on": f"{year}-12-31",
    }
    form = PlanForm(unit, year, request.POST or None, initial=initial)

    def save() -> str:
        fields = {name: value for name, value in form.written.items() if name != "goals"}
        goals = form.cleaned_data.get("goals") or ()
        made = services.create_plan(unit=unit, year=year, fields=fields, goals=goals, by=viewer.actor, at=now())
        return reverse("plans:plan", args=[made.key])

    page = FormPage(
        title=_("New action plan"),
        button=_("Begin the plan"),
        back=reverse("plans:plans"),
        crumbs=((reverse("plans:plans"), _("Action plans")),),
        saved=_("The plan is begun. Put in what is to be done."),
        intro=str(unit),
    )
    return form_page(request, page, form, save)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a plan's name, period, goals, and the meeting that anchored it."""
    viewer, found = request.viewer, managed_plan(request, key)
    allow_methods(request, "GET", "HEAD", "POST")
    held: Any = found
    goals = held.goal_ties.values_list("goal__key", flat=True)
    initial = {**initial_of(found, PlanForm.base_fields), "goals": list(goals)}
    form = PlanForm(found.unit, found.year, request.POST or None, initial=initial)

    def save() -> None:
        fields = {name: value for name, value in form.written.items() if name != "goals"}
        chosen = form.cleaned_data.get("goals") if "goals" in form.fields else None
        services.edit_plan(
            plan=found, fields=fields, goals=chosen, version=form.version_sent, by=viewer.actor, at=now()
        )

    return form_page(
        request, _page(found, _("Change the plan"), _("Save the plan"), _("The plan is saved.")), form, save
    )


@signed_in
def act(request: ViewerRequest, key: str, word: str) -> HttpResponse:
    """Confirm, hand in or accept: a button."""
    acts = {
        "bekreft": (services.confirm_plan, Permission.MANAGE_ACTIONS, _("The plan is confirmed.")),
        "lever": (services.submit_plan, Permission.MANAGE_ACTIONS, _("The plan is handed in.")),
        "godta": (services.accept_plan, Permission.ACCEPT_REPORTS, _("The plan is accepted.")),
    }
    found = found_plan(request.viewer, key)
    if word not in acts:
        raise Http404
    service, permission, said = acts[word]
    require(request.viewer, permission, found.unit)
    allow_methods(request, "POST")
    if not was_refused(request, lambda: service(plan=found, by=request.viewer.actor, at=now())):
        messages.success(request, said)
    return redirect("plans:plan", key=found.key)


@signed_in
def send_back(request: ViewerRequest, key: str) -> HttpResponse:
    """Send a plan back with what lacks."""
    return _with_reason(request, key, services.return_plan, _("Send the plan back"), _("The plan is sent back."))


@signed_in
def reopen(request: ViewerRequest, key: str) -> HttpResponse:
    """Take up again a plan that was accepted."""
    return _with_reason(
        request, key, services.reopen_plan, _("Take up the plan again"), _("The plan is taken up again.")
    )


def _with_reason(request: ViewerRequest, key: str, service: Any, title: str, saved: str) -> HttpResponse:
    viewer, found = request.viewer, found_plan(request.viewer, key)
    require(viewer, Permission.ACCEPT_REPORTS, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def save() -> None:
        service(plan=found, reason=form.cleaned_data["reason"], version=form.version_sent, by=viewer.actor, at=now())

    return form_page(request, _page(found, title, title, saved), form, save)


def _page(found: Plan, title: str, button: str, saved: str) -> FormPage:
    back = reverse("plans:plan", args=[found.key])
    crumbs = ((reverse("plans:plans"), _("Action plans")), (back, found.title))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved)
