"""How allauth behaves here: nobody signs up alone, and an outside account never opens a person by e-mail alone."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access import events
from samsvar.platform.access.factors import FRESH_SECONDS, SIGNED_IN_AT, VOUCHED_AT, vouch
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.organisation.models import Person
from samsvar.platform.organisation.services import enterprise_key
from samsvar.platform.ui.clients import client_address
from samsvar.platform.ui.clock import now
from samsvar.platform.ui.logs import note, person_key

#: allauth's code for a sign-in stopped by the limit, and how long the longest limit lasts.
TOO_MANY = "too_many_login_attempts"
WAIT_SECONDS = 5 * 60
#: allauth's code for a wrong password where one confirms who one is.
WRONG_PASSWORD = "incorrect_password"


class AccountAdapter(DefaultAccountAdapter):
    """Every sign-in, every failed one and every change of what one signs in with is written to the log."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        WRONG_PASSWORD: _("The password is wrong."),
        TOO_MANY: _("There have been too many wrong tries. Wait five minutes, and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """A new session starts its own clock, and carries a second factor only if the enterprise's service used one."""
        request.session.pop(VOUCHED_AT, None)
        request.session[SIGNED_IN_AT] = time.time()
        outside = (more.get("signal_kwargs") or {}).get("sociallogin")
        if outside is not None and _used_two_factors(outside):
            vouch(request, at=_signed_in_there(outside))
        ways = [str(entry.get("type") or entry.get("method")) for entry in get_authentication_records(request, user)]
        note("signed_in", person=user.key, ways=" ".join(ways), address=client_address(request))
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the letter begins with the setting, whatever address the page was asked for by."""
        person, _dash, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": person, "key": secret})
        return str(settings.BASE_URL).rstrip("/") + path

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits on sign-in count by: the client, and not the proxy that all come through."""
        return client_address(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password. Whose is told by key; what was typed is not, for it may be the password."""
        asked = Person.objects.filter(email=str(credentials.get("email", "")).lower()).values_list("key", flat=True)
        note("sign_in_failed", person=asked.first(), address=client_address(request))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in (TOO_MANY, WRONG_PASSWORD):
            address = client_address(self.request) if self.request else None
            note("sign_in_limited" if code == TOO_MANY else "confirmation_failed", address=address)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **more: Any) -> None:
        """Called for each change of password or factor; what changed is the last part of the template's name."""
        note("account_changed", person=user.key, what=template_prefix.rpartition("/")[2])
        super().send_notification_mail(template_prefix, user, *args, **more)

    def logout(self, request: HttpRequest) -> None:
        note("signed_out", person=person_key(request))
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_requests_session(self) -> Any:
        """Follows no redirect: whom we speak with stands in the settings."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """The page tells nothing of why; the log does."""
        fault, told = more.get("exception"), provider.app.provider_id
        reason = str(fault) if type(fault).__name__ == "OAuth2Error" else None  # its words are ours, or the library's
        note("sign_in_failed", provider=told, reason=reason, fault=fault, address=client_address(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Only an ID token, whose issuer and audience were checked, says who it is; joining is recorded."""
        claims = sociallogin.account.extra_data.get("id_token")
        if not claims or str(claims.get("sub", "")) != sociallogin.account.uid:
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))
        joining = sociallogin.state.get("process") == AuthProcess.CONNECT
        if joining and request.user.is_authenticated and not sociallogin.is_existing:
            _record_joining(request.user, sociallogin.account.provider)


def _used_two_factors(sociallogin: Any) -> bool:
    settings = sociallogin.provider.app.settings
    claims = sociallogin.account.extra_data.get("id_token") or {}
    return bool(settings.get("two_factors")) or "mfa" in (claims.get("amr") or [])


def _signed_in_there(sociallogin: Any) -> float:
    """When the person signed in at the service: what its token says (`auth_time`).

    One that does not say so is believed where it was asked to sign them in anew; else that may be hours ago, at a
    machine that somebody left.
    """
    told = (sociallogin.account.extra_data.get("id_token") or {}).get("auth_time")
    at = time.time()
    if isinstance(told, int | float):
        return min(float(told), at)
    return at if sociallogin.state.get("anew") else at - FRESH_SECONDS


@transaction.atomic
def _record_joining(person: Any, provider: str) -> None:
    home = enterprise_key(person.enterprise) if person.enterprise else None
    by = Actor(person_key=person.key, name=person.name, via="oidc")
    record(events.ACCOUNT_JOINED, by=by, at=now(), enterprise=home, about={"provider": provider, "person": person.key})
