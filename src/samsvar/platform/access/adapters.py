"""How allauth behaves here: nobody signs up alone, and an outside account never opens a person by e-mail alone."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access import events
from samsvar.platform.access.factors import SIGNED_IN_AT, VOUCHED_AT, vouch
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import record
from samsvar.platform.organisation.services import enterprise_key
from samsvar.platform.ui.clock import now

#: allauth's code for a sign-in stopped by the limit, and how long the longest limit lasts.
TOO_MANY = "too_many_login_attempts"
WAIT_SECONDS = 5 * 60


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
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
            vouch(request)
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

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


@transaction.atomic
def _record_joining(person: Any, provider: str) -> None:
    home = enterprise_key(person.enterprise) if person.enterprise else None
    by = Actor(person_key=person.key, name=person.name, via="oidc")
    record(events.ACCOUNT_JOINED, by=by, at=now(), enterprise=home, about={"provider": provider, "person": person.key})
