"""Hits of screening: the list of those to judge, one side by side with the list's entry, and a supplier's own."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.sections import Section
from samsvar.registers.catalogues.selectors import watchlists
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.forms.screening import HitForm
from samsvar.subjects.due_diligence.models import HitState, ScreeningHit
from samsvar.subjects.due_diligence.presenters import screening as presenter
from samsvar.subjects.due_diligence.selectors import screening as selectors
from samsvar.subjects.due_diligence.services.screening import judge_hit
from samsvar.subjects.due_diligence.views.saving import form_page


@signed_in
def hits(request: ViewerRequest) -> HttpResponse:
    """The enterprise's hits, those to judge first."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_IMPACTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("view", "")
    view = asked if asked in selectors.VIEWS else "open"
    lists = watchlists()
    found = selectors.hits_of(viewer, enterprise)
    counts = selectors.counts(found)
    page = Paginator(selectors.in_view(found, view), selectors.PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "enterprise": enterprise,
        "finding": presenter.finding(counts, bool(lists)),
        "lists": lists,
        "may_read_in": viewer.may(Permission.MANAGE_EDITIONS, enterprise),
        "page": page,
        "rows": presenter.rows(page.object_list, selectors.titles_of(lists)),
        "run": selectors.last_run(enterprise),
        "tabs": presenter.tabs(counts, view),
        "view": view,
    }
    return render(request, "due_diligence/screening.html", context)


@signed_in
def hit(request: ViewerRequest, key: str) -> HttpResponse:
    """Supplier and entry side by side, and what a person says of it."""
    viewer = request.viewer
    rows = ScreeningHit.objects.visible_to(viewer, Permission.VIEW_IMPACTS)
    found: ScreeningHit = find_or_404(rows.select_related("supplier", "enterprise", "judged_by"), key=key)
    may = viewer.may(Permission.MANAGE_IMPACTS, found.enterprise)
    if request.method == "POST":
        require(viewer, Permission.MANAGE_IMPACTS, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    # Nothing is chosen beforehand: whoever judges says which.
    form = HitForm(found.state, request.POST or None, initial={**initial_of(found, ()), "state": None})

    def save() -> None:
        judge_hit(
            hit=found,
            state=form.cleaned_data["state"],
            reason=form.cleaned_data["reason"],
            person=viewer.person,
            version=form.version_sent,
            by=viewer.actor,
            at=now(),
            on=today(),
        )

    title = found.subject["name"]
    page = FormPage(
        title=title,
        button=_("Save what you found"),
        back=reverse("due_diligence:screening_hit", args=[found.key]),
        crumbs=((reverse("due_diligence:screening"), _("Screening")),),
        saved=_("It is saved, and the levels of the supplier’s contracts are renewed."),
        template="due_diligence/screening_hit.html",
        more={
            "changed": presenter.changed_words(found),
            "hit": found,
            "list_title": selectors.titles_of(watchlists()).get(found.source, found.source),
            "may_judge": may and found.lapsed_on is None,
            "offer_impact": may and found.state == HitState.CONFIRMED and found.lapsed_on is None,
            "pill": presenter.PILLS[found.state],
            "reasons": presenter.reasons(found),
            "sides": presenter.comparison(found),
        },
    )
    return form_page(request, page, form, save)


def supplier_section(viewer: Viewer, supplier: Supplier) -> Section | None:
    """The supplier's hits on its page, for those who may see them; nothing where it was never screened. Two queries."""
    if supplier.listed_hits is None or not viewer.may(Permission.VIEW_IMPACTS, supplier.enterprise):
        return None
    found = selectors.hits_on(viewer, supplier)
    titles = selectors.titles_of(watchlists()) if found else {}
    return Section("due_diligence/supplier_hits.html", presenter.rows(found, titles))
