"""How somebody signed in: whether two factors were used, and whether that was a moment ago."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

FRESH_SECONDS = 15 * 60
#: Session key: when a way other than allauth's own vouched for two factors (the enterprise's provider, a demo).
VOUCHED_AT = "second_factor_at"
#: Session key: when the person signed in, in seconds since 1970.
SIGNED_IN_AT = "signed_in_at"


class FreshSignInNeeded(Exception):
    """Turned into a way to confirm who one is by `samsvar.platform.access.middleware`."""


def require_fresh(request: HttpRequest) -> None:
    """For dangerous steps: goes on if two factors were used within 15 minutes. Raises FreshSignInNeeded."""
    if not is_fresh(request):
        raise FreshSignInNeeded


def is_fresh(request: HttpRequest) -> bool:
    """True if a second factor was used in this session within 15 minutes."""
    latest = second_factor_at(request)
    return latest is not None and 0 <= time.time() - latest < FRESH_SECONDS


def second_factor_at(request: HttpRequest) -> float | None:
    """When a second factor was last used in this session, in seconds since 1970; None where none was."""
    moments = [float(entry["at"]) for entry in _records(request) if entry.get("method") == "mfa"]
    vouched = request.session.get(VOUCHED_AT)
    if vouched is not None:
        moments.append(float(vouched))
    return max(moments, default=None)


def used_two_factors(request: HttpRequest) -> bool:
    """True if two factors stand behind this session: used when signing in, or set up since then. Mostly no query."""
    if second_factor_at(request) is not None:
        return True
    signed_in = request.session.get(SIGNED_IN_AT)
    if signed_in is None:
        return False
    own = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return own.exists() and not own.filter(created_at__lt=datetime.fromtimestamp(signed_in, UTC)).exists()


def has_second_factor(request: HttpRequest) -> bool:
    """True if the person has an app or a passkey to confirm with."""
    own = Authenticator.objects.filter(user=request.user)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def vouch(request: HttpRequest, at: float | None = None) -> None:
    """Note that two factors were used elsewhere: by the enterprise's provider, or not at all in a demo.

    `at` is when, in seconds since 1970; now unless told.
    """
    request.session[VOUCHED_AT] = time.time() if at is None else at


def providers() -> list[dict[str, Any]]:
    """The enterprises' own sign-in services, by configuration."""
    found: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return found


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found
