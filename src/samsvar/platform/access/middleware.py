"""Puts the viewer on the request and the person's language; ends old sessions; asks for a second factor.

On PostgreSQL each request of somebody signed in is one transaction, so that the wall between enterprises
(`walls`) holds for all of it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from samsvar.platform.access.factors import FreshSignInNeeded, has_second_factor, used_two_factors
from samsvar.platform.access.guards import MethodNotAllowed
from samsvar.platform.access.viewer import MetRequest, viewer_of
from samsvar.platform.access.walls import show_to
from samsvar.platform.ui.clock import now, today

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=10)
BEGAN_AT = "began_at"
SEEN_AT = "seen_at"
_NOTE_EVERY = timedelta(minutes=2)
#: What somebody may open before the second factor is set up: the account's own pages, and the choice of language.
_OPEN_PATHS = ("/konto/", "/valg/", "/lenke", "/static/")


class ViewerMiddleware:
    """`request.viewer` is None for those not signed in. Roles are read anew at each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MetRequest) -> HttpResponse:
        request.viewer = None
        if not request.user.is_authenticated:
            return self.get_response(request)
        if _is_over(request, now()):
            logout(request)
            return self.get_response(request)
        viewer = viewer_of(request.user, on=today())
        request.viewer = viewer
        translation.activate(viewer.language)
        request.LANGUAGE_CODE = viewer.language
        if viewer.needs_two_factors and not request.path.startswith(_OPEN_PATHS) and not used_two_factors(request):
            return _go(request, reverse("mfa_reauthenticate" if has_second_factor(request) else "mfa_index"))
        if connection.vendor != "postgresql":
            return self.get_response(request)
        with transaction.atomic():
            show_to(viewer)
            answer = self.get_response(request)
            if answer.status_code >= 500:
                transaction.set_rollback(True)
            return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """405 for a method that is not for this address, and the way to confirm for a step that asks for it."""
        if isinstance(exception, MethodNotAllowed):
            answer = render(request, "405.html", status=405)
            answer["Allow"] = ", ".join(exception.methods)
            return answer
        if isinstance(exception, FreshSignInNeeded):
            return _go(request, reverse("access:confirm"))
        return None


def _is_over(request: HttpRequest, moment: datetime) -> bool:
    """Whether the session was idle for an hour or began ten hours ago; notes the moment, now and then."""
    session = request.session
    began = session.setdefault(BEGAN_AT, moment.isoformat())
    seen = session.setdefault(SEEN_AT, moment.isoformat())
    idle = moment - datetime.fromisoformat(seen)
    if idle > IDLE or moment - datetime.fromisoformat(began) > LONGEST:
        return True
    if idle > _NOTE_EVERY:
        session[SEEN_AT] = moment.isoformat()
    return False


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that comes back to the page afterwards; whole for an htmx call."""
    target = f"{address}?{urlencode({'next': _page_of(request)})}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def _page_of(request: HttpRequest) -> str:
    """The page the person is on: the address itself, or for a POST or a partial the page it came from."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return "/"
