"""The account's addresses: those of allauth's that are used here, no other (nobody signs up or changes e-mail).

Names are allauth's own, since its code reverses them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as outside
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions import views as sessions
from django.urls import path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("stengt/", account.account_inactive, name="account_inactive"),
    path("bekreft-passord/", account.reauthenticate, name="account_reauthenticate"),
    path("passord/", account.password_change, name="account_change_password"),
    path("passord/nytt/", account.password_set, name="account_set_password"),
    path("passord/glemt/", account.password_reset, name="account_reset_password"),
    path("passord/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "passord/glemt/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passord/glemt/ferdig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/kode/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/bekreft/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/reservekoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/reservekoder/nye/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/reservekoder/fil/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passnokkel/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passnokkel/ny/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passnokkel/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passnokkel/bekreft/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passnokkel/<int:pk>/fjern/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passnokkel/<int:pk>/navn/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("foretakskonto/", outside.connections, name="socialaccount_connections"),
    path("foretakskonto/avbrutt/", outside.login_cancelled, name="socialaccount_login_cancelled"),
    path("foretakskonto/feil/", outside.login_error, name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", openid.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    path("okter/", sessions.list_usersessions, name="usersessions_list"),
]
