"""The list of requests, a request's page, its facts, and the year's figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.rules.dates import came_at
from samsvar.core.rules.information_requests import REGIMES, UNANSWERED, Status
from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.cases.lists import asked_of, tabs
from samsvar.platform.cases.selectors import PAGE
from samsvar.platform.forms.pages import FormPage, Words
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.information_requests import selectors
from samsvar.subjects.information_requests.forms import NewRequestForm
from samsvar.subjects.information_requests.models import InformationRequest
from samsvar.subjects.information_requests.presenters import cases as presenter
from samsvar.subjects.information_requests.presenters.words import ACTS
from samsvar.subjects.information_requests.services.receiving import ASKED, Asked, receive_request
from samsvar.subjects.information_requests.views.saving import form_page


@signed_in
def requests(request: ViewerRequest) -> HttpResponse:
    """What is asked for, what is owed first on top."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_REQUESTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    asked = asked_of(request, presenter.TABS)
    view = asked["view"] or "open"
    counts = selectors.counts(viewer, enterprise, today())
    found = selectors.narrowed(viewer, enterprise, view, today())
    page = Paginator(found, PAGE).get_page(asked["page"] or 1)
    context = {
        "can_manage": viewer.may(Permission.MANAGE_REQUESTS, enterprise),
        "counts": counts,
        "enterprise": enterprise,
        "finding": presenter.finding(counts),
        "page": page,
        "rows": presenter.rows(page.object_list),
        "tabs": tabs(presenter.TABS, counts, view),
        "view": view,
    }
    return render(request, "information_requests/requests.html", context)


@signed_in
def request_page(request: ViewerRequest, key: str) -> HttpResponse:
    """One request: what must be done by when, what is decided, and what happened."""
    viewer, found = request.viewer, find_request(request, key)
    allow_methods(request, "GET", "HEAD")
    held = selectors.held_of(found)
    status = Status(found.status)
    context = {
        "act": ACTS[found.regime],
        "can_extend": status in UNANSWERED and found.extended_on is None and REGIMES[found.regime].extended is not None,
        "can_manage": viewer.may(Permission.MANAGE_REQUESTS, found.enterprise),
        "held": held,
        "lines": presenter.timeline(found, held, today()),
        "parts": presenter.part_lines(found, held.parts),
        "pill": presenter.pill(found.status),
        "refused": status in (Status.REFUSED, Status.PARTLY_REFUSED),
        "regime": REGIMES[found.regime],
        "request_row": found,
        "step": presenter.next_step(found, held, today()),
        "unanswered": status in UNANSWERED,
        "waiting": status == Status.CLARIFICATION,
    }
    return render(request, "information_requests/request.html", context)


@signed_in
def new(request: ViewerRequest) -> HttpResponse:
    """Register a request that came by letter, e-mail or in another way."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_REQUESTS, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    language = current_language()
    form = NewRequestForm(request.POST or None, initial={"received_on": today(), "language": language})

    def save() -> str:
        written = form.cleaned_data
        asked = Asked(**{name: written[name] for name in ASKED})
        made = receive_request(
            enterprise=enterprise,
            asked=asked,
            channel=written["channel"],
            received_at=came_at(written["received_on"], now()),
            handler=viewer.person,
            by=viewer.actor,
            at=now(),
        )
        return reverse("information_requests:request", args=[made.key])

    page = FormPage(
        title=_("Register a request for information"),
        button=_("Register the request"),
        back=reverse("information_requests:requests"),
        crumbs=((reverse("information_requests:requests"), _("Information requests")),),
        saved=_("The request is registered, and you handle it."),
        intro=_("For what came by letter or e-mail. What comes by the form on the web registers itself."),
    )
    return form_page(request, page, form, save)


@signed_in
def figures(request: ViewerRequest) -> HttpResponse:
    """The year's requests in figures."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.VIEW_REQUESTS, enterprise)
    allow_methods(request, "GET", "HEAD")
    years = selectors.years(viewer, enterprise)
    year = asked_of(request, presenter.TABS)["year"] or (years[0] if years else today().year)
    context = {
        "enterprise": enterprise,
        "lines": presenter.figure_lines(selectors.figures(viewer, enterprise, year, today())),
        "year": year,
        "years": years or [year],
    }
    return render(request, "information_requests/figures.html", context)


def find_request(request: ViewerRequest, key: str) -> InformationRequest:
    """A request that may be seen. Raises Http404."""
    rows = selectors.visible_requests(request.viewer).select_related("enterprise", "handler")
    found: InformationRequest = find_or_404(rows, key=key)
    return found


def find_managed(request: ViewerRequest, key: str) -> InformationRequest:
    """A request that may be handled. Raises Http404 and PermissionDenied."""
    found = find_request(request, key)
    require(request.viewer, Permission.MANAGE_REQUESTS, found.enterprise)
    return found


def request_form(found: InformationRequest, title: Words, button: Words, saved: Words, **more: Any) -> FormPage:
    """A form's page beneath a request."""
    back = reverse("information_requests:request", args=[found.key])
    crumbs = ((reverse("information_requests:requests"), _("Information requests")), (back, found.number))
    return FormPage(title=title, button=button, back=back, crumbs=crumbs, saved=saved, **more)
