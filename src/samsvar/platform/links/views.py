"""A link is opened in two steps: GET takes the secret out of the address, and only POST spends it.

Mail scanners open every link, so looking must never use one up.
"""

from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from samsvar.platform.access.guards import allow_methods
from samsvar.platform.links.models import LinkPurpose, SingleLink
from samsvar.platform.links.services import LinkGone, find_link, spend_link
from samsvar.platform.organisation.models import Person
from samsvar.platform.ui.clock import now

COOKIE = "sign-in-link"
_COOKIE_SECONDS = 15 * 60


@sensitive_variables("secret")
def receive(request: HttpRequest, secret: str) -> HttpResponse:
    """Moves the secret from the address into a cookie for this purpose, and goes on."""
    allow_methods(request, "GET", "HEAD")
    answer = redirect("links:open")
    answer.set_cookie(
        COOKIE,
        secret[:100],
        max_age=_COOKIE_SECONDS,
        path=reverse("links:open"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    answer["Referrer-Policy"] = "no-referrer"
    return _kept_private(answer)


def open_link(request: HttpRequest) -> HttpResponse:
    """Shows whom the link is for; the button spends it and signs in."""
    try:
        link = find_link(request.COOKIES.get(COOKIE, ""), purpose=LinkPurpose.SIGN_IN, at=now())
    except LinkGone:
        return _kept_private(render(request, "links/gone.html", status=404))
    allow_methods(request, "GET", "HEAD", "POST")
    if request.method != "POST":
        return _kept_private(render(request, "links/open.html", {"person": link.person}))
    try:
        answer = _enter(request, spend_link(link=link, at=now()))
    except LinkGone:
        answer = render(request, "links/gone.html", status=404)
    answer.delete_cookie(COOKIE, path=reverse("links:open"))
    return _kept_private(answer)


def _enter(request: HttpRequest, link: SingleLink) -> HttpResponse:
    """Signs in somebody new. Who already has a way in must use it, unless the operator made the link."""
    if not link.by_operator and _has_a_way_in(link.person):
        return redirect("account_login")
    target = "mfa_index" if link.person.has_usable_password() else "account_set_password"
    answer: HttpResponse = perform_login(request, link.person, email_verification="none", redirect_url=reverse(target))
    return answer


def _has_a_way_in(person: Person) -> bool:
    return (
        person.has_usable_password()
        or Authenticator.objects.filter(user=person).exists()
        or SocialAccount.objects.filter(user=person).exists()
    )


def _kept_private(answer: HttpResponse) -> HttpResponse:
    # Not `no-referrer` on the page with the button: browsers then send `Origin: null`, which is refused as forged.
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
