"""A link is opened in two steps: GET takes the secret out of the address, and only POST spends it.

Mail scanners open every link, so looking must never use one up.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from samsvar.platform.access.guards import allow_methods
from samsvar.platform.links.limits import block_of, window_end, within
from samsvar.platform.links.models import SingleLink
from samsvar.platform.links.purposes import PURPOSES, SIGN_IN
from samsvar.platform.links.services import LinkGone, find_link, note_use, place_of, spend_link
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services import StaleVersion
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.logs import note
from samsvar.platform.ui.private import kept_private

_TEN_MINUTES = 10 * 60
MOST_OPENED = 300
"""Links opened from one address block in ten minutes; mail scanners open many."""
MOST_OPENED_BY_ALL = 20_000
MOST_MISSED = 60
"""Links that open nothing, tried from one address block in ten minutes."""
MOST_SENT = 120
"""Forms sent with one link in a minute; a page that saves as it goes sends many."""
_LONGEST_SECRET = 100
_TRIES = 3

LinkView = Callable[..., HttpResponse]
FewEnough = Callable[[HttpRequest, datetime], bool]


@sensitive_variables("secret")
def take_secret(request: HttpRequest, secret: str, *, purpose: str, onward: str) -> HttpResponse:
    """Moves the secret from the address into a cookie for this purpose and this place, and goes on to `onward`.

    Nothing is looked up: every secret is answered alike. `onward` is the address of the page that the link opens; the
    cookie goes to it and to what lies beneath it. Beyond the limits 429, with when to try again.
    """
    request.path = request.path_info = onward  # whatever writes the address in a log from here on
    allow_methods(request, "GET", "HEAD")
    at = now()
    if not (
        within("links_opened", block_of(request, at), at=at, most=MOST_OPENED, seconds=_TEN_MINUTES)
        and within("links_opened_by_all", "", at=at, most=MOST_OPENED_BY_ALL, seconds=_TEN_MINUTES)
    ):
        return too_many(request, until=window_end(at, _TEN_MINUTES))
    answer = redirect(onward)
    answer.set_cookie(
        PURPOSES[purpose].cookie,
        secret[:_LONGEST_SECRET],
        max_age=PURPOSES[purpose].cookie_seconds,
        path=onward,
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    # Not on the page with the button: browsers then send `Origin: null`, which is refused as forged.
    answer["Referrer-Policy"] = "no-referrer"
    return kept_private(answer)


def link_of(request: HttpRequest, *, purpose: str, place: str = "") -> SingleLink:
    """The open link whose secret the cookie for the purpose holds. Raises LinkGone, which `by_link` answers.

    With a `place` from the address, the secret's own place must be that one (`services.place_of`).
    """
    secret = request.COOKIES.get(PURPOSES[purpose].cookie, "")
    if place and place_of(secret) != place:
        raise LinkGone
    return find_link(secret, purpose=purpose, at=now())


def by_link(purpose: str, few_enough: FewEnough | None = None) -> Callable[[LinkView], LinkView]:
    """For a view that a link opens: `view(request, link, …)`, all in one transaction.

    What opens nothing is answered alike, whatever the reason, also where the view itself raises LinkGone. A `place` in
    the address must be the secret's. Each link, and what opens nothing from each address block, has its limit of forms
    sent; `few_enough` counts in others (by the minute). Counted first: what all share is held for nobody's act, and a
    failing act counts too. An act that meets somebody else's (StaleVersion) is done again on what stands then.
    """

    def guarding(view: LinkView) -> LinkView:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            at, about = now(), {"purpose": purpose, "place": kwargs.get("place", "")}

            def act() -> HttpResponse:
                with _reading_or_one_transaction(request):
                    link = link_of(request, **about)
                    note_use(link=link, at=at)
                    return kept_private(view(request, link, *args, **kwargs))

            try:
                if request.method == "POST":
                    with transaction.atomic():
                        key = link_of(request, **about).key
                    if not within("link", key, at=at, most=MOST_SENT, seconds=60) or not (
                        few_enough is None or few_enough(request, at)
                    ):
                        return too_many(request, until=window_end(at, 60))
                return _until_settled(act)
            except LinkGone:
                return gone(request, purpose=purpose)

        return guarded

    return guarding


def _reading_or_one_transaction(request: HttpRequest) -> AbstractContextManager[Any]:
    """On SQLite each transaction holds the one lock for writing, so a page that is only drawn does without."""
    drawn = request.method in ("GET", "HEAD") and connection.vendor == "sqlite"
    return nullcontext() if drawn else transaction.atomic()


def _until_settled(act: Callable[[], HttpResponse]) -> HttpResponse:
    """The act's answer; of two at once the one that came last sees what the first has done."""
    for _try in range(_TRIES - 1):
        try:
            return act()
        except StaleVersion:
            continue
    return act()


def gone(request: HttpRequest, *, purpose: str) -> HttpResponse:
    """The one page for links that are unknown, expired, revoked or spent; 429 where somebody tries very many.

    It tells what to do: to sign in, or, for those who have no account, what the purpose says.
    """
    at = now()
    note("link_refused", purpose=purpose)
    if not within("links_missed", block_of(request, at), at=at, most=MOST_MISSED, seconds=_TEN_MINUTES):
        return too_many(request, until=window_end(at, _TEN_MINUTES))
    return kept_private(render(request, "links/gone.html", {"remedy": PURPOSES[purpose].remedy}, status=404))


def too_many(request: HttpRequest, *, until: datetime) -> HttpResponse:
    """429 in words, with when to try again."""
    answer = render(request, "links/too_many.html", {"until": until}, status=429)
    answer["Retry-After"] = str(max(1, int((until - now()).total_seconds())))
    return kept_private(answer)


@sensitive_variables("secret")
def receive(request: HttpRequest, secret: str) -> HttpResponse:
    """A link for somebody's first sign-in."""
    return take_secret(request, secret, purpose=SIGN_IN, onward=reverse("links:open"))


@by_link(SIGN_IN)
def open_link(request: HttpRequest, link: SingleLink) -> HttpResponse:
    """Shows whom the link is for; the button spends it and signs in."""
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method != "POST":
        return render(request, "links/open.html", {"person": link.person})
    answer = _enter(request, spend_link(link=link, at=now()))
    answer.delete_cookie(PURPOSES[SIGN_IN].cookie, path=reverse("links:open"))
    return answer


def _enter(request: HttpRequest, link: SingleLink) -> HttpResponse:
    """Signs in somebody new. Who already has a way in must use it, unless the operator made the link."""
    person = link.person
    if person is None:
        raise LinkGone
    if not link.by_operator and _has_a_way_in(person):
        return redirect("account_login")
    target = "mfa_index" if person.has_usable_password() else "account_set_password"
    answer: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=reverse(target))
    # or allauth would ask for the password that was chosen a moment ago, before an app or a passkey is set up
    record_authentication(request, person, method="link", reauthenticated=True)
    return answer


def _has_a_way_in(person: Person) -> bool:
    return (
        person.has_usable_password()
        or Authenticator.objects.filter(user=person).exists()
        or SocialAccount.objects.filter(user=person).exists()
    )
