"""The account's addresses: those of allauth's that are used here, no other (nobody signs up or changes e-mail).

Names are allauth's own, since its code reverses them.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as outside
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_http_methods

from samsvar.platform.access import openid
from samsvar.platform.access.views import Connections, SetPassword, SignIn


def address(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """An address that knows GET and POST only: allauth's forms would take a PUT for a POST."""
    return path(route, require_http_methods(["GET", "HEAD", "POST"])(view), name=name)


urlpatterns = [
    address("login/", SignIn.as_view(), name="account_login"),
    address("logout/", account.logout, name="account_logout"),
    address("stengt/", account.account_inactive, name="account_inactive"),
    address("bekreft-passord/", account.reauthenticate, name="account_reauthenticate"),
    address("passord/", account.password_change, name="account_change_password"),
    address("passord/nytt/", SetPassword.as_view(), name="account_set_password"),
    address("passord/glemt/", account.password_reset, name="account_reset_password"),
    address("passord/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    # The key has dashes of its own, so the person's number ends at the first.
    re_path(
        r"^passord/glemt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        require_http_methods(["GET", "HEAD", "POST"])(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    address("passord/glemt/ferdig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    address("2fa/", factors.index, name="mfa_index"),
    address("2fa/kode/", factors.authenticate, name="mfa_authenticate"),
    address("2fa/bekreft/", factors.reauthenticate, name="mfa_reauthenticate"),
    address("2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    address("2fa/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    address("2fa/reservekoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    address("2fa/reservekoder/nye/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    address("2fa/reservekoder/fil/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    address("passnokkel/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    address("passnokkel/ny/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    address("passnokkel/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    address("passnokkel/bekreft/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    address("passnokkel/<int:pk>/fjern/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    address("passnokkel/<int:pk>/navn/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    address("foretakskonto/", Connections.as_view(), name="socialaccount_connections"),
    address("foretakskonto/avbrutt/", outside.login_cancelled, name="socialaccount_login_cancelled"),
    address("foretakskonto/feil/", outside.login_error, name="socialaccount_login_error"),
    address("oidc/<str:provider_id>/login/", openid.login, name="openid_connect_login"),
    address("oidc/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    # Ending other sessions asks who one is, unless that was a moment ago.
    address(
        "okter/",
        login_required(reauthentication_required(sessions.list_usersessions, allow_get=True)),
        name="usersessions_list",
    ),
]
