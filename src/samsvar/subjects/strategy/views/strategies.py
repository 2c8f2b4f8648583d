"""The list of strategies, an edition's page, two editions compared, and the forms about a strategy and an edition."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise, chosen_unit
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import begun, initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.subjects.strategy.forms import strategies as forms
from samsvar.subjects.strategy.models import Edition, Strategy, StrategyKind
from samsvar.subjects.strategy.models.reading import reads_at
from samsvar.subjects.strategy.presenters import editions as presenter
from samsvar.subjects.strategy.selectors import editions as selectors
from samsvar.subjects.strategy.services import strategies as services
from samsvar.subjects.strategy.views.finding import found_edition, found_strategy
from samsvar.subjects.strategy.views.saving import form_page

PAGE = 50


#: The parts of an edition's page, by the word in its address; the first stands where none is asked for.
WANTED, SITUATION = "wanted", "situation"


def edition_address(edition: Edition, part: str = WANTED) -> str:
    """Where an edition's page stands, or a part of it."""
    page = reverse("strategy:edition", args=[edition.strategy.key, edition.year])
    return page if part == WANTED else f"{page}?part={part}"


@signed_in
def strategies(request: ViewerRequest) -> HttpResponse:
    """The enterprise's strategies, each with its newest edition."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    if not reads_at(viewer, enterprise):
        raise PermissionDenied
    allow_methods(request, "GET", "HEAD")
    rows = Strategy.objects.readable_by(viewer).filter(enterprise=enterprise)
    rows = rows.select_related("unit", "parent").prefetch_related("editions").order_by("-to_year", "name")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page") or 1)
    context = {
        "enterprise": enterprise,
        "can_manage": viewer.may(Permission.MANAGE_STRATEGY, enterprise),
        "page": page,
        "rows": [(row, max(row.editions.all(), key=lambda each: each.year, default=None)) for row in page.object_list],
    }
    return render(request, "strategy/strategies.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a strategy."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_STRATEGY, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    year = today().year
    initial = {"kind": StrategyKind.AREA, "from_year": year, "to_year": year + 3, "year": year}
    rows = Strategy.objects.readable_by(viewer).filter(enterprise=enterprise)
    above = forms.strategies_above(None, rows)
    form = forms.NewStrategyForm(request.POST or None, initial=initial, strategies=above)

    def save() -> str:
        fields = form.written
        first = fields.pop("year")
        fields["unit"] = chosen_unit(request) if fields["kind"] == StrategyKind.UNIT else enterprise
        made = services.register_strategy(enterprise=enterprise, fields=fields, year=first, by=viewer.actor, at=now())
        return reverse("strategy:edition", args=[made.key, first])

    back = reverse("strategy:strategies")
    page = FormPage(
        _("New strategy"), back, ((back, _("Strategies")),), saved=_("The strategy is registered."),
        button=_("Register the strategy"),
        intro=_("What you want in a period. Each year has an edition with its situation analysis and its actions."),
    )  # fmt: skip
    return form_page(request, page, form, save)


@signed_in
def strategy(request: ViewerRequest, key: str) -> HttpResponse:
    """Leads to the newest edition."""
    found = found_strategy(request.viewer, key)
    allow_methods(request, "GET", "HEAD")
    newest = found.editions.order_by("-year").first()
    if newest is None:
        raise Http404
    return redirect("strategy:edition", found.key, newest.year)


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Change a strategy's facts."""
    viewer = request.viewer
    found = found_strategy(viewer, key)
    require(viewer, Permission.MANAGE_STRATEGY, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    rows = Strategy.objects.readable_by(viewer).filter(enterprise=found.enterprise)
    above = forms.strategies_above(found, rows)
    form = forms.StrategyForm(request.POST or None, initial=begun(forms.StrategyForm, found), strategies=above)

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.edit_strategy(strategy=found, fields=fields, version=version, by=viewer.actor, at=now())

    back = reverse("strategy:strategy", args=[found.key])
    crumbs = ((reverse("strategy:strategies"), _("Strategies")), (back, found.name))
    return form_page(request, FormPage(_("Change the strategy"), back, crumbs, saved=_("Saved.")), form, save)


@signed_in
def edition(request: ViewerRequest, key: str, year: int) -> HttpResponse:
    """A year's edition in two parts: what is wanted and done, and how we stand. Each reads only what it shows."""
    viewer = request.viewer
    found = found_edition(viewer, key, year)
    allow_methods(request, "GET", "HEAD")
    whole, manages = selectors.WholeEdition(found), viewer.may(Permission.MANAGE_STRATEGY, found.strategy.unit)
    part = request.GET.get("part") or WANTED
    shows = {WANTED: _wanted, SITUATION: _situation}.get(part)
    if shows is None:
        raise Http404
    writes, years = manages and found.approved_on is None, found.strategy.editions.order_by("-year")
    context = {
        "strategy": found.strategy,
        "edition": found,
        "years": [(each, each == year) for each in years.values_list("year", flat=True)],
        "writes": writes,
        "manages": manages,
        "reads_actions": viewer.may(Permission.VIEW_ACTIONS, found.strategy.unit),
        "part": part,
        "parts": [(WANTED, _("Goals and actions")), (SITUATION, _("Situation analysis"))],
        "situation": edition_address(found, SITUATION),
        **shows(whole, today(), writes=writes),
    }
    return render(request, "strategy/edition.html", context)


def _wanted(whole: selectors.WholeEdition, day: date, *, writes: bool) -> dict[str, Any]:
    """Goals, indicators, actions, and the units that get help first."""
    return {
        "actions": [presenter.action_line(tie.action, day, tie) for tie in whole.actions],
        "authors": presenter.author_lines(whole.edition),
        "indicators": presenter.indicator_lines(tie for tie in whole.indicators if tie.prioritised),
        "lacking": presenter.lacking_actions(whole) if writes else {},
        "others": presenter.indicator_lines(tie for tie in whole.indicators if not tie.prioritised),
        "unanswered": whole.count_points_without_action() if writes else 0,
        "units": whole.units,
    }


def _situation(whole: selectors.WholeEdition, day: date, *, writes: bool) -> dict[str, Any]:
    """Strengths, weaknesses, opportunities and challenges, and what others have found beside our own figures."""
    return {
        "facts": presenter.fact_lines(whole, selectors.own_figures(whole, day)),
        "quadrants": presenter.quadrants(whole, day),
        "unanswered": len(whole.points_without_action) if writes else 0,
    }


@signed_in
def edition_text(request: ViewerRequest, key: str, year: int) -> HttpResponse:
    """Write on an edition's texts."""
    viewer = request.viewer
    found = found_edition(viewer, key, year)
    require(viewer, Permission.MANAGE_STRATEGY, found.strategy.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    form = forms.EditionTextForm(request.POST or None, initial=begun(forms.EditionTextForm, found))

    def save() -> None:
        fields, version = form.written, form.version_sent
        services.edit_edition(edition=found, fields=fields, version=version, by=viewer.actor, at=now())

    return form_page(request, edition_page(found, _("Write on the edition"), _("Saved.")), form, save)


@signed_in
def approve(request: ViewerRequest, key: str, year: int) -> HttpResponse:
    """Note who approved an edition; it is closed from then on."""
    viewer = request.viewer
    found = found_edition(viewer, key, year)
    require(viewer, Permission.MANAGE_STRATEGY, found.strategy.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = initial_of(found, ()) | {"approved_on": today()}
    form = forms.ApprovalForm(request.POST or None, initial=initial)

    def save() -> None:
        sent = form.written
        services.approve_edition(
            edition=found, name=sent["approver_name"], title=sent["approver_title"], on=sent["approved_on"],
            case_number=sent["case_number"], version=form.version_sent, today=today(), by=viewer.actor, at=now(),
        )  # fmt: skip

    intro = _("An approved edition is not written on again. The next year’s begins as a copy of it.")
    page = edition_page(found, _("The edition is approved"), _("The approval is noted."), intro, _("Note the approval"))
    return form_page(request, page, form, save)


def edition_page(
    edition: Edition, title: str, saved: str, intro: str = "", button: str = "", part: str = WANTED
) -> FormPage:
    """The page of a form about an edition; it leads back to the part of the edition's page that shows what is saved."""
    back = edition_address(edition, part)
    crumbs = (
        (reverse("strategy:strategies"), _("Strategies")),
        (back, f"{edition.strategy.name} {edition.year}"),
    )
    return FormPage(title, back, crumbs, saved=saved, intro=intro, button=button or _("Save"))


@signed_in
def edition_new(request: ViewerRequest, key: str) -> HttpResponse:
    """Begin another year's edition."""
    viewer = request.viewer
    found = found_strategy(viewer, key)
    require(viewer, Permission.MANAGE_STRATEGY, found.unit)
    allow_methods(request, "GET", "HEAD", "POST")
    newest = found.editions.order_by("-year").first()
    form = forms.EditionForm(request.POST or None, initial={"year": newest.year + 1 if newest else found.from_year})

    def save() -> str:
        year = form.cleaned_data["year"]
        return edition_address(services.begin_edition(strategy=found, year=year, by=viewer.actor, at=now()))

    back = reverse("strategy:strategy", args=[found.key])
    page = FormPage(
        _("New edition"), back, ((reverse("strategy:strategies"), _("Strategies")), (back, found.name)),
        saved=_("The edition is begun as a copy of the one before."), button=_("Begin the edition"),
        intro=_("It begins as a copy of the edition before. Actions that are done or cancelled are left behind."),
    )  # fmt: skip
    return form_page(request, page, form, save)


@signed_in
def compare(request: ViewerRequest, key: str, former: int, later: int) -> HttpResponse:
    """What is new, continued, finished and dropped from one edition to another."""
    viewer = request.viewer
    earlier, now_held = found_edition(viewer, key, former), found_edition(viewer, key, later)
    allow_methods(request, "GET", "HEAD")
    comparison, actions = selectors.compared(earlier, now_held)
    day: date = today()
    context = {
        "strategy": now_held.strategy,
        "former": earlier,
        "later": now_held,
        "groups": presenter.comparison_groups(comparison, actions, day),
        "reads_actions": viewer.may(Permission.VIEW_ACTIONS, now_held.strategy.unit),
    }
    return render(request, "strategy/compare.html", context)
