"""The way to complain itself: what is promised, the year's numbers, and the self-check against the eight criteria."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.complaints import Criterion
from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.complaints import selectors
from samsvar.subjects.complaints.forms import CriterionForm, PromiseForm
from samsvar.subjects.complaints.models import ComplaintOutcome, ComplaintPromise, ComplaintTopic
from samsvar.subjects.complaints.presenters import cases as presenter
from samsvar.subjects.complaints.presenters.words import CRITERIA
from samsvar.subjects.complaints.services.mechanism import judge_criterion, set_promise
from samsvar.subjects.complaints.views.saving import form_page

OLDEST = 20


@signed_in
def mechanism(request: ViewerRequest) -> HttpResponse:
    """What is promised, how the year went, and how well it works by our own judgement."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_COMPLAINTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    held = selectors.years(enterprise)
    year = asked_of(request, presenter.TABS)["year"] or today().year
    shown = sorted({*held, today().year, today().year - 1}, reverse=True)[:OLDEST]
    numbers = selectors.numbers(enterprise, year, today())
    lines = presenter.criterion_lines(selectors.checked_of(enterprise, year))
    context = {
        "can_manage": viewer.may(Permission.MANAGE_COMPLAINTS, enterprise),
        "criteria": lines,
        "enterprise": enterprise,
        "judged": sum(1 for line in lines if not line.lacks),
        "numbers": numbers,
        "outcomes": presenter.inner_parts(numbers.by_outcome, ComplaintOutcome.choices),
        "promise": selectors.promise_of(enterprise),
        "public": presenter.year_line(year, numbers),
        "topics": presenter.inner_parts(numbers.by_topic, ComplaintTopic.choices),
        "year": year,
        "years": [(each, each == year) for each in shown],
        "year_over": year < today().year,
    }
    return render(request, "complaints/mechanism.html", context)


@signed_in
def promise(request: ViewerRequest) -> HttpResponse:
    """Set the times that are promised."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_COMPLAINTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    row, held = ComplaintPromise.objects.filter(enterprise=enterprise).first(), selectors.promise_of(enterprise)
    initial = {"first_answer_days": held.first_answer_days, "conclusion_days": held.conclusion_days}
    form = PromiseForm(request.POST or None, initial=begun(PromiseForm, row) or initial)

    def save() -> None:
        version = form.version_sent if row else None
        set_promise(enterprise=enterprise, version=version, by=viewer.actor, at=now(), **form.written)

    page = _page(
        _("What we promise whoever complains"),
        _("Save the times"),
        _("The times are saved. They stand on the public page."),
        _("They are published, and hold for complaints that come from now on."),
    )
    return form_page(request, page, form, save)


@signed_in
def criterion(request: ViewerRequest, year: int, code: str) -> HttpResponse:
    """Judge one criterion for the year."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_COMPLAINTS, enterprise)
    if code not in set(Criterion) or not 2000 <= year <= today().year:
        raise Http404
    allow_methods(request, "GET", "HEAD", "POST")
    known = Criterion(code)
    name, asks, look = CRITERIA[known]
    row = selectors.checked_of(enterprise, year).get(known)
    form = CriterionForm(request.POST or None, initial=begun(CriterionForm, row))

    def save() -> None:
        fields, version = form.written, form.version_sent
        judge_criterion(
            enterprise=enterprise, year=year, criterion=known, fields=fields, version=version, by=viewer.actor, at=now()
        )

    title = _("%(criterion)s, %(year)s") % {"criterion": name, "year": year}
    page = _page(title, _("Save the judgement"), _("The judgement is saved."), f"{asks} {look}", year)
    return form_page(request, page, form, save)


def _page(title: str, button: str, saved: str, intro: str, year: int | None = None) -> FormPage:
    back = reverse("complaints:mechanism") + (f"?year={year}" if year else "")
    crumbs = ((reverse("complaints:complaints"), _("Complaints")), (back, _("The way to complain")))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, intro=intro)
