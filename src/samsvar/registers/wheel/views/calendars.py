"""The calendars somebody subscribes to: made, ended, and read by calendar programs."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samsvar.core.documents.calendar_file import MEDIA_TYPE
from samsvar.platform.access.guards import allow_methods, find_or_404, signed_in
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.links.limits import block_of, within
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.services import LinkGone
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.private import kept_private
from samsvar.registers.wheel import feeds, selectors
from samsvar.registers.wheel.presenters.words import body_words
from samsvar.registers.wheel.views.seeing import require_sight

#: Readings from one address block in ten minutes; a whole enterprise may sit behind one address.
MOST_READ = 3_000
MOST_MISSED = 60
_TEN_MINUTES = 600


@signed_in
def calendars(request: ViewerRequest) -> HttpResponse:
    """The reader's calendars of the enterprise; POST makes one, whose address is shown this once."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require_sight(viewer, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    address = ""
    if request.method == "POST" and viewer.person is not None:
        mine = request.POST.get("what") == feeds.MINE
        secret = feeds.make_feed(person=viewer.person, enterprise=enterprise, mine=mine, by=viewer.actor, at=now())
        address = request.build_absolute_uri(reverse("wheel:feed", args=[secret]))
    links = feeds.feeds_of(viewer.person, enterprise, now()) if viewer.person else []
    context = {
        "address": address,
        "enterprise": enterprise,
        "feeds": [(link, link.target.startswith(f"{feeds.MINE}:")) for link in links],
    }
    return kept_private(render(request, "wheel/calendars.html", context))


@signed_in
def end(request: ViewerRequest, key: str) -> HttpResponse:
    """End one of the reader's own calendars."""
    own = SingleLink.objects.filter(purpose=feeds.PURPOSE, person=request.viewer.person)
    link: SingleLink = find_or_404(own.select_related("enterprise", "person"), key=key)
    allow_methods(request, "POST")
    feeds.end_feed(link=link, by=request.viewer.actor, at=now())
    messages.success(request, _("The calendar is ended. Its address opens nothing any more."))
    return redirect("wheel:calendars")


@sensitive_variables("secret")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A calendar, for a program that subscribes to it. Whatever opens nothing is not found."""
    request.path = request.path_info = reverse("wheel:feed", args=["-"])  # what writes the address in a log
    allow_methods(request, "GET", "HEAD")
    at = now()
    if not within("calendars_read", block_of(request, at), at=at, most=MOST_READ, seconds=_TEN_MINUTES):
        return kept_private(HttpResponse(status=429, headers={"Retry-After": str(_TEN_MINUTES)}))
    try:
        text = _text(secret)
    except LinkGone:
        within("calendars_missed", block_of(request, at), at=at, most=MOST_MISSED, seconds=_TEN_MINUTES)
        raise Http404 from None
    answer = HttpResponse(text, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="arshjul.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return kept_private(answer)


@sensitive_variables("secret")
def _text(secret: str) -> str:
    with transaction.atomic():
        found = feeds.open_feed(secret, on=today(), at=now())
        with translation.override(found.person.language):
            names = body_words(selectors.bodies_of(found.enterprise))
            name = feeds.calendar_name(found.enterprise, found.mine)
            return feeds.calendar_of(feeds.occurrences_in(found, today()), name, names, subscribed=True)
