"""The trail: who did what and when in the enterprise, with what was and what is."""

import re
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from samsvar.core.rules.dates import day_starts_at
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.administration.forms import TrailForm
from samsvar.platform.administration.presenters import via_words
from samsvar.platform.administration.views.saving import own_enterprise
from samsvar.platform.audit.kinds import KINDS
from samsvar.platform.audit.models import Event, EventQuerySet
from samsvar.platform.audit.presenters import sentence_of, words_for
from samsvar.platform.audit.selectors import events_visible

EVENTS_ON_A_PAGE = 50
ROWS_SHOWN = 200


@signed_in
def trail(request: ViewerRequest) -> HttpResponse:
    """Newest first, with filters by person, kind and days."""
    enterprise = own_enterprise(request, Permission.VIEW_TRAIL)
    allow_methods(request, "GET", "HEAD")
    form = TrailForm(request.GET)
    found = events_visible([enterprise.key])
    kinds = sorted(found.order_by().values_list("kind", flat=True).distinct())
    if form.is_valid():
        found = _narrowed(found, form)
    number = form.cleaned_data.get("page") or 1
    start = (number - 1) * EVENTS_ON_A_PAGE
    events = list(found[start : start + EVENTS_ON_A_PAGE + 1])
    context = {
        "enterprise": enterprise,
        "form": form,
        "rows": [(event, sentence_of(event), via_words(event.via)) for event in events[:EVENTS_ON_A_PAGE]],
        "kinds": [(code, _kind_words(code)) for code in kinds],
        "chosen_kind": _kind_words(form.cleaned_data["kind"]) if form.cleaned_data.get("kind") else "",
        "older": number + 1 if len(events) > EVENTS_ON_A_PAGE else None,
        "newer": number - 1 if number > 1 else None,
    }
    return render(request, "administration/trail.html", context, status=200 if form.is_valid() else 400)


@signed_in
def event(request: ViewerRequest, number: int) -> HttpResponse:
    """One event with every value it changed."""
    enterprise = own_enterprise(request, Permission.VIEW_TRAIL)
    found: Event = find_or_404(events_visible([enterprise.key]), sequence=number)
    allow_methods(request, "GET", "HEAD")
    words, changes = words_for(found, request.viewer.language, rows=ROWS_SHOWN)
    context = {"event": found, "words": words, "changes": changes, "via": via_words(found.via)}
    return render(request, "administration/event.html", context)


def _kind_words(code: str) -> str:
    """The kind without what varies from event to event."""
    words = str(KINDS[code].words) if code in KINDS else code
    return re.sub(r"%\(\w+\)[sd]", "…", words)


def _narrowed(found: EventQuerySet, form: TrailForm) -> EventQuerySet:
    given = form.cleaned_data
    if given["kind"]:
        found = found.filter(kind=given["kind"])
    if given["q"]:
        found = found.filter(names__icontains=given["q"])
    if given["first"]:
        found = found.filter(at__gte=day_starts_at(given["first"]))
    if given["last"]:
        found = found.filter(at__lt=day_starts_at(given["last"] + timedelta(days=1)))
    return found
