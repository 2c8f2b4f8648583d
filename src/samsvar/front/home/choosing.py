"""Choosing the unit that the pages are about, and finding one among all that the viewer sees."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from samsvar.front.home.frame import RECENT, RECENT_KEPT
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.ui.clock import today

FOUND_AT_MOST = 50


def _safe(request: ViewerRequest, wanted: str) -> str:
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else "/"


def _with_unit(address: str, key: str) -> str:
    """The address for another unit: the page number belongs to the old one."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("unit", "page", "after", "before")]
    return urlunsplit(parts._replace(query=urlencode([*kept, ("unit", key)])))


@signed_in
def choose_unit(request: ViewerRequest) -> HttpResponse:
    """Keeps the chosen unit for the session, and shows the same page for it."""
    units = OrgUnit.objects.filter(units_visible_to(request.viewer))
    allow_methods(request, "POST")
    unit = find_or_404(units, key=request.POST.get("unit", ""))
    recent = [key for key in request.session.get(RECENT, []) if key != unit.key]
    request.session["unit"] = unit.key
    request.session[RECENT] = [unit.key, *recent][:RECENT_KEPT]
    return HttpResponseRedirect(_with_unit(_safe(request, request.POST.get("next", "/")), unit.key))


@signed_in
def units(request: ViewerRequest) -> HttpResponse:
    """Units whose name or organisation number has the words, by their place in the tree."""
    allow_methods(request, "GET", "HEAD")
    asked = request.GET.get("q", "").strip()[:100]
    ended = request.GET.get("ended") == "1"
    found = OrgUnit.objects.filter(units_visible_to(request.viewer))
    if not ended:
        found = found.alive(today())
    if asked:
        number = asked.replace(" ", "")
        named = Q(name_nb__icontains=asked) | Q(name_nn__icontains=asked)
        found = found.filter(named | Q(orgnr=number) if number.isdigit() else named)
    shown = list(found.select_related("enterprise").order_by("path")[: FOUND_AT_MOST + 1])
    context = {
        "asked": asked,
        "ended": ended,
        "next": _safe(request, request.GET.get("next", "/")),
        "units": shown[:FOUND_AT_MOST],
        "more": len(shown) > FOUND_AT_MOST,
    }
    return render(request, "home/units.html", context)
