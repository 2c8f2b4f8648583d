"""Sign-in by the enterprise's own account, stricter than the library's own (OpenID Connect Core 1.0, section 3.1.3.7).

The library trusts the connection in place of the token's signature, takes the issuer from what the service says of
itself, and sends no nonce. Here the signature is always verified, by an algorithm of a fixed list; the issuer is the
one in the settings; and a token answers the very request that this browser was sent away with.
"""

import hmac
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import get_request_param
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from requests import RequestException

from samsvar.platform.access.factors import FRESH_SECONDS

#: Signatures by a pair of keys only: with a shared secret too, a public key might be passed off as one.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: Seconds that the clocks of the two may differ.
LEEWAY = 30
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def nonce_of(state: str) -> str:
    """What the token must bear: bound to the state, which is random, kept in this browser's session and used once."""
    return sha256(f"nonce:{state}".encode()).hexdigest()


class Client(OAuth2Client):
    """Sends the nonce along."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, Any]) -> str:
        """The address at the service that the browser is sent to."""
        asked = {**extra_params, "nonce": nonce_of(self.state or "")}
        address: str = super().get_redirect_url(authorization_url, scope, asked)
        return address


class Adapter(OpenIDConnectOAuth2Adapter):
    """What is asked of the service, and what is believed of its answer."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error if it is another than the settings name."""
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if str(config.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise OAuth2Error("another issuer than the settings name")
        scheme = issuer.partition(":")[0]
        if any(str(config.get(name, "")).partition(":")[0] not in ("https", scheme) for name in _ENDPOINTS):
            raise OAuth2Error("an endpoint without TLS")
        return config

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """The token's claims, all verified. Raises OAuth2Error."""
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in ALGORITHMS or str(header.get("typ", "JWT")).upper() != "JWT":
                raise OAuth2Error("a token of another kind")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(header.get("kid")),
                algorithms=[header["alg"]],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as problem:
            raise OAuth2Error("a token that cannot be believed") from problem
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("a token for several, and made for another")
        expected = nonce_of(get_request_param(self.request, "state", ""))
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), expected.encode()):
            raise OAuth2Error("a token of another sign-in")
        return claims

    def _key(self, name: str | None) -> Any:
        """The service's key of this name; its only one where the token names none. Never one that the token brings."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        found = [key for key in keys if key.key_id == name] if name else keys
        if len(found) != 1:
            raise OAuth2Error("no such key")
        return found[0].key


class Provider(OpenIDConnectProvider):
    """Named in the settings. Nothing of what is asked of the service can be changed from the address."""

    oauth2_adapter_class = Adapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Whether the person is to sign in there anew is kept with the state, where the browser cannot change it."""
        kept: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return kept | {"anew": _anew(request)}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """Those of the settings. Who is to sign in anew is asked there, and the token says when (section 3.1.2.1)."""
        asked = {"prompt": "login", "max_age": FRESH_SECONDS} if _anew(request) else {}
        return dict(self.get_auth_params()) | asked

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """That of the settings."""
        return list(self.get_scope())


def _anew(request: HttpRequest) -> bool:
    return request.GET.get("anew") == "1"


@login_not_required  # type: ignore[untyped-decorator]  # allauth bears no types
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Away to the service, by a page of our own.

    A browser that is redirected from a form holds the address to the form's own rule (`form-action` of the Content
    Security Policy), which knows no other place than ours; a page that leads on is no form.
    """
    answer = _answer(OAuth2LoginView, request, provider_id)
    away = answer.headers.get("Location", "")
    if urlsplit(away).netloc in ("", request.get_host()):
        return answer
    page = render(request, "access/away.html", {"address": away})
    patch_cache_control(page, no_store=True)
    return page


@login_not_required  # type: ignore[untyped-decorator]  # allauth bears no types
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """A service that cannot be reached, or is another than it should be, is told of on a page."""
    try:
        answer: HttpResponse = kind.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404
    except (OAuth2Error, RequestException) as problem:
        provider = get_adapter().get_provider(request, provider=provider_id)
        answer = render_authentication_error(request, provider, exception=problem)
    return answer
